import type { IDataObject } from 'n8n-workflow';

import { eventName, isEventType } from '../../trigger/events';
import { isTestName, ownerAddress } from '../../trigger/names';
import { hostOf } from '../../trigger/place';
import type { WebhookSubscription } from '../../types';
import { isAtHome } from './home';

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
