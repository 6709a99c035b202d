import { describePerson } from './conflicts';
import type { Conflict } from './conflicts';
import { agrees } from './letters';
import type { Person } from './person';
import { conflicting } from './planned';
import type { Directory, SyncRules } from './rules';
import { firstFree, fromNamePart, byEmployee, takenUsernames, wantedUsername } from './username';
import type { EmailRules, Joining, NamedPerson } from './username';
import { groupedBy, keyOf, linkOf, literal } from './users';
import type { DirectoryUser, Link } from './users';

/** Mail servers take 64 characters before the "@"; four of them are left to a number. */
const LONGEST_STEM = 60;

const ANY_LENGTH = { letterCase: 'lower', maxLength: null } as const;

/** Letters, digits, dots, underscores, hyphens, and at least one of the words in braces. */
export function isEmailPattern(pattern: string): boolean {
	return (
		/^(?:[a-z0-9._-]|\{(?:first|last|f|l|username)\})+$/.test(pattern) && pattern.includes('{')
	);
}

/** A domain in small letters, as mail servers have it: letters of other scripts in their xn-- form. */
export function isDomain(domain: string): boolean {
	return (
		domain.length <= 253 &&
		/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain)
	);
}

/** What stands before the "@" when nobody else has it; the username where the name leaves no letter. */
function wantedLocal(
	{ firstName, lastName }: NamedPerson,
	username: string,
	{ pattern, letterSpelling }: EmailRules,
): string {
	const [first = '', last = ''] = [firstName, lastName].map((name) =>
		fromNamePart(name, letterSpelling).toLowerCase(),
	);
	const words: Record<string, string> = {
		...{ first, last, f: first.slice(0, 1), l: last.slice(0, 1) },
		username: username.toLowerCase(),
	};
	const filled = pattern.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? '');
	const isNameless = first === '' && last === '';
	return tidy(isNameless ? '' : filled) || tidy(username.toLowerCase());
}

/** No mail server takes a dot at an end, or two in a row. */
function tidy(local: string): string {
	const single = local.replace(/([._-])[._-]+/g, '$1').replace(/^[._-]+/, '');
	return single.slice(0, LONGEST_STEM).replace(/[._-]+$/, '');
}

/** A regular expression, anchored and without flags, for every email that could collide with a made one. */
export function madeEmailPattern(person: NamedPerson, username: string, rules: EmailRules): string {
	return `^${literal(stemOf(wantedLocal(person, username, rules)))}[0-9]*@${literal(rules.domain)}$`;
}

/** The first email that nobody has, with a number as usernames get it. @param taken emails, in lower case */
export function firstFreeEmail(
	person: NamedPerson,
	username: { chosen: string; wanted: string },
	taken: Iterable<string>,
	rules: EmailRules,
): string {
	const end = `@${rules.domain}`;
	const locals = takenUsernames(
		[...taken].flatMap((email) => (email.endsWith(end) ? [email.slice(0, -end.length)] : [])),
	);
	const own = wantedLocal(person, username.chosen, rules);
	if (!locals.has(own)) return own + end;
	return firstFree(wantedLocal(person, username.wanted, rules), locals, ANY_LENGTH) + end;
}

/** The emails of users, those beside the login email too: nobody else may get one of them. */
export function emailsOf(user: { email: string; alternateEmail?: string | null }): string[] {
	return [user.email, user.alternateEmail ?? ''].map(keyOf).filter(Boolean);
}

/**
 * Users without a link who have an email like the one that would be made, and a name that agrees: most
 * likely the very person, whom somebody has made by hand. A second account is not made beside them.
 */
export function unlinkedNamesake<U extends DirectoryUser>(
	person: NamedPerson,
	users: readonly U[],
	link: Link,
): Conflict<U> | undefined {
	const found = users.filter((user) => linkOf(user, link) === undefined && agrees(person, user));
	const [first] = found;
	if (!first) return undefined;
	return {
		conflict: 'unlinked_user',
		message: `${describePerson(person)} has no work email, and the JumpCloud user "${first.username}" (${first.email}), who is linked to nobody, has a name that agrees and an email like the one that would be made. If it is the same person, enter that email in the source, or the link in JumpCloud.`,
		users: found,
	};
}

interface Around {
	/** everybody of the input, whose own emails are nobody else's */
	people: readonly Person[];
	directory: Directory;
	rulesOf: (person: Person) => SyncRules;
}

/**
 * An email for everybody who is to get a user and has none: free in the directory, in the input, and
 * among those that are made here, in the order of the employee ids whatever that of the input is.
 *
 * @param usernames those that have been chosen for them
 */
export function makeEmails(
	joiners: readonly Person[],
	usernames: ReadonlyMap<Person, Joining>,
	{ people, directory, rulesOf }: Around,
): Map<Person, Joining> {
	const { users } = directory.users;
	const taken = new Set([
		...users.flatMap(emailsOf),
		// Also those of managers who are not in the input: nobody new is to become somebody's manager.
		...people
			.flatMap(({ email, manager }) => [email, manager])
			.map(keyOf)
			.filter(Boolean),
	]);
	const byStem = groupedBy(users, ({ email }) => stemOf(keyOf(email)));
	const made = new Map<Person, Joining>();
	for (const person of joiners.toSorted(byEmployee)) {
		const { madeEmails, username: rule, link, protectedUsers } = rulesOf(person);
		const chosen = usernames.get(person);
		if (!madeEmails || chosen?.kind !== 'username') continue;
		const { username } = chosen;
		const wanted = rule.kind === 'given' ? username : wantedUsername(person, rule.rules);
		const stem = `${stemOf(wantedLocal(person, wanted, madeEmails))}@${madeEmails.domain}`;
		const conflict = unlinkedNamesake(person, byStem.get(stem) ?? [], link);
		if (conflict) {
			made.set(person, { kind: 'problem', entry: conflicting(conflict) });
			continue;
		}
		const names = { chosen: username, wanted };
		const others = [...taken, ...protectedUsers.emails];
		const email = firstFreeEmail(person, names, others, madeEmails);
		taken.add(email);
		made.set(person, { kind: 'username', username, email, note: noteOf(email) });
	}
	return made;
}

/** An email, or what stands before its "@", without the number at its end. */
function stemOf(email: string): string {
	return email.replace(/[0-9]+(?=@|$)/, '');
}

/** What HR gets to read. */
function noteOf(email: string): string {
	return `The source has no work email for this person, so the user gets ${email}. Enter it there; until then the user keeps it.`;
}
