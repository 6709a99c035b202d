import { groupedBy } from './directoryIndex';

/** JumpCloud wants at least this much notice for a scheduled change. */
export const MINIMUM_NOTICE_MS = 60 * 60 * 1000;

const MINUTE_MS = 60 * 1000;

export type Timing =
	| { kind: 'now' }
	| { kind: 'at'; at: Date }
	| { kind: 'refused'; reason: 'past' | 'tooSoon' };

export type ScheduledState = 'ACTIVATED' | 'SUSPENDED';

export interface ScheduledChange {
	id: string;
	userId: string;
	state: ScheduledState;
	at: Date;
}

export interface SchedulePlan {
	keep?: ScheduledChange;
	create: boolean;
	cancel: ScheduledChange[];
}

/**
 * What to do with a wanted instant. One that is at least an hour ahead stays as it is; one that is
 * closer, or past, is carried out now, pushed to the first full minute that keeps the hour with a
 * minute to spare, or refused.
 */
export function decideTiming(at: Date, now: Date, whenTooSoon: 'now' | 'push' | 'stop'): Timing {
	const noticeMs = at.getTime() - now.getTime();
	if (noticeMs >= MINIMUM_NOTICE_MS) return { kind: 'at', at };
	if (whenTooSoon === 'now') return { kind: 'now' };
	if (whenTooSoon === 'stop') {
		return { kind: 'refused', reason: noticeMs <= 0 ? 'past' : 'tooSoon' };
	}
	const earliestMs = now.getTime() + MINIMUM_NOTICE_MS + MINUTE_MS;
	return { kind: 'at', at: new Date(Math.ceil(earliestMs / MINUTE_MS) * MINUTE_MS) };
}

/**
 * How to get from one user's pending changes to exactly one of the wanted state: an equal one (to
 * the second) is kept, the others of that state are cancelled, and one is created if none was equal.
 *
 * A wanted suspension also cancels activations that are pending at or after it, so that a leaver
 * does not come back; earlier ones stay.
 *
 * @param existing the pending changes of this user alone
 */
export function planSchedule(
	existing: ScheduledChange[],
	wanted: { state: ScheduledState; at: Date },
): SchedulePlan {
	const wantedMs = wanted.at.getTime();
	const sameState = existing.filter(({ state }) => state === wanted.state);
	const keep = sameState.find(({ at }) => Math.abs(at.getTime() - wantedMs) < 1000);
	const cancel = existing.filter((change) =>
		change.state === wanted.state
			? change !== keep
			: wanted.state === 'SUSPENDED' && change.at.getTime() >= wantedMs,
	);
	return { ...(keep && { keep }), create: keep === undefined, cancel };
}

/** Pending changes by the user they are about, the next one first. */
export function pendingByUser(changes: readonly ScheduledChange[]): Map<string, ScheduledChange[]> {
	const inTurn = changes.toSorted(
		(a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1),
	);
	return groupedBy(inTurn, ({ userId }) => userId);
}
