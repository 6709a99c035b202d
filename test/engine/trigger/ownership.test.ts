import type { IDataObject } from 'n8n-workflow';

import { startFactorial } from '../../../playground/factorial/simulator';
import { warnings } from '../../support/engine';
import type { About, Instance } from './instance.support';
import {
	CREATED,
	TERMINATED,
	UPDATED,
	held,
	receivers,
	startN8n,
	startWorld,
	subscribeElsewhere,
} from './world.support';
import type { World } from './world.support';

let world: World;
const open: Array<{ close(): Promise<void> }> = [];

beforeEach(async () => {
	world = await startWorld();
});

afterEach(async () => {
	jest.restoreAllMocks();
	for (const one of open.splice(0)) await one.close();
	await world.close();
});

const EVENTS = [CREATED, UPDATED, TERMINATED];
const parameters = { events: EVENTS };
const state = () => structuredClone(world.factorial.state.subscriptions);

async function another(about: About = {}, credential: IDataObject = {}): Promise<Instance> {
	const n8n = await startN8n(world.factorial, about, credential);
	open.push(n8n);
	return n8n;
}

async function rename(name: string): Promise<void> {
	world.factorial.updateEmployee('512', { first_name: name });
	await world.factorial.settled();
}

const takeOver = (from: string) => ({
	...parameters,
	existingSubscription: 'takeOver',
	takeOverFrom: from,
});

describe('another n8n behind the same host, from the same template', () => {
	const published = async () => {
		const prod = await world.n8n.node({ parameters });
		await prod.start();
		return prod;
	};
	const stagingOf = async () =>
		await another({ path: '/staging', url: world.n8n.url, instanceId: 'the-staging-n8n' });

	it('is refused, and takes nothing, publishing or unpublishing', async () => {
		await published();
		const before = state();
		const staging = await (await stagingOf()).node({ parameters, workflowId: 'wf9' });
		await expect(staging.start()).rejects.toThrow("in 'Take Over From'");
		await staging.stop();
		expect(state()).toEqual(before);
		await rename('Nour');
		expect(world.n8n.executions).toHaveLength(1);
	});

	it('is refused even with the same workflow id, as by a sync through Git', async () => {
		await published();
		const before = state();
		for (const isTest of [false, true]) {
			const staging = await (await stagingOf()).node({ parameters }, isTest);
			await expect(staging.start()).rejects.toThrow('another receiver');
			await staging.stop();
		}
		expect(state()).toEqual(before);
	});
});

describe.each([
	['below another path of the host', '/staging'],
	['at a host of its own', ''],
])('an import into another n8n with all ids and static data, %s', (_, path) => {
	const imported = async () => {
		const prod = await world.n8n.node({ parameters });
		await prod.start();
		const shared = path && { path, url: world.n8n.url };
		const staging = await another({ ...shared, instanceId: 'the-staging-n8n' });
		const [memory, workflowMemory] = [prod.memory(), prod.workflowMemory()];
		return { memory, node: await staging.node({ parameters, memory, workflowMemory }) };
	};

	it('is refused, and takes nothing, publishing or unpublishing', async () => {
		const { node } = await imported();
		const before = state();
		const { host } = new URL(held(world, UPDATED).target_url);
		await expect(node.start()).rejects.toThrow(`enter ${host} in 'Take Over From'`);
		await node.stop();
		expect(state()).toEqual(before);
	});

	it('turns away what is meant for the original', async () => {
		const { node } = await imported();
		const headers = { 'x-factorial-wh-challenge': held(world, UPDATED).challenge };
		expect((await node.receive({ body: { id: '512' }, headers })).answer.status).toBe(401);
	});
});

describe('a copy of the workflow in the same n8n, with the same webhook id', () => {
	it.each([
		['published', false],
		['listening for a test event', true],
	])('is refused, %s', async (_, isTest) => {
		const original = await world.n8n.node({ parameters });
		await original.start();
		const before = state();
		world.factorial.journal.clear();
		const copy = await world.n8n.node({ parameters, workflowId: 'copy' }, isTest);
		await expect(copy.listen()).rejects.toThrow(
			/^Factorial already sends ('[^']+',? ){3}to another receiver, the workflow 'People' \(ID wf1\) of this n8n, and allows only one per event\. Unpublish that one first/,
		);
		await copy.delete();
		expect(state()).toEqual(before);
		expect(world.factorial.journal.writes()).toEqual([]);
	});

	it('is told apart from a second trigger of the same workflow, and from other receivers', async () => {
		const first = await world.n8n.node({ parameters: { events: [CREATED] } });
		await first.start();
		subscribeElsewhere(world, UPDATED);
		const second = await world.n8n.node({ parameters, nodeId: 'second' });
		const refused = await second.start().catch(({ message }: Error) => message);
		expect(refused).toMatch(/'Employee Created' to another receiver, another trigger of this wor/);
		expect(refused).toMatch(/'Employee Updated' \(to other\.example\) to another receiver/);
		expect(refused).toMatch(/enter other\.example in 'Take Over From'/);
	});

	it('does not pass for the original with what an export holds of its static data', async () => {
		const original = await world.n8n.node({ parameters });
		await original.start();
		const before = state();
		const memory = original.memory();
		const copy = await world.n8n.node({ parameters, workflowId: 'copy', memory });
		await expect(copy.listen()).rejects.toThrow(/another receiver/);
		await copy.delete();
		expect(state()).toEqual(before);
		const headers = { 'x-factorial-wh-challenge': held(world, UPDATED).challenge };
		const imported = await world.n8n.node({ parameters, workflowId: 'copy', memory });
		expect((await imported.receive({ body: { id: '512' }, headers })).answer.status).toBe(401);
	});

	it('gets the events when told from which host, and then they are its own', async () => {
		await (await world.n8n.node({ parameters })).start();
		const copy = await world.n8n.node({
			parameters: takeOver(new URL(world.n8n.url).host),
			workflowId: 'copy',
		});
		await copy.start();
		expect(state().every(({ name }) => name?.includes('(copy '))).toBe(true);
		expect(await copy.stop()).toBe(true);
		expect(state()).toEqual([]);
	});
});

describe('an address that changes', () => {
	it('is followed: its own are moved, without another subscription', async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const ids = state().map(({ id }) => id);
		const moved = await another();
		const after = await moved.node({ parameters, memory: before.memory() });
		await after.start();
		expect(receivers(world)).toEqual(Object.fromEntries(EVENTS.map((type) => [type, after.url])));
		expect(state().map(({ id }) => id)).toEqual(ids);
		await rename('Nour');
		expect(moved.executions).toHaveLength(1);
	});

	it('leaves nothing behind when the workflow is unpublished', async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const after = await (await another()).node({ parameters, memory: before.memory() });
		expect(await after.delete()).toBe(true);
		expect(state()).toEqual([]);
	});

	it('does not matter to what was set up before addresses were remembered', async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const { secret } = before.memory();
		const after = await (await another()).node({ parameters, memory: { secret } });
		expect(await after.delete()).toBe(true);
		expect(state()).toEqual([]);
	});

	it('is followed when the node was renamed at the same time, which loses its memory', async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const ids = state().map(({ id }) => id);
		const moved = await another();
		const workflowMemory = before.workflowMemory();
		const after = await moved.node({ parameters, name: 'HR events', workflowMemory });
		const written = warnings();
		await after.start();
		expect(receivers(world)).toEqual(Object.fromEntries(EVENTS.map((type) => [type, after.url])));
		expect(state().map(({ id }) => id)).toEqual(ids);
		expect(written.filter((one) => one.includes(new URL(world.n8n.url).host))).toHaveLength(3);
		expect(await after.stop()).toBe(true);
		expect(state()).toEqual([]);
	});

	it('is no reason for a test run to remove what the published workflow has there', async () => {
		await (await world.n8n.node({ parameters })).start();
		const before = state();
		const test = await (await another()).node({ parameters: { events: [UPDATED] } }, true);
		await test.start();
		expect(held(world, UPDATED).target_url).toContain(test.url);
		expect(await test.stop()).toBe(true);
		expect(state()).toEqual(before);
	});

	const OTHER = 'https://other.example/hooks/in';

	it('was changed by somebody under the name of this trigger: it comes back, and that is said', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		const before = state();
		held(world, UPDATED).target_url = OTHER;
		const written = warnings();
		await node.start();
		expect(state()).toEqual(before);
		expect(written.join()).toContain('delivered to other.example');

		held(world, UPDATED).target_url = OTHER;
		expect(await node.stop()).toBe(true);
		expect(state()).toEqual([]);
		expect(written.at(-1)).toContain('It was removed');
	});

	it('was changed by somebody together with its name: theirs now', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		Object.assign(held(world, UPDATED), { target_url: OTHER, name: 'ERP' });
		const theirs = { ...held(world, UPDATED) };
		expect(await node.stop()).toBe(true);
		expect(state()).toEqual([theirs]);
	});
});

describe('a credential that leads to another company', () => {
	const moved = async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const demo = await startFactorial();
		demo.state.company.id = '99';
		for (const one of demo.state.credentials) one.company_id = '99';
		open.push(demo);
		const n8n = await another({ url: world.n8n.url }, demo.credential);
		return { before, demo, n8n, left: state() };
	};

	it('says what stays behind, and makes nothing', async () => {
		const { before, demo, n8n, left } = await moved();
		const after = await n8n.node({ parameters, memory: before.memory() });
		const publishing = after.listen();
		await expect(publishing).rejects.toThrow('in the company 4711 can no longer be removed');
		await expect(publishing).rejects.toThrow(left.map(({ id }) => id).join(', '));
		expect(demo.state.subscriptions).toEqual([]);
		expect(state()).toEqual(left);
	});

	it('does not call it clean to unpublish, and still knows afterwards', async () => {
		const { before, n8n } = await moved();
		const after = await n8n.node({ parameters, memory: before.memory() });
		expect(await after.delete()).toBe(false);
		expect(after.memory()).toMatchObject({ company: '4711' });
		const back = await world.n8n.node({ parameters, memory: after.memory() });
		expect(await back.delete()).toBe(true);
		expect(state()).toEqual([]);
	});

	it('is followed when the company is named, and what it still sends is turned away', async () => {
		const { before, demo, n8n } = await moved();
		const after = await n8n.node({
			parameters: { ...parameters, leaveCompany: '4711' },
			memory: before.memory(),
		});
		await after.listen();
		expect(demo.state.subscriptions).toHaveLength(3);
		const headers = { 'x-factorial-wh-challenge': held(world, UPDATED).challenge };
		expect((await after.receive({ body: { id: '512' }, headers })).answer.status).toBe(401);
		expect(await after.delete()).toBe(true);
	});

	describe('when the node was renamed in the same edit, which loses its memory', () => {
		const renamed = async () => {
			const world4711 = await moved();
			// As n8n does: the old name is taken down with the new key first.
			const old = { parameters, memory: world4711.before.memory() };
			const workflowMemory = world4711.before.workflowMemory();
			const gone = await world4711.n8n.node({ ...old, workflowMemory });
			expect(await gone.delete()).toBe(false);
			return { ...world4711, name: 'HR events', workflowMemory: gone.workflowMemory() };
		};

		it('says what stays behind, and makes nothing', async () => {
			const { demo, n8n, left, name, workflowMemory } = await renamed();
			const after = await n8n.node({ parameters, name, workflowMemory });
			const publishing = after.listen();
			await expect(publishing).rejects.toThrow('in the company 4711 can no longer be removed');
			await expect(publishing).rejects.toThrow(left.map(({ id }) => id).join(', '));
			expect(demo.state.subscriptions).toEqual([]);
			expect(await after.delete()).toBe(false);
			expect(state()).toEqual(left);

			// With the key of that company again, all is found.
			const back = { parameters, name, workflowMemory: after.workflowMemory() };
			expect(await (await world.n8n.node(back)).delete()).toBe(true);
			expect(state()).toEqual([]);
		});

		it('is followed when the company is named, and not asked for again', async () => {
			const { demo, n8n, left, name, workflowMemory } = await renamed();
			const leaving = { parameters: { ...parameters, leaveCompany: '4711' }, name, workflowMemory };
			const after = await n8n.node(leaving);
			await after.listen();
			expect(demo.state.subscriptions).toHaveLength(3);
			const again = { parameters, name: 'HR', workflowMemory: after.workflowMemory() };
			const third = await n8n.node(again);
			await third.listen();
			expect(await third.delete()).toBe(true);
			expect(demo.state.subscriptions).toEqual([]);
			expect(state()).toEqual(left);
		});

		it('is nothing to speak of when nothing was left', async () => {
			const { before, demo, n8n } = await moved();
			expect(await before.stop()).toBe(true);
			const workflowMemory = before.workflowMemory();
			const after = await n8n.node({ parameters, name: 'HR events', workflowMemory });
			await after.listen();
			expect(demo.state.subscriptions).toHaveLength(3);
		});

		it('is not known of a copy, which has nothing there', async () => {
			const { demo, n8n, name, workflowMemory } = await renamed();
			const copy = await n8n.node({ parameters, name, workflowMemory, workflowId: 'copy' });
			await copy.listen();
			expect(demo.state.subscriptions).toHaveLength(3);
		});
	});

	it('is nothing to speak of when the workflow was unpublished first', async () => {
		const { before, demo, n8n } = await moved();
		expect(await before.stop()).toBe(true);
		const after = await n8n.node({ parameters, memory: before.memory() });
		await after.listen();
		expect(demo.state.subscriptions).toHaveLength(3);
	});
});

describe('a key of the other environment, to which Factorial shows nothing', () => {
	const wrong = async () => {
		const before = await world.n8n.node({ parameters });
		await before.start();
		const n8n = await another(
			{ url: world.n8n.url },
			{ apiKey: 'eyJ-an-invented-key-of-the-demo' },
		);
		const [memory, workflowMemory] = [before.memory(), before.workflowMemory()];
		return await n8n.node({ parameters, memory, workflowMemory });
	};

	it('does not make it clean to unpublish, and nothing is forgotten', async () => {
		const node = await wrong();
		const ids = state().map(({ id }) => id);
		const written = warnings();
		expect(await node.delete()).toBe(false);
		expect(node.memory()).toMatchObject({ company: '4711' });
		expect(written.join()).toContain(`${ids.join(', ')} of this workflow in the company 4711`);
		const back = await world.n8n.node({ parameters, memory: node.memory() });
		expect(await back.delete()).toBe(true);
		expect(state()).toEqual([]);
	});

	it('cannot be published with, and the company is known when it is changed to a third', async () => {
		const node = await wrong();
		const left = state();
		await expect(node.start()).rejects.toThrow('the wrong environment');
		expect(state()).toEqual(left);

		const demo = await startFactorial();
		open.push(demo);
		demo.state.company.id = '99';
		for (const one of demo.state.credentials) one.company_id = '99';
		const third = await another({ url: world.n8n.url }, demo.credential);
		const after = await third.node({ parameters, memory: node.memory() });
		await expect(after.start()).rejects.toThrow('in the company 4711 can no longer be removed');
	});
});

describe('an event that somebody else holds', () => {
	const OTHER = 'https://other.example/hooks/in';
	const stolen = () => {
		const subscription = held(world, UPDATED);
		Object.assign(subscription, { target_url: OTHER, name: 'ERP', challenge: 'of-the-erp' });
	};
	const rest = (url: string) => ({ [CREATED]: url, [TERMINATED]: url, [UPDATED]: OTHER });

	it('does not take the others down when n8n starts again', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		stolen();
		await node.start();
		expect(receivers(world)).toEqual(rest(node.url));
	});

	it('does not take the others down when the trigger is edited and published again', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		stolen();
		expect(await node.stop()).toBe(true);
		const edited = await world.n8n.node({
			parameters: { ...parameters, output: 'all' },
			memory: node.memory(),
		});
		await edited.start();
		expect(receivers(world)).toEqual(rest(edited.url));
	});

	it('does not do so either when it cannot be seen', async () => {
		const node = await world.n8n.node({ parameters: { events: [CREATED] } });
		await node.start();
		world.factorial.switches.takenButNotListed = true;
		const more = await world.n8n.node({ parameters, memory: node.memory() });
		await more.start();
		expect(receivers(world)).toEqual({ [CREATED]: node.url });
	});

	it('is still an error when nothing would be left', async () => {
		const node = await world.n8n.node({ parameters: { events: [UPDATED] } });
		await node.start();
		stolen();
		await expect(node.start()).rejects.toThrow("'Employee Updated' (to other.example)");
	});

	it('does not take the others down when the trigger is renamed, which loses its memory', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		stolen();
		expect(await node.stop()).toBe(true);
		const renamed = { parameters, name: 'HR events', workflowMemory: node.workflowMemory() };
		const after = await world.n8n.node(renamed);
		await after.start();
		expect(receivers(world)).toEqual(rest(after.url));

		// A copy of the workflow, made from an export that holds what the workflow remembers, is another one.
		await after.stop();
		const copy = await world.n8n.node({ ...renamed, workflowId: 'wf2' });
		await expect(copy.start()).rejects.toThrow("'Employee Updated' (to other.example)");
	});

	it('does not take the others down when all memory is lost: its subscriptions are there', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		stolen();
		const restored = await world.n8n.node({ parameters });
		expect(await restored.checkExists()).toBe(false);
		expect(await restored.create()).toBe(true);
		expect(receivers(world)).toEqual(rest(node.url));
	});

	it('does not keep anybody from listening for a test event of the others', async () => {
		const node = await world.n8n.node({ parameters });
		await node.start();
		stolen();
		const before = state();
		const test = await world.n8n.node({ parameters }, true);
		await test.start();
		expect(receivers(world)).toEqual(rest(test.url));
		expect(await test.stop()).toBe(true);
		expect(state()).toEqual(before);
	});

	describe('is told by every item of the others', () => {
		const said = async () => {
			await rename(`Noor${world.n8n.executions.length}`);
			return world.n8n.executions.at(-1)?.[0];
		};
		const heldByErp = (event: string) => {
			const subscription = held(world, event);
			const before = { ...subscription };
			Object.assign(subscription, { target_url: OTHER, name: 'ERP', challenge: 'of-the-erp' });
			return before;
		};

		it('from the next publish on, also after a restart, until it comes here again', async () => {
			const node = await world.n8n.node({ parameters });
			await node.start();
			expect(await said()).not.toHaveProperty('events_not_received');

			const before = heldByErp(TERMINATED);
			await node.start();
			const lacking = [{ event: TERMINATED, receiver: 'other.example' }];
			expect(await said()).toMatchObject({ event: UPDATED, events_not_received: lacking });

			await node.start();
			expect(await said()).toMatchObject({ events_not_received: lacking });

			Object.assign(held(world, TERMINATED), before);
			await node.start();
			expect(await said()).not.toHaveProperty('events_not_received');
		});

		it('and nobody speaks of it any more when it is no longer chosen', async () => {
			const node = await world.n8n.node({ parameters });
			await node.start();
			heldByErp(TERMINATED);
			await node.start();
			await node.stop();
			const fewer = await world.n8n.node({
				parameters: { events: [CREATED, UPDATED] },
				memory: node.memory(),
			});
			await fewer.start();
			expect(await said()).not.toHaveProperty('events_not_received');
		});

		it('also where the credential cannot see who holds it', async () => {
			const node = await world.n8n.node({ parameters: { events: [UPDATED] } });
			await node.start();
			world.factorial.switches.takenButNotListed = true;
			const more = await world.n8n.node({ parameters, memory: node.memory() });
			await more.start();
			expect(await said()).toMatchObject({
				events_not_received: [
					{ event: CREATED, receiver: null },
					{ event: TERMINATED, receiver: null },
				],
			});
		});
	});

	describe('refuses a first publish', () => {
		const TAKEN = {
			...{ kind: 'answer' as const, status: 422, method: 'POST', path: /webhook_subscriptions$/ },
			body: { errors: { subscription_type: ['has already been taken'] } },
		};

		it('with all events and hosts, however often n8n tries, and leaves nothing behind', async () => {
			subscribeElsewhere(world, UPDATED);
			subscribeElsewhere(world, TERMINATED, { target_url: 'https://erp.example/in' });
			const before = state();
			const node = await world.n8n.node({ parameters });
			for (let attempt = 1; attempt <= 5; attempt += 1) {
				await expect(node.start()).rejects.toThrow(
					"'Employee Updated' (to other.example), 'Employee Terminated' (to erp.example)",
				);
			}
			expect(state()).toEqual(before);
		});

		it('of which two events turn out to be taken only when they are asked for', async () => {
			const node = await world.n8n.node({ parameters });
			for (let attempt = 1; attempt <= 5; attempt += 1) {
				world.factorial.fail({ ...TAKEN, times: 2 });
				await expect(node.start()).rejects.toThrow(
					"Another integration holds 'Employee Created', 'Employee Updated'",
				);
				expect(state()).toEqual([]);
			}
		});

		it('which then succeeds once the other has let go', async () => {
			const other = subscribeElsewhere(world, UPDATED);
			const node = await world.n8n.node({ parameters });
			await expect(node.start()).rejects.toThrow('other.example');
			const { subscriptions } = world.factorial.state;
			subscriptions.splice(subscriptions.indexOf(other), 1);
			await node.start();
			expect(Object.keys(receivers(world)).toSorted()).toEqual(EVENTS.toSorted());
		});
	});
});

describe('taking over', () => {
	it.each([
		['no host', ''],
		['another host', 'another.example'],
		['another port', 'other.example:8443'],
		['a host that ends alike', 'x.other.example'],
		['a host that begins alike', 'other.example.org'],
		['the host of a user', 'other.example@another.example'],
		['nonsense', '://, :443, /'],
	])('takes nothing with %s named', async (_, from) => {
		const before = structuredClone(subscribeElsewhere(world, UPDATED));
		const node = await world.n8n.node({ parameters: takeOver(from) });
		await expect(node.start()).rejects.toThrow("enter other.example in 'Take Over From'");
		expect(state()).toEqual([before]);
	});

	const HTTPS = 'https://OTHER.example/hooks/in';
	const HTTP = 'http://other.example/hooks/in';
	const ODD = 'https://other.example.:8443/hooks/in';

	it.each([
		...[
			'other.example',
			' OTHER.example, x.example',
			HTTPS,
			'other.example/',
			'Other.Example.',
		].map((from) => [from, HTTPS] as const),
		...['other.example:443', 'https://other.example:443', 'other.example/hooks?x=y;a.example'].map(
			(from) => [from, HTTPS] as const,
		),
		...['other.example:80', 'http://other.example:80/', 'other.example'].map(
			(from) => [from, HTTP] as const,
		),
		...['other.example:8443', 'other.example.:8443/', 'OTHER.example:8443'].map(
			(from) => [from, ODD] as const,
		),
	])('takes what goes to the host in %p, which is %p', async (from, target_url) => {
		subscribeElsewhere(world, UPDATED, { target_url });
		const node = await world.n8n.node({ parameters: takeOver(from) });
		await node.start();
		expect(receivers(world)[UPDATED]).toBe(node.url);
	});
});

describe('giving back', () => {
	it('needs no version that Factorial has given up: a loan leaves it as it is', async () => {
		const other = structuredClone(subscribeElsewhere(world, UPDATED, { enabled: false }));
		const test = await world.n8n.node(
			{ parameters: { ...takeOver('other.example'), events: [UPDATED] } },
			true,
		);
		await test.start();
		world.factorial.switches.expiredVersion = other.api_version;
		expect(await test.stop()).toBe(true);
		expect(state()).toEqual([other]);
	});

	it.each(['', '2026-04-01'])(
		'restores what a failed publish has taken over, but for a version given up (%p)',
		async (expiredVersion) => {
			const other = structuredClone(subscribeElsewhere(world, UPDATED));
			const node = await world.n8n.node({ parameters: takeOver('other.example') });
			world.factorial.fail({ kind: 'status', status: 400, method: 'POST' });
			world.factorial.switches.expiredVersion = expiredVersion;
			await expect(node.start()).rejects.toThrow();

			const kept = expiredVersion === '' ? other.api_version : '2026-07-01';
			expect(state()).toEqual([{ ...other, api_version: kept }]);
			const [last] = world.factorial.journal.writes().slice(-1);
			expect(last).toMatchObject({ method: 'PUT', status: 200 });
		},
	);

	it('to another tool, when n8n died while it was borrowed and the workflow is published', async () => {
		const other = structuredClone(subscribeElsewhere(world, UPDATED));
		const borrowing = { ...takeOver('other.example'), events: [UPDATED] };
		await (await world.n8n.node({ parameters: borrowing }, true)).start();
		const node = await world.n8n.node({ parameters: { events: [CREATED] } });
		await node.start();
		expect(held(world, UPDATED)).toMatchObject({
			target_url: other.target_url,
			challenge: other.challenge,
			name: 'other.example',
		});
	});
});
