const { cp, readFile, readdir, rm, writeFile } = require('node:fs/promises');
const { execFile } = require('node:child_process');
const { join } = require('node:path');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');
const {
	PARTS,
	forSinglePackages,
	manifestOf,
	rootManifest,
	withFullLinks,
} = require('./packages/manifests.cjs');

const clean = () => rm('dist', { recursive: true, force: true });

const compile = () =>
	promisify(execFile)(process.execPath, [require.resolve('typescript/bin/tsc')]).catch(
		(failure) => {
			throw new Error(`tsc\n${failure.stdout}`);
		},
	);

/** Icons, codex files and output schemas: what n8n reads beside the compiled code. */
const assets = () =>
	// `encoding: false`: gulp 5 would otherwise decode pictures as text and break them.
	src('{nodes,credentials}/**/*.{svg,png,json}', { encoding: false }).pipe(dest('dist'));

/** What leaves is the same whatever the version of the node, and n8n looks for each version in a folder of its own. */
const schemas = () => {
	const own = join('dist', 'nodes', 'JumpCloud', '__schema__');
	return cp(join(own, 'v1.0.0'), join(own, 'v2.0.0'), { recursive: true });
};

/**
 * What n8n's own nodes have as well: their descriptions as data, so that n8n starts without running the code
 * of a package, and each process loads only the nodes that it runs.
 */
const describe = async (folder) => {
	const generate = join(__dirname, 'node_modules/.bin/n8n-generate-metadata');
	await promisify(execFile)(process.execPath, [generate], { cwd: folder });
	// Only n8n's own tools look into it.
	await rm(join(folder, 'dist', 'methods'), { recursive: true });
};
const described = () => describe(__dirname);

/** The folder of one of the packages for a single service, as npm publishes it: a part of `dist`. */
async function part(one) {
	const folder = join('packages', one.name);
	const built = join(folder, 'dist');
	await rm(built, { recursive: true, force: true });
	for (const inner of [`nodes/${one.service}`, 'nodes/shared']) {
		await cp(join('dist', inner), join(built, inner), { recursive: true });
	}
	const { credentials, nodes } = manifestOf(one).n8n;
	for (const file of credentials) await cp(file, join(folder, file));
	for (const file of nodes) {
		const codex = join(folder, file.replace(/\.js$/, '.json'));
		const text = await readFile(codex, 'utf8');
		await writeFile(codex, text.replace(`"${rootManifest().name}.`, `"${one.name}.`));
	}
	// The templates, for whoever has installed both packages for one service instead of the combined one.
	await cp('workflows', join(folder, 'workflows'), { recursive: true });
	const templates = (await readdir('workflows')).filter((file) => file.endsWith('.json'));
	for (const file of templates) {
		const text = await readFile(join('workflows', file), 'utf8');
		await writeFile(join(folder, 'workflows', file), forSinglePackages(text));
	}
	for (const [page, place] of [
		['CHANGELOG.md', ''],
		['workflows/README.md', 'workflows'],
	]) {
		await writeFile(join(folder, page), withFullLinks(await readFile(page, 'utf8'), place));
	}
	await cp('LICENSE.md', join(folder, 'LICENSE.md'));
	await describe(folder);
}

const parts = async () => {
	await Promise.all(PARTS.map(part));
};

exports.build = series(clean, parallel(compile, assets), schemas, parallel(described, parts));
exports.default = exports.build;
