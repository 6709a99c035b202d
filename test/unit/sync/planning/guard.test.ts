import {
	GUARDED_KINDS,
	countsOf,
	guard,
	isFirstStopped,
} from '../../../../nodes/JumpCloud/sync/guard';
import type { GuardLimits, GuardedKind } from '../../../../nodes/JumpCloud/sync/guard';
import type { PlanUser, SyncRules } from '../../../../nodes/JumpCloud/sync/rules';
import type { PlanInput } from '../../../../nodes/JumpCloud/sync/plan';
import type { PersonInput } from '../../../../nodes/JumpCloud/sync/person';
import { aPerson, aRule, aUser, inShort } from './building';
import { entriesOf, planFor } from './carryOut';
import { directoryOf } from './worlds';
import type { World } from './worlds';

const NO_LIMITS = Object.fromEntries(GUARDED_KINDS.map((kind) => [kind, {}])) as GuardLimits;

/** A company of twenty, of whom some leave on a day, and some are new. */
function company(leaving: number, lastDay: string, joining = 0): World {
	const ids = Array.from({ length: 20 }, (_, n) => String(n));
	// Nobody has the ID 0.
	const numberOf = (id: string) => (id === '0' ? '20' : id);
	const person = (id: string) => ({
		...{ employeeId: numberOf(id), email: `p${id}@corp.example`, firstName: `P${id}` },
	});
	const people = ids.map((id, n) =>
		aPerson({ ...person(id), lastDay: n < leaving ? lastDay : null }),
	);
	const users = ids.map((id) =>
		aUser({
			id: `u${id}`,
			username: `p${id}.vidal`,
			email: `p${id}@corp.example`,
			firstname: `P${id}`,
			employeeIdentifier: numberOf(id),
		}),
	);
	const joiners = Array.from({ length: joining }, (_, n) => aPerson(person(`9${n}`)));
	const rules = aRule({ everyone: true });
	return { people: [...people, ...joiners], users, pending: [], members: {}, rules };
}

function alarms(world: World, limits: Partial<GuardLimits>, more: Partial<Guarded> = {}) {
	const { rules } = world;
	const directory = directoryOf(world);
	return guard({
		...{ plan: planFor(world), directory, rules, limits: { ...NO_LIMITS, ...limits } },
		...more,
	});
}

describe('the guard', () => {
	it.each([
		['as many as a number allows', 3, { most: 3 }, []],
		['one more', 4, { most: 3 }, [{ kind: 'suspensions', count: 4, allowed: 3, of: 20 }]],
		['as many as a share allows', 2, { mostPercent: 10 }, []],
		['one more than a share', 3, { mostPercent: 10 }, [{ count: 3, allowed: 2 }]],
		['more than the smaller of the two', 3, { most: 10, mostPercent: 10 }, [{ allowed: 2 }]],
		['none, where none is allowed', 1, { most: 0 }, [{ allowed: 0 }]],
	])('lets or stops suspensions: %s', (_case, leaving, suspensions, expected) => {
		const found = alarms(company(leaving, '2026-01-31'), { suspensions });
		expect(found).toMatchObject(expected);
		expect(found).toHaveLength(expected.length);
	});

	it('counts suspensions that are only scheduled', () => {
		const world = company(12, '2027-01-31');
		expect(alarms(world, { suspensions: { mostPercent: 10 } })).toMatchObject([{ count: 12 }]);
	});

	it('rounds a share up, so that one person does not stop a small company', () => {
		const world = company(1, '2026-01-31');
		expect(alarms(world, { suspensions: { mostPercent: 1 } })).toEqual([]);
	});

	it('takes a share with a fraction exactly: 1.1 % of 3,000 is 33', () => {
		const [decision] = planFor(company(1, '2026-01-31')).decisions;
		const decisions = Array.from({ length: 34 }, () => decision ?? { input: null, entries: [] });
		const users = new Set(Array.from({ length: 3000 }, (_, n) => `u${n}`));
		const matched = { users, withAccess: users };
		const plan = { ...planFor(company(0, '')), decisions, matched, people: 3000 };
		const limits = { suspensions: { mostPercent: 1.1 } };
		expect(alarms(company(0, ''), limits, { plan })).toMatchObject([{ count: 34, allowed: 33 }]);
	});

	it('counts creations and changes in all', () => {
		const world = company(2, '2026-01-31', 3);
		expect(alarms(world, { creations: { most: 2 }, changes: { most: 4 } })).toMatchObject([
			{ kind: 'creations', count: 3 },
			{ kind: 'changes', count: 5 },
		]);
	});

	describe('takes a share of whom the plan could do it to', () => {
		const more = (count: number, about: (n: number) => Partial<PlanUser>) =>
			Array.from({ length: count }, (_, n) =>
				aUser({
					...{ id: `m${n}`, username: `m${n}`, email: `m${n}@corp.example`, firstname: `M${n}` },
					...{ employeeIdentifier: `m${n}`, ...about(n) },
				}),
			);
		const theirs = (count: number, about: Partial<PlanInput>) =>
			Array.from({ length: count }, (_, n) =>
				aPerson({
					...{ employeeId: `m${n}`, email: `m${n}@corp.example`, firstName: `M${n}`, ...about },
				}),
			);
		const share = (mostPercent: number) => ({ mostPercent });
		const gone = company(20, '2026-01-31');
		const [none, locked] = [company(0, ''), { state: 'SUSPENDED' }];
		const left = { lastDay: '2020-01-31', active: false };
		const suspended = none.users.map((user) => ({ ...user, ...locked }));

		it.each<[string, GuardedKind, World, Partial<SyncRules>, number, number]>([
			[
				'not of users with a link that nobody of the input has',
				'suspensions',
				{ ...gone, users: [...gone.users, ...more(200, () => ({}))] },
				{},
				20,
				2,
			],
			[
				'not of users who have no access that could be taken',
				'suspensions',
				{
					...gone,
					users: [...gone.users, ...more(200, (n) => ({ state: n % 2 ? 'STAGED' : 'SUSPENDED' }))],
					people: [...gone.people, ...theirs(200, {})],
				},
				{},
				20,
				2,
			],
			[
				'of orphans, too, where they are suspended',
				'suspensions',
				{ ...none, people: none.people.slice(0, 5) },
				{ absent: 'suspend' },
				15,
				2,
			],
			[
				'of suspended users, who can be let in',
				'lettingIn',
				{ ...none, users: suspended },
				{ rehires: 'unsuspend' },
				20,
				2,
			],
			[
				'of staged users, who can be let in',
				'lettingIn',
				{ ...none, users: none.users.map((user) => ({ ...user, state: 'STAGED' })) },
				{ activation: 'now' },
				20,
				2,
			],
			[
				'not of those who are out for good',
				'emails',
				{
					...none,
					users: [...none.users, ...more(200, () => locked)],
					people: [
						...none.people.map((one, n) => ({ ...one, email: `new${n}@corp.example` })),
						...theirs(200, left),
					],
				},
				{},
				20,
				2,
			],
			[
				'not of protected users',
				'emails',
				{
					...none,
					users: [...none.users, ...more(200, () => ({}))],
					people: [
						...none.people.map((one, n) => ({ ...one, email: `new${n}@corp.example` })),
						...theirs(200, {}),
					],
				},
				{
					protectedUsers: {
						...{ emails: new Set<string>(), usernames: new Set<string>() },
						ids: new Set(more(200, () => ({})).map(({ id }) => id)),
					},
				},
				20,
				2,
			],
			[
				'of those whom nobody can read',
				'unreadable',
				{
					...none,
					people: none.people.map((one) => ({ ...one, employeeId: '', active: 'maybe' })),
				},
				{},
				20,
				2,
			],
			[
				'of suspended users, who get another name as well',
				'names',
				{
					...none,
					users: suspended,
					people: none.people.map((one, n) => ({ ...one, lastName: `Ode${n}` })),
				},
				{},
				20,
				2,
			],
		])('%s', (_case, kind, world, rules, count, allowed) => {
			const given = { ...world, rules: { ...world.rules, ...rules } };
			expect(alarms(given, { [kind]: share(10) })).toMatchObject([{ kind, count, allowed }]);
			expect(alarms(given, { [kind]: share(100) })).toEqual([]);
		});
	});

	it('takes no share of fewer than ten users: a first synchronisation has only numbers', () => {
		const world = { ...company(0, '', 3), users: [] };
		expect(alarms(world, { creations: { mostPercent: 10 } })).toEqual([]);
		expect(alarms(world, { creations: { most: 22 } })).toMatchObject([{ count: 23 }]);
	});

	it.each([
		['nobody at all', []],
		[
			'one item that says nothing',
			[aPerson({ employeeId: undefined, email: null, firstName: '', lastName: '' })],
		],
	])('stops a whole company of %s', (_case, people) => {
		expect(alarms({ ...company(0, ''), people }, {})).toEqual([{ kind: 'empty' }]);
		const some = { ...company(0, ''), people, rules: aRule() };
		expect(alarms(some, {})).toEqual([]);
		expect(planFor(some).decisions).toEqual([]);
	});
});

it('takes no share of some people: each of them would be too many', () => {
	const world = { ...company(12, '2026-01-31'), rules: aRule() };
	const limits = { suspensions: { most: 20, mostPercent: 10 } };
	expect(alarms(world, limits)).toEqual([]);
	expect(alarms({ ...world, rules: aRule({ everyone: true }) }, limits)).toHaveLength(1);
});

type Guarded = Parameters<typeof guard>[0];

describe('everything that hurts is counted', () => {
	const world = (...[change, rules]: [Partial<PlanUser>, Partial<SyncRules>]): World => {
		const { users, ...rest } = company(0, '');
		return {
			...{ ...rest, users: users.map((user) => ({ ...user, ...change })) },
			rules: aRule({ everyone: true, ...rules }),
		};
	};

	it.each<[GuardedKind, World]>([
		['lettingIn', world({ state: 'SUSPENDED' }, { rehires: 'unsuspend' })],
		['lettingIn', world({ state: 'STAGED' }, { activation: 'now' })],
	])('%s', (kind, given) => {
		expect(alarms(given, { [kind]: { most: 19 } })).toMatchObject([{ kind, count: 20 }]);
		expect(alarms(given, { [kind]: { most: 20 } })).toEqual([]);
	});

	it('suspensions that are taken back let in, and those that are only moved do not', () => {
		const given = company(0, '');
		const pending = given.users.map(({ id }) => ({
			...{ id: `s${id}`, userId: id, state: 'SUSPENDED' as const },
			at: new Date('2026-12-31T22:59:00Z'),
		}));
		expect(alarms({ ...given, pending }, { lettingIn: { most: 19 } })).toMatchObject([
			{ kind: 'lettingIn', count: 20 },
		]);
		const moved = { ...company(20, '2027-03-31'), pending };
		expect(alarms(moved, { lettingIn: { most: 0 } })).toEqual([]);
	});

	it('new emails of those who have one', () => {
		const given = company(0, '', 3);
		const people = given.people.map((person, n) => ({ ...person, email: `new${n}@corp.example` }));
		expect(alarms({ ...given, people }, { emails: { most: 19 } })).toMatchObject([
			{ kind: 'emails', count: 20, of: 20 },
		]);
	});

	it('group removals, each, and groups that nobody would be left in', () => {
		const given = company(0, '');
		const ids = given.users.map(({ id }) => id);
		const out = (from: number) =>
			given.people.map((person, n) => ({
				...person,
				groups: n >= from ? { in: [], out: ['g1', 'g2'] } : { in: ['g1', 'g2'], out: [] },
			}));
		const members = { g1: ids, g2: ids.slice(0, 1) };
		const limits = { groupRemovals: { most: 20 }, emptiedGroups: { most: 0 } };
		// One member who leaves may well be the last one.
		expect(alarms({ ...given, people: out(0), members }, limits)).toMatchObject([
			{ kind: 'groupRemovals', count: 21 },
			{ kind: 'emptiedGroups', count: 1 },
		]);
		expect(alarms({ ...given, people: out(1), members }, limits)).toEqual([]);
	});

	it.each([
		['whoever is suspended is in a group by name only', [2], 1],
		['of one active member and others it is the last one who leaves', [1, 2], 0],
	])('%s', (_case, suspended, emptied) => {
		const given = company(0, '');
		const users = given.users.map((user, n) =>
			suspended.includes(n) ? { ...user, state: 'SUSPENDED' } : user,
		);
		const people = given.people.map((person) => ({ ...person, groups: { in: [], out: ['g1'] } }));
		const world = { ...given, users, people, members: { g1: ['u0', 'u1', 'u2'] } };
		expect(alarms(world, { emptiedGroups: { most: 0 } })).toHaveLength(emptied);
	});

	it.each([
		['one leaves the group, the other is suspended by the same plan', ['u0', 'u1'], 1],
		['and one who stays is left', ['u0', 'u1', 'u2'], 0],
	])('a group of which %s', (_case, g1, emptied) => {
		const given = company(1, '2026-01-31');
		const people = given.people.map((person, n) => ({
			...person,
			groups: n === 1 ? { in: [], out: ['g1'] } : { in: [], out: [] },
		}));
		const world = { ...given, people, members: { g1 } };
		expect(alarms(world, { emptiedGroups: { most: 0 } })).toHaveLength(emptied);
	});

	it('a group in which others take the places is not emptied', () => {
		const given = company(0, '');
		const members = { g1: ['u0', 'u1'] };
		const people = given.people.map((person, n) => ({
			...person,
			groups: n === 5 ? { in: ['g1'], out: [] } : { in: [], out: ['g1'] },
		}));
		expect(alarms({ ...given, people, members }, { emptiedGroups: { most: 0 } })).toEqual([]);
	});

	it('names that have moved by one row, and not the same ones written in another way', () => {
		const given = company(0, '');
		const named = (lastName: (n: number) => string) =>
			given.people.map((person, n) => ({ ...person, lastName: lastName(n) }));
		const limits = { names: { mostPercent: 10 } };
		const users = given.users.map((user, n) => ({ ...user, lastname: `Zed${n} Ode` }));
		const moved = { ...given, users, people: named((n) => `Zed${n + 1}`) };
		expect(alarms(moved, limits)).toMatchObject([{ kind: 'names', count: 20, allowed: 2 }]);
		expect(alarms({ ...moved, people: named((n) => `zéd${n}`) }, limits)).toEqual([]);
	});

	it('values that nobody can read', () => {
		const given = company(0, '');
		const people = given.people.map((person) => ({ ...person, active: 'perhaps' }));
		expect(alarms({ ...given, people }, { unreadable: { mostPercent: 10 } })).toMatchObject([
			{ kind: 'unreadable', count: 20, allowed: 2 },
		]);
	});

	it('before anybody is linked, too: whoever is found by the email counts as matched', () => {
		const { users, ...given } = company(20, '2026-12-31');
		const unlinked = users.map((user) => ({ ...user, employeeIdentifier: '' }));
		const rules = aRule({ everyone: true });
		expect(
			alarms({ ...given, users: unlinked, rules }, { suspensions: { mostPercent: 10 } }),
		).toMatchObject([{ kind: 'suspensions', count: 20, allowed: 2, of: 20 }]);
	});

	it('a field that rules need and that is empty for everybody, of ten people or more', () => {
		const more = { emptyFields: ['team_names'] };
		expect(alarms(company(0, ''), {}, more)).toEqual([
			{ kind: 'emptyFields', fields: ['team_names'] },
		]);
		const few = { ...company(0, ''), people: company(0, '').people.slice(0, 9) };
		expect(alarms(few, {}, more)).toEqual([]);
		expect(alarms({ ...company(0, ''), rules: aRule() }, {}, more)).toEqual([]);
	});

	it('what earlier plans of the same execution hold goes on counting', () => {
		const some = { ...company(3, '2026-01-31'), rules: aRule() };
		const limits = { suspensions: { most: 5 } };
		const before = countsOf(entriesOf(some));
		expect(alarms(some, limits)).toEqual([]);
		expect(alarms(some, limits, { before })).toMatchObject([{ count: 6, allowed: 5 }]);
	});
});

/** Works here for as long as anybody knows. */
const HERE = { active: true, lastDay: null };

const OUTSIDE = { kind: 'out' as const, message: 'Why.' };

const AWAY = { leaves: { memory: 'hrLeave' } };

const ON_LEAVE = { state: 'SUSPENDED', attributes: [{ name: 'hrLeave', value: '2026-11-20' }] };

describe('a mass of single events', () => {
	const at = (minute: number) => `2026-11-27T11:${String(minute).padStart(2, '0')}:00Z`;
	const mass = (count: number, here: number): World => {
		const given = company(count, '2026-01-31');
		const people = given.people.slice(0, count).map((person, n) => ({
			...person,
			...{ lastDay: '2026-11-26', changedAt: at(n), ...(n !== here && { witness: true }) },
		}));
		return { ...given, people, rules: aRule() };
	};
	const limits = { suspensions: { most: 5 } };

	it('counts whoever leaves elsewhere', () => {
		expect(alarms(mass(5, 2), limits)).toEqual([]);
		expect(alarms(mass(6, 2), limits)).toMatchObject([{ count: 6, allowed: 5 }]);
	});

	// Whom the source is asked for is the workflow's choice; who of them loses access, the plan's.
	it.each<[string, Partial<PersonInput>]>([
		['were changed days ago, and nobody has done anything since', { changedAt: '2026-11-20' }],
		['were changed at a time that nobody can read', { changedAt: 'lately' }],
		['left long ago: a bad import writes any day', { lastDay: '2020-01-31' }],
		['leave on a day to come', { lastDay: '2027-01-31' }],
		['are inactive, without a day', { lastDay: null, active: false }],
	])('and those who %s', (_case, about) => {
		const { people, ...rest } = mass(6, 2);
		const others = people.map((person, n) => (n === 2 ? person : { ...person, ...about }));
		expect(alarms({ ...rest, people: others }, limits)).toMatchObject([{ count: 6 }]);
	});

	it.each<[string, Partial<PersonInput>]>([
		['stay', { lastDay: null }],
		['are no witnesses, and not in the plan either', { witness: 'perhaps' }],
		['nobody can tell who they are', { employeeId: 'no id!' }],
	])('and not those who %s', (_case, about) => {
		const { people, ...rest } = mass(6, 2);
		const others = people.map((person, n) => (n === 2 ? person : { ...person, ...about }));
		expect(alarms({ ...rest, people: others }, limits)).toEqual([]);
	});

	const lost = (world: World, change: Partial<PlanUser>, isScheduled = false): World => {
		const others = world.users.filter(({ id }) => id !== 'u2');
		const at = new Date('2026-12-31T22:59:00Z');
		return {
			...world,
			users: world.users.map((user) => (user.id === 'u2' ? user : { ...user, ...change })),
			pending: !isScheduled
				? []
				: others.map(({ id }) => ({ id: `s${id}`, userId: id, state: 'SUSPENDED', at })),
		};
	};
	const LOST = { state: 'SUSPENDED' };

	it('counts nobody who has no user, and tells of those who have', () => {
		const world = mass(9, 2);
		const users = world.users.filter(({ id }) => id === 'u2');
		expect(alarms({ ...world, users }, limits)).toEqual([]);
	});

	it.each<[string, Partial<PlanUser>, boolean]>([
		['is suspended', LOST, false],
		['is going to be suspended', {}, true],
	])('whoever %s since an hour at most counts, and later no more', (_case, change, isScheduled) => {
		const { people, ...rest } = mass(9, 2);
		const lastDay = isScheduled ? '2026-12-31' : '2020-01-31';
		const at = (changedAt: string): World => ({
			...rest,
			people: people.map((one, n) => (n === 2 ? one : { ...one, lastDay, changedAt })),
		});
		const world = (changedAt: string) => lost(at(changedAt), change, isScheduled);
		expect(alarms(world('2026-11-27T10:59:00Z'), limits)).toMatchObject([{ count: 9 }]);
		expect(alarms(world('2026-11-27T09:00:00Z'), limits)).toEqual([]);
		// A limit must not be lifted by a value that says nothing.
		expect(alarms(world('at some time'), limits)).toMatchObject([{ count: 9, undated: 8 }]);
	});

	const NOON_MS = Date.parse('2026-11-27T12:00:00Z');

	it.each<[string, unknown, unknown, number]>([
		['milliseconds', NOON_MS, NOON_MS + 1000, 9],
		['milliseconds, two hours apart', NOON_MS, NOON_MS + 7_200_000, 0],
		['seconds as text', String(NOON_MS / 1000), String(NOON_MS / 1000 + 60), 9],
		['seconds, two hours apart', NOON_MS / 1000, NOON_MS / 1000 + 7200, 0],
		['dates', new Date(NOON_MS), new Date(NOON_MS + 1000), 9],
		['dates, two hours apart', new Date(NOON_MS), new Date(NOON_MS - 7_200_000), 0],
		['a day alone, the same', '2026-11-27', '2026-11-27T15:00:00Z', 9],
		['a day alone, another', '2026-11-20', '2026-11-27T15:00:00Z', 0],
		['a word', 'lately', '2026-11-27T12:00:00Z', 9],
		['an empty value', '', '2026-11-27T12:00:00Z', 9],
		['nothing', undefined, '2026-11-27T12:00:00Z', 9],
		['a day of the year 1', '0001-01-01T00:00:00Z', '2026-11-27T12:00:00Z', 9],
		['a number that is no moment', 7, '2026-11-27T12:00:00Z', 9],
		['a moment, and the person of the plan has none', '2020-11-27T12:00:00Z', null, 9],
	])('"Changed At" holds %s', (_case, theirs, own, count) => {
		const { people, ...rest } = mass(9, 2);
		const world = {
			...rest,
			people: people.map((one, n) => ({ ...one, changedAt: n === 2 ? own : theirs })),
		};
		const found = alarms(lost(world, LOST), limits);
		expect(found).toMatchObject(count > 0 ? [{ kind: 'suspensions', count }] : []);
		expect(found).toHaveLength(Number(count > 0));
	});

	it('whoever has lost the access before the limit has no run any more, so the next one tells', () => {
		const world = lost(mass(9, 2), LOST);
		const plan = planFor(world);
		const [alarm] = alarms(world, limits);
		expect(alarm && isFirstStopped(plan, alarm)).toBe(true);
	});

	it('holds nobody who loses nothing', () => {
		const { people, ...rest } = mass(9, 2);
		const stays = people.map((one, n) => (n === 2 ? { ...one, lastDay: null } : one));
		expect(alarms({ ...rest, people: stays }, limits)).toEqual([]);
	});

	describe.each<[GuardedKind, Partial<PlanInput>, Partial<PlanUser>, Partial<SyncRules>]>([
		['suspensions', {}, {}, {}],
		['lettingIn', { lastDay: null }, LOST, { rehires: 'unsuspend' }],
		['lettingIn', { lastDay: null }, { state: 'STAGED' }, { activation: 'now' }],
		['emails', { lastDay: null }, {}, {}],
		['names', { lastDay: null, lastName: 'Ode' }, { lastname: 'Zed' }, {}],
		// A second surname is the same name, and another username.
		['names', { lastDay: null, lastName: 'Vidal Ode' }, {}, { usernameFollowsRename: true }],
		['suspensions', { lastDay: null, active: false }, {}, { leavers: 'now' }],
		['suspensions', { ...HERE, contractEnd: '2026-11-20' }, {}, { contractEnd: 'lastDay' }],
		['suspensions', { ...HERE, onLeave: true }, {}, AWAY],
		['suspensions', { ...HERE, scope: OUTSIDE }, {}, { leavingScope: 'suspend' }],
		['lettingIn', { ...HERE, onLeave: false }, ON_LEAVE, AWAY],
		['creations', { lastDay: null }, { employeeIdentifier: '' }, {}],
		['groupRemovals', { lastDay: null, groups: { in: [], out: ['g1'] } }, {}, {}],
	])('%s', (kind, about, change, rules) => {
		const world = (count: number, here: number): World => {
			const given = mass(count, here);
			return {
				...given,
				people: given.people.map((person, n) => ({
					...{ ...person, ...about },
					...(kind === 'emails' && { email: `new${n}@corp.example` }),
				})),
				users: kind === 'creations' ? [] : given.users.map((user) => ({ ...user, ...change })),
				members: kind === 'groupRemovals' ? { g1: given.users.map(({ id }) => id) } : {},
				rules: aRule(rules),
			};
		};
		const most = { [kind]: { most: 5 } };

		it('as many as the limit allows pass', () => {
			expect(alarms(world(5, 2), most)).toEqual([]);
		});

		it('of one more each is held, and exactly one tells', () => {
			const told = Array.from({ length: 8 }, (_, here) => {
				const one = world(8, here);
				const found = alarms(one, most);
				expect(found).toMatchObject([{ kind, count: 8, allowed: 5 }]);
				return found.map((alarm) => isFirstStopped(planFor(one), alarm));
			}).flat();
			expect(told).toEqual([false, false, false, false, false, true, false, false]);
		});
	});

	it.each<[string, Partial<PlanInput>, Partial<PlanUser>, Partial<SyncRules>, number]>([
		['left', {}, LOST, {}, 9],
		['left, where nobody is suspended for it', {}, LOST, { leavers: 'never' }, 0],
		['went on leave', { ...HERE, onLeave: true }, ON_LEAVE, AWAY, 9],
		[
			'were suspended by somebody else, and are on leave',
			{ ...HERE, onLeave: true },
			LOST,
			AWAY,
			0,
		],
		['left the scope', { ...HERE, scope: OUTSIDE }, LOST, { leavingScope: 'suspend' }, 9],
		['left the scope, where that means nothing', { ...HERE, scope: OUTSIDE }, LOST, {}, 0],
		['left, and are not in the scope', { scope: OUTSIDE }, LOST, {}, 0],
	])('of those who have lost the access, and %s', (_case, about, change, rules, count) => {
		const { people, ...rest } = mass(9, 2);
		const others = people.map((one, n) => (n === 2 ? one : { ...one, ...about }));
		const world = lost({ ...rest, people: others, rules: aRule(rules) }, change);
		const found = planFor(world).events.filter(({ hasLost }) => hasLost);
		expect(found).toHaveLength(Math.max(0, count - 1));
	});

	it.each<[string, Partial<PersonInput>, Partial<PlanUser>]>([
		['have the same name', {}, {}],
		['have a username by hand', { lastName: 'Vidal Ode' }, { username: 'byhand' }],
		['leave', { lastName: 'Vidal Ode', lastDay: '2027-06-30' }, {}],
		['are on a user who is protected', { lastName: 'Vidal Ode' }, { id: 'kept' }],
	])('counts no other username of those who %s', (_case, about, change) => {
		const { people, users, ...rest } = mass(9, 2);
		const others = people.map((one) => ({ ...one, lastDay: null, ...about }));
		const ids = new Set(['kept']);
		const protectedUsers = { emails: new Set<string>(), usernames: new Set<string>(), ids };
		const world = {
			...{ ...rest, people: others },
			users: users.map((user, n) => (n === 3 ? { ...user, ...change } : user)),
			rules: aRule({ usernameFollowsRename: true, protectedUsers }),
		};
		const [event] = planFor(world).events.filter(({ employeeId }) => employeeId === '3');
		const changes = (event?.readings ?? []).flat().filter(({ action }) => action !== 'skip');
		expect(changes.flatMap((one) => one.changes).map(({ field }) => field)).not.toContain(
			'username',
		);
	});

	it('holds nobody for what only one plan can tell: all changes, what cannot be read, what is empty', () => {
		const { people, ...rest } = mass(9, 2);
		const others = people.map((one, n) => ({
			...one,
			lastDay: n === 2 ? null : 'soon',
			lastName: 'Ode',
		}));
		const none = { changes: { most: 1 }, unreadable: { most: 0 }, emptiedGroups: { most: 0 } };
		expect(alarms({ ...rest, people: others }, none)).toEqual([]);
	});

	it.each<[string, Partial<PlanInput>, Partial<PlanUser>]>([
		['two last days', { lastDay: '2026-10-31' }, {}],
		['a last day and none', { lastDay: null, active: true }, {}],
		['two last days, and their access is gone', { lastDay: '2026-10-31' }, LOST],
		['two moments of change, of which one is just now', { changedAt: '2020-01-01' }, LOST],
		['two emails', { email: 'other@corp.example' }, {}],
	])('counts a witness once of whom two things are said: %s', (_case, about, change) => {
		const { people, ...rest } = mass(6, 2);
		const witnesses = people.filter(({ witness }) => witness);
		const doubles = witnesses.map((one) => ({ ...one, ...about }));
		for (const all of [
			[...people, ...doubles],
			[...doubles, ...people],
		]) {
			const world = lost({ ...rest, people: all }, change);
			expect(alarms(world, limits)).toMatchObject([{ count: 6, allowed: 5 }]);
			expect(alarms(world, { suspensions: { most: 6 } })).toEqual([]);
		}
	});

	it('also where only what is read beside the names differs', () => {
		const { people, ...rest } = mass(6, 2);
		const witnesses = people.flatMap((one) => (one.witness ? [{ ...one, ...HERE }] : []));
		const away = witnesses.map((one) => ({ ...one, onLeave: true }));
		const here = people.filter(({ witness }) => !witness);
		const world = { ...rest, people: [...here, ...witnesses, ...away], rules: aRule(AWAY) };
		expect(alarms(world, limits)).toMatchObject([{ count: 6, allowed: 5 }]);
	});

	it('also where no IDs are kept, and the email says who somebody is', () => {
		const { people, ...rest } = mass(6, 2);
		const named = people.map((one) => ({ ...one, employeeId: '' }));
		const doubles = named.filter(({ witness }) => witness);
		const all = [...named, ...doubles.map((one) => ({ ...one, lastDay: '2026-10-31' }))];
		const world = { ...rest, people: all, rules: aRule({ link: { kind: 'none' } }) };
		expect(alarms(world, limits)).toMatchObject([{ count: 6, allowed: 5 }]);
		expect(alarms(world, { suspensions: { most: 6 } })).toEqual([]);
	});

	it('a person who loses nothing has no part in what others have just lost', () => {
		const { people, ...rest } = mass(9, 2);
		const others = people.map((one, n) => (n === 2 ? one : { ...one, changedAt: '2026-11-20' }));
		const more = [...others, aPerson({ employeeId: '15', email: 'p15@corp.example' })];
		const world = lost({ ...rest, people: more }, LOST);
		expect(planFor(world).events.filter(({ isHere }) => isHere)).toHaveLength(2);
		expect(alarms(world, limits)).toEqual([]);
	});

	it('counts nobody twice who was asked for in two ways', () => {
		const { people, ...rest } = mass(5, 2);
		const twice = { ...rest, people: [...people, ...people.filter(({ witness }) => witness)] };
		expect(alarms(twice, limits)).toEqual([]);
		expect(inShort(entriesOf(twice)).filter((one) => !one.startsWith('noop'))).toEqual([
			'suspend (terminated)',
		]);
	});
});
