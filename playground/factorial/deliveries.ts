import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../core/exchange';
import type { Author, FactorialEvent, Raise } from './events';
import { LastFirst } from './lastFirst';
import { serialise } from './payload';
import { Poster } from './post';
import type { FactorialState } from './state';
import type { FactorialSwitches } from './switches';
import type { Subscription } from './types';

export interface DeliveryAttempt {
	at: Date;
	/** What the receiver answered; absent when there was no answer. */
	status?: number;
	/** Why there was no answer. */
	error?: string;
	/** The JSON text that was sent. */
	body: string;
	/** The text that came back, at most its beginning. */
	answer?: string;
}

export interface Delivery {
	id: string;
	type: FactorialEvent;
	targetUrl: string;
	state: 'pending' | 'delivered' | 'failed';
	/** when there was something to tell */
	at: Date;
	attempts: DeliveryAttempt[];
}

export interface DeliveryOptions {
	/** How often a delivery is tried before its subscription is switched off; 20 unless told. */
	attempts?: number;
	/** Pause after the failed attempt with this number (from 1), in milliseconds of real time. */
	delayMs?: (attempt: number) => number;
	/** How many are sent at the same time at most; a handful unless told. */
	sockets?: number;
}

/** Sends events to subscribers, tries again what fails, and gives up as Factorial does. */
export class Deliveries {
	readonly all: Delivery[] = [];
	private readonly poster: Poster;
	private readonly closing = new AbortController();
	private readonly running = new Set<Promise<void>>();
	private readonly lastFirst = new LastFirst();
	private readonly attempts: number;
	private readonly delayMs: (attempt: number) => number;

	constructor(
		private readonly state: FactorialState,
		private readonly switches: FactorialSwitches,
		private readonly clock: { now(): Date },
		options: DeliveryOptions = {},
	) {
		// Each delivery that waits for its next attempt listens.
		setMaxListeners(0, this.closing.signal);
		this.poster = new Poster(options.sockets);
		this.attempts = options.attempts ?? 20;
		this.delayMs = options.delayMs ?? ((attempt) => 25 * attempt);
	}

	/** Sends what happened to the subscriber, if there is one; values are those of this moment. */
	readonly raise: Raise = (type, resources, { author, silent, lost } = {}) => {
		const subscription = this.state.subscriptions.find((candidate) => candidate.type === type);
		if (silent || !subscription?.enabled) return;
		const told = this.toldOf(resources, subscription, type);
		const asArray = this.switches.bulkPayloadAsArray && told.length > 1;
		for (const payload of asArray ? [told] : told) {
			const body = serialise(payload, subscription.api_version);
			for (let copy = this.switches.duplicateDeliveries ? 2 : 1; copy > 0; copy -= 1) {
				const event = { subscription, type, body, author: author && headersOf(author) };
				if (lost) this.lose(event);
				else this.start(event);
			}
		}
	};

	/** What of some records a subscriber hears, in the form in which they do. */
	private toldOf(resources: object[], { id }: Subscription, type: FactorialEvent): object[] {
		const audience = this.switches.personsGetTheirShare && this.state.audiences.get(id);
		const heard = resources.filter((resource) => {
			if (!audience) return true;
			const about = isRecord(resource) && (resource.employee_id ?? resource.id);
			const person = this.state.people.find((one) => one.id === about);
			return person?.id === audience || person?.manager_id === audience;
		});
		const hasOwnId = !this.switches.payloadsWithoutId || type.startsWith('employees/');
		return hasOwnId ? heard : heard.map((resource) => ({ ...resource, id: undefined }));
	}

	/** Waits until nothing is pending. Throws when that takes longer than the deadline. */
	async settled(deadlineMs = 50_000): Promise<void> {
		const deadline = new AbortController();
		const late = sleep(deadlineMs, 'late', { signal: deadline.signal }).catch(() => 'stopped');
		try {
			while (this.running.size > 0) {
				const first = await Promise.race([late, Promise.allSettled([...this.running])]);
				if (first === 'late') throw new Error(`Still pending: ${this.pending()}`);
			}
		} finally {
			deadline.abort();
		}
	}

	/** Drops what is pending. */
	close(): void {
		this.closing.abort();
		this.poster.close();
	}

	/** As if it had been sent, and something on the way had swallowed it. */
	private lose(event: Event): void {
		const delivery = this.list(event);
		delivery.state = 'failed';
		delivery.attempts.push({ at: this.clock.now(), body: event.body, error: 'lost on the way' });
	}

	private list({ type, subscription }: Event): Delivery {
		const delivery: Delivery = {
			id: String(this.all.length + 1),
			type,
			targetUrl: this.addressOf(subscription),
			state: 'pending',
			at: this.clock.now(),
			attempts: [],
		};
		this.all.push(delivery);
		return delivery;
	}

	private start(event: Event): void {
		const delivery = this.list(event);
		const send = async () => await this.run(delivery, event);
		const sent = this.switches.outOfOrder ? this.lastFirst.run(send) : send();
		const run = sent.finally(() => this.running.delete(run));
		this.running.add(run);
	}

	private async run(delivery: Delivery, event: Event): Promise<void> {
		for (let attempt = 1; attempt <= this.attempts; attempt += 1) {
			if (attempt > 1) await this.pause(this.delayMs(attempt - 1));
			if (this.closing.signal.aborted) return;
			// The subscription is looked at anew: it may have been repointed, disabled or deleted.
			const subscription = this.state.subscriptions.find(({ id }) => id === event.subscription.id);
			if (!subscription?.enabled) break;
			delivery.targetUrl = this.addressOf(subscription);
			if (await this.attempt(delivery, subscription, event)) {
				delivery.state = 'delivered';
				return;
			}
			if (attempt === this.attempts) subscription.enabled = false;
		}
		delivery.state = 'failed';
	}

	private async attempt(
		delivery: Delivery,
		{ challenge }: Subscription,
		{ body, author }: Event,
	): Promise<boolean> {
		const attempt: DeliveryAttempt = { at: this.clock.now(), body };
		try {
			const headers: Record<string, string> = { ...author };
			if (challenge) headers['x-factorial-wh-challenge'] = challenge;
			const reply = await this.poster.post(delivery.targetUrl, body, headers);
			attempt.status = reply.status;
			attempt.answer = reply.text;
		} catch (failure) {
			attempt.error = failure instanceof Error ? failure.message : String(failure);
		}
		delivery.attempts.push(attempt);
		return attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
	}

	private addressOf({ target_url: address }: Subscription): string {
		return this.switches.dropQuery ? (address.split('?')[0] ?? address) : address;
	}

	private async pause(waitMs: number): Promise<void> {
		await sleep(waitMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
	}

	private pending(): string {
		const waiting = this.all.filter((delivery) => delivery.state === 'pending');
		return waiting.map(({ type, targetUrl }) => `${type} to ${targetUrl}`).join(', ');
	}
}

/** One thing to tell one subscriber; the body does not change any more. */
interface Event {
	subscription: Subscription;
	type: FactorialEvent;
	body: string;
	author?: Record<string, string>;
}

function headersOf({ id, type }: Author): Record<string, string> {
	return { 'x-factorial-author-id': id, 'x-factorial-author-type': type };
}
