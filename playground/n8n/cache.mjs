import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { fetchedNode, fittingNode, nodePackage } from './node.mjs';
import { npm } from './npm.mjs';
import { step } from './progress.cjs';
import { N8N_VERSION, NODE_VERSION, recipeOf } from './recipes.mjs';
import { ensureSqlite } from './sqlite.mjs';

const NEEDED_GIGABYTES = 5;

/**
 * Where an n8n is kept between runs: outside the checkout, so that a fresh clone finds it again.
 * N8N_CACHE_DIR is the folder of the usual version; the others are kept beside it.
 */
function cacheFolder(version = N8N_VERSION, environment = process.env) {
	const chosen = environment.N8N_CACHE_DIR;
	if (chosen) return version === N8N_VERSION ? chosen : `${chosen}-${version}`;
	const cache = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
	return join(cache, 'n8n-nodes-factorial-jumpcloud', `n8n-${version}`);
}

const stampOf = (folder) => join(folder, 'installed.json');

/** The finished installation, or undefined: the stamp is written last, so half of one has none. */
function installed(version, folder) {
	try {
		const found = JSON.parse(readFileSync(stampOf(folder), 'utf8'));
		return found.version === version && existsSync(found.node) && existsSync(found.entry)
			? found
			: undefined;
	} catch {
		return undefined;
	}
}

async function checkDisk(folder) {
	const { bavail, bsize } = await statfs(folder);
	const freeGigabytes = (bavail * bsize) / 1e9;
	if (freeGigabytes >= NEEDED_GIGABYTES) return;
	throw new Error(
		`n8n needs ${NEEDED_GIGABYTES} GB of disk and ${folder} has ${freeGigabytes.toFixed(1)} GB left. Free some space, or set N8N_CACHE_DIR to a folder on another disk.`,
	);
}

async function fetchPackages(folder, manifest) {
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }));
	const what = `Fetching n8n ${manifest.dependencies.n8n}`;
	const install = async () => await npm(what, ['install', '--ignore-scripts'], folder);
	await install().catch(async (failure) => {
		// What an interrupted install left behind can be in the way of the next one.
		if (!/ENOTEMPTY|EEXIST|EINTEGRITY|EJSONPARSE|ENOENT/.test(failure.message)) throw failure;
		await rm(join(folder, 'node_modules'), { recursive: true, force: true });
		await rm(join(folder, 'package-lock.json'), { force: true });
		await install();
	});
}

async function install(version, folder) {
	const { nodes, overrides } = recipeOf(version);
	await rm(stampOf(folder), { force: true });
	await checkDisk(folder);
	const ownNode = await fittingNode(nodes);
	const dependencies = { n8n: version };
	if (ownNode === undefined) dependencies[nodePackage()] = NODE_VERSION;
	await step(`n8n ${version}: fetching (3 GB, about four minutes)`, async () => {
		await fetchPackages(folder, { dependencies, overrides });
	});
	const node = ownNode ?? fetchedNode(folder);
	await step(`n8n ${version}: SQLite (about one minute)`, async () => {
		await ensureSqlite(folder, node);
	});
	const entry = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	const found = { version, folder, node, entry };
	await writeFile(stampOf(folder), JSON.stringify(found));
	return found;
}

/**
 * Gives { version, folder, node, entry, settings } of an n8n that is ready to start, fetching and
 * building it first when it is missing or was left half done. Throws an error that says what to do.
 */
export async function ensureN8n(version = N8N_VERSION) {
	const { settings } = recipeOf(version);
	const folder = cacheFolder(version);
	const ready = installed(version, folder);
	if (ready !== undefined) return { ...ready, settings };
	await mkdir(folder, { recursive: true });
	const waiting = (pid) =>
		process.stdout.write(`· n8n is being installed by process ${pid}; waiting for it …\n`);
	const found = await withLock(
		`${folder}.lock`,
		async () => installed(version, folder) ?? (await install(version, folder)),
		waiting,
	);
	return { ...found, settings };
}
