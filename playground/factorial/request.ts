/** What a subscription request may say; all of it is optional until it is looked at. */
export interface SubscriptionRequest {
	id?: string;
	subscription_type?: string;
	target_url?: string;
	company_id?: string;
	name?: string;
	challenge?: string;
	enabled?: boolean;
	api_version?: string;
}

/** Reads the fields of a body whose types have been checked. */
export function requestOf(fields: Record<string, unknown>): SubscriptionRequest {
	const given: SubscriptionRequest = {};
	for (const name of TEXTS) {
		const value = fields[name];
		if (typeof value === 'string') given[name] = value;
	}
	if (typeof fields.enabled === 'boolean') given.enabled = fields.enabled;
	return given;
}

const TEXTS = [
	'id',
	'subscription_type',
	'target_url',
	'company_id',
	'name',
	'challenge',
	'api_version',
] as const;
