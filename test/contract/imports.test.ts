import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

interface Import {
	file: string;
	from: string;
}

const shipped = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file)),
);

const imports: Import[] = shipped.flatMap((file) => {
	const source = readFileSync(path.join(ROOT, file), 'utf8');
	const found = source.matchAll(
		/(?:^(?:import|export|\})[^;']*from\s+|require\(|import\()\s*'([^']+)'/gm,
	);
	return [...found].map(([, from = '']) => ({
		file,
		from: from.startsWith('.') ? path.join(path.dirname(file), from) : from,
	}));
});

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

it('uses no "any" and no "as unknown as" in what ships', () => {
	const offenders = shipped.filter((file) =>
		/(: any\b|\bas any\b|<any>|as unknown as|@ts-(ignore|nocheck|expect-error)|eslint-disable)/.test(
			readFileSync(path.join(ROOT, file), 'utf8'),
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
