import { changedFields, wantedAfter } from '../sync/attributes';
import { reasonOf } from '../sync/planned';
import type { FieldChange } from '../sync/planned';
import { keyOf } from '../sync/users';
import type { User } from '../transport/systemUser';
import { isKnownAttribute, noteUser } from './applyParts';
import type { Applying, PlannedWork, Task } from './applyParts';
import { createUser } from './create';
import type { NewUser } from './create';
import { CAREFUL, findPerson } from './find';
import type { Taken } from './find';
import { createWithMadeEmail } from './madeEmail';
import { isFresh } from './snapshot';
import { Refused } from './update';

/**
 * Creates the user of a task, unless somebody has in the meantime.
 *
 * @throws Refused when the person has a user by now, or cannot be told from somebody else
 */
export async function createPlanned(applying: Applying, task: Task, lastEndMs: number) {
	const { api, created } = applying;
	const wish = newUser(task.work);
	// What the plan has just looked up need not be looked up again: a refusal does.
	const found = isFresh(task.recent, lastEndMs)
		? undefined
		: await findPerson(api, wish.person, wish.rules, wish.username);
	if (found?.match.kind === 'conflict') throw refusedFor(found.match);
	if (found?.match.kind === 'matched') return isThere(applying, task, found.match.user, wish);
	const creation = wish.emails
		? await createWithMadeEmail(api, wish, wish.emails, found)
		: await createUser(api, wish, found);
	if (creation.kind === 'exists') return isThere(applying, task, creation.user, wish);
	if (creation.kind === 'conflict') throw refusedFor(creation);
	const { user } = creation;
	begin(applying, task, user);
	task.isMade = true;
	const made = task.work.changes.filter(isPartOfCreation);
	const { username, email } = user;
	const given: Record<string, string> = wish.emails ? { username, email } : { username };
	task.made.push(...made.map((one) => ({ ...one, to: given[one.field] ?? one.to })));
	if (wish.emails) task.warnings.push(`made_email: ${email}`);
	const planned = usernameIn(task.work);
	if (username !== planned) task.warnings.push(`username_taken: ${planned}`);
	created.set(wish.person.employeeId, user.id);
	created.set(keyOf(wish.person.email), user.id);
}

const refusedFor = ({ conflict, message }: Taken) => new Refused(reasonOf(conflict), message);

/** What goes into the create itself; the rest follows once the user is there. */
function isPartOfCreation(change: FieldChange): boolean {
	const { field, from } = change;
	return field === 'username' || (field === 'state' && from === null) || isKnownAttribute(change);
}

function newUser(work: PlannedWork): NewUser {
	const { changes, person, link, usernames } = work;
	const emails = person?.email === '' ? work.emails : undefined;
	const wanted = wantedAfter(changes.filter(isKnownAttribute));
	const state = changes.find(({ field, from }) => field === 'state' && from === null)?.to;
	const username = usernameIn(work);
	return {
		person: {
			employeeId: person?.employeeId ?? '',
			// Nobody is found by an email that was made for them.
			email: emails ? '' : (wanted.email ?? person?.email ?? ''),
			firstName: wanted.firstname ?? '',
			lastName: wanted.lastname ?? '',
			stays: true,
		},
		rules: { ...CAREFUL, link },
		username: usernames
			? { kind: 'fromName', rules: usernames, planned: username }
			: { kind: 'given', username },
		state: state === 'ACTIVATED' ? 'ACTIVATED' : 'STAGED',
		...{ wanted, emails },
	};
}

/** The same plan was applied before: that is as good. Anybody else must be planned for again. */
function isThere(applying: Applying, task: Task, user: User, { wanted }: NewUser): void {
	if (changedFields(user, wanted).changed.length === 0) return begin(applying, task, user);
	throw new Refused(
		'stale',
		`The person has the JumpCloud user "${user.username}" (${user.id}) by now. Plan again.`,
	);
}

function begin(applying: Applying, task: Task, user: User): void {
	task.userId = user.id;
	noteUser(applying, task, user);
	for (const change of task.work.changes.filter(isPartOfCreation)) task.settled.add(change);
}

function usernameIn({ changes }: PlannedWork): string {
	return String(changes.find(({ field }) => field === 'username')?.to ?? '');
}
