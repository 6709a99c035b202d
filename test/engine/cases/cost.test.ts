import type { IDataObject } from 'n8n-workflow';

import { crowd, factorial, runFactorial } from '../../support/factorial';
import { byEmail, byEmployee, calls, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';

/*
 * What a step costs when many items arrive. A list that is asked for once per item is said aloud; anything
 * else costs at most so many calls for each item, and what is the same for all of them is asked once.
 */

afterEach(closeAll);

const MANY = 12;
const ONE_LIST = /^12 of the 12 input items ask for the same list.*'Execute Once'/;
const items = Array.from({ length: MANY }, (_, n) => ({
	...{ id: String(n + 1), email: `person${n}@corp.example`, group: 'Sales', team: 'A' },
}));

const hints = (run: Awaited<ReturnType<typeof runUser>>['run']) =>
	(run.data.resultData.runData.Users?.[0]?.hints ?? []).map(({ message }) => message);

async function directory() {
	return await jumpCloud({
		users: items.map(({ id, email }) => ({
			...{ username: `person${id}.vidal`, email, firstname: 'Person', lastname: 'Vidal' },
			employeeIdentifier: id,
			attributes: [{ name: 'hrId', value: id }],
		})),
		groups: [{ name: 'Sales' }],
	});
}

describe('a list for each item', () => {
	it.each<[string, IDataObject]>([
		['employee', { returnAll: true }],
		['employee', { returnAll: true, include: ['contract', 'teams', 'manager'] }],
		['contractVersion', { returnAll: true }],
		['location', { returnAll: true }],
		['team', { returnAll: true }],
		['webhookSubscription', { returnAll: true }],
	])('of Factorial is said aloud: %s %j', async (resource, parameters) => {
		const sim = await factorial({
			company: {
				employees: crowd(3),
				contracts: [{ employee_id: '1', effective_on: '2022-01-10' }],
				teams: [{ id: '1', name: 'Sales' }],
				locations: [{ id: '1', name: 'Here' }],
			},
		});
		sim.state.subscriptions.push({
			...{ id: '1', type: 'employees/employee/update', target_url: 'https://other.example/in' },
			...{ name: 'Other', challenge: null, enabled: true, api_version: '2026-07-01' },
			company_id: sim.state.company.id,
		});
		const given = { items, parameters };
		const { hints: said } = await runFactorial(sim, resource, 'getAll', given);
		expect(said.map(({ message }) => message)).toContainEqual(expect.stringMatching(ONE_LIST));
		const once = await runFactorial(sim, resource, 'getAll', { ...given, items: [{}] });
		expect(once.hints.map(({ message }) => message).join(' ')).not.toContain('Execute Once');
	});

	it.each<[string, IDataObject]>([
		['user', { returnAll: true }],
		['userGroup', { returnAll: true }],
		['scheduledChange', { returnAll: true }],
	])('of JumpCloud is said aloud: %s', async (resource, parameters) => {
		const sim = await directory();
		const [{ _id: systemUserId } = { _id: '' }] = sim.state.users;
		sim.state.schedules.push({
			...{ scheduledJobId: sim.state.nextId(), systemUserId, state: 'SUSPENDED', sendMail: false },
			scheduledDate: new Date('2098-06-30T21:59:00Z'),
		});
		const { run } = await runUser(sim, 'getAll', { resource, parameters, items });
		expect(hints(run)).toContainEqual(expect.stringMatching(ONE_LIST));
	});
});

describe('an operation on each item', () => {
	const byId = byEmployee('={{ $json.id }}');
	const byHrId = { ...byId, options: { linkAttribute: 'hrId' } };
	const toSales = { groups: '={{ [$json.group] }}' };

	it.each<[string, string, IDataObject, string, number]>([
		['by the employee', 'user', byId, 'get', 1],
		['by email', 'user', byEmail('={{ $json.email }}'), 'get', 1],
		['by a custom attribute', 'user', byHrId, 'get', 2],
		['that changes a value', 'user', { ...byId, updateFields: { department: 'X' } }, 'update', 2],
		['that is in step', 'user', { ...byId, updateFields: {} }, 'update', 1],
		['that suspends', 'user', byId, 'suspend', 3],
		['that puts into a group', 'userGroup', { ...byId, ...toSales }, 'addUser', 3],
	])('%s', async (_what, resource, parameters, operation, each) => {
		const sim = await directory();
		const { error } = await runUser(sim, operation, { resource, parameters, items });
		expect(error).toBeUndefined();
		// What all of them need, such as the groups, is asked once.
		expect(calls(sim).length).toBeLessThanOrEqual(MANY * each + 3);
	});
});
