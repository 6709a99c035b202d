import type { IDataObject } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import { asText, isRecord } from '../../../shared/parameters';
import { settle } from '../../../shared/pool';
import type { Factorial } from '../../employee/directory';
import { Subscriptions, holderOf } from '../../transport/subscriptions';
import type { WebhookSubscription } from '../../transport/subscriptions';
import { eventOptions } from '../../trigger/events';
import { isOfN8n } from '../../trigger/ownership';
import type { N8n } from '../../trigger/ownership';
import { REASONS, addressOption, described, eventFields, readN8n, verdictOn } from './verdict';
import type { Verdict } from './verdict';

export const repair: Operation<Factorial> = {
	name: 'Repair',
	action: 'Repair webhook subscriptions',
	description:
		'Switch subscriptions of this n8n on again, give borrowed ones back, and report what only publishing again can mend',
	// It decides who gets events about people.
	agents: 'never',
	fields: [
		{
			displayName: 'Expected Events',
			name: 'expectedEvents',
			type: 'multiOptions',
			options: eventOptions,
			default: [],
			description: 'Events that this n8n should get; those that nothing delivers are reported, too',
		},
		optionsOf([addressOption]),
	],
	async run({ context, api, item }) {
		const n8n = readN8n(context, item, api.http.baseUrl);
		const expected = [context.getNodeParameter('expectedEvents', item, [])].flat().map(String);
		const subscriptions = new Subscriptions(api.http);
		const listed = await subscriptions.list();
		const repairs = new Repairs(context.getWorkflowStaticData('node'), listed);

		const outcomes = [];
		for (const one of listed) {
			const isTaken = expected.includes(one.type) && !isOfN8n(one, n8n);
			const verdict: Verdict = isTaken
				? { action: 'needs_publish', reason: 'taken' }
				: verdictOn(one, n8n, subscriptions.version);
			outcomes.push(await settle(carriedOut({ subscriptions, repairs, n8n }, one, verdict)));
		}
		// All are tried first: one that Factorial refuses must not keep the others from being mended.
		for (const outcome of outcomes) if (!outcome.ok) throw outcome.cause;
		const items = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
		const missing = expected.filter((event) => !listed.some(({ type }) => type === event));
		// What was mended stays mended, also where this cannot be told.
		const holder = await settle(holderOf(api.http));
		const isPerson = holder.ok && holder.value.isPerson;
		return [
			...items,
			...missing.map((event) => ({
				...eventFields(event),
				...told({ action: 'needs_publish', reason: 'missing' }),
			})),
			...(isPerson ? [told({ action: 'needs_credential', reason: 'persons_credential' })] : []),
			...(n8n.place ? [] : [told({ action: 'needs_address', reason: 'no_public_address' })]),
		];
	},
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** A repair holds when Factorial has not switched the subscription off again for so long. */
const HOLDS_MS = 8 * DAY_MS;

/** When each subscription was switched on last, in n8n's static data of the node. */
class Repairs {
	constructor(
		private readonly data: IDataObject,
		listed: WebhookSubscription[],
	) {
		const known = Object.entries(isRecord(data.repaired) ? data.repaired : {});
		const kept = known.filter(([id]) => listed.some((one) => one.id === id));
		if (kept.length < known.length) data.repaired = Object.fromEntries(kept);
	}

	/** What is said of a repair that follows another one; notes this one. */
	note(id: string, verdict: Verdict): Verdict {
		if (verdict.reason !== 'disabled') return verdict;
		const repaired = isRecord(this.data.repaired) ? this.data.repaired : {};
		const before = Date.parse(asText(repaired[id]));
		this.data.repaired = { ...repaired, [id]: new Date().toISOString() };
		return Date.now() - before < HOLDS_MS ? { ...verdict, reason: 'does_not_hold' } : verdict;
	}
}

interface Carrying {
	subscriptions: Subscriptions;
	repairs: Repairs;
	n8n: N8n;
}

async function carriedOut(
	{ subscriptions, repairs, n8n }: Carrying,
	subscription: WebhookSubscription,
	verdict: Verdict,
): Promise<IDataObject> {
	const { id } = subscription;
	const { change } = verdict;
	const isThere = !change || (await subscriptions.amend(id, change));
	const outcome: Verdict = isThere
		? repairs.note(id, verdict)
		: { action: 'needs_publish', reason: 'gone' };
	return { ...described({ ...subscription, ...change }, n8n), ...told(outcome) };
}

function told({ action, reason }: Verdict): IDataObject {
	return { action, reason, message: REASONS[reason] };
}
