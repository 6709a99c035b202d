import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { freePort } from './n8n/port';
import { perform } from './server/actions';
import { Approvals } from './server/approvals';
import { pageFile } from './server/files';
import { Refusal } from './server/refusal';
import { pageState } from './server/state';
import type { Desk } from './server/state';
import { Sweeps } from './server/sweeps';
import { Timeline } from './server/timeline';
import type { Session as AnySession } from './session';

const BODY_LIMIT = 64 * 1024;

const REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export interface PageServer {
	/** No trailing slash. */
	url: string;
	close(): Promise<void>;
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
	response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

const sendJson = (response: ServerResponse, status: number, value: object) =>
	send(response, status, 'application/json; charset=utf-8', JSON.stringify(value));

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
	// A form of a foreign page can post to us, but not as JSON.
	if (!request.headers['content-type']?.startsWith('application/json')) {
		throw new Refusal(415, 'Send JSON');
	}
	let body = '';
	for await (const chunk of request) {
		body += String(chunk);
		if (body.length > BODY_LIMIT) throw new Refusal(413, 'That is too long');
	}
	const parsed = parse(body);
	if (parsed === undefined) throw new Refusal(400, 'Send a JSON object');
	return parsed;
}

function parse(body: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(body || '{}');
		return typeof value === 'object' && value !== null ? { ...value } : undefined;
	} catch {
		return undefined;
	}
}

interface PageOptions {
	/** Begins everything anew. Without it there is no such button. */
	again?: () => Promise<Session>;
	/** Taken when it is free. */
	preferredPort?: number;
}

type Session = Pick<AnySession, 'stage' | 'templates'>;

function deskOf({ stage, templates }: Session, canBeginAnew: boolean, number: number): Desk {
	const timeline = new Timeline(stage, templates);
	const sweeps = new Sweeps(stage, templates, timeline);
	const approvals = new Approvals(stage, templates);
	return { stage, workflowId: templates.main, timeline, sweeps, approvals, canBeginAnew, number };
}

/** Serves the page and what it asks for, on loopback. */
export async function startPageServer(
	session: Session,
	{ again, preferredPort }: PageOptions = {},
): Promise<PageServer> {
	let desk = deskOf(session, again !== undefined, 1);
	let isBeginning = false;

	/** Whoever presses a button in the meantime would press it in a world that is going. */
	const startOver = async () => {
		if (!again) throw new Refusal(404, 'This playground cannot start over');
		desk.sweeps.refuseBusy();
		isBeginning = true;
		try {
			desk = deskOf(await again(), true, desk.number + 1);
		} finally {
			isBeginning = false;
		}
	};

	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
		// Another site may give its own name our address; its pages must not get through.
		if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
			throw new Refusal(403, 'Open this page by its loopback address');
		}
		if (request.method === 'GET' && pathname === '/api/state') {
			return sendJson(response, 200, await pageState(desk));
		}
		if (request.method === 'GET' && /^\/api\/(report|message)$/.test(pathname)) {
			const told = desk.sweeps.told();
			if (!told) throw new Refusal(404, 'No option that tells a report has been tried yet');
			// A page of its own, with nothing but the styles it brings.
			response.setHeader('content-security-policy', REPORT_POLICY);
			return pathname === '/api/report'
				? send(response, 200, 'text/html; charset=utf-8', told.html)
				: send(response, 200, 'text/plain; charset=utf-8', told.text);
		}
		if (request.method === 'POST' && pathname.startsWith('/api/')) {
			const body = await readBody(request);
			const action = pathname.slice('/api/'.length);
			if (isBeginning) throw new Refusal(409, 'Everything begins anew; wait a moment');
			await (action === 'again' ? startOver() : perform(desk, action, body));
			return sendJson(response, 200, {});
		}
		const file = request.method === 'GET' ? await pageFile(pathname) : undefined;
		if (file === undefined) throw new Refusal(404, `There is no ${pathname}`);
		send(response, 200, file.type, file.body);
	};

	const server = createServer((request, response) => {
		answer(request, response).catch((failure: unknown) => {
			const status = failure instanceof Refusal ? failure.status : 500;
			const message = failure instanceof Error ? failure.message : String(failure);
			sendJson(response, status, { message });
		});
	});
	const port = await freePort(preferredPort);
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
