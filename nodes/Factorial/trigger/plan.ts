import { API_VERSION } from '../transport/paths';
import type { WebhookSubscription } from '../types';
import type { EventType } from './events';
import { isCounterpart, isHere } from './place';
import type { Place } from './place';

export interface Own {
	place: Place;
	challengeOf(event: EventType): string;
}

export interface Held {
	event: EventType;
	subscription: WebhookSubscription;
}

/** What has to happen so that each wanted event has one good subscription of our own. */
export interface Plan {
	keep: Held[];
	/** ours, but switched off, with another challenge or version, or lent to a test run */
	heal: Held[];
	/** nobody has one */
	create: EventType[];
	/** ours, but not wanted or one too many */
	remove: WebhookSubscription[];
	/** somebody else's */
	foreign: Held[];
}

/** Compares what Factorial lists with what is wanted; changes nothing. */
export function planSubscriptions(
	listed: WebhookSubscription[],
	wanted: readonly EventType[],
	own: Own,
): Plan {
	const plan: Plan = { keep: [], heal: [], create: [], remove: [], foreign: [] };
	for (const event of wanted) {
		const held = listed.filter(({ type }) => type === event);
		const [mine, ...spare] = oursAmong(held, own.place);
		const [other] = held;
		if (mine) plan[isGood(mine, event, own) ? 'keep' : 'heal'].push({ event, subscription: mine });
		else if (other) plan.foreign.push({ event, subscription: other });
		else plan.create.push(event);
		plan.remove.push(...spare);
	}
	const unwanted = listed.filter(({ type }) => !wanted.some((event) => event === type));
	plan.remove.push(...oursAmong(unwanted, own.place));
	return plan;
}

/** Those that deliver here first, then those that are with the test run. */
function oursAmong(subscriptions: WebhookSubscription[], place: Place): WebhookSubscription[] {
	return [
		...subscriptions.filter(({ target_url: url }) => isHere(place, url)),
		...subscriptions.filter(({ target_url: url }) => isCounterpart(place, url)),
	];
}

function isGood(subscription: WebhookSubscription, event: EventType, own: Own): boolean {
	return (
		isHere(own.place, subscription.target_url) &&
		subscription.enabled &&
		subscription.challenge === own.challengeOf(event) &&
		subscription.api_version === API_VERSION
	);
}
