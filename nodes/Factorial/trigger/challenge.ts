import { createHmac, randomBytes } from 'node:crypto';

import type { EventType } from './events';

/** A new secret of a trigger: 32 random bytes as hex. */
export function newSecret(): string {
	return randomBytes(32).toString('hex');
}

/**
 * What Factorial has to send along with each delivery of an event. Every event has its own, so that
 * the challenge proves both where a delivery comes from and what happened.
 */
export function challengeFor(secret: string, event: EventType): string {
	return createHmac('sha256', secret).update(event).digest('hex');
}
