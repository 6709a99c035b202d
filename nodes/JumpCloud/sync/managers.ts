import type { Person } from './person';
import type { FieldChange } from './planned';
import { keyOf } from './users';
import type { DirectoryUser, UserIndex } from './users';

/** Marks a manager who has no user before the plan is applied; what follows is how to find them. */
const PENDING = 'employee:';

/** Users by the employee ids and emails of the people whose they are; '' for those yet to be created. */
export type UsersOfPeople = ReadonlyMap<string, string>;

/** Whom a manager can be found among, apart from the directory as it is. */
export function usersOfPeople(
	people: ReadonlyArray<{ person: Person; userId: string; hasLeft: boolean }>,
): UsersOfPeople {
	const found = new Map<string, string>();
	for (const { person, userId, hasLeft } of people) {
		if (person.employeeId !== '') found.set(person.employeeId, userId);
		// The address of somebody who has left may be anybody's by now.
		if (!hasLeft) found.set(keyOf(person.email), userId);
	}
	return found;
}

/** What has to change in the manager of a user, or of one who is yet to be created. */
export function managerChange<U extends DirectoryUser & { manager?: string | null }>(
	{ manager, employeeId, email }: Pick<Person, 'manager' | 'employeeId' | 'email'>,
	user: U | undefined,
	directory: UserIndex<U>,
	known: UsersOfPeople,
): FieldChange[] {
	const isOwn = manager === employeeId || keyOf(manager) === keyOf(email);
	const to = isOwn ? undefined : managerValue(manager, directory, known);
	const from = user?.manager || null;
	if (to === undefined || to === from || to === user?.id) return [];
	return [{ field: 'manager', from, to }];
}

/**
 * What to write as manager: the id of the user, or for somebody whom the plan creates a word by which
 * they are found afterwards. Nothing when nobody fits, or more than one.
 */
function managerValue<U extends DirectoryUser>(
	manager: string,
	directory: UserIndex<U>,
	known: UsersOfPeople,
): string | undefined {
	if (manager === '') return undefined;
	const isEmail = manager.includes('@');
	const own = known.get(isEmail ? keyOf(manager) : manager);
	if (own !== undefined) return own || `${PENDING}${manager}`;
	const users = isEmail ? directory.withEmail(manager) : directory.linkedTo(manager);
	return users.length === 1 ? users[0]?.id : undefined;
}

/** By what a manager is found who had no user when the plan was made; undefined for an id. */
export function pendingManager(value: unknown): string | undefined {
	return typeof value === 'string' && value.startsWith(PENDING)
		? value.slice(PENDING.length)
		: undefined;
}
