import { randomUUID } from 'node:crypto';

import {
	CREATED,
	TERMINATED,
	UPDATED,
	freshWorld,
	held,
	receivers,
	subscribeElsewhere,
} from './world.support';

const world = freshWorld();

const parameters = { events: [CREATED, UPDATED] };

describe('publishing a workflow', () => {
	it('subscribes once to each chosen event', async () => {
		const node = await world.n8n.node({ parameters, workflowName: 'People' });
		await node.start();
		expect(receivers(world)).toEqual({ [CREATED]: node.url, [UPDATED]: node.url });
		expect(held(world, UPDATED)).toMatchObject({
			target_url: `${node.url}?event=${encodeURIComponent(UPDATED)}`,
			company_id: world.factorial.state.company.id,
			name: expect.stringMatching(/^n8n People \(wf1 [0-9a-f]{6}-[0-9a-f]{10}\)$/) as string,
			enabled: true,
			api_version: '2026-07-01',
		});
	});

	it('gives each event a challenge of its own that nobody can guess', async () => {
		await (await world.n8n.node({ parameters })).start();
		const [one, other] = [held(world, CREATED).challenge, held(world, UPDATED).challenge];
		expect(one).toMatch(/^[0-9a-f]{64}$/);
		expect(other).toMatch(/^[0-9a-f]{64}$/);
		expect(one).not.toBe(other);
	});

	it('writes nothing when everything is right already', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		world.factorial.journal.clear();
		expect(await node.checkExists()).toBe(true);
		expect(world.factorial.journal.writes()).toEqual([]);
		// The list, what is switched off, and whose the credential is.
		expect(world.factorial.journal.reads()).toHaveLength(3);
	});

	it('still knows its subscriptions after a restart of n8n', async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const after = await world.n8n.node({ parameters, memory: before.memory() });
		world.factorial.journal.clear();
		expect(await after.checkExists()).toBe(true);
		expect(world.factorial.journal.writes()).toEqual([]);
	});

	it('follows an edit of the events', async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const events = [UPDATED, TERMINATED];
		const after = await world.n8n.node({ parameters: { events }, memory: before.memory() });
		await after.start();
		expect(receivers(world)).toEqual({ [UPDATED]: after.url, [TERMINATED]: after.url });
	});

	it('keeps its subscriptions when the node is renamed, which loses its memory', async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const ids = world.factorial.state.subscriptions.map(({ id }) => id);
		const renamed = await world.n8n.node({ parameters, name: 'HR events' });
		expect(await renamed.checkExists()).toBe(true);
		expect(world.factorial.state.subscriptions.map(({ id }) => id)).toEqual(ids);

		await renamed.start();
		world.factorial.updateEmployee('512', { first_name: 'Nour' });
		await world.factorial.settled();
		expect(world.n8n.executions).toHaveLength(1);
	});

	it.each([
		['that Factorial has switched off', { enabled: false }],
		['with an old API version', { api_version: '2025-10-01' }],
		['with another challenge', { challenge: 'something-else' }],
	])('heals a subscription %s without making another', async (_, drift) => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		const good = { ...held(world, UPDATED) };
		Object.assign(held(world, UPDATED), drift);
		world.factorial.journal.clear();
		expect(await node.checkExists()).toBe(true);
		expect(held(world, UPDATED)).toEqual(good);
		expect(world.factorial.journal.writes().map(({ method }) => method)).toEqual(['PUT']);
	});

	it('recognises its own although the service has dropped the query', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		held(world, UPDATED).target_url = node.url;
		expect(await node.checkExists()).toBe(true);
		expect(world.factorial.state.subscriptions).toHaveLength(2);
	});

	it('makes a new one when the one to be healed disappears meanwhile', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		held(world, UPDATED).enabled = false;
		world.factorial.fail({ kind: 'status', status: 404, method: 'PUT' });
		expect(await node.checkExists()).toBe(false);
	});

	it('publishes beside another workflow that has other events', async () => {
		const webhookId = randomUUID();
		const others = { parameters: { events: [TERMINATED] }, webhookId, workflowId: 'wf2' };
		const other = await world.n8n.node(others);
		await other.start();
		const node = await world.n8n.node({ parameters });
		await node.start();
		expect(receivers(world)[TERMINATED]).toBe(other.url);
		await node.stop();
		expect(receivers(world)).toEqual({ [TERMINATED]: other.url });
	});

	it('finds its own behind more than one page of others', async () => {
		for (let count = 0; count < 130; count += 1) {
			subscribeElsewhere(world, 'tasks/task/create');
		}
		const node = await world.n8n.node({ parameters });
		await node.start();
		expect(await node.checkExists()).toBe(true);
		await node.stop();
		expect(world.factorial.state.subscriptions).toHaveLength(130);
	});

	it('says when it cannot ask instead of guessing', async () => {
		await world.restart({ apiKey: 'a-revoked-key' });
		const node = await world.n8n.node({ parameters });
		await expect(node.checkExists()).rejects.toThrow('Factorial does not accept the API key');
	});

	it('gives up on a list that never ends', async () => {
		subscribeElsewhere(world, TERMINATED);
		world.factorial.switches.repeatedCursor = true;
		const node = await world.n8n.node({ parameters });
		await expect(node.checkExists()).rejects.toThrow('never ends');
	});
});

describe('unpublishing a workflow', () => {
	it('leaves nothing of its own and everything of others', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		const other = subscribeElsewhere(world, TERMINATED);
		expect(await node.stop()).toBe(true);
		expect(world.factorial.state.subscriptions).toEqual([other]);
	});

	it('leaves alone what another receiver has taken over', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		const theirs = { target_url: 'https://other.example/hooks/in', name: 'ERP' };
		Object.assign(held(world, UPDATED), theirs);
		expect(await node.stop()).toBe(true);
		expect(receivers(world)).toEqual({ [UPDATED]: 'https://other.example/hooks/in' });
	});

	it('is done when there was nothing to remove', async () => {
		const node = await world.n8n.node({ parameters });
		expect(await node.delete()).toBe(true);
		expect(world.factorial.journal.writes()).toEqual([]);
	});

	it('takes 404 for removed', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		world.factorial.fail({ kind: 'status', status: 404, method: 'DELETE' });
		expect(await node.stop()).toBe(true);
	});

	it('accepts an answer without a body', async () => {
		world.factorial.switches.deleteAnswer = 204;
		const node = await world.n8n.node({ parameters });
		await node.start();
		expect(await node.stop()).toBe(true);
		expect(world.factorial.state.subscriptions).toEqual([]);
	});

	it('goes on with the others when Factorial does not let go of one', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		const path = new RegExp(`/${held(world, CREATED).id}$`);
		world.factorial.fail({ kind: 'status', status: 500, method: 'DELETE', path, times: 9 });
		expect(await node.stop()).toBe(false);
		expect(Object.keys(receivers(world))).toEqual([CREATED]);
	});

	it('does not throw when Factorial refuses everything', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		world.factorial.fail({ kind: 'status', status: 403, times: 9 });
		expect(await node.stop()).toBe(false);
	});
});
