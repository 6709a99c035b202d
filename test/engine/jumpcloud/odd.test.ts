import { oddServer } from '../../support/oddServer';
import type { OddAnswer } from '../../support/oddServer';
import {
	aPerson,
	aUser,
	byEmployee,
	byId,
	closeAll,
	closedLater,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';
import type { Fault } from '../../../playground/core/faults';
import { planAndApply } from './sync/sync.support';

afterEach(closeAll);

const ID = '64f0c0ffee00000000000001';
const noor = { _id: ID, username: 'noor.vidal', email: 'n@corp.example', state: 'ACTIVATED' };

const answering = async (answer: (request: number, path: string) => OddAnswer) =>
	closedLater(await oddServer(answer));

describe('a list', () => {
	it('that never ends is an error, and none of it is used', async () => {
		const page = Array.from({ length: 100 }, (_, n) => ({ ...noor, _id: `${ID}${n}` }));
		const server = await answering((request) => ({
			body: { results: page, totalCount: (request + 2) * 100 },
		}));
		const { error, items } = await runUser(server, 'getAll', { parameters: { returnAll: true } });

		expect(error?.message).toContain('never ends');
		expect(items).toEqual([]);
		expect(server.requests()).toBe(2);
	});

	it('that does not say how long it is, is read until a page is not full', async () => {
		const page = (size: number, start: number) =>
			Array.from({ length: size }, (_, n) => ({ ...noor, _id: `${ID}${start + n}` }));
		const server = await answering((request) => ({
			body: { results: request === 0 ? page(100, 0) : page(7, 100) },
		}));
		const { items } = await runUser(server, 'getAll', { parameters: { returnAll: true } });

		expect(items).toHaveLength(107);
	});

	it.each([
		['a message', { message: 'maintenance' }],
		['another list', []],
	])('that is %s is not taken for nobody: no user is created', async (_case, body) => {
		const server = await answering(() => ({ body }));
		const { error, items } = await runUser(server, 'upsert', { items: [aPerson()] });

		expect(error?.message).toContain('something else than a list');
		expect(items).toEqual([]);
		expect(server.requests()).toBe(1);
	});

	it('of scheduled changes that is none is not taken for an empty one', async () => {
		const server = await answering((_request, path) => ({
			body: path.includes('userstates') ? { message: 'maintenance' } : noor,
		}));
		const { error } = await runUser(server, 'suspend', {
			parameters: { ...byId(ID), when: 'at', date: '2099-12-31' },
		});

		expect(error?.message).toContain('something else than a list');
		expect(server.requests()).toBe(2);
	});
});

it('a refusal that speaks of something that does not exist is not taken for a duplicate', async () => {
	const found = { results: [], totalCount: 0 };
	const server = await answering((_request, path) =>
		path.includes('search')
			? { body: found }
			: { status: 400, body: { message: 'the manager does not exist' } },
	);
	const { error, items } = await runUser(server, 'upsert', { items: [aPerson()] });

	expect(error?.description).toContain('the manager does not exist');
	expect(items).toEqual([]);
});

it('a suspension that is accepted and did not happen is not reported as done', async () => {
	const server = await answering(() => ({ body: noor }));
	const { error, items } = await runUser(server, 'suspend', { parameters: byId(ID) });

	expect(error?.message).toContain('reports the state ACTIVATED instead of SUSPENDED');
	expect(items).toEqual([]);
});

it('a redirect elsewhere is not followed, so that the key stays here', async () => {
	const elsewhere = await answering(() => ({ body: { results: [], totalCount: 0 } }));
	const server = await answering(() => ({
		status: 307,
		headers: { location: `${elsewhere.credential.baseUrl}/api/search/systemusers` },
	}));
	const { error } = await runUser(server, 'upsert', { items: [aPerson()] });

	expect(error?.message).toContain('login page');
	expect(elsewhere.requests()).toBe(0);
});

it('a service that is not there is an error with what to check', async () => {
	const server = await oddServer(() => ({}));
	await server.close();
	const { error } = await runUser(server, 'upsert', { items: [aPerson()] });

	expect(error).toMatchObject({
		message: 'JumpCloud could not be reached',
		description: expect.stringContaining('ECONNREFUSED'),
	});
});

describe('an answer that something else gave in the place of JumpCloud', () => {
	const ANSWERS: Array<[string, Fault]> = [
		['nothing', { kind: 'empty' }],
		['data of its own', { kind: 'answer', status: 200, body: { message: 'ok' } }],
	];

	it.each(ANSWERS)(
		'to a change of a membership (%s): nobody is said to be in',
		async (_, fault) => {
			const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
			sim.fail({ ...fault, method: 'POST', path: /members$/ });
			const groups = ['Sales'];
			const { items } = await runUser(sim, 'addUser', {
				...{ resource: 'userGroup', parameters: { ...byEmployee('512'), groups } },
			});

			expect(items).toMatchObject([{ action: 'skipped', reason: 'membership_undone' }]);
			expect(sim.state.groups[0]?.members).toEqual([]);
		},
	);

	it('to a change of a membership that was made: what JumpCloud shows counts', async () => {
		const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
		sim.fail({ kind: 'empty', after: true, method: 'POST', path: /members$/ });
		const { items } = await runUser(sim, 'addUser', {
			...{ resource: 'userGroup', parameters: { ...byEmployee('512'), groups: ['Sales'] } },
		});

		expect(items).toMatchObject([{ action: 'added', changed: true }]);
	});

	it.each(ANSWERS)('to a cancellation (%s): what is still there is told', async (_, fault) => {
		const sim = await jumpCloud({ users: [aUser()] });
		await planAndApply(sim, [aPerson({ terminated_on: '2098-06-30' })]);
		sim.fail({ ...fault, method: 'DELETE' });
		const { items } = await planAndApply(sim, [aPerson()]);

		expect(items).toMatchObject([{ action: 'cancel_schedule', result: 'failed' }]);
		expect(items[0]?.message).toContain('still there');
		expect(sim.state.schedules).toHaveLength(1);
		await planAndApply(sim, [aPerson()]);
		expect(sim.state.schedules).toEqual([]);
	});
});
