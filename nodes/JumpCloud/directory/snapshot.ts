import { take } from '../../shared/http';
import { POOL_SIZE, inOrder } from '../../shared/pool';
import { isAttribute } from '../sync/attributes';
import type { AttributeRule } from '../sync/attributes';
import type { Directory, SyncRules } from '../sync/rules';
import type { Group, GroupRule, ManagedGroups } from '../sync/groups';
import type { Concern } from '../sync/plan';
import { WRITING_ACTIONS } from '../sync/planned';
import type { Plan } from '../sync/planned';
import { pendingByUser } from '../sync/schedule';
import type { ScheduledChange } from '../sync/schedule';
import { emailClause, indexUsers, keyOf, linkField, linkOf, stateOf } from '../sync/users';
import type { Link, UserIndex } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import { allMembers, directMembers, groupIdsOf } from '../transport/groups';
import { everyUser } from '../transport/everyUser';
import { listScheduledChanges, scheduledChanges } from '../transport/schedules';
import type { User } from '../transport/systemUser';
import { findUsers, linkClauses, namedLike, readUser } from '../transport/users';
import type { Clause } from '../transport/users';
import { emailLike } from './madeEmail';

/** Whether a user needs a second factor, as JumpCloud calls it. */
export const MFA = 'enable_user_portal_multifactor';

const FEW_SEARCHES = 2;

/** Alternatives that one search looks for: twenty people whose names are not cut. */
const MOST_CLAUSES = 80;

/** Up to so many users are asked which groups they are in; for more, the groups are asked. */
const FEW_USERS = 8;

/** All that is compared with, as far as some people need it. */
export interface Snapshot extends Directory {
	users: UserIndex<User>;
	/** ids of the users in groups that say something about them, by whatever way they are in, by group */
	watched: ReadonlyMap<string, ReadonlySet<string>>;
	/** what was read of the users, as JumpCloud calls it; nothing where that is all that is ever compared */
	fields?: ReadonlySet<string>;
}

interface Wanted {
	rules: Pick<
		SyncRules,
		'deleteAfter' | 'leaves' | 'leaving' | 'link' | 'managers' | 'mfaDays' | 'rememberLastDay'
	> & { attributes: AttributeRule[] };
	/** whom the plan is about; nothing for everybody */
	concern?: Concern;
	/** whether alternate emails matter, because emails are to be made that nobody has */
	alternateEmails?: boolean;
	/** the groups that rules name, and those whose members are protected, left alone, and the like */
	managed: Group[];
	watched: Group[];
}

/**
 * Reads the directory as it is: everybody in a call per hundred, or only the users who could matter to
 * a few people. From the number of people on where reading everybody is cheaper, everybody is read.
 *
 * @throws NodeApiError when JumpCloud cannot be asked, Error when its list does not stand still
 */
export async function readSnapshot(api: JumpCloud, wanted: Wanted): Promise<Snapshot> {
	const { concern } = wanted;
	const others = async () =>
		await Promise.all([
			take(scheduledChanges(api)),
			membersOf(api, wanted.managed),
			everyMember(api, wanted.watched),
		]);
	if (!concern) {
		const users = everyUser(api, neededFields(wanted), Infinity);
		return wholeOf(wanted, ...(await Promise.all([users, others()])));
	}
	const searches = searchesFor(concern, wanted.rules.link);
	// One or two searches are always cheaper; of more it depends on how many users there are.
	const isFew = searches.length <= FEW_SEARCHES;
	const users = isFew ? undefined : await everyUser(api, neededFields(wanted), searches.length);
	if (!users) return await readSome(api, wanted, concern, searches);
	return wholeOf(wanted, users, await others());
}

function wholeOf(
	wanted: Wanted,
	users: readonly User[] | undefined,
	[pending, groups, watched]: [ScheduledChange[], ManagedGroups, Snapshot['watched']],
): Snapshot {
	return {
		users: indexUsers(users ?? [], wanted.rules.link),
		pending: pendingByUser(pending),
		...{ watched, groups },
		fields: new Set(neededFields(wanted)),
	};
}

async function readSome(
	api: JumpCloud,
	wanted: Wanted,
	concern: Concern,
	searches: Clause[][],
): Promise<Snapshot> {
	const { rules, managed, watched } = wanted;
	const found = await each(searches, async (or) => await findUsers(api, { filter: { or } }));
	const users = indexUsers<User>(found.flat(), rules.link);
	// Namesakes are only read because of their usernames.
	const theirs = users.users.filter(
		(user) =>
			concern.people.employeeIds.has(linkOf(user, rules.link) ?? '') ||
			concern.people.emails.has(keyOf(user.email)),
	);
	if (rules.mfaDays) await addMfa(api, theirs);
	const [pending, groups] = await Promise.all([
		pendingOf(api, theirs),
		membershipsOf(api, theirs, managed, watched),
	]);
	return { users, pending: pendingByUser(pending), ...groups };
}

/** Adds to users who are Staged whether they need a second factor: what is read of few people lacks it. */
async function addMfa(api: JumpCloud, users: readonly User[]): Promise<void> {
	const staged = users.filter((user) => stateOf(user) === 'STAGED');
	await inOrder(
		staged.length,
		POOL_SIZE,
		async (index) => {
			const user = staged[index];
			const now = user && (await readUser(api, user.id, MFA));
			if (user && now) user[MFA] = now[MFA];
		},
		true,
	);
}

function searchesFor(
	{ employeeIds, emails, usernames, madeEmails }: Concern,
	link: Link,
): Clause[][] {
	const ids = link.kind === 'none' ? [] : [...employeeIds];
	const others: Clause[] = [
		...[...emails].map(emailClause),
		...madeEmails.flatMap(emailLike),
		...namedLike(usernames.map((pattern) => ({ $regex: `(?i)${pattern}` }))),
	];
	const searches: Clause[][] = [];
	for (let start = 0; start < ids.length + others.length; start += MOST_CLAUSES) {
		const end = start + MOST_CLAUSES;
		const [from, to] = [start, end].map((at) => Math.max(0, at - ids.length));
		// What looks like one of these IDs is one alternative more, however many they are.
		searches.push([...linkClauses(ids.slice(start, end), link), ...others.slice(from, to)]);
	}
	return searches;
}

/** What is pending for a few users: asked for one alone, or picked out of everybody's. */
async function pendingOf(api: JumpCloud, users: Array<{ id: string }>): Promise<ScheduledChange[]> {
	const [only, ...others] = users;
	if (!only) return [];
	if (others.length === 0) return await listScheduledChanges(api, only.id);
	const ids = new Set(users.map(({ id }) => id));
	return (await take(scheduledChanges(api))).filter(({ userId }) => ids.has(userId));
}

async function membershipsOf(
	api: JumpCloud,
	users: Array<{ id: string }>,
	managed: Group[],
	asked: Group[],
): Promise<Pick<Snapshot, 'groups' | 'watched'>> {
	if (users.length > FEW_USERS || managed.length + asked.length === 0) {
		const [groups, watched] = await Promise.all([membersOf(api, managed), everyMember(api, asked)]);
		return { groups, watched };
	}
	const found = await each(users, async ({ id }) => ({ id, ...(await groupIdsOf(api, id)) }));
	const idsOf = (isIn: (one: (typeof found)[number]) => boolean) =>
		new Set(found.filter(isIn).map(({ id }) => id));
	return {
		groups: new Map(
			managed.map(({ id, name }) => [id, { name, members: idsOf(({ put }) => put.has(id)) }]),
		),
		watched: new Map(asked.map(({ id }) => [id, idsOf(({ all }) => all.has(id))])),
	};
}

/** Who is in the groups that rules name. */
async function membersOf(api: JumpCloud, groups: Group[]): Promise<ManagedGroups> {
	const read = await each(groups, async ({ id, name }) => {
		const members = new Set(await directMembers(api, id));
		return [id, { name, members }] as const;
	});
	return new Map(read);
}

/** Who is in some groups by whatever way. */
async function everyMember(api: JumpCloud, groups: Group[]): Promise<Snapshot['watched']> {
	const distinct = [...new Map(groups.map((group) => [group.id, group])).values()];
	const read = await each(distinct, async ({ id }) => {
		return [id, new Set(await allMembers(api, id))] as const;
	});
	return new Map(read);
}

/** The ids of the users who are in one of some groups that were asked for. */
export function usersIn({ watched }: Pick<Snapshot, 'watched'>, groups: Group[]): Set<string> {
	return new Set(groups.flatMap(({ id }) => [...(watched.get(id) ?? [])]));
}

/** Works on all at once, a few at a time, and fails with the first failure. */
async function each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
	const outcomes = await inOrder(
		all.length,
		POOL_SIZE,
		async (index) => await work(all[index] as T),
		true,
	);
	return outcomes.map((outcome) => {
		if (outcome.ok) return outcome.value;
		throw outcome.cause;
	});
}

/** The groups that some rules are about, each once. */
export function groupsIn(rules: readonly GroupRule[], groups: readonly Group[]): Group[] {
	const managed = new Set(rules.map(({ groupId }) => groupId));
	return groups.filter(({ id }) => managed.has(id));
}

/** Of all that JumpCloud knows of a user, what is compared. */
function neededFields({ rules, alternateEmails }: Wanted): string[] {
	const { link, managers, attributes, rememberLastDay, leaves, leaving, deleteAfter, mfaDays } =
		rules;
	const needsManagers = managers || leaving?.clearsManager || deleteAfter !== undefined;
	const compared = [
		...attributes.map(({ field }) => field),
		linkField(link) ?? 'employeeIdentifier',
		...(rememberLastDay === undefined && !leaves ? [] : ['attributes.any']),
	];
	return [
		...['email', 'state', 'suspended', 'firstname', 'lastname', 'employeeIdentifier'],
		'systemUsername',
		...compared.filter(isAttribute).map((field) => field.split('.')[0] ?? field),
		...(needsManagers ? ['manager'] : []),
		...(alternateEmails ? ['alternateEmail'] : []),
		...(mfaDays ? [MFA] : []),
	];
}

/** How long what was read counts as read just now. */
export const KNOWN_FOR_MS = 60_000;
const MOST_PLANS = 20;

/** More than that is not changed within a minute, and would stay in memory for nothing. */
const MOST_CHANGES = 2_000;

/** What a plan has read of those whom it changes. */
export interface Reading {
	/** by id; whoever changes a user deletes it: what is not there has to be read */
	users: Map<string, User>;
	/** what of them; nothing where that is all that is ever compared */
	fields?: ReadonlySet<string>;
	/** ids of what is pending for them */
	pending: ReadonlySet<string>;
	/** when JumpCloud was asked, by `Date.now()` */
	readAtMs: number;
}

const readings: Array<Reading & { key: string }> = [];

/**
 * Keeps what a plan has just read of those whom it changes, so that *Apply* in the same execution need
 * not read it again. It is kept in this process only, for a minute; of very many changes nothing is kept.
 *
 * @param readAtMs `Date.now()` when they were asked for
 */
export function keepRecent(
	planId: string,
	executionId: string,
	{ decisions }: Pick<Plan, 'decisions'>,
	{ users: read, pending, fields }: Pick<Snapshot, 'users' | 'pending' | 'fields'>,
	readAtMs: number,
): void {
	dropOld(readAtMs);
	const written = decisions
		.flatMap(({ entries }) => entries)
		.filter(({ action }) => WRITING_ACTIONS.has(action));
	if (written.length > MOST_CHANGES) return;
	const users = new Map<string, User>();
	for (const { user } of written) {
		const known = user && read.byId.get(user.id);
		if (known) users.set(known.id, known);
	}
	const seen = [...users.keys()].flatMap((id) => pending.get(id) ?? []);
	readings.push({
		...{ key: readingOf(planId, executionId), users, fields, readAtMs },
		pending: new Set(seen.map(({ id }) => id)),
	});
	readings.splice(0, readings.length - MOST_PLANS);
}

/**
 * What a plan of this execution has read within the last minute.
 *
 * @returns nothing when there was no such plan, or it is too old, or was made elsewhere
 */
export function recentUsers(
	planId: string,
	executionId: string,
	nowMs: number,
): Reading | undefined {
	dropOld(nowMs);
	return readings.find(({ key }) => key === readingOf(planId, executionId));
}

/**
 * Whether nothing of what was read can have changed since, as far as this n8n knows.
 *
 * @param lastEndMs when this n8n has ended its last work on it, by `Date.now()`
 */
export function isFresh(reading: Reading | undefined, lastEndMs = 0): boolean {
	return reading !== undefined && lastEndMs <= reading.readAtMs && !isOld(reading, Date.now());
}

function isOld({ readAtMs }: Reading, nowMs: number): boolean {
	return nowMs - readAtMs > KNOWN_FOR_MS;
}

function dropOld(nowMs: number): void {
	readings.splice(0, readings.length, ...readings.filter((one) => !isOld(one, nowMs)));
}

function readingOf(planId: string, executionId: string): string {
	return `${executionId} ${planId}`;
}
