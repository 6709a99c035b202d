import type { ChildProcess } from 'node:child_process';
import { chownSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { POSTGRES_VARIABLE, REDIS_VARIABLE, prepared } from './installation';
import { freePort } from './port';
import { run, signalGroup, start } from './process.cjs';
import { Started } from './started';
import { removeFolder, temporaryFolder } from './temporary.cjs';

/** What n8n shares between its processes in queue mode: a database and a queue, new and empty. */
interface Stores {
	/** Settings with which n8n finds both. */
	settings: Record<string, string>;
	close(): Promise<void>;
}

const START_MS = 120_000;
const POLL_MS = 100;
const USER = 'n8n';

/** PostgreSQL refuses to run as root: then it runs as the user that its package has made. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (kind: string) => Number((await run('id', [kind, 'postgres'])).output);
	return { uid: await id('-u'), gid: await id('-g') };
}

async function listens(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

async function untilListening(what: string, port: number, child: ChildProcess): Promise<void> {
	const deadline = Date.now() + START_MS;
	let said = '';
	child.stderr?.on('data', (chunk) => (said += String(chunk)));
	child.stdout?.on('data', (chunk) => (said += String(chunk)));
	while (Date.now() < deadline && child.exitCode === null) {
		if (await listens(port)) return;
		await wait(POLL_MS);
	}
	throw new Error(`${what} did not start. What it said last:\n${said.slice(-2000)}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	signalGroup(child, signal);
	await ended;
}

const LEASHED = join(__dirname, 'leashed.cjs');

/** Starts a program that ends together with this process, however that ends. */
function startLeashed(
	what: { command: string; args: string[]; uid?: number; gid?: number },
	cwd: string,
) {
	return start(process.execPath, [LEASHED, JSON.stringify(what)], {
		cwd,
		env: { LC_ALL: 'C', PATH: process.env.PATH },
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
}

async function startPostgres(folder: string, port: number): Promise<ChildProcess> {
	const bin = prepared(POSTGRES_VARIABLE);
	const owner = await unprivileged();
	if (owner) chownSync(folder, owner.uid, owner.gid);
	const data = join(folder, 'data');
	const init = ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-sync'];
	const { code, output } = await run(join(bin, 'initdb'), init, {
		...{ cwd: folder, env: { LC_ALL: 'C', PATH: process.env.PATH } },
		...owner,
	});
	if (code !== 0) throw new Error(`PostgreSQL could not make its folder: ${output}`);
	// Nobody pulls the plug of the database itself here, so it need not wait for the disk.
	const settings = {
		...{ port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' },
		...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
	};
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const command = join(bin, 'postgres');
	const child = startLeashed({ command, args: ['-D', data, ...args], ...owner }, folder);
	await untilListening('PostgreSQL', port, child);
	return child;
}

async function startRedis(folder: string, port: number): Promise<ChildProcess> {
	const options = {
		port: String(port),
		bind: '127.0.0.1',
		save: '',
		appendonly: 'no',
		dir: folder,
	};
	const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
	const child = startLeashed({ command: prepared(REDIS_VARIABLE), args }, folder);
	await untilListening('Redis', port, child);
	return child;
}

/** Starts a PostgreSQL and a Redis of our own on loopback, in folders that are thrown away. */
export async function startStores(): Promise<Stores> {
	const started = new Started();
	const open = async (
		what: string,
		launch: (folder: string, port: number) => Promise<ChildProcess>,
		signal: NodeJS.Signals,
	): Promise<string> => {
		const folder = temporaryFolder(what);
		started.keep({ close: async () => await Promise.resolve(removeFolder(folder)) });
		const port = await freePort();
		const child = await launch(folder, port);
		started.keep({ close: async () => await end(child, signal) });
		return String(port);
	};
	return await started.orClose(async () => ({
		settings: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: await open('postgres', startPostgres, 'SIGINT'),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: USER,
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: await open('redis', startRedis, 'SIGTERM'),
		},
		close: async () => await started.close(),
	}));
}
