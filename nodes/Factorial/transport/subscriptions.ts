import type { IDataObject } from 'n8n-workflow';

import { take } from '../../shared/http';
import { asText } from '../../shared/parameters';
import { listed, paths, recordsOf } from './client';
import type { FactorialClient } from './client';

/** A subscription as Factorial lists it, reduced to what is read here. */
export interface WebhookSubscription {
	id: string;
	/** the event; requests call it `subscription_type` */
	type: string;
	target_url: string;
	company_id: string;
	enabled: boolean;
	api_version: string;
	name?: string | null;
	challenge?: string | null;
}

/** What can be said about a subscription when it is made or changed. */
export interface SubscriptionFields {
	/** the event */
	type: string;
	target_url: string;
	name: string;
	challenge?: string | null;
	enabled?: boolean;
	api_version?: string;
}

/** What can be changed without knowing the rest. */
export type Amendment = Partial<Omit<SubscriptionFields, 'type'>>;

type Creation = { status: 'created' | 'taken' } | { status: 'refused'; said: string };

/** The company's webhook subscriptions. https://apidoc.factorialhr.com/docs/manage-webhooks */
export class Subscriptions {
	constructor(private readonly api: FactorialClient) {}

	/** The version of the API in which what is made here delivers. */
	get version(): string {
		return this.api.version;
	}

	/**
	 * All of them, whoever made them. Those that are switched off may be missing from the plain list, so
	 * they are asked for as well.
	 *
	 * @param type only those to this event, which may show what the whole list does not
	 */
	async list(type?: string): Promise<WebhookSubscription[]> {
		const found = new Map<string, WebhookSubscription>();
		for (const query of [{ type }, { type, enabled: false }]) {
			for (const record of await take(listed(this.api, paths.subscriptions, query))) {
				const subscription = readSubscription(record);
				found.set(subscription.id, subscription);
			}
		}
		return [...found.values()];
	}

	/** Asks for a new one. Factorial allows one per event; `taken` means that there is one. */
	async create(companyId: string, fields: SubscriptionFields): Promise<Creation> {
		const answer = await this.api.send({
			method: 'POST',
			path: paths.subscriptions,
			body: { company_id: companyId, ...this.wire(fields) },
			accept: [422],
			secrets: secretsIn(fields),
		});
		if (answer.status !== 422) return { status: 'created' };
		const isTaken = /already been taken/i.test(JSON.stringify(answer.body) ?? '');
		return isTaken ? { status: 'taken' } : { status: 'refused', said: this.api.words(answer) };
	}

	/** Gives one new values; false when it does not exist any more. */
	async change(id: string, fields: SubscriptionFields): Promise<boolean> {
		return await this.put(id, this.wire(fields), secretsIn(fields));
	}

	/** Changes what is named and leaves the rest; false when it does not exist any more. */
	async amend(id: string, fields: Amendment): Promise<boolean> {
		return await this.put(id, fields, secretsIn(fields));
	}

	/** Removes one; one that does not exist is removed already. */
	async remove(id: string): Promise<void> {
		await this.api.send({
			method: 'DELETE',
			path: paths.subscription(id),
			accept: [404],
			mayBeEmpty: true,
		});
	}

	private async put(id: string, fields: object, secrets: string[] = []): Promise<boolean> {
		const { status } = await this.api.send({
			method: 'PUT',
			path: paths.subscription(id),
			body: { id, ...fields },
			accept: [404],
			mayBeEmpty: true,
			secrets,
		});
		return status !== 404;
	}

	private wire({ type, challenge, enabled, api_version: version, ...rest }: SubscriptionFields) {
		return {
			...rest,
			subscription_type: type,
			challenge: challenge || undefined,
			enabled: enabled ?? true,
			api_version: version || this.version,
		};
	}
}

/** Whose a credential is. */
export interface Holder {
	/** empty when Factorial shows none */
	company: string;
	/** one person's, who may see and hear less than the company does */
	isPerson: boolean;
}

/** Asks Factorial whose the credential is; its company is needed to subscribe. */
export async function holderOf(api: FactorialClient): Promise<Holder> {
	const { body } = await api.send({ method: 'GET', path: paths.credentials });
	const [key = {}] = recordsOf(body);
	return { company: asText(key.company_id), isPerson: asText(key.employee_id) !== '' };
}

/** What of a listed subscription is read here. */
export function readSubscription(record: IDataObject): WebhookSubscription {
	return {
		id: asText(record.id),
		type: asText(record.type),
		target_url: asText(record.target_url),
		company_id: asText(record.company_id),
		enabled: record.enabled === true,
		api_version: asText(record.api_version),
		name: asText(record.name),
		challenge: asText(record.challenge),
	};
}

/** Whoever knows a challenge can send deliveries that look like Factorial's. */
function secretsIn({ challenge }: Pick<SubscriptionFields, 'challenge'>): string[] {
	return challenge ? [challenge] : [];
}
