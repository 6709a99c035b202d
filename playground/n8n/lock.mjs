import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 1000;

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (failure) {
		return failure.code === 'EPERM';
	}
}

async function take(path) {
	try {
		await writeFile(path, String(process.pid), { flag: 'wx' });
		return true;
	} catch (failure) {
		if (failure.code === 'EEXIST') return false;
		throw new Error(`${path} cannot be written: ${failure.message}`, { cause: failure });
	}
}

/** Somebody may have renewed the lock since we read it; moving it aside first shows whose it was. */
async function removeStale(path, stalePid) {
	const aside = `${path}.${process.pid}`;
	await rename(path, aside).catch(() => undefined);
	const pid = Number(await readFile(aside, 'utf8').catch(() => stalePid));
	if (pid !== stalePid && isAlive(pid)) await rename(aside, path);
	else await rm(aside, { force: true });
}

/**
 * Runs `work` while no other process of this machine runs its own under the same lock file.
 * A lock left behind by a process that is gone does not count. `onWait` is called once, with the
 * other's process id, when there is somebody to wait for.
 */
export async function withLock(path, work, onWait = () => undefined) {
	await mkdir(dirname(path), { recursive: true });
	for (let waited = false; !(await take(path)); ) {
		const pid = Number(await readFile(path, 'utf8').catch(() => 0));
		if (pid > 0 && !isAlive(pid)) {
			await removeStale(path, pid);
			continue;
		}
		if (!waited) onWait(pid);
		waited = true;
		await wait(POLL_MS);
	}
	try {
		return await work();
	} finally {
		await rm(path, { force: true });
	}
}
