import fc from 'fast-check';

import type { WebhookSubscription } from '../../../nodes/Factorial/transport/subscriptions';
import { eventTypes } from '../../../nodes/Factorial/trigger/events';
import { addressFor, placeOf, planSubscriptions } from '../../../nodes/Factorial/trigger/ownership';

const CREATED = 'employees/employee/create_with_contract';
const UPDATED = 'employees/employee/update';
const TERMINATED = 'employees/employee/terminate';

const place = placeOf('https://n8n.example/webhook/ab12/webhook', 'ab12');
const own = { place, challengeOf: (event: string) => `challenge of ${event}` };
const TEST_URL = 'https://n8n.example/webhook-test/ab12/webhook';

function aSubscription(given: Partial<WebhookSubscription>): WebhookSubscription {
	const type = given.type ?? UPDATED;
	return {
		id: '1',
		type,
		target_url: `${place.url}?event=${encodeURIComponent(type)}`,
		company_id: '4711',
		enabled: true,
		api_version: '2026-07-01',
		name: 'n8n',
		challenge: own.challengeOf(type),
		...given,
	};
}

describe('comparing what is listed with what is wanted', () => {
	it('makes what nobody has', () => {
		const plan = planSubscriptions([], [CREATED, UPDATED], own);
		expect(plan.create).toEqual([CREATED, UPDATED]);
		expect([plan.keep, plan.heal, plan.remove, plan.foreign]).toEqual([[], [], [], []]);
	});

	it('keeps what is good, also when the service has dropped the query', () => {
		const good = aSubscription({});
		const bare = aSubscription({ type: CREATED, target_url: place.url });
		const plan = planSubscriptions([good, bare], [CREATED, UPDATED], own);
		expect(plan.keep).toEqual([
			{ event: CREATED, subscription: bare },
			{ event: UPDATED, subscription: good },
		]);
		expect([plan.create, plan.heal, plan.remove, plan.foreign]).toEqual([[], [], [], []]);
	});

	it.each([
		['switched off', { enabled: false }],
		['with another challenge', { challenge: 'other' }],
		['without a challenge', { challenge: '' }],
		['with another version', { api_version: '2026-04-01' }],
		['left at the test address', { target_url: `${TEST_URL}?event=x` }],
	])('heals its own that is %s', (_, drift) => {
		const drifted = aSubscription(drift);
		const plan = planSubscriptions([drifted], [UPDATED], own);
		expect(plan.heal).toEqual([{ event: UPDATED, subscription: drifted }]);
		expect([plan.create, plan.keep, plan.remove, plan.foreign]).toEqual([[], [], [], []]);
	});

	it('removes its own of events that are not wanted, wherever they are', () => {
		const here = aSubscription({ id: '1', type: CREATED });
		const there = aSubscription({ id: '2', type: TERMINATED, target_url: TEST_URL });
		const plan = planSubscriptions([here, there], [UPDATED], own);
		expect(plan.remove).toEqual([here, there]);
		expect(plan.create).toEqual([UPDATED]);
	});

	it('keeps one of several of its own for one event', () => {
		const [lent, good] = [
			aSubscription({ id: '1', target_url: TEST_URL }),
			aSubscription({ id: '2' }),
		];
		const plan = planSubscriptions([lent, good], [UPDATED], own);
		expect(plan.keep).toEqual([{ event: UPDATED, subscription: good }]);
		expect(plan.remove).toEqual([lent]);
	});

	it.each([
		['another workflow', 'https://n8n.example/webhook/cd34/webhook'],
		['another n8n', 'https://other.example/webhook/ab12/webhook'],
		['an address that begins alike', 'https://n8n.example/webhook/ab12/webhook2'],
		['an address that ends alike', 'https://n8n.example/webhook/xab12/webhook'],
		['nonsense', 'not a url'],
	])('never counts %s as its own', (_, target_url) => {
		const other = aSubscription({ target_url });
		const wanted = planSubscriptions([other], [UPDATED], own);
		expect(wanted.foreign).toEqual([{ event: UPDATED, subscription: other }]);
		const unwanted = planSubscriptions([other], [CREATED], own);
		expect([unwanted.remove, unwanted.foreign]).toEqual([[], []]);
	});

	it('accounts for each wanted event exactly once, and removes nothing of others', () => {
		const urls = [addressFor(place, UPDATED), TEST_URL, 'https://other.example/in'];
		const listed = fc.array(
			fc
				.record({
					id: fc.uuid(),
					type: fc.constantFrom(...eventTypes, 'tasks/task/create'),
					target_url: fc.constantFrom(...urls),
					enabled: fc.boolean(),
				})
				.map(aSubscription),
		);
		fc.assert(
			fc.property(listed, fc.subarray([...eventTypes]), (subscriptions, wanted) => {
				const plan = planSubscriptions(subscriptions, wanted, own);
				const held = [...plan.keep, ...plan.heal, ...plan.foreign].map(({ event }) => event);
				expect([...held, ...plan.create].sort()).toEqual([...wanted].sort());
				const touched = [...plan.heal.map((one) => one.subscription), ...plan.remove];
				expect(touched.filter((one) => one.target_url.includes('other.example'))).toEqual([]);
			}),
		);
	});
});
