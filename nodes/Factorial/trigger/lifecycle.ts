import type { IHookFunctions } from 'n8n-workflow';

import { standingAlone } from '../../shared/errors';
import { settle } from '../../shared/pool';
import { asText } from '../../shared/parameters';
import { domainsIn } from '../employee/fields';
import { connect } from '../transport/client';
import type { FactorialClient } from '../transport/client';
import { Subscriptions, holderOf } from '../transport/subscriptions';
import type {
	Amendment,
	Holder,
	SubscriptionFields,
	WebhookSubscription,
} from '../transport/subscriptions';
import { addressFor, hostOf, hostsIn, isAtHost, isHere, placeOf, whyUnreachable } from './address';
import { eventName, isEventType } from './events';
import type { EventType } from './events';
import { identityOf, wholeMemoryOf } from './memory';
import { beforeLoan, borrowedName, planSubscriptions, subscriptionName } from './ownership';
import type { Held, Plan } from './ownership';
import { PERSONAL, problems } from './problems';
import { release, takeBack, takeDown, warnOfStray } from './release';
import type { Setting } from './release';

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
		if (setting.isTest || !(await repair(setting))) return false;
		const holder = await settle(holderOf(setting.api));
		if (holder.ok) warnOfPerson(setting, holder.value.isPerson);
		return true;
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

/** @throws NodeOperationError when the credential holds no acceptable address */
async function settingOf(context: IHookFunctions): Promise<Setting> {
	const api = await connect(context);
	const memory = wholeMemoryOf(context);
	const events: unknown = context.getNodeParameter('events', []);
	const takesOver = context.getNodeParameter('existingSubscription', 'refuse') === 'takeOver';
	return {
		context,
		api,
		subscriptions: new Subscriptions(api),
		memory,
		place: placeOf(context.getNodeWebhookUrl('default') ?? '', context.getNode().webhookId),
		identity: identityOf(context),
		version: api.version,
		isTest: context.getActivationMode() === 'manual',
		wanted: Array.isArray(events) ? events.filter(isEventType) : [],
		takesFrom: takesOver ? hostsIn(asText(context.getNodeParameter('takeOverFrom', ''))) : [],
		leavesBehind: asText(context.getNodeParameter('leaveCompany', '')),
		logger: context.logger,
		companyLeft: async (listed) =>
			await memory.companyLeft(listed, async () => (await holder(context, api)).company),
	};
}

/**
 * Makes sure that subscribing makes sense, and tells for which company.
 *
 * @throws NodeOperationError when no event is chosen, when the key shows no company, and when this
 * n8n only knows an address of its own that leads nowhere from outside
 */
async function companyToSubscribe(setting: Setting): Promise<string> {
	const { context, api, place, wanted } = setting;
	const node = context.getNode();
	if (wanted.length === 0) throw problems.noEvent(node);
	const { unreadable } = domainsIn(context.getNodeParameter('workEmailDomains', ''));
	if (unreadable.length > 0) throw problems.domains(node, unreadable);

	const why = whyUnreachable(place.url);
	if (why && !whyUnreachable(api.baseUrl)) throw problems.unreachable(node, hostOf(place.url), why);

	const { company, isPerson } = await holder(context, api);
	warnOfPerson(setting, isPerson);
	return company;
}

/** @throws NodeOperationError when the credential leads to no company at all */
async function holder(context: IHookFunctions, api: FactorialClient): Promise<Holder> {
	const found = await holderOf(api);
	if (!found.company) throw problems.wrongEnvironment(context.getNode());
	return found;
}

/**
 * @throws NodeOperationError when subscriptions of another company would be left behind, unless the
 * user has named that company, and when the credential leads to none
 */
async function leaveOtherCompany(setting: Setting, listed: WebhookSubscription[]): Promise<void> {
	const { context, memory, leavesBehind } = setting;
	const left = await setting.companyLeft(listed);
	if (left === undefined) return;
	if (left !== leavesBehind) {
		throw problems.otherCompany(context.getNode(), left, memory.subscriptionIds());
	}
	memory.forgetCompany();
}

/** n8n shows nothing beside a workflow that was published well, so this can only be logged. */
function warnOfPerson({ logger }: Setting, isPerson: boolean): void {
	if (isPerson) logger.warn(PERSONAL);
}

/** What our own subscription to an event has to look like. */
function ownFields(setting: Setting, event: EventType): SubscriptionFields & { challenge: string } {
	setting.memory.beAt(setting.place);
	return {
		type: event,
		target_url: addressFor(setting.place, event),
		name: subscriptionName(setting.identity, setting.isTest),
		challenge: setting.memory.challengeToSet(event),
	};
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
	const listed = await setting.subscriptions.list();
	await leaveOtherCompany(setting, listed);
	const plan = planSubscriptions(listed, setting.wanted, setting);
	const gone = await adopt(setting, plan.heal);
	for (const one of plan.remove) await release(setting, one);
	const isComplete = [...gone, ...plan.create, ...plan.foreign].length === 0;
	if (!isComplete || setting.wanted.length === 0) return false;
	remember(setting, [...plan.keep, ...plan.heal]);
	setting.memory.doWithout([]);
	return true;
}

/** Keeps where what is: without it, nothing could be told about another address or company. */
function remember({ isTest, memory, place }: Setting, held: Held[], company?: string): void {
	const [one] = held;
	if (isTest || !one) return;
	memory.beAt(place);
	const ids = held.map(({ event, subscription }) => [event, subscription.id]);
	memory.keep({
		...{ company: company ?? one.subscription.company_id, subscriptions: Object.fromEntries(ids) },
	});
}

/** Makes the wanted subscriptions; when that fails halfway, everything is as it was before. */
async function setUp(setting: Setting): Promise<void> {
	const company = await companyToSubscribe(setting);
	const listed = await setting.subscriptions.list();
	await leaveOtherCompany(setting, listed);
	const before = planSubscriptions(listed, setting.wanted, setting);
	const goesOn = mayGoOn(setting, before);
	refuseForeign(setting, before.foreign, goesOn);
	refuseUnnoted(setting, [...before.heal, ...takenFrom(setting, before.foreign)]);

	const attempt = await settle(carryOut(setting, company, before, goesOn));
	if (attempt.ok) return;
	await takeBack(setting, before);
	throw attempt.cause;
}

async function carryOut(
	setting: Setting,
	company: string,
	before: Plan,
	goesOn: boolean,
): Promise<void> {
	const gone = await adopt(setting, [...before.heal, ...takenFrom(setting, before.foreign)]);
	const taken = new Set<EventType>();
	for (const event of [...before.create, ...gone]) {
		if (!(await create(setting, company, event))) taken.add(event);
	}

	// What counts is what Factorial now lists: it may have merged, or somebody else was faster.
	const after = await planned(setting, taken);
	const refused = refuseForeign(setting, after.foreign, goesOn);
	const foreign = takenFrom(setting, after.foreign);
	const lost = await adopt(setting, [...after.heal, ...foreign]);
	const own = [...after.keep, ...after.heal, ...foreign].filter(
		({ event }) => !lost.includes(event),
	);
	const missing = [...lost, ...after.create];
	const node = setting.context.getNode();
	const notKept = missing.find((event) => !taken.has(event));
	if (notKept) throw problems.notKept(node, notKept);
	if (missing.length > 0) {
		const failure = problems.hidden(node, missing);
		if (own.length === 0 || !goesOn) throw failure;
		setting.logger.warn(`The workflow goes on without what others hold. ${failure.message}`);
	}
	remember(setting, own, company);
	setting.memory.doWithout([
		...refused.map(({ event, subscription }) => ({
			...{ event, receiver: hostOf(subscription.target_url) },
		})),
		...missing.map((event) => ({ event, receiver: null })),
	]);
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

/** @param taken events of which Factorial says that they have a subscription */
async function planned(setting: Setting, taken: Iterable<EventType> = []): Promise<Plan> {
	const listed = await setting.subscriptions.list();
	for (const event of taken) {
		const isListed = listed.some(({ type }) => type === event);
		if (!isListed) listed.push(...(await setting.subscriptions.list(event)));
	}
	return planSubscriptions(listed, setting.wanted, setting);
}

/**
 * Whether the workflow goes on without an event that somebody else holds. One that was published before
 * does, whether this is remembered or its subscriptions show it: refusing would take down the other
 * events, whose people then hear nothing either. A first publish has nothing to lose, and is refused.
 */
function mayGoOn({ isTest, memory }: Setting, { keep, heal }: Plan): boolean {
	const isHeld = keep.length + heal.length > 0;
	return isHeld || (!isTest && memory.wasSetUp());
}

/** What of others may be taken over: where the user has named the host. */
function takenFrom({ takesFrom }: Setting, foreign: Held[]): Held[] {
	return foreign.filter(({ subscription }) => isAtHost(takesFrom, subscription.target_url));
}

/**
 * What others hold and keep.
 *
 * @throws NodeOperationError that names it all, unless the workflow goes on with other events
 */
function refuseForeign(setting: Setting, foreign: Held[], goesOn: boolean): Held[] {
	const { context, wanted, logger } = setting;
	const taken = takenFrom(setting, foreign);
	const refused = foreign.filter((held) => !taken.includes(held));
	if (refused.length === 0) return [];
	const failure = problems.foreign(context.getNode(), refused, setting);
	if (refused.length === wanted.length || !goesOn) throw failure;
	logger.warn(`The workflow goes on without what others hold. ${failure.message}`, {
		events: refused.map(({ event }) => eventName(event)),
	});
	return refused;
}

/** @throws NodeOperationError when a test run would have to borrow what no name could give back */
function refuseUnnoted({ context, isTest, identity, place }: Setting, held: Held[]): void {
	const unnoted = held.find(
		({ subscription: one }) =>
			isTest && !isHere(place, one.target_url) && borrowedName(identity, one) === undefined,
	);
	if (unnoted) throw problems.notNoted(context.getNode(), unnoted);
}

/**
 * Lets existing subscriptions deliver here.
 *
 * @returns the events whose subscription did not exist any more
 */
async function adopt(setting: Setting, held: Held[]): Promise<EventType[]> {
	refuseUnnoted(setting, held);
	const gone: EventType[] = [];
	for (const one of held) {
		const { subscriptions, isTest } = setting;
		const { id } = one.subscription;
		warnOfStray(setting, one.subscription, 'delivers here from now on');
		const loan = isTest ? borrowed(setting, one) : undefined;
		const isThere = loan
			? await subscriptions.amend(id, loan)
			: await subscriptions.change(id, ownFields(setting, one.event));
		if (!isThere) gone.push(one.event);
	}
	return gone;
}

/**
 * For a test run: remembers how the subscription was. Its challenge stays, and its version: it may be
 * one that Factorial would not take back. Nothing where it is not somebody else's.
 */
function borrowed(setting: Setting, { event, subscription }: Held): Amendment | undefined {
	const { place, memory } = setting;
	const isLeftover = isHere(place, subscription.target_url);
	// Left by a test run that died: it either belongs to somebody, or that run made it for itself.
	const before = isLeftover ? beforeLoan(setting, subscription) : subscription;
	if (!before) return undefined;

	memory.borrow(event, before);
	const { target_url, challenge } = ownFields(setting, event);
	const name = borrowedName(setting.identity, before);
	return { target_url, name, enabled: true, ...(challenge !== before.challenge && { challenge }) };
}
