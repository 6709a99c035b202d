import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readCollection } from '../../../shared/parameters';
import { asText, isRecord } from '../../../shared/values';
import { API_VERSION } from '../../transport/client';
import type { Amendment, WebhookSubscription } from '../../transport/subscriptions';
import { eventName, isEventType } from '../../trigger/events';
import { hostOf, isOwnName, isTestName, ownerAddress } from '../../trigger/ownership';

/**
 * A subscription as it may leave: without its challenge, and of the addresses of others only the
 * host, because the rest can hold secrets.
 */
export function described(subscription: WebhookSubscription, home: string): IDataObject {
	const { id, type, target_url: address, name, enabled, challenge } = subscription;
	const owner = ownerAddress(name);
	return {
		id,
		...eventFields(type),
		whose: isOurs(subscription, home) ? 'this_n8n' : 'others',
		enabled,
		target_url: isAtHome(home, address) ? address.replace(/[?#].*$/s, '') : hidden(address),
		name: owner === undefined ? (name ?? '') : `n8n test, belongs to ${hostOf(owner)}`,
		is_test: isTestName(name) || owner !== undefined,
		borrowed_from: owner === undefined ? null : hostOf(owner),
		challenge: challenge ? '***' : null,
		api_version: subscription.api_version,
		company_id: subscription.company_id,
	};
}

/** The event under Factorial's name and under the one that users see. */
export function eventFields(type: string): IDataObject {
	return { event: type, event_name: isEventType(type) ? eventName(type) : type };
}

/** Whether it delivers to this n8n, or belongs here and was borrowed by somebody else. */
export function isOurs({ target_url: address, name }: WebhookSubscription, home: string): boolean {
	return isAtHome(home, address) || isAtHome(home, ownerAddress(name));
}

function hidden(address: string): string {
	return URL.canParse(address) ? `${new URL(address).origin}/…` : '…';
}

/** For an n8n that is reached at another address than it knows of itself. */
export const addressOption: INodeProperties = {
	displayName: 'Own Address',
	name: 'ownAddress',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com',
	description:
		'Where this n8n receives webhooks, if that is not what n8n itself says (N8N_WEBHOOK_URL, in n8n 1 WEBHOOK_URL)',
};

/**
 * The address below which this n8n receives webhooks, ending with a slash.
 *
 * An action has no webhook of its own. But n8n tells it where an execution could be resumed, which
 * is at the same place; the address of the editor may be another one.
 *
 * @throws NodeOperationError when the user's own address is none
 */
export function homeOf(context: IExecuteFunctions, item: number): string {
	const { $execution: execution } = context.getWorkflowDataProxy(item);
	const resumeUrl = isRecord(execution) ? asText(execution.resumeUrl) : '';
	const [withoutQuery = ''] = resumeUrl.split('?');
	const own = withoutQuery.split('/').slice(0, -2).join('/');

	const address = asText(readCollection(context, 'options', item).ownAddress) || own;
	if (URL.canParse(address)) return `${new URL(address).href.replace(/\/+$/, '')}/`;
	throw new NodeOperationError(
		context.getNode(),
		`'Own Address' is not an address: ${address.slice(0, 80)}`,
		{ itemIndex: item, description: 'Write it as https://n8n.example.com.' },
	);
}

/** Whether deliveries to an address arrive at this n8n. */
export function isAtHome(home: string, address: string | undefined): boolean {
	return address !== undefined && URL.canParse(address) && new URL(address).href.startsWith(home);
}

export type Action = 'given_back' | 'needs_publish' | 'repaired' | 'unchanged';

/** Why something was done or not, for workflows (the key) and for people (the text). */
export const REASONS = {
	borrowed: 'A test run had borrowed it and did not give it back; it has its own address again',
	disabled:
		'Factorial had switched it off; it is on again. What happened meanwhile is not sent any more.',
	gone: 'It was removed in Factorial just now; publish the workflow again',
	good: 'It is switched on and delivers to this n8n',
	missing: 'Nothing delivers this event; publish the workflow again',
	no_challenge:
		'It has no challenge, so the trigger turns its deliveries away; publish the workflow again',
	old_version:
		'It delivers in another version of the API than this package expects; publish the workflow again',
	others: 'It belongs to another receiver',
	taken:
		"Another receiver gets this event; choose 'Take Over' in the trigger and publish the workflow again",
	test_leftover: 'It was left by a test run; publish the workflow again',
} as const;

export interface Verdict {
	action: Action;
	reason: keyof typeof REASONS;
	change?: Amendment;
}

/**
 * What a subscription needs; changes nothing.
 *
 * @param home the address below which this n8n receives webhooks
 */
export function verdictOn(subscription: WebhookSubscription, home: string): Verdict {
	const { target_url: address, name, enabled, challenge } = subscription;
	const owner = ownerAddress(name);
	if (owner !== undefined && (isAtHome(home, address) || isAtHome(home, owner))) {
		return { action: 'given_back', reason: 'borrowed', change: backTo(owner, home) };
	}
	if (!isAtHome(home, address)) return { action: 'unchanged', reason: 'others' };

	// Anybody may send events to this n8n; how the trigger wants them is no rule for those.
	const isTriggers = isOwnName(name);
	if (isTriggers && isTestName(name)) return { action: 'needs_publish', reason: 'test_leftover' };
	if (isTriggers && !challenge) return { action: 'needs_publish', reason: 'no_challenge' };
	if (!enabled) return { action: 'repaired', reason: 'disabled', change: { enabled: true } };
	if (isTriggers && subscription.api_version !== API_VERSION) {
		return { action: 'needs_publish', reason: 'old_version' };
	}
	return { action: 'unchanged', reason: 'good' };
}

/** Whether a receiver elsewhere wants its subscription switched on is for others to know. */
function backTo(owner: string, home: string): Amendment {
	return isAtHome(home, owner)
		? { target_url: owner, name: 'n8n', enabled: true }
		: { target_url: owner, name: hostOf(owner) };
}
