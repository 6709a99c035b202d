import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { anEmployee } from '../../../playground/factorial/builders';
import { startFactorial, WRONG_ENVIRONMENT_KEY } from '../../../playground/factorial/simulator';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { clientOf } from './factorial-client';

const SUBSCRIPTIONS = '/api_public/webhook_subscriptions';

describe('the simulated Factorial refuses', () => {
	let sim: FactorialSimulator;
	let api: AxiosInstance;

	beforeEach(async () => {
		sim = await startFactorial({ company: { employees: [anEmployee({ id: '512' })] } });
		api = clientOf(sim);
	});
	afterEach(async () => await sim.close());

	const wanted = {
		subscription_type: 'employees/employee/update',
		target_url: 'https://n8n.example.com/webhook/ab12?event=update',
		company_id: '4711',
	};

	it.each([
		['no key at all', {}],
		['an unknown key', { 'x-api-key': 'eyJ-other' }],
		['the key as a bearer token', { authorization: 'Bearer eyJ-an-invented-key' }],
	])('%s', async (_what, headers) => {
		const url = `${sim.url}/api/2026-07-01/resources/employees/employees`;
		const { status, data } = await axios.get(url, { headers, validateStatus: () => true });

		expect([status, data]).toEqual([401, { message: 'Unauthorized' }]);
	});

	it.each([
		['a missing type', { subscription_type: undefined }, 422, 'subscription_type'],
		[
			'an unknown type',
			{ subscription_type: 'employees/employee/create' },
			422,
			'subscription_type',
		],
		['a missing address', { target_url: undefined }, 422, 'target_url'],
		['an address without a host', { target_url: 'nowhere' }, 422, 'target_url'],
		[
			'an address that is not of the web',
			{ target_url: 'ftp://n8n.example.com' },
			422,
			'target_url',
		],
		['a missing company', { company_id: undefined }, 422, 'company_id'],
		['another company', { company_id: '4712' }, 422, 'company_id'],
		['a company as a number', { company_id: 4711 }, 422, 'company_id'],
		['an empty name', { name: '' }, 422, 'name'],
		[
			'a version that is newer than that of the path',
			{ api_version: '2026-10-01' },
			422,
			'api_version',
		],
		['an unknown API version', { api_version: '2020-01-01' }, 422, 'api_version'],
		['a switch that is neither on nor off', { enabled: 'yes' }, 422, 'enabled'],
		['the name that answers give the type', { type: 'x' }, 400, 'type'],
	])('a subscription with %s', async (_what, change, status, field) => {
		const answer = await api.post(SUBSCRIPTIONS, { ...wanted, ...change });

		expect(answer.status).toBe(status);
		expect(answer.data).toEqual({ errors: { [field]: [expect.any(String)] } });
		expect(sim.state.subscriptions).toEqual([]);
	});

	it('a second subscription for the same type, whatever its address', async () => {
		await api.post(SUBSCRIPTIONS, wanted);
		const second = await api.post(SUBSCRIPTIONS, { ...wanted, target_url: 'https://x.example' });

		expect(second.status).toBe(422);
		expect(second.data).toEqual({ errors: { subscription_type: ['has already been taken'] } });
		expect(sim.state.subscriptions).toMatchObject([{ target_url: wanted.target_url }]);
	});

	it('to move a subscription to a type that is taken', async () => {
		await api.post(SUBSCRIPTIONS, wanted);
		const other = { ...wanted, subscription_type: 'employees/employee/invite' };
		const { data } = await api.post(SUBSCRIPTIONS, other);
		const moved = await api.put(`${SUBSCRIPTIONS}/${data.id}`, {
			subscription_type: wanted.subscription_type,
		});

		expect(moved.status).toBe(422);
	});

	it.each([
		['a limit that is no number', '/employees/employees?limit=many'],
		['a limit of nothing', '/employees/employees?limit=0'],
		['an id in place of a cursor', '/employees/employees?after_id=512'],
		['a cursor that was never given out', '/employees/employees?after_id=bm8='],
	])('%s', async (_what, path) => {
		expect((await api.get(path)).status).toBe(400);
	});

	it.each(['get', 'put', 'delete'] as const)(
		'to %s a subscription that is not there',
		async (verb) => {
			const { status } = await api.request({ method: verb, url: `${SUBSCRIPTIONS}/1`, data: {} });

			expect(status).toBe(404);
		},
	);

	it('everything it does not simulate, by name', async () => {
		const { status, data } = await api.post('/employees/employees/terminate', {});

		expect(status).toBe(501);
		expect(data.message).toContain('not simulated: POST');
	});

	it('to touch subscriptions when the key lacks the permission', async () => {
		sim.switches.subscriptionsForbidden = true;

		expect((await api.get(SUBSCRIPTIONS)).status).toBe(403);
		expect((await api.post(SUBSCRIPTIONS, wanted)).status).toBe(403);
		expect((await api.get('/employees/employees')).status).toBe(200);
	});

	it('every type when another integration holds them out of sight', async () => {
		sim.switches.takenButNotListed = true;

		expect((await api.post(SUBSCRIPTIONS, wanted)).status).toBe(422);
		expect((await api.get(SUBSCRIPTIONS)).data).toMatchObject({ data: [], meta: { total: 0 } });
	});

	it.each([
		[
			'list',
			{ errors: [expect.objectContaining({ code: 'validation_failed', field: 'target_url' })] },
		],
		['message', { message: 'target_url is invalid' }],
		['exception', { errors: { exception: ['target_url is invalid'] } }],
		['nested', { errors: { errors: { target_url: ['is invalid'] } } }],
	] as const)('in the shape %s when asked to', async (shape, body) => {
		sim.switches.errorShape = shape;
		const { data } = await api.post(SUBSCRIPTIONS, { ...wanted, target_url: 'nowhere' });

		expect(data).toEqual(body);
	});

	it('nothing to a key of the other environment, and shows it nothing either', async () => {
		api.defaults.headers['x-api-key'] = WRONG_ENVIRONMENT_KEY;
		const credentials = await api.get('/api_public/credentials');
		const employees = await api.get('/employees/employees');

		expect([credentials.status, credentials.data.data]).toEqual([200, []]);
		expect([employees.status, employees.data.data]).toEqual([200, []]);
		expect((await api.get('/employees/employees/512')).status).toBe(404);
		expect((await api.post(SUBSCRIPTIONS, wanted)).status).toBe(422);
	});
});
