import type { DirectoryUser } from './users';

/** A person of the source, as far as it matters who they are; what is not known is empty. */
export interface Identity {
	employeeId: string;
	email: string;
	firstName: string;
	lastName: string;
}

export type ConflictKind =
	| 'several_linked'
	| 'several_emails'
	| 'email_in_use'
	| 'linked_to_other_employee'
	| 'employee_twice'
	| 'email_of_several_people'
	| 'username_taken'
	| 'several_people'
	| 'link_doubtful'
	| 'name_differs'
	| 'unlinked_user'
	| 'possibly_somebody_else';

/** Why it is not certain whose user somebody is, in a word for workflows and a text for people. */
export interface Conflict<U extends DirectoryUser = DirectoryUser> {
	conflict: ConflictKind;
	message: string;
	users: U[];
}

/** A person in the words of a message. */
export function describePerson({
	employeeId,
	email,
}: Pick<Identity, 'employeeId' | 'email'>): string {
	return `Employee ${employeeId || 'without an ID'} (${email || 'no email'})`;
}

function describeUsers(users: DirectoryUser[]): string {
	return users
		.map(({ username, id, email }) => `"${username}" (${id}, ${email || 'no email'})`)
		.join(' and ');
}

type Told = <U extends DirectoryUser>(person: Identity, users: U[]) => Conflict<U>;

export const severalLinked: Told = (person, users) => ({
	conflict: 'several_linked',
	message: `${describePerson(person)} is linked to several JumpCloud users: ${describeUsers(users)}. Keep the link on one of them and remove it from the others.`,
	users,
});

export const severalEmails: Told = (person, users) => ({
	conflict: 'several_emails',
	message: `${describePerson(person)} has the email of several JumpCloud users: ${describeUsers(users)}. Give each of them an email of their own in JumpCloud.`,
	users,
});

export const linkedToOther: Told = (person, users) => ({
	conflict: 'linked_to_other_employee',
	message: `${describePerson(person)} has the email of the JumpCloud user ${describeUsers(users)}, who is linked to another employee. Correct the email in Factorial, or the link in JumpCloud if it is the same person.`,
	users,
});

export const linkDoubtful: Told = (person, users) => ({
	conflict: 'link_doubtful',
	message: `${describePerson(person)} is linked to the JumpCloud user ${describeUsers(users)}, but neither the names nor the email agree. The link may be a number of another numbering: correct it in JumpCloud, or correct name or email there if it is the same person.`,
	users,
});

export const severalPeople: Told = (person, users) => ({
	conflict: 'several_people',
	message: `${describePerson(person)} is one of several people who have the JumpCloud user ${describeUsers(users)}. Correct the emails or IDs in the source.`,
	users,
});

export function emailInUse<U extends DirectoryUser>(
	person: Pick<Identity, 'employeeId' | 'email'>,
	own: U[],
	others: U[],
): Conflict<U> {
	return {
		conflict: 'email_in_use',
		message: `${describePerson(person)} is linked to the JumpCloud user ${describeUsers(own)}, but the email belongs to ${describeUsers(others)}. Correct the email in Factorial, or change or delete the other user in JumpCloud.`,
		users: [...own, ...others],
	};
}

export function nameDiffers<U extends DirectoryUser>(person: Identity, user: U): Conflict<U> {
	const name = `${user.firstname ?? ''} ${user.lastname ?? ''}`.trim();
	return {
		conflict: 'name_differs',
		message: `${describePerson(person)} has the email of the JumpCloud user ${describeUsers([user])}, whose name is "${name}". If it is the same person, correct the name in JumpCloud or choose 'Always' in 'Unlinked User With This Email'; otherwise correct the email in Factorial.`,
		users: [user],
	};
}

export function unlinkedFound<U extends DirectoryUser>(person: Identity, user: U): Conflict<U> {
	return {
		conflict: 'unlinked_user',
		message: `${describePerson(person)} has the email of the JumpCloud user ${describeUsers([user])}, who has no link to an employee. Enter the link in JumpCloud if it is the same person, or choose another 'Unlinked User With This Email'.`,
		users: [user],
	};
}

/**
 * @param other who they could be, where that is known
 * @param isKept the link would move to the other record if anything could be done about it
 */
export function possiblySomebodyElse<U extends DirectoryUser>(
	person: Identity,
	users: U[],
	other?: Identity,
	isKept = false,
): Conflict<U> {
	const told = other
		? `could belong to ${describePerson(person)} or to ${describePerson(other)}`
		: `has the email of ${describePerson(person)}, who has left and was never linked to it`;
	const moved = isKept
		? 'the link cannot move, because the new record is out of the scope, protected, or has something to correct: see there, or move the link in JumpCloud'
		: "choose 'Relink' in 'Rehired Under a New ID' or move the link in JumpCloud";
	const advice = other
		? `If both are one person who came back under a new ID, ${moved}; otherwise correct the email of one of them.`
		: 'If it is still theirs, suspend it in JumpCloud; if somebody else has the address now, correct the old record in Factorial.';
	return {
		conflict: 'possibly_somebody_else',
		message: `The JumpCloud user ${describeUsers(users)} ${told}. ${advice}`,
		users,
	};
}

export function employeeTwice<U extends DirectoryUser>(
	person: Identity,
	count: number,
): Conflict<U> {
	return {
		conflict: 'employee_twice',
		message: `${describePerson(person)} is in the input ${count} times. Nothing was planned for any of them; pass each employee once.`,
		users: [],
	};
}

/** @param goesOn they seem to be one person: the link moves by itself, or stays until somebody moves it */
export function emailOfSeveral<U extends DirectoryUser>(
	person: Identity,
	others: Identity[],
	users: U[],
	goesOn: false | 'moves' | 'stays' = false,
): Conflict<U> {
	const ids = [person, ...others].map(({ employeeId }) => employeeId || 'without an ID').sort();
	const link =
		goesOn === 'moves'
			? 'the link moves once that one has ended'
			: "choose 'Relink' in 'Rehired Under a New ID', or move the link in JumpCloud, once that one has ended";
	const what = goesOn
		? `They seem to be records of one person, of which one ends: ${link}. If they are two people, give each of them a work email of their own.`
		: 'Give each of them a work email of their own.';
	return {
		conflict: 'email_of_several_people',
		message: `${describePerson(person)} shares the work email with others: employees ${ids.join(', ')}. ${what}`,
		users,
	};
}

/** Why a person is left alone; the words stay the same so that workflows can branch on them. */
export type SkipReason =
	| 'missing_work_email'
	| 'not_a_work_email'
	| 'invalid_email'
	| 'email_too_long'
	| 'missing_employee_id'
	| 'unsafe_employee_id'
	| 'invalid_employee_id'
	| 'employee_id_too_long'
	| 'unknown_active'
	| 'unknown_witness'
	| 'invalid_date'
	| 'unclear_setting'
	| 'inactive'
	| 'conflict'
	| 'link_doubtful'
	| 'name_differs'
	| 'possibly_somebody_else'
	| 'user_not_found'
	| 'employee_not_found'
	| 'not_read'
	| 'suspended'
	| 'foreign_suspension'
	| 'automated_group'
	| 'protected'
	| 'out_of_scope'
	| 'unclear_scope'
	| 'unreadable_value';

/** Why somebody is left alone: a word for workflows, and what happened and what to do for people. */
export interface Skip<Reason extends string = SkipReason> {
	reason: Reason;
	message: string;
}

/** JumpCloud's limits, in characters. */
