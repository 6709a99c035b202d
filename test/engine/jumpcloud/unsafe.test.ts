import { createServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

import { aCertificate } from '../../support/certificates';
import { aPerson, closeAll, closedLater, runUser, words } from '../../support/jumpcloud';

afterEach(closeAll);

/** Counts who connects; nobody gets as far as to ask for anything. */
async function listening(server: Server, event: string) {
	let connections = 0;
	let requests = 0;
	server.on('connection', () => (connections += 1));
	server.on(event, () => (requests += 1));
	server.on('tlsClientError', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const baseUrl = `https://127.0.0.1:${port}`;
	return closedLater({
		credential: { region: 'custom', baseUrl, apiKey: 'jca_unsafe_key', organizationId: '' },
		connections: () => connections,
		requests: () => requests,
		close: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	});
}

const authority = aCertificate({ name: 'Corp Example Inspection', isAuthority: true });
const leaf = aCertificate({ name: 'console.example', issuer: authority });
const alone = aCertificate({ name: 'console.example' });

describe('an address whose certificate nobody vouches for', () => {
	it.each([
		['which vouches for itself', alone.cert, alone.key, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
		['of an authority that is not known', leaf.cert, leaf.key, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
		[
			'of a company whose proxy looks into connections',
			leaf.cert + authority.cert,
			leaf.key,
			'SELF_SIGNED_CERT_IN_CHAIN',
		],
	])('%s, gets no key, is tried once, and the advice is right', async (_case, cert, key, code) => {
		const server = await listening(createServer({ cert, key }), 'request');
		const { error, items } = await runUser(server, 'upsert', { items: [aPerson()] });

		expect(error?.message).toBe('There is no safe connection to JumpCloud');
		expect(words(error)).toContain('NODE_EXTRA_CA_CERTS');
		expect(words(error)).toContain(code);
		expect(items).toEqual([]);
		expect([server.connections(), server.requests()]).toEqual([1, 0]);
	});
});

it('an address that does not speak https is tried once, and no certificate is blamed', async () => {
	const server = await listening(
		createTcpServer((socket) => {
			socket.on('error', () => undefined);
			socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		}),
		'request',
	);
	const { error } = await runUser(server, 'upsert', { items: [aPerson()] });

	expect(error?.message).toBe('There is no safe connection to JumpCloud');
	expect(words(error)).not.toContain('NODE_EXTRA_CA_CERTS');
	expect(server.connections()).toBe(1);
});
