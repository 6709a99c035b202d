import { isOwnName, isTestName, ownerAddress } from '../../trigger/names';
import { hostOf } from '../../trigger/place';
import { API_VERSION } from '../../transport/paths';
import type { Amendment } from '../../transport/subscriptions';
import type { WebhookSubscription } from '../../types';
import { isAtHome } from './home';

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
