import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { run } from '../../playground/n8n/process.cjs';
import { removeFolder, temporaryFolder } from '../../playground/n8n/temporary.cjs';
import manifest from '../../package.json';

const ROOT = path.resolve(__dirname, '../..');
let folder: string;
let unpacked: string;
let files: string[];

beforeAll(async () => {
	folder = temporaryFolder('package');
	const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
	expect(await run('npm', pack, { cwd: ROOT })).toMatchObject({ code: 0 });
	const [tarball = ''] = readdirSync(folder);
	expect(await run('tar', ['xzf', tarball], { cwd: folder })).toMatchObject({ code: 0 });
	unpacked = path.join(folder, 'package');
	files = readdirSync(unpacked, { recursive: true, encoding: 'utf8', withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(unpacked, path.join(entry.parentPath, entry.name)));
});

afterAll(() => removeFolder(folder));

it('ships the built nodes and credentials, and nothing of what tests them', () => {
	expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual([
		'LICENSE.md',
		'README.md',
		'index.js',
		'package.json',
	]);
	expect(
		files.filter((file) => /test|spec|playground|bench|tsbuildinfo|\.ts$/i.test(file)),
	).toEqual([]);
	expect(
		files.filter((file) => file.startsWith('dist/') && !/^dist\/(nodes|credentials)\//.test(file)),
	).toEqual([]);
});

it('has every file that n8n is told to load, with its icons', () => {
	for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
		expect(files).toContain(file);
		const code = readFileSync(path.join(unpacked, file), 'utf8');
		const icons = [...code.matchAll(/'file:([^']+)'/g)].map(([, icon = '']) => icon);
		expect(icons.length).toBeGreaterThanOrEqual(2);
		for (const icon of icons) {
			expect(existsSync(path.join(unpacked, path.dirname(file), icon))).toBe(true);
		}
	}
});

it('brings the codex of every node, under its full type name', () => {
	for (const file of manifest.n8n.nodes) {
		const codexFile = path.join(unpacked, file.replace(/\.js$/, '.json'));
		const codex = JSON.parse(readFileSync(codexFile, 'utf8')) as {
			node: string;
			resources: object;
		};
		expect(codex.node.startsWith(`${manifest.name}.`)).toBe(true);
		// Without resources n8n drops the whole file.
		expect(codex.resources).toBeDefined();
	}
});

it('depends on nothing at run time', () => {
	expect(manifest).not.toHaveProperty('dependencies');
	expect(manifest).not.toHaveProperty('optionalDependencies');
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	// n8n brings its own: npm is not to install a second one beside it.
	expect(manifest.peerDependenciesMeta).toEqual({ 'n8n-workflow': { optional: true } });
});

it("passes both legs of n8n's package scanner", async () => {
	const scan = [path.join(ROOT, 'test/contract/scan.mjs'), unpacked];
	// In a test run the lint rules would take every file for a trigger.
	const env = { ...process.env, NODE_ENV: 'production' };
	const { code, output } = await run(process.execPath, scan, { cwd: ROOT, env });
	expect({ code, output }).toEqual({ code: 0, output: 'source: clean\ntarball: clean\n' });
}, 120_000);
