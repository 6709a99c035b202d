import axios from 'axios';
import type { AxiosError } from 'axios';
import { Contract } from '../../../playground/core/contract';
import { fieldsOf, Refusal } from '../../../playground/core/exchange';
import type { Handler } from '../../../playground/core/exchange';
import type { Fault } from '../../../playground/core/faults';
import { startHost } from '../../../playground/core/simulator';
import type { Host } from '../../../playground/core/simulator';

/** A service with one group of users and nothing else; what it keeps is a list of names. */
async function start(handlers: Record<string, Handler> = {}) {
	const names: string[] = [];
	const host = await startHost({
		contracts: [await Contract.load('jumpcloud-v2.openapi.json')],
		handlers: {
			groups_user_list: () => ({ status: 200, body: [] }),
			groups_user_post: (call) => {
				names.push(String(fieldsOf(call).name));
				return { status: 201, body: { id: 'g', name: 'g' } };
			},
			...handlers,
		},
		authorize: (call) =>
			call.headers['x-api-key'] === 'key' ? undefined : { status: 401, body: { message: 'who?' } },
		refuse: (problems) => ({
			status: 400,
			body: { message: problems.map(({ where, field }) => `${where} ${field}`).join(', ') },
		}),
		failure: (status) => ({ status, body: { message: `failed with ${status}` } }),
	});
	hosts.push(host);
	return { host, names };
}

const hosts: Host[] = [];
afterEach(async () => await Promise.all(hosts.splice(0).map(async (host) => await host.close())));

async function send(host: Host, method: string, path: string, data?: unknown) {
	const headers = { 'x-api-key': 'key' };
	return await axios.request({
		method,
		url: host.url + path,
		data,
		headers,
		validateStatus: () => true,
	});
}

const codeOf = async (request: Promise<unknown>): Promise<string | undefined> =>
	await request.then(
		() => undefined,
		(error: AxiosError) => error.code,
	);

describe('a request', () => {
	it.each([
		['an unknown field', 'POST', '/usergroups', { name: 'a', nonsense: 1 }, 'body nonsense'],
		[
			'an unknown field inside',
			'POST',
			'/usergroups',
			{ name: 'a', memberQuery: { nonsense: 1 } },
			'body memberQuery.nonsense',
		],
		['a missing field', 'POST', '/usergroups', {}, 'body name'],
		['no body', 'POST', '/usergroups', undefined, 'body '],
		['a list instead of a body', 'POST', '/usergroups', [], 'body '],
		['an unknown parameter', 'GET', '/usergroups?nonsense=1', undefined, 'query nonsense'],
		['a bad parameter', 'GET', '/usergroups?limit=many', undefined, 'query limit'],
	])(
		'with %s is refused in the words of the service',
		async (_what, method, path, body, message) => {
			const { host, names } = await start();
			const answer = await send(host, method, path, body);
			expect([answer.status, answer.data]).toEqual([400, { message }]);
			expect(names).toEqual([]);
		},
	);

	it('to an unknown route, or one without a handler, is answered 501 whoever asks', async () => {
		const { host } = await start();
		for (const path of ['/nowhere', '/bulk/users']) {
			const answer = await axios.get(host.url + path, { validateStatus: () => true });
			expect([answer.status, answer.data]).toEqual([
				501,
				{ message: `not simulated: GET ${path}` },
			]);
		}
	});

	it('is authorised before it is read', async () => {
		const { host, names } = await start();
		const answer = await axios.post(
			`${host.url}/usergroups`,
			{ nonsense: 1 },
			{ validateStatus: () => true },
		);
		expect(answer.status).toBe(401);
		expect(names).toEqual([]);
	});

	it('to a mounted route leaves no trace and meets no fault', async () => {
		const { host } = await start();
		host.mount('/_control', (call) => ({ status: 200, body: { path: call.path } }));
		host.fail({ kind: 'status', status: 500 });
		expect((await send(host, 'GET', '/_control/state')).data).toEqual({ path: '/_control/state' });
		expect(host.journal.all()).toEqual([]);
	});
});

describe('an answer', () => {
	it.each<[string, Handler]>([
		['that contradicts the OpenAPI file', () => ({ status: 200, body: [{ id: 5, name: 'a' }] })],
		['with an undocumented success status', () => ({ status: 202, body: [] })],
		[
			'that fails',
			() => {
				throw new Error('broken');
			},
		],
	])('%s is a defect that nobody can miss', async (_what, handler) => {
		const { host } = await start({ groups_user_list: handler });
		const answer = await send(host, 'GET', '/usergroups');
		expect([answer.status, answer.data.message]).toEqual([
			500,
			expect.stringMatching(/^simulator defect: /),
		]);
	});

	it('can be refused from any depth', async () => {
		const refuse = (): never => {
			throw new Refusal({ status: 409, body: { message: 'taken' } });
		};
		const { host } = await start({ groups_user_list: () => refuse() });
		expect((await send(host, 'GET', '/usergroups')).status).toBe(409);
	});
});

describe('the journal', () => {
	it('tells reads from writes, masks secrets and keeps the order', async () => {
		const { host } = await start();
		await send(host, 'GET', '/usergroups?limit=5');
		await send(host, 'POST', '/usergroups', { name: 'a', password: 'correct horse' });
		await send(host, 'POST', '/search/systemusers', {});
		expect(host.journal.all().map(({ method, status }) => [method, status])).toEqual([
			['GET', 200],
			['POST', 400],
			['POST', 501],
		]);
		expect(host.journal.reads().map(({ path, query }) => [path, query])).toEqual([
			['/usergroups', { limit: '5' }],
			['/search/systemusers', {}],
		]);
		expect(host.journal.writes().map(({ body }) => body)).toEqual([{ name: 'a', password: '***' }]);
		host.journal.clear();
		expect(host.journal.all()).toEqual([]);
	});

	it('knows the most requests that ever were under way at once', async () => {
		const { host } = await start();
		host.fail({ kind: 'slow', delayMs: 200, times: 3 });
		await Promise.all([1, 2, 3].map(async () => await send(host, 'GET', '/usergroups')));
		await send(host, 'GET', '/usergroups');
		expect(host.journal.peakInFlight).toBe(3);
	});
});

describe('faults on demand', () => {
	it.each<[string, Fault, number, unknown, string[]]>([
		['a status', { kind: 'status', status: 503 }, 503, { message: 'failed with 503' }, []],
		[
			'a status after the deed',
			{ kind: 'status', status: 500, after: true },
			500,
			{ message: 'failed with 500' },
			['a'],
		],
		['an empty answer', { kind: 'empty' }, 200, '', []],
		['a page', { kind: 'html', status: 502 }, 502, expect.stringContaining('<html>'), []],
		['slowness', { kind: 'slow', delayMs: 5 }, 201, { id: 'g', name: 'g' }, ['a']],
	])('%s', async (_what, fault, status, body, done) => {
		const { host, names } = await start();
		host.fail(fault);
		const answer = await send(host, 'POST', '/usergroups', { name: 'a' });
		expect([answer.status, answer.data]).toEqual([status, body]);
		expect(names).toEqual(done);
		expect((await send(host, 'POST', '/usergroups', { name: 'b' })).status).toBe(201);
	});

	it('cuts the connection before or after the deed', async () => {
		const { host, names } = await start();
		host.fail({ kind: 'reset' });
		expect(await codeOf(send(host, 'POST', '/usergroups', { name: 'before' }))).toBe('ECONNRESET');
		host.fail({ kind: 'resetAfter' });
		expect(await codeOf(send(host, 'POST', '/usergroups', { name: 'after' }))).toBe('ECONNRESET');
		expect(names).toEqual(['after']);
		expect(host.journal.all().map(({ status }) => status)).toEqual([0, 0]);
	});

	it('asks to wait', async () => {
		const { host } = await start();
		host.fail({ kind: 'status', status: 429, retryAfterSeconds: 2 });
		expect((await send(host, 'GET', '/usergroups')).headers['retry-after']).toBe('2');
	});

	it('lets somebody else be faster', async () => {
		const { host, names } = await start();
		host.fail({ kind: 'meanwhile', run: () => names.push('rival') });
		await send(host, 'POST', '/usergroups', { name: 'a' });
		expect(names).toEqual(['rival', 'a']);
	});

	it('hits only what it is meant for, as often as it is meant to', async () => {
		const { host } = await start();
		host.fail({ kind: 'status', status: 500, method: 'POST', path: /groups$/, times: 2 });
		const statuses = [];
		for (const [method, path] of [
			['GET', '/usergroups'],
			['POST', '/usergroups'],
			['POST', '/usergroups'],
			['POST', '/usergroups'],
		] as const) {
			statuses.push(
				(await send(host, method, path, method === 'POST' ? { name: 'a' } : undefined)).status,
			);
		}
		expect(statuses).toEqual([200, 500, 500, 201]);
	});

	it('can hold for a while, and be called off', async () => {
		const { host } = await start();
		host.fail({ kind: 'status', status: 500, forMs: 60_000 });
		const during = [await send(host, 'GET', '/usergroups'), await send(host, 'GET', '/usergroups')];
		host.faults.clear();
		const after = await send(host, 'GET', '/usergroups');
		expect([...during, after].map(({ status }) => status)).toEqual([500, 500, 200]);
		host.fail({ kind: 'status', status: 500, forMs: 0 });
		expect((await send(host, 'GET', '/usergroups')).status).toBe(200);
	});
});
