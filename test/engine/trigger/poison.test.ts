import { runFactorial } from '../../support/factorial';
import { aUser, byEmployee, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';
import { planChanges } from '../jumpcloud/sync/sync.support';
import { UPDATED, held, startWorld } from './world.support';
import type { World } from './world.support';

const MEMBER = 'teams/membership/create';
const NOOR = { path: /employees\/(employees|512)$/ };

let world: World;

beforeEach(async () => {
	world = await startWorld();
	const node = await world.n8n.node({ parameters: { events: [UPDATED, MEMBER] } });
	await node.start();
	world.factorial.journal.clear();
});

afterEach(async () => {
	await closeAll();
	await world.close();
});

/** The answers that Factorial got, once nothing is pending any more. */
async function answers() {
	await world.factorial.settled();
	return world.factorial.deliveries.map(({ attempts }) => attempts.map(({ status }) => status));
}

async function post(type: string, body: unknown) {
	const { target_url: url, challenge } = held(world, type);
	const headers = { 'x-factorial-wh-challenge': challenge ?? '' };
	return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

const items = () => world.n8n.executions.flat();

describe('an employee whom Factorial will never give', () => {
	it.each([400, 402, 403, 409, 410, 422])(
		'with %p costs one answer of 200, and the event stays on',
		async (status) => {
			world.factorial.fail({ kind: 'status', status, times: 99, ...NOOR });
			world.factorial.updateEmployee('512', { last_name: 'Roth' });
			expect(await answers()).toEqual([[200]]);
			expect(items()).toMatchObject([
				{ event: UPDATED, id: '512', reread: 'failed', reread_error: expect.any(String) as string },
			]);
			expect(items()[0]).not.toHaveProperty('last_name');
			expect(held(world, UPDATED).enabled).toBe(true);
		},
	);

	it('touches nobody in JumpCloud, whatever the event says', async () => {
		world.factorial.fail({ kind: 'status', status: 403, times: 99, ...NOOR });
		world.factorial.terminate('512', '2001-01-01');
		world.factorial.updateEmployee('512', {});
		await answers();
		const [item = {}] = items();
		const sim = await jumpCloud({ users: [aUser()] });
		const target = { parameters: byEmployee('={{ $json.id }}'), items: [item] };
		const { items: left } = await runUser(sim, 'suspend', target);
		expect(left).toMatchObject([{ action: 'skipped', reason: 'not_read' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('does not keep the others of a bulk from being read', async () => {
		world.factorial.switches.bulkPayloadAsArray = true;
		world.factorial.fail({ kind: 'status', status: 403, path: /employees\/employees$/ });
		world.factorial.fail({ kind: 'status', status: 403, path: /employees\/512$/, times: 9 });
		world.factorial.updateEmployees([
			{ id: '512', last_name: 'Roth' },
			{ id: '18446744073709777', last_name: 'Roth' },
		]);
		expect(await answers()).toEqual([[200]]);
		expect(items()).toMatchObject([
			{ id: '512', reread: 'failed' },
			{ id: '18446744073709777', last_name: 'Roth' },
		]);
	});
});

describe('a record that names nobody, beside one that does', () => {
	it('does not keep the other from being worked on, where the employee is read later', async () => {
		const parameters = { events: [UPDATED], rereadEmployee: false };
		await (await world.n8n.node({ parameters })).start();
		expect(await post(UPDATED, [{ id: '512' }, { foo: 1 }])).toBe(200);
		const id = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
		const read = await runFactorial(world.factorial, 'employee', 'get', {
			items: items(),
			parameters: { employee: id, options: { ifNotFound: 'skip' } },
		});
		expect(read.error).toBeUndefined();
		expect(read.items).toMatchObject([
			{ id: '512', first_name: 'Noor' },
			{ id: null, action: 'skipped', reason: 'not_read' },
		]);
		const sim = await jumpCloud({ users: [aUser()] });
		const { items: planned } = await planChanges(sim, read.items, { people: 'some' });
		expect(planned).toMatchObject([{ action: 'update' }, { reason: 'not_read' }]);
	});
});

describe('several people whose list may pass and never does', () => {
	const both = [{ id: '512' }, { id: '18446744073709777' }];
	const fail = (path: RegExp) =>
		world.factorial.fail({ kind: 'status', status: 503, retryAfterSeconds: 3600, times: 99, path });

	it.each([
		['both can be read alone', [], [undefined, undefined]],
		['one can be read alone', [/employees\/512$/], ['failed', undefined]],
		['nobody can be read', [/employees\/\d+$/], ['failed', 'failed']],
	])('are asked for one by one before they are given up: %s', async (_, paths, rereads) => {
		for (const path of [/employees\/employees$/, ...paths]) fail(path);
		for (let attempt = 1; attempt <= 5; attempt += 1) expect(await post(UPDATED, both)).toBe(503);
		expect(items()).toEqual([]);
		expect(await post(UPDATED, both)).toBe(200);
		expect(items().map(({ id, reread }) => [id, reread])).toEqual(
			both.map(({ id }, index) => [id, rereads[index]]),
		);
	});
});

describe('what may pass', () => {
	it.each([
		['401', { kind: 'status', status: 401 }],
		['302', { kind: 'status', status: 302 }],
		// It is tried four times within a delivery.
		['408', { kind: 'status', status: 408, times: 4 }],
		['425', { kind: 'status', status: 425, times: 4 }],
		['429', { kind: 'status', status: 429, retryAfterSeconds: 3600 }],
		['503', { kind: 'status', status: 503, retryAfterSeconds: 3600 }],
		['a page', { kind: 'html' }],
	] as const)('is put off: %s', async (_, fault) => {
		world.factorial.fail({ ...fault, ...NOOR });
		world.factorial.updateEmployee('512', { last_name: 'Roth' });
		expect(await answers()).toEqual([[503, 200]]);
		expect(items()).toMatchObject([{ id: '512', last_name: 'Roth' }]);
	});

	it('is put off: no answer', async () => {
		world.factorial.fail({ kind: 'reset', times: 4, ...NOOR });
		world.factorial.updateEmployee('512', { last_name: 'Roth' });
		expect(await answers()).toEqual([[503, 200]]);
		expect(items()).toMatchObject([{ id: '512', last_name: 'Roth' }]);
	});

	it('but not for ever: a record that always fails costs no event', async () => {
		const fault = { kind: 'status', status: 500, retryAfterSeconds: 3600, ...NOOR } as const;
		world.factorial.fail({ ...fault, times: 99 });
		const body = { id: '512', updated_at: '2031-01-01T00:00:00Z' };
		const statuses = [];
		for (let attempt = 1; attempt <= 7; attempt += 1) statuses.push(await post(UPDATED, body));
		expect(statuses).toEqual([503, 503, 503, 503, 503, 200, 503]);
		expect(items()).toMatchObject([{ id: '512', reread: 'failed' }]);
	});

	it('is counted for each delivery by itself', async () => {
		const fault = { kind: 'status', status: 500, retryAfterSeconds: 3600, ...NOOR } as const;
		world.factorial.fail({ ...fault, times: 99 });
		for (let event = 1; event <= 8; event += 1) {
			expect(await post(UPDATED, { id: '512', updated_at: `2031-01-0${event}` })).toBe(503);
		}
		expect(items()).toEqual([]);
	});
});

describe('a body without an id of its own', () => {
	it.each([
		[MEMBER, { employee_id: '512', team_id: '15' }],
		[UPDATED, { employee_id: '512', now: '2031-01-01' }],
	])('of %s is about the employee whom it names', async (type, body) => {
		expect(await post(type, body)).toBe(200);
		expect(items()).toMatchObject([{ event: type, id: '512', first_name: 'Noor' }]);
	});
});
