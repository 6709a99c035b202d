import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

import { pressTest } from '../../support/engine';
import { factorial } from '../../support/factorial';
import { closeAll, closedLater } from '../../support/jumpcloud';

afterEach(closeAll);

/** A server on all addresses of this machine that remembers what it was told. */
async function listener() {
	const told: string[] = [];
	const server = createServer((request, response) => {
		told.push(JSON.stringify(request.headers));
		response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":[],"data":[]}');
	});
	await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
	const { port } = server.address() as AddressInfo;
	return closedLater({
		told,
		port,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	});
}

/** An address under which other machines know this one; without a network, one that nobody has. */
function outsideAddress(): string {
	const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
	const found = all.find(({ internal, family }) => !internal && family === 'IPv4');
	return found?.address ?? '192.0.2.1';
}

const SECRET = 'a-secret-for-the-example';

const KEYS = [
	['jumpCloudOAuth2Api', { region: 'custom' }],
	['jumpCloudApi', { region: 'custom' }],
	['factorialApi', { environment: 'custom' }],
] as const;

describe.each(KEYS)('the test of %s', (type, choice) => {
	const credential = (baseUrl: string) => ({
		...{ ...choice, baseUrl, apiKey: SECRET, organizationId: '' },
		...{ grantType: 'clientCredentials', clientId: 'client', clientSecret: SECRET },
		oauthTokenData: { access_token: SECRET, token_type: 'bearer' },
	});

	it.each([
		['as it is', (url: string) => url],
		['with blanks around it', (url: string) => ` ${url}  `],
		['with the API behind it', (url: string) => `${url}/api/ `],
	])('sends the secret to this machine, the address %s', async (_, pasted) => {
		const { told, port } = await listener();
		await pressTest(type, credential(pasted(`http://127.0.0.1:${port}`)));

		expect(told).toEqual([expect.stringContaining(SECRET)]);
	});

	it('shows a code that docs/credentials.md explains where nothing answers', async () => {
		const { port, close } = await listener();
		await close();
		const { failure } = await pressTest(type, credential(`http://127.0.0.1:${port}`));

		expect(failure).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
	});

	it('sends nothing over plain http to any other', async () => {
		const { told, port } = await listener();
		const { failure } = await pressTest(type, credential(`http://${outsideAddress()}:${port}`));

		expect(failure).toBeDefined();
		expect(told).toEqual([]);
	});
});

it.each([
	[undefined, '2026-07-01'],
	['2026-07-01', '2026-07-01'],
	['2026-10-01', '2026-10-01'],
])('the test of a Factorial key with the version %p asks in %s', async (apiVersion, asked) => {
	const sim = await factorial();
	const { failure } = await pressTest('factorialApi', {
		...sim.credential,
		...(apiVersion && { apiVersion }),
	});

	expect(failure).toBeUndefined();
	expect(sim.journal.all().map(({ path }) => path)).toEqual([
		`/api/${asked}/resources/api_public/credentials`,
	]);
});
