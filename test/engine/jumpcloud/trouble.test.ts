import type { Fault } from '../../../playground/core/faults';
import {
	aPerson,
	aUser,
	byEmployee,
	byId,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';

afterEach(closeAll);

const CREATE = { method: 'POST', path: /\/api\/systemusers$/ };
const SEARCH = { path: /search/ };

describe('a service that is busy', () => {
	it.each([
		['a search', SEARCH],
		['a create', CREATE],
	])('is asked for %s again, after the time it names', async (_case, where) => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 429, retryAfterSeconds: 0, times: 3, ...where });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'created', username: 'noor.vidal' }]);
		expect(sim.state.users).toHaveLength(1);
		expect(calls(sim)).toHaveLength(5);
	});

	it('is asked again also when it names no time', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 429, times: 2, ...CREATE });
		await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(sim.state.users).toHaveLength(1);
	});

	it('that stays busy gives one error that says so, and nothing is done', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 429, retryAfterSeconds: 0, times: 99, ...CREATE });
		const { error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(words(error)).toMatch(/slow down.*later/);
		expect(sim.state.users).toEqual([]);
		expect(calls(sim).length).toBeLessThan(10);
	});

	it('that wants more than a minute is not waited for', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 429, retryAfterSeconds: 3600, ...SEARCH });
		const { error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(error?.message).toContain('slow down');
		expect(calls(sim)).toEqual(['search']);
	});
});

describe('a service that breaks once', () => {
	const breaks: Array<[string, Fault]> = [
		['500', { kind: 'status', status: 500 }],
		['a cut connection', { kind: 'reset' }],
	];
	it.each(breaks)('%s on a search: searches again', async (_case, fault) => {
		const sim = await jumpCloud();
		sim.fail({ ...fault, ...SEARCH });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'created' }]);
		expect(calls(sim)).toEqual(['search', 'search', 'create']);
	});

	it.each(breaks)('%s on an update: sends it again', async (_case, fault) => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ ...fault, method: 'PUT' });
		await runUser(sim, 'upsert', { items: [aPerson({ last_name: 'Prats' })] });

		expect(sim.state.user('noor.vidal').lastname).toBe('Prats');
	});

	it.each(breaks)(
		'%s before a create: one user, with the username wanted',
		async (_case, fault) => {
			const sim = await jumpCloud();
			sim.fail({ ...fault, ...CREATE });
			const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

			expect(items).toMatchObject([{ action: 'created', username: 'noor.vidal' }]);
			expect(sim.state.users).toMatchObject([aUser()]);
			expect(calls(sim)).toEqual(['search', 'create', 'search', 'create']);
		},
	);

	const afterwards: Array<[string, Fault]> = [
		['500', { kind: 'status', status: 500, after: true }],
		['a cut connection', { kind: 'resetAfter' }],
		['an empty answer', { kind: 'empty', after: true }],
		['a page instead of an answer', { kind: 'html', after: true }],
	];
	it.each(afterwards)(
		'%s after a create: no second user, and it is reported as created',
		async (_case, fault) => {
			const sim = await jumpCloud();
			sim.fail({ ...fault, ...CREATE });
			const { items } = await runUser(sim, 'create', { items: [aPerson()] });

			expect(sim.state.users).toMatchObject([aUser()]);
			expect(items).toMatchObject([{ action: 'created', id: sim.state.users[0]?._id }]);
			expect(calls(sim)).toEqual(['search', 'create', 'search']);
		},
	);

	it.each(afterwards.slice(0, 2))(
		'%s after an update: the update is there once',
		async (_case, fault) => {
			const sim = await jumpCloud({ users: [aUser()] });
			sim.fail({ ...fault, method: 'PUT' });
			const { items } = await runUser(sim, 'upsert', { items: [aPerson({ last_name: 'Prats' })] });

			expect(items).toMatchObject([{ action: 'updated', lastname: 'Prats' }]);
		},
	);

	it.each(breaks)(
		'%s on a scheduled change: an error, and the next run makes one',
		async (_case, fault) => {
			const sim = await jumpCloud({ users: [aUser()] });
			sim.fail({ ...fault, method: 'POST', path: /userstates$/ });
			const parameters = { ...byEmployee('512'), when: 'at', date: '2099-12-31' };
			const first = await runUser(sim, 'suspend', { parameters });
			await runUser(sim, 'suspend', { parameters });

			expect(first.error).toBeDefined();
			expect(sim.state.schedules).toHaveLength(1);
		},
	);

	it('a scheduled change that was made although the connection broke is not made again', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ kind: 'resetAfter', method: 'POST', path: /userstates$/ });
		const parameters = { ...byEmployee('512'), when: 'at', date: '2099-12-31' };
		await runUser(sim, 'suspend', { parameters });
		await runUser(sim, 'suspend', { parameters });

		expect(sim.state.schedules).toHaveLength(1);
	});
});

describe('a service that stays broken', () => {
	it('is given up on, with what to do', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 500, times: 99 });
		const { error } = await runUser(sim, 'get', { parameters: byId('64f0c0ffee00000000000001') });

		expect(words(error)).toMatch(/not working.*later/);
		expect(calls(sim)).toHaveLength(4);
	});
});

it('an answer that comes late is waited for', async () => {
	const sim = await jumpCloud();
	sim.fail({ kind: 'slow', delayMs: 700, times: 2 });
	const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

	expect(items).toMatchObject([{ action: 'created' }]);
	expect(calls(sim)).toEqual(['search', 'create']);
});

it.each([
	['a search', SEARCH],
	['a list', { method: 'GET' }],
	['an update', { method: 'PUT' }],
])('a page instead of data from %s is an error, and nothing is done', async (_case, where) => {
	const sim = await jumpCloud({ users: [aUser()] });
	sim.fail({ kind: 'html', ...where });
	const getAll = 'method' in where && where.method === 'GET';
	const { error, items } = await runUser(sim, getAll ? 'getAll' : 'upsert', {
		items: [aPerson({ last_name: 'Prats' })],
	});

	expect(words(error)).toMatch(/login page.*Check/);
	expect(items).toEqual([]);
	expect(sim.state.users).toMatchObject([aUser()]);
});
