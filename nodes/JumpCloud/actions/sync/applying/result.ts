import { NodeApiError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../../../shared/values';
import { stateOf } from '../../../sync/rules';
import { NotCancelled } from './access';
import type { Reading } from './readPlanned';
import { Refused } from './task';
import type { Task } from './task';

/** Why a task ended before it was done. */
export function endOf(cause: unknown, task: Task): NonNullable<Task['end']> {
	if (cause instanceof Refused) {
		// What was done before stays done, so the change as a whole is no longer untouched.
		const result = task.made.length > 0 ? 'failed' : 'refused';
		return { result, reason: cause.reason, message: cause.message };
	}
	const message = cause instanceof Error ? cause.message : String(cause);
	if (cause instanceof NotCancelled) {
		return { result: 'failed', reason: 'schedule_not_cancelled', message };
	}
	if (!(cause instanceof NodeApiError)) return { result: 'failed', reason: 'failed', message };
	return {
		result: 'failed',
		reason: reasonOf(cause.httpCode ?? ''),
		message: `${message}. ${cause.description ?? ''}`.trim(),
	};
}

function reasonOf(httpCode: string): string {
	if (httpCode === '401') return 'credential';
	return /^4/.test(httpCode) && httpCode !== '429' ? 'not_accepted' : 'not_reached';
}

/** What leaves for a change: what was planned, and what came of it. */
export function taskResult(
	json: IDataObject,
	{ planned, made, warnings, end, user, userId }: Task,
): IDataObject {
	const { action, reason, person, effectiveAt } = json;
	const known = user
		? { id: userId, username: user.username, email: user.email, state: stateOf(user) }
		: json.user;
	return {
		...(end ?? { result: made.length > 0 ? 'applied' : 'noop', reason }),
		...{ action, plannedReason: reason, person, effectiveAt },
		user: known ?? null,
		changes: made.map((change) => ({ ...change })),
		...(end && { notDone: notDone(json, made.length) }),
		...(warnings.length > 0 && { warnings }),
		plan: { id: planned.mark.id, madeAt: planned.mark.madeAt.toISOString() },
	};
}

/** What leaves for an item that is no change that can be made. */
export function readingResult(
	json: IDataObject,
	reading: Exclude<Reading, { kind: 'planned' }>,
): IDataObject {
	if (reading.kind === 'nothing') return { result: 'noop', ...json };
	const { reason, message } = reading;
	const { action, person = null, user = null } = json;
	return {
		...{ result: 'refused', reason, message, action: asText(action) || null },
		...{ plannedReason: json.reason ?? null, person, user, changes: [] },
	};
}

/** The fields that a change was about, as long as not all of it was done. */
function notDone({ changes }: IDataObject, done: number): string[] {
	const fields = [changes].flat().map((change) => asText((change as IDataObject | null)?.field));
	return fields.length > done ? fields : [];
}
