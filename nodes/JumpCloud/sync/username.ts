import { describePerson } from './conflicts';
import { transliterate } from './letters';
import type { LetterSpelling } from './letters';
import type { Person } from './person';
import { conflicting, skipped } from './planned';
import type { BareEntry } from './planned';
import { groupedBy, literal } from './users';

export interface UsernameRules {
	letterCase: 'lower' | 'asTyped';
	/** 20 suits Windows, 30 suits macOS and Linux; null leaves only JumpCloud's own limit. */
	maxLength: 20 | 30 | null;
	/** plain unless told */
	letterSpelling?: LetterSpelling;
}

/** How new users get their username. */
export type UsernameRule = { kind: 'fromName'; rules: UsernameRules } | { kind: 'given' };

/** How the work email of somebody is made who has none in the source. */
export interface EmailRules {
	/** letters, digits, dots, underscores, hyphens, and the words {first} {last} {f} {l} {username} */
	pattern: string;
	domain: string;
	/** plain unless told */
	letterSpelling?: LetterSpelling;
}

/** The names of a user: that of the account on the devices may be another one. */
interface NamedUser {
	username: string;
	systemUsername?: string | null;
}

export interface NamedPerson {
	firstName: string;
	lastName: string;
	email: string;
	employeeId: string;
}

/** What JumpCloud stores at most. */
const LONGEST = 1024;

/** A search covers numbers up to 9,999 where the name has to give way to them. */
const MOST_DIGITS = 4;

const limitOf = ({ maxLength }: UsernameRules) => Math.min(maxLength ?? LONGEST, LONGEST);

const cut = (name: string, length: number) => name.slice(0, length).replace(/[._-]+$/, '');

const fromFirstLetter = (text: string) => text.replace(/^[^A-Za-z]+/, '');

/** A part of a name as usernames and made emails have it, in the letter case of the name. */
export function fromNamePart(name: string, spelling?: LetterSpelling): string {
	const kept = transliterate(name, spelling).replace(/[^A-Za-z0-9-]/g, '');
	return kept.replace(/-+/g, '-').replace(/^-|-$/g, '');
}

function fromName(
	{ firstName, lastName }: Pick<NamedPerson, 'firstName' | 'lastName'>,
	{ letterSpelling }: Pick<UsernameRules, 'letterSpelling'>,
): string {
	const parts = [firstName, lastName]
		.map((name) => fromNamePart(name, letterSpelling))
		.filter((part) => part !== '');
	return fromFirstLetter(parts.join('.'));
}

function fromEmail({ email }: NamedPerson): string {
	const localPart = transliterate(email.split('@', 1).join('')).replace(/[^A-Za-z0-9._-]/g, '');
	return fromFirstLetter(localPart.replace(/([._-])[._-]+/g, '$1'));
}

function fromEmployeeId({ employeeId }: NamedPerson): string {
	return `user${transliterate(employeeId).replace(/[^A-Za-z0-9]/g, '')}`;
}

/**
 * The username a person should have when nobody else has it: Firstname.Lastname.
 *
 * Names that leave no letter (a script without a table, digits only) fall back to the part of the
 * email before the "@", then to "user" with the employee id. The result always starts with a letter,
 * holds only letters, digits, dots, underscores and hyphens, and fits the limit.
 */
export function wantedUsername(person: NamedPerson, rules: UsernameRules): string {
	const name = cut(
		fromName(person, rules) || fromEmail(person) || fromEmployeeId(person),
		limitOf(rules),
	);
	return rules.letterCase === 'lower' ? name.toLowerCase() : name;
}

/** Whether a name leaves a letter: else the username is made of the email or the id in its place. */
export function hasLetters(
	names: Pick<NamedPerson, 'firstName' | 'lastName'>,
	rules: UsernameRules,
): boolean {
	return fromName(names, rules) !== '';
}

/**
 * Whether a username is exactly what the rules make of a name, with any number behind it or none. Of a
 * name that leaves no letter they make nothing: what stands in its place tells nothing about the name.
 */
export function isMadeFromName(
	username: string,
	names: Pick<NamedPerson, 'firstName' | 'lastName'>,
	rules: UsernameRules,
): boolean {
	if (!hasLetters(names, rules) || RESERVED_NAMES.includes(username.toLowerCase())) return false;
	const wanted = wantedUsername({ ...names, email: '', employeeId: '' }, rules);
	if (username === wanted) return true;
	const [digits = ''] = /[0-9]*$/.exec(username) ?? [];
	// A name can end with digits of its own.
	const numbers = [...digits].map((_, index) => digits.slice(index));
	return numbers.some((number) => {
		const stem = cut(wanted, limitOf(rules) - number.length);
		return !number.startsWith('0') && username === stem + number;
	});
}

/**
 * Regular expressions for one search that finds every username {@link freeUsername} could collide
 * with: the name with any number, and the shortened names where the number needs room.
 *
 * They are anchored sources without flags. JumpCloud compares with letter case unless the caller
 * puts `(?i)` in front, and usernames must be compared without it.
 */
export function usernamePatterns(wanted: string, rules: UsernameRules): string[] {
	const limit = limitOf(rules);
	const base = cut(wanted, limit);
	const patterns = [`^${literal(base)}[0-9]*$`];
	for (let digits = 1; digits <= MOST_DIGITS; digits++) {
		const stem = cut(base, limit - digits);
		if (stem !== base) patterns.push(`^${literal(stem)}[0-9]{${digits}}$`);
	}
	return patterns;
}

/**
 * The wanted username, or the first free one with a number appended to the last name
 * (alpha.zed, alpha.zed1, alpha.zed2 …). The name is shortened where the number would not fit.
 *
 * @param taken every username that the {@link usernamePatterns} find, in any letter case
 */
export function freeUsername(
	wanted: string,
	taken: Iterable<string>,
	rules: UsernameRules,
): string {
	return firstFree(wanted, takenUsernames(taken), rules);
}

/** Usernames that nobody may get, in lower case: those in use, and those that are reserved. */
export function takenUsernames(usernames: Iterable<string>): Set<string> {
	const taken = new Set(RESERVED_NAMES);
	for (const username of usernames) taken.add(username.toLowerCase());
	return taken;
}

/** As {@link freeUsername}, for many people in turn. @param taken as `takenUsernames` gives it */
export function firstFree(
	wanted: string,
	taken: ReadonlySet<string>,
	rules: UsernameRules,
): string {
	const limit = limitOf(rules);
	let candidate = cut(wanted, limit);
	for (let number = 1; taken.has(candidate.toLowerCase()); number++) {
		const suffix = String(number);
		candidate = cut(wanted, limit - suffix.length) + suffix;
	}
	return candidate;
}

/** All names by which a user is known: that of the account on the devices is as taken as the other. */
export function usernamesOf({ username, systemUsername }: NamedUser): string[] {
	return systemUsername ? [username, systemUsername] : [username];
}

/** What came of choosing a username for somebody who is to get a user. */
export type Joining =
	/** `email`: made for somebody who has none in the source, with a note for whoever keeps that */
	| { kind: 'username'; username: string; email?: string; note?: string }
	| { kind: 'problem'; entry: BareEntry };

/** What becomes of the username of somebody whose name has changed. */
export type Renaming =
	| { kind: 'renamed'; username: string }
	/** it stays, and somebody should know why */
	| { kind: 'kept'; message: string };

/**
 * Chooses a username for everybody who is to get a user, so that no two are the same. Given ones come
 * first; namesakes get their numbers in the order of their employee ids, whatever the order of the input.
 *
 * @param ruleFor how the username of a person is made
 */
export function joinerUsernames(
	joiners: Person[],
	users: readonly NamedUser[],
	{ usernames }: { usernames: ReadonlySet<string> },
	ruleFor: (person: Person) => UsernameRule,
): Map<Person, Joining> {
	// Whoever had the name of a protected user would be one.
	const taken = takenUsernames([...users.flatMap(usernamesOf), ...usernames]);
	const given = joiners.filter((person) => ruleFor(person).kind === 'given');
	const chosen = givenUsernames(given, taken);
	for (const { username } of given) taken.add(username.toLowerCase());
	for (const person of joiners.toSorted(byEmployee)) {
		const rule = ruleFor(person);
		if (rule.kind === 'given') continue;
		const username = firstFree(wantedUsername(person, rule.rules), taken, rule.rules);
		taken.add(username.toLowerCase());
		chosen.set(person, { kind: 'username', username });
	}
	return chosen;
}

function givenUsernames(joiners: Person[], taken: ReadonlySet<string>): Map<Person, Joining> {
	const wishes = groupedBy(joiners, ({ username }) => username.toLowerCase() || undefined);
	return new Map(
		joiners.map((person) => {
			const wish = person.username.toLowerCase();
			if (wish === '') return [person, problem(skipped(NO_USERNAME))];
			const isFree = !taken.has(wish) && wishes.get(wish)?.length === 1;
			if (isFree) return [person, { kind: 'username', username: person.username }];
			return [person, problem(takenEntry(person))];
		}),
	);
}

function takenEntry(person: Person): BareEntry {
	const message = `${describePerson(person)} should get the username '${person.username}', which somebody else has or should get, or which is reserved or protected. Choose another one, or 'From Name'.`;
	return conflicting({ conflict: 'username_taken', message, users: [] });
}

function problem(entry: BareEntry): Joining {
	return { kind: 'problem', entry };
}

/** Short numbers before long ones, as numbers are counted. */
/** An order of people that does not depend on how they come; numbers count as such. */
export function byEmployee(
	a: Pick<Person, 'employeeId' | 'email'>,
	b: Pick<Person, 'employeeId' | 'email'>,
): number {
	const [one, other] = [a, b].map(({ employeeId, email }) => employeeId || email);
	if (one === undefined || other === undefined) return 0;
	return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

const NO_USERNAME = {
	reason: 'missing_username',
	message: "'Given Username' is empty. Map a username for every new person, or choose 'From Name'.",
} as const;

/**
 * Names that an operating system, a mail server or JumpCloud itself uses. A person who happens to
 * be called like one gets a number, as if somebody had that name already.
 */
export const RESERVED_NAMES: readonly string[] = [
	// Linux and macOS accounts and groups
	...['adm', 'apache', 'backup', 'bin', 'daemon', 'docker', 'ftp', 'games', 'gnats', 'halt', 'irc'],
	...['list', 'lp', 'mail', 'man', 'messagebus', 'mysql', 'news', 'nginx', 'nobody', 'nogroup'],
	...['ntp', 'operator', 'postfix', 'postgres', 'proxy', 'root', 'shadow', 'shutdown', 'sshd'],
	...['staff', 'sudo', 'sync', 'sys', 'syslog', 'toor', 'tty', 'utmp', 'uucp', 'wheel', 'www-data'],
	// Windows accounts, groups, and device names that cannot be a profile folder
	...['admin', 'administrator', 'administrators', 'anonymous', 'aux', 'con', 'default'],
	...['defaultaccount', 'everyone', 'guest', 'guests', 'local', 'localservice', 'network'],
	...['networkservice', 'nul', 'power', 'prn', 'public', 'service', 'system', 'user', 'users'],
	...['wdagutilityaccount'],
	...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((port) => [`com${port}`, `lpt${port}`]),
	// Mail addresses that a domain keeps for its operators
	...['abuse', 'hostmaster', 'postmaster', 'security', 'support', 'webmaster'],
	'jumpcloud',
];
