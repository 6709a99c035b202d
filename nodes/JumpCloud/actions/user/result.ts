import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asRecords, asText, isRecord } from '../../../shared/parameters';
import { settle } from '../../../shared/pool';
import type { Scheduling } from '../../directory/access';
import type { Taken, Target } from '../../directory/find';
import type { Identity, Skip, SkipReason } from '../../sync/conflicts';
import { readEmail, readId } from '../../sync/person';
import { reasonOf } from '../../sync/planned';
import type { ScheduledChange } from '../../sync/schedule';
import { linkOf, sameEmail, saidState } from '../../sync/users';
import type { DirectoryUser, Link } from '../../sync/users';
import { Withheld } from '../../transport/safety';
import type { User } from '../../transport/systemUser';

/** What was done with a person or a user. */
type Action =
	| 'activated'
	| 'added'
	| 'cancelled'
	| 'created'
	| 'removed'
	| 'resent'
	| 'scheduled'
	| 'suspended'
	| 'unchanged'
	| 'unsuspended'
	| 'updated';

/** The item that leaves when something was done, or nothing had to be. */
export function done(action: Action, user: User, extra: IDataObject = {}): IDataObject {
	return { action, ...identityOf(user), ...extra };
}

/** The item that leaves when a person was left alone, with the reason for people and for workflows. */
export function skipped(
	reason: SkipReason | (string & {}),
	message: string,
	who: IDataObject,
	extra: IDataObject = {},
): IDataObject {
	return { action: 'skipped', reason, message, ...who, ...extra };
}

/**
 * What comes of some work, or the item that leaves for somebody whom the credential protects: nothing
 * of it was written then.
 *
 * @param who what is known of them
 */
export async function unlessProtected<T>(
	who: IDataObject,
	work: Promise<T>,
): Promise<T | IDataObject> {
	const outcome = await settle(work);
	if (outcome.ok) return outcome.value;
	const { cause } = outcome;
	if (!(cause instanceof Withheld) || cause.reason !== 'protected') throw cause;
	return skipped('protected', cause.words, who);
}

/** The item that leaves when a person cannot be told apart from somebody else. */
export function conflicting(
	who: Pick<Identity, 'employeeId' | 'email'>,
	{ conflict, message, users }: Taken,
): IDataObject {
	return {
		...{ action: 'skipped', reason: reasonOf(conflict), message, ...whoIs(who) },
		...{ conflict, users: users.map(named) },
	};
}

/** A user as one of those who collide. */
export function named({ id, username, email, employeeIdentifier }: DirectoryUser): IDataObject {
	return { id, username, email, employeeIdentifier };
}

/** The item with further warnings, machine-readable; without any it stays as it is. */
export function withWarnings(json: IDataObject, warnings: string[]): IDataObject {
	const before = Array.isArray(json.warnings) ? json.warnings : [];
	return warnings.length > 0 ? { ...json, warnings: [...before, ...warnings] } : json;
}

export function whoIs({ email, employeeId }: Pick<Identity, 'employeeId' | 'email'>): IDataObject {
	return { employeeId, email };
}

/**
 * Why a step before has left the person of an item alone, or could not read them: what it does not know
 * must not look like an answer.
 */
export function leftAloneBefore(item: IDataObject): Skip<string> | undefined {
	const reason = asText(item.reason);
	if (item.action === 'skipped' && reason !== '') {
		const message = asText(item.message) || 'A step before has left this person alone.';
		return { reason, message };
	}
	const reread = asText(item.reread);
	if (reread === '') return undefined;
	return reread === 'not_found' ? NOT_FOUND : NOT_READ;
}

const NOT_FOUND = {
	reason: 'employee_not_found',
	message:
		'Factorial does not know this employee, so nothing is concluded. Look whether the record was deleted.',
} as const;

const NOT_READ = {
	reason: 'not_read',
	message:
		'The employee could not be read in Factorial, so nothing is concluded. The next event or comparison looks again.',
} as const;

/** An input item of somebody whom an earlier step has left alone: it leaves as it came, with the reason. */
export function skippedBefore(context: IExecuteFunctions, item: number): IDataObject | undefined {
	const json = context.getInputData()[item]?.json ?? {};
	const skip = leftAloneBefore(json);
	return skip && { ...json, action: 'skipped', ...skip };
}

/** Somebody who is left alone keeps their name and what happened, so that a person can be told who. */
export function withPerson(
	context: IExecuteFunctions,
	item: number,
	json: IDataObject,
): IDataObject {
	if (json.action !== 'skipped') return json;
	const input = context.getInputData()[item]?.json ?? {};
	const known = Object.fromEntries(
		KEPT.filter((field) => asText(input[field]) !== '' && json[field] === undefined).map(
			(field) => [field, input[field]],
		),
	);
	const employeeId = asText(json.employeeId) || employeeIn(input);
	return { ...json, ...(employeeId !== '' && { employeeId }), ...known };
}

const KEPT = ['event', 'full_name', 'first_name', 'last_name'];

/** The Factorial ID of the person of an item: JumpCloud's own ids are no such thing. */
function employeeIn(input: IDataObject): string {
	const ids = employeeIdsIn(input, { kind: 'employeeIdentifier' }).map(readId);
	// One that has lost its last digits is that of somebody else.
	if (typeof ids[0] !== 'string') return '';
	return ids.filter((id) => typeof id === 'string').find((id) => !OBJECT_ID.test(id)) ?? '';
}

/** An ID that JumpCloud gives, to users and everything else. */
export const OBJECT_ID = /^[0-9a-f]{24}$/i;

/** What an item says about an employee, as it stands there. */
interface Said {
	employeeId: unknown;
	email: unknown;
	firstName: unknown;
	lastName: unknown;
	active: unknown;
	lastDay: unknown;
	/** the field by which alone the item is about them, where it can hold somebody else's email */
	doubtful?: string;
}

/**
 * What an item says about the person whom a reference names: nothing unless it is an item about them,
 * by their ID, or by an email that is theirs.
 */
export function saidOf(
	item: IDataObject,
	{ ref, fallbackEmail, link }: Pick<Target, 'ref' | 'fallbackEmail' | 'link'>,
): Said | undefined {
	if (ref.by === 'id') return undefined;
	const about = personIn(item);
	const user = userIn(item);
	const ids = employeeIdsIn(item, link);
	const isByEmail = ref.by === 'email';
	const named = isByEmail ? undefined : ids.find((id) => readId(id) === ref.value);
	const wanted = isByEmail ? ref.value : fallbackEmail;
	const isEmployee = namesIn(about).length > 0 || user !== undefined;
	const field = named === undefined ? emailFieldIn(about, wanted, isEmployee) : undefined;
	if (named === undefined && field === undefined) return undefined;
	return {
		employeeId: named ?? ids[0],
		email: field === undefined ? workEmailIn(about) : wanted,
		firstName: about.first_name ?? about.firstName ?? user?.firstname,
		lastName: about.last_name ?? about.lastName ?? user?.lastname,
		...{ active: item.active, lastDay: item.terminated_on },
		...(field !== undefined && !PLAIN_EMAILS.has(field) && { doubtful: field }),
	};
}

/** The record in which an item holds a person: itself, or as the items of a plan do. */
function personIn(item: IDataObject): IDataObject {
	const { person } = item;
	return isRecord(person) && asText(person.employeeId) !== '' ? person : item;
}

/** Whatever can be the ID of the employee in an item, what most likely is first, as it stands there. */
function employeeIdsIn(item: IDataObject, link: Link): unknown[] {
	const { id, employeeId, employee_id, employeeIdentifier } = personIn(item);
	const user = userIn(item);
	// The ID of a user is JumpCloud's own; whose user it is says the link.
	const linked = user ? linkOf(user, link) : employeeIdentifier;
	const own = user ? undefined : id;
	// A record that belongs to an employee, such as a contract, has an ID of its own.
	const isPerson = namesIn(personIn(item)).length > 0;
	const ids = isPerson
		? [own, employee_id, employeeId, linked]
		: [employeeId, employee_id, linked, own];
	return ids.filter((one) => one !== undefined && one !== null && one !== '');
}

/** The user whom an item is, as the operations of this node give one. */
function userIn(item: IDataObject): DirectoryUser | undefined {
	const [id, username, email] = [item.id, item.username, item.email].map(asText);
	if (!id || !OBJECT_ID.test(id) || !username || !email) return undefined;
	const { firstname, lastname, employeeIdentifier, attributes } = item;
	return {
		...{ id, username, email, firstname: asText(firstname), lastname: asText(lastname) },
		employeeIdentifier: asText(employeeIdentifier),
		attributes: asRecords(attributes).map(({ name, value }) => ({
			...{ name: asText(name), value: asText(value) },
		})),
	};
}

/** Whether an ID is the one that JumpCloud has given the user whom an item is. */
export function isOwnId(item: IDataObject, id: unknown): boolean {
	return userIn(item)?.id.toLowerCase() === asText(id).toLowerCase();
}

/** Why an ID cannot be an employee's: it is that of the user whom an item is. */
export function notAnEmployee(item: IDataObject, id: unknown, link: Link): Skip | undefined {
	return link.kind !== 'none' && isOwnId(item, id) ? OWN_ID : undefined;
}

const OWN_ID = {
	reason: 'invalid_employee_id',
	message:
		"The employee ID is the one that JumpCloud has given the user of this item, so nobody would be found by it in Factorial. Map 'Employee ID' to the ID from Factorial: behind a JumpCloud step that is {{ $json.employeeIdentifier }}, or the field of an earlier step.",
} as const;

function namesIn(item: IDataObject): string[] {
	const { first_name, last_name, firstName, lastName } = item;
	return [first_name, last_name, firstName, lastName].map(asText).filter(Boolean);
}

/** The fields that hold a person's own email, those from work first; nobody else's stands there. */
const WORK_EMAILS = ['work_email', 'login_email', 'workEmail', 'loginEmail'];
const PLAIN_EMAILS: ReadonlySet<string> = new Set([...WORK_EMAILS, 'email']);

/** The work email as the Factorial steps find it: of the others not the one that is said to be private. */
function workEmailIn(item: IDataObject): unknown {
	const personal = readEmail(item.personal_email);
	const others = ['workEmail', 'login_email', 'loginEmail', 'email'].map((field) => item[field]);
	const isOpen = (email: unknown) => asText(email) !== '' && !sameEmail(asText(email), personal);
	return asText(item.work_email) === '' ? others.find(isOpen) : item.work_email;
}

/** Words in the name of a field whose email is somebody else's, or none from work. */
const NOT_THEIRS = new Set(
	'manager supervisor boss lead leader approver buddy mentor assistant recruiter requester creator sender by from to cc personal private home emergency'.split(
		' ',
	),
);

/**
 * The field in which an item has an email, if that can be the one of the person of the item. What is
 * called just *email* is so only where the item is about an employee: other lists have such a field too.
 */
function emailFieldIn(item: IDataObject, email: string, isEmployee: boolean): string | undefined {
	const fields = Object.keys(item).filter((field) => sameEmail(readEmail(item[field]), email));
	const own = WORK_EMAILS.find((field) => fields.includes(field));
	if (own !== undefined || !isEmployee) return own;
	if (fields.includes('email')) return 'email';
	return fields.find((field) => wordsOf(field).every((word) => !NOT_THEIRS.has(word)));
}

function wordsOf(field: string): string[] {
	const spaced = field.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
	return spaced.toLowerCase().split(/[^\p{L}]+/u);
}

/** A scheduled change as output. */
function scheduledChange({ id, state, at }: ScheduledChange): IDataObject {
	return { id, state, at: at.toISOString() };
}

/** What leaves for a user of whom a change of state was to be scheduled. */
export function schedulingOutput(user: User, outcome: Scheduling): IDataObject {
	if (outcome.kind === 'done') return done('suspended', outcome.user);
	const scheduled = { scheduled: scheduledChange(outcome.change) };
	if (outcome.kind === 'foreign') {
		const at = outcome.change.at.toISOString();
		const message = `The user "${user.username}" is going to be suspended at ${at} already. No step with these settings would suspend at that time, so somebody may have scheduled it by hand, and it stays. Cancel it if it is wrong.`;
		const who = { id: user.id, email: user.email };
		return skipped('foreign_suspension', message, who, scheduled);
	}
	const isNew = outcome.kind === 'scheduled' || outcome.cancelled.length > 0;
	const json = done(isNew ? 'scheduled' : 'unchanged', user, {
		...scheduled,
		...cancelledOutput(outcome.cancelled),
	});
	return withWarnings(json, unknownWarnings(outcome.unknown));
}

/** Names what is scheduled and nobody here can read, by JumpCloud's own word. */
export function unknownWarnings(unknown: readonly ScheduledChange[] = []): string[] {
	return unknown.map(({ word = '' }) => `unknown_schedule: ${word}`);
}

/** What was cancelled, for the item that leaves. */
export function cancelledOutput(changes: readonly ScheduledChange[]): IDataObject {
	return changes.length > 0 ? { cancelled: changes.map(scheduledChange) } : {};
}

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The ten fields by which an admin knows a user, or everything that was read. */
export function simplified(user: User, simplify: boolean): IDataObject {
	if (!simplify) return { ...user };
	const { department, jobTitle } = user;
	return { ...identityOf(user), department: department ?? '', jobTitle: jobTitle ?? '' };
}

function identityOf(user: User): IDataObject {
	const { id, username, email, firstname, lastname, displayname } = user;
	return {
		id,
		username,
		email,
		firstname: firstname ?? '',
		lastname: lastname ?? '',
		displayname: displayname ?? '',
		state: saidState(user),
		employeeIdentifier: user.employeeIdentifier ?? null,
	};
}
