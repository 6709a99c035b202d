import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CHECKOUT, ensureDependencies, ensureN8n, packPackages } from '../playground/install.mjs';
import { start, stopAll } from '../playground/n8n/process.cjs';

const HELP = `npm run bench              measures everything (about an hour) and writes docs/benchmarks.md
npm run bench -- --quick   the same with small companies, in less than five minutes; writes nothing
npm run bench -- --planning what the options of a plan cost, alone, in a minute; writes nothing
npm run bench -- --against package.tgz   this state and another one by turns, in about ten minutes;
                           writes nothing. Without a file it is version 0.1.0, as it was packed
`;
const FIRST_VERSION = 'test/fixtures/0.1.0/n8n-nodes-factorial-jumpcloud-0.1.0.tgz';

async function main(options) {
	const [option, file = join(CHECKOUT, FIRST_VERSION)] = options;
	const isKnown = [undefined, '--quick', '--planning', '--against'].includes(option);
	if (!isKnown || options.length > (option === '--against' ? 2 : 1)) {
		return void process.stdout.write(HELP);
	}
	// The harness runs in the checkout, whoever calls it from wherever.
	const tarball = resolve(file);
	if (option === '--against' && !existsSync(tarball)) throw new Error(`There is no ${tarball}`);
	await ensureDependencies();
	if (option === '--planning') {
		await packPackages();
		return void (await inBench(['{}', 'planning']));
	}
	const prepared = { installation: await ensureN8n(), tarballs: await packPackages() };
	await inBench([JSON.stringify(prepared), option?.slice('--'.length) ?? 'full', tarball]);
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
