import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { closedLater } from './jumpcloud';

/** What a simulator has answered, to be changed in place. */
export interface Changed {
	status: number;
	headers: Record<string, string>;
	/** of a JSON answer; as a text when it is none */
	body: unknown;
}

/** Who asks for what. */
export interface Asked {
	method: string;
	path: string;
	query: URLSearchParams;
}

/** Says how long it is, and is made anew with what was changed. */
const OWN_HEADERS = ['connection', 'content-encoding', 'content-length', 'keep-alive'];

/**
 * Something between a simulator and the node, for answers that no simulator gives: `change` gets every
 * answer before it goes on.
 */
export async function between<C extends { baseUrl?: string }>(
	{ credential }: { credential: C },
	change: (answer: Changed, asked: Asked) => void,
) {
	const requests: Asked[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
			const asked = { method: request.method ?? '', path: pathname, query: searchParams };
			requests.push(asked);
			const answer = await answerOf(`${credential.baseUrl}${request.url}`, request);
			change(answer, asked);
			const { status, headers, body } = answer;
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			response.writeHead(status, headers).end(status === 204 ? undefined : text);
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return closedLater({
		requests,
		credential: { ...credential, baseUrl: `http://127.0.0.1:${port}` },
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	});
}

async function answerOf(url: string, request: IncomingMessage): Promise<Changed> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString();
	const sent = Object.entries(request.headers).filter(
		([name]) => !['host', 'accept-encoding', ...OWN_HEADERS].includes(name),
	);
	const answer = await fetch(url, {
		method: request.method,
		headers: Object.fromEntries(sent.map(([name, value]) => [name, String(value)])),
		redirect: 'manual',
		...(text !== '' && { body: text }),
	});
	const headers: Record<string, string> = {};
	answer.headers.forEach((value, name) => {
		if (!OWN_HEADERS.includes(name)) headers[name] = value;
	});
	return { status: answer.status, headers, body: dataIn(await answer.text()) };
}

function dataIn(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
