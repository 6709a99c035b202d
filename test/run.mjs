import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, ensureDependencies, ensureN8n, packPackages } from '../playground/install.mjs';
import { inheritedEnvironment, run, start, stopAll } from '../playground/n8n/process.cjs';
import { step } from '../playground/n8n/progress.cjs';
import { KNOWN_VERSIONS, N8N_VERSION } from '../playground/n8n/recipes.mjs';

const BIN = join(CHECKOUT, 'node_modules', '.bin');

async function tool(name, command, args) {
	await step(name, async () => {
		const { code, output } = await run(join(BIN, command), args, { cwd: CHECKOUT });
		if (code !== 0) throw new Error(output.trim() || `${command} ended with code ${code}`);
	});
}

/** Runs Jest with its own output; ours ends as failed when one of its runs did. */
async function jest(args, environment = {}) {
	const child = start(join(BIN, 'jest'), args, {
		cwd: CHECKOUT,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...inheritedEnvironment(), ...environment },
	});
	const code = await new Promise((resolve) => {
		child.once('exit', (ended) => resolve(ended ?? 1));
		child.once('error', () => resolve(127));
	});
	if (code !== 0) process.exitCode = code;
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

/** The path of a program of the system; `variable` names another one. */
function program(what, variable, usual, debian) {
	const path = process.env[variable] || usual;
	if (existsSync(path)) return { [variable]: path };
	throw new Error(
		`There is no ${what} at ${path}. Install it (Debian: apt-get install ${debian}) or set ${variable}.`,
	);
}

const chromium = () => program('Chromium', 'CHROMIUM_PATH', '/usr/bin/chromium', 'chromium');

/** Debian keeps the programs of each version of PostgreSQL in a folder of its own: the newest one. */
function postgres() {
	const root = '/usr/lib/postgresql';
	const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
	const usual = join(root, String(Math.max(0, ...versions)), 'bin');
	return program('PostgreSQL', 'POSTGRES_BIN', usual, 'postgresql');
}

const redis = () => program('Redis', 'REDIS_PATH', '/usr/bin/redis-server', 'redis-server');

// A test that fails halfway may leave a server open; that must not keep Jest from ending.
const E2E = ['--selectProjects', 'e2e', '--forceExit'];
const ALONE = [...E2E, '--runInBand'];
/** Each file has an n8n of its own, which mostly waits. */
const SIDE_BY_SIDE = [...E2E, '--maxWorkers=2'];

/** Jest's own summary does not say what it is about. */
const say = (title) => process.stdout.write(`\n=== ${title} ===\n`);

/**
 * The parts of the end-to-end suite, in the order in which they run. Each gets what was prepared for
 * all of them, and what follows on the command line, which goes to Jest.
 */
const PARTS = {
	async templates({ environment, more }) {
		say('End to end');
		const parts = ['importing', 'queue', 'worlds'].map((part) => `<rootDir>/test/e2e/${part}/`);
		const ignored = ['--testPathIgnorePatterns', '/node_modules/', ...parts];
		// Jest takes every word after a list for a part of it, unless an option is between them.
		await jest([...ignored, ...SIDE_BY_SIDE, ...more], environment);
	},
	async importing({ environment, more }) {
		say('The templates, imported by hand');
		await jest([...ALONE, ...(more.length > 0 ? more : ['e2e/importing/'])], environment);
	},
	async queue({ environment, more }) {
		say('Under fire, in queue mode');
		await jest([...ALONE, ...(more.length > 0 ? more : ['e2e/queue/'])], environment);
	},
	async worlds({ environment, more }) {
		say('The story in forty worlds');
		await jest([...ALONE, ...(more.length > 0 ? more : ['e2e/worlds/'])], environment);
	},
	async versions({ environment, more, isAll }) {
		const wanted = more.filter((word) => KNOWN_VERSIONS.includes(word));
		const rest = more.filter((word) => !KNOWN_VERSIONS.includes(word));
		// The usual version has just done all of it when this is one part of all.
		const others = KNOWN_VERSIONS.filter((version) => !isAll || version !== N8N_VERSION);
		const files = rest.length > 0 ? rest : ['e2e/story', 'e2e/lifecycle', 'e2e/package'];
		for (const version of wanted.length > 0 ? wanted : others) {
			const installation = await ensureN8n(version);
			say(`n8n ${version}`);
			const which = { PLAYGROUND_N8N: JSON.stringify(installation) };
			await jest([...ALONE, ...files], { ...environment, ...which });
		}
	},
};

/** Fetches n8n in every version that the parts run, which can be done while something else runs. */
async function fetchAll() {
	for (const version of [N8N_VERSION, ...KNOWN_VERSIONS]) await ensureN8n(version);
}

/**
 * All parts, or the one that the first word names; what follows goes to Jest, for example the name of
 * one file. Any other word goes to Jest as well.
 */
async function endToEnd(words) {
	const [first = '', ...rest] = words;
	const isPart = Object.hasOwn(PARTS, first);
	const more = isPart ? rest : words;
	const isAll = words.length === 0;
	const names = isAll ? Object.keys(PARTS) : [isPart ? first : 'templates'];
	const environment = {
		...(['templates', 'importing'].some((name) => names.includes(name)) && chromium()),
		...(names.includes('queue') && { ...postgres(), ...redis() }),
		PLAYGROUND_N8N: JSON.stringify(await ensureN8n()),
		PLAYGROUND_TARBALLS: JSON.stringify(await packPackages()),
	};
	for (const name of names) await PARTS[name]({ environment, more, isAll });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		stopAll('SIGTERM');
		process.exit(130);
	});
}

async function main([suite, ...words]) {
	// Needs none of the checkout's own packages.
	if (suite === 'e2e' && words[0] === 'fetch') return await fetchAll();
	await ensureDependencies();
	await (suite === 'e2e' ? endToEnd(words) : test());
}

try {
	await main(process.argv.slice(2));
} catch (failure) {
	process.stderr.write(`\n${failure.message}\n`);
	process.exitCode = 1;
}
