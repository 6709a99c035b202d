import { NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions, INode, Logger } from 'n8n-workflow';

import { isLoopback } from '../../shared/authentication';
import type { HttpClient } from '../../shared/http';
import { asRecords, asText, isRecord } from '../../shared/values';
import { connect, paths } from '../transport/client';
import { Subscriptions } from '../transport/subscriptions';
import type { SubscriptionFields, WebhookSubscription } from '../transport/subscriptions';
import { eventName, isEventType } from './events';
import type { EventType } from './events';
import {
	Memory,
	addressFor,
	hostOf,
	isCounterpart,
	isHere,
	ownerAddress,
	placeOf,
	subscriptionName,
} from './ownership';
import type { Held, Place, WorkflowName } from './ownership';

/**
 * Why a workflow cannot be published. n8n shows the message alone, without a description, so each
 * one says what happened and what to do.
 */
export const problems = {
	foreign: (node: INode, foreign: Held[]) =>
		new NodeOperationError(
			node,
			`Factorial already sends ${foreign.map(described).join(', ')} to another receiver and allows only one per event. Choose 'Take Over' in 'Existing Subscription' to send them here instead, or remove the other subscription in Factorial.`,
		),

	hidden: (node: INode, event: EventType) =>
		new NodeOperationError(
			node,
			`Another integration holds the event '${eventName(event)}' in Factorial and this credential cannot see it. Remove its webhook in Factorial, or take the event out of 'Trigger On'.`,
		),

	notKept: (node: INode, event: EventType) =>
		new NodeOperationError(
			node,
			`Factorial accepted the subscription for '${eventName(event)}' but did not keep it. Publish again; if that does not help, remove the event's webhook in Factorial first.`,
		),

	refused: (node: INode, event: EventType, said: string) =>
		new NodeOperationError(
			node,
			`Factorial refused the subscription for '${eventName(event)}'. It said: ${said || 'nothing'}`,
		),

	wrongEnvironment: (node: INode) =>
		new NodeOperationError(
			node,
			"Factorial knows no company for this credential: most likely it is the wrong environment. Choose the other 'Environment' (production or demo) in the Factorial credential.",
		),

	unreachable: (node: INode, host: string) =>
		new NodeOperationError(
			node,
			`Factorial cannot reach this n8n at ${host}, which means this machine itself. Set N8N_WEBHOOK_URL (WEBHOOK_URL in n8n 1) to the public https address of n8n and start n8n again.`,
		),

	noEvent: (node: INode) =>
		new NodeOperationError(node, "Choose at least one event in 'Trigger On'."),
};

function described({ event, subscription }: Held): string {
	return `'${eventName(event)}' (to ${hostOf(subscription.target_url)})`;
}

/** Everything that setting a trigger up or taking it down works with. */
export interface Setting {
	context: IHookFunctions;
	api: HttpClient;
	subscriptions: Subscriptions;
	memory: Memory;
	place: Place;
	workflow: WorkflowName;
	/** listening for a test event; not known while taking down */
	isTest: boolean;
	wanted: EventType[];
	takesOver: boolean;
	logger: Logger;
}

/** @throws NodeOperationError when the credential holds no acceptable address */
export async function settingOf(context: IHookFunctions): Promise<Setting> {
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
export function ownFields(
	setting: Setting,
	event: EventType,
): SubscriptionFields & { challenge: string } {
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
export async function companyToSubscribe({
	context,
	api,
	place,
	wanted,
}: Setting): Promise<string> {
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
