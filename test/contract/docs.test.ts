import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties } from 'n8n-workflow';

import { FACTORIAL } from '../../nodes/Factorial/transport/client';
import { JUMPCLOUD, JUMPCLOUD_TOKENS } from '../../nodes/JumpCloud/transport/client';
import manifest from '../../package.json';
import { DEFAULT_SWITCHES } from '../../playground/factorial/switches';
import { STRICT } from '../../playground/jumpcloud/switches';
import { choicesOf, descriptions } from '../support/descriptions';
import { IS_RENEWING } from '../support/renewing';

const ROOT = path.resolve(__dirname, '../..');
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage']);
/** What the build puts into the packages for one service. */
const COPIES = /^packages\/[^/]+\/(workflows|CHANGELOG\.md|LICENSE\.md)$/;

const documents = documentsIn('');
const read = (document: string) => readFileSync(path.join(ROOT, document), 'utf8');

function documentsIn(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		const name = path.join(folder, entry.name);
		if (entry.name.startsWith('.') || NOT_OURS.has(entry.name) || COPIES.test(name)) return [];
		if (entry.isDirectory()) return documentsIn(name);
		return name.endsWith('.md') ? [name] : [];
	});
}

/** Every file of the checkout, also what is hidden or built into the packages. */
const files = filesIn('');

function filesIn(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		const name = path.join(folder, entry.name);
		if (entry.name === '.git' || NOT_OURS.has(entry.name)) return [];
		return entry.isDirectory() ? filesIn(name) : [name];
	});
}

/** Whether a file is there, by its path or by the end of it. */
const isOfCheckout = (name: string) =>
	files.some((file) => file === name || file.endsWith(`/${name}`));

/** Text without blocks of code, in which brackets mean something else. */
const prose = (document: string) => read(document).replace(/^```.*?^```/gms, '');

function linksOf(document: string): string[] {
	const links = [...prose(document).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)];
	return links.map(([, markdown, html]) => markdown ?? html ?? '');
}

/** The anchors that headings get, as GitHub and npm make them. */
function anchorsOf(document: string): string[] {
	const headings = [...prose(document).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
	return headings.map((text) =>
		text
			.toLowerCase()
			.replace(/[^\p{L}\p{N}_ -]/gu, '')
			.replaceAll(' ', '-'),
	);
}

it('docs/unknowns.md names every switch of the simulator of JumpCloud, and no other', () => {
	const [, section = ''] = read('docs/unknowns.md').split('\n## JumpCloud\n');
	const rows = section.split('\n').filter((line) => line.startsWith('| '));
	const cells = rows.slice(1).map((line) => line.split(' | ').at(-1) ?? '');
	const named = cells
		.filter((cell) => !cell.startsWith('none'))
		.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
	const own = section.match(/^`maxUserIds`/m) ? ['maxUserIds'] : [];
	expect([...new Set([...named, ...own])].toSorted()).toEqual(Object.keys(STRICT).toSorted());
	expect(rows.filter((line) => line.split(' | ').length !== 4)).toEqual([]);
});

/** The rows of the table between two marks, without its head. */
function tableOf(document: string, mark: string): string[][] {
	const [, table = ''] = read(document).split(new RegExp(`<!-- ${mark}:(?:begin|end) -->`));
	const rows = table.trim().split('\n').slice(2);
	return rows.map((row) =>
		row
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

/** Writes the rows of a table that `tableOf` reads; its head stays. */
function writeTable(document: string, mark: string, rows: Array<Array<string | undefined>>): void {
	const table = new RegExp(
		`(<!-- ${mark}:begin -->\\n(?:\\|.*\\n){2})[^]*?(?=<!-- ${mark}:end -->)`,
	);
	const lines = rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
	const renewed = read(document).replace(table, (_, head: string) => head + lines);
	writeFileSync(path.join(ROOT, document), renewed);
}

const named = (properties: INodeProperties[], name: string) =>
	properties.filter((property) => property.name === name);

describe.each(documents)('%s', (document) => {
	const folder = path.dirname(document);
	const ownLinks = linksOf(document).filter((link) => !/^[a-z]+:/.test(link));

	it('leads to files that exist', () => {
		const targets = ownLinks.map((link) => link.replace(/#.*/, '')).filter((link) => link !== '');
		const missing = targets.filter((link) => !existsSync(path.join(ROOT, folder, link)));
		expect(missing).toEqual([]);
	});

	it('leads to headings that exist', () => {
		const missing = ownLinks.filter((link) => {
			const [file = '', anchor] = link.split('#');
			const target = file === '' ? document : path.join(folder, file);
			return anchor !== undefined && !anchorsOf(target).includes(anchor);
		});
		expect(missing).toEqual([]);
	});

	it('leads outside over https only', () => {
		const outside = linksOf(document).filter((link) => /^[a-z]+:/.test(link));
		expect(outside.filter((link) => !link.startsWith('https://'))).toEqual([]);
	});

	it('names commands that exist', () => {
		const commands = [...read(document).matchAll(/`?npm (run )?([a-z0-9]+)/g)]
			.filter(([, run, name = '']) => run !== undefined || ['start', 'test'].includes(name))
			.map(([, , name]) => name);
		expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(commands));
	});

	it('names files that exist', () => {
		const named = [...read(document).matchAll(/`([\w@./-]+\.(?:[cm]?[jt]s|json|yml))`/g)];
		const missing = named.map(([, file = '']) => file).filter((file) => !isOfCheckout(file));
		// The exercises make one.
		expect(missing.filter((file) => !file.endsWith('actions/location/get.operation.ts'))).toEqual(
			[],
		);
	});

	it('holds no path of the machine it was written on', () => {
		expect(read(document)).not.toMatch(/(?<![\w.~-])\/(root|tmp|work|Users|mnt|var\/folders)\//);
	});
});

/** The sentences of a document, without code and the ends of links; those in cells of tables as well. */
function sentencesOf(document: string): string[] {
	const lines = prose(document)
		.split('\n')
		.filter((line) => !/^(#|!\[|<)/.test(line));
	return lines
		.flatMap((line) => line.split(/^\s*(?:[-*]|\d+\.) | \| | · /))
		.map((part) => part.replace(/\]\([^)]*\)/g, ']').replace(/`[^`]*`/g, 'Code'))
		.flatMap((part) => part.split(/(?<=[.!?:][*_)"]*)\s+(?=[[*_"(]*[\p{Lu}\d])/u));
}

const wordsOf = (sentence: string) =>
	sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

/** The changelog is a list, and the licence is not ours. The page of the templates has three such sentences left. */
const READ = documents.filter((document) => !/^(CHANGELOG|LICENSE|workflows\/)/.test(document));

it.each(READ)('%s has no sentence of more than forty words', (document) => {
	expect(sentencesOf(document).filter((sentence) => wordsOf(sentence).length > 40)).toEqual([]);
});

describe('README.md', () => {
	it('has the headings that people look for in a community node', () => {
		const headings = [...prose('README.md').matchAll(/^## (.+)$/gm)].map(([, text]) => text);
		expect(headings).toEqual(
			expect.arrayContaining([
				...['Installation', 'Operations', 'Credentials', 'Compatibility', 'Usage', 'Resources'],
				'Version history',
			]),
		);
	});

	it('can be read in two minutes', () => {
		expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
	});

	it('says which file has which title in n8n', () => {
		const files = readdirSync(path.join(ROOT, 'workflows')).filter((file) => /\.json$/.test(file));
		const titles = files.map((file) => {
			const { name } = JSON.parse(read(`workflows/${file}`)) as { name: string };
			return `${file} ${name}`;
		});
		const rows = tableOf('README.md', 'templates').map(([link = '', title]) => {
			const [, file] = /\[(.+)\]/.exec(link) ?? [];
			return `${file} ${title}`;
		});
		expect(rows.toSorted()).toEqual(titles.toSorted());
	});

	it('shows pictures that are there', () => {
		expect(linksOf('README.md').filter((link) => link.endsWith('.png')).length).toBeGreaterThan(1);
	});
});

describe('docs', () => {
	it('have every page in their table of contents', () => {
		const pages = readdirSync(path.join(ROOT, 'docs')).filter((file) => /\.md$/.test(file));
		const listed = linksOf('docs/README.md').map((link) => link.replace(/#.*/, ''));
		expect(pages.filter((page) => page !== 'README.md' && !listed.includes(page))).toEqual([]);
	});

	it('lists exactly the operations of the nodes, as the nodes describe them', async () => {
		const rows = Object.values(await descriptions()).flatMap(({ displayName, properties }) =>
			named(properties, 'operation').flatMap((selector) => {
				const [value] = selector.displayOptions?.show?.resource ?? [];
				const resources = named(properties, 'resource').flatMap(choicesOf);
				const resource = resources.find((choice) => choice.value === value)?.name;
				return choicesOf(selector).map(({ name, description }) => [
					...[displayName, resource, name, description],
				]);
			}),
		);
		expect(rows.length).toBeGreaterThan(0);
		if (IS_RENEWING) writeTable('docs/operations.md', 'operations', rows);
		expect(tableOf('docs/operations.md', 'operations')).toEqual(rows);
	});

	it('lists exactly the events of the trigger', async () => {
		const { factorialTrigger } = await descriptions();
		const events = named(factorialTrigger?.properties ?? [], 'events').flatMap(choicesOf);
		expect(events.length).toBeGreaterThan(0);
		const rows = events.map(({ name, value }) => [name, `\`${value}\``]);
		if (IS_RENEWING) writeTable('docs/trigger.md', 'events', rows);
		expect(tableOf('docs/trigger.md', 'events')).toEqual(rows);
	});
});

describe('docs/unknowns.md, Factorial', () => {
	const [, section = ''] = /## Factorial\n(.*?)\n## /s.exec(read('docs/unknowns.md')) ?? [];
	const rows = section
		.split('\n')
		.filter((line) => /^\| (?!Point|---)/.test(line))
		.map((line) => line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim()));

	it('says for each point what is known, what is done, and which switch plays it', () => {
		expect(rows.length).toBeGreaterThan(30);
		expect(rows.filter((cells) => cells.length !== 4 || cells.includes(''))).toEqual([]);
	});

	it('names every switch of the simulator, and none that does not exist', () => {
		const named = rows.flatMap(([, , , cell = '']) =>
			cell.startsWith('none') ? [] : [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
		);
		expect(named.sort()).toEqual(Object.keys(DEFAULT_SWITCHES).sort());
	});
});

it('docs/behind-a-firewall.md names every host that a credential can lead to by a choice', () => {
	const page = read('docs/behind-a-firewall.md');
	const hosts = [FACTORIAL, JUMPCLOUD, JUMPCLOUD_TOKENS]
		.flatMap((service) => Object.values(service.hosts))
		.map((url) => new URL(url).host);
	expect(hosts.length).toBe(8);
	expect(hosts.filter((host) => !page.includes(`\`${host}\``))).toEqual([]);
});

describe('docs/words.md', () => {
	const words = [...read('docs/words.md').matchAll(/^\| ([^|]+) \|/gm)].map(
		([, cell = '']) => cell,
	);
	const explained = words.flatMap((cell) => cell.split(', ').map((word) => word.replace(/`/g, '')));

	it('says in plain words what every action and result of a plan is', () => {
		const section = read('docs/reconcile.md').split('\n## Reasons')[0] ?? '';
		const actions = [...section.matchAll(/\| `([a-z_]+)` \((?!`reason)/g)].map(
			([, action = '']) => action,
		);
		const results = [
			...(read('docs/reconcile.md').split('| `result` | Meaning |')[1] ?? '')
				.split('\n\n', 1)
				.join('')
				.matchAll(/^\| `(\w+)`/gm),
		].map(([, result = '']) => result);
		expect(actions.length).toBeGreaterThan(10);
		expect(results.length).toBe(4);
		expect([...actions, ...results].filter((word) => !explained.includes(word))).toEqual([]);
	});

	it('and what admins have no word for', () => {
		const ours = [
			...['noop', 'drift', 'orphan', 'adopted', 'in_step', 'stale', 'challenge'],
			...['witness', 'guarded', 'link', 'scope', 'protected', 'not_done', 'later'],
		];
		expect(ours.filter((word) => !explained.includes(word))).toEqual([]);
	});
});
