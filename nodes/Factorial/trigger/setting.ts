import type { IHookFunctions, Logger } from 'n8n-workflow';

import { isLoopback } from '../../shared/baseUrl';
import { asRecords, asText, isRecord } from '../../shared/guards';
import type { HttpClient } from '../../shared/http';
import { connect } from '../transport/client';
import { paths } from '../transport/paths';
import { Subscriptions } from '../transport/subscriptions';
import type { SubscriptionFields } from '../transport/subscriptions';
import { isEventType } from './events';
import type { EventType } from './events';
import { Memory } from './memory';
import { subscriptionName } from './names';
import type { WorkflowName } from './names';
import { addressFor, placeOf } from './place';
import type { Place } from './place';
import { problems } from './problems';

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
