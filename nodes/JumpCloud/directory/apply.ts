import { POOL_SIZE, inOrder, settle } from '../../shared/pool';
import { pendingManager } from '../sync/attributes';
import {
	isActivation,
	isBack,
	isEnd,
	isJoin,
	isLeave,
	isMfa,
	isRename,
	isScheduled,
	isState,
} from '../sync/planned';
import type { FieldChange } from '../sync/planned';
import { keyOf, stateOf } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import { readOnly } from '../transport/safety';
import type { User } from '../transport/systemUser';
import { changeAccess, idsOf, refuseTroubled } from './applyAccess';
import { createPlanned } from './applyCreation';
import { deletePlanned, reportsFirst } from './applyDeletion';
import {
	changeGroups,
	concernsAll,
	holdsAll,
	isKnownAttribute,
	keysOf,
	noteUser,
	setManager,
	troubleOf,
	userOf,
} from './applyParts';
import type { Applying, PlannedWork, Task, Trouble } from './applyParts';
import { requirePlannedMfa } from './mfa';
import { renamePlanned } from './rename';
import type { Reading } from './snapshot';
import { Refused, unlessGone, updatePlanned } from './update';

/** What came of a planned change. */
export interface Outcome {
	result: 'applied' | 'noop' | 'refused' | 'failed';
	/** why not, or not all of it; `message` alone: what is otherwise than planned */
	reason?: string;
	message?: string;
	/** what was written */
	made: FieldChange[];
	/** the fields that are not as planned now */
	notDone: string[];
	warnings: string[];
	/** the user as JumpCloud had them last */
	user?: User;
}

interface ApplyOptions {
	/** what the plan behind a change has read just now in this execution, by the id of the plan */
	recent?: (planId: string) => Reading | undefined;
	/** ids of users and employees who must not be let in, because something of theirs was refused before */
	held?: Iterable<string>;
	/** something of somebody was refused before, and nobody knows whose: it could be anybody's */
	isSomebodyHeld?: boolean;
}

/**
 * Carries out planned changes: everybody's first part before anybody's second one. In this order access
 * is safe at every moment: whoever leaves is out before anything else happens, and nobody is let in
 * before the groups and attributes are right, on which policies depend. One change that fails stops no
 * other, unless it tells that the credential is not accepted, and holds back whatever lets the same user in.
 *
 * @returns an outcome for each change, in their order; nothing is thrown
 */
export async function applyChanges(
	api: JumpCloud,
	works: readonly PlannedWork[],
	{ recent = () => undefined, held = [], isSomebodyHeld = false }: ApplyOptions = {},
): Promise<Outcome[]> {
	const applying: Applying = {
		api,
		known: new Map(),
		created: new Map(),
		troubled: new Set(held),
		isSomebodyHeld,
		returning: new Set(works.filter(isReturn).map(({ user }) => user?.id ?? '')),
	};
	const tasks = works.map((work) => begin(applying, work, recent(work.planId)));
	// So that a namesake who collides gets none that the plan has promised to somebody else.
	for (const { field, to } of works.flatMap(({ changes }) => changes)) {
		if (field === 'username') api.givenUsernames.add(String(to));
		if (field === 'email') api.givenEmails.add(keyOf(String(to)));
	}
	await carryOut(applying, tasks);
	return tasks.map(outcomeOf);
}

function begin({ known }: Applying, work: PlannedWork, recent: Reading | undefined): Task {
	const userId = work.user?.id ?? '';
	const user = recent && holdsAll(recent, work) ? recent.users.get(userId) : undefined;
	if (recent && user) {
		// It is as the plan saw it until it is changed here.
		const { readAtMs, fields } = recent;
		known.set(userId, { user, readAtMs, fields, checkedAtMs: 0, heldAtMs: 0 });
	}
	return {
		...{ work, userId },
		...(recent && (work.action === 'create' || user) && { recent }),
		...{ isOver: false, made: [], warnings: [], notes: [] },
		...{ settled: new Set(), waiting: [], troubles: [] },
	};
}

async function carryOut(applying: Applying, tasks: readonly Task[]): Promise<void> {
	const { api, troubled } = applying;
	// Nobody is asked for what is not to be written.
	let lockedOut = api.safety.isReadOnly ? troubleOf(readOnly(api.safety)) : undefined;

	const part = async (phase: Phase, task: Task): Promise<void> => {
		if (api.isCancelled()) return end(task, CANCELLED);
		if (lockedOut) return end(task, lockedOut);
		const outcome = await settle(held(applying, phase, task));
		if (outcome.ok) return;
		const cause = await unlessGone(api, task.userId, outcome.cause);
		const trouble = api.isCancelled() ? BROKEN_OFF : troubleOf(cause);
		if (concernsAll(trouble)) lockedOut = trouble;
		end(task, trouble);
	};

	for (const phase of PHASES) {
		const all = tasks.filter((task) => !task.isOver && phase.concerns(task));
		const open = all.length > 1 && phase.inTurn ? phase.inTurn(all) : all;
		const work = async (index: number) => {
			const task = open[index];
			if (!task) return;
			await part(phase, task);
			if (task.troubles.length === 0) return;
			for (const who of idsOf(task)) troubled.add(who);
		};
		await inOrder(open.length, POOL_SIZE, work, false);
	}
}

/** Does a part while nobody else works on the same user. */
async function held(applying: Applying, phase: Phase, task: Task): Promise<void> {
	let begunAtMs = 0;
	await applying.api.hold(keysOf(task), async (lastEndMs) => {
		begunAtMs = Date.now();
		await phase.work(applying, task, lastEndMs);
	});
	const known = applying.known.get(task.userId);
	// What has ended here just now was done by this very run.
	if (known && known.checkedAtMs >= begunAtMs) known.heldAtMs = Date.now();
}

/** One part of the work on a task. */
interface Phase {
	/** whether there is anything in it for a task */
	concerns(task: Task): boolean;
	/** the order in which it has to begin, where there is one */
	inTurn?(tasks: readonly Task[]): Task[];
	/** Does it; on a task that it concerns. */
	work(applying: Applying, task: Task, lastEndMs: number): Promise<void>;
}

/** Suspensions, now or later, and activations that are taken back. */
const takeAccess: Phase = {
	concerns: isTaking,
	async work(applying, task, lastEndMs) {
		const user = await userOf(applying, task, lastEndMs);
		await changeAccess(applying, task, user, task.work.changes);
	},
};

/** Whatever is wrong with the attributes of somebody, the groups that they should not be in go first. */
const leaveGroups: Phase = {
	concerns: ({ work }) => work.changes.some(isLeave),
	async work(applying, task, lastEndMs) {
		const user = await userOf(applying, task, lastEndMs);
		refuseStillIn(task, user);
		await changeGroups(applying, task, user, task.work.changes.filter(isLeave));
	},
};

const create: Phase = {
	concerns: ({ work }) => work.action === 'create',
	work: createPlanned,
};

const isPartOfUpdate = (change: FieldChange) =>
	isKnownAttribute(change) || isRename(change) || isMfa(change);

/** Attributes and new groups; whoever is let in again joins groups only then. */
const update: Phase = {
	concerns: ({ work: { action, changes } }) =>
		changes.some(isJoin) || (action === 'update' && changes.some(isPartOfUpdate)),
	async work(applying, task, lastEndMs) {
		const { action, changes } = task.work;
		const waits = action !== 'create' && applying.returning.has(task.userId);
		const joins = changes.filter(isJoin);
		if (waits) task.waiting = joins;
		const attributes = action === 'create' ? [] : changes.filter(isKnownAttribute);
		const user = await userOf(applying, task, lastEndMs, [...attributes, ...joins]);
		refuseStillIn(task, user);
		const own = action === 'update' ? changes : [];
		const rename = own.find(isRename);
		const open = own.some(isMfa) && (await requirePlannedMfa(applying.api, task, user));
		if (open) task.troubles.push(open);
		if (rename) await renamePlanned(applying, task, user, rename, attributes);
		else if (attributes.length > 0) await changeAttributes(applying, task, user, attributes);
		if (!waits) await changeGroups(applying, task, user, joins);
	},
};

/**
 * What a leaver loses besides the access goes with that, and not before: where the suspension was held back
 * or has failed, or somebody has let them in since, they keep it.
 */
function refuseStillIn({ work }: Task, user: User): void {
	if (!work.onlyIfSuspended || stateOf(user) === 'SUSPENDED') return;
	throw new Refused(
		'stale',
		'The user is not suspended, so nothing else is taken from them either. Suspend them, or plan again.',
	);
}

async function changeAttributes(
	applying: Applying,
	task: Task,
	user: User,
	changes: FieldChange[],
): Promise<void> {
	const { user: now, made } = await updatePlanned(applying.api, user, changes);
	noteUser(applying, task, now);
	task.made.push(...made);
	for (const change of changes) task.settled.add(change);
}

const manager: Phase = {
	concerns: ({ work }) => work.changes.some(({ to }) => pendingManager(to) !== undefined),
	work: setManager,
};

/** Activations, now or later, and suspensions that are taken back; also those of new users. */
const giveAccess: Phase = {
	concerns: (task) =>
		task.work.action === 'create'
			? accessAfterCreation(task).length > 0
			: !['update', 'delete'].includes(task.work.action) && !isTaking(task),
	async work(applying, task, lastEndMs) {
		if (isLettingIn(task)) refuseTroubled(applying, task);
		const user = await userOf(applying, task, lastEndMs);
		const { action, changes: all } = task.work;
		const isNew = action === 'create';
		const changes = isNew ? accessAfterCreation(task) : all;
		const open = all.some(isMfa) && (await requirePlannedMfa(applying.api, task, user));
		// Whatever is in the way of the second factor keeps the user out.
		if (open) return end(task, open);
		await changeAccess(applying, task, user, changes);
	},
};

/** What cannot be taken back comes last, and only where all else went well. */
const remove: Phase = {
	concerns: ({ work }) => work.action === 'delete',
	inTurn: reportsFirst,
	async work(applying, task) {
		refuseTroubled(applying, task);
		await deletePlanned(applying, task);
	},
};

const rejoin: Phase = {
	concerns: ({ waiting }) => waiting.length > 0,
	async work(applying, task, lastEndMs) {
		const user = await userOf(applying, task, lastEndMs);
		await changeGroups(applying, task, user, task.waiting);
	},
};

const PHASES: readonly Phase[] = [
	...[takeAccess, leaveGroups, create, update, manager, giveAccess, rejoin, remove],
];

/** Whether it lets in somebody who is suspended. */
const isReturn = ({ changes }: PlannedWork) => changes.some(isBack);

function accessAfterCreation({ work }: Task): FieldChange[] {
	return work.changes.filter(
		(change) => isScheduled(change) || (isState(change) && change.from !== null),
	);
}

function isTaking({ work: { action, changes } }: Task): boolean {
	if (['create', 'update', 'unsuspend'].includes(action)) return false;
	return changes.some(
		(change) =>
			(isState(change) && change.to === 'SUSPENDED') ||
			isEnd(change) ||
			(change.field === 'scheduled.ACTIVATED' &&
				change.to === null &&
				action === 'cancel_schedule'),
	);
}

const isLettingIn = ({ work }: Task) => work.changes.some(isActivation);

function end(task: Task, trouble: Trouble): void {
	task.isOver = true;
	task.troubles.push(trouble);
}

/** What was done before stays done, so a change of which something was made is no longer untouched. */
function outcomeOf(task: Task): Outcome {
	const { made, settled, warnings, notes, troubles, user, work } = task;
	const base = { made, warnings, user };
	const [first] = troubles;
	if (!first) {
		const message = notes.join(' ') || undefined;
		return { ...base, result: made.length > 0 ? 'applied' : 'noop', message, notDone: [] };
	}
	const isUntouched = made.length === 0 && troubles.every(({ result }) => result === 'refused');
	const open = work.changes.filter((change) => !settled.has(change));
	return {
		...{ ...base, result: isUntouched ? 'refused' : 'failed', reason: first.reason },
		message: [...new Set([...troubles.map(({ message }) => message), ...notes])].join(' '),
		notDone: [...new Set(open.map(({ field }) => field))],
	};
}

const BROKEN_OFF: Trouble = {
	result: 'failed',
	reason: 'cancelled',
	message:
		'The execution was stopped while this was under way, so it may be done or not. Plan again.',
};

const CANCELLED: Trouble = {
	result: 'refused',
	reason: 'cancelled',
	message: 'The execution was stopped before this was done. Plan again.',
};
