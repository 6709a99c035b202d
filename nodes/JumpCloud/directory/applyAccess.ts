import { settle } from '../../shared/pool';
import { isSameValue, valueAt, wantedAfter } from '../sync/attributes';
import { isCalendarDate } from '../sync/days';
import { isBegin, isScheduled, isState } from '../sync/planned';
import type { FieldChange } from '../sync/planned';
import { decideTiming, endsOfDay, isAhead, isSameMoment, unknownIn } from '../sync/schedule';
import type { ScheduledChange, ScheduledState } from '../sync/schedule';
import { stateOf } from '../sync/users';
import { listScheduledChanges } from '../transport/schedules';
import type { User } from '../transport/systemUser';
import { activate, cancelAll, scheduleNow, setSuspended } from './access';
import { isKnownAttribute, noteUser } from './applyParts';
import type { Applying, Task } from './applyParts';
import { isFresh } from './snapshot';
import { Refused, openChanges, updatePlanned } from './update';

/**
 * Carries out changes of the state and of what is scheduled, and remembers attributes along with them.
 * What is only remembered keeps nothing from being done: when it cannot be written, that is a trouble
 * of its own.
 *
 * @throws Refused when the state is neither what the plan saw nor what it wanted
 * @throws NotCancelled for a scheduled change that should be gone and is not
 */
export async function changeAccess(
	applying: Applying,
	task: Task,
	user: User,
	changes: readonly FieldChange[],
): Promise<void> {
	const states = changes.filter(isState);
	const ended = changes.filter((change) => isScheduled(change) && change.to === null);
	const begun = changes.filter((change) => isScheduled(change) && change.to !== null);
	const ends = begun.filter(({ field }) => field === 'scheduled.SUSPENDED');
	const starts = begun.filter((change) => !ends.includes(change));
	const isReturn = states.some(({ to }) => to === 'ACTIVATED');
	for (const change of states) refuseStale(change, stateOf(user));
	// A creation has written its attributes already.
	const notes = task.work.action === 'create' ? [] : changes.filter(isKnownAttribute);
	// Whom somebody else has locked out since stays out when the reason is over: no day is remembered.
	const isOutSince = !isReturn && stateOf(user) === 'SUSPENDED' && states.length + ends.length > 0;
	const isVain = ({ to }: FieldChange) => isOutSince && isCalendarDate(String(to));
	for (const change of notes.filter(isVain)) task.settled.add(change);
	const remembered = notes.filter((change) => !isVain(change));
	// Somebody else has planned, or taken back, since: only who is to be out at once is not in doubt.
	const isEnd = states.some(({ to }) => to === 'SUSPENDED');
	if (!isEnd) for (const change of remembered) refuseOther(user, change, isReturn);
	// Whoever comes in must not be suspended again by what was scheduled before.
	if (isReturn) await endScheduled(applying, task, ended);
	// Of somebody who is out nothing is ended: their end is scheduled as soon as they are in.
	const isOut = states.some(({ from, to }) => from === 'SUSPENDED' && to === 'ACTIVATED');
	const [before, after] = isOut ? [[], ends] : [ends, []];
	for (const change of before) await beginScheduled(applying, task, user, change, changes);
	for (const change of states) await changeState(applying, task, user, change, remembered);
	for (const change of [...after, ...starts])
		await beginScheduled(applying, task, user, change, changes);
	// What takes the place of something is there before that goes.
	if (!isReturn) await endScheduled(applying, task, ended);
	await remember(applying, task, remembered);
}

async function changeState(
	applying: Applying,
	task: Task,
	user: User,
	change: FieldChange,
	remembered: readonly FieldChange[] = [],
): Promise<void> {
	const { api } = applying;
	const latest = task.user ?? user;
	const state = stateOf(latest);
	if (state === change.to) {
		task.settled.add(change);
		return;
	}
	refuseStale(change, state);
	if (change.to !== 'SUSPENDED' && state !== 'SUSPENDED') {
		noteUser(applying, task, await activate(api, latest, task.work.mail));
	} else {
		const open = await settle((async () => openChanges(latest, remembered))());
		const along = open.ok ? open.value : [];
		const isEnd = change.to === 'SUSPENDED';
		const { user: now, notRemembered } = await setSuspended(api, latest, isEnd, wantedAfter(along));
		noteUser(applying, task, now);
		if (notRemembered === undefined) task.made.push(...along);
	}
	task.made.push(change);
	task.settled.add(change);
}

/** Writes what is to be remembered and was not written along with the state. */
async function remember(
	applying: Applying,
	task: Task,
	changes: readonly FieldChange[],
): Promise<void> {
	if (changes.length === 0 || !task.user) return;
	const { user, made } = await updatePlanned(applying.api, task.user, changes, { isNote: true });
	noteUser(applying, task, user);
	task.made.push(...made);
	for (const change of changes) task.settled.add(change);
}

async function beginScheduled(
	applying: Applying,
	task: Task,
	user: User,
	change: FieldChange,
	all: readonly FieldChange[],
): Promise<void> {
	const { api } = applying;
	const state: ScheduledState = change.field === 'scheduled.SUSPENDED' ? 'SUSPENDED' : 'ACTIVATED';
	const at = new Date(String(change.to));
	const latest = task.user ?? user;
	const now = stateOf(latest);
	if (now === state) {
		task.settled.add(change);
		return;
	}
	if (state === 'ACTIVATED' && now !== 'STAGED') {
		throw staleState({ ...change, from: 'STAGED' }, now);
	}
	// The plan may have waited until JumpCloud schedules nothing so close any more. The end of the access is
	// tried all the same, because a refusal ends it at once; nobody is let in by trying.
	const isTried = state === 'SUSPENDED' && isAhead(at, new Date());
	if (!isTried && decideTiming(at, new Date(), 'now').kind === 'now') {
		const atOnce = { field: 'state', from: now, to: state };
		await changeState(applying, task, user, atOnce, all.filter(isKnownAttribute));
		task.settled.add(change);
		return;
	}
	const isSame = isSamePurpose(task, state, all);
	let seen = task.recent?.pending;
	// The plan behind a creation has seen nothing that is scheduled for the user.
	const isSeen = task.work.action === 'create' ? task.isMade : isFresh(task.recent);
	if (!isSeen) {
		const pending = await listScheduledChanges(api, latest.id);
		const ofState = pending.filter((one) => one.state === state);
		if (ofState.some((one) => isSameMoment(one.at, at))) {
			task.settled.add(change);
			return;
		}
		const unknown = unknownIn(pending).find((one) => isSameMoment(one.at, at));
		if (unknown) throw staleSchedule(unknown);
		const other = ofState.find(isSame);
		if (other && !all.some(isKnownAttribute)) throw staleSchedule(other);
		seen = new Set(pending.map(({ id }) => id));
	}
	const isRival = (one: ScheduledChange) => isSame(one) && !seen?.has(one.id);
	const made = await scheduleNow(api, latest, { state, at, mail: task.work.mail }, isRival);
	if (made.kind === 'done') {
		noteUser(applying, task, made.user);
		task.made.push({ field: 'state', from: now, to: state });
	} else if (isSameMoment(made.change.at, at)) {
		task.made.push({ ...change, id: made.change.id });
	} else {
		throw staleSchedule(made.change);
	}
	task.settled.add(change);
}

/**
 * Tells what is scheduled for the same purpose: every activation, and suspensions when last days end. Those
 * that the plan is going to cancel do not count. Where a last day is remembered, that tells of itself
 * whether somebody else has planned since.
 */
function isSamePurpose(
	{ work: { daysEnd } }: Task,
	state: ScheduledState,
	all: readonly FieldChange[],
): (change: ScheduledChange) => boolean {
	const going = new Set(all.filter(({ to }) => to === null).map(({ id }) => id));
	const isOnTime = daysEnd ? endsOfDay(daysEnd.timeOfDay, daysEnd.timeZone) : () => false;
	return (one) => !going.has(one.id) && (state === 'ACTIVATED' || isOnTime(one));
}

function staleSchedule({ state, at }: ScheduledChange): Refused {
	const did = { SUSPENDED: 'suspended', ACTIVATED: 'activated', UNKNOWN: 'changed' };
	return new Refused(
		'stale',
		`By now somebody else has planned that the user is ${did[state]} at ${at.toISOString()}. Plan again.`,
	);
}

async function endScheduled(
	{ api }: Applying,
	task: Task,
	changes: readonly FieldChange[],
): Promise<void> {
	for (const change of changes) {
		const state = change.field === 'scheduled.SUSPENDED' ? 'SUSPENDED' : 'ACTIVATED';
		const at = new Date(String(change.from));
		const pending = { id: change.id ?? '', userId: task.userId, state, at } as const;
		const caught = await cancelAll(api, [pending]);
		if (caught.length > 0) task.made.push(change);
		task.settled.add(change);
	}
}

/** @param isExact whether it counts as another one, too, that the change is there already */
function refuseOther(user: User, { field, from, to }: FieldChange, isExact: boolean): void {
	const now = valueAt(user, field);
	if (isSameValue(field, now, from) || (!isExact && isSameValue(field, now, to))) return;
	throw new Refused(
		'stale',
		`What the user remembers of the last day ('${field}') is ${now ?? 'nothing'} by now, and was ${String(from ?? 'nothing')} in the plan. Plan again.`,
	);
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

/** @throws Refused where something before has gone wrong for whoever is to be let in, or deleted */
export function refuseTroubled(applying: Applying, task: Task): void {
	const isTroubled = idsOf(task).some((id) => applying.troubled.has(id));
	if (isTroubled) throw new Refused('earlier_change_failed', earlierFailed(task));
	if (applying.isSomebodyHeld) throw new Refused('earlier_step_failed', EARLIER_STEP_FAILED);
}

/** Whether another plan activates a new user depends on its rules. */
function earlierFailed({ work }: Task): string {
	const not = work.action === 'delete' ? 'deleted' : 'let in';
	const told = `Another change of this user was not made, so the user is not ${not}`;
	const isNew = work.action === 'create' && !work.changes.some(isBegin);
	return isNew
		? `${told} and stays Staged. Plan again; if that plans no activation, use Activate when the rest is right.`
		: `${told}: see its item. Plan again.`;
}

const EARLIER_STEP_FAILED =
	'A step before this one has failed and its item does not say for whom, so nobody is let in or deleted. Look at that step, then plan again.';

export function idsOf({ work: { person }, userId }: Task): string[] {
	return [userId, person?.employeeId ?? ''].filter((id) => id !== '');
}
