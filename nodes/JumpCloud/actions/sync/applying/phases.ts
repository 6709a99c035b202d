import { changeAccess, isScheduled, isState } from './access';
import { createPlanned } from './create';
import { setManager } from './manager';
import { reread } from './task';
import type { Applying, Task } from './task';
import { changeAttributes, changeGroups, isGroup, isKnownAttribute } from './update';

/** One part of the work on a task; parts that a task does not need do nothing. */
export type Phase = (applying: Applying, task: Task) => Promise<void>;

/**
 * In this order access is safe at every moment: whoever leaves is out before anything else happens,
 * and nobody is let in before the groups and attributes are right, on which policies depend.
 */
export const PHASES: readonly Phase[] = [takeAccess, createPlanned, update, setManager, giveAccess];

/** Suspensions, now or later, and activations that are taken back. */
async function takeAccess(applying: Applying, task: Task): Promise<void> {
	const { action, changes } = task.planned;
	if (action === 'create' || action === 'update' || !takes(task)) return;
	await changeAccess(applying, task, await reread(applying, task), changes);
}

async function update(applying: Applying, task: Task): Promise<void> {
	const { action, changes } = task.planned;
	const groups = changes.filter(isGroup);
	if (action === 'create') {
		if (groups.length > 0 && task.user) await changeGroups(applying, task, task.user, groups);
		return;
	}
	if (action !== 'update') return;
	const attributes = changes.filter(isKnownAttribute);
	if (attributes.length + groups.length === 0) return;
	const user = await reread(applying, task);
	await changeAttributes(applying, task, user, attributes);
	await changeGroups(applying, task, user, groups);
}

/** Activations, now or later, and suspensions that are taken back; also those of new users. */
async function giveAccess(applying: Applying, task: Task): Promise<void> {
	const { action, changes } = task.planned;
	if (action === 'create') {
		const access = changes.filter(
			(change) => isScheduled(change) || (isState(change) && change.from !== null),
		);
		if (access.length > 0 && task.user) await changeAccess(applying, task, task.user, access);
		return;
	}
	if (action === 'update' || takes(task)) return;
	await changeAccess(applying, task, await reread(applying, task), changes);
}

function takes({ planned }: Task): boolean {
	return planned.changes.some(
		({ field, to }) =>
			(field === 'state' && to === 'SUSPENDED') ||
			(field === 'scheduled.SUSPENDED' && to !== null) ||
			(field === 'scheduled.ACTIVATED' && to === null && planned.action === 'cancel_schedule'),
	);
}
