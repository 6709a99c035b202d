import fc from 'fast-check';

import type { Directory, PlanUser, SyncRules } from '../../../../nodes/JumpCloud/sync/rules';
import type { PersonInput } from '../../../../nodes/JumpCloud/sync/person';
import type { PlanInput } from '../../../../nodes/JumpCloud/sync/plan';
import { pendingByUser } from '../../../../nodes/JumpCloud/sync/schedule';
import type { ScheduledChange } from '../../../../nodes/JumpCloud/sync/schedule';
import { wantedUsername } from '../../../../nodes/JumpCloud/sync/username';
import { indexUsers } from '../../../../nodes/JumpCloud/sync/users';
import type { Link } from '../../../../nodes/JumpCloud/sync/users';

/** A company and a directory that have to be brought together. */
export interface World {
	people: PlanInput[];
	users: PlanUser[];
	pending: ScheduledChange[];
	/** user ids by group */
	members: Record<string, string[]>;
	rules: SyncRules;
	/** ids of the users who are not in the scope, whoever they belong to */
	leftAlone?: string[];
	/** ids of the users who are taken out of no group */
	kept?: string[];
	/** ids of the users whose username cannot be changed */
	bound?: string[];
}

export const NOW = new Date('2026-11-27T12:00:00Z');

const GROUPS = ['g1', 'g2'];
const IDS = ['1', '2', '3', '10', '11', '12'];
const EMAILS = ['a', 'b', 'c', 'd', 'e', 'F'].map((name) => `${name}@corp.example`);
const FIRST = ['Ana', 'ana', 'Bo', 'Zoë', 'Jörg', '伟', ''];
const LAST = ['Vidal', 'vidal', 'Prats', 'O’Hara', ''];

const rarely = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });

const day = fc.constantFrom('2020-01-31', '2026-11-27', '2026-11-28', '2027-06-30');
const anyDay: fc.Arbitrary<unknown> = rarely(
	fc.oneof(fc.constant(null), fc.constant(null), day),
	fc.constantFrom(undefined, '', 'soon', '2026-02-30', 20270101),
);

const anyInput: fc.Arbitrary<PlanInput> = fc.record({
	employeeId: rarely(
		fc.constantFrom<unknown>(...IDS),
		fc.constantFrom<unknown>('', 2 ** 60, 7, null),
	),
	email: rarely(
		fc.constantFrom<unknown>(...EMAILS, ' A@CORP.example'),
		fc.constantFrom<unknown>(null, '', 'none', 'root@corp.example'),
	),
	firstName: fc.constantFrom(...FIRST),
	lastName: fc.constantFrom(...LAST),
	active: rarely(fc.constant<unknown>(true), fc.constantFrom<unknown>(false, 'false', undefined)),
	lastDay: anyDay,
	firstDay: anyDay,
	contractEnd: anyDay,
	onLeave: fc.constantFrom<unknown>(undefined, false, true, 'yes', 'maybe'),
	leaveUntil: anyDay,
	terminationReason: fc.constantFrom<unknown>(undefined, 'Dismissal', 7),
	manager: fc.constantFrom('', ...IDS, 'a@corp.example'),
	username: fc.constantFrom('', 'ana', 'Ana', 'given', 'root'),
	attributes: fc.tuple(fc.constantFrom(undefined, '', 'Sales', 'Audit'), fc.constantFrom('', '7')),
	listComplete: rarely(fc.constant<unknown>(true), fc.constantFrom<unknown>(false, undefined)),
	witness: rarely(fc.constant<unknown>(undefined), fc.constant<unknown>(true)),
	scope: rarely<PersonInput['scope']>(
		fc.constant(undefined),
		fc.constantFrom('out' as const, 'unclear' as const).map((kind) => ({ kind, message: 'Why.' })),
	),
	groups: fc
		.record({
			...{ in: fc.subarray(GROUPS), out: fc.subarray(GROUPS) },
			missing: rarely<PersonInput['groups']['missing']>(
				fc.constant(undefined),
				// Whether a group is made is the same for everybody.
				fc.boolean().map((isMade) => [{ name: isMade ? 'g8' : 'g9', isMade }]),
			),
		})
		.map(({ in: inside, out, missing }) => ({
			...{ in: inside, out: out.filter((id) => !inside.includes(id)) },
			...(missing && { missing }),
		})),
});

const anyUser = fc.record({
	username: fc.constantFrom('ana.vidal', 'Ana.Vidal1', 'bo.prats', 'svc', 'root', 'x1', 'x2', 'x3'),
	email: fc.constantFrom(
		...EMAILS.map((email) => email.toUpperCase()),
		's@corp.example',
		't@corp.example',
	),
	employee: fc.constantFrom('', ...IDS, '99'),
	state: fc.constantFrom('STAGED', 'ACTIVATED', 'ACTIVATED', 'SUSPENDED'),
	firstname: fc.constantFrom(...FIRST),
	lastname: fc.constantFrom(...LAST),
	department: fc.constantFrom('', 'Sales'),
	manager: fc.constantFrom(null, 'u0', 'u1'),
	leftFor: fc.constantFrom('', '', '2026-11-20', '2027-01-01'),
	remembered: fc.constantFrom('', '', '2020-01-31', '2026-11-28', '2027-06-30'),
	enable_user_portal_multifactor: fc.constantFrom(undefined, undefined, false, true),
	/** the number behind a username that the rules have made of the name; nothing for one by hand */
	number: fc.constantFrom(undefined, '', '', '1', '07'),
});

const anyLink: fc.Arbitrary<Link> = fc.constantFrom<Link>(
	{ kind: 'employeeIdentifier' },
	{ kind: 'employeeIdentifier' },
	{ kind: 'customAttribute', name: 'factorialId' },
	{ kind: 'none' },
);

const anyRulesOfSync: fc.Arbitrary<SyncRules> = fc.record({
	everyone: fc.boolean(),
	absent: fc.constantFrom('report', 'suspend'),
	link: anyLink,
	unlinkedUser: fc.constantFrom('ifNameAgrees', 'ifNameAgrees', 'always', 'report'),
	newRecord: fc.constantFrom('report', 'relink'),
	rememberLastDay: fc.constantFrom(undefined, 'hrLastDay'),
	username: fc.constantFrom<SyncRules['username']>(
		{ kind: 'fromName', rules: { letterCase: 'lower', maxLength: 30 } },
		{ kind: 'fromName', rules: { letterCase: 'asTyped', maxLength: 20 } },
		{
			kind: 'fromName',
			rules: { letterCase: 'lower', maxLength: 20, letterSpelling: 'expanded' },
		},
		{ kind: 'given' },
	),
	attributes: fc
		.constantFrom('keep', 'ifEmpty', 'onCreate')
		.map((policy): SyncRules['attributes'] => [
			{ field: 'department', policy },
			{ field: 'attributes.costUnit', policy: 'keep' },
		]),
	clearEmpty: fc.boolean(),
	state: fc.constantFrom('STAGED', 'ACTIVATED'),
	activation: fc.constantFrom('none', 'now', 'firstDay', 'keepPlanned'),
	activationTime: fc.constant('08:00'),
	createDaysBefore: fc.constantFrom(undefined, 0, 1, 30, 300),
	leavers: fc.constantFrom('lastDay', 'lastDay', 'now', 'never'),
	rehires: fc.constantFrom('report', 'unsuspend'),
	suspensionTime: fc.constantFrom('23:59', '24:00'),
	timeZone: fc.constantFrom('Europe/Madrid', 'UTC'),
	managers: fc.boolean(),
	mfaDays: fc.constantFrom(undefined, 0, 7),
	protectedUsers: fc.record({
		emails: fc.subarray(['a@corp.example', 's@corp.example'], { maxLength: 1 }).map(asSet),
		usernames: fc.subarray(['svc', 'ana.vidal'], { maxLength: 1 }).map(asSet),
		ids: fc.subarray(['u0'], { maxLength: 1 }).map(asSet),
	}),
	contractEnd: fc.constantFrom(undefined, undefined, 'report', 'lastDay'),
	leaves: fc.constantFrom(undefined, { memory: 'hrLeave' }),
	leaving: fc.option(
		fc.record({
			groupIds: fc.subarray(GROUPS).map(asSet),
			computed: fc.subarray(GROUPS, { maxLength: 1 }).map(asSet),
			clearsManager: fc.boolean(),
			atOnce: fc.subarray(['dismissal']).map(asSet),
		}),
		{ nil: undefined },
	),
	deleteAfter: fc.constantFrom<SyncRules['deleteAfter']>(
		...[undefined, undefined, { days: 1, reportsTo: 'manager' as const }],
		{ days: 30, reportsTo: 'nobody' as const },
	),
	now: fc.constant(NOW),
	leavingScope: fc.constantFrom(undefined, 'nothing', 'suspend'),
});

/** Small pools of everything, so that people and users get into each other's way. */
/** Some of the emails that are made are those that people and users have. */
const anyEmailRules = fc.constantFrom<SyncRules['madeEmails']>(
	...[undefined, undefined, { pattern: '{first}.{last}', domain: 'corp.example' }],
	...[
		{ pattern: '{f}', domain: 'corp.example' },
		{ pattern: '{username}', domain: 'it.example' },
	],
);

const anyUsualWorld: fc.Arbitrary<World> = fc
	.tuple(
		fc.array(anyInput, { maxLength: 7 }),
		fc.uniqueArray(anyUser, {
			maxLength: 6,
			// What JumpCloud itself sees to.
			comparator: (a, b) =>
				a.username.toLowerCase() === b.username.toLowerCase() ||
				a.email.toLowerCase() === b.email.toLowerCase(),
		}),
		fc.tuple(anyRulesOfSync, anyEmailRules, fc.boolean()).map(
			([rules, madeEmails, isFollowing]): SyncRules => ({
				...rules,
				// Without a link nobody would find the user again, so that is refused.
				madeEmails: rules.link.kind === 'none' ? undefined : madeEmails,
				usernameFollowsRename: rules.link.kind !== 'none' && isFollowing,
			}),
		),
		fc.array(
			fc.record({
				of: fc.nat(5),
				state: fc.constantFrom('ACTIVATED' as const, 'SUSPENDED' as const),
				at: fc.constantFrom(
					...['2026-11-28T22:59:00Z', '2027-06-30T21:59:00Z', '2027-06-30T23:59:00Z'],
					...['2027-03-01T10:00:00Z', '2027-06-30T06:00:00Z'],
				),
			}),
			{ maxLength: 4 },
		),
		fc.array(fc.tuple(fc.nat(5), fc.constantFrom(...GROUPS)), { maxLength: 6 }),
		fc.tuple(
			rarely<string[] | undefined>(fc.constant(undefined), fc.subarray(['u0', 'u1', 'u2'])),
			rarely<string[] | undefined>(fc.constant(undefined), fc.subarray(['u0', 'u1', 'u2'])),
			fc.subarray(['u0', 'u1', 'u2']),
		),
	)
	.map(([anybody, drafts, rules, waiting, members, [leftAlone, kept, bound]]) => {
		// Whoever is a witness and a person at once is read from one record, which says one thing.
		const people = anybody.filter(
			({ witness, employeeId }) =>
				witness !== true ||
				!anybody.some(
					(other) => other.witness !== true && String(other.employeeId) === String(employeeId),
				),
		);
		const linked = new Set<string>();
		const names = new Set(drafts.map(({ username }) => username.toLowerCase()));
		const users = drafts.map((draft, index): PlanUser => {
			const { employee, remembered, leftFor, number, ...user } = draft;
			const made = madeUsername(user, rules, number);
			const isOwn = made !== undefined && !names.has(made.toLowerCase());
			if (isOwn) names.add(made.toLowerCase());
			const isFree =
				employee !== '' && (rules.link.kind === 'customAttribute' || !linked.has(employee));
			linked.add(employee);
			const whose = linkedTo(isFree ? employee : '', rules.link);
			const attributes = [
				...(whose.attributes ?? []),
				...(leftFor ? [{ name: 'hrLeave', value: leftFor }] : []),
				...(remembered ? [{ name: 'hrLastDay', value: remembered }] : []),
			];
			const username = isOwn ? made : user.username;
			return { id: `u${index}`, ...user, username, ...whose, attributes };
		});
		const pending = waiting
			.filter(({ of }) => of < users.length)
			.map(({ of, state, at }, index) => ({
				...{ id: `s${index}`, userId: `u${of}`, state, at: new Date(at) },
			}));
		const groups = membersOf(members, users);
		return { people, users, pending, members: groups, rules, leftAlone, kept, bound };
	});

/** The day on which whoever is long gone has left. */
export const LONG_AGO = '2020-01-31';

/** The same, where many people left long ago, and the users of most of them are out because of it. */
function longGone(world: World): World {
	// Without links nobody is certain enough.
	if (world.rules.link.kind === 'none') return world;
	return {
		...world,
		people: world.people.map((person, index) =>
			index % 4 === 3 ? person : { ...person, active: false, lastDay: LONG_AGO },
		),
		users: world.users.map((user, index): PlanUser => {
			if (index % 3 === 2) return user;
			const kept = (user.attributes ?? []).filter(({ name }) => name !== 'hrLastDay');
			const others = kept.map(({ name, value }) => ({ name, value: value ?? '' }));
			const attributes = [...others, { name: 'hrLastDay', value: LONG_AGO }];
			return { ...user, state: 'SUSPENDED', attributes };
		}),
		rules: { ...world.rules, rememberLastDay: 'hrLastDay' },
	};
}

/** Worlds of every kind; in some of them it is time to delete users. */
export const anyWorld: fc.Arbitrary<World> = fc.oneof(
	{ weight: 3, arbitrary: anyUsualWorld },
	{ weight: 1, arbitrary: anyUsualWorld.map(longGone) },
);

/** The same worlds, in which every user is somebody's who works here, and many names have changed. */
export const anyRenamingWorld: fc.Arbitrary<World> = anyUsualWorld.map((world): World => {
	const rules: SyncRules = {
		...world.rules,
		link: { kind: 'customAttribute', name: 'factorialId' },
		username:
			world.rules.username.kind === 'fromName'
				? world.rules.username
				: { kind: 'fromName', rules: { letterCase: 'lower', maxLength: 30 } },
		usernameFollowsRename: true,
	};
	const users = world.users.map((user, index): PlanUser => {
		const others = (user.attributes ?? []).filter(({ name }) => name !== 'factorialId');
		const attributes = [...others, { name: 'factorialId', value: `e${index}` }];
		return {
			...user,
			attributes: attributes.map(({ name, value }) => ({ name, value: value ?? '' })),
		};
	});
	const people = users.flatMap(({ email }, index): PlanInput[] => {
		const someone = world.people[index] ?? world.people[0];
		const stays = { active: true, lastDay: null, contractEnd: null, witness: undefined };
		return someone ? [{ ...someone, ...stays, employeeId: `e${index}`, email }] : [];
	});
	return { ...world, rules, users, people };
});

/** What the rules have made of the name of a user once. */
function madeUsername(
	{ firstname, lastname }: { firstname: string; lastname: string },
	{ username: rule }: SyncRules,
	number: string | undefined,
): string | undefined {
	if (number === undefined || rule.kind === 'given') return undefined;
	const names = { firstName: firstname, lastName: lastname };
	return wantedUsername({ ...names, email: '', employeeId: '0' }, rule.rules) + number;
}

function linkedTo(employeeId: string, link: Link): Partial<PlanUser> {
	if (link.kind === 'employeeIdentifier') return { employeeIdentifier: employeeId, attributes: [] };
	return { attributes: employeeId ? [{ name: 'factorialId', value: employeeId }] : [] };
}

function membersOf(pairs: Array<[number, string]>, users: PlanUser[]): Record<string, string[]> {
	return Object.fromEntries(
		GROUPS.map((group) => [
			group,
			[...new Set(pairs.filter(([, id]) => id === group).map(([of]) => `u${of}`))].filter((id) =>
				users.some((user) => user.id === id),
			),
		]),
	);
}

/** The world's directory as the plan reads it. */
export function directoryOf(world: World): Directory {
	const { users, pending, members, rules, leftAlone, kept, bound } = world;
	return {
		...(bound && { bound: new Map(bound.map((id) => [id, 'the user is bound.'])) }),
		...(leftAlone && { leftAlone: new Set(leftAlone) }),
		users: indexUsers(users, rules.link),
		pending: pendingByUser(pending),
		groups: new Map(
			Object.entries(members).map(([id, ids]) => [
				id,
				{ name: id, members: new Set(ids), ...(kept && { kept: new Set(kept) }) },
			]),
		),
	};
}

function asSet(values: string[]): Set<string> {
	return new Set(values);
}
