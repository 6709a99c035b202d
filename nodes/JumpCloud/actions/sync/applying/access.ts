import { settle } from '../../../../shared/pool';
import type { FieldChange } from '../../../sync/planned';
import { stateOf } from '../../../sync/rules';
import { decideTiming } from '../../../sync/schedule';
import type { ScheduledState } from '../../../sync/schedule';
import {
	activateUser,
	cancelScheduledChange,
	createScheduledChange,
	listScheduledChanges,
} from '../../../transport/schedules';
import type { User } from '../../../transport/users';
import { setSuspended } from '../../user/setState';
import { Refused } from './task';
import type { Applying, Task } from './task';

export const isState = ({ field }: FieldChange) => field === 'state';

export const isScheduled = ({ field }: FieldChange) => field.startsWith('scheduled.');

/**
 * Carries out changes of the state and of what is scheduled, of one user who was just read.
 *
 * @throws Refused when the state is neither what the plan saw nor what it wanted
 * @throws Error that names a scheduled change that should be gone and is not
 */
export async function changeAccess(
	applying: Applying,
	task: Task,
	user: User,
	changes: FieldChange[],
): Promise<void> {
	const states = changes.filter(isState);
	const ended = changes.filter((change) => isScheduled(change) && change.to === null);
	const begun = changes.filter((change) => isScheduled(change) && change.to !== null);
	const ends = begun.filter(({ field }) => field === 'scheduled.SUSPENDED');
	const starts = begun.filter((change) => !ends.includes(change));
	const isReturn = states.some(({ to }) => to === 'ACTIVATED');
	for (const change of states) refuseStale(change, stateOf(user));
	// Whoever comes in must not be suspended again by what was scheduled before.
	if (isReturn) await endScheduled(applying, task, ended);
	for (const change of ends) await beginScheduled(applying, task, user, change);
	for (const change of states) await changeState(applying, task, user, change);
	for (const change of starts) await beginScheduled(applying, task, user, change);
	// What takes the place of something is there before that goes.
	if (!isReturn) await endScheduled(applying, task, ended);
}

async function changeState(
	{ context, api }: Applying,
	task: Task,
	user: User,
	change: FieldChange,
): Promise<void> {
	const state = stateOf(task.user ?? user);
	if (state === change.to) return;
	refuseStale(change, state);
	if (change.to === 'SUSPENDED') task.user = await setSuspended(context, api, user, true);
	else if (state === 'SUSPENDED') task.user = await setSuspended(context, api, user, false);
	else {
		await activateUser(api, user.id, task.planned.mail);
		task.user = { ...user, state: 'ACTIVATED' };
	}
	task.made.push(change);
}

async function beginScheduled(
	applying: Applying,
	task: Task,
	user: User,
	change: FieldChange,
): Promise<void> {
	const state: ScheduledState = change.field === 'scheduled.SUSPENDED' ? 'SUSPENDED' : 'ACTIVATED';
	const at = new Date(String(change.to));
	const now = stateOf(task.user ?? user);
	if (now === state) return;
	if (state === 'ACTIVATED' && now !== 'STAGED') {
		throw staleState({ ...change, from: 'STAGED' }, now);
	}
	// The plan may have waited until JumpCloud schedules nothing so close any more.
	if (decideTiming(at, new Date(), 'now').kind === 'now') {
		await changeState(applying, task, user, { field: 'state', from: now, to: state });
		return;
	}
	const { api } = applying;
	const pending = await listScheduledChanges(api, user.id);
	const isThere = pending.some(
		(one) => one.state === state && Math.abs(one.at.getTime() - at.getTime()) < 1000,
	);
	if (isThere) return;
	const { id } = await createScheduledChange(api, user.id, { state, at }, task.planned.mail);
	task.made.push({ ...change, id });
}

async function endScheduled({ api }: Applying, task: Task, changes: FieldChange[]): Promise<void> {
	for (const change of changes) {
		const outcome = await settle(cancelScheduledChange(api, change.id ?? ''));
		if (!outcome.ok) throw new NotCancelled(change, outcome.cause);
		if (outcome.value) task.made.push(change);
	}
}

/** Something is still scheduled that must not come true. */
export class NotCancelled extends Error {
	constructor({ field, from, id }: FieldChange, cause: unknown) {
		const what = field === 'scheduled.SUSPENDED' ? 'suspension' : 'activation';
		const why = cause instanceof Error ? ` ${cause.message}.` : '';
		super(
			`The ${what} scheduled for ${String(from)} (ID ${id ?? 'unknown'}) could not be removed and is still to come.${why} Plan again, or cancel it in JumpCloud.`,
		);
	}
}

function refuseStale(change: FieldChange, state: string): void {
	if (state !== change.to && state !== change.from) throw staleState(change, state);
}

function staleState({ from }: FieldChange, state: string): Refused {
	return new Refused(
		'stale',
		`The user is ${state} by now, and was ${String(from)} in the plan. Plan again.`,
	);
}
