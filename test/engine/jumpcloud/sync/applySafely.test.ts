import type { IDataObject } from 'n8n-workflow';

import {
	GOES_ON,
	aPerson,
	aUser,
	calls,
	closeAll,
	jumpCloud,
	runUser,
} from '../../../support/jumpcloud';
import { EVERYONE, applyChanges, planAndApply, planChanges, results } from './sync.support';

afterEach(closeAll);

type Sim = Awaited<ReturnType<typeof jumpCloud>>;

const LAST_YEAR = '2025-12-31';
const SUSPENDED = { state: 'SUSPENDED', suspended: true } as const;
const leaver = aPerson({ terminated_on: LAST_YEAR });
const inGroups = (...names: string[]) => ({
	groupRules: { rule: names.map((is) => ({ by: 'team', is, group: is })) },
});

/** The user of `aUser` in every group. */
async function member(about: object, ...groups: string[]) {
	const sim = await jumpCloud({ users: [aUser(about)], groups: groups.map((name) => ({ name })) });
	for (const { members } of sim.state.groups) members.push(sim.state.user('noor.vidal')._id);
	return sim;
}

const groupsLeft = ({ state }: Sim) =>
	state.groups.filter(({ members }) => members.length > 0).map(({ name }) => name);

describe('an item that is refused while it is read', () => {
	const broken: Array<[string, (item: IDataObject) => IDataObject]> = [
		['not_planned', (item) => ({ ...item, changes: [{ field: 'password', from: null, to: 'x' }] })],
		['guarded', (item) => ({ ...item, guarded: true })],
		[
			'plan_too_old',
			(item) => ({ ...item, plan: { ...(item.plan as object), madeAt: '2020-01-01T00:00:00Z' } }),
		],
	];

	it.each(broken)('(%s) holds back letting the same user in', async (reason, spoil) => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED', lastname: 'Old' })] });
		const rules = { activation: 'now', sendEmailTo: 'none' };
		const { items } = await planAndApply(sim, [aPerson()], rules, (planned) =>
			planned.map((item) => (item.action === 'update' ? spoil(item) : item)),
		);

		expect(results(items)).toEqual([
			`refused update (${reason})`,
			'refused activate (earlier_change_failed)',
		]);
		expect(sim.state.user('noor.vidal').state).toBe('STAGED');
		expect(sim.journal.writes()).toEqual([]);
	});

	it('holds back an activation that is to be scheduled, and who is to be let in again', async () => {
		const [, spoil] = broken[0] ?? [];
		const sim = await jumpCloud({
			users: [
				aUser({ ...SUSPENDED, lastname: 'Old' }),
				{
					...aUser({ state: 'STAGED', lastname: 'Old' }),
					username: 'bo',
					email: 'bo@corp.example',
				},
			].map((user, n) => ({ ...user, employeeIdentifier: `${n + 1}` })),
		});
		const people = sim.state.users.map(({ email }, n) =>
			aPerson({ id: `${n + 1}`, work_email: email, ...(n === 1 && { start_date: '2098-01-01' }) }),
		);
		const rules = { rehires: 'unsuspend', activation: 'firstDay', sendEmailTo: 'none' };
		const started = people.map((person) => ({ start_date: LAST_YEAR, ...person }));
		const { items } = await planAndApply(sim, started, rules, (planned) =>
			planned.map((item) => (item.action === 'update' && spoil ? spoil(item) : item)),
		);

		expect(results(items)).toEqual([
			'refused update (not_planned)',
			'refused unsuspend (earlier_change_failed)',
			'refused update (not_planned)',
			'refused schedule (earlier_change_failed)',
		]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('keeps nobody from being suspended', async () => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old' })] });
		const { items } = await planAndApply(sim, [leaver], EVERYONE, (planned) => [
			{ ...planned[0], action: 'update', changes: [] },
			...planned,
		]);

		expect(results(items)).toContain('applied suspend');
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});
});

describe('whoever should leave a group leaves it', () => {
	const mover = aPerson({ team_names: ['Sales'], last_name: 'Prats', private: 'nowhere' });
	const withAlternate = {
		...inGroups('Finance'),
		attributes: { attribute: [{ attribute: 'alternateEmail', value: '={{ $json.private }}' }] },
	};

	it('although an attribute is refused, which is named', async () => {
		const sim = await member({}, 'Finance');
		const { items } = await planAndApply(sim, [mover], withAlternate);

		expect(groupsLeft(sim)).toEqual([]);
		expect(items).toMatchObject([
			{ result: 'failed', reason: 'not_accepted', changes: [{ field: 'groups.Finance' }] },
		]);
		expect(items[0]?.notDone).toEqual(expect.arrayContaining(['alternateEmail', 'lastname']));
		expect(items[0]?.notDone).not.toContain('groups.Finance');
	});

	it('although somebody has changed an attribute since the plan', async () => {
		const sim = await member({}, 'Finance');
		const { items } = await planAndApply(sim, [mover], inGroups('Finance'), (planned) => {
			sim.state.user('noor.vidal').lastname = 'Elsewhere';
			return planned;
		});

		expect(groupsLeft(sim)).toEqual([]);
		expect(items).toMatchObject([{ result: 'failed', reason: 'stale', notDone: ['lastname'] }]);
	});

	it('although another one cannot be left, and the attributes follow', async () => {
		const sim = await member({}, 'Audit', 'Finance', 'Legal');
		const rules = inGroups('Audit', 'Finance', 'Legal');
		const { items } = await planAndApply(sim, [mover], rules, (planned) => {
			const { id } = sim.state.groups[1] ?? {};
			sim.fail({ kind: 'status', status: 403, path: new RegExp(`${id}/members$`) });
			return planned;
		});

		expect(groupsLeft(sim)).toEqual(['Finance']);
		expect(sim.state.user('noor.vidal').lastname).toBe('Prats');
		expect(items).toMatchObject([
			{ result: 'failed', reason: 'not_accepted', notDone: ['groups.Finance'] },
		]);
		expect(items[0]?.message).toContain('"Finance"');
	});

	it('before anything else is done but suspensions', async () => {
		const sim = await member({}, 'Finance');
		sim.state.addUser({ ...aUser(), firstname: 'Bo', username: 'bo', email: 'bo@corp.example' });
		sim.state.user('bo').employeeIdentifier = '600';
		const bo = { id: '600', first_name: 'Bo', work_email: 'bo@corp.example' };
		const newcomer = { id: '700', work_email: 'new@corp.example', team_names: [] };
		const people = [aPerson(newcomer), mover, aPerson({ ...bo, terminated_on: LAST_YEAR })];
		await planAndApply(sim, people, inGroups('Finance'));

		const order = calls(sim).filter((call) => call !== 'read' && call !== 'search');
		expect(order).toEqual(['update', 'read group', 'change group', 'create', 'update']);
		expect(sim.journal.writes()[0]?.body).toEqual({ state: 'SUSPENDED', suspended: true });
	});
});

describe('a last day that is remembered with a change of access', () => {
	const remembered = (from: string | null, to: string | null) => ({
		...{ field: 'attributes.lastDay', from, to },
	});
	const along =
		(change: object) =>
		(planned: IDataObject[]): IDataObject[] =>
			planned.map(
				(item) => ({ ...item, changes: [...[item.changes].flat(), change] }) as IDataObject,
			);
	const lastDayOf = (sim: Sim) =>
		sim.state.user('noor.vidal').attributes.find(({ name }) => name === 'lastDay')?.value;

	it('goes with the suspension in one call, and others stay', async () => {
		const sim = await jumpCloud({ users: [aUser({ attributes: [{ name: 'own', value: 'x' }] })] });
		const { items } = await planAndApply(
			sim,
			[leaver],
			EVERYONE,
			along(remembered(null, LAST_YEAR)),
		);

		expect(results(items)).toEqual(['applied suspend']);
		expect(sim.journal.writes().map(({ body }) => body)).toEqual([
			{
				...SUSPENDED,
				attributes: [
					{ name: 'own', value: 'x' },
					{ name: 'lastDay', value: LAST_YEAR },
				],
			},
		]);
	});

	it('follows a suspension that is scheduled', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const person = aPerson({ terminated_on: '2098-06-30' });
		const { items } = await planAndApply(
			sim,
			[person],
			EVERYONE,
			along(remembered(null, '2098-06-30')),
		);

		expect(results(items)).toEqual(['applied schedule']);
		expect(calls(sim).filter((call) => ['schedule', 'update'].includes(call))).toEqual([
			...['schedule', 'update'],
		]);
		expect(lastDayOf(sim)).toBe('2098-06-30');
	});

	it('is forgotten when somebody is let in again, or what was scheduled is taken back', async () => {
		const attributes = [{ name: 'lastDay', value: LAST_YEAR }];
		const sim = await jumpCloud({ users: [aUser({ ...SUSPENDED, attributes })] });
		const { items } = await planAndApply(
			sim,
			[aPerson()],
			{ rehires: 'unsuspend' },
			along(remembered(LAST_YEAR, null)),
		);

		expect(results(items)).toEqual(['applied unsuspend']);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', attributes: [] });
	});

	it('keeps nobody in when JumpCloud does not take it, and is named', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(
			sim,
			[leaver],
			EVERYONE,
			along({ ...remembered(null, 'x'), field: 'attributes.last_day' }),
		);

		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		expect(items).toMatchObject([
			{ result: 'failed', reason: 'not_accepted', notDone: ['attributes.last_day'] },
		]);
		expect(items[0]?.changes).toMatchObject([{ field: 'state', to: 'SUSPENDED' }]);
	});

	it('is not overwritten when somebody has changed it, and keeps nobody in', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [leaver], EVERYONE, (planned) => {
			sim.state.user('noor.vidal').attributes.push({ name: 'lastDay', value: '1999-01-01' });
			return along(remembered(null, LAST_YEAR))(planned);
		});

		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		expect(lastDayOf(sim)).toBe('1999-01-01');
		expect(items).toMatchObject([
			{ result: 'failed', reason: 'stale', notDone: ['attributes.lastDay'] },
		]);
	});

	it('is a custom attribute and nothing else', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const change = { field: 'lastname', from: 'Vidal', to: 'Prats' };
		const { items } = await planAndApply(sim, [leaver], EVERYONE, along(change));

		expect(results(items)).toEqual(['refused suspend (not_planned)']);
	});
});

describe('ending as failed after all others', () => {
	const STOP = { options: { whenFailed: 'stop' } };
	const bo = { id: '600', first_name: 'Bo', work_email: 'bo@corp.example' };

	/** Two leavers, of whom the first cannot be suspended. */
	async function halfDone(node = {}) {
		const sim = await jumpCloud({
			users: [aUser(), { ...aUser(), username: 'bo', email: 'bo@corp.example' }],
		});
		sim.state.user('bo').employeeIdentifier = '600';
		const people = [leaver, aPerson({ ...bo, terminated_on: LAST_YEAR })];
		const { items: planned } = await planChanges(sim, people, EVERYONE);
		const suspending = planned.filter(({ action }) => action === 'suspend');
		const path = new RegExp(`systemusers/${sim.state.user('noor.vidal')._id}$`);
		const body = { message: 'No such luck' };
		sim.fail({ kind: 'answer', status: 400, body, method: 'PUT', path, times: 9 });
		const run = async (parameters: IDataObject = STOP) =>
			await runUser(sim, 'apply', { resource: 'sync', items: suspending, parameters, node });
		return { sim, run };
	}

	it('does everything for everybody, and says who is concerned, what is open and what to do', async () => {
		const { sim, run } = await halfDone();
		const { items, error } = await run();

		expect(items).toEqual([]);
		expect(sim.state.user('bo').state).toBe('SUSPENDED');
		expect(error?.message).toMatch(/^Not done for Noor Vidal \(employee 512\): suspending them/);
		expect(error?.message).toContain('so they still have access');
		expect(error?.message).toContain('JumpCloud said: No such luck');
		expect(error?.description).toMatch(/Retry.*24 hours.*later comparison/);
		expect(error?.context?.metadata).toEqual({ employee_id: '512', full_name: 'Noor Vidal' });
	});

	it('does what is left when the same items come again', async () => {
		const { sim, run } = await halfDone();
		await run();
		sim.faults.clear();
		const { items, error } = await run();

		expect(error).toBeUndefined();
		expect(results(items).toSorted()).toEqual(['applied suspend', 'noop suspend']);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});

	it('is not what happens unless it is chosen', async () => {
		const { run } = await halfDone();
		const { items, error } = await run({});

		expect(error).toBeUndefined();
		expect(results(items).toSorted()).toEqual(['applied suspend', 'failed suspend (not_accepted)']);
	});

	it('with On Error: Continue lets each item out, the failed ones with their error', async () => {
		const { run } = await halfDone(GOES_ON);
		const { items, leaving } = await run();

		const failed = items.findIndex(({ result }) => result === 'failed');
		expect(items[failed]).toMatchObject({
			error: expect.stringContaining('No such luck'),
			notDone: ['state'],
		});
		expect(leaving[failed]?.pairedItem).toEqual({ item: failed });
		expect(items.filter(({ error }) => error === undefined)).toHaveLength(1);
	});

	it('says until when it matters, and what of a new user exists', async () => {
		const sim = await jumpCloud({ groups: [{ name: 'Sales' }] });
		const person = aPerson({ team_names: ['Sales'], start_date: '2098-01-01' });
		const rules = { activation: 'firstDay', sendEmailTo: 'none', ...inGroups('Sales') };
		const { items: planned } = await planChanges(sim, [person], rules);
		sim.fail({ kind: 'status', status: 403, path: /members$/ });
		const { error } = await applyChanges(sim, planned, STOP);
		sim.fail({ kind: 'status', status: 403, path: /members$/ });
		const { items } = await applyChanges(sim, planned);

		expect(error?.message).toContain('2098-01-01 07:00 UTC');
		expect(error?.message).toContain('the user "noor.vidal" exists');
		expect(error?.message).toContain('groups.Sales');
		expect(items).toMatchObject([{ result: 'failed', user: { username: 'noor.vidal' } }]);
		expect(items[0]?.notDone).toEqual(['groups.Sales', 'scheduled.ACTIVATED']);
	});

	it('names ten of many', async () => {
		const sim = await jumpCloud({});
		const people = Array.from({ length: 12 }, (_, n) =>
			aPerson({ id: `${n + 1}`, first_name: `P${n}`, work_email: `p${n}@corp.example` }),
		);
		const { items: planned } = await planChanges(sim, people);
		sim.fail({ kind: 'status', status: 403, times: 99, method: 'POST', path: /systemusers$/ });
		const { error } = await applyChanges(sim, planned, STOP);

		expect(error?.message).toContain('(and 11 more, see below)');
		expect(error?.description).toMatch(/P9 Vidal \(employee 10\).*and 2 more/);
		expect(error?.description).not.toContain('P10');
	});
});
