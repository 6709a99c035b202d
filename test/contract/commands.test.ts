import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import manifest from '../../package.json';
import { run, start } from '../../playground/n8n/process.cjs';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const DOCUMENTS = [
	...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'workflows/README.md'],
	...readdirSync(path.join(ROOT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];

/** What somebody could type, with the settings in front of it taken off. */
const COMMAND = /^(?:[A-Z_]+=\S+ )*((?:npm|npx|node|git|curl|docker|apt-get) .+)$/;

/** The table of CONTRIBUTING.md: each command, and what runs it. */
const ROWS = read('CONTRIBUTING.md')
	.split('\n')
	.map((line) => /^\| `([^`]+)` \|.*\| (.+) \|$/.exec(line))
	.flatMap((row) => (row && COMMAND.test(row[1] ?? '') ? [[row[1] ?? '', row[2] ?? '']] : []));

function commandsIn(document: string): Array<{ command: string; line: string }> {
	return read(document)
		.split('\n')
		.flatMap((line) => {
			const inText = [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
			const typed = inText.length > 0 ? inText : [line.replace(/\s+#.*$/, '')];
			return typed
				.map((code) => COMMAND.exec(code.trim())?.[1])
				.flatMap((command) => (command === undefined ? [] : [{ command, line }]));
		});
}

const isInTable = (command: string) =>
	ROWS.some(([known = '']) => command === known || command.startsWith(`${known} `));

describe('every command that the documents name', () => {
	it.each(DOCUMENTS)('is run by what its table says, or the line says so: %s', (document) => {
		const unknown = commandsIn(document).filter(
			({ command, line }) =>
				!isInTable(command) && !/run by (a test|tests)|which people run|`\.ci\/run`/.test(line),
		);
		expect(unknown.map(({ command }) => command)).toEqual([]);
	});

	it('is in a table that names what there is', () => {
		expect(ROWS.length).toBeGreaterThan(10);
		const files = ROWS.flatMap(([, by = '']) =>
			[...by.matchAll(/`((?:test|\.ci)\/[\w/]+)`/g)].map(([, file = '']) => file),
		);
		const there = (file: string) =>
			[file, `${file}.test.ts`].some((one) => existsSync(path.join(ROOT, one)));
		expect(files.filter((file) => !there(file))).toEqual([]);
	});

	it('is run for every change where the table says so', () => {
		const ci = read('.ci/run');
		const parts = /for part in ([\w ]+); do/.exec(ci)?.[1]?.split(' ') ?? [];
		const named = [...ci.matchAll(/^npm (?:test|run e2e -- \w+)/gm)].map(([command]) => command);
		const runs = [...named, ...parts.map((part) => `npm run e2e -- ${part}`)];
		expect(named).toContain('npm test');
		const said = ROWS.filter(([, by]) => by === '`.ci/run`').map(([command]) => command);
		expect(said.toSorted()).toEqual(runs.toSorted());
	});
});

describe('npm run simulators', () => {
	it('starts both, each in a way of its own, and takes a switch as docs/unknowns.md says', async () => {
		const ports = ['--factorial-port', '0', '--jumpcloud-port', '0'];
		// Not through npm, which passes no signal on.
		const [, ...script] = manifest.scripts.simulators.split(' ');
		const child = start(process.execPath, [...script, '--seed', '7', ...ports], {
			cwd: ROOT,
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const address = await new Promise<string>((resolve, reject) => {
			let output = '';
			child.stdout?.on('data', (chunk: Buffer) => {
				output += chunk.toString();
				const [, url] =
					/Factorial API.* (http:[^,\s]+),[^]*JumpCloud API.* http:[^,\s]+,/.exec(output) ?? [];
				if (url !== undefined) resolve(url);
			});
			child.once('exit', () => reject(new Error(`It ended: ${output}`)));
		});
		const [, header = '', body = '', where = ''] =
			/`curl -H '([^']+)' -d '([^']+)' ADDRESS(\S+)`/.exec(read('docs/unknowns.md')) ?? [];
		const [name = '', value = ''] = header.split(': ');
		const url = `${address}${where}`;
		const answer = await fetch(url, { method: 'POST', headers: { [name]: value }, body });
		expect(answer.status).toBe(200);
		expect(await (await fetch(url)).json()).toMatchObject(JSON.parse(body) as object);
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGTERM');
		await ended;
	});
});

describe('node packages/release-check.cjs', () => {
	it('refuses a tag that is not of this version, and names every reason', async () => {
		const tool = path.join(ROOT, 'packages/release-check.cjs');
		const { code, output } = await run(process.execPath, [tool, 'v0.0.0'], { cwd: ROOT });
		expect(code).toBe(1);
		expect(output).toMatch(/the tag v0\.0\.0 does not fit/);
	});
});
