import type { PlanEntry, PlanReason } from './planned';

/** An entry without those whom it is about. */
export type BareEntry = Omit<PlanEntry, 'person' | 'user'>;

/** Somebody is left alone, for a reason that a person should know. */
export function skipped(why: { reason: PlanReason; message: string }): BareEntry {
	const { reason, message } = why;
	return { action: 'skip', reason, message, changes: [], effectiveAt: null };
}

/** It is not certain who is meant. */
export function conflicting(message: string): BareEntry {
	return { action: 'conflict', reason: 'conflict', message, changes: [], effectiveAt: null };
}
