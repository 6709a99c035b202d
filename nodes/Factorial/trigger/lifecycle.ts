import type { IHookFunctions, Logger } from 'n8n-workflow';

import { isLoopback } from '../../shared/authentication';
import { standingAlone } from '../../shared/errors';
import type { HttpClient } from '../../shared/http';
import { settle } from '../../shared/pool';
import { asRecords, asText, isRecord } from '../../shared/values';
import { connect, paths } from '../transport/client';
import { Subscriptions } from '../transport/subscriptions';
import type { SubscriptionFields, WebhookSubscription } from '../transport/subscriptions';
import { isEventType } from './events';
import type { EventType } from './events';
import {
	Memory,
	addressFor,
	beforeLoan,
	borrowedName,
	isHere,
	placeOf,
	planSubscriptions,
	subscriptionName,
	whose,
} from './ownership';
import type { Held, Plan, Viewer } from './ownership';
import { problems } from './problems';

/**
 * Whether every chosen event has a good subscription of this trigger. Its own ones that were switched
 * off, changed or left with a test run are put right on the way; its own ones of events that are no
 * longer chosen are removed. Those of others are never touched here.
 *
 * @throws NodeApiError when Factorial cannot be asked or refuses; its message alone says what to do
 */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	return await aloud(async () => {
		const setting = await settingOf(context);
		// A test run remembers nothing yet, so nothing that is there can be its own.
		return !setting.isTest && (await repair(setting));
	});
}

/**
 * Subscribes to every chosen event, or to none. For a test run the subscriptions of the published
 * workflow are borrowed: Factorial allows only one per event.
 *
 * @throws NodeOperationError or NodeApiError whose message alone says what to do
 */
export async function subscribe(context: IHookFunctions): Promise<boolean> {
	return await aloud(async () => {
		await setUp(await settingOf(context));
		return true;
	});
}

/**
 * Removes what is this trigger's own and gives back what a test run has borrowed. What Factorial does
 * not let go of is logged. Never throws: n8n would then keep the webhook of an unpublished workflow.
 *
 * @returns whether nothing is left
 */
export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	const outcome = await settle(settingOf(context).then(takeDown));
	if (outcome.ok) return outcome.value;
	context.logger.warn('The Factorial subscriptions of this workflow could not be removed', {
		reason: outcome.cause instanceof Error ? outcome.cause.message : 'unknown',
	});
	return false;
}

/** Everything that setting a trigger up or taking it down works with. */
interface Setting extends Viewer {
	context: IHookFunctions;
	api: HttpClient;
	subscriptions: Subscriptions;
	/** listening for a test event; not known while taking down */
	isTest: boolean;
	wanted: EventType[];
	takesOver: boolean;
	logger: Logger;
}

/** @throws NodeOperationError when the credential holds no acceptable address */
async function settingOf(context: IHookFunctions): Promise<Setting> {
	const api = await connect(context);
	const events: unknown = context.getNodeParameter('events', []);
	return {
		context,
		api,
		subscriptions: new Subscriptions(api),
		memory: new Memory(context.getWorkflowStaticData('node')),
		place: placeOf(context.getNodeWebhookUrl('default') ?? '', context.getNode().webhookId),
		workflow: context.getWorkflow(),
		isTest: context.getActivationMode() === 'manual',
		wanted: Array.isArray(events) ? events.filter(isEventType) : [],
		takesOver: context.getNodeParameter('existingSubscription', 'refuse') === 'takeOver',
		logger: context.logger,
	};
}

/** What our own subscription to an event has to look like. */
function ownFields(setting: Setting, event: EventType): SubscriptionFields & { challenge: string } {
	return {
		type: event,
		target_url: addressFor(setting.place, event),
		name: subscriptionName(setting.workflow, setting.isTest),
		challenge: setting.memory.challengeToSet(event),
	};
}

/**
 * Makes sure that subscribing makes sense, and tells for which company.
 *
 * @throws NodeOperationError when no event is chosen, when the key shows no company, and when this
 * n8n only knows an address of its own that leads nowhere from outside
 */
async function companyToSubscribe({ context, api, place, wanted }: Setting): Promise<string> {
	const node = context.getNode();
	if (wanted.length === 0) throw problems.noEvent(node);

	const isLocal = (url: string) => URL.canParse(url) && isLoopback(new URL(url));
	if (isLocal(place.url) && !isLocal(api.baseUrl)) {
		throw problems.unreachable(node, new URL(place.url).host);
	}

	const { body } = await api.send({ method: 'GET', path: paths.credentials });
	const [key] = asRecords(isRecord(body) ? body.data : undefined);
	const company = asText(key?.company_id);
	if (!company) throw problems.wrongEnvironment(node);
	return company;
}

/** n8n shows the message alone of what goes wrong here. */
async function aloud(work: () => Promise<boolean>): Promise<boolean> {
	const outcome = await settle(work());
	if (outcome.ok) return outcome.value;
	throw standingAlone(outcome.cause);
}

/**
 * Puts right what is this trigger's own, without taking or making anything.
 *
 * @returns whether nothing else needs to be done
 */
async function repair(setting: Setting): Promise<boolean> {
	const plan = await planned(setting);
	const gone = await adopt(setting, plan.heal);
	for (const { id } of plan.remove) await setting.subscriptions.remove(id);
	const isComplete = [...gone, ...plan.create, ...plan.foreign].length === 0;
	return isComplete && setting.wanted.length > 0;
}

/** Makes the wanted subscriptions; when that fails halfway, everything is as it was before. */
async function setUp(setting: Setting): Promise<void> {
	const company = await companyToSubscribe(setting);
	const before = await planned(setting);
	refuseForeign(setting, before.foreign);

	const attempt = await settle(carryOut(setting, company, before));
	if (attempt.ok) return;
	await takeBack(setting, before);
	throw attempt.cause;
}

async function carryOut(setting: Setting, company: string, before: Plan): Promise<void> {
	const gone = await adopt(setting, [...before.heal, ...before.foreign]);
	const taken = new Set<EventType>();
	for (const event of [...before.create, ...gone]) {
		if (!(await create(setting, company, event))) taken.add(event);
	}

	// What counts is what Factorial now lists: it may have merged, or somebody else was faster.
	const after = await planned(setting);
	refuseForeign(setting, after.foreign);
	const lost = await adopt(setting, [...after.heal, ...after.foreign]);
	const [missing] = [...lost, ...after.create];
	if (!missing) return;
	const node = setting.context.getNode();
	throw taken.has(missing) ? problems.hidden(node, missing) : problems.notKept(node, missing);
}

/** Asks for one subscription; false when Factorial says that there is one already. */
async function create(setting: Setting, company: string, event: EventType): Promise<boolean> {
	const creation = await settle(setting.subscriptions.create(company, ownFields(setting, event)));
	if (!creation.ok) {
		// The answer may have got lost after Factorial did what it was asked to.
		const { keep } = await planned(setting);
		if (keep.some((held) => held.event === event)) return true;
		throw creation.cause;
	}
	if (creation.value.status === 'refused') {
		throw problems.refused(setting.context.getNode(), event, creation.value.said);
	}
	return creation.value.status === 'created';
}

async function planned({ subscriptions, wanted, memory, place }: Setting): Promise<Plan> {
	const challengeOf = (event: EventType) => memory.challengeToSet(event);
	return planSubscriptions(await subscriptions.list(), wanted, { place, challengeOf });
}

function refuseForeign({ context, takesOver }: Setting, foreign: Held[]): void {
	if (foreign.length > 0 && !takesOver) throw problems.foreign(context.getNode(), foreign);
}

/**
 * Lets existing subscriptions deliver here.
 *
 * @returns the events whose subscription did not exist any more
 */
async function adopt(setting: Setting, held: Held[]): Promise<EventType[]> {
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
	const before = isLeftover ? beforeLoan(setting, subscription) : subscription;
	if (!before) return ownFields(setting, event);

	memory.borrow(event, before);
	const fields = ownFields(setting, event);
	return { ...fields, name: borrowedName(before.target_url, fields.name) };
}

/**
 * Removes everything of this trigger, or gives it back. Never throws.
 *
 * @returns whether nothing is left
 */
async function takeDown(setting: Setting): Promise<boolean> {
	return await eachQuietly(setting, async (subscription) => {
		// A test run may hold what belongs here; it goes together with the rest.
		if (whose(subscription, setting.place) !== 'foreign') await release(setting, subscription);
	});
}

/** Removes a subscription of this trigger, or gives it back to the one it was borrowed from. */
async function release(setting: Setting, subscription: WebhookSubscription): Promise<void> {
	const before = beforeLoan(setting, subscription);
	if (before) await restore(setting, before);
	else await setting.subscriptions.remove(subscription.id);
}

/** Undoes what setting up has done so far, as seen from what was there before. Never throws. */
async function takeBack(setting: Setting, before: Plan): Promise<void> {
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
