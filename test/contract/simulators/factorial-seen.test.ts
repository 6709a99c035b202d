import { anEmployee } from '../../../playground/factorial/builders';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { clientOf } from './factorial-client';
import { startDelivering } from './factorial-receiver';
import type { Receiver } from './factorial-receiver';

const SUBSCRIPTIONS = '/api_public/webhook_subscriptions';

describe('the simulated Factorial plays what people have seen', () => {
	let sim: FactorialSimulator;
	let receiver: Receiver;
	let close: () => Promise<void>;

	beforeEach(async () => {
		({ sim, receiver, close } = await startDelivering([
			anEmployee({ id: '40', email: 'rey@corp.example' }),
			anEmployee({ id: '512', email: 'noor@corp.example', manager_id: '40' }),
			anEmployee({ id: '600', email: 'ada@corp.example' }),
		]));
	});
	afterEach(async () => await close());

	const subscribe = async (type: string, more: object = {}, version?: string) =>
		await clientOf(sim, version).post(SUBSCRIPTIONS, {
			...{
				subscription_type: type,
				target_url: `${receiver.url}/webhook/ab12`,
				company_id: '4711',
			},
			...more,
		});
	const bodies = async () => {
		await sim.settled();
		return receiver.received.map(({ body }) => JSON.parse(body));
	};

	it('a hire raises the event of the contract, too', async () => {
		await subscribe('employees/employee/create_with_contract');
		await subscribe('contracts/contract_version/create');
		const { id } = sim.hire({ first_name: 'Bo', last_name: 'Ruiz' });

		expect(await bodies()).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ id }),
				expect.objectContaining({ employee_id: id }),
			]),
		);
	});

	it('a promotion has an event of its own and leaves a version of the contract', async () => {
		await subscribe('contracts/contract_version_request/approve');
		sim.approvePromotion('512', { job_title: 'Head' });

		expect(await bodies()).toMatchObject([{ employee_id: '512', status: 'approved' }]);
		expect(sim.state.contracts).toMatchObject([{ employee_id: '512', job_title: 'Head' }]);
	});

	it('events about contracts and teams need no id of their own', async () => {
		sim.switches.payloadsWithoutId = true;
		await subscribe('contracts/contract_version/create');
		await subscribe('teams/membership/bulk_upsert');
		sim.addContractVersion('512');
		sim.addMemberships([{ employee_id: '40', team_id: '15' }]);

		const told = await bodies();
		expect(told.map(({ employee_id }) => employee_id).sort()).toEqual(['40', '512']);
		expect(told.every((body) => !('id' in body))).toBe(true);
	});

	it.each([
		[
			'quietEmails',
			(to: FactorialSimulator) => to.updateEmployee('512', { email: 'n@corp.example' }),
		],
		['quietLastDays', (to: FactorialSimulator) => to.terminate('600', '2099-02-28')],
		['quietLastDays', (to: FactorialSimulator) => to.unterminate('600')],
	] as const)('by the switch %s a change may raise no event', async (name, act) => {
		sim.terminate('600', '2099-01-31');
		for (const action of ['update', 'terminate', 'unterminate']) {
			await subscribe(`employees/employee/${action}`);
		}
		sim.switches[name] = true;
		act(sim);
		expect(await bodies()).toEqual([]);

		sim.switches[name] = false;
		sim.updateEmployee('512', { email: 'noor@corp.example' });
		expect(await bodies()).toHaveLength(1);
	});

	it('ids are opaque text, for new records as for the cursors between them', async () => {
		sim.switches.idPrefix = 'emp_';
		const { id } = sim.hire({ first_name: 'Bo', last_name: 'Ruiz' });
		const page = async (query: string) =>
			(await clientOf(sim).get(`/employees/employees?${query}`)).data;

		expect(id).toMatch(/^emp_\d+$/);
		expect((await page(`ids[]=${id}`)).data).toMatchObject([{ id, access_id: `access-9${id}` }]);
		const { meta } = await page('limit=3');
		expect((await page(`limit=3&after_id=${meta.end_cursor}`)).data).toMatchObject([{ id }]);
	});

	it.each([
		['2026-07-01', '2025-07-01', 201],
		['2026-07-01', '2026-10-01', 422],
		['2026-10-01', '2026-10-01', 201],
		['2026-10-01', '2025-10-01', 201],
		['2026-10-01', '2025-07-01', 422],
	])('under %s a subscription to the version %s is answered %i', async (path, version, status) => {
		const answer = await subscribe('employees/employee/update', { api_version: version }, path);
		expect(answer.status).toBe(status);
	});

	it('subscriptions that are off may be listed only when they are asked for', async () => {
		await subscribe('employees/employee/update', { enabled: false });
		sim.switches.disabledUnlisted = true;
		const count = async (query: string) =>
			(await clientOf(sim).get(`${SUBSCRIPTIONS}?${query}`)).data.data.length;

		expect(await count('')).toBe(0);
		expect(await count('enabled=false')).toBe(1);
		expect((await subscribe('employees/employee/update')).status).toBe(422);
	});

	it("a person's key shows whose it is, and hears of that person and those they manage", async () => {
		Object.assign(sim.switches, { personsKey: true, personsMayNotSubscribe: false });
		const { data } = await clientOf(sim).get('/api_public/credentials');
		expect(data.data).toMatchObject([{ company_id: '4711', employee_id: '40' }]);
		expect(data.data[0]).not.toHaveProperty('legal_name');

		await subscribe('employees/employee/update');
		for (const id of ['40', '512', '600']) sim.updateEmployee(id, { city: 'Valencia' });
		expect((await bodies()).map(({ id }) => id).sort()).toEqual(['40', '512']);

		sim.switches.personsGetTheirShare = false;
		sim.updateEmployee('600', { city: 'Dublin' });
		expect((await bodies()).map(({ id }) => id)).toContain('600');
	});

	it('leavers keep their teams', async () => {
		sim.addMemberships([{ employee_id: '600', team_id: '15' }]);
		sim.terminate('600', '2024-01-31');

		const { data } = await clientOf(sim).get('/teams/teams');
		expect(data.data).toMatchObject([{ employee_ids: ['600'] }]);
		expect(sim.state.employee('600')).toMatchObject({ active: false, is_terminating: true });
	});
});
