import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, ensureDependencies, ensureN8n, packPackage } from '../playground/install.mjs';
import { inheritedEnvironment, run, start, stopAll } from '../playground/n8n/process.cjs';
import { step } from '../playground/n8n/progress.cjs';

const BIN = join(CHECKOUT, 'node_modules', '.bin');

async function tool(name, command, args) {
	await step(name, async () => {
		const { code, output } = await run(join(BIN, command), args, { cwd: CHECKOUT });
		if (code !== 0) throw new Error(output.trim() || `${command} ended with code ${code}`);
	});
}

/** Runs Jest with its own output; its exit code becomes ours. */
async function jest(args, environment = {}) {
	const child = start(join(BIN, 'jest'), args, {
		cwd: CHECKOUT,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...inheritedEnvironment(), ...environment },
	});
	process.exitCode = await new Promise((resolve) => {
		child.once('exit', (code) => resolve(code ?? 1));
		child.once('error', () => resolve(127));
	});
}

const lint = () => tool('Lint', 'eslint', ['.', '--cache', '--cache-location', '.cache/eslint/']);

const types = () =>
	tool('Types', 'tsc', [
		...['--noEmit', '-p', 'tsconfig.test.json'],
		...['--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo'],
	]);

async function test() {
	const outcomes = await Promise.allSettled([lint(), types()]);
	const reasons = outcomes.flatMap(({ reason }) => (reason ? [reason.message] : []));
	if (reasons.length > 0) throw new Error(reasons.join('\n\n'));
	await tool('Build', 'gulp', ['build', '--silent']);
	await jest(['--selectProjects', 'unit', 'engine', 'contract', '--maxWorkers=2']);
}

function chromium() {
	const path = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
	if (existsSync(path)) return path;
	throw new Error(
		`There is no Chromium at ${path}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.`,
	);
}

/** What follows on the command line goes to Jest, for example the name of one file. */
async function endToEnd(more) {
	const browser = chromium();
	const [installation, tarball] = [await ensureN8n(), await packPackage()];
	// A test that fails halfway may leave a server open; that must not keep Jest from ending.
	await jest(['--selectProjects', 'e2e', '--runInBand', '--forceExit', ...more], {
		CHROMIUM_PATH: browser,
		PLAYGROUND_N8N: JSON.stringify(installation),
		PLAYGROUND_TARBALL: tarball,
	});
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		stopAll('SIGTERM');
		process.exit(130);
	});
}

try {
	await ensureDependencies();
	await (process.argv[2] === 'e2e' ? endToEnd(process.argv.slice(3)) : test());
} catch (failure) {
	process.stderr.write(`\n${failure.message}\n`);
	process.exitCode = 1;
}
