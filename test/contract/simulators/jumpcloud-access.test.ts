import axios from 'axios';
import { closeAll, jumpCloud, NOBODY } from './jumpcloud.support';

afterEach(closeAll);

const PATH = '/api/systemusers?limit=1';

describe('the key', () => {
	it('when missing leads to a page for people', async () => {
		const { sim } = await jumpCloud();
		const first = await axios.get(sim.url + PATH, { maxRedirects: 0, validateStatus: () => true });
		expect([first.status, first.headers.location]).toEqual([302, '/login']);
		const followed = await axios.get<string>(sim.url + PATH);
		expect([followed.status, followed.headers['content-type']]).toEqual([
			200,
			expect.stringContaining('text/html'),
		]);
	});

	it.each<Record<string, string>>([
		{ 'x-api-key': 'jca_other' },
		{ authorization: 'Bearer nothing', 'x-api-key': '' },
	])('when wrong gets the old envelope', async (headers) => {
		const { send } = await jumpCloud();
		const answer = await send('GET', '/systemusers', undefined, headers);
		expect([answer.status, answer.data]).toEqual([
			401,
			{ error: 'Unauthorized', message: 'Unauthorized: api key user not found' },
		]);
	});

	it('stops working when it is revoked', async () => {
		const { sim, send } = await jumpCloud();
		sim.switches.keyRevoked = true;
		expect((await send('GET', '/systemusers')).status).toBe(401);
	});

	it('of a role that only reads may search but not write', async () => {
		const { sim, send } = await jumpCloud();
		sim.switches.readOnlyRole = true;
		expect((await send('POST', '/search/systemusers', {})).status).toBe(200);
		expect(
			(await send('POST', '/systemusers', { username: 'a', email: 'a@corp.example' })).status,
		).toBe(403);
		expect(sim.state.users).toEqual([]);
	});

	it('is looked at before the request is', async () => {
		const { send } = await jumpCloud();
		expect((await send('POST', '/systemusers', { nonsense: 1 }, { 'x-api-key': 'x' })).status).toBe(
			401,
		);
	});
});

describe('the organization header', () => {
	it.each([
		['malformed', 'corp', 400],
		['another organization', NOBODY, 404],
	])('that is %s is refused', async (_what, organization, status) => {
		const { send } = await jumpCloud();
		expect(
			(await send('GET', '/systemusers', undefined, { 'x-org-id': organization })).status,
		).toBe(status);
	});

	it('may be given or left out by an ordinary key, and must be given by a key for several', async () => {
		const { sim, send } = await jumpCloud();
		const own = { 'x-org-id': sim.state.organization._id };
		expect((await send('GET', '/systemusers', undefined, own)).status).toBe(200);
		sim.switches.multiTenantKey = 'headerRequired';
		expect((await send('GET', '/systemusers')).status).toBe(401);
		expect((await send('GET', '/systemusers', undefined, own)).status).toBe(200);
		sim.switches.multiTenantKey = 'defaultOrganization';
		expect((await send('GET', '/systemusers')).status).toBe(200);
	});

	it('is refused by the routes that do not list it, when switched so', async () => {
		const { sim, send } = await jumpCloud({ switches: { orgHeaderForbidden: true } });
		const own = { 'x-org-id': sim.state.organization._id };
		expect((await send('GET', '/organizations', undefined, own)).status).toBe(403);
		expect((await send('GET', '/systemusers', undefined, own)).status).toBe(200);
	});
});

it('hands out a credential that works', async () => {
	const { sim } = await jumpCloud({ apiKey: 'jca_chosen' });
	const { baseUrl = '', apiKey = '' } = sim.credential;
	const answer = await axios.get(`${baseUrl}${PATH}`, { headers: { 'x-api-key': apiKey } });
	expect([answer.status, apiKey]).toEqual([200, 'jca_chosen']);
});
