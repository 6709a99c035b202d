import { warnings } from '../../support/engine';
import {
	CREATED,
	TERMINATED,
	UPDATED,
	freshWorld,
	held,
	receivers,
	startN8n,
	subscribeElsewhere,
} from './world.support';

const world = freshWorld();

afterEach(() => {
	jest.restoreAllMocks();
});

const parameters = { events: [CREATED, UPDATED] };
const versions = () => world.factorial.state.subscriptions.map((one) => one.api_version);

describe('the version of the API', () => {
	const newer = { apiVersion: '2026-10-01' };

	it('is the one of the credential, for requests and for deliveries', async () => {
		const n8n = await startN8n(world.factorial, {}, newer);
		const node = await n8n.node({ parameters });
		await node.start();
		world.factorial.updateEmployee('512', { city: 'Valencia' });
		await world.factorial.settled();
		await n8n.close();

		expect(versions()).toEqual(['2026-10-01', '2026-10-01']);
		expect(n8n.executions).toMatchObject([[{ id: '512' }]]);
		const paths = world.factorial.journal.all().map(({ path }) => path.split('/')[2]);
		expect(new Set(paths)).toEqual(new Set(['2026-10-01']));
	});

	it.each([
		['2026-10-01', '2026-07-01', {}],
		['2026-07-01', '2026-10-01', newer],
	])('moves the subscriptions from %s to %s when it is changed', async (_from, to, credential) => {
		const other = await startN8n(world.factorial, {}, credential === newer ? {} : newer);
		const before = await other.node({ parameters });
		await before.start();
		const { url } = other;
		await other.close();

		const n8n = await startN8n(world.factorial, { url }, credential);
		const after = await n8n.node({ parameters, memory: before.memory() });
		expect(await after.checkExists()).toBe(true);
		await n8n.close();
		expect(versions()).toEqual([to, to]);
	});

	it('of a subscription of somebody else may be newer: it is left as it is', async () => {
		const other = structuredClone(
			subscribeElsewhere(world, TERMINATED, { api_version: '2027-01-01' }),
		);
		const node = await world.n8n.node({ parameters });
		await node.start();
		await node.stop();

		expect(world.factorial.state.subscriptions).toEqual([other]);
	});

	it('that this package does not speak is refused, and nothing is asked', async () => {
		const n8n = await startN8n(world.factorial, {}, { apiVersion: '2027-01-01' });
		const node = await n8n.node({ parameters });
		await expect(node.start()).rejects.toThrow(
			/'2027-01-01'.*2026-07-01 or 2026-10-01.*'API Version'/,
		);
		await n8n.close();

		expect(world.factorial.journal.all()).toEqual([]);
	});
});

describe('work email domains of the trigger', () => {
	it('decide about the work email of its items', async () => {
		const node = await world.n8n.node({
			parameters: { ...parameters, workEmailDomains: 'other.example' },
		});
		await node.start();
		world.factorial.updateEmployee('512', { city: 'Valencia' });
		await world.factorial.settled();

		expect(world.n8n.executions).toMatchObject([
			[{ id: '512', work_email: null, work_email_reason: 'not_a_work_email' }],
		]);
	});

	it('that are none are refused when the workflow is published', async () => {
		const node = await world.n8n.node({ parameters: { ...parameters, workEmailDomains: 'corp' } });
		await expect(node.start()).rejects.toThrow(/'Work Email Domains'.*corp\. Write domains/);
		expect(world.factorial.state.subscriptions).toEqual([]);
	});
});

describe('a credential of one person', () => {
	beforeEach(() => {
		Object.assign(world.factorial.switches, { personsKey: true, personsMayNotSubscribe: false });
	});

	it('is warned about whenever the workflow is published', async () => {
		const written = warnings();
		const node = await world.n8n.node({ parameters });
		await node.start();
		expect(written).toEqual([expect.stringMatching(/one person's, not the company's.*full admin/)]);

		expect(await node.checkExists()).toBe(true);
		expect(written).toHaveLength(2);
	});

	it("is not, where it is the company's", async () => {
		world.factorial.switches.personsKey = false;
		const written = warnings();
		const node = await world.n8n.node({ parameters });
		await node.start();
		await node.checkExists();
		expect(written).toEqual([]);
	});
});

describe('subscriptions that are switched off, and listed only when they are asked for', () => {
	beforeEach(() => {
		world.factorial.switches.disabledUnlisted = true;
	});

	it('are found and switched on again, where they are our own', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		held(world, UPDATED).enabled = false;
		expect(await node.checkExists()).toBe(true);

		expect(held(world, UPDATED)).toMatchObject({ enabled: true });
	});

	it('are removed with the others when the workflow is unpublished', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		held(world, UPDATED).enabled = false;
		expect(await node.stop()).toBe(true);

		expect(world.factorial.state.subscriptions).toEqual([]);
	});

	it('are named as switched off, where they are of others', async () => {
		const other = structuredClone(subscribeElsewhere(world, UPDATED, { enabled: false }));
		const node = await world.n8n.node({ parameters });
		await expect(node.start()).rejects.toThrow(
			/'Employee Updated' \(to other\.example, switched off\)/,
		);

		expect(world.factorial.state.subscriptions).toEqual([other]);
	});

	it('can be taken over', async () => {
		subscribeElsewhere(world, UPDATED, { enabled: false });
		const node = await world.n8n.node({
			parameters: {
				...parameters,
				existingSubscription: 'takeOver',
				takeOverFrom: 'other.example',
			},
		});
		await node.start();

		expect(receivers(world)[UPDATED]).toBe(node.url);
		expect(held(world, UPDATED)).toMatchObject({ enabled: true });
	});

	it('of which nothing at all is shown are at least thought of', async () => {
		world.factorial.switches.takenButNotListed = true;
		const node = await world.n8n.node({ parameters });
		await expect(node.start()).rejects.toThrow(
			/cannot see which; it may be one that is switched off/,
		);

		// Asked for by the event, too, both those that are on and those that are off.
		const types = world.factorial.journal.reads().map(({ query }) => query?.type);
		expect(types.filter((type) => type === CREATED)).toHaveLength(2);
	});
});
