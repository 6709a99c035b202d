import { createWriteStream, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Clock } from '../core/clock';
import { n8nEnvironment } from './environment';
import type { N8nInstallation } from './installation';
import { installPackage } from './package-folder';
import { freePort } from './port';
import { signalGroup, start } from './process.cjs';
import { untilReady } from './ready';
import { removeFolder, temporaryFolder } from './temporary.cjs';

/**
 * What a process of n8n can be: one that does everything, or the main one in queue mode; one that
 * carries out executions; one that takes calls from outside.
 */
export type N8nRole = 'main' | 'worker' | 'webhook';

const ROLES: Record<N8nRole, { command: string[]; ready: string }> = {
	main: { command: ['start'], ready: '/rest/settings' },
	worker: { command: ['worker', '--concurrency=10'], ready: '/healthz/readiness' },
	webhook: { command: ['webhook'], ready: '/healthz/readiness' },
};

export interface N8nOptions {
	installation: N8nInstallation;
	/** `main` unless told. */
	role?: N8nRole;
	/** Packed community packages by name. */
	packages?: Record<string, string>;
	/** Taken when it is free; otherwise any free port. */
	preferredPort?: number;
	timeZone?: string;
	/** n8n lives by it, and follows when it is moved; by the real one unless told. */
	clock?: Clock;
	/** Settings of n8n by the names of their environment variables, beside those that it always has. */
	settings?: Record<string, string>;
}

export interface N8nServer {
	/** No trailing slash. */
	readonly url: string;
	/** Of n8n's own process; another one after a restart. */
	readonly pid: number | undefined;
	/** n8n's user folder. */
	readonly folder: string;
	readonly logFile: string;
	/** The last lines of what n8n logged. */
	logTail(): Promise<string>;
	/** Ends n8n as a power cut would. */
	kill9(): Promise<void>;
	stop(): Promise<void>;
	/** Starts it again on the same folder and port, stopping it first when it runs. */
	restart(): Promise<void>;
	/** Stops it and removes its folder. */
	close(): Promise<void>;
}

const STOP_MS = 10_000;
const LEASH = join(__dirname, 'leash.cjs');
const CLOCK = join(__dirname, 'clock.cjs');

/** Days go by in a moment: nobody is logged out by that, and no run is thrown away. */
const TIMELESS = {
	N8N_USER_MANAGEMENT_JWT_DURATION_HOURS: String(24 * 365 * 20),
	EXECUTIONS_DATA_PRUNE: 'false',
};

/** Tells a process of n8n what time it is, now and whenever the clock is moved. */
function followed(clock: Clock, folder: string) {
	const file = join(folder, 'clock');
	const tell = () => {
		// In one go: half of a number is another one.
		writeFileSync(`${file}.new`, String(clock.aheadMs));
		renameSync(`${file}.new`, file);
	};
	tell();
	const args = ['--require', CLOCK];
	return { args, env: { ...TIMELESS, PLAYGROUND_CLOCK: file }, leave: clock.onMove(tell) };
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	signalGroup(child, signal);
	const impatience = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_MS);
	await ended;
	clearTimeout(impatience);
	// Task runners are children of their own and may outlive a killed n8n.
	signalGroup(child, 'SIGKILL');
}

/**
 * Starts a process of n8n on loopback with a user folder of its own and waits until it is ready.
 * Throws an error with the end of n8n's log when it does not get there.
 */
export async function startN8n(options: N8nOptions): Promise<N8nServer> {
	const { installation, packages = {}, role = 'main' } = options;
	const { command, ready } = ROLES[role];
	const folder = temporaryFolder('n8n');
	const logFile = join(folder, 'n8n.log');
	const [port, brokerPort] = [await freePort(options.preferredPort), await freePort()];
	const url = `http://127.0.0.1:${port}`;
	const place = { node: installation.node, folder, port, brokerPort };
	const timeZone = options.timeZone ?? 'UTC';
	const time = options.clock && followed(options.clock, folder);
	const env = {
		...n8nEnvironment({ ...place, timeZone }),
		...time?.env,
		...installation.settings,
		...options.settings,
	};
	for (const [name, tarball] of Object.entries(packages)) {
		await installPackage(tarball, name, folder);
	}

	const logTail = async () =>
		(await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-25).join('\n');

	const launch = async (): Promise<ChildProcess> => {
		const log = createWriteStream(logFile, { flags: 'a' });
		const preloaded = ['--require', LEASH, ...(time?.args ?? [])];
		const child = start(installation.node, [...preloaded, installation.entry, ...command], {
			cwd: folder,
			env,
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		});
		child.stdout?.pipe(log, { end: false });
		child.stderr?.pipe(log, { end: false });
		child.once('close', () => log.end());
		if (await untilReady(`${url}${ready}`, child)) return child;
		await end(child, 'SIGKILL');
		throw new Error(`n8n (${role}) did not start. The end of its log:\n${await logTail()}`);
	};

	let child = await launch();
	return {
		url,
		get pid() {
			return child.pid;
		},
		folder,
		logFile,
		logTail,
		kill9: async () => await end(child, 'SIGKILL'),
		stop: async () => await end(child, 'SIGTERM'),
		async restart() {
			await end(child, 'SIGTERM');
			child = await launch();
		},
		async close() {
			await end(child, 'SIGTERM');
			time?.leave();
			removeFolder(folder);
		},
	};
}
