import { output, run } from '../test/support/engine';

const INCLUDE = ['contract', 'legalEntity', 'location', 'manager', 'teams'];
const MB = 1024 * 1024;

interface Measured {
	seconds: number;
	items: number;
	/** above what there was before the run */
	peakHeapMb: number;
	peakRssMb: number;
	/** what the items themselves take */
	keptMb: number;
}

/** Reads a whole company with the built Factorial node in n8n's engine, and measures it. */
async function main(credential: Record<string, string>): Promise<void> {
	await read(credential, { limit: 1 });
	const callsBefore = (await callsTo(credential)).length;

	const measured = await measure(async () => await read(credential, { returnAll: true }));
	const calls = (await callsTo(credential)).slice(callsBefore);
	const counts = [...new Set(calls)].map(
		(path) => [path, calls.filter((call) => call === path).length] as const,
	);
	const lines = [
		`${measured.items} people with everything included, ${measured.seconds.toFixed(1)} s`,
		`calls: ${calls.length} (${counts.map(([path, count]) => `${path} ${count}`).join(', ')})`,
		`memory: heap at most ${measured.peakHeapMb} MB above the start, process at most ${measured.peakRssMb} MB, items ${measured.keptMb} MB`,
	];
	process.stdout.write(`${lines.join('\n')}\n`);
}

async function read(credential: Record<string, string>, parameters: object) {
	const finished = await run({
		credentials: { factorialApi: credential },
		nodes: [
			{
				name: 'HR',
				type: 'factorial',
				parameters: { resource: 'employee', operation: 'getAll', include: INCLUDE, ...parameters },
			},
		],
	});
	if (finished.data.resultData.error) throw finished.data.resultData.error;
	return output(finished, 'HR');
}

async function measure(work: () => Promise<unknown[]>): Promise<Measured> {
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

/** What was asked of the simulator so far: the last part of each path. */
async function callsTo({ baseUrl }: Record<string, string>): Promise<string[]> {
	const response = await fetch(`${baseUrl}/_simulator/journal`);
	const journal = (await response.json()) as Array<{ path: string }>;
	return journal.map(({ path }) => path.split('/').at(-1) ?? '');
}

main(JSON.parse(process.argv[2] ?? '{}') as Record<string, string>).catch((failure: unknown) => {
	process.stderr.write(`${String(failure)}\n`);
	process.exitCode = 1;
});
