import type { SubscriptionFields } from '../transport/subscriptions';
import type { EventType } from './events';
import { borrowedName } from './names';
import { isHere } from './place';
import type { Held } from './plan';
import { formerState } from './formerState';
import { ownFields } from './setting';
import type { Setting } from './setting';

/**
 * Lets existing subscriptions deliver here.
 *
 * @returns the events whose subscription did not exist any more
 */
export async function adopt(setting: Setting, held: Held[]): Promise<EventType[]> {
	const gone: EventType[] = [];
	for (const one of held) {
		const fields = setting.isTest ? borrowed(setting, one) : ownFields(setting, one.event);
		const isThere = await setting.subscriptions.change(one.subscription.id, fields);
		if (!isThere) gone.push(one.event);
	}
	return gone;
}

/** For a test run: remembers how the subscription was, and keeps its challenge. */
function borrowed(setting: Setting, { event, subscription }: Held): SubscriptionFields {
	const { place, memory } = setting;
	const isLeftover = isHere(place, subscription.target_url);
	// Left by a test run that died: it either belongs to somebody, or that run made it for itself.
	const before = isLeftover ? formerState(setting, subscription) : subscription;
	if (!before) return ownFields(setting, event);

	memory.borrow(event, before);
	const fields = ownFields(setting, event);
	return { ...fields, name: borrowedName(before.target_url, fields.name) };
}
