import { asText } from '../../../../shared/values';
import {
	changedFields,
	isAttribute,
	isSameValue,
	valueAt,
	wantedAfter,
} from '../../../sync/attributes';
import { pendingManager } from '../../../sync/managers';
import type { FieldChange } from '../../../sync/planned';
import { changeMembership } from '../../../transport/groups';
import { readUserBody, saysExists, updateUser } from '../../../transport/users';
import type { User } from '../../../transport/users';
import { takenBySomebody } from '../../user/taken';
import { Refused } from './task';
import type { Applying, Task } from './task';

export const isGroup = ({ field }: FieldChange) => field.startsWith('groups.');

/** An attribute whose value is known; a manager who was yet to be created is not. */
export const isKnownAttribute = ({ field, to }: FieldChange) =>
	isAttribute(field) && pendingManager(to) === undefined;

/**
 * Writes attributes of a user who was just read, those that differ in one call.
 *
 * @throws Refused when a value is neither what the plan saw nor what it wanted, or is somebody else's
 */
export async function changeAttributes(
	{ api }: Applying,
	task: Task,
	user: User,
	changes: FieldChange[],
): Promise<void> {
	const open = changes.filter(({ field, to }) => !isSameValue(field, valueAt(user, field), to));
	for (const { field, from } of open) {
		const now = valueAt(user, field);
		if (!isSameValue(field, now, from)) throw staleField(field, now, from);
	}
	if (open.length === 0) return;
	const wanted = wantedAfter(open);
	const answer = await updateUser(
		api,
		user,
		changedFields(user, wanted, { clearEmpty: true }).body,
	);
	const updated = answer.status < 300 ? readUserBody(answer.body) : undefined;
	if (!updated) {
		if (!saysExists(answer)) throw api.http.failure(answer);
		const { message } = await takenBySomebody(api, user, wanted);
		throw new Refused('conflict', asText(message));
	}
	task.user = updated;
	task.made.push(...open);
}

/** Changes memberships one by one; leaving a group comes before joining one. */
export async function changeGroups(
	{ api }: Applying,
	task: Task,
	user: User,
	changes: FieldChange[],
): Promise<void> {
	const inTurn = changes.toSorted((a, b) => Number(a.to) - Number(b.to));
	for (const change of inTurn) {
		const name = change.field.replace(/^groups\./, '');
		if (change.to === true && user.state === 'SUSPENDED') {
			task.warnings.push(`not_active: ${name}`);
			continue;
		}
		const group = { id: change.id ?? '', name };
		const op = change.to === true ? 'add' : 'remove';
		if (await changeMembership(api, op, group, user.id)) task.made.push(change);
	}
}

function staleField(field: string, now: string | null, from: FieldChange['from']): Refused {
	return new Refused(
		'stale',
		`'${field}' is ${shown(now)} by now, and was ${shown(from)} in the plan. Plan again.`,
	);
}

function shown(value: unknown): string {
	return value === null || value === '' ? 'empty' : `"${String(value).slice(0, 80)}"`;
}
