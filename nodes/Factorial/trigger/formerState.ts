import type { WebhookSubscription } from '../types';
import { isEventType } from './events';
import { ownerAddress, subscriptionName } from './names';
import { hostOf, isCounterpart, isHere } from './place';
import type { Setting } from './setting';

/**
 * How a subscription was before a test run borrowed it, from memory or, when that is lost, from its
 * name; nothing when it is not borrowed.
 */
export function formerState(
	{ memory, place, workflow }: Setting,
	subscription: WebhookSubscription,
): WebhookSubscription | undefined {
	const { type, id, name } = subscription;
	const loan = isEventType(type) ? memory.loan(type) : undefined;
	if (loan?.id === id) return loan;

	const owner = ownerAddress(name);
	if (owner === undefined || isHere(place, owner)) return undefined;
	const ownName = isCounterpart(place, owner) ? subscriptionName(workflow) : hostOf(owner);
	return { ...subscription, target_url: owner, name: ownName };
}
