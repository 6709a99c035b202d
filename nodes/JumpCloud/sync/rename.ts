import { leavingOf } from './access';
import { describePerson } from './conflicts';
import type { Identified } from './identity';
import type { Person } from './person';
import {
	byEmployee,
	firstFree,
	hasLetters,
	isMadeFromName,
	takenUsernames,
	usernamesOf,
	wantedUsername,
} from './username';
import type { Directory, PlanUser, SyncRules } from './rules';
import type { Joining, Renaming, UsernameRules } from './username';
import { isProtected } from './users';
import type { ProtectedUsers } from './users';

/**
 * Whether the username of a person may follow their name, as far as the source alone tells; else nobody
 * has to know which usernames are near the one that the rules make of it.
 */
export function mayFollow(person: Person, rules: SyncRules): boolean {
	const { problem, isWitness, scope, lastDay } = person;
	if (!rules.usernameFollowsRename || rules.username.kind !== 'fromName') return false;
	if (problem || isWitness || scope) return false;
	// Whoever leaves needs no other name; a contract that ends is no farewell.
	const isGoing = lastDay !== undefined && !lastDay.isOfContract;
	return !isGoing && leavingOf(person, rules).kind !== 'now';
}

interface Renamed {
	person: Person;
	user: PlanUser;
	rules: UsernameRules;
}

interface World {
	directory: Directory;
	rules: SyncRules;
	rulesOf(person: Person): SyncRules;
	/** usernames of those who are to get a user */
	chosen: ReadonlyMap<Person, Joining>;
}

/**
 * New usernames for people whose name has changed, and whose username is exactly what the rules make of the
 * name that their user has now: whoever was given one by hand keeps it. Only where the link says whose user
 * it is, and nothing speaks against it. Namesakes get their numbers in the order of their employee ids, after
 * those who are to get a user.
 */
export function renamings(
	people: readonly Person[],
	identified: ReadonlyArray<Identified<PlanUser>>,
	{ directory, rules: { protectedUsers }, rulesOf, chosen }: World,
): Map<Person, Renaming> {
	const { users, bound } = directory;
	const candidates = people.flatMap((person, index): Renamed[] => {
		const rules = rulesOf(person);
		const found = renamed(person, identified[index], directory, rules);
		return found ? [found] : [];
	});
	const wished = [...chosen].flatMap(([{ username }, joining]) =>
		joining.kind === 'username' ? [joining.username] : [username],
	);
	// A name that somebody gives up now is free for the next plan only: nobody knows whether it is given up.
	const taken = takenUsernames([
		...users.users.flatMap(usernamesOf),
		...[...wished, ...protectedUsers.usernames],
	]);
	const found = new Map<Person, Renaming>();
	for (const { person, user, rules } of candidates.toSorted(inTurn)) {
		const why = bound?.get(user.id);
		if (why !== undefined) {
			found.set(person, { kind: 'kept', message: staysBecause(person, user, why) });
			continue;
		}
		const username = firstFree(wantedUsername(person, rules), taken, rules);
		taken.add(username.toLowerCase());
		found.set(person, { kind: 'renamed', username });
	}
	return found;
}

/** Whether the username of one person would follow their name, if their user is bound to nothing. */
export function followsName(
	person: Person,
	identified: Identified<PlanUser>,
	directory: Directory,
	rules: SyncRules,
): boolean {
	return renamed(person, identified, directory, rules) !== undefined;
}

function renamed(
	person: Person,
	identified: Identified<PlanUser> | undefined,
	directory: Directory,
	rules: SyncRules,
): Renamed | undefined {
	if (!mayFollow(person, rules) || rules.username.kind !== 'fromName') return undefined;
	const user = userOf(person, identified, directory, rules.protectedUsers);
	const { rules: own } = rules.username;
	return user && isOutgrown(person, user, own) ? { person, user, rules: own } : undefined;
}

const inTurn = ({ person: one }: Renamed, { person: other }: Renamed) => byEmployee(one, other);

/** The one user who is certainly theirs, by the link, and may be written. */
function userOf(
	{ email }: Person,
	{ users, by, conflict, disputed = [] }: Identified<PlanUser> = { users: [] },
	{ leftAlone }: Directory,
	protectedUsers: ProtectedUsers,
): PlanUser | undefined {
	const [user, ...others] = users;
	const isCertain = by === 'link' && !conflict && others.length + disputed.length === 0;
	if (!user || !isCertain || leftAlone?.has(user.id)) return undefined;
	const isKept = [{ email }, user].some((who) => isProtected(protectedUsers, who));
	return isKept ? undefined : user;
}

/** Whether a username was made of the name that the user has, and could not be of the new one. */
function isOutgrown(person: Person, user: PlanUser, rules: UsernameRules): boolean {
	const { firstName, lastName } = person;
	const before = { firstName: user.firstname ?? '', lastName: user.lastname ?? '' };
	if (firstName === before.firstName && lastName === before.lastName) return false;
	// What one side does not know was not part of the name that changes.
	const isWhole =
		(firstName === '') === (before.firstName.trim() === '') &&
		(lastName === '') === (before.lastName.trim() === '');
	if (!isWhole || !hasLetters(person, rules)) return false;
	return (
		isMadeFromName(user.username, before, rules) && !isMadeFromName(user.username, person, rules)
	);
}

function staysBecause(person: Person, { username }: PlanUser, why: string): string {
	return `${describePerson(person)} has another name now, and keeps the username '${username}': ${why} Change it in JumpCloud by hand if it is to follow the name.`;
}

/** What of a user tells that the name is in use somewhere else than in JumpCloud. */
export interface Bindable {
	systemUsername?: string | null;
	externally_managed?: boolean | null;
	external_source_type?: string | null;
	external_dn?: string | null;
	delegatedAuthority?: unknown;
	restrictedFields?: Array<{ field?: string | null }> | null;
	ldap_binding_user?: boolean | null;
	samba_service_user?: boolean | null;
	sudo?: boolean | null;
	passwordless_sudo?: boolean | null;
}

/** The fields of {@link Bindable}. */
export const BINDABLE_FIELDS = [
	...['systemUsername', 'externally_managed', 'external_source_type', 'external_dn'],
	...['delegatedAuthority', 'restrictedFields', 'ldap_binding_user', 'samba_service_user'],
	...['sudo', 'passwordless_sudo'],
];

/** Why the username of a user stays, as far as the user tells; what they are bound to is asked for apart. */
export function whyNamedElsewhere(user: Bindable): string | undefined {
	const isRestricted = (user.restrictedFields ?? []).some(({ field }) => field === 'username');
	const isElsewhere = [user.external_source_type, user.external_dn, user.delegatedAuthority].some(
		Boolean,
	);
	if (user.externally_managed === true || isRestricted || isElsewhere) {
		return 'another directory manages the user.';
	}
	if (user.systemUsername?.trim()) return 'the user has a local account on a device.';
	if (user.ldap_binding_user === true) return 'it is a user by whom others log in to LDAP.';
	if (user.samba_service_user === true) return 'it is a service user for Samba.';
	const isAdmin = user.sudo === true || user.passwordless_sudo === true;
	return isAdmin ? 'the user is an administrator of devices.' : undefined;
}
