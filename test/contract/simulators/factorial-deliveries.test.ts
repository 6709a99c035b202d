import { anEmployee } from '../../../playground/factorial/builders';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { clientOf } from './factorial-client';
import { startDelivering } from './factorial-receiver';
import type { Receiver, Script } from './factorial-receiver';

const HUGE = '18446744073709999';

describe('deliveries of the simulated Factorial', () => {
	let sim: FactorialSimulator;
	let receiver: Receiver;
	let close: () => Promise<void>;
	let statusOf: Script;

	beforeEach(async () => {
		statusOf = () => ({ status: 200 });
		({ sim, receiver, close } = await startDelivering(
			[anEmployee({ id: '512', email: 'noor@corp.example' })],
			(call) => statusOf(call),
		));
	});
	afterEach(async () => await close());

	const subscribe = async (type: string, more: object = {}) => {
		const { data, status } = await clientOf(sim).post('/api_public/webhook_subscriptions', {
			subscription_type: type,
			target_url: `${receiver.url}/webhook/ab12?event=${type}`,
			company_id: '4711',
			...more,
		});
		expect(status).toBe(201);
		return data.id as string;
	};
	const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));

	it('carry the bare record, the challenge and the author', async () => {
		await subscribe('employees/employee/update', { challenge: 'c-1' });
		const author = { id: '33', type: 'employee' } as const;
		const noor = sim.updateEmployee('512', { last_name: 'Vidal Ruiz' }, { author });
		await sim.settled();

		expect(bodies()).toEqual([noor]);
		expect(receiver.received[0]).toMatchObject({
			url: '/webhook/ab12?event=employees/employee/update',
			headers: {
				'content-type': 'application/json',
				'x-factorial-wh-challenge': 'c-1',
				'x-factorial-author-id': '33',
				'x-factorial-author-type': 'employee',
			},
		});
		expect(sim.deliveries).toMatchObject([{ state: 'delivered', attempts: [{ status: 200 }] }]);
	});

	it('have neither challenge nor author when there is none', async () => {
		await subscribe('employees/employee/update');
		sim.updateEmployee('512', { city: 'Vigo' });
		await sim.settled();

		const names = Object.keys(receiver.received[0]?.headers ?? {});
		expect(names.filter((name) => name.startsWith('x-factorial'))).toEqual([]);
	});

	it.each([
		['employees/employee/terminate', () => sim.terminate('512', '2099-12-31')],
		['employees/employee/invite', () => sim.invite('512')],
		[
			'employees/employee/set_regular_access_start_date',
			() => sim.setRegularAccessStartDate('512'),
		],
		['contracts/contract_version/create', () => sim.addContractVersion('512')],
		['teams/membership/create', () => sim.addMembership({ employee_id: '512', team_id: '15' })],
	])('announce %s to its subscriber alone', async (type, act) => {
		await subscribe(type);
		await subscribe('employees/employee/unterminate');
		const record = act();
		await sim.settled();

		expect(bodies()).toEqual([record]);
		expect(receiver.received[0]?.url).toContain(type);
	});

	it('tell the end of a contract version or a membership with the record as it was', async () => {
		await subscribe('contracts/contract_version/delete');
		await subscribe('teams/membership/delete');
		const version = sim.addContractVersion('512', { job_title: 'Auditor' });
		const membership = sim.addMembership({ employee_id: '512', team_id: '15' });
		sim.deleteContractVersion(version.id);
		sim.removeMembership(membership.id);
		await sim.settled();

		expect(bodies()).toEqual(expect.arrayContaining([version, membership]));
		expect(sim.state.contracts).toEqual([]);
		expect(sim.state.memberships).toEqual([]);
	});

	it('say nothing of the day on which a termination takes effect', async () => {
		await subscribe('employees/employee/update');
		await subscribe('employees/employee/terminate');
		sim.clock.set('2026-11-20T09:00:00Z');
		sim.terminate('512', '2026-11-30');
		sim.clock.set('2026-12-05T09:00:00Z');
		await sim.settled();

		expect(sim.state.employee('512')?.active).toBe(false);
		expect(bodies()).toMatchObject([{ terminated_on: '2026-11-30', active: true }]);
	});

	it('announce a hire without the emails that the record has', async () => {
		await subscribe('employees/employee/create_with_contract');
		const { id } = sim.hire({ first_name: 'Zoë', last_name: 'Ng', email: 'zoe@corp.example' });
		sim.switches.nullEmailsInCreatePayload = false;
		sim.hire({ first_name: 'Bo', last_name: 'Li', email: 'bo@corp.example' });
		await sim.settled();

		expect(bodies()).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ id, email: null, login_email: null }),
				expect.objectContaining({ email: 'bo@corp.example' }),
			]),
		);
		expect(sim.state.employee(id)?.email).toBe('zoe@corp.example');
	});

	it('carry ids as digits for an older subscription, exact beyond 2^53', async () => {
		await subscribe('employees/employee/create_with_contract', { api_version: '2026-04-01' });
		sim.hire({ id: HUGE, first_name: 'Zoë', last_name: 'Ng', company_identifier: '0815' });
		await sim.settled();

		const [{ body } = { body: '' }] = receiver.received;
		expect(body).toContain(`"id":${HUGE},`);
		expect(body).toContain('"company_id":4711,');
		expect(body).toContain('"company_identifier":"0815"');
	});

	it('stay as they were when the record changes before they arrive', async () => {
		await subscribe('employees/employee/update');
		statusOf = (call) => ({ status: call === 1 ? 503 : 200 });
		sim.updateEmployee('512', { last_name: 'First' });
		sim.updateEmployee('512', { last_name: 'Second' }, { silent: true });
		await sim.settled();

		expect(sim.deliveries).toHaveLength(1);
		expect(bodies().map(({ last_name }) => last_name)).toEqual(['First', 'First']);
		expect(sim.state.employee('512')?.last_name).toBe('Second');
	});

	it.each([
		['an error', { status: 500 }],
		['a refusal', { status: 401 }],
		['a redirect, which is not followed', { status: 302, location: '/elsewhere' }],
	])('are tried 20 times against %s, then the subscription is off', async (_what, answer) => {
		const id = await subscribe('employees/employee/update');
		statusOf = () => answer;
		sim.updateEmployee('512', { city: 'Vigo' });
		await sim.settled();
		sim.updateEmployee('512', { city: 'Lugo' });
		await sim.settled();

		expect(receiver.received).toHaveLength(20);
		expect(receiver.received.every(({ url }) => url.startsWith('/webhook/'))).toBe(true);
		expect(sim.state.subscriptions).toMatchObject([{ id, enabled: false }]);
		expect(sim.deliveries).toMatchObject([{ state: 'failed' }]);
	});

	it('are tried again when nobody answers at all', async () => {
		await subscribe('employees/employee/update');
		await receiver.close();
		sim.updateEmployee('512', { city: 'Vigo' });
		await sim.settled();

		expect(sim.deliveries[0]?.attempts).toHaveLength(20);
		expect(sim.deliveries[0]?.attempts[0]?.error).toContain('ECONNREFUSED');
	});

	it('missed while a subscription was off are not made up for', async () => {
		const id = await subscribe('employees/employee/update', { enabled: false });
		sim.updateEmployee('512', { city: 'Vigo' });
		await clientOf(sim).put(`/api_public/webhook_subscriptions/${id}`, { enabled: true });
		sim.updateEmployee('512', { city: 'Lugo' });
		await sim.settled();

		expect(bodies().map(({ city }) => city)).toEqual(['Lugo']);
	});

	it('follow a subscription that is repointed between two attempts', async () => {
		await subscribe('employees/employee/update');
		statusOf = (call) => {
			for (const row of sim.state.subscriptions) row.target_url = `${receiver.url}/moved`;
			return { status: call === 1 ? 503 : 200 };
		};
		sim.updateEmployee('512', { city: 'Vigo' });
		await sim.settled();

		expect(receiver.received.map(({ url }) => url.split('?')[0])).toEqual([
			'/webhook/ab12',
			'/moved',
		]);
		expect(sim.deliveries).toMatchObject([{ state: 'delivered' }]);
	});

	it('stop when the subscription is deleted between two attempts', async () => {
		await subscribe('employees/employee/update');
		statusOf = () => {
			sim.state.subscriptions.length = 0;
			return { status: 503 };
		};
		sim.updateEmployee('512', { city: 'Vigo' });
		await sim.settled();

		expect(receiver.received).toHaveLength(1);
		expect(sim.deliveries).toMatchObject([{ state: 'failed' }]);
	});

	it('that get no answer are named when the deadline passes', async () => {
		await subscribe('employees/employee/update');
		statusOf = () => undefined;
		sim.updateEmployee('512', { city: 'Vigo' });

		await expect(sim.settled(20)).rejects.toThrow('employees/employee/update to http');
	});

	describe('with the variants that cannot be ruled out', () => {
		it('may lose the query of the address', async () => {
			sim.switches.dropQuery = true;
			await subscribe('employees/employee/update');
			sim.updateEmployee('512', { city: 'Vigo' });
			await sim.settled();

			expect(receiver.received.map(({ url }) => url)).toEqual(['/webhook/ab12']);
		});

		it('may come twice', async () => {
			sim.switches.duplicateDeliveries = true;
			await subscribe('employees/employee/update');
			const noor = sim.updateEmployee('512', { city: 'Vigo' });
			await sim.settled();

			expect(bodies()).toEqual([noor, noor]);
		});

		it('may come in reverse order', async () => {
			sim.switches.outOfOrder = true;
			await subscribe('employees/employee/update');
			for (const city of ['Vigo', 'Lugo', 'Soria']) sim.updateEmployee('512', { city });
			await sim.settled();

			const times = bodies().map(({ city }) => city);
			expect(times).toEqual(['Soria', 'Lugo', 'Vigo']);
		});

		it('may put an import into one array', async () => {
			await subscribe('employees/employee/update');
			const { id } = sim.hire({ first_name: 'Bo', last_name: 'Li' });
			const changes = [
				{ id: '512', city: 'Vigo' },
				{ id, city: 'Lugo' },
			];
			const one = sim.updateEmployees(changes);
			await sim.settled();
			expect(bodies()).toEqual(expect.arrayContaining(one));

			sim.switches.bulkPayloadAsArray = true;
			const both = sim.updateEmployees(changes);
			await sim.settled();
			expect(bodies().slice(2)).toEqual([both]);
		});
	});
});
