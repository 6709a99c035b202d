import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an odd server sends; an object goes out as JSON. */
export interface OddAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/**
 * A server that answers as it is told, for what no simulator would do. `answer` gets the request's
 * number, counted from 0, and its path with the query.
 */
export async function oddServer(answer: (request: number, path: string) => OddAnswer) {
	let requests = 0;
	const server = createServer((request, response) => {
		request.resume();
		const { status = 200, headers, body } = answer(requests++, request.url ?? '');
		const type = { 'content-type': 'application/json', ...headers };
		response.writeHead(status, type).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const baseUrl = `http://127.0.0.1:${port}`;
	return {
		credential: { region: 'custom', baseUrl, apiKey: 'jca_odd_key', organizationId: '' },
		requests: () => requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
