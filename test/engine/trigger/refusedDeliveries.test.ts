import type { IDataObject } from 'n8n-workflow';

import { CREATED, UPDATED, held, startWorld } from './world.support';
import type { World } from './world.support';

let world: World;
let url: string;

beforeEach(async () => {
	world = await startWorld();
	const node = await world.n8n.node({ parameters: { events: [CREATED, UPDATED] } });
	await node.start();
	url = node.url;
	world.factorial.journal.clear();
});

afterEach(async () => {
	await world.close();
});

async function post(body: unknown, headers: Record<string, string> = {}, query = '') {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const response = await fetch(url + query, { method: 'POST', body: text, headers });
	return { status: response.status, body: (await response.json()) as IDataObject };
}

const signed = (type = UPDATED) => ({
	'x-factorial-wh-challenge': held(world, type).challenge ?? '',
});

describe('a call that Factorial has not made', () => {
	it.each([
		['without a challenge', undefined],
		['with an empty challenge', ''],
		['with an invented challenge', 'let-me-in'],
		['with a challenge of the right length', 'a'.repeat(64)],
	])('%s is turned away with 401', async (_, challenge) => {
		const headers: Record<string, string> =
			challenge === undefined ? {} : { 'x-factorial-wh-challenge': challenge };
		const { status, body } = await post({ id: '512' }, headers);
		expect(status).toBe(401);
		expect(Object.keys(body)).toEqual(['message']);
		expect(world.n8n.executions).toEqual([]);
		expect(world.factorial.journal.all()).toEqual([]);
	});

	it('is turned away by a trigger that remembers nothing, whatever it sends', async () => {
		const forgetful = await world.n8n.node({ parameters: { events: [UPDATED] } });
		for (const challenge of ['', 'undefined', signed()['x-factorial-wh-challenge']]) {
			const headers = { 'x-factorial-wh-challenge': challenge };
			const { answer, workflowData } = await forgetful.receive({ body: { id: '1' }, headers });
			expect(answer.status).toBe(401);
			expect(workflowData).toBeUndefined();
		}
	});

	it('cannot pass one event off as another by its address', async () => {
		const query = `?event=${encodeURIComponent(CREATED)}`;
		expect((await post({ id: '512' }, signed(UPDATED), query)).status).toBe(200);
		expect(world.n8n.executions).toMatchObject([[{ event: UPDATED }]]);
	});
});

describe('a delivery that makes no sense, with the right challenge', () => {
	it.each([
		['no record', null],
		['a text', '"hello"'],
		['a number', 7],
		['a record without an id', { first_name: 'Noor' }],
		['an empty id', { id: '' }],
		['an id that is a record', { id: { $ne: null } }],
	])('%s is received, once, and the item says that it names nobody', async (_, body) => {
		expect((await post(body, signed())).status).toBe(200);
		expect(world.n8n.executions).toMatchObject([
			[{ event: UPDATED, id: null, reread: 'failed', reread_error: expect.any(String) as string }],
		]);
		expect(world.factorial.journal.all()).toEqual([]);
	});

	it('does not keep the others of a list from being read', async () => {
		expect((await post([{ id: '512' }, {}], signed())).status).toBe(200);
		expect(world.n8n.executions).toMatchObject([
			[
				{ id: '512', first_name: 'Noor' },
				{ id: null, reread: 'failed' },
			],
		]);
	});

	it('an empty list is received and starts nothing', async () => {
		expect(await post([], signed())).toEqual({ status: 200, body: { received: true } });
		expect(world.n8n.executions).toEqual([]);
	});

	it('an id that would be a path changes nothing about what is read', async () => {
		expect((await post({ id: '../credentials?x=' }, signed())).status).toBe(200);
		expect(world.n8n.executions).toMatchObject([[{ reread: 'not_found' }]]);
		const [path] = world.factorial.journal.reads().map((entry) => entry.path);
		expect(path).toMatch(/employees\/employees\/\.\.%2Fcredentials%3Fx%3D$/);
	});
});

describe('an event that was not chosen', () => {
	it('is received without starting anything', async () => {
		const challenge = signed()['x-factorial-wh-challenge'];
		const before = await world.n8n.node({ parameters: { events: [CREATED, UPDATED] } });
		await before.start();
		const headers = { 'x-factorial-wh-challenge': held(world, UPDATED).challenge };
		const memory = before.memory();
		const node = await world.n8n.node({ parameters: { events: [CREATED] }, memory });
		const result = await node.receive({ body: { id: '512' }, headers });
		expect(challenge).not.toBe(held(world, UPDATED).challenge);
		expect(result.webhookResponse).toEqual({ received: true });
		expect(result.workflowData).toBeUndefined();
	});
});

it('writes nothing into its memory when a delivery arrives', async () => {
	const node = await world.n8n.node({ parameters: { events: [CREATED, UPDATED] } });
	await node.start();
	const before = node.memory();
	const headers = { 'x-factorial-wh-challenge': held(world, UPDATED).challenge };
	await node.receive({ body: { id: '512' }, headers });
	await node.receive({ body: { id: '512' } });
	expect(node.memory()).toEqual(before);
});
