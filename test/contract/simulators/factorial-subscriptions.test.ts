import type { AxiosInstance } from 'axios';
import { startFactorial } from '../../../playground/factorial/simulator';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { clientOf } from './factorial-client';

const SUBSCRIPTIONS = '/api_public/webhook_subscriptions';

describe('subscriptions in the simulated Factorial', () => {
	let sim: FactorialSimulator;
	let api: AxiosInstance;

	beforeEach(async () => {
		sim = await startFactorial();
		api = clientOf(sim);
	});
	afterEach(async () => await sim.close());

	const subscribe = async (type: string, more: object = {}) => {
		const target_url = `https://n8n.example.com/webhook/ab12?event=${type}`;
		const body = { subscription_type: type, target_url, company_id: '4711', ...more };
		return await api.post(SUBSCRIPTIONS, body);
	};

	it('are created with the challenge in clear and the type under its other name', async () => {
		const { status, data } = await subscribe('employees/employee/update', { challenge: 'c-1' });

		expect(status).toBe(201);
		expect(data).toEqual({
			id: expect.stringMatching(/^\d+$/),
			type: 'employees/employee/update',
			target_url: 'https://n8n.example.com/webhook/ab12?event=employees/employee/update',
			company_id: '4711',
			name: null,
			challenge: 'c-1',
			enabled: true,
			api_version: '2026-07-01',
		});
	});

	it('are found by type, by id, and by being switched on', async () => {
		const { data: update } = await subscribe('employees/employee/update');
		const { data: invite } = await subscribe('employees/employee/invite', { enabled: false });
		const found = async (query: string) =>
			(await api.get(`${SUBSCRIPTIONS}?${query}`)).data.data.map((row: { id: string }) => row.id);

		expect(await found('')).toEqual([update.id, invite.id]);
		expect(await found('type=employees/employee/invite')).toEqual([invite.id]);
		expect(await found(`id=${update.id}`)).toEqual([update.id]);
		expect(await found('enabled=true')).toEqual([update.id]);
		expect(await found('enabled=false')).toEqual([update.id, invite.id]);
		expect(await found('company_id=1')).toEqual([]);
	});

	it('change only in what a PUT names, with or without the id in its body', async () => {
		const { data } = await subscribe('employees/employee/update', { challenge: 'c-1' });
		const target_url = 'http://127.0.0.1:1/other';
		const put = async (body: object) => await api.put(`${SUBSCRIPTIONS}/${data.id}`, body);

		expect((await put({ id: data.id, target_url })).data).toEqual({ ...data, target_url });
		expect((await put({ enabled: false })).data).toMatchObject({ target_url, enabled: false });
		expect((await put({ id: '1', enabled: true })).status).toBe(422);
		expect((await api.get(`${SUBSCRIPTIONS}/${data.id}`)).data).toMatchObject({ enabled: false });
	});

	it('are gone after a DELETE, which gives what was deleted', async () => {
		const { data } = await subscribe('employees/employee/update');
		const gone = await api.delete(`${SUBSCRIPTIONS}/${data.id}`);

		expect([gone.status, gone.data]).toEqual([200, data]);
		expect(sim.state.subscriptions).toEqual([]);
		expect((await api.delete(`${SUBSCRIPTIONS}/${data.id}`)).status).toBe(404);
		expect((await subscribe('employees/employee/update')).status).toBe(201);
	});

	it('may be deleted without a word', async () => {
		sim.switches.deleteAnswer = 204;
		const { data } = await subscribe('employees/employee/update');
		const gone = await api.delete(`${SUBSCRIPTIONS}/${data.id}`);

		expect([gone.status, gone.data]).toEqual([204, '']);
	});

	it('may replace one another instead of being refused', async () => {
		sim.switches.subscriptionOverwrite = true;
		const { data: first } = await subscribe('employees/employee/update', { challenge: 'c-1' });
		const second = await subscribe('employees/employee/update', { challenge: 'c-2' });

		expect(second.status).toBe(201);
		expect(sim.state.subscriptions).toMatchObject([{ id: first.id, challenge: 'c-2' }]);
	});

	it('do not show their challenge in the journal', async () => {
		await subscribe('employees/employee/update', { challenge: 'c-1' });

		expect(JSON.stringify(sim.journal.all())).not.toContain('c-1');
		expect(sim.journal.writes()).toMatchObject([{ method: 'POST', status: 201 }]);
	});
});
