import { changeAccess, isScheduled, isState } from './access';
import { createPlanned } from './create';
import { pendingManager } from '../../../sync/managers';
import { setManager } from './manager';
import { Refused, reread } from './task';
import type { Applying, Task } from './task';
import { changeAttributes, changeGroups, isGroup, isKnownAttribute } from './update';

/** One part of the work on a task. */
export interface Phase {
	/** whether there is anything in it for a task */
	concerns(task: Task): boolean;
	/** Does it; on a task that it concerns. */
	work(applying: Applying, task: Task): Promise<void>;
}

/** Suspensions, now or later, and activations that are taken back. */
const takeAccess: Phase = {
	concerns: isTaking,
	async work(applying, task) {
		await changeAccess(applying, task, await reread(applying, task), task.planned.changes);
	},
};

const create: Phase = {
	concerns: ({ planned }) => planned.action === 'create',
	work: createPlanned,
};

/** Attributes and groups; whoever is let in again joins groups only then. */
const update: Phase = {
	concerns: ({ planned: { action, changes } }) =>
		changes.some(isGroup) || (action === 'update' && changes.some(isKnownAttribute)),
	async work(applying, task) {
		const { action, changes } = task.planned;
		const groups = changes.filter(isGroup);
		if (action === 'create') {
			if (task.user) await changeGroups(applying, task, task.user, groups);
			return;
		}
		const waits = applying.returning.has(task.userId);
		task.waiting = groups.filter(({ to }) => waits && to === true);
		const user = await reread(applying, task);
		await changeAttributes(applying, task, user, changes.filter(isKnownAttribute));
		const others = groups.filter((change) => !task.waiting.includes(change));
		await changeGroups(applying, task, user, others);
	},
};

const manager: Phase = {
	concerns: ({ planned }) => planned.changes.some(({ to }) => pendingManager(to) !== undefined),
	work: setManager,
};

/** Activations, now or later, and suspensions that are taken back; also those of new users. */
const giveAccess: Phase = {
	concerns: (task) =>
		task.planned.action === 'create'
			? accessAfterCreation(task).length > 0
			: task.planned.action !== 'update' && !isTaking(task),
	async work(applying, task) {
		if (isLettingIn(task) && applying.troubled.has(task.userId)) {
			throw new Refused('earlier_change_failed', EARLIER_CHANGE_FAILED);
		}
		if (task.planned.action !== 'create') {
			await changeAccess(applying, task, await reread(applying, task), task.planned.changes);
		} else if (task.user) {
			await changeAccess(applying, task, task.user, accessAfterCreation(task));
		}
	},
};

const rejoin: Phase = {
	concerns: ({ waiting }) => waiting.length > 0,
	async work(applying, task) {
		await changeGroups(applying, task, await reread(applying, task), task.waiting);
	},
};

/**
 * In this order access is safe at every moment: whoever leaves is out before anything else happens,
 * and nobody is let in before the groups and attributes are right, on which policies depend. Only
 * what somebody who returns comes to have is given last: JumpCloud gives nothing to a suspended user.
 */
export const PHASES: readonly Phase[] = [takeAccess, create, update, manager, giveAccess, rejoin];

const EARLIER_CHANGE_FAILED =
	'Another change of this user was not made, so the user is not let in: see its item. Plan again.';

function accessAfterCreation({ planned }: Task) {
	return planned.changes.filter(
		(change) => isScheduled(change) || (isState(change) && change.from !== null),
	);
}

function isTaking({ planned: { action, changes } }: Task): boolean {
	if (action === 'create' || action === 'update') return false;
	return changes.some(
		({ field, to }) =>
			(field === 'state' && to === 'SUSPENDED') ||
			(field === 'scheduled.SUSPENDED' && to !== null) ||
			(field === 'scheduled.ACTIVATED' && to === null && action === 'cancel_schedule'),
	);
}

function isLettingIn({ planned }: Task): boolean {
	return planned.changes.some(
		({ field, to }) =>
			(field === 'state' && to === 'ACTIVATED') || (field === 'scheduled.ACTIVATED' && to !== null),
	);
}
