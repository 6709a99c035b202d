import { dayIn, dayWithTimeAt, isCalendarDate } from './days';
import type { FieldChange } from './planned';
import { groupedBy } from './users';

/** JumpCloud wants at least this much notice for a scheduled change. */
export const MINIMUM_NOTICE_MS = 60 * 60 * 1000;

const MINUTE_MS = 60 * 1000;

/** On top of the notice, so that a slow second does not turn a scheduled change into a refused one. */
const MARGIN_MS = MINUTE_MS;

type Timing =
	| { kind: 'now' }
	| { kind: 'at'; at: Date }
	| { kind: 'refused'; reason: 'past' | 'tooSoon' };

/** When the last day of people ends: by it, suspensions that come of a last day are told from others. */
export interface DaysEnd {
	/** HH:mm */
	timeOfDay: string;
	/** IANA name */
	timeZone: string;
}

export type ScheduledState = 'ACTIVATED' | 'SUSPENDED';

/** A change of state that JumpCloud is going to carry out by itself. */
export interface ScheduledChange {
	id: string;
	userId: string;
	/** unknown where word or time cannot be read: never cancelled, never taken for one of the two */
	state: ScheduledState | 'UNKNOWN';
	/** that word */
	word?: string;
	at: Date;
}

interface SchedulePlan {
	keep?: ScheduledChange;
	create: boolean;
	cancel: ScheduledChange[];
	/** an earlier suspension that a person scheduled, which is never put off */
	foreign?: ScheduledChange;
	/** what nobody can read comes at the wanted instant: it may be the wanted one */
	doubt?: ScheduledChange;
}

/**
 * What to do with a wanted instant. One that is at least an hour and a minute ahead stays as it is;
 * one that is closer, or past, is carried out now, pushed to the first full minute that keeps the
 * notice, or refused.
 */
export function decideTiming(at: Date, now: Date, whenTooSoon: 'now' | 'push' | 'stop'): Timing {
	const noticeMs = at.getTime() - now.getTime();
	if (noticeMs >= MINIMUM_NOTICE_MS + MARGIN_MS) return { kind: 'at', at };
	if (whenTooSoon === 'now') return { kind: 'now' };
	if (whenTooSoon === 'stop') {
		return { kind: 'refused', reason: noticeMs <= 0 ? 'past' : 'tooSoon' };
	}
	const earliestMs = now.getTime() + MINIMUM_NOTICE_MS + MARGIN_MS;
	return { kind: 'at', at: new Date(Math.ceil(earliestMs / MINUTE_MS) * MINUTE_MS) };
}

/**
 * Whether a moment is far enough ahead to be scheduled at all, should JumpCloud want less notice than it
 * is said to. A minute keeps a slow second from losing a suspension.
 */
export function isAhead(at: Date, now: Date): boolean {
	return at.getTime() - now.getTime() >= MARGIN_MS;
}

/** The pending changes of which nobody here can tell what they do. */
export function unknownIn(changes: readonly ScheduledChange[]): ScheduledChange[] {
	return changes.filter(({ state }) => state === 'UNKNOWN');
}

/** What nobody can read is neither taken back nor counted on, and somebody has to know of it. */
export function unknownSchedule(changes: readonly ScheduledChange[]) {
	const unknown = unknownIn(changes);
	if (unknown.length === 0) return undefined;
	const told = unknown.map(({ word = '', at }) => `"${word}" at ${momentIn(at)}`).join(', ');
	return {
		reason: 'unknown_schedule' as const,
		message: `JumpCloud has scheduled something for this user that this package does not know: ${told}. It may give or take access. It stays; look at it in JumpCloud.`,
	};
}

/** What was scheduled while it was certain whose user it is comes true, unless somebody takes it back. */
export function endsToCome(
	users: ReadonlyArray<{ id: string; username: string }>,
	pending: ReadonlyMap<string, readonly ScheduledChange[]>,
): string {
	const ends = users.flatMap(({ id, username }) => {
		const suspensions = (pending.get(id) ?? []).filter(({ state }) => state === 'SUSPENDED');
		return suspensions.map(
			({ at }) =>
				` JumpCloud is going to suspend "${username}" at ${momentIn(at)}. Cancel that there if it is wrong.`,
		);
	});
	return ends.join('');
}

/** A suspension that somebody scheduled by hand is in the way, and stays. */
export function foreignSuspension(
	{ at }: ScheduledChange,
	why: string,
	more: readonly ScheduledChange[] = [],
) {
	const times = [at, ...more.map((change) => change.at)].map((time) => time.toISOString());
	return {
		reason: 'foreign_suspension' as const,
		message: `The user is going to be suspended at ${times.join(', ')}, and ${why}. No plan with these settings would suspend at that time, so somebody may have scheduled it by hand, and it stays. Cancel it in JumpCloud if it is wrong.`,
	};
}

/** A moment as text; one that nobody can read is `unknown`. */
export function momentIn(at: Date): string {
	return Number.isNaN(at.getTime()) ? 'unknown' : at.toISOString();
}

/** Whether two moments are the same to JumpCloud, which keeps seconds. */
export function isSameMoment(one: Date, other: Date): boolean {
	return Math.abs(one.getTime() - other.getTime()) < 1000;
}

/**
 * Tells scheduled suspensions that come of a last day from those that a person scheduled: they come at
 * the time of day at which last days end.
 *
 * @param suspensionTime HH:mm
 * @param remembered the last day that is remembered with the user, which is then the only one of ours
 */
export function endsOfDay(
	suspensionTime: string,
	timeZone: string,
	remembered: string | null = null,
): (change: ScheduledChange) => boolean {
	return ({ state, at }) => {
		if (state !== 'SUSPENDED') return false;
		const day = dayWithTimeAt(at, suspensionTime, timeZone);
		return day !== undefined && (remembered === null || day === remembered);
	};
}

/**
 * How to get from one user's pending changes to exactly one of the wanted state: an equal one (to
 * the second) is kept, the others of our own are cancelled, and one is created if none was equal.
 *
 * A wanted suspension also cancels activations that are pending at or after it, so that a leaver
 * does not come back; earlier ones stay. A suspension that is not ours stays as well: an earlier one
 * makes ours needless and is not put off, a later one does no harm to somebody who is suspended.
 *
 * Where something that nobody can read comes at exactly the wanted instant, it may be the one that we
 * made: none is added beside it, or every comparison would add another, and no suspension is taken back.
 *
 * @param existing the pending changes of this user alone
 * @param isOwn whether a suspension of another time is one that we would make; all are unless told
 */
export function planSchedule(
	existing: readonly ScheduledChange[],
	wanted: { state: ScheduledState; at: Date },
	isOwn: (change: ScheduledChange) => boolean = () => true,
): SchedulePlan {
	const wantedMs = wanted.at.getTime();
	const sameState = existing.filter(({ state }) => state === wanted.state);
	const keep = sameState.find(({ at }) => isSameMoment(at, wanted.at));
	const isDoubt = ({ state, at }: ScheduledChange) =>
		state === 'UNKNOWN' && isSameMoment(at, wanted.at);
	const doubt = keep ? undefined : existing.find(isDoubt);
	const isMissing = keep === undefined && doubt === undefined;
	const told = { ...(keep && { keep }), ...(doubt && { doubt }) };
	const foreign = sameState.find(
		(change) => change !== keep && !isOwn(change) && change.at.getTime() < wantedMs,
	);
	const cancel = existing.filter((change) =>
		change.state === wanted.state
			? change !== keep &&
				(wanted.state === 'ACTIVATED' || (!doubt && (isOwn(change) || isTwin(change, wanted))))
			: wanted.state === 'SUSPENDED' &&
				change.state === 'ACTIVATED' &&
				change.at.getTime() >= wantedMs,
	);
	if (wanted.state === 'SUSPENDED' && foreign) {
		const isReturn = ({ state, at }: ScheduledChange) =>
			state === 'ACTIVATED' && at >= foreign.at && at < wanted.at;
		// Whoever is let in again in between still has to go on the day.
		return { ...told, create: isMissing && existing.some(isReturn), cancel, foreign };
	}
	return { ...told, create: isMissing, cancel };
}

function isTwin({ at }: ScheduledChange, wanted: { at: Date }): boolean {
	return isSameMoment(at, wanted.at);
}

/** A pending change goes. */
export function cancelling({ id, state, at }: ScheduledChange): FieldChange {
	return { field: `scheduled.${state}`, from: at.toISOString(), to: null, id };
}

/** Pending changes by the user they are about, the next one first. */
export function pendingByUser(changes: readonly ScheduledChange[]): Map<string, ScheduledChange[]> {
	const inTurn = changes.toSorted(
		(a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1),
	);
	return groupedBy(inTurn, ({ userId }) => userId);
}

/** What a user remembers of a last day, and what is needed to tell whose a suspension is. */
export interface Remembering {
	rules: {
		leavers: string;
		/** HH:mm */
		suspensionTime: string;
		/** IANA name */
		timeZone: string;
		/** the custom attribute that keeps it; nothing where none does */
		rememberLastDay?: string;
		now: Date;
	};
	/** the last day that was remembered with the user; null where there is none */
	remembered: string | null;
	/** what JumpCloud is going to do with this user by itself */
	pending: readonly ScheduledChange[];
}

/** Which suspensions are ours: those at the time at which days end, of the remembered day if there is one. */
export function own({
	rules: { suspensionTime, timeZone, rememberLastDay },
	remembered,
}: Pick<Remembering, 'rules' | 'remembered'>): (change: ScheduledChange) => boolean {
	const isKept = rememberLastDay !== undefined;
	return endsOfDay(suspensionTime, timeZone, isKept ? remembered : null);
}

/** Whether a suspension came of a last day, as far as the user remembers one. */
export function wasOurs({ rules, remembered, pending }: Remembering): boolean {
	if (rules.rememberLastDay === undefined || remembered === null) return false;
	if (!isCalendarDate(remembered)) return false;
	if (rules.leavers === 'now') return true;
	// As long as ours is listed, another one may have taken the access.
	return (
		!pending.some(own({ rules, remembered })) && remembered <= dayIn(rules.now, rules.timeZone)
	);
}

/** Somebody else has suspended a user before the last day came: it is not ours when that is over. */
export function wasEarlier({ rules, remembered, pending }: Remembering): boolean {
	if (rules.leavers !== 'lastDay' || remembered === null || !isCalendarDate(remembered))
		return false;
	const isOwn = own({ rules, remembered });
	const isStillToCome = pending.some((change) => isOwn(change) && change.at > rules.now);
	return isStillToCome || remembered > dayIn(rules.now, rules.timeZone);
}

/** Keeps the day for which this package suspends somebody, or is going to; nothing keeps none. */
export function remember(
	{ rules, remembered }: Pick<Remembering, 'rules' | 'remembered'>,
	day: string | null,
): FieldChange[] {
	const name = rules.rememberLastDay;
	if (name === undefined || remembered === day) return [];
	return [{ field: `attributes.${name}`, from: remembered, to: day }];
}

/**
 * The last day is taken back, and what is pending at our time of day is somebody else's. Without any memory
 * it would pass for ours; with that of the day, it would seem to be why the user is out once it came true.
 *
 * @param others what is not ours of what is pending
 */
export function takeBack(
	given: Remembering,
	others: readonly ScheduledChange[] = notOwn(given),
): FieldChange[] {
	const { leavers, suspensionTime, timeZone } = given.rules;
	const isOnTime = endsOfDay(suspensionTime, timeZone);
	if (leavers !== 'lastDay' || !others.some(isOnTime)) return remember(given, null);
	const isDay = given.remembered !== null && isCalendarDate(given.remembered);
	return isDay ? remember(given, TAKEN_BACK) : [];
}

function notOwn(given: Remembering): ScheduledChange[] {
	const isOwn = own(given);
	return given.pending.filter((change) => !isOwn(change));
}

/** What the user remembers instead of a last day that is none any more. */
export const TAKEN_BACK = 'taken back';
