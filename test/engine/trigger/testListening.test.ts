import {
	CREATED,
	TERMINATED,
	UPDATED,
	held,
	receivers,
	freshWorld,
	subscribeElsewhere,
} from './world.support';

const world = freshWorld();

const parameters = { events: [UPDATED] };
const state = () => structuredClone(world.factorial.state.subscriptions);

async function rename(name: string): Promise<void> {
	world.factorial.updateEmployee('512', { first_name: name });
	await world.factorial.settled();
}

describe('listening for a test event', () => {
	it('works without a published workflow and leaves nothing behind', async () => {
		const test = await world.n8n.node({ parameters }, true);
		await test.start();
		expect(held(world, UPDATED).name).toMatch(/^n8n test of People \(wf1 [0-9a-f-]{17} test\)$/);
		await rename('Nour');
		expect(world.n8n.executions).toMatchObject([[{ id: '512', first_name: 'Nour' }]]);
		expect(await test.stop()).toBe(true);
		expect(state()).toEqual([]);
	});

	it('borrows the subscription of the published workflow and gives it back unchanged', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const before = state();

		const test = await world.n8n.node({ parameters }, true);
		await test.start();
		expect(receivers(world)).toEqual({ [UPDATED]: test.url });
		expect(held(world, UPDATED).name).toContain(
			`n8n test, belongs to ${before[0]?.target_url ?? 'nobody'} (`,
		);
		await rename('Nour');
		expect(world.n8n.executions).toHaveLength(1);

		expect(await test.stop()).toBe(true);
		expect(state()).toEqual(before);
		await rename('Noor');
		expect(world.n8n.executions).toHaveLength(2);
	});

	it('leaves the other events of the published workflow alone', async () => {
		const published = await world.n8n.node({ parameters: { events: [CREATED, UPDATED] } });
		await published.start();
		const test = await world.n8n.node({ parameters: { events: [UPDATED, TERMINATED] } }, true);
		await test.start();
		expect(receivers(world)).toEqual({
			[CREATED]: published.url,
			[UPDATED]: test.url,
			[TERMINATED]: test.url,
		});
		await test.stop();
		expect(receivers(world)).toEqual({ [CREATED]: published.url, [UPDATED]: published.url });
	});

	it('wakes a subscription that Factorial has switched off for the test only', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		held(world, UPDATED).enabled = false;
		const test = await world.n8n.node({ parameters }, true);
		await test.start();
		await rename('Nour');
		expect(world.n8n.executions).toHaveLength(1);
		await test.stop();
		expect(held(world, UPDATED).enabled).toBe(false);
	});

	it('accepts nothing before it has been set up', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const { challenge } = held(world, UPDATED);
		const test = await world.n8n.node({ parameters }, true);
		const headers = { 'x-factorial-wh-challenge': challenge };
		const { answer, workflowData } = await test.receive({ body: { id: '512' }, headers });
		expect(answer.status).toBe(401);
		expect(workflowData).toBeUndefined();
	});

	it('gives everything back when it fails halfway', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const before = state();
		const test = await world.n8n.node({ parameters: { events: [UPDATED, TERMINATED] } }, true);
		world.factorial.fail({ kind: 'status', status: 403, method: 'POST' });
		await expect(test.start()).rejects.toThrow('The API key may not do this in Factorial');
		expect(state()).toEqual(before);
	});

	it('leaves alone what was published again in the meantime', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const before = state();
		const test = await world.n8n.node({ parameters }, true);
		await test.start();
		expect(await published.checkExists()).toBe(true);
		expect(state()).toEqual(before);
		expect(await test.stop()).toBe(true);
		expect(state()).toEqual(before);
	});

	it('does not revive a workflow that was unpublished in the meantime', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const test = await world.n8n.node({ parameters }, true);
		await test.start();
		expect(await published.stop()).toBe(true);
		expect(state()).toEqual([]);
		expect(await test.stop()).toBe(true);
		expect(state()).toEqual([]);
	});
});

describe('n8n dies while somebody listens', () => {
	it('takes its subscription back when the workflow is published next', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const before = state();
		await (await world.n8n.node({ parameters }, true)).start();

		const afterwards = await world.n8n.node({ parameters, memory: published.memory() });
		await afterwards.start();
		expect(state()).toEqual(before);
	});

	it('gives it back after the next test, too', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const before = state();
		await (await world.n8n.node({ parameters }, true)).start();

		const next = await world.n8n.node({ parameters }, true);
		await next.start();
		await rename('Nour');
		expect(world.n8n.executions).toHaveLength(1);
		await next.stop();
		expect(state()).toEqual(before);
	});

	it('removes what the test had made when nothing was published', async () => {
		await (await world.n8n.node({ parameters }, true)).start();
		const next = await world.n8n.node({ parameters }, true);
		await next.start();
		await rename('Nour');
		expect(world.n8n.executions).toHaveLength(1);
		await next.stop();
		expect(state()).toEqual([]);
	});

	it('removes what the test had made when the workflow is published without it', async () => {
		await (await world.n8n.node({ parameters }, true)).start();
		const node = await world.n8n.node({ parameters: { events: [CREATED] } });
		await node.start();
		expect(receivers(world)).toEqual({ [CREATED]: node.url });
	});

	it('gives it back after a test of another event', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const before = state();
		await (await world.n8n.node({ parameters }, true)).start();

		const next = await world.n8n.node({ parameters: { events: [CREATED] } }, true);
		await next.start();
		await next.stop();
		expect(state()).toEqual(before);
	});

	it('gives back without any memory, as after an event that came too early', async () => {
		const published = await world.n8n.node({ parameters });
		await published.start();
		const before = state();
		await (await world.n8n.node({ parameters }, true)).start();
		const forgetful = await world.n8n.node({ parameters }, true);
		expect(await forgetful.delete()).toBe(true);
		expect(state()).toEqual(before);
	});
});

describe('listening for an event that goes to somebody else', () => {
	it('is refused by default and touches nothing', async () => {
		const other = structuredClone(subscribeElsewhere(world, UPDATED));
		const test = await world.n8n.node({ parameters }, true);
		await expect(test.start()).rejects.toThrow("'Employee Updated' (to other.example)");
		expect(state()).toEqual([other]);
	});

	it('borrows it with Take Over, and gives it back as it was', async () => {
		const other = structuredClone(subscribeElsewhere(world, UPDATED, { name: null }));
		const taken = {
			...parameters,
			existingSubscription: 'takeOver',
			takeOverFrom: 'other.example',
		};
		const test = await world.n8n.node({ parameters: taken }, true);
		await test.start();
		expect(held(world, UPDATED).challenge).toBe(other.challenge);
		await rename('Nour');
		expect(world.n8n.executions).toHaveLength(1);
		await test.stop();
		// Factorial takes no empty name, and ours would go on saying that it is borrowed.
		expect(state()).toEqual([{ ...other, name: 'other.example' }]);
	});

	it('sets a challenge of its own where there was none', async () => {
		subscribeElsewhere(world, UPDATED, { challenge: null });
		const taken = {
			...parameters,
			existingSubscription: 'takeOver',
			takeOverFrom: 'other.example',
		};
		const test = await world.n8n.node({ parameters: taken }, true);
		await test.start();
		await rename('Nour');
		expect(world.n8n.executions).toHaveLength(1);
	});
});
