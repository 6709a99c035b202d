import { timingSafeEqual } from 'node:crypto';

import type { EventType } from './events';

/**
 * The event of a delivery, by the challenge that came with it; nothing when it matches none.
 *
 * @param hint the event named by the address; it decides only where several events share one
 * challenge, as subscriptions made by others may
 */
export function verifiedEvent(
	received: unknown,
	challenges: ReadonlyMap<EventType, string>,
	hint: unknown,
): EventType | undefined {
	// All are compared, whichever matches: the time taken must not tell which one was close.
	const matching = [...challenges]
		.filter(([, challenge]) => sameText(challenge, received))
		.map(([event]) => event);
	return matching.find((event) => event === hint) ?? matching[0];
}

/** Compares in constant time; an empty expectation is never met. */
export function sameText(expected: string, received: unknown): boolean {
	if (typeof received !== 'string' || expected === '') return false;
	const [a, b] = [Buffer.from(expected), Buffer.from(received)];
	return a.length === b.length && timingSafeEqual(a, b);
}
