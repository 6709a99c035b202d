import {
	GOES_ON,
	aPerson,
	aUser,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { listSearch } from '../../support/engine';
import { counted, runUsers, serviceAccount } from './oauth.support';

afterEach(closeAll);

const GET = { operation: 'get', ...byEmployee('512') };
const people = (count: number) =>
	Array.from({ length: count }, (_, n) =>
		aPerson({ id: String(n + 1), work_email: `person${n}@corp.example`, last_name: `Person${n}` }),
	);

describe('a service account', () => {
	it('is let in with the token it has', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await runUsers(serviceAccount(sim), GET);

		expect(items).toMatchObject([{ username: 'noor.vidal' }]);
		expect(counted(sim)).toEqual({ tokens: 0, calls: 1 });
	});

	it('that has no token yet gets one for the whole run and keeps it', async () => {
		const sim = await jumpCloud();
		const credential = serviceAccount(sim, false);
		await runUsers(credential, { operation: 'upsert' }, { items: people(20) });
		await runUsers(credential, GET);

		expect(sim.state.users).toHaveLength(20);
		expect(counted(sim).tokens).toBe(1);
	});

	it('asks for its token with its secret in the header, and for the scope of the API', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUsers(serviceAccount(sim, false), GET);

		expect(sim.journal.all()[0]).toMatchObject({
			method: 'POST',
			path: '/oauth2/token',
			body: { grant_type: 'client_credentials', scope: 'api' },
			status: 200,
		});
	});

	it('can search in the editor', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { results } = await listSearch(
			{
				credentials: { jumpCloudOAuth2Api: serviceAccount(sim) },
				nodes: [{ name: 'Users', type: 'jumpCloud', parameters: { authentication: 'oAuth2' } }],
			},
			'searchUsers',
		);

		expect(results).toHaveLength(1);
	});
});

describe('a token that has expired', () => {
	it('is renewed, and the request is sent again', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const credential = serviceAccount(sim);
		sim.clock.advance(2 * 3_600_000);
		const { items } = await runUsers(credential, GET);

		expect(items).toMatchObject([{ username: 'noor.vidal' }]);
		expect(sim.journal.all().map(({ status }) => status)).toEqual([401, 200, 200]);
	});

	it('is renewed once for all items, and nobody is created twice', async () => {
		const sim = await jumpCloud();
		const credential = serviceAccount(sim);
		sim.oauth.expire();
		await runUsers(credential, { operation: 'upsert' }, { items: people(20) });

		expect(sim.state.users).toHaveLength(20);
		expect(counted(sim).tokens).toBe(1);
	});

	it('in the middle of a run is renewed, and every person is there at the end', async () => {
		const sim = await jumpCloud();
		sim.fail({
			kind: 'meanwhile',
			method: 'POST',
			path: /\/api\/systemusers$/,
			run: () => sim.oauth.expire(),
		});
		const { items } = await runUsers(
			serviceAccount(sim),
			{ operation: 'upsert' },
			{ items: people(20) },
		);

		expect(items.map(({ action }) => action)).toEqual(people(20).map(() => 'created'));
		expect(sim.state.users).toHaveLength(20);
		expect(counted(sim).tokens).toBe(1);
	});
});

describe('a service account that is refused', () => {
	it('because its secret is over is told to reconnect, once', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const credential = { ...serviceAccount(sim), clientSecret: 'over' };
		sim.oauth.expire();
		const { error } = await runUsers(credential, GET);

		expect(words(error)).toMatch(/reconnect the credential.*client secret.*expires.*region/);
		expect(counted(sim)).toEqual({ tokens: 1, calls: 1 });
	});

	it('before it has a token is told the same', async () => {
		const sim = await jumpCloud();
		const credential = { ...serviceAccount(sim, false), clientSecret: 'over' };
		const { error } = await runUsers(credential, GET);

		expect(words(error)).toMatch(/reconnect the credential.*invalid_client/);
		expect(counted(sim)).toEqual({ tokens: 1, calls: 0 });
	});

	it('although the token is new is not asked a third time', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 401, times: 10, path: /\/api\// });
		const { error } = await runUsers(serviceAccount(sim), GET);

		expect(words(error)).toContain('reconnect the credential');
		expect(counted(sim)).toEqual({ tokens: 1, calls: 2 });
	});

	it('gives every item its own error when the node goes on, and asks for a token once', async () => {
		const sim = await jumpCloud();
		const credential = { ...serviceAccount(sim), clientSecret: 'over' };
		sim.oauth.expire();
		const { items } = await runUsers(
			credential,
			{ operation: 'upsert' },
			{ items: people(20), onError: 'continueRegularOutput' },
		);

		const reconnect = { error: expect.stringContaining('reconnect') as string };
		expect(items).toMatchObject(people(20).map(() => reconnect));
		expect(counted(sim)).toEqual({ tokens: 1, calls: 1 });
	});

	it('by the role hears of roles, not of keys', async () => {
		const sim = await jumpCloud({ switches: { readOnlyRole: true } });
		const { error } = await runUsers(
			serviceAccount(sim),
			{ operation: 'upsert' },
			{ items: [aPerson()] },
		);

		expect(words(error)).toMatch(/service account may not.*role must be/);
	});
});

describe('a token endpoint in trouble', () => {
	it.each(['reset', 'html'] as const)('(%s) is no reason to reconnect', async (kind) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const credential = serviceAccount(sim);
		sim.oauth.expire();
		sim.fail({ kind, status: 503, path: /token$/ });
		const { items, error } = await runUsers(credential, GET);

		expect(words(error)).not.toContain('reconnect');
		expect(items).toMatchObject([{ username: 'noor.vidal' }]);
	});
});

describe('statuses that have nothing to do with the token', () => {
	it('are handled as with a key: a busy service is waited for', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ kind: 'status', status: 429, retryAfterSeconds: 0 });
		const { items } = await runUsers(serviceAccount(sim), GET);

		expect(items).toMatchObject([{ username: 'noor.vidal' }]);
		expect(counted(sim)).toEqual({ tokens: 0, calls: 2 });
	});

	it('keep what the service said', async () => {
		const sim = await jumpCloud();
		// A refused search is asked in parts: what each of them meets is said.
		sim.fail({ kind: 'status', status: 400, times: 9 });
		const { error } = await runUsers(serviceAccount(sim), GET);

		expect(words(error)).toMatch(/refused the request.*INVALID_ARGUMENT/);
	});
});

describe('the organization of the credential', () => {
	const organizationId = '6650d2f1a0b1c2d3e4f50001';

	it('is named in every request', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const another = { ...serviceAccount(sim), organizationId: 'f'.repeat(24) };
		const { error } = await runUsers(another, GET);
		expect(words(error)).toMatch(/organization/i);

		const { items } = await runUsers({ ...serviceAccount(sim), organizationId }, GET);
		expect(items).toMatchObject([{ username: 'noor.vidal' }]);
	});

	it('is left out where the call refuses it', async () => {
		const sim = await jumpCloud({
			users: [aUser({ state: 'STAGED' })],
			switches: { orgHeaderForbidden: true },
		});
		const { items } = await runUsers(
			{ ...serviceAccount(sim), organizationId },
			{ operation: 'activate', ...byEmployee('512') },
		);

		expect(items).toMatchObject([{ action: 'activated' }]);
	});
});

describe('an address that would show the secret to others', () => {
	it.each([
		[{ baseUrl: 'http://directory.example' }],
		[{ issuerUrl: 'http://tokens.example/oauth2/token' }],
	])('%j is refused before anything is sent', async (change) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await runUsers({ ...serviceAccount(sim, false), ...change }, GET);

		expect(words(error)).toMatch(/must start with https.*JumpCloud credential/);
		expect(sim.journal.all()).toEqual([]);
	});
});

describe('a workflow that was saved before there was a choice', () => {
	it('goes on with its API key', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await runUser(sim, 'get', { parameters: byEmployee('512'), node: GOES_ON });

		expect(items).toMatchObject([{ username: 'noor.vidal' }]);
		expect(counted(sim).tokens).toBe(0);
	});
});
