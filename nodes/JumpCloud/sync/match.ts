export { conflictText } from './conflict';

/** Where a JumpCloud user remembers which employee they are. */
export type Link =
	| { kind: 'employeeIdentifier' }
	| { kind: 'customAttribute'; name: string }
	| { kind: 'none' };

export interface DirectoryUser {
	id: string;
	username: string;
	email: string;
	employeeIdentifier?: string | null;
	attributes?: Array<{ name: string; value?: string | null }> | null;
}

/** How a person of the HR system is recognised. */
export interface Identity {
	employeeId: string;
	email: string;
}

export type ConflictKind =
	| 'several_linked'
	| 'several_emails'
	| 'email_in_use'
	| 'linked_to_other_employee';

export interface Conflict<U extends DirectoryUser = DirectoryUser> {
	kind: 'conflict';
	conflict: ConflictKind;
	users: U[];
}

export type Match<U extends DirectoryUser> =
	| { kind: 'none' }
	| { kind: 'matched'; by: 'link' | 'email'; user: U }
	| Conflict<U>;

/** The employee id that a user is linked to; undefined when there is none or no link is kept. */
export function linkOf(user: DirectoryUser, link: Link): string | undefined {
	if (link.kind === 'none') return undefined;
	if (link.kind === 'employeeIdentifier') return user.employeeIdentifier?.trim() || undefined;
	const attribute = user.attributes?.find(({ name }) => name === link.name);
	return attribute?.value?.trim() || undefined;
}

/** Two emails are the same whatever their letter case and the blanks around them. */
export function sameEmail(one: string, other: string): boolean {
	const [a, b] = [one, other].map((email) => email.trim().toLowerCase());
	return a !== '' && a === b;
}

/**
 * Which of the users is this person: by the permanent link, then by the exact work email.
 *
 * More than one answer, or a user who belongs to another employee, is a conflict and never guessed.
 *
 * @param candidates what a search brought; may hold users who have nothing to do with the person
 */
export function match<U extends DirectoryUser>(
	person: Identity,
	candidates: U[],
	link: Link,
): Match<U> {
	const users = [...new Map(candidates.map((user) => [user.id, user])).values()];
	const employeeId = person.employeeId.trim();
	const linked = users.filter((user) => employeeId !== '' && linkOf(user, link) === employeeId);
	const withEmail = users.filter((user) => sameEmail(user.email, person.email));

	const [owner] = linked;
	if (linked.length > 1) return conflict('several_linked', linked);
	if (owner !== undefined) {
		const others = withEmail.filter((user) => user !== owner);
		if (others.length > 0) return conflict('email_in_use', [owner, ...others]);
		return { kind: 'matched', by: 'link', user: owner };
	}

	const [found] = withEmail;
	if (withEmail.length > 1) return conflict('several_emails', withEmail);
	if (found === undefined) return { kind: 'none' };
	if (linkOf(found, link) !== undefined) return conflict('linked_to_other_employee', [found]);
	return { kind: 'matched', by: 'email', user: found };
}

function conflict<U extends DirectoryUser>(kind: ConflictKind, users: U[]): Conflict<U> {
	return { kind: 'conflict', conflict: kind, users };
}
