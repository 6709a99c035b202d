import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

const FOLDER = join(__dirname, '..', 'page');

const TYPES: Record<string, string> = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/** A file of the page, or undefined. Only names that are in the folder lead anywhere. */
export async function pageFile(path: string): Promise<{ type: string; body: Buffer } | undefined> {
	const name = path === '/' ? 'index.html' : path.slice(1);
	const type = TYPES[extname(name)];
	const names = await readdir(FOLDER).catch((): string[] => []);
	if (type === undefined || !names.includes(name)) return undefined;
	return { type, body: await readFile(join(FOLDER, name)) };
}
