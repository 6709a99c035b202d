import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import { aPerson, aUser, calls, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import {
	EVERYONE,
	applyChanges,
	dateStandsAt,
	directoryOf,
	planAndApply,
	planChanges,
	planThenApply,
	reasons,
	results,
	scheduleByHand,
} from './sync.support';

const LAST_DAY = '2026-08-31';

beforeEach(() => {
	dateStandsAt('2026-11-27T12:00:00Z');
});

afterEach(async () => {
	jest.useRealTimers();
	await closeAll();
});

const RULES: IDataObject = {
	...EVERYONE,
	guard: { ...(EVERYONE.guard as IDataObject), deletions: 10, deletionsPercent: 100 },
	timeZone: 'Europe/Madrid',
	deleteAfter: { days: 30 },
	options: { rememberLastDay: 'hrLastDay' },
};

const gone = (about: IDataObject = {}) =>
	aPerson({ terminated_on: LAST_DAY, active: false, ...about });

/** Somebody of another name, with an ID and an email of their own. */
const called = (id: string, name: string, about: IDataObject = {}) =>
	gone({ id, first_name: name, work_email: `${name.toLowerCase()}@corp.example`, ...about });

const remembering = (day: string) => [{ name: 'hrLastDay', value: day }];

const out = (about: IDataObject = {}) =>
	aUser({ state: 'SUSPENDED', suspended: true, attributes: remembering(LAST_DAY), ...about });

const outAs = (id: string, name: string, about: IDataObject = {}) =>
	out({
		...{ username: name.toLowerCase(), email: `${name.toLowerCase()}@corp.example` },
		...{ firstname: name, employeeIdentifier: id, ...about },
	});

const names = ({ state }: JumpCloudSimulator) => state.users.map(({ username }) => username);

/** Makes one user the manager of others. */
function reportTo({ state }: JumpCloudSimulator, manager: string, ...others: string[]): void {
	for (const name of others) state.user(name).manager = state.user(manager)._id;
}

const managerOf = ({ state }: JumpCloudSimulator, name: string) => {
	const { manager } = state.user(name);
	return manager ? state.user(manager).username : manager;
};

/** Noor, who is long gone, with Ines as her manager and Bo and Lea who report to her. */
async function team() {
	const users = [out(), { username: 'ines' }, { username: 'bo' }, { username: 'lea' }];
	const sim = await jumpCloud({ users });
	reportTo(sim, 'ines', 'noor.vidal');
	reportTo(sim, 'noor.vidal', 'bo', 'lea');
	return sim;
}

describe('whoever left long ago', () => {
	it.each([
		['29 days after the last day stays', '2026-09-29T12:00:00Z', ['noor.vidal']],
		['30 days after it is deleted', '2026-09-30T12:00:00Z', []],
		['31 days after it is deleted, too', '2026-10-01T12:00:00Z', []],
		['at the end of the 29th day in the time zone stays', '2026-09-29T21:59:00Z', ['noor.vidal']],
		['at the beginning of the 30th day there is deleted', '2026-09-29T22:00:00Z', []],
	])('%s', async (_case, now, left) => {
		jest.setSystemTime(new Date(now));
		const sim = await jumpCloud({ users: [out()] });
		await planAndApply(sim, [gone()], RULES);
		expect(names(sim)).toEqual(left);
	});

	it('is deleted on the day on which clocks change, by the calendar', async () => {
		const lastDay = '2026-10-24';
		const sim = await jumpCloud({ users: [out({ attributes: remembering(lastDay) })] });
		const rules = { ...RULES, deleteAfter: { days: 1 } };
		// Clocks go back on the 25th in Madrid, so that it has an hour more.
		jest.setSystemTime(new Date('2026-10-24T21:59:00Z'));
		await planAndApply(sim, [gone({ terminated_on: lastDay })], rules);
		expect(names(sim)).toEqual(['noor.vidal']);
		jest.setSystemTime(new Date('2026-10-24T22:00:00Z'));
		await planAndApply(sim, [gone({ terminated_on: lastDay })], rules);
		expect(names(sim)).toEqual([]);
	});

	it('is deleted with one item that says why, in one call that writes, and a second run is quiet', async () => {
		const sim = await jumpCloud({ users: [out(), { username: 'bo' }] });
		const { planned, items } = await planAndApply(sim, [gone()], RULES);

		expect(planned).toMatchObject([
			{
				...{ action: 'delete', reason: 'deleted_after', effectiveAt: null },
				message: expect.stringMatching(/2026-08-31.*for good/),
				changes: [
					{ field: 'state', from: 'SUSPENDED', to: 'DELETED' },
					{ field: 'attributes.hrLastDay', from: LAST_DAY, to: null },
				],
			},
		]);
		expect(results(items)).toEqual(['applied delete']);
		expect(items[0]?.changes).toEqual(planned[0]?.changes);
		expect(calls(sim)).toEqual(['read', 'read schedule', 'search', 'delete']);
		expect(names(sim)).toEqual(['bo']);
		expect((await planChanges(sim, [gone()], RULES)).items).toEqual([]);
		expect(results((await applyChanges(sim, planned)).items)).toEqual(['noop delete']);
	});

	it('goes the whole way: scheduled, suspended by JumpCloud, remembered, deleted', async () => {
		jest.setSystemTime(new Date('2026-08-20T12:00:00Z'));
		const sim = await jumpCloud({ users: [aUser()] });
		const person = gone({ active: true });
		await planAndApply(sim, [person], RULES);
		Object.assign(sim.state.user('noor.vidal'), { state: 'SUSPENDED', suspended: true });
		sim.state.schedules.splice(0);
		for (const [now, left] of [
			['2026-09-01T02:00:00Z', ['noor.vidal']],
			['2026-09-30T02:00:00Z', []],
		] as const) {
			jest.setSystemTime(new Date(now));
			await planAndApply(sim, [gone()], RULES);
			expect(names(sim)).toEqual(left);
		}
	});

	it('is found by the link in a custom attribute as well', async () => {
		const attributes = [...remembering(LAST_DAY), { name: 'factorialId', value: '512' }];
		const sim = await jumpCloud({ users: [out({ employeeIdentifier: '', attributes })] });
		const link = { link: 'customAttribute', linkAttribute: 'factorialId' };
		await planAndApply(sim, [gone()], { ...RULES, ...link });
		expect(names(sim)).toEqual([]);
	});
});

describe('nobody is deleted', () => {
	it.each<[string, IDataObject[], IDataObject]>([
		['who was suspended by IT', [gone()], { attributes: [] }],
		['who remembers another last day', [gone()], { attributes: remembering('2026-08-30') }],
		['whose last day HR has moved', [gone({ terminated_on: '2026-08-30' })], {}],
		['who has no last day', [gone({ terminated_on: null })], {}],
		['whom the list does not have', [aPerson({ id: '7', work_email: 'x@corp.example' })], {}],
		['who is linked to nobody', [gone()], { employeeIdentifier: '' }],
		['who has the access', [gone()], { state: 'ACTIVATED', suspended: false }],
	])('%s', async (_case, people, about) => {
		const sim = await jumpCloud({ users: [out(about)] });
		const { planned } = await planAndApply(sim, people, RULES);
		expect(planned.filter(({ action }) => action === 'delete')).toEqual([]);
		expect(names(sim)).toContain('noor.vidal');
	});

	it('whom HR has taken back before the plan', async () => {
		const sim = await jumpCloud({ users: [out()] });
		const { planned } = await planAndApply(sim, [aPerson()], RULES);
		expect(reasons(planned)).toEqual(['unsuspend rehired']);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});

	it('who is protected by the plan, or by the credential', async () => {
		const protectedUsers = { usernames: 'noor.vidal' };
		const sim = await jumpCloud({ users: [out()] });
		const { planned } = await planAndApply(sim, [gone()], { ...RULES, protectedUsers });
		expect(reasons(planned)).toEqual(['skip protected']);

		const guarded = await jumpCloud({ users: [out()], groups: [{ name: 'Admins' }] });
		const { items } = await planChanges(guarded, [gone()], RULES);
		guarded.state.groups[0]?.members.push(guarded.state.user('noor.vidal')._id);
		Object.assign(guarded.credential, { protectedGroup: 'Admins' });
		expect(results((await applyChanges(guarded, items)).items)).toEqual([
			'refused delete (protected)',
		]);
		expect(reasons((await planChanges(guarded, [gone()], RULES)).items)).toEqual([
			'skip protected',
		]);
		expect([...names(sim), ...names(guarded)]).toEqual(['noor.vidal', 'noor.vidal']);
	});

	it('from a list that is not known to be everybody: the item says so', async () => {
		const sim = await jumpCloud({ users: [out()] });
		const { planned } = await planAndApply(sim, [gone()], { ...RULES, listComplete: '' });
		expect(reasons(planned)).toEqual(['skip not_deleted']);
		expect(planned[0]?.message).toContain('known to be everybody');
		expect(names(sim)).toEqual(['noor.vidal']);
	});

	it('who is going to be activated: that is canceled and told, and the next plan deletes', async () => {
		const sim = await jumpCloud({ users: [out()] });
		scheduleByHand(sim, 'noor.vidal', 'ACTIVATED', '2027-01-01T10:00:00Z');
		const { planned } = await planAndApply(sim, [gone()], RULES);

		expect(reasons(planned)).toEqual(['cancel_schedule would_return', 'skip not_deleted']);
		expect(planned[1]?.message).toContain('2027-01-01T10:00:00.000Z');
		expect(directoryOf(sim)).toHaveLength(1);
		await planAndApply(sim, [gone()], RULES);
		expect(names(sim)).toEqual([]);
	});

	it('with a credential that may only read', async () => {
		const sim = await jumpCloud({ users: [out()] });
		Object.assign(sim.credential, { access: 'readOnly' });
		const { items } = await planAndApply(sim, [gone()], RULES);
		expect(results(items)).toEqual(['refused delete (read_only)']);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('what has changed between plan and apply is refused', () => {
	const CHANGES: Array<[string, (sim: JumpCloudSimulator) => unknown, string]> = [
		[
			'somebody has let them in',
			({ state }) =>
				Object.assign(state.user('noor.vidal'), { state: 'ACTIVATED', suspended: false }),
			'The user is ACTIVATED',
		],
		[
			'the day is forgotten, as Unsuspend does it, and IT has locked them since',
			({ state }) => (state.user('noor.vidal').attributes = []),
			"'attributes.hrLastDay') is nothing",
		],
		[
			'the day is another one',
			({ state }) => (state.user('noor.vidal').attributes = remembering('2026-09-01')),
			"'attributes.hrLastDay') is 2026-09-01",
		],
		[
			'the link is somebody else’s',
			({ state }) => (state.user('noor.vidal').employeeIdentifier = '7'),
			'not linked to this employee',
		],
		[
			'the link is gone',
			({ state }) => (state.user('noor.vidal').employeeIdentifier = ''),
			'not linked to this employee',
		],
		[
			'somebody has scheduled an activation',
			(sim) => scheduleByHand(sim, 'noor.vidal', 'ACTIVATED', '2027-01-01T10:00:00Z'),
			'change the access at 2027-01-01',
		],
		[
			'somebody reports to them',
			(sim) => reportTo(sim, 'noor.vidal', 'bo'),
			'"bo" reports to the user',
		],
	];

	it.each(CHANGES)('%s', async (_case, change, why) => {
		const sim = await jumpCloud({ users: [out(), { username: 'bo' }] });
		const { items: planned } = await planChanges(sim, [gone()], RULES);
		change(sim);
		sim.journal.clear();
		const { items } = await applyChanges(sim, planned);

		expect(results(items)).toEqual(['refused delete (stale)']);
		expect(items[0]?.message).toContain(why);
		expect(sim.journal.writes()).toEqual([]);
		expect(names(sim)).toEqual(['noor.vidal', 'bo']);
	});

	it.each<[string, (item: IDataObject) => IDataObject]>([
		[
			'without the remembered day',
			(item) => ({ ...item, changes: [item.changes].flat().slice(0, 1) }),
		],
		['without the person', (item) => ({ ...item, person: null })],
		[
			'of a user who is linked to nobody',
			(item) => ({ ...item, user: { ...(item.user as IDataObject), link: null } }),
		],
		[
			'of another person',
			(item) => ({ ...item, person: { ...(item.person as IDataObject), employeeId: '7' } }),
		],
		['that was a suspension', (item) => ({ ...item, action: 'suspend' })],
	])('an item %s is no deletion', async (_case, edited) => {
		const sim = await jumpCloud({ users: [out()] });
		const { items } = await planAndApply(sim, [gone()], RULES, (planned) => planned.map(edited));
		expect(items).toMatchObject([{ result: 'refused', reason: 'not_planned' }]);
		expect(names(sim)).toEqual(['noor.vidal']);
	});

	it('somebody whose other change was refused is not deleted', async () => {
		const sim = await jumpCloud({ users: [out()] });
		const { items } = await planAndApply(sim, [gone()], RULES, (planned) => [
			...planned,
			...planned.map((item) => ({ ...item, action: 'shred' })),
		]);
		expect(results(items)).toEqual([
			'refused delete (earlier_change_failed)',
			'refused shred (not_planned)',
		]);
		expect(items[0]?.message).toContain('not deleted');
		expect(names(sim)).toEqual(['noor.vidal']);
	});
});

describe('those who report to them', () => {
	it('get the manager above, and the items say whom', async () => {
		const sim = await team();
		const { planned, items } = await planAndApply(sim, [gone()], RULES);

		const [from, to] = [planned[0]?.user, sim.state.user('ines')._id];
		expect([planned[0]?.changes].flat().slice(2)).toMatchObject([
			{ field: 'reports.bo', from: (from as IDataObject).id, to },
			{ field: 'reports.lea', from: (from as IDataObject).id, to },
		]);
		expect(results(items)).toEqual(['applied delete']);
		expect(items[0]?.changes).toEqual(planned[0]?.changes);
		expect(names(sim)).toEqual(['ines', 'bo', 'lea']);
		expect([managerOf(sim, 'bo'), managerOf(sim, 'lea')]).toEqual(['ines', 'ines']);
		expect((await planChanges(sim, [gone()], RULES)).items).toEqual([]);
	});

	it('who has got another manager since keeps that one', async () => {
		const sim = await team();
		const { items: planned } = await planChanges(sim, [gone()], RULES);
		reportTo(sim, 'lea', 'bo');
		const { items } = await applyChanges(sim, planned);

		expect(results(items)).toEqual(['applied delete']);
		expect([items[0]?.changes].flat().slice(2)).toMatchObject([{ field: 'reports.lea' }]);
		expect([managerOf(sim, 'bo'), managerOf(sim, 'lea')]).toEqual(['lea', 'ines']);
	});

	it.each<[string, (sim: JumpCloudSimulator) => unknown, IDataObject]>([
		['there is no manager above', ({ state }) => (state.user('noor.vidal').manager = null), {}],
		[
			'the manager above is locked',
			({ state }) => Object.assign(state.user('ines'), { state: 'SUSPENDED', suspended: true }),
			{},
		],
		['there must be none', () => undefined, { reportsTo: 'nobody' }],
	])('keep theirs, and nobody is deleted, where %s', async (_case, change, choice) => {
		const sim = await team();
		change(sim);
		const rules = { ...RULES, deleteAfter: { days: 30, ...choice } };
		const { planned } = await planAndApply(sim, [gone()], rules);

		expect(reasons(planned)).toEqual(['skip not_deleted']);
		expect(planned[0]?.message).toContain('manager of "bo", "lea"');
		expect(sim.journal.writes()).toEqual([]);
		expect(managerOf(sim, 'bo')).toBe('noor.vidal');
	});

	it.each<[string, (sim: JumpCloudSimulator) => unknown]>([
		[
			'is locked',
			({ state }) => Object.assign(state.user('ines'), { state: 'SUSPENDED', suspended: true }),
		],
		['is gone', ({ state }) => state.users.splice(1, 1)],
	])('keep theirs, where who was to get them %s by now', async (_case, change) => {
		const sim = await team();
		const { items: planned } = await planChanges(sim, [gone()], RULES);
		change(sim);
		const { items } = await applyChanges(sim, planned);

		expect(results(items)).toEqual(['refused delete (stale)']);
		expect(names(sim)).toContain('noor.vidal');
	});

	it('must not be protected by the credential', async () => {
		const sim = await team();
		const { items: planned } = await planChanges(sim, [gone()], RULES);
		sim.state.addGroup({ name: 'Admins' }).members.push(sim.state.user('bo')._id);
		Object.assign(sim.credential, { protectedGroup: 'Admins' });

		expect(results((await applyChanges(sim, planned)).items)).toEqual([
			'refused delete (protected)',
		]);
		expect(reasons((await planChanges(sim, [gone()], RULES)).items)).toEqual(['skip not_deleted']);
		expect(managerOf(sim, 'bo')).toBe('noor.vidal');
	});

	it('and are deleted by the same plan go first or later, and those below get the one above', async () => {
		const users = [
			out(),
			outAs('513', 'Alma'),
			outAs('514', 'Teo'),
			{ username: 'ines' },
			{ username: 'bo' },
		];
		const sim = await jumpCloud({ users });
		reportTo(sim, 'ines', 'noor.vidal');
		reportTo(sim, 'noor.vidal', 'alma');
		reportTo(sim, 'alma', 'teo', 'bo');
		const people = [gone(), called('513', 'Alma'), called('514', 'Teo')];
		const { items } = await planAndApply(sim, people, RULES);

		expect(results(items)).toEqual(['applied delete', 'applied delete', 'applied delete']);
		expect(names(sim)).toEqual(['ines', 'bo']);
		expect(managerOf(sim, 'bo')).toBe('ines');
		expect((await planChanges(sim, people, RULES)).items).toEqual([]);
	});

	describe('and are to be deleted by the same plan', () => {
		const both = [gone(), called('513', 'Alma')];
		const pair = async (...others: IDataObject[]) => {
			const sim = await jumpCloud({ users: [out(), outAs('513', 'Alma'), ...others] });
			reportTo(sim, 'noor.vidal', 'alma');
			return sim;
		};
		const isOf = (id: string) => (item: IDataObject) =>
			(item.person as IDataObject).employeeId === id;

		it('get the manager above where only that one is deleted', async () => {
			const sim = await pair({ username: 'ines' });
			reportTo(sim, 'ines', 'noor.vidal');
			const { items: planned } = await planChanges(sim, both, RULES);
			const { items } = await applyChanges(sim, planned.filter(isOf('512')));

			expect(results(items)).toEqual(['applied delete']);
			expect(managerOf(sim, 'alma')).toBe('ines');
		});

		it('get the manager above where Begin With holds them back', async () => {
			const sim = await pair({ username: 'ines' });
			reportTo(sim, 'ines', 'noor.vidal');
			await planAndApply(sim, both, { ...RULES, beginWith: { first: 1 } });

			expect(names(sim)).toEqual(['alma', 'ines']);
			expect(managerOf(sim, 'alma')).toBe('ines');
		});

		it('keep the manager, who is not deleted before them, where nobody is above', async () => {
			const sim = await pair();
			const { items: planned } = await planChanges(sim, both, RULES);
			const { items } = await applyChanges(sim, planned.filter(isOf('512')));

			expect(results(items)).toEqual(['refused delete (stale)']);
			expect(items[0]?.message).toContain('"alma"');
			expect(managerOf(sim, 'alma')).toBe('noor.vidal');
		});

		it.each([
			['nobody is above', RULES],
			['there must be none', { ...RULES, deleteAfter: { days: 30, reportsTo: 'nobody' } }],
		])('go first where %s', async (_case, rules) => {
			const sim = await pair();
			const { items } = await planAndApply(sim, both, rules);

			expect(results(items)).toEqual(['applied delete', 'applied delete']);
			expect(names(sim)).toEqual([]);
		});

		it('are reported where each is the manager of the other', async () => {
			const sim = await pair();
			reportTo(sim, 'alma', 'noor.vidal');
			const { planned } = await planAndApply(sim, both, RULES);

			expect(reasons(planned)).toEqual(['skip not_deleted', 'skip not_deleted']);
			expect(names(sim)).toEqual(['noor.vidal', 'alma']);
		});
	});

	it('and was to be deleted, but is back by now, keeps the manager', async () => {
		const sim = await jumpCloud({ users: [out(), outAs('513', 'Alma')] });
		reportTo(sim, 'noor.vidal', 'alma');
		const { items: planned } = await planChanges(sim, [gone(), called('513', 'Alma')], RULES);
		Object.assign(sim.state.user('alma'), { state: 'ACTIVATED', suspended: false });
		const { items } = await applyChanges(sim, planned);

		expect(results(items)).toEqual(['refused delete (stale)', 'refused delete (stale)']);
		expect(managerOf(sim, 'alma')).toBe('noor.vidal');
	});

	it.each([400, 409] as const)(
		'and came at the last moment keep JumpCloud from deleting (%i)',
		async (managerDeletion) => {
			const sim = await jumpCloud({
				users: [out(), { username: 'bo' }],
				switches: { managerDeletion },
			});
			const { items: planned } = await planChanges(sim, [gone()], RULES);
			const run = () => reportTo(sim, 'noor.vidal', 'bo');
			sim.fail({ kind: 'meanwhile', run, method: 'DELETE' });
			const { items } = await applyChanges(sim, planned);

			expect(results(items)).toEqual(['refused delete (not_accepted)']);
			expect(items[0]?.message).toContain('manager of other users');
			expect(names(sim)).toEqual(['noor.vidal', 'bo']);
		},
	);
});

describe('the guard', () => {
	const two = [gone(), called('513', 'Alma')];
	const company = async () => await jumpCloud({ users: [out(), outAs('513', 'Alma')] });

	it.each<[string, IDataObject]>([
		['stops every deletion unless a number says otherwise', {}],
		['stops more than the number', { deletions: 1 }],
	])('%s', async (_case, limit) => {
		const sim = await company();
		const guard = { ...(EVERYONE.guard as IDataObject), ...limit };
		const { error, items } = await planChanges(sim, two, { ...RULES, guard });

		expect(words(error)).toMatch(/2 deletions planned, at most [01] allowed/);
		expect(words(error)).toContain('Noor Vidal, Alma Vidal');
		expect(items).toEqual([]);
	});

	it('lets the number through, and no item of a plan that it has stopped', async () => {
		const sim = await company();
		const guard = { ...(EVERYONE.guard as IDataObject), deletions: 2 };
		expect(reasons((await planChanges(sim, two, { ...RULES, guard })).items)).toHaveLength(2);

		const marked = { ...RULES, guard: { deletions: 1 }, whenGuarded: 'mark' };
		const { items } = await planAndApply(sim, two, marked);
		expect(results(items)).toEqual(['refused delete (guarded)', 'refused delete (guarded)']);
		expect(names(sim)).toEqual(['noor.vidal', 'alma']);
	});

	it('an expression that finds nothing lifts no limit', async () => {
		const sim = await company();
		const { error } = await planChanges(sim, two, {
			...RULES,
			guard: { deletions: '={{ $json.none }}' },
		});
		expect(words(error)).toContain("'Most Deletions' of 'Guard' is not a number");
	});
});

it('one that JumpCloud refuses keeps nobody else, and comes after everything else', async () => {
	const sim = await jumpCloud({
		users: [
			out(),
			outAs('513', 'Alma'),
			outAs('514', 'Teo', { state: 'ACTIVATED', suspended: false, attributes: [] }),
		],
	});
	const people = [
		gone(),
		called('513', 'Alma'),
		called('514', 'Teo', { terminated_on: '2026-11-20' }),
	];
	const { items: planned } = await planChanges(sim, people, RULES);
	sim.fail({ kind: 'status', status: 403, method: 'DELETE', times: 1 });
	sim.journal.clear();
	const { items } = await applyChanges(sim, planned);

	expect(results(items).toSorted()).toEqual([
		'applied delete',
		'applied suspend',
		'failed delete (not_accepted)',
	]);
	expect(calls(sim).filter((call) => ['update', 'delete'].includes(call))).toEqual([
		'update',
		'delete',
		'delete',
	]);
	expect(names(sim)).toHaveLength(2);
});

it.each([
	['the answer was lost', { kind: 'resetAfter' }],
	['the answer was an error', { kind: 'status', status: 503, after: true }],
] as const)('is done as well when %s', async (_case, fault) => {
	const sim = await jumpCloud({ users: [out()] });
	const { items: planned } = await planChanges(sim, [gone()], RULES);
	sim.fail({ ...fault, method: 'DELETE' });
	expect(results((await applyChanges(sim, planned)).items)).toEqual(['applied delete']);
	expect(names(sim)).toEqual([]);
});

it('waits where Begin With holds it back, and goes with a later plan', async () => {
	const sim = await jumpCloud({ users: [out(), outAs('513', 'Alma')] });
	reportTo(sim, 'noor.vidal', 'alma');
	const people = [gone(), called('513', 'Alma')];
	const rules = { ...RULES, beginWith: { first: 1 } };
	const { planned, items } = await planAndApply(sim, people, rules);

	// Nobody is above, so Alma goes first: else she would be left without a manager.
	expect(reasons(planned)).toEqual(['skip later', 'delete deleted_after']);
	expect(results(items)).toEqual(['noop skip (later)', 'applied delete']);
	expect(names(sim)).toEqual(['noor.vidal']);
	expect(reasons((await planAndApply(sim, people, rules)).planned)).toEqual([
		'delete deleted_after',
	]);
	expect(names(sim)).toEqual([]);
});

it('plan and apply in one execution do the same', async () => {
	const sim = await team();
	const { items } = await planThenApply(sim, [gone()], RULES);
	expect(results(items)).toEqual(['applied delete']);
	expect(names(sim)).toEqual(['ines', 'bo', 'lea']);
});

it('is what a report begins with, in plain words', async () => {
	const sim = await team();
	const working = {
		username: 'teo',
		email: 'teo@corp.example',
		firstname: 'Teo',
		lastname: 'Vidal',
		employeeIdentifier: '514',
	};
	sim.state.addUser(working);
	const people = [called('514', 'Teo', { terminated_on: '2026-11-20' }), gone()];
	const options = { rememberLastDay: 'hrLastDay', report: ['text', 'html', 'csv'] };
	const { items } = await planChanges(sim, people, { ...RULES, options });
	const report = items.at(-1);

	expect(report?.headline).toBe('1 account is deleted, 1 person loses access');
	expect(String(report?.text)).toMatch(
		/Accounts deleted \(1\)\n• Noor Vidal.*: The account is deleted\. .*for good.*access: locked → deleted.*manager of bo: Noor Vidal → the next manager above/,
	);
	expect(report?.sections).toMatchObject([
		{ effect: 'deleted', note: expect.stringContaining('cannot') },
		{ effect: 'ends' },
	]);
});

describe('the option', () => {
	it.each<[string, IDataObject, string]>([
		['with Some People', { people: 'some' }, "needs Everyone in 'The Input Is'"],
		['without a memory', { options: {} }, "'Remember the Last Day In'"],
		['without links', { link: 'none', options: {} }, "'Link to Employee' says None"],
		['where nobody is suspended', { leavers: 'never' }, 'Never Suspend'],
	])('%s is refused', async (_case, rules, why) => {
		const sim = await jumpCloud({ users: [out()] });
		const { error } = await planChanges(sim, [gone()], { ...RULES, ...rules });
		expect(words(error)).toContain(why);
		expect(words(error)).toContain('Nothing was planned.');
		expect(sim.journal.all()).toEqual([]);
	});

	it.each([-1, 1.5, 3651, 'soon', true, [30]])('%j is no number of days', async (days) => {
		const sim = await jumpCloud({ users: [out()] });
		const { error } = await planChanges(sim, [gone()], { ...RULES, deleteAfter: { days } });
		expect(words(error)).toContain("'Days After the Last Day' cannot be");
		expect(sim.journal.all()).toEqual([]);
	});

	it.each<[string, IDataObject, string]>([
		['days that are not found', { days: '={{ $json.none }}' }, 'finds nothing'],
		['a choice that is not found', { days: 30, reportsTo: '={{ $json.none }}' }, 'finds nothing'],
		[
			'another choice',
			{ days: 30, reportsTo: 'somebody' },
			"'People Who Report to Them' cannot be",
		],
	])('%s stops the plan', async (_case, deleteAfter, why) => {
		const sim = await jumpCloud({ users: [out()] });
		const { error } = await planChanges(sim, [gone()], { ...RULES, deleteAfter });
		expect(words(error)).toContain(why);
		expect(sim.journal.all()).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['nothing', {}],
		['no days', { days: 0 }],
		['no days, and who gets the reports', { days: 0, reportsTo: 'nobody' }],
	])('with %s deletes nobody, whatever else is chosen', async (_case, deleteAfter) => {
		const sim = await jumpCloud({ users: [out()] });
		const rules = { ...RULES, people: 'some', deleteAfter };
		const { planned } = await planAndApply(sim, [gone()], rules);
		expect(planned).toEqual([]);
		expect(names(sim)).toEqual(['noor.vidal']);
	});
});
