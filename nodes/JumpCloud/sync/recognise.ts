import { describePerson } from './conflict';
import type { DirectoryIndex } from './directoryIndex';
import { groupedBy, keyOf } from './directoryIndex';
import type { Person } from './input';
import { conflictText, match } from './match';
import type { ConflictKind, DirectoryUser, Link } from './match';
import type { PeopleConflict } from './planned';

export interface Collision<U extends DirectoryUser> {
	conflict: ConflictKind | PeopleConflict;
	message: string;
	users: U[];
}

/** Who a person is in the directory. */
export interface Recognised<U extends DirectoryUser> {
	/** nobody when there is none, or when it is not certain who */
	user?: U;
	/** by the permanent link, which decides also when the email is somebody else's */
	isLinked: boolean;
	collision?: Collision<U>;
}

/**
 * Finds the user of every person. More than one person for one user, and more than one user for one
 * person, is a collision for everybody concerned, whoever comes first in the input. The email of
 * somebody who has left, and has no user of their own, is not theirs any more once a person who stays
 * has it.
 *
 * @param stays whether somebody is not a leaver
 * @returns in the order of the people
 */
export function recognise<U extends DirectoryUser>(
	people: Person[],
	directory: DirectoryIndex<U>,
	link: Link,
	stays: (person: Person) => boolean,
): Array<Recognised<U>> {
	const byEmployee = groupedBy(people, ({ employeeId }) => employeeId || undefined);
	const byEmail = groupedBy(people, ({ email }) => keyOf(email) || undefined);
	const hasPassedOnEmail = (person: Person): boolean =>
		!stays(person) &&
		directory.linkedTo(person.employeeId).length === 0 &&
		(byEmail.get(keyOf(person.email)) ?? []).some(stays);
	const found = people.map((person): Recognised<U> => {
		if (person.blocked) return { isLinked: false };
		const twins = byEmployee.get(person.employeeId) ?? [];
		if (twins.length > 1) return collided(employeeTwice(person, twins.length));
		if (hasPassedOnEmail(person)) return { isLinked: false };
		const outcome = match(person, directory.candidates(person), link);
		const [owner, ...others] = directory.linkedTo(person.employeeId);
		const linked = others.length === 0 ? owner : undefined;
		const sharers = (byEmail.get(keyOf(person.email)) ?? []).filter(
			(other) => !hasPassedOnEmail(other),
		);
		const collision =
			sharers.length > 1
				? emailOfSeveral(person, sharers, directory.withEmail(person.email))
				: outcome.kind === 'conflict'
					? { ...outcome, message: conflictText(person, outcome) }
					: undefined;
		if (collision) return { user: linked, isLinked: linked !== undefined, collision };
		if (outcome.kind !== 'matched') return { isLinked: false };
		return { user: outcome.user, isLinked: outcome.by === 'link' };
	});
	return withoutSharedUsers(people, found);
}

/** Whatever way it comes about: a user whom two people claim belongs to neither for now. */
function withoutSharedUsers<U extends DirectoryUser>(
	people: Person[],
	found: Array<Recognised<U>>,
): Array<Recognised<U>> {
	const claims = groupedBy(found, ({ user }) => user?.id);
	return found.map((one, index) => {
		const { user } = one;
		const person = people[index];
		if (!user || !person || (claims.get(user.id) ?? []).length < 2) return one;
		return collided({
			conflict: 'several_people',
			message: `${describePerson(person)} is one of several people who have the JumpCloud user "${user.username}" (${user.id}). Correct the emails or IDs in the source.`,
			users: [user],
		});
	});
}

function collided<U extends DirectoryUser>(collision: Collision<U>): Recognised<U> {
	return { isLinked: false, collision };
}

function employeeTwice<U extends DirectoryUser>(person: Person, count: number): Collision<U> {
	return {
		conflict: 'employee_twice',
		message: `${describePerson(person)} is in the input ${count} times. Nothing was planned for any of them; pass each employee once.`,
		users: [],
	};
}

function emailOfSeveral<U extends DirectoryUser>(
	person: Person,
	sharers: Person[],
	users: U[],
): Collision<U> {
	const ids = sharers.map(({ employeeId }) => employeeId || 'without an ID').sort();
	return {
		conflict: 'email_of_several_people',
		message: `${describePerson(person)} shares the work email with others: employees ${ids.join(', ')}. Give each of them a work email of their own.`,
		users,
	};
}
