import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './process.cjs';

/**
 * Unpacks a packed package where a self-hosted n8n keeps its community packages, instead of the version
 * that is there.
 */
export async function installPackage(
	tarball: string,
	name: string,
	userFolder: string,
): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const { code, output } = await run('tar', [
		'-xzf',
		tarball,
		'-C',
		folder,
		'--strip-components=1',
	]);
	if (code !== 0) throw new Error(`${tarball} could not be unpacked: ${output}`);
}
