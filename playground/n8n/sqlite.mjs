import { join } from 'node:path';
import { findModule, headersOf } from './node.mjs';
import { run } from './process.cjs';

const COMPILER = [
	['make', ['--version']],
	['c++', ['--version']],
	['python3', ['--version']],
];

const NO_COMPILER = `n8n keeps its data in SQLite, whose Node.js part has to be compiled here, and this machine lacks %s.
  Debian, Ubuntu: apt-get install build-essential python3
  Fedora: dnf install gcc-c++ make python3 · macOS: xcode-select --install
  Then run the same command again.`;

async function missingTools() {
	const found = await Promise.all(COMPILER.map(([tool, args]) => run(tool, args)));
	return COMPILER.filter((_, index) => found[index].code !== 0).map(([tool]) => tool);
}

async function loads(folder, node) {
	const { code } = await run(node, ['-e', "require('sqlite3')"], { cwd: folder });
	return code === 0;
}

async function compile(folder, node) {
	const gyp = findModule(folder, 'sqlite3', 'node-gyp/bin/node-gyp.js');
	if (gyp === undefined) return { code: 1, output: 'node-gyp is missing' };
	const headers = headersOf(node);
	// With headers beside Node.js nothing has to be downloaded.
	const nodedir = headers === undefined ? [] : [`--nodedir=${headers}`];
	const cwd = join(folder, 'node_modules', 'sqlite3');
	return await run(node, [gyp, 'rebuild', '--loglevel=error', ...nodedir], { cwd });
}

/** sqlite3's authors publish it ready-made for common machines; good enough where nothing compiles. */
async function fetchReadyMade(folder, node) {
	const tool = findModule(folder, 'sqlite3', 'prebuild-install/bin.js');
	if (tool === undefined) return;
	await run(node, [tool, '-r', 'napi'], { cwd: join(folder, 'node_modules', 'sqlite3') });
}

/**
 * Makes the sqlite3 package in `folder` loadable by `node`: nothing to do, compiled, or fetched
 * ready-made where there is no compiler. Throws an error that names what the machine lacks.
 */
export async function ensureSqlite(folder, node) {
	if (await loads(folder, node)) return;
	const missing = await missingTools();
	const built = missing.length === 0 ? await compile(folder, node) : undefined;
	if (built !== undefined && (await loads(folder, node))) return;
	await fetchReadyMade(folder, node);
	if (await loads(folder, node)) return;
	if (built === undefined) throw new Error(NO_COMPILER.replace('%s', missing.join(', ')));
	const tail = built.output.trim().split('\n').slice(-15).join('\n  ');
	throw new Error(`sqlite3 could not be compiled. The compiler’s last words:\n  ${tail}`);
}
