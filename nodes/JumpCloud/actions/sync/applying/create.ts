import { asText } from '../../../../shared/values';
import { changedFields, isAttribute, wantedAfter } from '../../../sync/attributes';
import { conflictText } from '../../../sync/conflict';
import { keyOf } from '../../../sync/directoryIndex';
import { pendingManager } from '../../../sync/managers';
import type { FieldChange } from '../../../sync/planned';
import type { User } from '../../../transport/users';
import { createPerson } from '../../user/createPerson';
import type { NewUser } from '../../user/createPerson';
import { findPerson } from '../../user/findPerson';
import { Refused, linkOfField } from './task';
import type { Applying, Task } from './task';

/**
 * Creates the user of a task, unless somebody has in the meantime.
 *
 * @throws Refused when the person has a user by now, or cannot be told from somebody else
 */
export async function createPlanned({ api, created }: Applying, task: Task): Promise<void> {
	const wish = newUser(task);
	const found = await findPerson(api, wish.person, wish.link, wish.username);
	const { match } = found;
	if (match.kind === 'conflict') throw new Refused('conflict', conflictText(wish.person, match));
	if (match.kind === 'matched') return isThere(task, match.user, wish);
	const creation = await createPerson(api, wish, found);
	if (creation.kind === 'exists') return isThere(task, creation.user, wish);
	if (creation.kind === 'skipped') {
		const { reason, message } = creation.item;
		throw new Refused(asText(reason), asText(message));
	}
	const { user } = creation;
	begin(task, user);
	const made = task.planned.changes.filter(isPartOfCreation);
	task.made.push(...made.map((one) => (one.field === 'username' ? named(one, user) : one)));
	if (user.username !== usernameIn(task)) task.warnings.push(`username_taken: ${usernameIn(task)}`);
	created.set(wish.person.employeeId, user.id);
	created.set(keyOf(wish.person.email), user.id);
}

/** What goes into the create itself; the rest follows once the user is there. */
function isPartOfCreation(change: FieldChange): boolean {
	const { field, from, to } = change;
	if (field === 'username' || (field === 'state' && from === null)) return true;
	return isAttribute(field) && pendingManager(to) === undefined;
}

function newUser({ planned }: Task): NewUser {
	const { mark, changes, person } = planned;
	const wanted = wantedAfter(
		changes.filter((change) => isAttribute(change.field) && isPartOfCreation(change)),
	);
	const state = changes.find(({ field, from }) => field === 'state' && from === null)?.to;
	const username = String(changes.find(({ field }) => field === 'username')?.to ?? '');
	return {
		person: {
			employeeId: person?.employeeId ?? '',
			email: wanted.email ?? person?.email ?? '',
			firstName: wanted.firstname ?? '',
			lastName: wanted.lastname ?? '',
			active: true,
		},
		link: linkOfField(mark.link),
		username: mark.usernames
			? { kind: 'fromName', rules: mark.usernames, planned: username }
			: { kind: 'given', username },
		state: state === 'ACTIVATED' ? 'ACTIVATED' : 'STAGED',
		wanted,
	};
}

/** The same plan was applied before: that is as good. Anybody else must be planned for again. */
function isThere(task: Task, user: User, { wanted }: NewUser): void {
	if (changedFields(user, wanted).changed.length === 0) return begin(task, user);
	throw new Refused(
		'stale',
		`The person has the JumpCloud user "${user.username}" (${user.id}) by now. Plan again.`,
	);
}

function begin(task: Task, user: User): void {
	task.userId = user.id;
	task.user = user;
}

function usernameIn({ planned }: Task): string {
	return String(planned.changes.find(({ field }) => field === 'username')?.to ?? '');
}

function named(change: FieldChange, { username }: User): FieldChange {
	return { ...change, to: username };
}
