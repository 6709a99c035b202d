import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { asText, isRecord } from '../../shared/values';
import { API_VERSION } from '../transport/client';
import { readSubscription } from '../transport/subscriptions';
import type { WebhookSubscription } from '../transport/subscriptions';
import { eventTypes, isEventType } from './events';
import type { EventType } from './events';

/**
 * Where deliveries arrive: at one trigger, or anywhere at this n8n. Seen from a place, a subscription
 * is its *own*, *borrowed* or *foreign*; see {@link whose}.
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

/** Whether an address is the other one of a trigger: test and production are twins. */
export function isTwin({ url, tail }: Place, address: string): boolean {
	const other = withoutQuery(address);
	if (tail === undefined || other === url) return false;
	return other.endsWith(tail) && originOf(other) === originOf(url);
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

interface WorkflowName {
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
 * The name of a subscription that a test run has borrowed. It says from which address: when n8n dies
 * meanwhile, this is all that is left to give it back by.
 */
export function borrowedName(lender: string, otherwise: string): string {
	const name = MARK + lender;
	// A cut address would send deliveries to the wrong place.
	return name.length <= LONGEST_MARK ? name : otherwise;
}

type Named = Pick<WebhookSubscription, 'name'>;

/** The address from which a test run has borrowed a subscription; nothing of one that is not. */
export function lenderOf({ name }: Named): string | undefined {
	if (!name?.startsWith(MARK)) return undefined;
	const address = name.slice(MARK.length);
	return URL.canParse(address) ? address : undefined;
}

/** What has made a subscription, by its name: a trigger of this package, its test run, or neither. */
export function makerOf(subscription: Named): 'testRun' | 'trigger' | undefined {
	const name = subscription.name ?? '';
	if (lenderOf(subscription) !== undefined || !/^n8n( |$)/.test(name)) return undefined;
	return name.startsWith('n8n test of ') ? 'testRun' : 'trigger';
}

/**
 * - `own`: delivers here
 * - `borrowed`: a test run has it, and here is either that test run or the one it belongs to
 * - `foreign`: anything else
 */
type Whose = 'own' | 'borrowed' | 'foreign';

/** Whose a subscription is, seen from a place. */
export function whose(subscription: WebhookSubscription, place: Place): Whose {
	const lender = lenderOf(subscription);
	const isDelivered = isHere(place, subscription.target_url);
	if (lender !== undefined && (isDelivered || isHere(place, lender))) return 'borrowed';
	return isDelivered ? 'own' : 'foreign';
}

/** A trigger as it looks at the subscriptions of the company. */
export interface Viewer {
	memory: Memory;
	place: Place;
	workflow: WorkflowName;
}

/**
 * How a subscription was before a test run borrowed it, from memory or, when that is lost, from its
 * name; nothing when it is not borrowed.
 */
export function beforeLoan(
	{ memory, place, workflow }: Viewer,
	subscription: WebhookSubscription,
): WebhookSubscription | undefined {
	const { type, id } = subscription;
	const loan = isEventType(type) ? memory.loan(type) : undefined;
	if (loan?.id === id) return loan;

	const lender = lenderOf(subscription);
	if (lender === undefined || isHere(place, lender)) return undefined;
	const name = isTwin(place, lender) ? subscriptionName(workflow) : hostOf(lender);
	return { ...subscription, target_url: lender, name };
}

/** A new secret of a trigger: 32 random bytes as hex. */
function newSecret(): string {
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
function sameText(expected: string, received: unknown): boolean {
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

interface Own {
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
	/** own, but switched off, with another challenge or version, or lent to a test run */
	heal: Held[];
	/** nobody has one */
	create: EventType[];
	/** own, but not wanted or one too many */
	remove: WebhookSubscription[];
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
		const [one, ...spare] = ownAmong(held, own.place);
		const [other] = held;
		if (one) plan[isGood(one, event, own) ? 'keep' : 'heal'].push({ event, subscription: one });
		else if (other) plan.foreign.push({ event, subscription: other });
		else plan.create.push(event);
		plan.remove.push(...spare);
	}
	const unwanted = listed.filter(({ type }) => !wanted.some((event) => event === type));
	plan.remove.push(...ownAmong(unwanted, own.place));
	return plan;
}

/** Those of one trigger, whichever of its two addresses they are at; those that deliver here first. */
function ownAmong(subscriptions: WebhookSubscription[], place: Place): WebhookSubscription[] {
	return [
		...subscriptions.filter(({ target_url: url }) => isHere(place, url)),
		...subscriptions.filter(({ target_url: url }) => isTwin(place, url)),
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
