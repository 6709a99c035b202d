import { once } from 'node:events';
import { CHECKOUT, ensureDependencies, ensureN8n, packPackages } from '../playground/install.mjs';
import { start, stopAll } from '../playground/n8n/process.cjs';

const HELP = `npm run bench              measures everything (about an hour) and writes docs/benchmarks.md
npm run bench -- --quick   the same with small companies, in less than five minutes; writes nothing
npm run bench -- --planning what the options of a plan cost, alone, in a minute; writes nothing
`;

async function main(options) {
	const unknown = options.find((option) => !['--quick', '--planning'].includes(option));
	if (unknown !== undefined) return void process.stdout.write(HELP);
	await ensureDependencies();
	if (options.includes('--planning')) {
		await packPackages();
		return void (await inBench(['{}', 'planning']));
	}
	const prepared = { installation: await ensureN8n(), tarballs: await packPackages() };
	const mode = options.includes('--quick') ? 'quick' : 'full';
	await inBench([JSON.stringify(prepared), mode]);
}

async function inBench(given) {
	const args = ['--import', 'tsx', 'bench/main.ts', ...given];
	const child = start(process.execPath, args, { cwd: CHECKOUT, stdio: 'inherit' });
	[process.exitCode] = await once(child, 'exit');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		stopAll('SIGTERM');
		process.exit(130);
	});
}

main(process.argv.slice(2)).catch((failure) => {
	process.stderr.write(`${failure.message}\n`);
	process.exitCode = 1;
});
