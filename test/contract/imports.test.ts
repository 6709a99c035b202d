import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

import ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');

interface Import {
	file: string;
	/** A file of the checkout, or the name of a module. */
	from: string;
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const shipped = ['nodes', 'credentials'].flatMap(sourcesIn);
const imports = shipped.flatMap(importsIn);

function sourcesIn(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file));
}

/** All that a file names: imports, also of types alone, what it passes on, and `require`. */
function importsIn(file: string): Import[] {
	const { importedFiles } = ts.preProcessFile(read(file), true, true);
	return importedFiles.map(({ fileName }) => ({ file, from: resolved(file, fileName) }));
}

function resolved(file: string, name: string): string {
	if (!name.startsWith('.')) return name;
	const target = path.join(path.dirname(file), name);
	const sources = [`${target}.ts`, path.join(target, 'index.ts')];
	return sources.find((source) => existsSync(path.join(ROOT, source))) ?? target;
}

function importsOf(folder: string): Import[] {
	return imports.filter(({ file }) => file.startsWith(`${folder}/`));
}

it('needs nothing at run time but n8n-workflow and node:crypto', () => {
	const foreign = imports.filter(({ from }) => !/^(nodes|credentials)\//.test(from));
	expect(foreign.length).toBeGreaterThan(0);
	expect(foreign.filter(({ from }) => !['n8n-workflow', 'node:crypto'].includes(from))).toEqual([]);
});

it('keeps the two services apart, so that each can become a package of its own', () => {
	const reaches = (folder: string, other: string) =>
		importsOf(folder).filter(({ from }) => from.startsWith(other));
	expect(reaches('nodes/Factorial', 'nodes/JumpCloud')).toEqual([]);
	expect(reaches('nodes/JumpCloud', 'nodes/Factorial')).toEqual([]);
	expect(reaches('nodes/shared', 'nodes/JumpCloud')).toEqual([]);
	expect(reaches('nodes/shared', 'nodes/Factorial')).toEqual([]);
});

it('decides without n8n and without HTTP', () => {
	const outside = importsOf('nodes/JumpCloud/sync').filter(
		({ from }) => !from.startsWith('nodes/JumpCloud/sync'),
	);
	expect(outside).toEqual([]);
});

/** The floors of a service, from the top. Imports stay on their floor or go down. */
const FLOORS = [
	['*.node.ts'],
	['actions', 'methods', 'trigger'],
	['directory', 'employee'],
	['credentials'],
	['transport'],
	['sync'],
	['types.ts'],
	['shared'],
];

/** Counted from the top; -1 for what is no part of the house. */
function floorOf(file: string): number {
	const [folder = '', service = '', part = ''] = file.split(path.sep);
	const inService = part.endsWith('.node.ts') ? '*.node.ts' : part;
	const name = folder === 'credentials' ? folder : service === 'shared' ? service : inService;
	return FLOORS.findIndex((floor) => floor.includes(name));
}

it('imports downwards only', () => {
	expect(shipped.filter((file) => floorOf(file) < 0)).toEqual([]);
	const upwards = imports.filter(
		({ file, from }) => shipped.includes(from) && floorOf(from) < floorOf(file),
	);
	expect(upwards.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
});

/** The ways on which a file leads back to itself, file by file. */
function cyclesOf(edges: Import[]): string[] {
	const next = new Map<string, string[]>();
	for (const { file, from } of edges) next.set(file, [...(next.get(file) ?? []), from]);
	const done = new Set<string>();
	const walk = (file: string, way: string[]): string[] => {
		if (way.includes(file)) return [[...way.slice(way.indexOf(file)), file].join(' → ')];
		if (done.has(file)) return [];
		const found = (next.get(file) ?? []).flatMap((from) => walk(from, [...way, file]));
		done.add(file);
		return found;
	};
	return [...next.keys()].flatMap((file) => walk(file, []));
}

it.each([
	['what ships', imports],
	['the playground', sourcesIn('playground').flatMap(importsIn)],
])('has no import cycle: %s', (_part, edges) => {
	expect(edges.length).toBeGreaterThan(0);
	expect(cyclesOf(edges)).toEqual([]);
});

it('uses no "any" and no "as unknown as" in what ships', () => {
	const offenders = shipped.filter((file) =>
		/(: any\b|\bas any\b|<any>|as unknown as|@ts-(ignore|nocheck|expect-error)|eslint-disable)/.test(
			read(file),
		),
	);
	expect(offenders).toEqual([]);
});

// Files were once held below 200 lines; that cut one thought into many files.
it('keeps a file to one concept: none above 350 lines', () => {
	const long = shipped.filter(
		(file) => readFileSync(path.join(ROOT, file), 'utf8').split('\n').length - 1 > 350,
	);
	expect(long).toEqual([]);
});

const everything = [
	...shipped,
	...['playground', 'bench', 'test', 'packages'].flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.map((file) => path.join(folder, file))
			// The folders within lead to the sources, or are built; the page is no module of ours.
			.filter((file) => !/^(packages\/[^/]+\/|test\/fixtures\/|playground\/page\/)/.test(file)),
	),
	...['gulpfile.js', 'jest.config.js', 'eslint.config.mjs'],
].filter((file) => /\.(ts|cts|mts|js|mjs|cjs)$/.test(file));

const parsed = everything.map((file) =>
	ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true),
);

/** What a file gives to others by name, types as well. */
function exportsOf(source: ts.SourceFile): string[] {
	return source.statements.flatMap((statement) => {
		const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
		if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
		if (ts.isVariableStatement(statement)) {
			return statement.declarationList.declarations.map(({ name }) => name.getText());
		}
		return 'name' in statement ? [(statement.name as ts.Identifier).text] : [];
	});
}

/** The names that a file takes from others, however it does so. */
function namesTaken(source: ts.SourceFile): string[] {
	const names: string[] = [];
	const look = (node: ts.Node) => {
		if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) {
			names.push((node.propertyName ?? node.name).text);
		} else if (ts.isBindingElement(node)) {
			names.push((node.propertyName ?? node.name).getText());
		} else if (ts.isPropertyAccessExpression(node)) {
			names.push(node.name.text);
		} else if (ts.isImportTypeNode(node) && node.qualifier) {
			names.push(node.qualifier.getText());
		}
		node.forEachChild(look);
	};
	source.forEachChild(look);
	return names;
}

it('exports nothing that no other file takes', () => {
	const takers = new Map<string, Set<string>>();
	for (const source of parsed) {
		for (const name of namesTaken(source)) {
			takers.set(name, (takers.get(name) ?? new Set()).add(source.fileName));
		}
	}
	// n8n takes nodes and credentials by their files, Node.js and TypeScript declarations of .cts files.
	const taken = /\.(node|credentials)\.ts$|\.d\.cts$/;
	const idle = parsed
		.filter(({ fileName }) => !taken.test(fileName))
		.flatMap((source) =>
			exportsOf(source)
				.filter((name) => [...(takers.get(name) ?? [])].every((file) => file === source.fileName))
				.map((name) => `${source.fileName}: ${name}`),
		);
	expect(idle).toEqual([]);
});

it('names every package that its tests and tools use, because what others bring in may go', () => {
	const { devDependencies } = JSON.parse(read('package.json')) as {
		devDependencies: Record<string, string>;
	};
	const used = everything.flatMap((file) => {
		const { importedFiles } = ts.preProcessFile(read(file), true, true);
		return importedFiles.map(({ fileName }) => fileName);
	});
	const packages = used
		.filter((name) => !/^(\.|node:)/.test(name) && !builtinModules.includes(name))
		.map((name) =>
			name
				.split('/')
				.slice(0, name.startsWith('@') ? 2 : 1)
				.join('/'),
		);
	expect(packages.length).toBeGreaterThan(0);
	const unnamed = [...new Set(packages)].filter((name) => !(name in devDependencies));
	expect(unnamed).toEqual([]);
});
