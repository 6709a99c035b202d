import type { IDataObject } from 'n8n-workflow';

import {
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
} from '../../../support/jumpcloud';
import { groupsOf, putInto } from '../groups.support';
import { EVERYONE, company, dateStandsAt, results, scheduleByHand } from './sync.support';

afterEach(async () => {
	jest.useRealTimers();
	await closeAll();
});

type Sim = Awaited<ReturnType<typeof jumpCloud>>;

let executions = 0;
const newExecution = () => `in between ${++executions}`;

async function planIn(
	executionId: string,
	sim: Sim,
	people: IDataObject[],
	parameters: IDataObject,
): Promise<IDataObject[]> {
	const { items, error } = await runUser(sim, 'plan', {
		...{ resource: 'sync', executionId, items: people, parameters },
	});
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	return items.filter(({ action }) => action !== 'summary');
}

async function applyIn(executionId: string, sim: Sim, items: IDataObject[]) {
	sim.journal.clear();
	return await runUser(sim, 'apply', { resource: 'sync', executionId, items });
}

const STAGED = { state: 'STAGED' as const };
const COST_UNIT = { attribute: [{ attribute: 'attributes', name: 'costUnit', value: '7' }] };
const JOB = { attribute: [{ attribute: 'jobTitle', value: 'New' }] };
const LATER = '2098-06-30';

describe('two items of one user', () => {
	it.each([
		['a text', 'jobTitle', { jobTitle: 'Chosen by IT' }],
		['a custom attribute', 'attributes.desk', { attributes: [{ name: 'desk', value: 'A1' }] }],
	])('overwrites nothing unseen when %s is added to one of them', async (_case, field, had) => {
		const executionId = newExecution();
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old', ...had })] });
		const people = [aPerson({ terminated_on: LATER })];
		const plan = await planIn(executionId, sim, people, EVERYONE);
		expect(plan.map(({ action }) => action).toSorted()).toEqual(['schedule', 'update']);
		const update = plan.find(({ action }) => action === 'update');
		(update?.changes as IDataObject[]).push({ field, from: null, to: 'Added by Hand' });
		const { items } = await applyIn(executionId, sim, plan);

		expect(sim.state.user('noor.vidal')).toMatchObject({ lastname: 'Old', ...had });
		expect(results(items).toSorted()).toEqual(['applied schedule', 'refused update (stale)']);
	});

	it('adding one entry to the lists loses no other', async () => {
		const executionId = newExecution();
		const attributes = [{ name: 'own', value: 'x' }];
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old', attributes })] });
		const plan = await planIn(executionId, sim, [aPerson({ terminated_on: LATER })], EVERYONE);
		const update = plan.find(({ action }) => action === 'update');
		(update?.changes as IDataObject[]).push({ field: 'attributes.costUnit', from: null, to: '7' });
		await applyIn(executionId, sim, plan);

		expect(sim.state.user('noor.vidal').attributes).toEqual([
			...attributes,
			{ name: 'costUnit', value: '7' },
		]);
	});
});

describe.each([
	['the fuller first', false],
	['the fuller last', true],
])('two plans of one execution in one Apply, %s', (_order, isReversed) => {
	const merged = async (sim: Sim, rules: IDataObject) => {
		const executionId = newExecution();
		const people = [aPerson({ terminated_on: LATER })];
		const full = await planIn(executionId, sim, people, {
			...EVERYONE,
			...rules,
			leavers: 'never',
		});
		const bare = await planIn(executionId, sim, people, EVERYONE);
		const own = bare.filter(({ action }) => action === 'schedule');
		return await applyIn(executionId, sim, isReversed ? [...own, ...full] : [...full, ...own]);
	};

	it('keeps the attributes that neither knows about', async () => {
		const attributes = [{ name: 'own', value: 'x' }];
		const sim = await jumpCloud({ users: [aUser({ attributes })] });
		const { items } = await merged(sim, { attributes: COST_UNIT });

		expect(results(items).toSorted()).toEqual(['applied schedule', 'applied update']);
		expect(sim.state.user('noor.vidal').attributes).toEqual([
			...attributes,
			{ name: 'costUnit', value: '7' },
		]);
	});

	it('takes nothing for changed that only one of them has read', async () => {
		const sim = await jumpCloud({ users: [aUser({ jobTitle: 'Old' })] });
		const { items } = await merged(sim, { attributes: JOB });

		expect(results(items).toSorted()).toEqual(['applied schedule', 'applied update']);
		expect(sim.state.user('noor.vidal').jobTitle).toBe('New');
	});
});

describe.each([
	['some people', {}],
	['everyone', EVERYONE],
])('a plan for %s', (_who, people) => {
	it('replaces no activation that another step here has scheduled since', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({ users: [aUser({ ...STAGED, lastname: 'Old' })] });
		const rules = { ...people, activation: 'firstDay', sendEmailTo: 'none' };
		const person = aPerson({ start_date: '2098-01-01' });
		const plan = await planIn(executionId, sim, [person], rules);
		expect(plan.map(({ action }) => action).toSorted()).toEqual(['schedule', 'update']);
		const { error } = await runUser(sim, 'activate', {
			parameters: {
				...{ ...byEmployee('512'), when: 'at', date: '2098-03-01T08:00:00Z' },
				sendEmailTo: 'none',
			},
		});
		expect(error).toBeUndefined();
		const before = sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString());
		expect(before).toEqual(['2098-03-01T08:00:00.000Z']);
		const { items } = await applyIn(executionId, sim, plan);

		const after = sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString());
		expect(after).toEqual(before);
		expect(results(items).toSorted()).toEqual(['applied update', 'refused schedule (stale)']);
	});

	it('another email is written without another look', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({ users: [aUser({ email: 'old@corp.example' })] });
		const plan = await planIn(executionId, sim, [aPerson()], people);
		await applyIn(executionId, sim, plan);

		expect(calls(sim)).toEqual(['update']);
	});

	it('is applied without another look where nothing is linked', async () => {
		const executionId = newExecution();
		const user = aUser({ lastname: 'Old', employeeIdentifier: '' });
		const sim = await jumpCloud({ users: [user] });
		const rules = { ...people, link: 'none', unlinkedUser: 'always' };
		const plan = await planIn(executionId, sim, [aPerson()], rules);
		expect(plan).toHaveLength(1);
		await applyIn(executionId, sim, plan);

		expect(calls(sim)).toEqual(['update']);
	});

	it('says stale of a user who is gone by now', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old' })] });
		const plan = await planIn(executionId, sim, [aPerson()], people);
		sim.state.users.splice(0);
		const { items } = await applyIn(executionId, sim, plan);

		expect(results(items)).toEqual(['refused update (stale)']);
	});

	it('says stale of a user who is gone by now, and was to leave a group', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
		putInto(sim, 'Sales');
		const rule = { by: 'team', is: 'Sales', group: 'Sales' };
		const rules = { ...people, groupRules: { rule: [rule] } };
		const plan = await planIn(executionId, sim, [aPerson({ team_names: ['Finance'] })], rules);
		expect(plan).toMatchObject([{ action: 'update' }]);
		sim.state.users.splice(0);
		const { items } = await applyIn(executionId, sim, plan);

		expect(results(items)).toEqual(['refused update (stale)']);
	});

	it('several made emails are created without another look', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud();
		const MADE = { noWorkEmail: 'makeFromName', emailDomain: 'corp.example' };
		const all = ['1', '2', '3'].map((id) =>
			aPerson({ id, work_email: null, first_name: `Person${id}` }),
		);
		const plan = await planIn(executionId, sim, all, { ...people, ...MADE });
		await applyIn(executionId, sim, plan);

		expect(calls(sim)).toEqual(['create', 'create', 'create']);
	});

	it('makes no second user with the link in a custom attribute', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud();
		const link = { link: 'customAttribute', linkAttribute: 'hrId' };
		const plan = await planIn(executionId, sim, [aPerson()], { ...people, ...link });
		sim.state.addUser({
			...{ username: 'by.hand', email: 'by.hand@corp.example', firstname: 'Noor' },
			...{ lastname: 'Vidal', attributes: [{ name: 'hrId', value: '512' }] },
		});
		const { items } = await applyIn(executionId, sim, plan);

		expect(results(items)).toEqual(['refused create (stale)']);
		expect(sim.state.users.map(({ username }) => username)).toEqual(['by.hand']);
	});

	it('the same creates twice in one Apply make one user', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud();
		const link = { link: 'customAttribute', linkAttribute: 'hrId' };
		const plan = await planIn(executionId, sim, [aPerson()], { ...people, ...link });
		const { items } = await applyIn(executionId, sim, [...plan, ...plan]);

		expect(results(items)).toEqual(['applied create', 'noop create']);
		expect(sim.state.users).toHaveLength(1);
	});

	it('a suspension scheduled by hand in between at another time of day stays', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({ users: [aUser()] });
		const plan = await planIn(executionId, sim, [aPerson({ terminated_on: LATER })], people);
		scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', '2098-05-01T10:00:00Z');
		await applyIn(executionId, sim, plan);

		expect(sim.state.schedules).toHaveLength(2);
	});

	it('a suspension scheduled by hand in between for the end of another day stays', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({ users: [aUser()] });
		const rules = { ...people, suspensionTime: '18:00', timeZone: 'UTC' };
		const plan = await planIn(executionId, sim, [aPerson({ terminated_on: LATER })], rules);
		scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', '2098-05-01T18:00:00Z');
		dateStandsAt(new Date(Date.now() + 30_000).toISOString());
		const { items } = await applyIn(executionId, sim, plan);

		const at = sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString());
		expect({ at, results: results(items) }).toEqual({
			at: ['2098-05-01T18:00:00.000Z'],
			results: ['refused schedule (stale)'],
		});
	});

	it('a manager who is created just now is set, whoever was manager before', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({
			users: [aUser(), { username: 'boss', email: 'boss@corp.example', firstname: 'B' }],
		});
		sim.state.user('noor.vidal').manager = sim.state.user('boss')._id;
		const newBoss = aPerson({ id: '9', first_name: 'Kim', work_email: 'kim@corp.example' });
		const noor = aPerson({ manager_id: '9' });
		const plan = await planIn(executionId, sim, [noor, newBoss], { ...people, managers: 'keep' });
		const { items } = await applyIn(executionId, sim, plan);

		expect(results(items)).toEqual(['applied update', 'applied create']);
		expect(sim.state.user('noor.vidal').manager).toBe(sim.state.user('kim@corp.example')._id);
	});

	it('whoever was locked out half a minute ago joins no group', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
		const rule = { by: 'team', is: 'Sales', group: 'Sales' };
		const rules = { ...people, groupRules: { rule: [rule] } };
		const plan = await planIn(executionId, sim, [aPerson({ team_names: ['Sales'] })], rules);
		expect(plan).toMatchObject([{ action: 'update' }]);
		Object.assign(sim.state.user('noor.vidal'), { state: 'SUSPENDED', suspended: true });
		dateStandsAt(new Date(Date.now() + 30_000).toISOString());
		const { items } = await applyIn(executionId, sim, plan);

		expect(groupsOf(sim)).toEqual([]);
		expect(items).toMatchObject([{ warnings: ['not_active: Sales'] }]);
	});

	it('whoever was let in by IT half a minute ago keeps their groups', async () => {
		const executionId = newExecution();
		const OUT = { state: 'SUSPENDED' as const, suspended: true };
		const sim = await jumpCloud({ users: [aUser(OUT)], groups: [{ name: 'Sales' }] });
		putInto(sim, 'Sales');
		const rules = { ...people, leaving: { groups: 'all' } };
		const gone = aPerson({ terminated_on: '2025-12-31', active: false });
		const plan = await planIn(executionId, sim, [gone], rules);
		expect(plan).toMatchObject([{ action: 'update', reason: 'terminated' }]);
		Object.assign(sim.state.user('noor.vidal'), { state: 'ACTIVATED', suspended: false });
		dateStandsAt(new Date(Date.now() + 30_000).toISOString());
		const { items } = await applyIn(executionId, sim, plan);

		expect(groupsOf(sim)).toEqual(['Sales']);
		expect(results(items)).toEqual(['refused update (stale)']);
	});

	it('a suspended leaver loses the manager without another look', async () => {
		const executionId = newExecution();
		const sim = await jumpCloud({
			users: [aUser(), { username: 'boss', email: 'boss@corp.example', firstname: 'B' }],
		});
		sim.state.user('noor.vidal').manager = sim.state.user('boss')._id;
		const rules = { ...people, leaving: { manager: 'clear' } };
		const gone = aPerson({ terminated_on: '2025-12-31', active: false });
		const plan = await planIn(executionId, sim, [gone], rules);
		const { items } = await applyIn(executionId, sim, plan);

		expect(results(items)).toEqual(['applied suspend', 'applied update']);
		expect(sim.state.user('noor.vidal').manager).toBeNull();
		expect(calls(sim)).toEqual(['update', 'update']);
	});
});

it('a company of three hundred is changed whole, in one execution', async () => {
	const executionId = newExecution();
	const { people, users } = company(300);
	const sim = await jumpCloud({ users: users.map((user) => ({ ...user, lastname: 'Old' })) });
	const plan = await planIn(executionId, sim, people, EVERYONE);
	const { items } = await applyIn(executionId, sim, plan);

	expect(new Set(results(items))).toEqual(new Set(['applied update']));
	expect(new Set(calls(sim))).toEqual(new Set(['update']));
});
