import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './n8n/npm.mjs';
import { step } from './n8n/progress.cjs';
import manifests from '../packages/manifests.cjs';
import { temporaryFolder } from './n8n/temporary.cjs';

export { ensureN8n } from './n8n/cache.mjs';

export const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));

const LOCK_FILE = join(CHECKOUT, 'package-lock.json');
/** npm writes this one last, so an interrupted install does not have it. */
const INSTALLED = join(CHECKOUT, 'node_modules', '.package-lock.json');
const STAMP = join(CHECKOUT, 'node_modules', '.installed-for');

const wantedHash = () => createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex');

function dependenciesAreCurrent() {
	if (!existsSync(INSTALLED)) return false;
	if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wantedHash()) return true;
	return statSync(INSTALLED).mtimeMs >= statSync(LOCK_FILE).mtimeMs;
}

/** Installs what the checkout needs, when it is missing or older than package-lock.json. */
export async function ensureDependencies() {
	if (dependenciesAreCurrent()) return;
	await step('The checkout’s own packages (about one minute)', async () => {
		await npm('Installing the checkout’s packages', ['ci', '--ignore-scripts'], CHECKOUT);
		await writeFile(STAMP, wantedHash());
	});
}

/**
 * Builds the package and packs it as for a release, and with it those for one service. Gives the paths
 * of the tarballs by the names of the packages.
 */
export async function packPackages() {
	return await step('The package: build and pack', async () => {
		await npm('Building the package', ['run', 'build'], CHECKOUT);
		const parts = manifests.PARTS.map(({ name }) => [name, join(CHECKOUT, 'packages', name)]);
		const packed = [[manifests.rootManifest().name, CHECKOUT], ...parts].map(
			async ([name, from]) => {
				const folder = temporaryFolder('package');
				await npm(
					'Packing the package',
					['pack', '--ignore-scripts', '--pack-destination', folder],
					from,
				);
				const [tarball = ''] = await readdir(folder);
				return [name, join(folder, tarball)];
			},
		);
		return Object.fromEntries(await Promise.all(packed));
	});
}
