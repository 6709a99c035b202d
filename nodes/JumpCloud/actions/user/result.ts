import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText } from '../../../shared/parameters';
import { settle } from '../../../shared/pool';
import type { Scheduling } from '../../directory/access';
import type { Taken } from '../../directory/find';
import type { Identity, Skip, SkipReason } from '../../sync/conflicts';
import { readId } from '../../sync/person';
import { reasonOf } from '../../sync/planned';
import type { ScheduledChange } from '../../sync/schedule';
import type { DirectoryUser } from '../../sync/users';
import { Withheld } from '../../transport/safety';
import type { User } from '../../transport/users';

/** What was done with a person or a user. */
export type Action =
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
	const { employeeId, employee_id, employeeIdentifier, id } = input;
	for (const value of [employeeId, employee_id, employeeIdentifier, id]) {
		const read = readId(value);
		// One that has lost its last digits is that of somebody else.
		if (typeof read !== 'string') return '';
		if (read !== '') return /^[0-9a-f]{24}$/i.test(read) ? '' : read;
	}
	return '';
}

/** A scheduled change as output. */
export function scheduledChange({ id, state, at }: ScheduledChange): IDataObject {
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
	const { id, username, email, firstname, lastname, displayname, state } = user;
	return {
		id,
		username,
		email,
		firstname: firstname ?? '',
		lastname: lastname ?? '',
		displayname: displayname ?? '',
		state,
		employeeIdentifier: user.employeeIdentifier ?? null,
	};
}
