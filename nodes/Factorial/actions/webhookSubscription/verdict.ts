import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readCollection } from '../../../shared/parameters';
import { asText, isRecord } from '../../../shared/values';
import { API_VERSION } from '../../transport/client';
import type { Amendment, WebhookSubscription } from '../../transport/subscriptions';
import { eventName, isEventType } from '../../trigger/events';
import { hostOf, isHere, lenderOf, makerOf, placeOfN8n, whose } from '../../trigger/ownership';
import type { Place } from '../../trigger/ownership';

/**
 * A subscription as it may leave: without its challenge, and of the addresses of others only the
 * host, because the rest can hold secrets.
 */
export function described(subscription: WebhookSubscription, place: Place): IDataObject {
	const { id, type, target_url: address, name, enabled, challenge } = subscription;
	const lender = lenderOf(subscription);
	return {
		id,
		...eventFields(type),
		whose: whose(subscription, place) === 'foreign' ? 'others' : 'this_n8n',
		enabled,
		target_url: isHere(place, address) ? address.replace(/[?#].*$/s, '') : hidden(address),
		name: lender === undefined ? (name ?? '') : `n8n test, belongs to ${hostOf(lender)}`,
		is_test: makerOf(subscription) === 'testRun' || lender !== undefined,
		borrowed_from: lender === undefined ? null : hostOf(lender),
		challenge: challenge ? '***' : null,
		api_version: subscription.api_version,
		company_id: subscription.company_id,
	};
}

/** The event under Factorial's name and under the one that users see. */
export function eventFields(type: string): IDataObject {
	return { event: type, event_name: isEventType(type) ? eventName(type) : type };
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
 * Where this n8n receives webhooks.
 *
 * An action has no webhook of its own. But n8n tells it where an execution could be resumed, which
 * is at the same place; the address of the editor may be another one.
 *
 * @throws NodeOperationError when the user's own address is none
 */
export function readPlace(context: IExecuteFunctions, item: number): Place {
	const { $execution: execution } = context.getWorkflowDataProxy(item);
	const resumeUrl = isRecord(execution) ? asText(execution.resumeUrl) : '';
	const [withoutQuery = ''] = resumeUrl.split('?');
	const own = withoutQuery.split('/').slice(0, -2).join('/');

	const address = asText(readCollection(context, 'options', item).ownAddress) || own;
	const place = placeOfN8n(address);
	if (place) return place;
	throw new NodeOperationError(
		context.getNode(),
		`'Own Address' is not an address: ${address.slice(0, 80)}`,
		{ itemIndex: item, description: 'Write it as https://n8n.example.com.' },
	);
}

type Action = 'given_back' | 'needs_publish' | 'repaired' | 'unchanged';

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

/** What a subscription needs, seen from the place of this n8n; changes nothing. */
export function verdictOn(subscription: WebhookSubscription, place: Place): Verdict {
	const whoseIs = whose(subscription, place);
	const lender = lenderOf(subscription);
	if (whoseIs === 'foreign') return { action: 'unchanged', reason: 'others' };
	if (whoseIs === 'borrowed' && lender !== undefined) {
		return { action: 'given_back', reason: 'borrowed', change: backTo(lender, place) };
	}

	// Anybody may send events to this n8n; how the trigger wants them is no rule for those.
	const { enabled, challenge, api_version: version } = subscription;
	const maker = makerOf(subscription);
	if (maker === 'testRun') return { action: 'needs_publish', reason: 'test_leftover' };
	if (maker && !challenge) return { action: 'needs_publish', reason: 'no_challenge' };
	if (!enabled) return { action: 'repaired', reason: 'disabled', change: { enabled: true } };
	if (maker && version !== API_VERSION) return { action: 'needs_publish', reason: 'old_version' };
	return { action: 'unchanged', reason: 'good' };
}

/** Whether a receiver elsewhere wants its subscription switched on is for others to know. */
function backTo(lender: string, place: Place): Amendment {
	return isHere(place, lender)
		? { target_url: lender, name: 'n8n', enabled: true }
		: { target_url: lender, name: hostOf(lender) };
}
