import { dayWithTimeAt } from './days';
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
	if (wanted.state === 'SUSPENDED' && foreign) {
		const isReturn = ({ state, at }: ScheduledChange) =>
			state === 'ACTIVATED' && at >= foreign.at && at < wanted.at;
		// Whoever is let in again in between still has to go on the day.
		const create = isMissing && existing.some(isReturn);
		const cancel = existing.filter(({ state, at }) => state === 'ACTIVATED' && at >= wanted.at);
		return { ...told, create, cancel, foreign };
	}
	const cancel = existing.filter((change) =>
		change.state === wanted.state
			? change !== keep &&
				(wanted.state === 'ACTIVATED' || (!doubt && (isOwn(change) || isTwin(change, wanted))))
			: wanted.state === 'SUSPENDED' &&
				change.state === 'ACTIVATED' &&
				change.at.getTime() >= wantedMs,
	);
	return { ...told, create: isMissing, cancel };
}

function isTwin({ at }: ScheduledChange, wanted: { at: Date }): boolean {
	return isSameMoment(at, wanted.at);
}

/** Pending changes by the user they are about, the next one first. */
export function pendingByUser(changes: readonly ScheduledChange[]): Map<string, ScheduledChange[]> {
	const inTurn = changes.toSorted(
		(a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1),
	);
	return groupedBy(inTurn, ({ userId }) => userId);
}
