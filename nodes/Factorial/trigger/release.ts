import type { IHookFunctions, Logger } from 'n8n-workflow';

import { settle } from '../../shared/pool';
import type { FactorialClient } from '../transport/client';
import type { Amendment, Subscriptions, WebhookSubscription } from '../transport/subscriptions';
import { hostOf, isHere, isTwin } from './address';
import type { EventType } from './events';
import { beforeLoan, isDoubtful, lenderOf, makerOf, strayedTo, whose } from './ownership';
import type { Plan, Viewer } from './ownership';
import { newSecret } from './memory';
import { problems } from './problems';

/** Everything that setting a trigger up or taking it down works with. */
export interface Setting extends Viewer {
	context: IHookFunctions;
	api: FactorialClient;
	subscriptions: Subscriptions;
	/** listening for a test event; not known while taking down */
	isTest: boolean;
	wanted: EventType[];
	/** from where events may be taken over */
	takesFrom: string[];
	/** the company in which subscriptions may be left behind */
	leavesBehind: string;
	logger: Logger;
	/** the company that the credential does not lead to any more, as seen from what it lists */
	companyLeft: (listed: WebhookSubscription[]) => Promise<string | undefined>;
}

/**
 * Removes everything of this trigger, or gives it back. Never throws.
 *
 * @returns whether nothing is left
 */
export async function takeDown(setting: Setting): Promise<boolean> {
	const listed = await settle(setting.subscriptions.list());
	if (!listed.ok) return warn(setting, listed.cause);
	const left = await settle(setting.companyLeft(listed.value));
	const isDone = await eachQuietly(setting, listed.value, async (subscription) => {
		if (isToRelease(setting, subscription)) await release(setting, subscription);
		else if (isDoubtful(subscription, setting)) warnOfDoubt(setting, subscription);
	});
	if (!left.ok) {
		const { memory, logger } = setting;
		logger.warn(
			`The webhook subscriptions ${memory.subscriptionIds().join(', ')} of this workflow in the company ${memory.company()} may be there still: Factorial did not show them.`,
			{ reason: reasonOf(left.cause) },
		);
		return false;
	}
	if (left.value !== undefined) {
		const { message } = problems.otherCompany(
			setting.context.getNode(),
			left.value,
			setting.memory.subscriptionIds(),
		);
		setting.logger.warn(message);
		return false;
	}
	if (isDone) setting.memory.forget();
	return isDone;
}

/**
 * Whether something goes when this trigger does. What is at the other of its two addresses belongs to
 * the other one, test or production, except what a test run has left or holds of the published one.
 * What leads somewhere else belongs to the published one, too.
 */
function isToRelease(setting: Setting, subscription: WebhookSubscription): boolean {
	const { place, memory } = setting;
	const whoseIs = whose(subscription, setting);
	if (whoseIs === 'foreign') return false;
	const isPublished = memory.wasSetUp();
	if (strayedTo(subscription, setting) !== undefined) return isPublished;
	if (!isTwin(place, subscription.target_url)) return true;
	const isOfTest = makerOf(subscription) === 'testRun' || lenderOf(subscription) !== undefined;
	return isPublished ? isOfTest : whoseIs === 'borrowed';
}

/** Removes a subscription of this trigger, or gives it back to the one it was borrowed from. */
export async function release(setting: Setting, subscription: WebhookSubscription): Promise<void> {
	const before = beforeLoan(setting, subscription);
	warnOfStray(setting, subscription, before ? 'was given back' : 'was removed');
	if (before) await restore(setting, before, subscription);
	else await setting.subscriptions.remove(subscription.id);
}

/** Says aloud that one of this trigger led to somewhere that it knows nothing of. */
export function warnOfStray(
	setting: Setting,
	subscription: WebhookSubscription,
	outcome: string,
): void {
	const host = strayedTo(subscription, setting);
	if (host === undefined) return;
	const { id } = subscription;
	setting.logger.warn(
		`The webhook subscription ${id} of this workflow delivered to ${host}, where this workflow has not been as far as it knows. It ${outcome}. If somebody had pointed it there on purpose, they get nothing any more: make a subscription of their own for them.`,
	);
}

function warnOfDoubt({ logger }: Setting, { id, target_url: target }: WebhookSubscription): void {
	logger.warn(
		`The webhook subscription ${id} delivers to ${hostOf(target)} with the challenge of this workflow. It was left alone, because nothing else says that it is of this workflow. If it is, as when the address of n8n was changed together with an update from version 0.1.0, remove it in Factorial.`,
	);
}

/** Undoes what setting up has done so far, as seen from what was there before. Never throws. */
export async function takeBack(setting: Setting, before: Plan): Promise<void> {
	if (setting.isTest) {
		await takeDown(setting);
		return;
	}
	const listed = await settle(setting.subscriptions.list());
	if (!listed.ok) {
		warn(setting, listed.cause);
		return;
	}
	await eachQuietly(setting, listed.value, async (subscription) => {
		const { place, subscriptions } = setting;
		if (whose(subscription, setting) !== 'own' || !isHere(place, subscription.target_url)) return;
		const foreign = before.foreign.find((held) => held.subscription.id === subscription.id);
		if (foreign) await restore(setting, foreign.subscription, subscription);
		else if (before.create.some((event) => event === subscription.type)) {
			await subscriptions.remove(subscription.id);
		}
	});
}

/**
 * Takes the challenge of this trigger from a subscription that had none before. This comes before the
 * address goes: whoever gets the deliveries would know it otherwise. Where Factorial takes no empty
 * one, it is replaced by one that nobody knows and that proves nothing here.
 */
async function takeChallenge(
	{ subscriptions, logger }: Setting,
	before: WebhookSubscription,
	now: WebhookSubscription,
): Promise<void> {
	const { id, type } = before;
	if (before.challenge || !now.challenge) return;
	const first = await settle(subscriptions.amend(id, { challenge: '' }));
	const listed = await settle(subscriptions.list(type));
	const isEmpty = (one: WebhookSubscription) => one.id === id && !one.challenge;
	if (first.ok && listed.ok && listed.value.some(isEmpty)) return;
	const second = await settle(subscriptions.amend(id, { challenge: newSecret() }));
	const outcome = second.ok
		? 'it has one now that nobody knows and that proves nothing to this workflow'
		: 'it has that of this workflow still: rename the trigger node and publish, so that it proves nothing any more';
	logger.warn(
		`The webhook subscription ${id} that goes back to ${hostOf(before.target_url)} had no challenge, and Factorial did not take an empty one: ${outcome}. If its receiver turns deliveries away, make that webhook anew in Factorial.`,
	);
}

/**
 * Gives a subscription back: whatever of it has changed. Factorial may not accept all of that any more,
 * such as a version that it has given up; then at least what decides where deliveries go, and the name,
 * so that it does not go on saying that it is borrowed.
 */
async function restore(
	setting: Setting,
	before: WebhookSubscription,
	now: WebhookSubscription,
): Promise<void> {
	await takeChallenge(setting, before, now);
	const { subscriptions, logger } = setting;
	const { id, target_url, enabled, challenge } = before;
	// An empty name is not accepted.
	const name = before.name || hostOf(target_url);
	const whole = changed(
		{ target_url, enabled, challenge, name, api_version: before.api_version },
		now,
	);
	if (Object.keys(whole).length === 0) return;
	const first = await settle(subscriptions.amend(id, whole));
	if (first.ok) return;
	await subscriptions.amend(id, { target_url, enabled, ...(challenge && { challenge }) });
	const renamed = await settle(subscriptions.amend(id, { name }));
	logger.warn('A webhook subscription was given back, but Factorial did not accept all of it', {
		subscriptionId: id,
		part: renamed.ok ? 'api_version' : 'api_version, name',
		reason: reasonOf(first.cause),
	});
}

/** What of some fields is different now; what was never there cannot be given back like that. */
function changed(before: Amendment, now: WebhookSubscription): Amendment {
	const fields = Object.keys(before) as Array<keyof Amendment>;
	const differing = fields.filter((field) => before[field] !== '' && before[field] !== now[field]);
	return Object.fromEntries(differing.map((field) => [field, before[field]]));
}

async function eachQuietly(
	setting: Setting,
	listed: WebhookSubscription[],
	act: (subscription: WebhookSubscription) => Promise<void>,
): Promise<boolean> {
	let isDone = true;
	for (const subscription of listed) {
		const outcome = await settle(act(subscription));
		if (!outcome.ok) isDone = warn(setting, outcome.cause, subscription.id);
	}
	return isDone;
}

function warn({ logger }: Setting, cause: unknown, subscriptionId?: string): false {
	logger.warn('Factorial kept a webhook subscription of this workflow; remove it there', {
		subscriptionId,
		reason: reasonOf(cause),
	});
	return false;
}

function reasonOf(cause: unknown): string {
	return cause instanceof Error ? cause.message : 'unknown';
}
