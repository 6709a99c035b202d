import type { IDataObject } from 'n8n-workflow';

import { asText, isRecord } from '../../shared/guards';
import { readSubscription } from '../transport/subscriptions';
import type { WebhookSubscription } from '../types';
import { challengeFor, newSecret } from './challenge';
import { eventTypes } from './events';
import type { EventType } from './events';

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
