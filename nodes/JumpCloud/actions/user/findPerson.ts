import { match } from '../../sync/match';
import type { Link, Match } from '../../sync/match';
import { usernamePatterns, wantedUsername } from '../../sync/username';
import type { JumpCloud } from '../../transport/client';
import { anyCase, findUsers } from '../../transport/users';
import type { Clause, User } from '../../transport/users';
import type { Person } from './fields/person';
import type { UsernameChoice } from './fields/username';

export interface Found {
	match: Match<User>;
	/** everybody the search brought, for the choice of a username */
	candidates: User[];
}

/**
 * Answers in one call who the person is in JumpCloud and which usernames near the wanted one are
 * taken, in whatever state their users are.
 */
export async function findPerson(
	api: JumpCloud,
	person: Person,
	link: Link,
	username: UsernameChoice,
): Promise<Found> {
	const clauses = [
		...linkClauses(person.employeeId, link),
		{ email: anyCase(person.email) },
		...usernameClauses(person, username),
	];
	const candidates = await findUsers(api, { filter: { or: clauses } });
	return { candidates, match: match(person, candidates, link) };
}

/** Finds who is linked to an employee; the answer can hold others and must be matched. */
export function linkClauses(employeeId: string, link: Link): Clause[] {
	if (link.kind === 'none' || employeeId === '') return [];
	// A search for name and value together would match the name of one attribute and the value of another.
	if (link.kind === 'customAttribute') return [{ 'attributes.value': employeeId }];
	return [{ employeeIdentifier: employeeId }];
}

function usernameClauses(person: Person, choice: UsernameChoice): Clause[] {
	if (choice.kind === 'given')
		return choice.username ? [{ username: anyCase(choice.username) }] : [];
	const patterns = usernamePatterns(wantedUsername(person, choice.rules), choice.rules);
	return patterns.map((pattern) => ({ username: { $regex: `(?i)${pattern}` } }));
}
