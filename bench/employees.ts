import { output, run } from '../test/support/engine';
import type { Reading } from './scenarios/reading';

const INCLUDE = ['contract', 'legalEntity', 'location', 'manager', 'teams'];
const MB = 1024 * 1024;

/** Reads a whole company with the built Factorial node in n8n's engine, and tells what it took. */
async function main(credential: Record<string, string>): Promise<void> {
	const measured = await measure(async () => await read(credential));
	process.stdout.write(`${JSON.stringify(measured)}\n`);
}

async function read(credential: Record<string, string>) {
	const finished = await run({
		credentials: { factorialApi: credential },
		nodes: [
			{
				name: 'HR',
				type: 'factorial',
				parameters: {
					...{ resource: 'employee', operation: 'getAll', returnAll: true, include: INCLUDE },
				},
			},
		],
	});
	if (finished.data.resultData.error) throw finished.data.resultData.error;
	return output(finished, 'HR');
}

async function measure(work: () => Promise<unknown[]>): Promise<Omit<Reading, 'calls'>> {
	globalThis.gc?.();
	const before = process.memoryUsage();
	let [heap, rss] = [0, 0];
	const look = () => {
		const now = process.memoryUsage();
		heap = Math.max(heap, now.heapUsed - before.heapUsed);
		rss = Math.max(rss, now.rss - before.rss);
	};
	const timer = setInterval(look, 10);
	const startedMs = performance.now();
	const items = await work();
	const seconds = (performance.now() - startedMs) / 1000;
	look();
	clearInterval(timer);
	globalThis.gc?.();
	const kept = process.memoryUsage().heapUsed - before.heapUsed;
	const [peakHeapMb, peakRssMb, keptMb] = [heap, rss, kept].map((bytes) => Math.round(bytes / MB));
	return {
		seconds,
		items: items.length,
		peakHeapMb: peakHeapMb ?? 0,
		peakRssMb: peakRssMb ?? 0,
		keptMb: keptMb ?? 0,
	};
}

main(JSON.parse(process.argv[2] ?? '{}') as Record<string, string>).catch((failure: unknown) => {
	process.stderr.write(`${String(failure)}\n`);
	process.exitCode = 1;
});
