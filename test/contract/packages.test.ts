import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { run } from '../../playground/n8n/process.cjs';
import { removeFolder, temporaryFolder } from '../../playground/n8n/temporary.cjs';
import manifest from '../../package.json';
import { PARTS, manifestOf } from '../../packages/manifests.cjs';
import { IS_RENEWING } from '../support/renewing';

const ROOT = path.resolve(__dirname, '../..');
const TEMPLATES = readdirSync(path.join(ROOT, 'workflows')).filter((file) => /\.json$/.test(file));

interface Packed {
	unpacked: string;
	files: string[];
}

const packed = new Map<string, Packed>();
const folders: string[] = [];

beforeAll(async () => {
	for (const { name } of [manifest, ...PARTS]) {
		const folder = temporaryFolder('package');
		folders.push(folder);
		const cwd = name === manifest.name ? ROOT : path.join(ROOT, 'packages', name);
		const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
		expect(await run('npm', pack, { cwd })).toMatchObject({ code: 0 });
		const [tarball = ''] = readdirSync(folder);
		expect(await run('tar', ['xzf', tarball], { cwd: folder })).toMatchObject({ code: 0 });
		const unpacked = path.join(folder, 'package');
		const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8', withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => path.relative(unpacked, path.join(entry.parentPath, entry.name)));
		packed.set(name, { unpacked, files });
	}
}, 120_000);

afterAll(() => folders.forEach((folder) => removeFolder(folder)));

const of = (name: string): Packed => {
	const found = packed.get(name);
	if (!found) throw new Error(`${name} was not packed`);
	return found;
};

const read = (name: string, file: string) =>
	readFileSync(path.join(of(name).unpacked, file), 'utf8');

describe.each([manifest.name, ...PARTS.map(({ name }) => name)])('the package %s', (name) => {
	const own = () => JSON.parse(read(name, 'package.json')) as typeof manifest;

	it('ships the built nodes, credentials and templates, and nothing of what tests them', () => {
		const { files } = of(name);
		const outside = files.filter((file) => !/^(dist|workflows)\//.test(file));
		const expected = ['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json'];
		expect(outside.sort()).toEqual(
			(name === manifest.name ? [...expected, 'index.js'] : expected).sort(),
		);
		expect(
			files.filter((file) => /test|spec|playground|bench|tsbuildinfo|\.ts$/i.test(file)),
		).toEqual([]);
		const built = files.filter((file) => file.startsWith('dist/'));
		const described = built.filter((file) => !/^dist\/(nodes|credentials)\//.test(file));
		expect(described.sort()).toEqual([
			...['dist/known/credentials.json', 'dist/known/nodes.json'],
			...['dist/types/credentials.json', 'dist/types/nodes.json'],
		]);
		expect(files.filter((file) => /^workflows\/.*\.json$/.test(file)).sort()).toEqual(
			TEMPLATES.map((file) => `workflows/${file}`).sort(),
		);
	});

	it('has every file that n8n is told to load, with its icons', () => {
		const { files, unpacked } = of(name);
		for (const file of [...own().n8n.nodes, ...own().n8n.credentials]) {
			expect(files).toContain(file);
			const icons = [...read(name, file).matchAll(/'file:([^']+)'/g)].map(([, icon = '']) => icon);
			expect(icons.length).toBeGreaterThanOrEqual(2);
			for (const icon of icons) {
				expect(existsSync(path.join(unpacked, path.dirname(file), icon))).toBe(true);
			}
		}
	});

	it('brings the codex of every node, under its full type name', () => {
		for (const file of own().n8n.nodes) {
			const codex = JSON.parse(read(name, file.replace(/\.js$/, '.json'))) as {
				node: string;
				resources: object;
			};
			expect(codex.node.startsWith(`${name}.`)).toBe(true);
			// Without resources n8n drops the whole file.
			expect(codex.resources).toBeDefined();
		}
	});

	it('leads from its pages to places that are there for whoever has only the package', () => {
		const pages = of(name).files.filter((file) => file.endsWith('.md'));
		const links = pages.flatMap((page) =>
			[...read(name, page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link),
		);
		expect(links.length).toBeGreaterThan(10);
		// npm itself leads the links of the combined package into its repository.
		const near = links.filter((link) => !/^(https?:|#)/.test(link));
		expect(name === manifest.name ? [] : near).toEqual([]);
	});

	it('depends on nothing at run time', () => {
		expect(own()).not.toHaveProperty('dependencies');
		expect(own()).not.toHaveProperty('optionalDependencies');
		expect(own().peerDependencies).toEqual({ 'n8n-workflow': '*' });
		// n8n brings its own: npm is not to install a second one beside it.
		expect(own().peerDependenciesMeta).toEqual({ 'n8n-workflow': { optional: true } });
	});

	it('holds templates whose steps it brings, or the package beside it', () => {
		const names = name === manifest.name ? [name] : PARTS.map((part) => part.name);
		const types = names.flatMap((one) =>
			(JSON.parse(read(one, 'package.json')) as typeof manifest).n8n.nodes.map((file) => {
				const type = path.basename(file, '.node.js');
				return `${one}.${type.charAt(0).toLowerCase()}${type.slice(1)}`;
			}),
		);
		for (const file of TEMPLATES) {
			const { nodes } = JSON.parse(read(name, `workflows/${file}`)) as {
				nodes: Array<{ type: string }>;
			};
			const ours = nodes
				.map(({ type }) => type)
				.filter((type) => /factorial|jumpcloud/i.test(type));
			expect(types).toEqual(expect.arrayContaining(ours));
			expect(file === 'failure-alert.json' || ours.length > 0).toBe(true);
		}
	});

	it("passes both legs of n8n's package scanner", async () => {
		const source = name === manifest.name ? ROOT : path.join(ROOT, 'packages', name);
		const scan = [path.join(ROOT, 'test/contract/scan.mjs'), source, of(name).unpacked];
		// In a test run the lint rules would take every file for a trigger.
		const env = { ...process.env, NODE_ENV: 'production' };
		const { code, output } = await run(process.execPath, scan, { cwd: ROOT, env });
		expect({ code, output }).toEqual({ code: 0, output: 'source: clean\ntarball: clean\n' });
	}, 120_000);
});

describe('the packages for one service', () => {
	it.each(PARTS)('$name says what the combined one says, and what is its own', (part) => {
		const file = path.join(ROOT, 'packages', part.name, 'package.json');
		const wanted = `${JSON.stringify(manifestOf(part), null, '\t')}\n`;
		if (IS_RENEWING) writeFileSync(file, wanted);
		expect(readFileSync(file, 'utf8')).toBe(wanted);
	});

	it('bring together what the combined one brings', () => {
		const all = (kind: 'nodes' | 'credentials') =>
			PARTS.flatMap((part) => manifestOf(part).n8n[kind]).sort();
		expect(all('nodes')).toEqual([...manifest.n8n.nodes].sort());
		expect(all('credentials')).toEqual([...manifest.n8n.credentials].sort());
	});

	it('lead the scanner to their sources, as they stand in a checkout', () => {
		for (const { name, service } of PARTS) {
			const folder = path.join(ROOT, 'packages', name);
			expect(existsSync(path.join(folder, 'nodes', service, `${service}.node.ts`))).toBe(true);
			expect(existsSync(path.join(folder, 'nodes/shared/http.ts'))).toBe(true);
			expect(readdirSync(path.join(folder, 'credentials')).length).toBe(2);
		}
	});
});
