import type { IDataObject } from 'n8n-workflow';

import { conflictText } from '../../sync/conflict';
import type { DirectoryUser, Identity, Match } from '../../sync/match';
import type { SkipReason } from '../../sync/person';
import type { ScheduledChange } from '../../sync/schedule';
import type { User } from '../../transport/users';

/** What was done with a person or a user. */
export type Action =
	| 'activated'
	| 'added'
	| 'cancelled'
	| 'created'
	| 'removed'
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
	reason: SkipReason,
	message: string,
	who: Partial<Identity> & IDataObject,
	extra: IDataObject = {},
): IDataObject {
	return { action: 'skipped', reason, message, ...who, ...extra };
}

/** The item that leaves when a person cannot be told apart from somebody else. */
export function conflicting<U extends DirectoryUser>(
	person: Identity,
	found: Extract<Match<U>, { kind: 'conflict' }>,
): IDataObject {
	return skipped('conflict', conflictText(person, found), whoIs(person), {
		conflict: found.conflict,
		users: found.users.map(named),
	});
}

/** A user as one of those who collide. */
export function named({ id, username, email, employeeIdentifier }: DirectoryUser): IDataObject {
	return { id, username, email, employeeIdentifier };
}

/** The item that leaves when JumpCloud says that a value is in use and nobody here has it. */
export function usedElsewhere(person: Identity): IDataObject {
	return skipped(
		'conflict',
		`Employee ${person.employeeId || 'without an ID'} (${person.email}) collides with a user that this key cannot see: JumpCloud says that such a user exists, and nobody in this organization has the email. Most likely a user of another JumpCloud organization has it; it must be released there, or changed in Factorial. If the item sets an alternate email or an employee identifier as well, that may be what is in use.`,
		whoIs(person),
		{ conflict: 'email_in_use_elsewhere', users: [] },
	);
}

/** The item with further warnings, machine-readable; without any it stays as it is. */
export function withWarnings(json: IDataObject, warnings: string[]): IDataObject {
	const before = Array.isArray(json.warnings) ? json.warnings : [];
	return warnings.length > 0 ? { ...json, warnings: [...before, ...warnings] } : json;
}

export function whoIs({ email, employeeId }: Identity): Identity & IDataObject {
	return { employeeId, email };
}

/** A scheduled change as output. */
export function scheduledChange({ id, state, at }: ScheduledChange): IDataObject {
	return { id, state, at: at.toISOString() };
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
