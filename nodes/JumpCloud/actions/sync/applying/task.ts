import type { IExecuteFunctions } from 'n8n-workflow';

import { valueAt } from '../../../sync/attributes';
import { sameEmail } from '../../../sync/match';
import type { Link } from '../../../sync/match';
import type { FieldChange } from '../../../sync/planned';
import type { JumpCloud } from '../../../transport/client';
import { readUser } from '../../../transport/users';
import type { User } from '../../../transport/users';
import type { Planned } from './readPlanned';

/** What all changes of one run share. */
export interface Applying {
	context: IExecuteFunctions;
	api: JumpCloud;
	/** ids of the users made in this run, by the employee ids and emails of their people */
	created: Map<string, string>;
	/** ids of the users of whom a change was not made in this run */
	troubled: Set<string>;
	/** ids of the users who are suspended, and are let in again by this run */
	returning: ReadonlySet<string>;
}

/** One planned change on its way. */
export interface Task {
	planned: Planned;
	/** empty until the user exists */
	userId: string;
	/** what has been written so far */
	made: FieldChange[];
	warnings: string[];
	/** groups to join once the user is back */
	waiting: FieldChange[];
	/** why it ended early */
	end?: { result: 'refused' | 'failed'; reason: string; message: string };
	/** the user as JumpCloud had them last */
	user?: User;
}

/** The world is not as the plan saw it, or does not allow the change; nothing is done then. */
export class Refused extends Error {
	constructor(
		readonly reason: string,
		message: string,
	) {
		super(message);
	}
}

/**
 * Reads the user of a task again.
 *
 * @throws Refused when there is none any more, or when they belong to somebody else by now
 */
export async function reread({ api }: Applying, task: Task): Promise<User> {
	const user = await readUser(api, task.userId);
	if (!user) throw new Refused('stale', 'The user does not exist any more. Plan again.');
	const change = changeOfIdentity(task.planned, user);
	if (change) throw new Refused('stale', `${change} by now. Plan again.`);
	task.user = user;
	return user;
}

/** Whose user it is says the link, and the work email as long as there is none. */
function changeOfIdentity(
	{ user: planned, person, mark }: Planned,
	user: User,
): string | undefined {
	if (!planned) return undefined;
	const link = mark.link === null ? null : valueAt(user, mark.link);
	if (link !== planned.link && link !== person?.employeeId) {
		return 'The user is linked to another employee';
	}
	const isSame = link !== null || sameEmail(user.email, planned.email);
	return isSame ? undefined : 'The user, who has no link, has another email';
}

/** Where users remember their employees, by the name of the field. */
export function linkOfField(field: string | null): Link {
	if (field === null) return { kind: 'none' };
	const name = field.replace(/^attributes\./, '');
	return name === field ? { kind: 'employeeIdentifier' } : { kind: 'customAttribute', name };
}
