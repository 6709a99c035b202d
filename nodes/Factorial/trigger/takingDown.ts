import { settle } from '../../shared/inOrder';
import type { WebhookSubscription } from '../types';
import { formerState } from './formerState';
import { ownerAddress } from './names';
import { isHere } from './place';
import type { Place } from './place';
import type { Plan } from './plan';
import type { Setting } from './setting';

/**
 * Removes everything of this trigger, or gives it back. Never throws.
 *
 * @returns whether nothing is left
 */
export async function takeDown(setting: Setting): Promise<boolean> {
	return await eachQuietly(setting, async (subscription) => {
		if (isOurs(setting.place, subscription)) await release(setting, subscription);
	});
}

/** Removes a subscription of this trigger, or gives it back to the one it was borrowed from. */
async function release(setting: Setting, subscription: WebhookSubscription): Promise<void> {
	const before = formerState(setting, subscription);
	if (before) await restore(setting, before);
	else await setting.subscriptions.remove(subscription.id);
}

/** Undoes what setting up has done so far, as seen from what was there before. Never throws. */
export async function takeBack(setting: Setting, before: Plan): Promise<void> {
	if (setting.isTest) {
		await takeDown(setting);
		return;
	}
	await eachQuietly(setting, async (subscription) => {
		if (!isHere(setting.place, subscription.target_url)) return;
		const foreign = before.foreign.find((held) => held.subscription.id === subscription.id);
		if (foreign) await restore(setting, foreign.subscription);
		else if (before.create.some((event) => event === subscription.type)) {
			await setting.subscriptions.remove(subscription.id);
		}
	});
}

/** A test run may hold what belongs here; it goes together with the rest. */
function isOurs(place: Place, { target_url: url, name }: WebhookSubscription): boolean {
	const owner = ownerAddress(name);
	return isHere(place, url) || (owner !== undefined && isHere(place, owner));
}

async function restore({ subscriptions }: Setting, before: WebhookSubscription): Promise<void> {
	await subscriptions.change(before.id, {
		type: before.type,
		target_url: before.target_url,
		// An empty name, too: ours would go on saying that it is borrowed.
		name: before.name ?? '',
		challenge: before.challenge,
		enabled: before.enabled,
		api_version: before.api_version,
	});
}

async function eachQuietly(
	setting: Setting,
	act: (subscription: WebhookSubscription) => Promise<void>,
): Promise<boolean> {
	const listed = await settle(setting.subscriptions.list());
	if (!listed.ok) return warn(setting, listed.cause);
	let isDone = true;
	for (const subscription of listed.value) {
		const outcome = await settle(act(subscription));
		if (!outcome.ok) isDone = warn(setting, outcome.cause, subscription.id);
	}
	return isDone;
}

function warn({ logger }: Setting, cause: unknown, subscriptionId?: string): false {
	logger.warn('Factorial kept a webhook subscription of this workflow; remove it there', {
		subscriptionId,
		reason: cause instanceof Error ? cause.message : 'unknown',
	});
	return false;
}
