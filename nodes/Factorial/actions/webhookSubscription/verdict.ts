import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText, isRecord, readCollection } from '../../../shared/parameters';
import type { Amendment, WebhookSubscription } from '../../transport/subscriptions';
import { hostOf, isHere, isTriggerOf, placeOfN8n, whyUnreachable } from '../../trigger/address';
import { eventName, isEventType } from '../../trigger/events';
import { n8nMark } from '../../trigger/memory';
import { carriers, givenBackName, isOfN8n, lenderOf, makerOf } from '../../trigger/ownership';
import type { N8n } from '../../trigger/ownership';
import { PERSONAL } from '../../trigger/problems';

/**
 * A subscription as it may leave: without its challenge, and of the addresses of others only the
 * host, because the rest can hold secrets.
 */
export function described(subscription: WebhookSubscription, n8n: N8n): IDataObject {
	const { id, type, target_url: address, name, enabled, challenge } = subscription;
	const lender = lenderOf(subscription);
	const isOwn = isOfN8n(subscription, n8n);
	const isHereNow = n8n.place !== undefined && isHere(n8n.place, address);
	return {
		id,
		...eventFields(type),
		whose: isOwn ? 'this_n8n' : 'others',
		enabled,
		target_url: isOwn && isHereNow ? address.replace(/[?#].*$/s, '') : hidden(address),
		name:
			lender === undefined
				? (isOwn ? withoutAddresses : beginningOf)(name ?? '')
				: `n8n test, belongs to ${hostOf(lender)}`,
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

/** A scheme, a host with a path or a query after it, a user before it, or a field with its value. */
const ADDRESS = /:\/\/|^[^/?#]+\.[^/?#]+[/?#\\]|[@=]/;

/** A name that n8n gave, which says how a workflow is called; addresses in it are cut. */
function withoutAddresses(name: string): string {
	return name.replace(/\S+/g, (word) => (ADDRESS.test(word) ? hidden(word) : word));
}

/**
 * The name that somebody else gave, up to where it could be an address, a path or a key: there it shows
 * no more than a host.
 */
function beginningOf(name: string): string {
	const words = name.split(/\s+/).filter(Boolean);
	const end = words.findIndex((word) => /[/\\?#=&%@]|:./.test(word));
	if (end < 0) return words.join(' ');
	return [...words.slice(0, end), hidden(words[end] ?? '')].join(' ');
}

const HOST = /^(?:[^/?#\\]*@)?(\[[0-9a-f:.]+\]|[\w-]+(?:\.[\w-]+)*)(:\d+)?\.?(?=[/?#\\]|$)/i;

/** An address up to its host. Without a scheme only a name with a dot is a host. */
function hidden(address: string): string {
	const [, scheme = '', rest = ''] = /^\W*([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(address) ?? [];
	const [, host = '', port = ''] = HOST.exec(rest) ?? [];
	const isHost = host !== '' && (scheme !== '' || host.includes('.'));
	return isHost ? `${scheme}${host}${port}/…` : '…';
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
 * This n8n, and where it receives webhooks.
 *
 * An action has no webhook of its own. But n8n tells it where an execution could be resumed, which
 * is at the same place; the address of the editor may be another one. A worker that was not told the
 * public address believes to be on this machine alone.
 *
 * @param serviceUrl where Factorial is: only a Factorial outside needs an address outside
 * @throws NodeOperationError when the user's own address is none
 */
export function readN8n(context: IExecuteFunctions, item: number, serviceUrl: string): N8n {
	const { $execution: execution } = context.getWorkflowDataProxy(item);
	const resumeUrl = isRecord(execution) ? asText(execution.resumeUrl) : '';
	const [withoutQuery = ''] = resumeUrl.split('?');
	const said = withoutQuery.split('/').slice(0, -2).join('/');

	const instanceId = context.getInstanceId();
	const own = asText(readCollection(context, 'options', item).ownAddress);
	const place = placeOfN8n(own || said);
	if (own !== '' && !place) {
		throw new NodeOperationError(
			context.getNode(),
			`'Own Address' is not an address: ${own.slice(0, 80)}`,
			{ itemIndex: item, description: 'Write it as https://n8n.example.com.' },
		);
	}
	const isOutside = !whyUnreachable(serviceUrl);
	const isPublic = place && (own !== '' || !isOutside || !whyUnreachable(place.url));
	return isPublic ? { instanceId, place } : { instanceId };
}

type Action =
	| 'given_back'
	| 'needs_address'
	| 'needs_credential'
	| 'needs_publish'
	| 'repaired'
	| 'unchanged';

/** Why something was done or not, for workflows (the key) and for people (the text). */
export const REASONS = {
	borrowed: 'A test run had borrowed it and did not give it back; it has its own address again',
	disabled:
		'Factorial had switched it off; it is on again. What happened meanwhile is not sent any more.',
	does_not_hold:
		'Factorial has switched it off again after an earlier repair: its deliveries keep failing. It is on once more; find out why they fail, for example in the executions of the workflow or in the log of the proxy before n8n',
	gone: 'It was removed in Factorial just now; publish the workflow again',
	good: 'It is switched on and delivers to this n8n',
	missing:
		'Nothing that this credential can see delivers this event; publish the workflow again. If it is still missing then, another integration holds it: remove its webhook in Factorial',
	moved:
		'It was made by this n8n and delivers to another address; publish the workflow again if the address of n8n has changed',
	no_challenge:
		'It has no challenge, so the trigger turns its deliveries away; publish the workflow again',
	no_public_address:
		"This process of n8n does not know at which address n8n can be reached from outside, so whether deliveries go there was not checked. Set N8N_WEBHOOK_URL (WEBHOOK_URL in n8n 1) for every process, also for workers, or fill in 'Own Address'.",
	old_version:
		'It delivers in another version of the API than the credential says; publish the workflow again',
	persons_credential: PERSONAL,
	others: 'It belongs to another receiver',
	taken:
		"Another receiver gets this event; choose 'Take Over' in the trigger, name its host there, and publish the workflow again",
	test_leftover: 'It was left by a test run; publish the workflow again',
} as const;

export interface Verdict {
	action: Action;
	reason: keyof typeof REASONS;
	change?: Amendment;
}

/**
 * What a subscription needs, seen from this n8n; changes nothing.
 *
 * @param expected the version of the API in which it has to deliver
 */
export function verdictOn(subscription: WebhookSubscription, n8n: N8n, expected: string): Verdict {
	if (!isOfN8n(subscription, n8n)) return { action: 'unchanged', reason: 'others' };
	const lender = lenderOf(subscription);
	if (lender !== undefined) {
		return { action: 'given_back', reason: 'borrowed', change: backTo(lender, subscription, n8n) };
	}

	const { enabled, challenge, api_version: version, target_url: address } = subscription;
	if (makerOf(subscription) === 'testRun') {
		return { action: 'needs_publish', reason: 'test_leftover' };
	}
	if (n8n.place && !isHere(n8n.place, address)) return { action: 'needs_publish', reason: 'moved' };
	if (!challenge) return { action: 'needs_publish', reason: 'no_challenge' };
	if (!enabled) return { action: 'repaired', reason: 'disabled', change: { enabled: true } };
	if (version !== expected) return { action: 'needs_publish', reason: 'old_version' };
	return { action: 'unchanged', reason: 'good' };
}

/** Whether a receiver elsewhere wants its subscription switched on is for others to know. */
function backTo(lender: string, subscription: WebhookSubscription, n8n: N8n): Amendment {
	const { lender: mark } = carriers(subscription);
	const isOurs =
		mark === undefined
			? n8n.place !== undefined && isTriggerOf(n8n.place, lender)
			: mark.startsWith(`${n8nMark(n8n.instanceId)}-`);
	const name = isOurs && mark === undefined ? 'n8n' : givenBackName(subscription, lender);
	return { target_url: lender, name, ...(isOurs && { enabled: true }) };
}
