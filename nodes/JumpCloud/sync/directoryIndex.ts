import { linkOf } from './match';
import type { DirectoryUser, Identity, Link } from './match';

/** All users of the directory, found by what a person is recognised by. */
export interface DirectoryIndex<U extends DirectoryUser> {
	users: U[];
	byId: ReadonlyMap<string, U>;
	/** those who are linked to an employee, or have an email, in any letter case */
	linkedTo(employeeId: string): U[];
	withEmail(email: string): U[];
	/** everybody who could be the person */
	candidates(person: Identity): U[];
}

/** Reads the users once, so that looking for thousands of people costs no more than for one. */
export function indexUsers<U extends DirectoryUser>(users: U[], link: Link): DirectoryIndex<U> {
	// A page walk can bring somebody twice when the list changes meanwhile.
	const byId = new Map(users.map((user) => [user.id, user]));
	// In an order of their own: what is said of several users must not depend on that of the list.
	const distinct = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
	const byLink = groupedBy(distinct, (user) => linkOf(user, link));
	const byEmail = groupedBy(distinct, ({ email }) => keyOf(email) || undefined);
	const linkedTo = (employeeId: string) => byLink.get(employeeId.trim()) ?? [];
	const withEmail = (email: string) => byEmail.get(keyOf(email)) ?? [];
	return {
		users: distinct,
		byId,
		linkedTo,
		withEmail,
		candidates: ({ employeeId, email }) => [...linkedTo(employeeId), ...withEmail(email)],
	};
}

/** Records by a key; those without one are left out. */
export function groupedBy<T>(
	records: readonly T[],
	keyFor: (record: T) => string | undefined,
): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const record of records) {
		const key = keyFor(record);
		if (key === undefined) continue;
		const group = groups.get(key);
		if (group) group.push(record);
		else groups.set(key, [record]);
	}
	return groups;
}

/** An email as a key: letter case and blanks around it do not count. */
export function keyOf(email: string): string {
	return email.trim().toLowerCase();
}
