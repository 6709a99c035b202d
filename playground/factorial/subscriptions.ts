import document from '../openapi/factorial.openapi.json';
import type { Reason } from './errors';
import type { SubscriptionRequest } from './request';
import type { FactorialState } from './state';
import type { FactorialSwitches } from './switches';
import type { Subscription } from './types';

type Outcome = { subscription: Subscription } | { reason: Reason };

const CATALOGUE = document.components.schemas.SubscriptionType.enum;
const TAKEN = invalid('subscription_type', 'has already been taken');

/** Subscribes to one type of event; a company has at most one subscription for each. */
export function subscribe(
	state: FactorialState,
	switches: FactorialSwitches,
	request: SubscriptionRequest,
	pathVersion: string,
): Outcome {
	const { subscription_type: type = '', target_url = '', company_id = '' } = request;
	const reason = complaint(request, switches, pathVersion);
	if (reason) return { reason };
	if (company_id !== state.company.id) return { reason: invalid('company_id', 'is invalid') };
	if (switches.takenButNotListed) return { reason: TAKEN };

	const wanted = {
		type,
		target_url,
		company_id,
		name: request.name ?? null,
		challenge: request.challenge ?? null,
		enabled: request.enabled ?? true,
		api_version: request.api_version ?? pathVersion,
	};
	const holder = state.subscriptions.find((subscription) => subscription.type === type);
	if (holder && !switches.subscriptionOverwrite) return { reason: TAKEN };
	if (holder) return { subscription: Object.assign(holder, wanted) };
	const subscription = { id: state.ids.take(), ...wanted };
	return { subscription: state.insert(state.subscriptions, subscription) };
}

/** Changes what the request names and leaves the rest. Nothing missed meanwhile is sent later. */
export function resubscribe(
	state: FactorialState,
	switches: FactorialSwitches,
	subscription: Subscription,
	request: SubscriptionRequest,
	pathVersion: string,
): Outcome {
	const { id = subscription.id, subscription_type: type, ...changes } = request;
	const reason = complaint(request, switches, pathVersion);
	if (reason) return { reason };
	if (id !== subscription.id) return { reason: invalid('id', 'is invalid') };
	const other = state.subscriptions.find((candidate) => candidate.type === type);
	if (other && other !== subscription) return { reason: TAKEN };
	if (changes.challenge === '' && switches.emptyChallenge !== 'taken') {
		if (switches.emptyChallenge === 'refused') {
			return { reason: invalid('challenge', "can't be blank") };
		}
		delete changes.challenge;
	}
	return { subscription: Object.assign(subscription, changes, type === undefined ? {} : { type }) };
}

function complaint(
	{ subscription_type: type, target_url: address, api_version: version, name }: SubscriptionRequest,
	{ expiredVersion }: FactorialSwitches,
	pathVersion: string,
) {
	const isOpen = version === undefined || windowOf(pathVersion).includes(version);
	if (!isOpen || version === expiredVersion) {
		return invalid('api_version', 'is not included in the list');
	}
	if (name === '') return invalid('name', "can't be blank");
	if (type !== undefined && !CATALOGUE.includes(type)) {
		return invalid('subscription_type', 'is not included in the list');
	}
	if (address !== undefined && !isWebAddress(address)) return invalid('target_url', 'is invalid');
	return undefined;
}

/** A version and the four quarterly ones before it: what a subscription can be given under it. */
function windowOf(version: string): string[] {
	const [year = 0, month = 1] = version.split('-').map(Number);
	return [0, 3, 6, 9, 12].map((back) =>
		new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10),
	);
}

function isWebAddress(address: string): boolean {
	return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}

function invalid(field: string, message: string): Reason {
	return { status: 422, field, message };
}
