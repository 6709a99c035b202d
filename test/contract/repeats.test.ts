import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { repeatsIn } from '../support/repeats';
import type { Source } from '../support/repeats';

const ROOT = path.resolve(__dirname, '../..');
/** Twelve lines with fewer words and signs than that are a list of names, not a thought. */
const LEAST = { lines: 12, tokens: 25 };

/** Folders of code; what is in packages within is led to the sources, and fixtures are what others made. */
const FOLDERS = ['nodes', 'credentials', 'playground', 'bench', 'test', 'packages'];
const NOT_OURS = /^packages\/[^/]+\/|^test\/fixtures\/|node_modules/;

function sources(): Source[] {
	return FOLDERS.flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
			path.join(folder, file),
		),
	)
		.filter((file) => /\.([cm]?[jt]s|css|html)$/.test(file) && !NOT_OURS.test(file))
		.toSorted()
		.map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

const thought = (name: string) =>
	[
		...[
			`export function ${name}(items: string[]): string[] {`,
			'\tconst seen = new Set<string>();',
		],
		...['\tconst kept = [];', '\tfor (const item of items) {', '\t\tconst key = item.trim();'],
		...['\t\tif (seen.has(key)) continue;', '\t\tseen.add(key);', '\t\tkept.push(item);', '\t}'],
		...['\tkept.sort();', '\tkept.reverse();', '\treturn kept.slice(0, 100);', '}', ''],
	].join('\n');

it('sees a thought that stands twice, with another indent and another comment', () => {
	const copy = `${thought('two').replaceAll('\t', '  ').replace('kept.sort();', '// By name.\n  kept.sort();')}`;
	const found = repeatsIn(
		[
			{ file: 'one.ts', text: thought('one') },
			{ file: 'two.ts', text: copy },
		],
		LEAST,
	);
	expect(found).toHaveLength(1);
	expect(found[0]).toMatch(/^two\.ts:.* = one\.ts:/);
});

it('does not take the same imports for the same thought', () => {
	const names = Array.from({ length: 20 }, (_, index) => `\tname${index},`).join('\n');
	const text = `import {\n${names}\n} from './names';\n`;
	const files = [
		{ file: 'one.ts', text },
		{ file: 'two.ts', text },
	];
	expect(repeatsIn(files, LEAST)).toEqual([]);
});

it('sees one that stands twice in one file, and none in eleven lines', () => {
	const text = `${thought('one')}${thought('two')}`;
	expect(repeatsIn([{ file: 'one.ts', text }], LEAST)).toEqual(['one.ts:14-26 = one.ts:1-13']);
	const short = text.replaceAll('\tkept.reverse();\n\treturn kept.slice(0, 100);\n', '');
	expect(repeatsIn([{ file: 'one.ts', text: short }], LEAST)).toEqual([]);
});

it('says nothing twice: no two places repeat twelve lines', () => {
	const files = sources();
	expect(files.length).toBeGreaterThan(400);
	expect(repeatsIn(files, LEAST)).toEqual([]);
});
