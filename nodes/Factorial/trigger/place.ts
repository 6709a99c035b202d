import type { EventType } from './events';

/** Where this trigger receives deliveries. */
export interface Place {
	/** the webhook's URL without query */
	url: string;
	/** the end of that URL which the test and the production address of one trigger share */
	tail: string;
}

/**
 * @param webhookId the node's own, which n8n puts into both of its addresses; without one n8n uses
 * the workflow's id and the node's name
 */
export function placeOf(webhookUrl: string, webhookId: string | undefined): Place {
	const url = withoutQuery(webhookUrl);
	const start = webhookId ? url.lastIndexOf(`/${webhookId}/`) : -1;
	const tail = start >= 0 ? url.slice(start) : `/${url.split('/').slice(-3).join('/')}`;
	return { url, tail };
}

/** The address for one event. The query is for people who read the list of subscriptions. */
export function addressFor({ url }: Place, event: EventType): string {
	return `${url}?event=${encodeURIComponent(event)}`;
}

/** Whether deliveries to an address arrive here. The query does not count: it may get lost. */
export function isHere(place: Place, address: string): boolean {
	return withoutQuery(address) === place.url;
}

/** Whether an address is the test address of this production trigger, or the other way round. */
export function isCounterpart(place: Place, address: string): boolean {
	const url = withoutQuery(address);
	return url !== place.url && url.endsWith(place.tail) && originOf(url) === originOf(place.url);
}

/** The host of an address, which may be shown: the rest of a foreign address can hold secrets. */
export function hostOf(address: string): string {
	return URL.canParse(address) ? new URL(address).host : 'an unreadable address';
}

function withoutQuery(address: string): string {
	return address.replace(/[?#].*$/s, '');
}

function originOf(url: string): string | undefined {
	return URL.canParse(url) ? new URL(url).origin : undefined;
}
