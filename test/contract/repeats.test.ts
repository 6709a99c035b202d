import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { Detector, MemoryStore, getModeHandler } from '@jscpd/core';
import type { IClone, IMapFrame } from '@jscpd/core';
import { Tokenizer } from '@jscpd/tokenizer';
import ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');
const LINES = 12;

/** Fewer than this many words and signs in so many lines are a list of names, not a thought. */
const TOKENS = 25;

/** Folders of code; what is in packages within is led to the sources, and fixtures are what others made. */
const FOLDERS = ['nodes', 'credentials', 'playground', 'bench', 'test', 'packages'];
const NOT_OURS = /^packages\/[^/]+\/|^test\/fixtures\/|node_modules/;

const FORMATS: Record<string, string> = { css: 'css', html: 'markup' };

interface Source {
	file: string;
	text: string;
}

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

/** The text with blanks for its imports: two files may well need the same. */
function withoutImports({ file, text }: Source): string {
	if (!/s$/.test(file) || file.endsWith('.css')) return text;
	const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
	const end = statements.findLast(ts.isImportDeclaration)?.end ?? 0;
	return text.slice(0, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

/** Where twelve lines or more are the same, whatever their comments and blanks are. */
async function repeatsIn(files: Source[]): Promise<string[]> {
	const options = { minLines: LINES - 1, minTokens: TOKENS, mode: getModeHandler('weak') };
	const detector = new Detector(new Tokenizer(), new MemoryStore<IMapFrame>(), [], options);
	const found: IClone[] = [];
	for (const source of files) {
		const format = FORMATS[path.extname(source.file).slice(1)] ?? 'typescript';
		found.push(...(await detector.detect(source.file, withoutImports(source), format)));
	}
	return found.map(({ duplicationA: a, duplicationB: b }) =>
		[a, b].map(({ sourceId, start, end }) => `${sourceId}:${start.line}-${end.line}`).join(' = '),
	);
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

it('sees a thought that stands twice, with another indent and another comment', async () => {
	const copy = `${thought('two').replaceAll('\t', '  ').replace('kept.sort();', '// By name.\n  kept.sort();')}`;
	const found = await repeatsIn([
		{ file: 'one.ts', text: thought('one') },
		{ file: 'two.ts', text: copy },
	]);
	expect(found).toHaveLength(1);
	expect(found[0]).toMatch(/^two\.ts:.* = one\.ts:/);
});

it('does not take the same imports for the same thought', async () => {
	const names = Array.from({ length: 20 }, (_, index) => `\tname${index},`).join('\n');
	const text = `import {\n${names}\n} from './names';\n`;
	expect(
		await repeatsIn([
			{ file: 'one.ts', text },
			{ file: 'two.ts', text },
		]),
	).toEqual([]);
});

it('says nothing twice: no two places repeat twelve lines', async () => {
	const files = sources();
	expect(files.length).toBeGreaterThan(400);
	expect(await repeatsIn(files)).toEqual([]);
	// More than three million letters are cut into words and signs.
}, 300_000);
