import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { startWorld } from '../../../playground/company/world';
import type { World } from '../../../playground/company/world';
import { clientOf } from './factorial-client';

describe('the control interface of the simulators', () => {
	let world: World;
	let hr: AxiosInstance;
	let directory: AxiosInstance;

	beforeAll(async () => {
		world = await startWorld();
		const validateStatus = () => true;
		hr = axios.create({ baseURL: `${world.factorial.url}/_simulator`, validateStatus });
		directory = axios.create({ baseURL: `${world.jumpCloud.url}/_simulator`, validateStatus });
	});
	afterAll(async () => await world.close());

	it('lists what it can do', async () => {
		const { data } = await hr.get('');

		expect(data).toHaveProperty(['POST /_simulator/hire']);
		expect((await hr.post('/nothing')).status).toBe(404);
		expect((await directory.get('')).data).not.toHaveProperty(['POST /_simulator/hire']);
	});

	it('hires, changes, terminates and takes back', async () => {
		const hired = await hr.post('/hire', {
			first_name: 'Bo',
			last_name: 'Li',
			email: 'bo.li@corp.example',
		});
		const { id } = hired.data;
		const read = () => world.factorial.state.employee(id);

		await hr.post('/update', { id, last_name: 'Ling' });
		expect(read()).toMatchObject({ full_name: 'Bo Ling', login_email: 'bo.li@corp.example' });
		await hr.post('/terminate', { id, terminated_on: '2000-01-01' });
		expect(read()?.active).toBe(false);
		await hr.post('/unterminate', { id });
		expect(read()?.active).toBe(true);
	});

	it.each([
		['/hire', { last_name: 'Li' }, 'first_name'],
		['/hire', { first_name: 'Bo', last_name: 'Li', shoe_size: '44' }, 'shoe_size'],
		['/update', { id: '1', last_name: 'Li' }, 'no employee 1'],
		['/terminate', { id: '1001', terminated_on: 'soon' }, 'soon'],
		['/unterminate', { id: '1001' }, 'not terminated'],
		['/clock', {}, 'advanceMs'],
		['/fail', { kind: 'boredom' }, 'kind'],
		['/switches', { dropQuery: 'yes' }, 'dropQuery'],
		['/switches', { nothing: true }, 'nothing'],
	])('refuses POST %s with %j and says why', async (path, body, reason) => {
		const { status, data } = await hr.post(path, body);

		expect([status, data.message]).toEqual([400, expect.stringContaining(reason)]);
		expect(world.factorial.switches.dropQuery).toBe(false);
	});

	it('moves one clock for both', async () => {
		await directory.post('/clock', { now: '2027-03-01T08:00:00Z' });

		expect(world.factorial.clock.now().toISOString()).toContain('2027-03-01T08:00');
	});

	it('makes requests fail until told to recover', async () => {
		const api = clientOf(world.factorial);
		await hr.post('/fail', { kind: 'status', status: 429, retryAfterSeconds: 2, path: 'teams$' });
		await hr.post('/fail', { kind: 'html', times: 5 });
		const limited = await api.get('/teams/teams');
		const page = await api.get('/teams/teams');
		await hr.post('/recover');

		expect([limited.status, limited.headers['retry-after']]).toEqual([429, '2']);
		expect(String(page.headers['content-type'])).toContain('text/html');
		expect((await api.get('/teams/teams')).status).toBe(200);
	});

	it('shows what is stored and what was asked, without secrets', async () => {
		await clientOf(world.factorial).post('/api_public/webhook_subscriptions', {
			subscription_type: 'employees/employee/update',
			target_url: 'http://127.0.0.1:1/',
			company_id: '4711',
			challenge: 'c-1',
		});
		const state = await hr.get('/state');
		const journal = await hr.get('/journal');

		expect(state.data.subscriptions).toMatchObject([{ challenge: '***', enabled: true }]);
		expect(JSON.stringify(journal.data)).toContain('webhook_subscriptions');
		expect(JSON.stringify([state.data, journal.data])).not.toContain('c-1');
		expect((await directory.get('/state')).data.users).toHaveLength(20);
	});

	it('serves a company that conforms to both APIs', async () => {
		const { jumpCloud } = world;
		const headers = { 'x-api-key': jumpCloud.credential.apiKey };
		const users = await axios.get(`${jumpCloud.url}/api/systemusers?limit=100`, { headers });
		const people = await clientOf(world.factorial).get('/employees/employees?limit=100');

		expect(users.data.totalCount).toBe(20);
		expect(people.data.data).toHaveLength(people.data.meta.total);
	});
});
