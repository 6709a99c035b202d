import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { asRecords, asText, isRecord } from '../../shared/parameters';
import { readSubscription } from '../transport/subscriptions';
import type { WebhookSubscription } from '../transport/subscriptions';
import { isHere } from './address';
import type { Place } from './address';
import { eventTypes, isEventType } from './events';
import type { EventType } from './events';

/** 32 random bytes as hex, which nobody else knows. */
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
function sameText(expected: string, received: unknown): boolean {
	if (typeof received !== 'string' || expected === '') return false;
	const [a, b] = [Buffer.from(expected), Buffer.from(received)];
	return a.length === b.length && timingSafeEqual(a, b);
}

interface WorkflowName {
	id?: string;
	name?: string;
}

/** Which trigger somebody is: of which n8n, in which workflow, which node. */
export interface Identity {
	/** n8n's own id, which all its processes share */
	instanceId: string;
	workflow: WorkflowName;
	/** stays when the node is renamed */
	nodeId: string;
}

/** The context of a trigger, in its hooks and at deliveries alike. */
interface TriggerContext {
	getInstanceId(): string;
	getNode(): { id: string };
	getWorkflow(): WorkflowName;
	getWorkflowStaticData(type: string): IDataObject;
}

/** Who the trigger of a context is. */
export function identityOf(context: TriggerContext): Identity {
	return {
		instanceId: context.getInstanceId(),
		workflow: context.getWorkflow(),
		nodeId: context.getNode().id,
	};
}

/** What everything of one n8n carries. */
export function n8nMark(instanceId: string): string {
	return hashed(instanceId).slice(0, 6);
}

/**
 * What the subscriptions and the memory of one trigger carry, and of no copy of it: neither in this
 * n8n, nor in another one into which the workflow was imported with all its ids.
 */
export function markOf({ instanceId, workflow, nodeId }: Identity): string {
	const trigger = hashed(`${instanceId} ${workflow.id ?? ''} ${nodeId}`).slice(0, 10);
	return `${n8nMark(instanceId)}-${trigger}`;
}

function hashed(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** What the trigger of a context remembers at a delivery. */
export function memoryOf(context: TriggerContext): Memory {
	return new Memory(context.getWorkflowStaticData('node'), markOf(identityOf(context)));
}

/** The same with what the workflow remembers of it; for the hooks only, because asking writes. */
export function wholeMemoryOf(context: TriggerContext): Memory {
	const owner = markOf(identityOf(context));
	const published = new Published(context.getWorkflowStaticData('global'), owner);
	return new Memory(context.getWorkflowStaticData('node'), owner, published);
}

/** Where subscriptions of a published workflow are, and their ids by event. */
interface Kept {
	company: string;
	subscriptions: IDataObject;
}

/**
 * That a trigger was published, and in which company, kept with the workflow: n8n keeps all else under
 * the name of the node, so that a renamed one has forgotten everything.
 */
class Published {
	constructor(
		private readonly data: IDataObject,
		private readonly owner: string,
	) {}

	isNoted(): boolean {
		const noted = this.triggers()[this.owner];
		return noted === true || isRecord(noted);
	}

	/** What was set up last; nothing when nothing is left, or when only the publishing was noted. */
	kept(): Kept | undefined {
		const noted = this.triggers()[this.owner];
		if (!isRecord(noted) || asText(noted.company) === '') return undefined;
		const { company, subscriptions } = noted;
		return {
			company: asText(company),
			subscriptions: isRecord(subscriptions) ? subscriptions : {},
		};
	}

	note(kept: Kept): void {
		this.write({ ...kept });
	}

	/** Nothing is left in the company; that it was published stays true. */
	forget(): void {
		if (this.kept()) this.write(true);
	}

	private write(noted: IDataObject | true): void {
		this.data.publishedFactorialTriggers = { ...this.triggers(), [this.owner]: noted };
	}

	private triggers(): IDataObject {
		const { publishedFactorialTriggers: triggers } = this.data;
		return isRecord(triggers) ? triggers : {};
	}
}

/** An event that the workflow wants and does not get. */
export interface Lack {
	event: EventType;
	/** the host that gets it; null when this credential cannot see who does */
	receiver: string | null;
}

const MOST_ADDRESSES = 20;

/**
 * What the trigger remembers between calls, in n8n's static data of the node. It is written when the
 * trigger is set up or taken down and only read when a delivery arrives: n8n loses what is written
 * then.
 */
export class Memory {
	/**
	 * @param owner the mark of the trigger that it has to belong to: static data can be in an export of
	 * the workflow, and a copy that was made from it must not pass for the original. What is from before
	 * owners were noted says nothing about whose it is; see {@link whose}
	 * @param published what is kept with the workflow and outlives the node's name; for the hooks only
	 */
	constructor(
		private readonly data: IDataObject,
		private readonly owner = '',
		private readonly published?: Published,
	) {}

	/**
	 * The challenge to ask Factorial for: that of a borrowed subscription stays as it is, any other is
	 * derived from our own secret, which is made when there is none yet.
	 */
	challengeToSet(event: EventType): string {
		if (!this.secret()) this.write({ secret: newSecret() });
		return this.challengeOf(event);
	}

	/** The challenges to expect with deliveries, by event. */
	challenges(): Map<EventType, string> {
		return new Map(eventTypes.map((event) => [event, this.challengeOf(event)]));
	}

	/** Whether it is the challenge of this trigger for an event. */
	isChallenge(event: EventType, challenge: unknown): boolean {
		return sameText(this.challengeOf(event), challenge);
	}

	/** The subscription as it was before a test run borrowed it. */
	loan(event: EventType): WebhookSubscription | undefined {
		const loan = this.recordOf('borrowed')[event];
		return isRecord(loan) ? readSubscription(loan) : undefined;
	}

	borrow(event: EventType, before: WebhookSubscription): void {
		this.write({ borrowed: { ...this.recordOf('borrowed'), [event]: { ...before } } });
	}

	/** An address at which this trigger is set up; those that it had before are remembered, too. */
	beAt({ url }: Place): void {
		const others = this.addresses().filter((address) => address !== url);
		this.write({ addresses: [url, ...others].slice(0, MOST_ADDRESSES) });
	}

	hasBeenAt(address: string): boolean {
		return this.addresses().some((url) => isHere({ url, tail: '' }, address));
	}

	remembersAddresses(): boolean {
		return this.addresses().length > 0;
	}

	/** What is set up for the published workflow: the ids of its subscriptions by event. */
	keep(kept: Kept): void {
		this.write({ ...kept, wasSetUp: true });
		this.published?.note(kept);
	}

	/** Nothing is left in the company. */
	forget(): void {
		if (this.company() !== '') this.write({ company: null, subscriptions: null });
		this.published?.forget();
	}

	/**
	 * The company that this trigger is still set up in although the credential leads to another one now:
	 * what it has there can be neither seen nor removed.
	 *
	 * @param leadsTo asks for the company of the credential, and throws where there is none, as for a
	 * key of the other environment: an empty list then says nothing about what is left
	 */
	async companyLeft(
		listed: WebhookSubscription[],
		leadsTo: () => Promise<string>,
	): Promise<string | undefined> {
		const before = this.company();
		if (before === '' || listed.some((one) => one.company_id === before)) return undefined;
		return (await leadsTo()) === before ? undefined : before;
	}

	/** Whoever still sends for another company does not know the challenges any more. */
	forgetCompany(): void {
		this.forget();
		this.write({ addresses: null, secret: newSecret() });
	}

	/** The company that has subscriptions of the published workflow; empty when there is none. */
	company(): string {
		return asText(this.read('company')) || (this.published?.kept()?.company ?? '');
	}

	/** The ids of the subscriptions in that company. */
	subscriptionIds(): string[] {
		const isKnown = asText(this.read('company')) !== '';
		const ids = isKnown ? this.recordOf('subscriptions') : this.published?.kept()?.subscriptions;
		return Object.values(ids ?? {})
			.map(asText)
			.filter(Boolean);
	}

	/** What others held when this trigger was set up last, so that it goes on without. */
	doWithout(lacks: Lack[]): void {
		if (lacks.length === 0 && this.lacks().length === 0) return;
		this.write({ lacks: lacks.map((lack) => ({ ...lack })) });
	}

	lacks(): Lack[] {
		return asRecords(this.read('lacks')).flatMap(({ event, receiver }) =>
			isEventType(event) ? [{ event, receiver: asText(receiver) || null }] : [],
		);
	}

	/** Whether the workflow has been published before. A test run alone remembers nothing of it. */
	wasSetUp(): boolean {
		return this.read('wasSetUp') === true || this.published?.isNoted() === true;
	}

	private challengeOf(event: EventType): string {
		const secret = this.secret();
		return this.loan(event)?.challenge || (secret && challengeFor(secret, event));
	}

	private secret(): string {
		return asText(this.read('secret'));
	}

	private addresses(): string[] {
		const addresses = this.read('addresses');
		return Array.isArray(addresses) ? addresses.map(asText) : [];
	}

	private recordOf(key: string): IDataObject {
		const value = this.read(key);
		return isRecord(value) ? value : {};
	}

	private isOfAnother(): boolean {
		const { owner } = this.data;
		return this.owner !== '' && typeof owner === 'string' && owner !== this.owner;
	}

	private read(key: string): unknown {
		return this.isOfAnother() ? undefined : this.data[key];
	}

	private write(values: IDataObject): void {
		if (this.isOfAnother()) for (const key of Object.keys(this.data)) delete this.data[key];
		Object.assign(this.data, this.owner === '' ? {} : { owner: this.owner }, values);
	}
}
