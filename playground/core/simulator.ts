import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from './clock';
import type { Answer, Call, Handler } from './exchange';
import { Faults } from './faults';
import type { Fault } from './faults';
import { Journal } from './journal';
import { answerTo } from './pipeline';
import type { Service } from './service';
import { Traffic } from './traffic';
import { parseBody, queryRecord, readText, send } from './wire';

/** What every simulator offers to tests and to the playground. */
export interface Host {
	/** `http://127.0.0.1:PORT`, without a trailing slash. */
	url: string;
	clock: Clock;
	journal: Journal;
	faults: Faults;
	/** How long requests take, and how many there may be. */
	traffic: Traffic;
	/** Short for `faults.fail`. */
	fail(fault: Fault): void;
	/** Serves everything below a path prefix; such calls are neither journalled nor spoilt. */
	mount(prefix: string, handler: Handler): void;
	close(): Promise<void>;
}

/** A host together with what the product keeps and can be told. */
export interface Simulator<State, Switches> extends Host {
	/** Fields of the n8n credential that reaches this simulator. */
	credential: Record<string, string>;
	state: State;
	switches: Switches;
}

/** Starts a service on loopback. Port 0 (the default) takes any free one. */
export async function startHost(
	service: Service,
	options: { port?: number; clock?: Clock } = {},
): Promise<Host> {
	const clock = options.clock ?? new Clock();
	const journal = new Journal();
	const faults = new Faults();
	const traffic = new Traffic();
	const mounts = new Map<string, Handler>();
	const stopListening = clock.onMove((now) => service.settle?.(now));

	const server = createServer((request, response) => {
		serve(request, response).catch(() => response.destroy());
	});

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const call = await readCall(request);
		const mounted = [...mounts].find(([prefix]) => call.path.startsWith(prefix));
		if (mounted) return send(response, await mounted[1](call));

		const { method, path, body } = call;
		const at = clock.now();
		const close = journal.open({ at, method, path, query: queryRecord(call.query), body });
		const busySeconds = traffic.secondsToWait();
		if (traffic.latencyMs > 0) await sleep(traffic.latencyMs);
		service.settle?.(clock.now());
		const answer =
			busySeconds === undefined
				? await spoilt(faults.take(method, path), service, call)
				: later(service.failure(429, call), busySeconds);
		close(answer?.status ?? 0);
		if (answer) return send(response, answer);
		request.socket.resetAndDestroy();
	}

	const port = await listen(server, options.port ?? 0);
	return {
		url: `http://127.0.0.1:${port}`,
		clock,
		journal,
		faults,
		traffic,
		fail: (fault) => faults.fail(fault),
		mount: (prefix, handler) => void mounts.set(prefix, handler),
		close: async () => {
			stopListening();
			await closeServer(server);
		},
	};
}

/** The answer under a fault; undefined means that the connection is cut. */
async function spoilt(
	fault: Fault | undefined,
	service: Service,
	call: Call,
): Promise<Answer | undefined> {
	if (!fault) return await answerTo(service, call);
	if (fault.kind === 'reset') return undefined;
	if (fault.kind === 'slow') {
		await sleep(fault.delayMs);
		return await answerTo(service, call);
	}
	if (fault.kind === 'meanwhile') {
		await fault.run();
		return await answerTo(service, call);
	}
	if (fault.kind === 'resetAfter') {
		await answerTo(service, call);
		return undefined;
	}
	if (fault.after) await answerTo(service, call);
	if (fault.kind === 'empty') return { status: 200 };
	if (fault.kind === 'answer') return { status: fault.status, body: fault.body };
	if (fault.kind === 'html') return { status: fault.status ?? 200, text: PAGE };
	const failure = service.failure(fault.status, call);
	return fault.retryAfterSeconds === undefined ? failure : later(failure, fault.retryAfterSeconds);
}

/** The answer, and when to ask again. */
function later(answer: Answer, seconds: number): Answer {
	return { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds) } };
}

const PAGE = '<!doctype html><html><title>Service</title><body>Something is wrong.</body></html>';

async function readCall(request: IncomingMessage): Promise<Call> {
	const url = new URL(request.url ?? '/', 'http://127.0.0.1');
	return {
		operationId: '',
		method: request.method ?? 'GET',
		path: url.pathname,
		params: {},
		query: url.searchParams,
		headers: request.headers,
		body: parseBody(await readText(request), request.headers['content-type']),
	};
}

async function listen(server: Server, port: number): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', (failure: NodeJS.ErrnoException) => {
			const isBusy = failure.code === 'EADDRINUSE';
			reject(isBusy ? new Error(`Port ${port} is taken by another program`) : failure);
		});
		server.listen(port, '127.0.0.1', resolve);
	});
	const address: AddressInfo | string | null = server.address();
	return typeof address === 'object' && address ? address.port : port;
}

async function closeServer(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise<void>((resolve) => server.close(() => resolve()));
}
