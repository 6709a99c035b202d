import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { asText, isRecord } from '../../shared/values';
import { API_VERSION } from '../transport/client';
import { readSubscription } from '../transport/subscriptions';
import type { WebhookSubscription } from '../transport/subscriptions';
import { eventTypes } from './events';
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

const LONGEST_NAME = 100;
const LONGEST_MARK = 255;
const MARK = 'n8n test, belongs to ';

export interface WorkflowName {
	id?: string;
	name?: string;
}

/** What a subscription is called in Factorial, so that a person sees where it comes from. */
export function subscriptionName({ id = '', name = '' }: WorkflowName, isTest = false): string {
	const [start, end] = [isTest ? 'n8n test of' : 'n8n', `(${id})`];
	const room = LONGEST_NAME - start.length - end.length - 2;
	return [start, name.slice(0, room).trim(), end].filter(Boolean).join(' ');
}

/**
 * The name of a subscription that a test run has borrowed. It says to which address it belongs: when
 * n8n dies meanwhile, this is all that is left to give it back by.
 */
export function borrowedName(ownerAddress: string, otherwise: string): string {
	const name = MARK + ownerAddress;
	// A cut address would send deliveries to the wrong place.
	return name.length <= LONGEST_MARK ? name : otherwise;
}

/** The address to which a borrowed subscription belongs, or nothing when it is not borrowed. */
export function ownerAddress(name: string | null | undefined): string | undefined {
	if (!name?.startsWith(MARK)) return undefined;
	const address = name.slice(MARK.length);
	return URL.canParse(address) ? address : undefined;
}

/** Whether a subscription is called as a trigger of this package calls its own. */
export function isOwnName(name: string | null | undefined): boolean {
	return /^n8n( |$)/.test(name ?? '') && ownerAddress(name) === undefined;
}

/** Whether it was made while listening for a test event. */
export function isTestName(name: string | null | undefined): boolean {
	return /^n8n test of /.test(name ?? '');
}

/** A new secret of a trigger: 32 random bytes as hex. */
export function newSecret(): string {
	return randomBytes(32).toString('hex');
}

/**
 * What Factorial has to send along with each delivery of an event. Every event has its own, so that
 * the challenge proves both where a delivery comes from and what happened.
 */
export function challengeFor(secret: string, event: EventType): string {
	return createHmac('sha256', secret).update(event).digest('hex');
}

/**
 * The event of a delivery, by the challenge that came with it; nothing when it matches none.
 *
 * @param hint the event named by the address; it decides only where several events share one
 * challenge, as subscriptions made by others may
 */
export function verifiedEvent(
	received: unknown,
	challenges: ReadonlyMap<EventType, string>,
	hint: unknown,
): EventType | undefined {
	// All are compared, whichever matches: the time taken must not tell which one was close.
	const matching = [...challenges]
		.filter(([, challenge]) => sameText(challenge, received))
		.map(([event]) => event);
	return matching.find((event) => event === hint) ?? matching[0];
}

/** Compares in constant time; an empty expectation is never met. */
export function sameText(expected: string, received: unknown): boolean {
	if (typeof received !== 'string' || expected === '') return false;
	const [a, b] = [Buffer.from(expected), Buffer.from(received)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * What the trigger remembers between calls, in n8n's static data of the node. It is written when the
 * trigger is set up or taken down and only read when a delivery arrives: n8n loses what is written
 * then.
 */
export class Memory {
	constructor(private readonly data: IDataObject) {}

	/**
	 * The challenge to ask Factorial for: that of a borrowed subscription stays as it is, any other is
	 * derived from our own secret, which is made when there is none yet.
	 */
	challengeToSet(event: EventType): string {
		if (!this.secret()) this.data.secret = newSecret();
		return this.challengeOf(event);
	}

	/** The challenges to expect with deliveries, by event. */
	challenges(): Map<EventType, string> {
		return new Map(eventTypes.map((event) => [event, this.challengeOf(event)]));
	}

	/** The subscription as it was before a test run borrowed it. */
	loan(event: EventType): WebhookSubscription | undefined {
		const loan = this.loans()[event];
		return isRecord(loan) ? readSubscription(loan) : undefined;
	}

	borrow(event: EventType, before: WebhookSubscription): void {
		this.data.borrowed = { ...this.loans(), [event]: { ...before } };
	}

	private challengeOf(event: EventType): string {
		const secret = this.secret();
		return this.loan(event)?.challenge || (secret && challengeFor(secret, event));
	}

	private secret(): string {
		return asText(this.data.secret);
	}

	private loans(): IDataObject {
		return isRecord(this.data.borrowed) ? this.data.borrowed : {};
	}
}

export interface Own {
	place: Place;
	challengeOf(event: EventType): string;
}

export interface Held {
	event: EventType;
	subscription: WebhookSubscription;
}

/** What has to happen so that each wanted event has one good subscription of our own. */
export interface Plan {
	keep: Held[];
	/** ours, but switched off, with another challenge or version, or lent to a test run */
	heal: Held[];
	/** nobody has one */
	create: EventType[];
	/** ours, but not wanted or one too many */
	remove: WebhookSubscription[];
	/** somebody else's */
	foreign: Held[];
}

/** Compares what Factorial lists with what is wanted; changes nothing. */
export function planSubscriptions(
	listed: WebhookSubscription[],
	wanted: readonly EventType[],
	own: Own,
): Plan {
	const plan: Plan = { keep: [], heal: [], create: [], remove: [], foreign: [] };
	for (const event of wanted) {
		const held = listed.filter(({ type }) => type === event);
		const [mine, ...spare] = oursAmong(held, own.place);
		const [other] = held;
		if (mine) plan[isGood(mine, event, own) ? 'keep' : 'heal'].push({ event, subscription: mine });
		else if (other) plan.foreign.push({ event, subscription: other });
		else plan.create.push(event);
		plan.remove.push(...spare);
	}
	const unwanted = listed.filter(({ type }) => !wanted.some((event) => event === type));
	plan.remove.push(...oursAmong(unwanted, own.place));
	return plan;
}

/** Those that deliver here first, then those that are with the test run. */
function oursAmong(subscriptions: WebhookSubscription[], place: Place): WebhookSubscription[] {
	return [
		...subscriptions.filter(({ target_url: url }) => isHere(place, url)),
		...subscriptions.filter(({ target_url: url }) => isCounterpart(place, url)),
	];
}

function isGood(subscription: WebhookSubscription, event: EventType, own: Own): boolean {
	return (
		isHere(own.place, subscription.target_url) &&
		subscription.enabled &&
		subscription.challenge === own.challengeOf(event) &&
		subscription.api_version === API_VERSION
	);
}
