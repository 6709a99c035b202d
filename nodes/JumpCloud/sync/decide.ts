import { accessChanges } from './access';
import { fieldChanges, wantedUser } from './attributes';
import { conflicting, skipped } from './bareEntry';
import type { BareEntry } from './bareEntry';
import { departureOf } from './departure';
import type { Departure } from './departure';
import { membershipChanges } from './groups';
import type { Person } from './input';
import { joinerEntry } from './joiner';
import type { Joining } from './joinerUsernames';
import { managerChange } from './managers';
import type { UsersOfPeople } from './managers';
import type { DirectoryUser } from './match';
import { WRITING_ACTIONS } from './planned';
import type { PlanEntry, PlanReason } from './planned';
import type { Collision, Recognised } from './recognise';
import { describeUser, isProtected, stateOf } from './rules';
import type { Directory, PlanUser, SyncRules } from './rules';

export interface Case {
	person: Person;
	recognised: Recognised<PlanUser>;
	directory: Directory;
	rules: SyncRules;
	/** where managers are found */
	known: UsersOfPeople;
	/** for somebody who is to get a user */
	joining?: Joining;
	/** somebody else who has the same work email, stays, and has no linked user: it could be this one */
	hasRival: boolean;
}

/** All that has to happen about one person, apart from what only a look at everybody can tell. */
export function decide(given: Case): PlanEntry[] {
	const { person, recognised, rules } = given;
	const { user, collision } = recognised;
	const departure = departureOf(person, rules.leavers, rules.now);
	const about = {
		person: refOf(person),
		user: user ? describeUser(user, rules.link) : null,
	};
	const entries = user ? ofUser(given, user, departure) : ofNobody(given, departure);
	const complete = entries.map((entry): PlanEntry => ({ ...entry, ...about }));
	const told = collision
		? complete.map((entry) => ({ ...entry, ...collidingWith(entry, collision) }))
		: complete;
	// The email of the source counts as well: JumpCloud may still have another one.
	const isKept = [{ email: person.email }, ...(user ? [user] : [])].some((who) =>
		isProtected(rules.protectedUsers, who),
	);
	return isKept ? told.map(protectedEntry) : told;
}

/** A person, in what an entry says of them. */
export function refOf({ employeeId, email, firstName, lastName }: Person) {
	return { employeeId, email, firstName, lastName };
}

function ofUser(given: Case, user: PlanUser, departure: Departure): BareEntry[] {
	const { person, recognised, directory, rules, known } = given;
	const state = stateOf(user);
	const access = accessOf(given, user, departure);
	const problem = problemOf(person, recognised.collision);
	// Whoever has left needs no email any more.
	if (departure.kind === 'now' && person.unfit && !recognised.collision) return orNoop(access);
	if (problem) {
		return [problem, ...(recognised.isLinked ? certain(given, user, departure) : [])];
	}
	const attributes = fieldChanges(user, wantedUser(person, rules, user), rules);
	const manager = rules.managers ? managerChange(person, user, directory.users, known) : [];
	const isOut = departure.kind === 'now' || (state === 'SUSPENDED' && !access.some(isReturn));
	const groups = isOut ? [] : membershipChanges(person.groups, user.id, directory.groups);
	const changes = [...attributes, ...manager, ...groups];
	if (changes.length === 0) return orNoop(access);
	const reason = recognised.isLinked || rules.link.kind === 'none' ? 'mover' : 'adopted';
	const update: BareEntry = { action: 'update', reason, changes, effectiveAt: null };
	return [update, ...access];
}

function accessOf(
	{ person, directory, rules }: Case,
	user: PlanUser,
	departure: Departure,
): BareEntry[] {
	const pending = directory.pending.get(user.id) ?? [];
	return accessChanges({ person, state: stateOf(user), pending, departure, rules });
}

/**
 * What the link alone makes certain, whatever is wrong with a person: who leaves and who does not. A
 * wrong email must neither keep a door open nor lock somebody out. Where the user may be a rival's by
 * now, though, nobody is suspended.
 */
function certain(given: Case, user: PlanUser, departure: Departure): BareEntry[] {
	const rules: SyncRules = { ...given.rules, activation: 'none' };
	return accessOf({ ...given, rules }, user, departure).filter(
		({ reason }) => reason === 'not_leaving' || (ENDINGS.has(reason) && !given.hasRival),
	);
}

function ofNobody(given: Case, departure: Departure): BareEntry[] {
	const { person, recognised, joining } = given;
	if (!person.blocked && !recognised.collision && departure.kind === 'now') {
		return [noop('inactive')];
	}
	const problem = problemOf(person, recognised.collision);
	if (problem) return [problem];
	if (!joining) return [skipped(PROTECTED)];
	if (joining.kind === 'problem') return [joining.entry];
	return [joinerEntry(given, joining.username, departure)];
}

function problemOf(person: Person, collision?: Collision<PlanUser>): BareEntry | undefined {
	if (person.blocked) return skipped(person.blocked);
	if (collision) return conflicting(collision.message);
	return person.unfit ? skipped(person.unfit) : undefined;
}

/** For somebody who must not be touched: the changes say what would have been done. */
export function protectedEntry(entry: PlanEntry): PlanEntry {
	if (!WRITING_ACTIONS.has(entry.action)) return entry;
	const message = `Protected, so this is not done: ${entry.action.replaceAll('_', ' ')} (${entry.reason}).`;
	return { ...entry, action: 'skip', reason: 'protected', message, effectiveAt: null };
}

function collidingWith({ action }: PlanEntry, { conflict, users }: Collision<PlanUser>) {
	return action === 'conflict' ? { conflict, users: users.map(named) } : {};
}

/** A user among those who collide, without all the rest that is known of them. */
function named({ id, username, email, employeeIdentifier }: PlanUser): DirectoryUser {
	return { id, username, email, employeeIdentifier };
}

function orNoop(entries: BareEntry[]): BareEntry[] {
	return entries.length > 0 ? entries : [noop('in_step')];
}

function noop(reason: 'in_step' | 'inactive'): BareEntry {
	return { action: 'noop', reason, changes: [], effectiveAt: null };
}

function isReturn({ action }: BareEntry): boolean {
	return action === 'unsuspend';
}

const ENDINGS = new Set<PlanReason>(['terminated', 'inactive', 'last_day', 'would_return']);

const PROTECTED = {
	reason: 'protected',
	message: 'The email is among those of protected users, so no user is created.',
} as const;
