import type { IHookFunctions, Logger } from 'n8n-workflow';

import type { HttpClient } from '../../shared/http';
import { asRecords, asText, isRecord } from '../../shared/parameters';
import { connect, paths } from '../transport/client';
import { Subscriptions } from '../transport/subscriptions';
import type { WebhookSubscription } from '../transport/subscriptions';
import { hostOf, placeOf, whyUnreachable } from './address';
import { isEventType } from './events';
import type { EventType } from './events';
import { memoryOf } from './memory';
import { identityOf } from './ownership';
import type { Viewer } from './ownership';
import { problems } from './problems';

/** Everything that setting a trigger up or taking it down works with. */
export interface Setting extends Viewer {
	context: IHookFunctions;
	api: HttpClient;
	subscriptions: Subscriptions;
	/** listening for a test event; not known while taking down */
	isTest: boolean;
	wanted: EventType[];
	/** from where events may be taken over */
	takesFrom: string[];
	/** the company in which subscriptions may be left behind */
	leavesBehind: string;
	logger: Logger;
}

/** @throws NodeOperationError when the credential holds no acceptable address */
export async function settingOf(context: IHookFunctions): Promise<Setting> {
	const api = await connect(context);
	const events: unknown = context.getNodeParameter('events', []);
	const takesOver = context.getNodeParameter('existingSubscription', 'refuse') === 'takeOver';
	return {
		context,
		api,
		subscriptions: new Subscriptions(api),
		memory: memoryOf(context),
		place: placeOf(context.getNodeWebhookUrl('default') ?? '', context.getNode().webhookId),
		identity: identityOf(context),
		isTest: context.getActivationMode() === 'manual',
		wanted: Array.isArray(events) ? events.filter(isEventType) : [],
		takesFrom: takesOver ? hostsIn(context.getNodeParameter('takeOverFrom', '')) : [],
		leavesBehind: asText(context.getNodeParameter('leaveCompany', '')),
		logger: context.logger,
	};
}

/** The hosts in a text, which may also hold whole addresses. */
function hostsIn(text: unknown): string[] {
	const parts = asText(text)
		.split(/[\s,;]+/)
		.filter(Boolean);
	return parts.map((part) => (part.includes('://') ? hostOf(part) : part).toLowerCase());
}

/**
 * Makes sure that subscribing makes sense, and tells for which company.
 *
 * @throws NodeOperationError when no event is chosen, when the key shows no company, and when this
 * n8n only knows an address of its own that leads nowhere from outside
 */
export async function companyToSubscribe(setting: Setting): Promise<string> {
	const { context, api, place, wanted } = setting;
	const node = context.getNode();
	if (wanted.length === 0) throw problems.noEvent(node);

	const why = whyUnreachable(place.url);
	if (why && !whyUnreachable(api.baseUrl)) throw problems.unreachable(node, hostOf(place.url), why);

	const company = await companyOf(setting);
	if (!company) throw problems.wrongEnvironment(node);
	return company;
}

/** The company of the credential; empty when it shows none. */
async function companyOf({ api }: Setting): Promise<string> {
	const { body } = await api.send({ method: 'GET', path: paths.credentials });
	const [key] = asRecords(isRecord(body) ? body.data : undefined);
	return asText(key?.company_id);
}

/**
 * The company that this trigger is still set up in although the credential leads to another one now:
 * what it has there can be neither seen nor removed.
 */
export async function companyLeft(
	setting: Setting,
	listed: WebhookSubscription[],
): Promise<string | undefined> {
	const before = setting.memory.company();
	if (before === '' || listed.some((one) => one.company_id === before)) return undefined;
	const now = await companyOf(setting);
	return now === '' || now === before ? undefined : before;
}

/**
 * @throws NodeOperationError when subscriptions of another company would be left behind, unless the
 * user has named that company
 */
export async function leaveOtherCompany(
	setting: Setting,
	listed: WebhookSubscription[],
): Promise<void> {
	const { context, memory, leavesBehind } = setting;
	const left = await companyLeft(setting, listed);
	if (left === undefined) return;
	if (left !== leavesBehind) {
		throw problems.otherCompany(context.getNode(), left, memory.subscriptionIds());
	}
	memory.forgetCompany();
}
