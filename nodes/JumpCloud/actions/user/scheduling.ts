import type { IDataObject } from 'n8n-workflow';

import { planSchedule } from '../../sync/schedule';
import type { ScheduledChange, ScheduledState } from '../../sync/schedule';
import type { JumpCloud } from '../../transport/client';
import {
	cancelScheduledChange,
	createScheduledChange,
	listScheduledChanges,
} from '../../transport/schedules';
import type { MailChoice } from '../../transport/schedules';
import type { User } from '../../transport/users';
import { done, scheduledChange } from './result';

/**
 * Sees to it that exactly one change to the wanted state is pending, at the wanted time. The new one
 * is made before an old one is cancelled: when the connection breaks in between, there are two for a
 * while and the next run removes one, instead of none.
 */
export async function schedule(
	api: JumpCloud,
	user: User,
	wanted: { state: ScheduledState; at: Date },
	mail?: MailChoice,
): Promise<IDataObject> {
	const plan = planSchedule(await listScheduledChanges(api, user.id), wanted);
	const pending = plan.keep ?? (await createScheduledChange(api, user.id, wanted, mail));
	for (const { id } of plan.cancel) await cancelScheduledChange(api, id);
	const nothingDone = !plan.create && plan.cancel.length === 0;
	return done(nothingDone ? 'unchanged' : 'scheduled', user, {
		scheduled: scheduledChange(pending),
		...cancelled(plan.cancel),
	});
}

export interface Cancelled {
	/** for the item that leaves */
	output: IDataObject;
	/** something was gone before it could be cancelled: it may have come true */
	cameLate: boolean;
}

/** Cancels what is pending for a user, all of it or the changes to one state. */
export async function cancelPending(
	api: JumpCloud,
	user: User,
	state?: ScheduledState,
): Promise<Cancelled> {
	const pending = await listScheduledChanges(api, user.id);
	const unwanted = pending.filter((change) => state === undefined || change.state === state);
	const caught: ScheduledChange[] = [];
	for (const change of unwanted) {
		if (await cancelScheduledChange(api, change.id)) caught.push(change);
	}
	return { output: cancelled(caught), cameLate: caught.length < unwanted.length };
}

function cancelled(changes: ScheduledChange[]): IDataObject {
	return changes.length > 0 ? { cancelled: changes.map(scheduledChange) } : {};
}
