import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const START_MS = 240_000;
const POLL_MS = 200;

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
		// While n8n starts it answers everything with 200 and a sentence; what we wait for is JSON.
		const type = response.headers.get('content-type') ?? '';
		await response.arrayBuffer();
		return response.ok && type.includes('application/json');
	} catch {
		return false;
	}
}

/**
 * Waits until a process of n8n answers at an address. (Its readiness check turns green before its REST
 * interface is there.) False when the process ended first or two minutes went by.
 */
export async function untilReady(url: string, child: ChildProcess): Promise<boolean> {
	const deadline = Date.now() + START_MS;
	while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
		if (await answers(url)) return true;
		await wait(POLL_MS);
	}
	return false;
}
