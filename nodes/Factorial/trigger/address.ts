import { isLoopback } from '../../shared/authentication';
import type { EventType } from './events';

/**
 * Where deliveries arrive: at one trigger, or anywhere at this n8n. An address proves nothing about whose a subscription is; see {@link whose}.
 */
export interface Place {
	/** a webhook's URL without query; of a whole n8n what they all begin with, up to a slash */
	url: string;
	/** of one trigger: the end of its URL, which its test and its production address share */
	tail?: string;
}

/**
 * The place of one trigger.
 *
 * @param webhookId the node's own, which n8n puts into both of its addresses; without one n8n uses
 * the workflow's id and the node's name
 */
export function placeOf(webhookUrl: string, webhookId: string | undefined): Place {
	const url = withoutQuery(webhookUrl);
	const start = webhookId ? url.lastIndexOf(`/${webhookId}/`) : -1;
	const tail = start >= 0 ? url.slice(start) : `/${url.split('/').slice(-3).join('/')}`;
	return { url, tail };
}

/** The place of a whole n8n; nothing when its address is none. */
export function placeOfN8n(address: string): Place | undefined {
	if (!URL.canParse(address)) return undefined;
	return { url: `${new URL(address).href.replace(/\/+$/, '')}/` };
}

/** The address for one event. The query is for people who read the list of subscriptions. */
export function addressFor({ url }: Place, event: EventType): string {
	return `${url}?event=${encodeURIComponent(event)}`;
}

/** Whether deliveries to an address arrive here. The query does not count: it may get lost. */
export function isHere({ url, tail }: Place, address: string): boolean {
	if (tail !== undefined) return withoutQuery(address) === url;
	return URL.canParse(address) && new URL(address).href.startsWith(url);
}

/** Whether a trigger of a whole n8n, or its test run, gets what is sent to an address. */
export function isTriggerOf({ url }: Place, address: string): boolean {
	if (!isHere({ url }, address)) return false;
	const path = withoutQuery(new URL(address).href).slice(url.length);
	// Below another path of the host there may be another n8n, or another tool.
	return /^webhook(-test)?\/[^/]+\/([^/]+\/)?webhook$/.test(path);
}

/**
 * Whether an address is the other one of a trigger: test and production are twins, which differ in the
 * one segment before what they share. Another n8n may answer below another path of the same host.
 */
export function isTwin({ url, tail }: Place, address: string): boolean {
	const other = withoutQuery(address);
	if (tail === undefined || other === url || !other.endsWith(tail)) return false;
	return parentOf(other, tail) === parentOf(url, tail);
}

/** The host of an address, which may be shown: the rest of a foreign address can hold secrets. */
export function hostOf(address: string): string {
	return URL.canParse(address) ? new URL(address).host : 'an unreadable address';
}

/**
 * The hosts in a text that somebody wrote, as bare names, with a port, a slash, or as whole addresses,
 * to be compared by {@link isAtHost}.
 */
export function hostsIn(text: string): string[] {
	const parts = text.split(/[\s,;]+/).filter(Boolean);
	return parts.flatMap((part) => {
		if (part.includes('://')) return plainHost(part);
		// Which of the two default ports is left out depends on the address.
		return ['https://', 'http://'].flatMap((scheme) => plainHost(scheme + part));
	});
}

/** Whether an address leads to one of some hosts. */
export function isAtHost(hosts: string[], address: string): boolean {
	return plainHost(address).some((host) => hosts.includes(host));
}

/** A host in the one way of writing that all others mean; none of what is no address. */
function plainHost(address: string): string[] {
	if (!URL.canParse(address)) return [];
	const { hostname, port } = new URL(address);
	const name = hostname.toLowerCase().replace(/\.$/, '');
	return name === '' ? [] : [port ? `${name}:${port}` : name];
}

function withoutQuery(address: string): string {
	return address.replace(/[?#].*$/s, '');
}

function parentOf(url: string, tail: string): string | undefined {
	const start = url.slice(0, -tail.length);
	return URL.canParse(start) ? start.slice(0, start.lastIndexOf('/')) : undefined;
}

const PRIVATE_V4 =
	/^(10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_V6 = /^(f[cdf][0-9a-f]{2}|fe[89ab][0-9a-f]):/;
/** One of all zeros, and those that are for groups or for nothing. */
const NOBODYS_V4 = /^(0|22[4-9]|2[345]\d)\./;
/** Names that are for use inside of a network, or for nothing at all. */
const PRIVATE_NAME =
	/\.(corp|docker|fritz\.box|home|home\.arpa|internal|intranet|invalid|lan|local|localdomain|private|svc|test)$/;
/** Written as IPv6 in itself, or for a network that has IPv6 only. */
const MAPPED_V4 = /^(?:::(?:ffff:)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
/** Services whose names lead to the address that stands in them, or to this machine. */
const V4_IN_NAME =
	/(?:^|[.-])(\d{1,3}(?:\.\d{1,3}){3}|\d{1,3}(?:-\d{1,3}){3})\.(?:nip|sslip|xip)\.io$/;
const LOOPBACK_NAME = /(^|\.)(localhost|localtest\.me|lvh\.me)$/;

/**
 * Why nobody outside can deliver to an address, as a part of a sentence; nothing when they may.
 * What a name resolves to is not looked at: only an address that cannot be right is refused.
 */
export function whyUnreachable(address: string): string | undefined {
	if (!URL.canParse(address)) return 'which is not an address';
	const url = new URL(address);
	const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
	const v4 = v4Of(host);
	if (isLoopback(url) || LOOPBACK_NAME.test(host) || v4?.startsWith('127.')) {
		return 'which means this machine itself';
	}
	if (host === '::' || (v4 !== undefined && NOBODYS_V4.test(v4)))
		return 'which is no address that can be called';
	const isPrivate = v4 === undefined ? isPrivateName(host) : PRIVATE_V4.test(v4);
	if (isPrivate) return 'which only means something in your own network';
	if (url.protocol !== 'https:') return 'where deliveries could be read on the way (http)';
	return undefined;
}

/** An IPv4 address, also one written as IPv6 or within a name; URL has brought all other ways of writing to this. */
function v4Of(host: string): string | undefined {
	if (/^\d+(\.\d+){3}$/.test(host)) return host;
	const [, inName] = V4_IN_NAME.exec(host) ?? [];
	if (inName !== undefined) return inName.replaceAll('-', '.');
	const [, high = '', low = ''] = MAPPED_V4.exec(host) ?? [];
	if (high === '') return undefined;
	const bytes = [high, low].flatMap((part) => {
		const value = parseInt(part, 16);
		return [Math.floor(value / 256), value % 256];
	});
	return bytes.join('.');
}

function isPrivateName(host: string): boolean {
	if (host.includes(':')) return PRIVATE_V6.test(host);
	return !host.includes('.') || PRIVATE_NAME.test(host);
}
