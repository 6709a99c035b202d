import { setTimeout as sleep } from 'node:timers/promises';

import { challengeFor } from '../../../nodes/Factorial/trigger/memory';
import { WRONG_ENVIRONMENT_KEY } from '../../../playground/factorial/simulator';
import { trigger } from '../../support/engine';
import {
	CREATED,
	TERMINATED,
	UPDATED,
	freshWorld,
	held,
	receivers,
	subscribeElsewhere,
} from './world.support';

const ELSEWHERE = 'https://other.example/hooks/in';
const POST = { method: 'POST', path: /webhook_subscriptions$/ };

const world = freshWorld();

const parameters = { events: [CREATED, UPDATED, TERMINATED] };

/** What n8n shows of a failed publish: the message and nothing else. */
async function messageOf(publishing: Promise<unknown>): Promise<string> {
	return await publishing.then(
		() => 'published',
		(failure: unknown) => (failure instanceof Error ? failure.message : String(failure)),
	);
}

describe('an event that goes elsewhere already', () => {
	it('is left alone, and the reason says which event, to whom, and what to do', async () => {
		const other = subscribeElsewhere(world, UPDATED);
		const before = structuredClone(other);
		const node = await world.n8n.node({ parameters });
		const message = await messageOf(node.start());
		expect(message).toContain("'Employee Updated' (to other.example)");
		expect(message).toContain("'Take Over' in 'Existing Subscription'");
		expect(message).not.toContain('do-not-show-this');
		expect(world.factorial.state.subscriptions).toEqual([before]);
	});

	it('is taken over when the user says so, and arrives here', async () => {
		const other = subscribeElsewhere(world, UPDATED);
		const taken = {
			...parameters,
			existingSubscription: 'takeOver',
			takeOverFrom: 'other.example',
		};
		const node = await world.n8n.node({ parameters: taken });
		await node.start();
		expect(held(world, UPDATED).id).toBe(other.id);
		expect(held(world, UPDATED)).toMatchObject({ enabled: true, api_version: '2026-07-01' });
		expect(held(world, UPDATED).challenge).not.toBe('a-challenge-of-the-other-tool');
		world.factorial.updateEmployee('512', { first_name: 'Nour' });
		await world.factorial.settled();
		expect(world.n8n.executions).toHaveLength(1);
	});

	it('goes back to the other when taking over fails halfway', async () => {
		const before = structuredClone(subscribeElsewhere(world, UPDATED));
		world.factorial.fail({ kind: 'status', status: 403, ...POST });
		const taken = {
			...parameters,
			existingSubscription: 'takeOver',
			takeOverFrom: 'other.example',
		};
		const node = await world.n8n.node({ parameters: taken });
		expect(await messageOf(node.start())).toContain('The API key may not do this in Factorial');
		expect(world.factorial.state.subscriptions).toEqual([before]);
	});

	it('is noticed when the other was faster by a moment', async () => {
		world.factorial.fail({ kind: 'slow', delayMs: 150, ...POST });
		const node = await world.n8n.node({ parameters });
		const publishing = messageOf(node.start());
		await arrival('POST');
		subscribeElsewhere(world, CREATED);
		expect(await publishing).toContain("'Employee Created' (to other.example)");
		expect(receivers(world)).toEqual({ [CREATED]: ELSEWHERE });
	});

	it('is named when it cannot be seen', async () => {
		world.factorial.switches.takenButNotListed = true;
		const node = await world.n8n.node({ parameters });
		const message = await messageOf(node.start());
		expect(message).toContain(
			"Another integration holds 'Employee Created', 'Employee Updated', 'Employee Terminated'",
		);
	});

	it.each(['list', 'message', 'exception', 'nested'] as const)(
		'is understood in the error shape %s',
		async (shape) => {
			Object.assign(world.factorial.switches, { takenButNotListed: true, errorShape: shape });
			const node = await world.n8n.node({ parameters });
			expect(await messageOf(node.start())).toContain('Another integration holds');
		},
	);
});

describe('a service that answers otherwise than expected', () => {
	it('may already have made the subscription: another main of n8n was faster', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		const { name } = held(world, CREATED);
		await node.stop();
		world.factorial.journal.clear();

		world.factorial.fail({ kind: 'slow', delayMs: 150, ...POST });
		const publishing = messageOf(node.start());
		await arrival('POST');
		const target_url = `${node.url}?event=${encodeURIComponent(CREATED)}`;
		subscribeElsewhere(world, CREATED, { target_url, name });
		expect(await publishing).toBe('published');
		expect(world.factorial.state.subscriptions).toHaveLength(3);
		expect(await node.checkExists()).toBe(true);
	});

	it('may replace what is there instead of refusing', async () => {
		world.factorial.switches.subscriptionOverwrite = true;
		const node = await world.n8n.node({ parameters });
		await node.start();
		expect(Object.keys(receivers(world)).sort()).toEqual([...parameters.events].sort());
	});

	it.each([
		['cuts the connection', { kind: 'resetAfter' }],
		['answers 500', { kind: 'status', status: 500, after: true }],
	] as const)('has made the subscription although it %s', async (_, fault) => {
		world.factorial.fail({ ...fault, ...POST });
		const node = await world.n8n.node({ parameters });
		await node.start();
		expect(world.factorial.state.subscriptions).toHaveLength(3);
	});

	it('may answer an empty list in a shape of its own', async () => {
		world.factorial.switches.emptyErrorsList = true;
		const node = await world.n8n.node({ parameters });
		await node.start();
		expect(world.factorial.state.subscriptions).toHaveLength(3);
	});
});

describe('a publish that fails', () => {
	it('leaves nothing behind when the second of three events is refused', async () => {
		const node = await world.n8n.node({ parameters });
		world.factorial.fail({ kind: 'slow', delayMs: 1, ...POST });
		world.factorial.fail({ kind: 'status', status: 403, ...POST });
		await expect(node.create()).rejects.toThrow('The API key may not do this in Factorial');
		expect(world.factorial.state.subscriptions).toEqual([]);
		expect(world.factorial.journal.writes().map(({ method }) => method)).toEqual([
			'POST',
			'POST',
			'DELETE',
		]);
	});

	it('keeps what was there before', async () => {
		const before = await world.n8n.node({ parameters: { events: [CREATED] } });
		await before.start();
		const node = await world.n8n.node({ parameters, memory: before.memory() });
		world.factorial.fail({ kind: 'status', status: 403, ...POST });
		await expect(node.create()).rejects.toThrow();
		expect(receivers(world)).toEqual({ [CREATED]: node.url });
	});

	it('can be tried again', async () => {
		const node = await world.n8n.node({ parameters });
		world.factorial.fail({ kind: 'status', status: 403, ...POST });
		expect(await messageOf(node.start())).not.toBe('published');
		await node.start();
		expect(world.factorial.state.subscriptions).toHaveLength(3);
	});

	it('says that the key belongs to the other environment', async () => {
		await world.restart({ apiKey: WRONG_ENVIRONMENT_KEY });
		const message = await messageOf((await world.n8n.node({ parameters })).start());
		expect(message).toContain('wrong environment');
		expect(message).not.toContain(WRONG_ENVIRONMENT_KEY);
	});

	it('says what Factorial does not like about the subscription', async () => {
		world.factorial.fail({ kind: 'status', status: 422, ...POST });
		const message = await messageOf((await world.n8n.node({ parameters })).start());
		expect(message).toContain("refused the subscription for 'Employee Created'");
		expect(message).toContain('Failed with 422');
	});

	it('says that the key may not subscribe', async () => {
		world.factorial.switches.subscriptionsForbidden = true;
		const message = await messageOf((await world.n8n.node({ parameters })).start());
		expect(message).toMatch(/^The API key may not do this in Factorial\. Use a key created by/);
	});

	it('says that no event was chosen', async () => {
		const node = await world.n8n.node({ parameters: { events: [] } });
		expect(await messageOf(node.start())).toContain("'Trigger On'");
	});

	it.each([
		['http://localhost:5678', 'localhost:5678, which means this machine itself'],
		['https://0.0.0.0:5678', '0.0.0.0:5678, which is no address that can be called'],
		['https://192.168.1.20', '192.168.1.20, which only means something in your own network'],
		['https://n8n', 'n8n, which only means something in your own network'],
		['http://n8n.example.com', 'n8n.example.com, where deliveries could be read on the way'],
	])('says that Factorial cannot reach an n8n at %s, before any call', async (n8nUrl, words) => {
		for (const isTest of [false, true]) {
			const node = await trigger(
				{
					nodes: [{ name: 'Trigger', type: 'factorialTrigger', parameters }],
					credentials: { factorialApi: { environment: 'production', apiKey: 'an-invented-key' } },
					n8nUrl,
				},
				isTest,
			);
			const message = await messageOf(node.create());
			expect(message).toContain(`Factorial cannot reach this n8n at ${words}`);
			expect(message).toContain('N8N_WEBHOOK_URL');
		}
	});
});

async function arrival(method: string): Promise<void> {
	while (!world.factorial.journal.writes().some((entry) => entry.method === method)) {
		await sleep(2);
	}
}

it('never shows a challenge, even when Factorial repeats what it was sent', async () => {
	const secret = 'a-secret-of-an-earlier-run';
	const challenge = challengeFor(secret, CREATED);
	const body = { message: `cannot store ${challenge}` };
	world.factorial.fail({ kind: 'answer', status: 400, body, times: 9, ...POST });
	const node = await world.n8n.node({ parameters, memory: { secret } });
	const message = await messageOf(node.start());
	expect(message).toContain('cannot store ***');
	expect(message).not.toContain(challenge);
});
