import { emailInUse, linkedToOther, possiblySomebodyElse, severalLinked } from '../sync/conflicts';
import type { Conflict, Identity } from '../sync/conflicts';
import { identify } from '../sync/identity';
import type { IdentityRules } from '../sync/identity';
import { usernamePatterns, usernamesOf, wantedUsername } from '../sync/username';
import type { UsernameRules } from '../sync/username';
import { emailClause, indexUsers, keyOf, linkOf, sameEmail } from '../sync/users';
import type { DirectoryUser, Link } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import type { User } from '../transport/systemUser';
import { anyCase, findUsers, linkClauses, namedLike, readUser } from '../transport/users';
import type { Clause } from '../transport/users';

/** How the username of a new user is made. */
export type UsernameWish =
	/** `planned` is taken as long as it is free */
	| { kind: 'fromName'; rules: UsernameRules; planned?: string }
	| { kind: 'given'; username: string };

/** Whose user it is, of one person who is looked at alone. */
type Match =
	| { kind: 'none' }
	/**
	 * `also`: further users of somebody who leaves, who is linked to several; `doubt`: of somebody who
	 * leaves, what is linked to them and may be somebody else's
	 */
	| { kind: 'matched'; by: 'link' | 'email'; user: User; also?: User[]; doubt?: Conflict<User> }
	| ({ kind: 'conflict' } & Conflict<User>);

/** What a search for somebody brought. */
export interface Found {
	match: Match;
	/** everybody the search brought, for the choice of a username */
	candidates: User[];
	/** when it was sent, by `Date.now()` */
	readAtMs: number;
}

/** A person to look for; whoever does not stay, or is inactive, adopts nobody. */
export type Sought = Identity & { stays: boolean; isInactive?: boolean };

/**
 * Answers in one call who a person is in JumpCloud and which usernames near the wanted one are taken,
 * in whatever state their users are.
 *
 * @returns the match, and everybody the search brought
 * @throws NodeApiError when JumpCloud refuses
 */
export async function findPerson(
	api: JumpCloud,
	person: Sought,
	rules: IdentityRules,
	username: UsernameWish,
): Promise<Found> {
	const readAtMs = Date.now();
	const clauses = [
		...linkClauses([person.employeeId], rules.link),
		...(person.email === '' ? [] : [emailClause(person.email)]),
		...usernameClauses(person, username),
	];
	const candidates = await findUsers(api, { filter: { or: clauses } });
	const match = withoutDoubt(matchOf(person, candidates, rules));
	// Whoever has left may have several, but only one can be written from one item.
	const several = match.kind === 'matched' && match.also?.length ? [match.user, ...match.also] : [];
	if (several.length === 0) return { candidates, match, readAtMs };
	return { candidates, match: { kind: 'conflict', ...severalLinked(person, several) }, readAtMs };
}

/** The one answer of `sync/identity`, for one person. */
function matchOf(person: Sought, candidates: User[], rules: IdentityRules): Match {
	const [found] = identify([person], indexUsers(candidates, rules.link), rules);
	const { users = [], by, conflict } = found ?? {};
	const [user, ...also] = users;
	if (conflict?.conflict === 'link_doubtful' && user) {
		return { kind: 'matched', by: 'link', user, also, doubt: conflict };
	}
	if (conflict) return { kind: 'conflict', ...conflict };
	return user
		? { kind: 'matched', by: by === 'link' ? 'link' : 'email', user, also }
		: { kind: 'none' };
}

/** Doubt about one user is doubt about the person, for whatever is not to be taken from them. */
function withoutDoubt(match: Match): Match {
	return match.kind === 'matched' && match.doubt ? { kind: 'conflict', ...match.doubt } : match;
}

/** One user, by what is known of them. */
export type UserRef =
	| { by: 'id'; value: string }
	| { by: 'email'; value: string }
	| { by: 'employeeIdentifier'; value: string };

/** A reference, and how an employee is found with it. */
export interface Target {
	ref: UserRef;
	link: Link;
	/** the work email by which an employee is found to whom nobody is linked; may be empty */
	fallbackEmail: string;
	/**
	 * they lose the access, `now` or later: doubt about one of their users keeps no other one open; once
	 * it is over, all who are linked to them
	 */
	leaving?: 'now' | 'later';
	/** what the item says about the very person that the reference names, where it does */
	person?: Sought;
}

/**
 * Which user is meant. An employee is found by the link, which decides, then by the email if the name
 * agrees and the item does not say that they have left; an email finds who has it, unless they are
 * linked to somebody else than the item is about, or somebody else is linked to that person.
 *
 * @throws NodeApiError when JumpCloud refuses
 */
export async function findTarget(
	api: JumpCloud,
	target: Target,
): Promise<Omit<Found, 'candidates'>> {
	const { ref, link } = target;
	const readAtMs = Date.now();
	if (ref.by === 'id') {
		const user = await readUser(api, ref.value);
		return { match: user ? { kind: 'matched', by: 'link', user } : { kind: 'none' }, readAtMs };
	}
	const person = soughtIn(target);
	const email = isSoughtByEmail(target) ? [emailClause(person.email)] : [];
	const clauses = [...linkClauses([person.employeeId], link), ...email];
	const candidates = await findUsers(api, { filter: { or: clauses } });
	const match = matchTarget(target, person, candidates);
	return { match: target.leaving ? match : withoutDoubt(match), readAtMs };
}

/** What else an item says of an employee tells who they are not, and finds nobody. */
function isSoughtByEmail({ ref, fallbackEmail }: Target): boolean {
	return ref.by === 'email' || fallbackEmail !== '';
}

function matchTarget(target: Target, person: Sought, candidates: User[]): Match {
	const { ref, link } = target;
	const isOver = target.leaving === 'now';
	const rules = { ...CAREFUL, link };
	const withEmail = candidates.filter((user) => sameEmail(user.email, person.email));
	const linked = candidates.filter((user) => linkOf(user, link) === person.employeeId);
	if (ref.by === 'email') {
		// By email alone it does not matter to whom the user is linked.
		if (person.employeeId === '') {
			const match = matchOf(person, withEmail, { ...rules, link: { kind: 'none' } });
			const [user] = withEmail;
			// The email of whoever has left may be somebody else's by now, and there is no ID to tell.
			const isUntold = hasLeft(person) && link.kind !== 'none' && match.kind === 'matched';
			return isUntold && user
				? { kind: 'conflict', ...possiblySomebodyElse(person, [user]) }
				: match;
		}
		if (withEmail.length === 0) return { kind: 'none' };
		const others = withEmail.filter((user) => !linked.includes(user));
		if (linked.length > 0 && others.length > 0) {
			return { kind: 'conflict', ...emailInUse(person, linked, others) };
		}
	}
	const found = isSoughtByEmail(target) ? candidates : linked;
	const match = matchByLink(person, found, rules, isOver);
	if (match.kind === 'matched' && match.also?.length && !isOver) {
		return { kind: 'conflict', ...severalLinked(person, [match.user, ...match.also]) };
	}
	// Whoever has left has no claim to it, which is no answer to who was meant.
	const theirs = match.kind === 'none' ? found.filter((user) => withEmail.includes(user)) : [];
	return theirs.length > 0 ? { kind: 'conflict', ...linkedToOther(person, theirs) } : match;
}

function hasLeft({ stays, isInactive }: Sought): boolean {
	return !stays || isInactive === true;
}

/** Where somebody is linked, that decides, whoever else has the email. */
function matchByLink(person: Sought, found: User[], rules: IdentityRules, isOver: boolean): Match {
	const match = matchOf(person, found, rules);
	if (match.kind !== 'conflict') return match;
	if (isOver && match.conflict === 'several_linked') {
		return matchOf({ ...person, stays: false }, found, rules);
	}
	return match.conflict === 'email_in_use'
		? matchOf({ ...person, email: '' }, found, rules)
		: match;
}

function soughtIn({ ref, fallbackEmail, person }: Target): Sought {
	const known = person ?? { employeeId: '', email: '', firstName: '', lastName: '', stays: true };
	return ref.by === 'email'
		? { ...known, email: ref.value }
		: { ...known, employeeId: ref.value, email: fallbackEmail || known.email };
}

/** The employee and the email behind a reference, as far as it names them. */
export function identityOf({ ref, fallbackEmail }: Pick<Target, 'ref' | 'fallbackEmail'>) {
	if (ref.by === 'email') return { employeeId: '', email: ref.value };
	return { employeeId: ref.by === 'employeeIdentifier' ? ref.value : '', email: fallbackEmail };
}

/** Where an admin has said nothing about users without a link. */
export const CAREFUL = { unlinkedUser: 'ifNameAgrees', newRecord: 'report' } as const;

/** All users who are linked to an employee, by id: those with smaller ids were there before. */
export async function linkedUsers(api: JumpCloud, employeeId: string, link: Link): Promise<User[]> {
	const clauses = linkClauses([employeeId], link);
	if (clauses.length === 0) return [];
	const found = await findUsers(api, { filter: { or: clauses } });
	return found
		.filter((user) => linkOf(user, link) === employeeId)
		.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The ids of the users who can be meant as somebody's manager. Several people share a manager, so each
 * one is looked up once per run.
 */
export async function managerIds(api: JumpCloud, ref: UserRef): Promise<string[]> {
	if (ref.by === 'id') return [ref.value];
	const key = `${ref.by}:${ref.value.toLowerCase()}`;
	const search = api.managers.get(key) ?? searchManagers(api, ref);
	api.managers.set(key, search);
	// What broke for this item may work for the next one.
	search.catch(() => api.managers.delete(key));
	return await search;
}

async function searchManagers(api: JumpCloud, { by, value }: UserRef): Promise<string[]> {
	const link = { kind: 'employeeIdentifier' } as const;
	const clauses = by === 'email' ? [emailClause(value)] : linkClauses([value], link);
	const users = await findUsers(api, { filter: { or: clauses } });
	const fits = users.filter((user) =>
		by === 'email' ? sameEmail(user.email, value) : linkOf(user, link) === value,
	);
	return fits.map(({ id }) => id);
}

/** The user of the person whom a plan names as manager, by employee id or email; nothing in doubt. */
export async function findPlannedManager(
	api: JumpCloud,
	wanted: string,
	link: Link,
): Promise<string | undefined> {
	const isEmail = wanted.includes('@');
	const clauses = isEmail ? [emailClause(wanted)] : linkClauses([wanted], link);
	if (clauses.length === 0) return undefined;
	const users = await findUsers(api, { filter: { or: clauses } });
	const fits = users.filter((user) =>
		isEmail ? sameEmail(user.email, wanted) : linkOf(user, link) === wanted,
	);
	return fits.length === 1 ? fits[0]?.id : undefined;
}

/** What stands in the way of a value, in words for people and for workflows. */
export interface Taken {
	conflict: string;
	message: string;
	/** those who collide */
	users: DirectoryUser[];
}

/** The username is somebody's, as their own or as that of their local account. */
export function hasUsername(username: string, user: User): boolean {
	return usernamesOf(user).some((name) => keyOf(name) === keyOf(username));
}

function usernameClauses(person: Identity, wish: UsernameWish): Clause[] {
	if (wish.kind === 'given') {
		return wish.username ? namedLike([anyCase(wish.username)]) : [];
	}
	const patterns = usernamePatterns(wantedUsername(person, wish.rules), wish.rules);
	return namedLike(patterns.map((pattern) => ({ $regex: `(?i)${pattern}` })));
}

/** Something in JumpCloud is not as it has to be, in the words of n8n: what, and what to do. */
export class DirectoryError extends Error {
	constructor(
		message: string,
		readonly description?: string,
	) {
		super(message);
	}
}
