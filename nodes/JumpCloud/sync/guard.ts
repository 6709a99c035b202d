import { membersAfter } from './groups';
import type { Identified, Someone } from './identity';
import {
	WRITING_ACTIONS,
	isActivation,
	isAnotherEmail,
	isAnotherName,
	isEnd,
	isLeave,
	isUnreadable,
	takesAccess,
} from './planned';
import type { Gap, Matched, Plan, PlanEntry, PlanEvent } from './planned';
import type { Directory, PlanUser, SyncRules } from './rules';
import { indexUsers, isProtected, linkOf, stateOf } from './users';

/** How much a plan may change; undefined sets no limit. */
export interface Limit {
	most?: number;
	/** of the users whom people have; rounded up, so that a small company is not stopped by one person */
	mostPercent?: number;
}

/** What is counted: everything that hurts when it happens to many by mistake. */
export const GUARDED_KINDS = [
	'deletions',
	'suspensions',
	'lettingIn',
	'emails',
	'names',
	'groupRemovals',
	'emptiedGroups',
	'creations',
	'unreadable',
	'changes',
] as const;

export type GuardedKind = (typeof GUARDED_KINDS)[number];

export type GuardLimits = Record<GuardedKind, Limit>;

/** How many of each kind, and of whom. */
export type Counts = Record<GuardedKind, number>;

/** What is wrong with a plan as a whole. */
export type Alarm =
	| { kind: 'empty' }
	/** a scope in which nobody is: most likely what decides about it has changed its name */
	| { kind: 'nobodyInScope'; people: number }
	/** whoever is missing is to be suspended, and the list is not known to be everybody */
	| { kind: 'incomplete'; gap: Gap }
	/** fields that group rules need and that nobody has a value in */
	| { kind: 'emptyFields'; fields: string[] }
	/** attributes that nobody has a value for, and that many users would lose */
	| { kind: 'emptiedAttributes'; fields: string[] }
	| {
			kind: GuardedKind;
			/** with what earlier plans of the same execution hold, and who leaves elsewhere */
			count: number;
			/** the smaller of the limits */
			allowed: number;
			/** how many users people have; of suspensions those with access */
			of: number;
			/** those who are concerned, in the order of the plan */
			entries: PlanEntry[];
			/** of how many nobody can tell when the source has changed them, so that they count as just changed */
			undated: number;
	  };

interface Guarded {
	plan: Plan;
	directory: Pick<Directory, 'groups' | 'users'>;
	rules: Pick<SyncRules, 'absent' | 'everyone'>;
	limits: GuardLimits;
	/** what was planned before, by other plans of the same execution */
	before?: Partial<Counts>;
	/** fields that group rules need and that nobody has a value in */
	emptyFields?: string[];
	/** attributes of users that nobody has a value for */
	emptyAttributes?: string[];
}

/** Fewer people than that have no share: each of them would be too many. */
const FEWEST_FOR_SHARE = 10;

/**
 * Stops a plan that changes more than an admin thought possible, most likely because the source is
 * wrong: a filter too narrow, an import gone bad, nothing at all.
 */
export function guard(given: Guarded): Alarm[] {
	const { plan, rules, limits, before = {}, emptyFields = [], emptyAttributes = [] } = given;
	const found = concerned(given);
	const exceeded = GUARDED_KINDS.flatMap((kind) => {
		const { count, entries } = found[kind];
		const sum = count + (before[kind] ?? 0);
		const theirs = baseOf(kind, plan.matched);
		// Of a few people no share can be taken.
		const allowed = allowedOf(limits[kind], rules.everyone ? withThose(theirs, entries) : 0);
		// What others do holds nobody about whom nothing of the kind is planned here.
		const isOver = sum > allowed && entries.length > 0;
		const undated = kind === 'suspensions' ? undatedIn(plan) : 0;
		return isOver ? [{ kind, count: sum, allowed, of: theirs.size, entries, undated }] : [];
	});
	const isEmpty = rules.everyone && plan.people === 0;
	const isOutside = rules.everyone && !isEmpty && plan.outOfScope === plan.people;
	const isUnfilled =
		rules.everyone && plan.people >= FEWEST_FOR_SHARE && emptyFields.length > 0 && !isEmpty;
	const lost = rules.everyone ? emptyAttributes.filter((field) => isLostByMany(plan, field)) : [];
	const gap = typeof plan.absence === 'object' ? plan.absence : undefined;
	const isOpen = rules.absent === 'suspend' && gap !== undefined && !isEmpty;
	return [
		...(isEmpty ? [{ kind: 'empty' as const }] : []),
		...(isOutside ? [{ kind: 'nobodyInScope' as const, people: plan.people }] : []),
		...(isOpen ? [{ kind: 'incomplete' as const, gap }] : []),
		...(isUnfilled ? [{ kind: 'emptyFields' as const, fields: emptyFields }] : []),
		...(lost.length > 0 ? [{ kind: 'emptiedAttributes' as const, fields: lost }] : []),
		...exceeded,
	];
}

/** Where somebody counts whose access is gone already: when was that? */
function undatedIn({ events }: Plan): number {
	if (!events.some(({ hasLost }) => hasLost)) return 0;
	const concerned = events.filter(({ isHere, hasLost }) => isHere || hasLost);
	return concerned.filter(({ changedAtMs }) => changedAtMs === null).length;
}

/** Whether so many users would lose a value that the source has most likely stopped giving it. */
function isLostByMany({ decisions }: Plan, field: string): boolean {
	const entries = decisions.flatMap((decision) => decision.entries);
	const losing = entries.filter(
		({ action, changes }) =>
			WRITING_ACTIONS.has(action) && changes.some((one) => one.field === field && one.to === null),
	);
	return losing.length >= FEWEST_FOR_SHARE;
}

/** How many of each kind some entries hold, so that the next plan of the same execution goes on from there. */
export function countsOf(entries: PlanEntry[]): Counts {
	const plan = { decisions: [{ input: null, entries }], events: [] };
	const found = concerned({ plan, directory: NO_DIRECTORY, rules: { everyone: false } });
	return Object.fromEntries(GUARDED_KINDS.map((kind) => [kind, found[kind].count])) as Counts;
}

const NO_DIRECTORY = { groups: new Map(), users: indexUsers<PlanUser>([], { kind: 'none' }) };

type Found = { count: number; entries: PlanEntry[] };
type Concerned = Record<GuardedKind, Found>;

function concerned({
	plan,
	directory,
	rules,
}: Pick<Guarded, 'directory'> & { rules: Pick<SyncRules, 'everyone'> } & {
	plan: Pick<Plan, 'decisions' | 'events'>;
}) {
	const entries = plan.decisions.flatMap((decision) => decision.entries);
	const writing = entries.filter(({ action }) => WRITING_ACTIONS.has(action));
	const some = (isOne: (entry: PlanEntry) => boolean) => {
		const those = entries.filter(isOne);
		return { count: those.length, entries: those };
	};
	const withOthers = (kind: EventKind) => {
		const found = some((entry) => IN_EVENTS[kind](entry) > 0);
		const events = plan.events.filter(({ isHere }) => !isHere);
		const elsewhere = sumOf(events, (event) => weightOf(kind, event));
		return { ...found, count: sumOf(found.entries, IN_EVENTS[kind]) + elsewhere };
	};
	const leaving = writing.filter(({ changes }) => changes.some(isLeave));
	const emptied = rules.everyone ? emptiedBy(leaving, writing, directory) : [];
	return {
		deletions: some(({ action }) => action === 'delete'),
		suspensions: withOthers('suspensions'),
		lettingIn: withOthers('lettingIn'),
		emails: withOthers('emails'),
		names: withOthers('names'),
		groupRemovals: withOthers('groupRemovals'),
		emptiedGroups: {
			count: emptied.length,
			entries: leaving.filter(({ changes }) =>
				changes.some(({ id }) => emptied.includes(id ?? '')),
			),
		},
		creations: withMadeGroups(withOthers('creations'), writing),
		unreadable: some(isUnreadable),
		changes: { count: writing.length, entries: writing },
	} satisfies Concerned;
}

/** Groups that a plan makes are as new as users are. */
function withMadeGroups(found: Found, writing: readonly PlanEntry[]): Found {
	const making = writing.filter(({ changes }) => changes.some(({ creates }) => creates));
	const made = new Set(
		making.flatMap(({ changes }) =>
			changes.flatMap(({ creates, field }) => (creates ? [field] : [])),
		),
	);
	const entries = [...new Set([...found.entries, ...making])];
	return { count: found.count + made.size, entries: made.size > 0 ? entries : found.entries };
}

/** What is counted over many single events as well, and how often an entry counts. */
const IN_EVENTS = {
	suspensions: (entry) => Number(takesAccess(entry)),
	lettingIn: (entry) => Number(isLettingIn(entry)),
	emails: ({ action, changes }) =>
		Number(WRITING_ACTIONS.has(action) && changes.some(isAnotherEmail)),
	names: ({ action, changes }) =>
		Number(WRITING_ACTIONS.has(action) && changes.some(isAnotherName)),
	groupRemovals: ({ action, changes }) =>
		WRITING_ACTIONS.has(action) ? changes.filter(isLeave).length : 0,
	creations: ({ action }) => Number(action === 'create'),
} satisfies Partial<Record<GuardedKind, (entry: PlanEntry) => number>>;

type EventKind = keyof typeof IN_EVENTS;

const isEventKind = (kind: string): kind is EventKind => kind in IN_EVENTS;

/** How much is still to be done, by the worst that is said. */
function plannedIn(kind: EventKind, { readings }: PlanEvent): number {
	return Math.max(0, ...readings.map((entries) => sumOf(entries, IN_EVENTS[kind])));
}

function weightOf(kind: EventKind, event: PlanEvent): number {
	const planned = plannedIn(kind, event);
	return kind === 'suspensions' && event.hasLost ? Math.max(planned, 1) : planned;
}

function sumOf<T>(all: readonly T[], weight: (one: T) => number): number {
	return all.reduce((sum, one) => sum + weight(one), 0);
}

/**
 * Of all plans that an alarm about many events stops, whether this is the one to tell: that of the first
 * one beyond the limit. Nothing where no other plan has a part in the alarm.
 */
export function isFirstStopped({ events }: Plan, alarm: Alarm): boolean | undefined {
	const { kind } = alarm;
	if (!('entries' in alarm) || !isEventKind(kind)) return undefined;
	const concerned = events.filter((event) => weightOf(kind, event) > 0);
	if (concerned.every(({ isHere }) => isHere)) return undefined;
	// Whoever has lost the access already has no run any more that could tell.
	const held = concerned.filter((event) => plannedIn(kind, event) > 0);
	const beyond = held.find(
		(event) =>
			sumOf(concerned.slice(0, concerned.indexOf(event) + 1), (one) => weightOf(kind, one)) >
			alarm.allowed,
	);
	return (beyond ?? held.at(-1))?.isHere === true;
}

/** Somebody who has a user gets access, now or later, or keeps it although it was to end. */
function isLettingIn({ action, changes }: PlanEntry): boolean {
	if (!WRITING_ACTIONS.has(action) || action === 'create') return false;
	const isGiven = changes.some(isActivation);
	const isKept = changes.some(({ field, to }) => field === 'scheduled.SUSPENDED' && to === null);
	return isGiven || (isKept && !changes.some(isEnd) && action !== 'suspend');
}

/** One member who leaves may well be the last one. */
const FEWEST_MEMBERS = 2;

/** The groups of several active members that would have none, whether those leave or are suspended. */
function emptiedBy(
	leaving: readonly PlanEntry[],
	writing: readonly PlanEntry[],
	{ groups, users }: Guarded['directory'],
): string[] {
	const touched = new Set(
		leaving.flatMap(({ changes }) => changes.filter(isLeave).map(({ id }) => id ?? '')),
	);
	const suspended = new Set(
		writing.flatMap(({ action, user }) => (action === 'suspend' && user ? [user.id] : [])),
	);
	return [...touched].filter((id) => {
		// Whoever is suspended is in it by name only.
		const active = [...(groups.get(id)?.members ?? [])].filter((member) => {
			const user = users.byId.get(member);
			return !user || stateOf(user) !== 'SUSPENDED';
		});
		const left = active.filter((member) => !suspended.has(member));
		return active.length >= FEWEST_MEMBERS && membersAfter(left, id, writing) === 0;
	});
}

/** As long as people have few users there is nothing to take a share of, and only numbers count. */
function allowedOf({ most = Infinity, mostPercent }: Limit, of: number): number {
	const hasShare = mostPercent !== undefined && of >= FEWEST_FOR_SHARE;
	// Without the rounding, 1.1 % of 3,000 would be 33.00000000000001 and allow 34.
	const share = hasShare ? Math.ceil(Number(((of * mostPercent) / 100).toFixed(6))) : Infinity;
	return Math.min(most, share);
}

/** Without a link those count whom the people have. */
export function activeLinked(
	identified: Array<Identified<PlanUser>>,
	{ users }: Directory,
	{ link }: SyncRules,
): number {
	const linked =
		link.kind === 'none'
			? identified.flatMap((one) => one.users)
			: users.users.filter((user) => linkOf(user, link) !== undefined);
	return linked.filter((user) => stateOf(user) !== 'SUSPENDED').length;
}

/**
 * Whose users percentages are of. Whoever is found by the email counts before anybody is linked: a first
 * plan is guarded as well. Whoever is not in the scope, or protected, does not: of a small scope in a large
 * company, few changes are many. Neither do users whom nobody of the input has, and those of whoever is out for good:
 * nothing happens to them, however many there are.
 *
 * @param people whom each of the identified is of
 */
export function matched(
	people: readonly Someone[],
	identified: ReadonlyArray<Identified<PlanUser>>,
	{ users }: Pick<Directory, 'users'>,
	{ protectedUsers }: Pick<SyncRules, 'protectedUsers'>,
	leftAlone: ReadonlySet<string>,
): Matched {
	const theirs = people.flatMap(({ employeeId, email, stays, isUnclear }, index) => {
		const { users: certain = [], disputed = [] } = identified[index] ?? {};
		// Nothing is done about the users of whoever cannot be read, so that nobody has looked for them.
		const unclear = isUnclear ? users.withEmail(email) : [];
		return [...certain, ...disputed, ...users.linkedTo(employeeId), ...unclear].filter(
			(user) =>
				(stays || stateOf(user) !== 'SUSPENDED') &&
				!leftAlone.has(user.id) &&
				!isProtected(protectedUsers, user),
		);
	});
	const withAccess = theirs.filter((user) => stateOf(user) === 'ACTIVATED');
	const idsOf = (some: PlanUser[]) => new Set(some.map(({ id }) => id));
	return { users: idsOf(theirs), withAccess: idsOf(withAccess) };
}

/** Access is taken from those who have it; everything else can happen to whoever has a user. */
function baseOf(kind: GuardedKind, { users, withAccess }: Matched): ReadonlySet<string> {
	return kind === 'suspensions' ? withAccess : users;
}

/** An orphan is nobody's, but where orphans are suspended, the share is of them as well. */
function withThose(theirs: ReadonlySet<string>, entries: readonly PlanEntry[]): number {
	const more = entries.flatMap(({ user }) => (user && !theirs.has(user.id) ? [user.id] : []));
	return theirs.size + new Set(more).size;
}
