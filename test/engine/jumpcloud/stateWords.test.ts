import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSwitches } from '../../../playground/jumpcloud/switches';
import { aPerson, aUser, byEmployee, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';
import { planThenApply, results } from './sync/sync.support';

afterEach(closeAll);

/** The ways in which organizations tell the state of a user. */
const WAYS: Array<[Partial<JumpCloudSwitches>]> = [
	[{ stateWords: 'lower' }],
	[{ stateWords: 'title' }],
	[{ stateWords: 'null' }],
	[{ stateWords: 'absent' }],
	[{ stateWords: 'absent', suspendedAs: 'text' }],
	[{ stateWords: 'null', stateInEcho: false }],
];
/** In older organizations nobody can tell Staged from Activated. */
const WITH_STATES = WAYS.slice(0, 2);

const noor = byEmployee('512');
const out = { state: 'SUSPENDED', suspended: true } as const;
const remembering = { options: { rememberLastDay: 'hrLastDay' } };

describe.each(WAYS)('where the state is told as %j', (switches) => {
	it('Suspend suspends once, and Unsuspend lets in once', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches });
		const actions: unknown[] = [];
		for (const operation of ['suspend', 'suspend', 'unsuspend', 'unsuspend']) {
			const { items, error } = await runUser(sim, operation, { parameters: noor });
			actions.push(error?.message ?? [items[0]?.action, items[0]?.state]);
		}

		expect(actions).toEqual([
			['suspended', 'SUSPENDED'],
			['unchanged', 'SUSPENDED'],
			['unsuspended', 'ACTIVATED'],
			['unchanged', 'ACTIVATED'],
		]);
		expect(sim.journal.writes()).toHaveLength(2);
		expect(sim.state.users).toMatchObject([{ state: 'ACTIVATED', suspended: false }]);
	});

	it('a leaver is suspended by a plan once, and let in again when HR takes it back', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches });
		const left = aPerson({ active: false, terminated_on: '2026-01-31' });
		const told: unknown[] = [];
		for (const person of [left, left, aPerson(), aPerson()]) {
			const { planned, items } = await planThenApply(sim, [person], remembering);
			told.push(planned.length === 0 ? 'nothing' : results(items));
		}

		expect(told).toEqual([['applied suspend'], 'nothing', ['applied unsuspend'], 'nothing']);
		expect(sim.state.users).toMatchObject([{ state: 'ACTIVATED', attributes: [] }]);
	});

	it('a suspended user joins no group, is not activated, and gets no suspension for later', async () => {
		const sim = await jumpCloud({
			users: [aUser(out)],
			groups: [{ name: 'Sales' }],
			switches,
		});
		const reasons: unknown[] = [];
		const run = async (operation: string, parameters: IDataObject) => {
			const { items } = await runUser(sim, operation, { items: [aPerson()], parameters });
			reasons.push(items[0]?.reason ?? items[0]?.warnings);
		};
		await run('upsert', { additionalFields: { groups: ['Sales'] } });
		await run('update', { ...noor, updateFields: { department: 'Ops' } });
		await run('activate', noor);
		await run('suspend', { ...noor, when: 'at', date: '2099-01-31', timeOfDay: '23:59' });

		expect(reasons).toEqual([['not_active: Sales'], undefined, 'suspended', 'suspended']);
		expect(sim.state.groups).toMatchObject([{ members: [] }]);
		expect(sim.state.schedules).toEqual([]);
		expect(sim.state.users).toMatchObject([{ ...out, department: 'Ops' }]);
	});
});

describe.each(WITH_STATES)('where the state is told as %j', (switches) => {
	const rules = { activation: 'now' };

	it('a Staged user is activated, by a plan and by Activate', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })], switches });
		const { items } = await planThenApply(sim, [aPerson()], rules);
		const again = await planThenApply(sim, [aPerson()], rules);
		const second = await jumpCloud({ users: [aUser({ state: 'STAGED' })], switches });
		const activated = await runUser(second, 'activate', { parameters: noor });

		expect(results(items)).toEqual(['applied activate']);
		expect(again.planned).toEqual([]);
		expect(activated.items).toMatchObject([{ action: 'activated', state: 'ACTIVATED' }]);
		expect([sim, second].map(({ state }) => state.mails.length)).toEqual([1, 1]);
	});
});
