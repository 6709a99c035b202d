import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect, promisify } from 'node:util';

import { loadPackage } from '../support/engine';
import { closeAll } from '../support/jumpcloud';
import { journeys } from './journeys';
import type { Journey } from './journeys';

const ROOT = path.resolve(__dirname, '../..');
const DIST = path.join(ROOT, 'dist');
const PAGE = path.join(ROOT, 'docs/architecture.md');

/** One load alone tells little: the machine does other things too. */
const LOADS = 7;

interface Walk extends Journey {
	/** The shipped files of which a function was called, by their paths in the checkout. */
	files: string[];
}

/**
 * Goes all journeys, one after the other, and gives them with the files they ran through.
 *
 * V8 counts calls of functions. Everything is loaded before the count begins, so what a file does
 * when it is loaded, such as describing its fields, makes it no part of a journey.
 */
async function walkAll(): Promise<Walk[]> {
	await loadPackage();
	const load = createRequire(__filename);
	const compiled = readdirSync(DIST, { recursive: true, encoding: 'utf8' });
	for (const file of compiled.filter((name) => name.endsWith('.js'))) load(path.join(DIST, file));

	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
	const walks: Walk[] = [];
	for (const journey of journeys) {
		try {
			const go = await journey.prepare();
			// Taking the counts sets them back to zero.
			await session.post('Profiler.takePreciseCoverage');
			await go();
			const { result } = await session.post('Profiler.takePreciseCoverage');
			walks.push({ ...journey, files: result.filter(isCalled).flatMap(sourceOf).toSorted() });
		} finally {
			await closeAll();
		}
	}
	session.disconnect();
	return walks;
}

/** Whether any function was called; the one that starts at 0 is the file as a whole. */
function isCalled({ functions }: Profiler.ScriptCoverage): boolean {
	return functions.some(({ ranges: [whole] }) => whole && whole.startOffset > 0 && whole.count > 0);
}

/** The source of a file that ships; nothing for any other script. */
function sourceOf({ url }: Profiler.ScriptCoverage): string[] {
	const dist = `${pathToFileURL(DIST).href}/`;
	return url.startsWith(dist) ? [url.slice(dist.length).replace(/\.js$/, '.ts')] : [];
}

const LOADING = `
	const { n8n } = require('./package.json');
	const begin = performance.now();
	require('n8n-workflow');
	const after = performance.now();
	const { LazyPackageDirectoryLoader } = require('n8n-core/dist/nodes-loader/lazy-package-directory-loader');
	(async () => {
		const start = performance.now();
		const loader = new LazyPackageDirectoryLoader('.');
		await loader.loadAll();
		for (const name of Object.keys(loader.known.credentials)) loader.getCredential(name);
		const started = performance.now();
		if (!loader.isLazyLoaded) throw new Error('The descriptions of the nodes are not found');
		for (const file of n8n.nodes) require('./' + file);
		const all = performance.now();
		console.log(JSON.stringify({ workflow: after - begin, start: started - start, all: all - start }));
	})();
`;

interface LoadTimes {
	workflow: number;
	/** what n8n does with the package when it starts: it reads the descriptions, and loads credentials */
	start: number;
	/** and all nodes, which a process loads when it first runs them */
	all: number;
}

/** How long fresh processes take to load n8n-workflow, and then the package: the medians, in ms. */
async function loadTimes(): Promise<LoadTimes> {
	const loads: LoadTimes[] = [];
	while (loads.length < LOADS) {
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', LOADING], { cwd: ROOT });
		loads.push(JSON.parse(stdout) as LoadTimes);
	}
	return {
		workflow: median(loads.map(({ workflow }) => workflow)),
		start: median(loads.map(({ start }) => start)),
		all: median(loads.map(({ all }) => all)),
	};
}

function median(numbers: number[]): number {
	return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Replaces the table in the page about the architecture; throws when its marks are not there. */
function writeTable(walks: Walk[]): void {
	const rows = walks.map(
		({ about, files, name }) => `| \`${name}\` | ${files.length} | ${about} |`,
	);
	const table = ['| Journey | Files | What happens |', '|---|---|---|', ...rows].join('\n');
	const page = readFileSync(PAGE, 'utf8');
	const place = /(?<=<!-- walk:begin -->\n)[^]*?(?=\n<!-- walk:end -->)/;
	if (!place.test(page)) throw new Error(`${PAGE} has no place for the figures`);
	writeFileSync(
		PAGE,
		page.replace(place, () => table),
	);
}

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
	const walks = await walkAll();
	for (const { files, goal, name } of walks) {
		say(`${name} ${files.length}${files.length > goal ? ` (goal ${goal})` : ''}`);
		if (process.argv.includes('--files')) for (const file of files) say(`  ${file}`);
	}
	writeTable(walks);
	const { all, start, workflow } = await loadTimes();
	const of = `of the ${workflow.toFixed()} ms of n8n-workflow`;
	say(`load ${start.toFixed()} ms at the start of n8n, ${(start / workflow).toFixed(2)} ${of}`);
	say(`load ${all.toFixed()} ms with all nodes, ${(all / workflow).toFixed(2)} ${of}`);
}

main().catch((failure: unknown) => {
	process.stderr.write(`${inspect(failure)}\n`);
	process.exitCode = 1;
});
