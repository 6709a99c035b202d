import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import {
	GOES_ON,
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import type { UserRun } from '../../support/jumpcloud';
import { idOf } from './groups.support';
import { EVERYONE, applyChanges, planAndApply, planChanges } from './sync/sync.support';
import { CHANGE_ID, WRITING, operationsOf, scheduleSuspension } from './writing.support';

afterEach(closeAll);

const PROTECTED = { protectedGroup: 'Admins' };

const noor = byEmployee('512');

/** Noor is among the admins, Alma through another group, and Bo is like everybody else. */
async function directory() {
	const sim = await jumpCloud({
		users: [
			aUser(),
			{ username: 'bo', email: 'bo@corp.example', employeeIdentifier: '513' },
			{ username: 'alma', employeeIdentifier: '514' },
			{ username: 'root', employeeIdentifier: '515', manager: '' },
		],
		groups: [
			{ name: 'Admins', through: ['Owners'] },
			{ name: 'Owners' },
			{ name: 'Sales' },
			{ name: 'Finance' },
		],
	});
	put(sim, 'noor.vidal', 'Admins', 'Sales');
	put(sim, 'alma', 'Owners');
	scheduleSuspension(sim);
	return sim;
}

function put({ state }: JumpCloudSimulator, username: string, ...names: string[]): void {
	const { _id } = state.user(username);
	for (const { name, members } of state.groups) if (names.includes(name)) members.push(_id);
}

const stateOf = ({ state }: JumpCloudSimulator) =>
	JSON.stringify([state.users, state.groups, state.schedules]);

async function runProtected(sim: JumpCloudSimulator, operation: string, given: UserRun = {}) {
	return await runUser(sim, operation, { credential: PROTECTED, ...given });
}

const count = (sim: JumpCloudSimulator, path: RegExp) =>
	sim.journal.all().filter((entry) => path.test(entry.path)).length;

describe('somebody in the protected group is left alone', () => {
	const PUT_OUT = { state: 'SUSPENDED', suspended: true } as const;

	const WRITES: Array<[string, string, IDataObject, object?]> = [
		['user', 'upsert', {}],
		['user', 'upsert', { additionalFields: { groups: ['Finance'] } }],
		['user', 'update', { ...noor, updateFields: { company: 'Elsewhere' } }],
		['user', 'activate', noor, { state: 'STAGED' }],
		['user', 'activate', { ...noor, when: 'at', date: '2099-06-30' }, { state: 'STAGED' }],
		['user', 'resendActivation', noor, { activated: false }],
		['user', 'suspend', noor],
		['user', 'suspend', { ...noor, when: 'at', date: '2099-06-30' }],
		['user', 'suspend', { ...noor, options: { cancelScheduled: true } }, PUT_OUT],
		['user', 'suspend', { ...noor, options: { rememberLastDay: 'lastDay' } }],
		['user', 'unsuspend', noor, PUT_OUT],
		['user', 'unsuspend', { ...noor, options: { cancelScheduled: true } }],
		['user', 'delete', { ...noor, confirmation: 'noor.vidal' }],
		['userGroup', 'addUser', { ...noor, groups: ['Finance'] }],
		['userGroup', 'removeUser', { ...noor, groups: ['Sales'] }],
		['userGroup', 'removeUser', { ...noor, groups: ['Admins'] }],
		['scheduledChange', 'cancel', { changeId: CHANGE_ID }],
	];

	it('whatever writes', () => {
		// Whoever is protected has a user, so nobody is created.
		expect(operationsOf(WRITES)).toEqual(WRITING.filter((one) => one !== 'user.create'));
	});

	it.each(WRITES)('by %s: %s %j', async (resource, operation, parameters, about = {}) => {
		const sim = await directory();
		Object.assign(sim.state.user('noor.vidal'), about);
		const before = stateOf(sim);
		const { items, error } = await runProtected(sim, operation, {
			resource,
			parameters,
			items: [aPerson('additionalFields' in parameters ? {} : { last_name: 'Prats' })],
		});

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'skipped', reason: 'protected' }]);
		expect(String(items[0]?.message)).toMatch(/Admins.*'Protected Group'/);
		expect(sim.journal.writes()).toEqual([]);
		expect(stateOf(sim)).toBe(before);
	});

	it('also who is in it through another group', async () => {
		const sim = await directory();
		const { items } = await runProtected(sim, 'suspend', { parameters: byEmployee('514') });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'protected', username: 'alma' }]);
		expect(sim.state.user('alma').state).toBe('ACTIVATED');
	});

	it('and the others are not', async () => {
		const sim = await directory();
		const { items, error } = await runProtected(sim, 'suspend', {
			parameters: { user: { __rl: true, mode: 'employeeIdentifier', value: '={{ $json.who }}' } },
			items: ['512', '513', '514', '515'].map((who) => ({ who })),
		});

		expect(error).toBeUndefined();
		expect(items.map(({ action, username }) => `${String(username)} ${String(action)}`)).toEqual([
			...['noor.vidal skipped', 'bo suspended', 'alma skipped', 'root suspended'],
		]);
		expect(count(sim, /membership$/)).toBe(1);
	});

	it('and of several users of one leaver the others go', async () => {
		const sim = await directory();
		const linked = [{ name: 'factorialId', value: '700' }];
		sim.state.user('bo').attributes = linked;
		sim.state.user('noor.vidal').attributes = linked;
		const { items } = await runProtected(sim, 'suspend', {
			parameters: { ...byEmployee('700'), options: { linkAttribute: 'factorialId' } },
			items: [{ id: '700', active: false }],
		});

		expect(items.map(({ action }) => action).toSorted()).toEqual(['skipped', 'suspended']);
		expect(sim.state.user('bo').state).toBe('SUSPENDED');
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});

	it('and keeps the manager, whoever of those is deleted', async () => {
		const sim = await directory();
		sim.state.user('noor.vidal').manager = sim.state.user('bo')._id;
		const parameters = { ...byEmployee('513'), confirmation: 'bo', reports: 'clear' };
		const { items } = await runProtected(sim, 'delete', { parameters });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'protected' }]);
		expect(sim.state.findUser('bo')).toBeDefined();
	});
});

describe('the protected group itself', () => {
	it('gets no members', async () => {
		const sim = await directory();
		const { items } = await runProtected(sim, 'addUser', {
			resource: 'userGroup',
			parameters: { ...byEmployee('513'), groups: ['Admins'] },
		});

		expect(items).toMatchObject([{ action: 'skipped', reason: 'protected' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('keeps nobody out of other groups, and says so', async () => {
		const sim = await directory();
		const { items } = await runProtected(sim, 'upsert', {
			parameters: { additionalFields: { groups: ['Admins', 'Finance'] } },
			items: [aPerson({ id: '600', work_email: 'ida@corp.example', first_name: 'Ida' })],
		});

		expect(items).toMatchObject([{ action: 'created', warnings: ['protected: Admins'] }]);
		const { _id } = sim.state.user('ida@corp.example');
		const joined = sim.state.groups.filter(({ members }) => members.includes(_id));
		expect(joined.map(({ name }) => name)).toEqual(['Finance']);
	});

	it('is no group that a plan manages', async () => {
		const sim = await directory();
		Object.assign(sim.credential, PROTECTED);
		const { error } = await planChanges(sim, [aPerson({ team_names: ['A'] })], {
			groupRules: { rule: [{ by: 'team', is: 'A', group: idOf(sim, 'Admins') }] },
		});

		expect(words(error)).toMatch(/Admins.*protected.*Nothing was planned/);
	});
});

describe('who is protected is read', () => {
	it('only when something is about to be written', async () => {
		const sim = await directory();
		const { items } = await runProtected(sim, 'update', {
			parameters: { ...noor, updateFields: { firstname: 'Noor' } },
		});

		expect(items).toMatchObject([{ action: 'unchanged' }]);
		expect(calls(sim)).not.toContain('list groups');
	});

	it('page by page, to the end', async () => {
		const sim = await directory();
		const admins = sim.state.groups[0];
		const others = Array.from({ length: 230 }, (_, n) => sim.state.addUser({ username: `u${n}` }));
		admins?.members.unshift(...others.map(({ _id }) => _id));
		const { items } = await runProtected(sim, 'suspend', { parameters: noor });

		expect(items).toMatchObject([{ reason: 'protected' }]);
		expect(count(sim, /membership$/)).toBe(3);
	});

	it.each([
		['exists', 'Nobody', /No JumpCloud group has the name or ID 'Nobody'/],
		['is called otherwise', 'admins', /letter case counts/],
	])('and a name by which no group %s stops the write', async (_case, protectedGroup, said) => {
		const sim = await directory();
		const { error } = await runUser(sim, 'suspend', {
			parameters: byEmployee('513'),
			credential: { protectedGroup },
		});

		expect(words(error)).toMatch(said);
		expect(words(error)).toMatch(/'Protected Group'/);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([' ', '\t \n', '\u200b', ',', [], {}, 0, false, true])(
		'and what names nothing (%j) stops the write, and the plan',
		async (protectedGroup) => {
			const sim = await directory();
			const credential = { protectedGroup } as unknown as UserRun['credential'];
			const { error } = await runUser(sim, 'suspend', {
				parameters: byEmployee('513'),
				credential,
			});
			const items = [aPerson({ last_name: 'Prats' })];
			const planned = await runUser(sim, 'plan', { resource: 'sync', items, credential });

			expect(words(error)).toMatch(/protected group is not certain.*'Protected Group'/);
			expect(words(planned.error)).toMatch(/protected group is not certain/);
			expect(sim.journal.writes()).toEqual([]);
		},
	);

	it.each(['', null, undefined])('and an empty field (%j) protects nobody', async (none) => {
		const sim = await directory();
		const credential = { protectedGroup: none } as unknown as UserRun['credential'];
		const { error } = await runUser(sim, 'suspend', { parameters: byEmployee('513'), credential });

		expect(error).toBeUndefined();
		expect(sim.state.user('bo').state).toBe('SUSPENDED');
	});

	it('and a name that two groups have stops the write', async () => {
		const sim = await directory();
		sim.state.addGroup({ name: 'Admins' });
		const { items } = await runProtected(sim, 'suspend', {
			parameters: byEmployee('513'),
			node: GOES_ON,
		});

		expect(items[0]?.message).toMatch(/2 JumpCloud groups have the name 'Admins'/);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('and what cannot be read stops the write', async () => {
		const sim = await directory();
		sim.fail({ kind: 'status', status: 403, path: /membership$/, times: 9 });
		const { error } = await runProtected(sim, 'suspend', { parameters: byEmployee('513') });

		expect(words(error)).toMatch(/could not be read, so nothing is written/);
		expect(sim.journal.writes()).toEqual([]);
	});

	const MEMBER = { type: 'user' };

	it.each([
		['fewer than there are', [{ id: 'a', ...MEMBER }], '5'],
		['one without an ID', [{ id: 'a', ...MEMBER }, MEMBER], '2'],
		['something else than a list', { message: 'later' }, '0'],
	])('and %s stops the write', async (_case, body, total) => {
		const sim = await directory();
		const headers = { 'x-total-count': total };
		sim.mount(`/api/v2/usergroups/${idOf(sim, 'Admins')}/membership`, () => ({
			...{ status: 200, body, headers },
		}));
		const { error } = await runProtected(sim, 'suspend', { parameters: byEmployee('513') });

		expect(words(error)).toMatch(/could not be read, so nothing is written/);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('Plan and Apply', () => {
	const gone = { active: false, terminated_on: '2020-01-31' };
	const leavers = [
		aPerson(gone),
		aPerson({ ...gone, id: '513', work_email: 'bo@corp.example' }),
	] as IDataObject[];

	it('agree: who is protected is planned as such, and nothing is done', async () => {
		const sim = await directory();
		Object.assign(sim.credential, PROTECTED);
		const { planned, items } = await planAndApply(sim, leavers, { leavers: 'now' });

		const ofNoor = ({ person }: IDataObject) => (person as IDataObject).employeeId === '512';
		const kept = planned.filter(ofNoor);
		expect(kept.length).toBeGreaterThan(0);
		expect(kept).toMatchObject(kept.map(() => ({ action: 'skip', reason: 'protected' })));
		expect(new Set(items.filter(ofNoor).map(({ result }) => result))).toEqual(new Set(['noop']));
		const others = items.filter((item) => !ofNoor(item));
		expect(new Set(others.map(({ result }) => result))).toEqual(new Set(['applied']));
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
		expect(sim.state.user('bo').state).toBe('SUSPENDED');
	});

	it('agree for a whole company as well', async () => {
		const sim = await directory();
		Object.assign(sim.credential, PROTECTED);
		const { items } = await planChanges(sim, leavers, EVERYONE);

		const suspended = items.filter(({ action }) => action === 'suspend');
		expect(suspended).toMatchObject([{ user: { username: 'bo' } }]);
		const kept = items.filter(({ reason }) => reason === 'protected');
		expect(kept.length).toBeGreaterThan(0);
	});

	it('refuse what was planned before there was protection', async () => {
		const sim = await directory();
		const { items: planned } = await planChanges(sim, leavers);
		Object.assign(sim.credential, PROTECTED);
		sim.journal.clear();
		const { items } = await applyChanges(sim, planned);

		const ofNoor = items.filter(({ person }) => (person as IDataObject).employeeId === '512');
		expect(ofNoor.length).toBeGreaterThan(0);
		expect(ofNoor).toMatchObject(
			ofNoor.map(() => ({ result: 'refused', reason: 'protected', changes: [] })),
		);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
		expect(sim.state.schedules).toHaveLength(1);
		expect(sim.state.user('bo').state).toBe('SUSPENDED');
		expect(count(sim, /membership$/)).toBe(1);
	});

	it('do not cancel what is scheduled for somebody else than the item says', async () => {
		const sim = await directory();
		const { items: planned } = await planChanges(sim, [leavers[1] ?? {}]);
		Object.assign(sim.credential, PROTECTED);
		const change = { field: 'scheduled.ACTIVATED', from: '2099-12-31T22:59:00.000Z', to: null };
		const edited = planned.map((item) => ({
			...item,
			action: 'cancel_schedule',
			changes: [{ ...change, id: CHANGE_ID }],
		}));
		await applyChanges(sim, edited);

		expect(sim.state.schedules).toHaveLength(1);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('write nothing of anybody where the group does not exist', async () => {
		const sim = await directory();
		const { items: planned } = await planChanges(sim, leavers);
		Object.assign(sim.credential, { protectedGroup: 'Nobody' });
		sim.journal.clear();
		const { items } = await applyChanges(sim, planned);
		const { error } = await planChanges(sim, leavers);

		expect(items).toMatchObject(
			items.map(() => ({ result: 'failed', reason: 'protected_group', changes: [] })),
		);
		expect(words(error)).toContain("'Nobody'");
		expect(sim.journal.writes()).toEqual([]);
	});
});
