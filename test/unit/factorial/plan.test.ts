import fc from 'fast-check';

import type { WebhookSubscription } from '../../../nodes/Factorial/transport/subscriptions';
import { addressFor, placeOf } from '../../../nodes/Factorial/trigger/address';
import { eventTypes, isEventType } from '../../../nodes/Factorial/trigger/events';
import { Memory } from '../../../nodes/Factorial/trigger/memory';
import { planSubscriptions, subscriptionName } from '../../../nodes/Factorial/trigger/ownership';

const CREATED = 'employees/employee/create_with_contract';
const UPDATED = 'employees/employee/update';
const TERMINATED = 'employees/employee/terminate';

const place = placeOf('https://n8n.example/webhook/ab12/webhook', 'ab12');
const identity = { instanceId: 'an-n8n', workflow: { id: 'wf1', name: 'People' }, nodeId: '1' };
const own = { place, identity, memory: new Memory({}), version: '2026-07-01' };
own.memory.beAt(place);
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
		name: subscriptionName(identity),
		challenge: isEventType(type) ? own.memory.challengeToSet(type) : '',
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
		['the same address', place.url],
		['the test address', TEST_URL],
		['another workflow', 'https://n8n.example/webhook/cd34/webhook'],
		['another n8n', 'https://other.example/webhook/ab12/webhook'],
		['nonsense', 'not a url'],
	])('never counts %s as its own without its name or challenge', (_, target_url) => {
		const other = aSubscription({ target_url, name: 'ERP', challenge: 'of the ERP' });
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
					isOwn: fc.boolean(),
				})
				.map(({ isOwn, ...given }) =>
					aSubscription({ ...given, ...(!isOwn && { name: 'ERP', challenge: 'of the ERP' }) }),
				),
		);
		fc.assert(
			fc.property(listed, fc.subarray([...eventTypes]), (subscriptions, wanted) => {
				const plan = planSubscriptions(subscriptions, wanted, own);
				const held = [...plan.keep, ...plan.heal, ...plan.foreign].map(({ event }) => event);
				expect([...held, ...plan.create].sort()).toEqual([...wanted].sort());
				const touched = [...plan.heal.map((one) => one.subscription), ...plan.remove];
				// A name that carries n8n, workflow and node is its own, wherever it leads.
				const isOthers = ({ name }: WebhookSubscription) => name === 'ERP';
				expect(touched.filter(isOthers)).toEqual([]);
			}),
		);
	});
});
