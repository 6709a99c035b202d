import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import {
	GOES_ON,
	aUser,
	byEmail,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';

afterEach(closeAll);

const ofNoor = { of: 'user', ...byEmployee('512') };

function pend(sim: JumpCloudSimulator, key: string, state: 'ACTIVATED' | 'SUSPENDED', at: string) {
	const scheduledJobId = sim.state.nextId();
	const { _id: systemUserId } = sim.state.user(key);
	const scheduledDate = new Date(at);
	sim.state.schedules.push({ scheduledJobId, systemUserId, state, scheduledDate, sendMail: false });
	return scheduledJobId;
}

async function company() {
	const sim = await jumpCloud({ users: [aUser(), { username: 'bo' }] });
	const ids = [
		pend(sim, 'noor.vidal', 'ACTIVATED', '2099-01-01T07:00:00Z'),
		pend(sim, 'bo', 'SUSPENDED', '2099-06-30T21:59:00Z'),
		pend(sim, 'noor.vidal', 'SUSPENDED', '2099-12-31T22:59:00Z'),
	];
	return { sim, ids };
}

async function listed(sim: JumpCloudSimulator, parameters: IDataObject) {
	return await runUser(sim, 'getAll', { resource: 'scheduledChange', parameters });
}

async function cancel(sim: JumpCloudSimulator, changeId: string, items: IDataObject[] = [{}]) {
	const parameters = { changeId };
	return await runUser(sim, 'cancel', {
		resource: 'scheduledChange',
		parameters,
		items,
		node: GOES_ON,
	});
}

describe('Get Many', () => {
	it('gives what is still to come for everybody', async () => {
		const { sim, ids } = await company();
		const { items } = await listed(sim, {});

		expect(items.map(({ id }) => id)).toEqual(ids);
		expect(items[1]).toEqual({
			id: ids[1],
			userId: sim.state.user('bo')._id,
			state: 'SUSPENDED',
			at: '2099-06-30T21:59:00.000Z',
		});
	});

	it('gives what is still to come for one user, with the user', async () => {
		const { sim, ids } = await company();
		const { items } = await listed(sim, ofNoor);

		const { username, email } = aUser();
		expect(items).toMatchObject([
			{ id: ids[0], state: 'ACTIVATED', username, email },
			{ id: ids[2], state: 'SUSPENDED', username, email },
		]);
	});

	it.each([
		['for everybody', {}, 2],
		['for one user', ofNoor, 1],
	])('leaves out what the filter does not want, %s', async (_case, parameters, expected) => {
		const { sim } = await company();
		const { items } = await listed(sim, { ...parameters, filters: { state: 'SUSPENDED' } });

		expect(items.map(({ state }) => state)).toEqual(Array(expected).fill('SUSPENDED'));
	});

	it.each([
		[{ returnAll: true }, 230, 3],
		[{ limit: 100 }, 100, 1],
		[{}, 50, 1],
		[{ limit: 120, filters: { state: 'SUSPENDED' } }, 115, 3],
	])('with %j gives %i in %i calls', async (parameters, expected, pages) => {
		const sim = await jumpCloud({ users: [aUser()] });
		for (let n = 0; n < 230; n++) {
			pend(sim, 'noor.vidal', n % 2 ? 'SUSPENDED' : 'ACTIVATED', `20${60 + (n % 30)}-01-01`);
		}
		const { items } = await listed(sim, parameters);

		expect(new Set(items.map(({ id }) => id)).size).toBe(expected);
		expect(calls(sim)).toEqual(Array(pages).fill('read schedule'));
	});

	it('gives no items when nothing is to come, which is no failure', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items, error } = await listed(sim, ofNoor);

		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it('is never for everybody because the item has no user', async () => {
		const { sim } = await company();
		const { error } = await listed(sim, { of: 'user', ...byEmail('={{ $json.nothing }}') });

		expect(error?.message).toContain("'User' is empty");
		expect(calls(sim)).toEqual([]);
	});

	it('refuses a limit of 0 by its name', async () => {
		const { sim } = await company();
		expect((await listed(sim, { limit: 0 })).error?.message).toContain("'Limit'");
	});
});

describe('Cancel', () => {
	it('takes back the one change, and the user keeps the access', async () => {
		const { sim, ids } = await company();
		const { items } = await cancel(sim, ids[2] ?? '');

		expect(items).toEqual([{ action: 'cancelled', changed: true, id: ids[2] }]);
		expect(sim.state.schedules.map(({ scheduledJobId }) => scheduledJobId)).toEqual([
			ids[0],
			ids[1],
		]);
		sim.clock.set('2100-01-01T00:00:00Z');
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});

	it('of what is gone already is a success that changed nothing', async () => {
		const { sim, ids } = await company();
		await cancel(sim, ids[0] ?? '');
		const { items } = await cancel(sim, ids[0] ?? '');

		expect(items).toEqual([{ action: 'unchanged', changed: false, id: ids[0] }]);
		expect(sim.state.schedules).toHaveLength(2);
	});

	it('takes what Get Many gives', async () => {
		const { sim } = await company();
		const { items } = await listed(sim, ofNoor);
		await cancel(sim, '={{ $json.id }}', items);

		expect(sim.state.schedules).toMatchObject([
			{ systemUserId: sim.state.user('bo')._id, state: 'SUSPENDED' },
		]);
	});

	it('refuses an empty ID by its name, and the other items are unaffected', async () => {
		const { sim, ids } = await company();
		const { items } = await cancel(sim, '={{ $json.id }}', [{}, { id: ids[0] }]);

		expect(items).toMatchObject([
			{ error: expect.stringContaining("'Change ID'") },
			{ changed: true },
		]);
	});

	it('cannot be led to another address by an ID', async () => {
		const { sim } = await company();
		const { items } = await cancel(sim, '../../systemusers/1');

		expect(items).toMatchObject([{ changed: false }]);
		expect(sim.journal.all().map(({ path }) => path)).toEqual([
			'/api/v2/bulk/userstates/..%2F..%2Fsystemusers%2F1',
		]);
	});

	it('is told which permission is missing', async () => {
		const { sim, ids } = await company();
		sim.switches.stateWritesForbidden = true;
		const { leaving } = await cancel(sim, ids[0] ?? '');

		expect(String(leaving[0]?.json.message)).toMatch(/may not.*user states/);
		expect(sim.state.schedules).toHaveLength(3);
	});
});
