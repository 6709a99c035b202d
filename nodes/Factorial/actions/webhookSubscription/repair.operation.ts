import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import { settle } from '../../../shared/pool';
import type { Factorial } from '../../employee/directory';
import { Subscriptions } from '../../transport/subscriptions';
import type { WebhookSubscription } from '../../transport/subscriptions';
import { eventOptions } from '../../trigger/events';
import { whose } from '../../trigger/ownership';
import type { Place } from '../../trigger/ownership';
import { REASONS, addressOption, described, eventFields, readPlace, verdictOn } from './verdict';
import type { Verdict } from './verdict';

export const repair: Operation<Factorial> = {
	name: 'Repair',
	action: 'Repair webhook subscriptions',
	description:
		'Switch subscriptions of this n8n on again, give borrowed ones back, and report what only publishing again can mend',
	fields: [
		{
			displayName: 'Expected Events',
			name: 'expectedEvents',
			type: 'multiOptions',
			options: eventOptions,
			default: [],
			description: 'Events that this n8n should get; those that nothing delivers are reported, too',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [addressOption],
		},
	],
	async run({ context, api, item }) {
		const place = readPlace(context, item);
		const expected = [context.getNodeParameter('expectedEvents', item, [])].flat().map(String);
		const subscriptions = new Subscriptions(api.http);
		const listed = await subscriptions.list();

		const outcomes = [];
		for (const one of listed) {
			const verdict = isTaken(one, place, expected)
				? ({ action: 'needs_publish', reason: 'taken' } as const)
				: verdictOn(one, place);
			outcomes.push(await settle(carriedOut(subscriptions, one, verdict, place)));
		}
		// All are tried first: one that Factorial refuses must not keep the others from being mended.
		for (const outcome of outcomes) if (!outcome.ok) throw outcome.cause;
		const items = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
		const missing = expected.filter((event) => !listed.some(({ type }) => type === event));
		return [
			...items,
			...missing.map((event) => ({
				...eventFields(event),
				...told({ action: 'needs_publish', reason: 'missing' }),
			})),
		];
	},
};

async function carriedOut(
	subscriptions: Subscriptions,
	subscription: WebhookSubscription,
	verdict: Verdict,
	place: Place,
): Promise<IDataObject> {
	const { change } = verdict;
	const isThere = !change || (await subscriptions.amend(subscription.id, change));
	const outcome: Verdict = isThere ? verdict : { action: 'needs_publish', reason: 'gone' };
	return { ...described({ ...subscription, ...change }, place), ...told(outcome) };
}

function isTaken(subscription: WebhookSubscription, place: Place, expected: string[]): boolean {
	return expected.includes(subscription.type) && whose(subscription, place) === 'foreign';
}

function told({ action, reason }: Verdict): IDataObject {
	return { action, reason, message: REASONS[reason] };
}
