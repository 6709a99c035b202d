import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below those that systems give to outgoing connections (Linux from 32768 on, others from 49152 on):
 * one of them could be in use by the time a slow program opens it, or opens it again after a restart.
 */
const PORTS = { first: 15_000, end: 32_000 };
const TRIES = 100;

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}

/** A loopback port that is free now and likely stays so: the preferred one when possible, else any. */
export async function freePort(preferred?: number): Promise<number> {
	if (preferred && (await isFree(preferred))) return preferred;
	for (let tries = 0; tries < TRIES; tries += 1) {
		const port = randomInt(PORTS.first, PORTS.end);
		if (await isFree(port)) return port;
	}
	throw new Error('No free port on 127.0.0.1 was found');
}
