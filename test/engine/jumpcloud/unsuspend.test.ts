import type { IDataObject } from 'n8n-workflow';

import type { SystemUser } from '../../../playground/jumpcloud/types';
import {
	aPerson,
	aUser,
	byEmail,
	byEmployee,
	calls,
	closeAll,
	inHours,
	jumpCloud,
	onlyWrite,
	runUser,
} from '../../support/jumpcloud';
import { planAndApply, reasons } from './sync/sync.support';

afterEach(closeAll);

const HOUR_MS = 3_600_000;
const parameters = byEmployee('512');

describe('Unsuspend', () => {
	it('gives the access back', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED' })] });
		const { items } = await runUser(sim, 'unsuspend', { parameters });

		expect(onlyWrite(sim)).toEqual({ state: 'ACTIVATED', suspended: false });
		expect(items).toMatchObject([{ action: 'unsuspended', state: 'ACTIVATED' }]);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', suspended: false });
	});

	it.each(['ACTIVATED', 'STAGED'] as const)(
		'leaves a user who is %s as they are',
		async (state) => {
			const sim = await jumpCloud({ users: [aUser({ state })] });
			const { items } = await runUser(sim, 'unsuspend', { parameters });

			expect(items).toMatchObject([{ action: 'unchanged', state }]);
			expect(sim.journal.writes()).toEqual([]);
		},
	);

	it('only reports when told so', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED' })] });
		const options = { reportOnly: true, cancelScheduled: true };
		const { items } = await runUser(sim, 'unsuspend', { parameters: { ...parameters, options } });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'suspended' }]);
		expect(calls(sim)).toEqual(['search']);
	});

	it.each([
		['an active user, who is not suspended in the end', 'ACTIVATED', 'cancelled'],
		['a suspended one, who is not suspended again', 'SUSPENDED', 'unsuspended'],
	] as const)('cancels the suspension of %s', async (_case, state, action) => {
		const sim = await jumpCloud({ users: [aUser({ state })] });
		const { _id } = sim.state.user('noor.vidal');
		for (const [pending, hours] of [
			['SUSPENDED', 48],
			['ACTIVATED', 72],
		] as const) {
			sim.state.schedules.push({
				scheduledJobId: sim.state.nextId(),
				systemUserId: _id,
				state: pending,
				scheduledDate: new Date(inHours(hours)),
				sendMail: false,
			});
		}
		const options = { cancelScheduled: true };
		const { items } = await runUser(sim, 'unsuspend', { parameters: { ...parameters, options } });

		expect(items).toMatchObject([{ action, cancelled: [{ state: 'SUSPENDED' }] }]);
		expect(sim.state.schedules).toMatchObject([{ state: 'ACTIVATED' }]);
		sim.clock.advance(96 * 3_600_000);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});

	it.each([
		['gives the access back', {}, 'ACTIVATED', 'unsuspended'],
		['reports it when told so', { reportOnly: true }, 'SUSPENDED', 'skipped'],
	])('meets a suspension that has just come true and %s', async (_case, more, state, action) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const parameters = { ...byEmployee('512'), when: 'at', date: inHours(48) };
		await runUser(sim, 'suspend', { parameters });
		sim.fail({ kind: 'meanwhile', run: () => sim.clock.advance(50 * HOUR_MS), method: 'DELETE' });
		const options = { cancelScheduled: true, ...more };
		const { items } = await runUser(sim, 'unsuspend', { parameters: { ...parameters, options } });

		expect(items).toMatchObject([{ action }]);
		expect(sim.state.user('noor.vidal').state).toBe(state);
	});

	it('has nothing to cancel and says so', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const options = { cancelScheduled: true };
		const { items } = await runUser(sim, 'unsuspend', { parameters: { ...parameters, options } });

		expect(items).toMatchObject([{ action: 'unchanged' }]);
		expect(items[0]).not.toHaveProperty('cancelled');
	});
});

describe('Unsuspend with Remember the Last Day In', () => {
	const floor = { name: 'floor', value: '3' };
	const attributes = [floor, { name: 'hrLastDay', value: '2025-12-31' }];
	const options = { rememberLastDay: 'hrLastDay' };
	const out = { state: 'SUSPENDED', suspended: true } as const;

	it('empties the day in the call that lets them in', async () => {
		const sim = await jumpCloud({ users: [aUser({ ...out, attributes })] });
		const { items } = await runUser(sim, 'unsuspend', { parameters: { ...parameters, options } });

		expect(items).toMatchObject([{ action: 'unsuspended', state: 'ACTIVATED' }]);
		expect(items[0]).not.toHaveProperty('warnings');
		expect(onlyWrite(sim)).toEqual({ state: 'ACTIVATED', suspended: false, attributes: [floor] });
	});

	it('so whom IT locks afterwards stays out', async () => {
		const sim = await jumpCloud({ users: [aUser({ ...out, attributes })] });
		await runUser(sim, 'unsuspend', { parameters: { ...parameters, options } });
		Object.assign(sim.state.user('noor.vidal'), out);
		const { planned } = await planAndApply(sim, [aPerson()], { options });

		expect(reasons(planned)).toEqual(['skip suspended']);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});

	it.each([
		['of which the suspension is cancelled', true, 'cancelled'],
		['of which none is left', false, 'updated'],
	])('empties a day to come %s', async (_case, isPlanned, action) => {
		const sim = await jumpCloud({ users: [aUser({ attributes: [floor] })] });
		const day = { when: 'at', date: '2098-12-31' };
		await runUser(sim, 'suspend', { parameters: { ...parameters, ...day, options } });
		if (!isPlanned) sim.state.schedules.splice(0);
		const { items } = await runUser(sim, 'unsuspend', {
			parameters: { ...parameters, options: { ...options, cancelScheduled: true } },
		});

		expect(items).toMatchObject([{ action, changed: ['attributes.hrLastDay'] }]);
		expect(sim.state.schedules).toEqual([]);
		expect(sim.state.user('noor.vidal').attributes).toEqual([floor]);
	});

	it('keeps it as long as the suspension is still to come', async () => {
		const sim = await jumpCloud({ users: [aUser({ attributes })] });
		const { items } = await runUser(sim, 'unsuspend', { parameters: { ...parameters, options } });

		expect(items).toMatchObject([{ action: 'unchanged' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('keeps it where it only reports, and where it is not wished', async () => {
		const sim = await jumpCloud({ users: [aUser({ ...out, attributes })] });
		const only = { ...options, reportOnly: true, cancelScheduled: true };
		await runUser(sim, 'unsuspend', { parameters: { ...parameters, options: only } });
		expect(sim.journal.writes()).toEqual([]);
		await runUser(sim, 'unsuspend', { parameters });
		expect(sim.state.user('noor.vidal').attributes).toEqual(attributes);
	});

	it('lets them in although the day cannot be emptied, and says so', async () => {
		const sim = await jumpCloud({ users: [aUser({ ...out, attributes })] });
		sim.fail({ kind: 'answer', status: 400, body: { message: 'No' }, method: 'PUT' });
		const { items } = await runUser(sim, 'unsuspend', { parameters: { ...parameters, options } });

		expect(items).toMatchObject([{ action: 'unsuspended', warnings: ['last_day_not_remembered'] }]);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});
});

describe('an item that says of its person that they do not work here', () => {
	const leaver = aPerson({ active: false, terminated_on: '2025-12-31' });
	const cases: Array<[string, Partial<SystemUser>, string, IDataObject]> = [
		['Unsuspend', { state: 'SUSPENDED', suspended: true }, 'unsuspend', {}],
		['Unsuspend, of a user who is to be suspended', {}, 'unsuspend', { cancelScheduled: true }],
		['Activate', { state: 'STAGED' }, 'activate', {}],
	];

	it.each(cases)('lets nobody in: %s', async (_case, about, operation, options) => {
		for (const user of [byEmployee('512'), byEmail('noor.vidal@corp.example')]) {
			const sim = await jumpCloud({ users: [aUser(about)] });
			const { items } = await runUser(sim, operation, {
				items: [leaver],
				parameters: { ...user, options },
			});

			expect(items).toMatchObject([{ action: 'skipped', reason: 'inactive', employeeId: '512' }]);
			expect(sim.journal.writes()).toEqual([]);
		}
	});

	it.each(cases)(
		'says nothing about somebody else: %s',
		async (_case, about, operation, options) => {
			const sim = await jumpCloud({ users: [aUser(about)] });
			const { items } = await runUser(sim, operation, {
				items: [{ ...leaver, id: '900', work_email: 'ana.prats@corp.example' }],
				parameters: { ...byEmployee('512'), options },
			});

			expect(items[0]?.reason).toBeUndefined();
		},
	);

	it('gives them no email, and everything else: Update', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await runUser(sim, 'update', {
			items: [leaver],
			parameters: {
				...byEmployee('512'),
				updateFields: { email: 'noor@corp.example', lastname: 'Prats' },
			},
		});

		expect(items).toMatchObject([{ action: 'updated', warnings: ['email_of_leaver'] }]);
		expect(sim.state.users).toMatchObject([
			{ email: 'noor.vidal@corp.example', lastname: 'Prats' },
		]);
	});
});
