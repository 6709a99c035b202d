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
	runUser,
} from '../../support/jumpcloud';
import { planAndApply, reasons } from './sync/sync.support';

afterEach(closeAll);

const EMAIL = 'noor.vidal@corp.example';
const DAY = '2098-12-31';
const END = '2098-12-31T22:59:00.000Z';
const unlinked = aUser({ employeeIdentifier: '' });
const orByEmail = {
	...byEmployee('={{ $json.id }}'),
	options: { fallbackEmail: '={{ $json.work_email }}' },
};
const onLastDay = { when: 'at', date: '={{ $json.terminated_on }}' };

/** What *Suspend* has done to the users, and what it says. */
async function suspend(users: Array<Partial<SystemUser>>, item: IDataObject, parameters: object) {
	const sim = await jumpCloud({ users });
	const { items, error } = await runUser(sim, 'suspend', {
		items: [item],
		parameters: { ...parameters },
	});
	const { state } = sim;
	const planned = state.schedules.map(
		({ systemUserId, scheduledDate }) =>
			`${state.user(systemUserId).username} ${scheduledDate.toISOString()}`,
	);
	const suspended = state.users
		.filter((user) => user.state === 'SUSPENDED')
		.map(({ username }) => username);
	return { sim, items, error, planned, suspended, writes: sim.journal.writes() };
}

describe('whoever has left adopts nobody', () => {
	const gone: Array<[string, IDataObject]> = [
		['left years ago', { active: false, terminated_on: '2020-01-31' }],
		['is inactive, without a last day', { active: false }],
		['is inactive, in a word', { active: 'no' }],
		['is inactive, although the last day is to come', { active: false, terminated_on: DAY }],
		['left, although nobody says that they are inactive', { terminated_on: '2020-01-31' }],
		['left on a day that is written as a midnight', { terminated_on: '2020-01-31T00:00:00Z' }],
	];
	const steps: Array<[string, string, IDataObject]> = [
		['Suspend Or by Work Email', 'suspend', orByEmail],
		['Suspend Or by Work Email, at a date', 'suspend', { ...orByEmail, when: 'at', date: DAY }],
		['Suspend By Email', 'suspend', byEmail('={{ $json.work_email }}')],
		[
			'Suspend by a number of one’s own, Or by Work Email',
			'suspend',
			{ ...orByEmail, ...byEmployee('A-17') },
		],
		['Update', 'update', { ...orByEmail, updateFields: { lastname: 'Prats' } }],
		['Unsuspend', 'unsuspend', orByEmail],
	];

	describe.each(gone)('who %s', (_who, about) => {
		it.each(steps)('%s', async (_step, operation, parameters) => {
			const sim = await jumpCloud({ users: [unlinked] });
			const { items } = await runUser(sim, operation, { items: [aPerson(about)], parameters });

			expect(items).toMatchObject([
				{
					...{ action: 'skipped', reason: 'possibly_somebody_else', first_name: 'Noor' },
					conflict: 'possibly_somebody_else',
				},
			]);
			expect(sim.journal.writes()).toEqual([]);
		});
	});

	it.each(gone)('and a plan says the same of one who %s', async (_who, about) => {
		const sim = await jumpCloud({ users: [unlinked] });
		const { planned } = await planAndApply(sim, [aPerson(about)]);

		expect(reasons(planned)).toEqual(['conflict possibly_somebody_else']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each(gone)('who %s loses the access by the link', async (_who, about) => {
		for (const target of [orByEmail, byEmail('={{ $json.work_email }}')]) {
			const { suspended } = await suspend([aUser()], aPerson(about), target);
			expect(suspended).toEqual(['noor.vidal']);
		}
	});

	it('nor is their old address another’s end, who is linked to somebody else', async () => {
		const former = aPerson({ active: false, terminated_on: '2020-01-31' });
		for (const target of [orByEmail, byEmail('={{ $json.work_email }}')]) {
			const { items, writes } = await suspend([aUser({ employeeIdentifier: '9' })], former, target);
			expect(items).toMatchObject([{ conflict: 'linked_to_other_employee', employeeId: '512' }]);
			expect(writes).toEqual([]);
		}
	});

	it('but who leaves on a day to come works here until then', async () => {
		const leaver = aPerson({ terminated_on: DAY });
		for (const target of [orByEmail, byEmail('={{ $json.work_email }}')]) {
			const { planned, suspended } = await suspend([unlinked], leaver, { ...target, ...onLastDay });
			expect(planned).toEqual([`noor.vidal ${END}`]);
			expect(suspended).toEqual([]);
		}
	});

	it('unless the access ends at once, as in a plan with Suspend Now', async () => {
		const leaver = aPerson({ terminated_on: DAY });
		const { items, writes } = await suspend([unlinked], leaver, orByEmail);
		expect(items).toMatchObject([{ reason: 'possibly_somebody_else' }]);
		expect(writes).toEqual([]);

		const sim = await jumpCloud({ users: [unlinked] });
		const { planned } = await planAndApply(sim, [leaver], { leavers: 'now' });
		expect(reasons(planned)).toEqual(['conflict possibly_somebody_else']);
	});

	it.each([
		['unknown_active', { active: 'perhaps' }],
		['invalid_date', { terminated_on: 'next Friday' }],
		['unsafe_employee_id', { id: Number('9007199254740993') }],
	])('what nobody can read finds nobody by the email: %s', async (reason, about) => {
		const target = byEmail('={{ $json.work_email }}');
		const { items, writes } = await suspend([unlinked], aPerson(about), target);

		expect(items).toMatchObject([{ action: 'skipped', reason }]);
		expect(writes).toEqual([]);
	});

	it('where the item says nothing about the person, the exact email is the admin’s own choice', async () => {
		const about = { active: false, terminated_on: '2020-01-31' };
		for (const item of [{}, aPerson({ ...about, work_email: 'ana@corp.example', id: '900' })]) {
			const { suspended } = await suspend([unlinked], item, byEmail(EMAIL));
			expect(suspended).toEqual(['noor.vidal']);
		}
	});
});

describe('an item that says that somebody has left lets nobody in', () => {
	it('also where it does not say that they are inactive', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED', suspended: true })] });
		const { items } = await runUser(sim, 'unsuspend', {
			items: [aPerson({ terminated_on: '2020-01-31' })],
			parameters: byEmployee('512'),
		});

		expect(items).toMatchObject([{ action: 'skipped', reason: 'inactive' }]);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('an ID that has lost its last digits is nobody’s', () => {
	const lost = Number('9007199254740993');
	const steps: Array<[string, string, IDataObject]> = [
		['user', 'suspend', {}],
		['user', 'suspend', { when: 'at', date: DAY }],
		['user', 'unsuspend', {}],
		['user', 'activate', {}],
		['user', 'update', { updateFields: { lastname: 'Prats' } }],
		['user', 'delete', { confirmation: 'noor.vidal' }],
		['user', 'get', {}],
		['userGroup', 'addUser', { groups: ['Sales'] }],
	];

	it.each(steps)('%s %s', async (resource, operation, more) => {
		for (const about of [{}, { state: 'SUSPENDED', suspended: true }, { state: 'STAGED' }]) {
			const user = aUser({ employeeIdentifier: '9007199254740992', ...about });
			const sim = await jumpCloud({
				users: [user as Partial<SystemUser>],
				groups: [{ name: 'Sales' }],
			});
			const { items } = await runUser(sim, operation, {
				...{ resource, items: [aPerson({ id: lost })] },
				parameters: { ...byEmployee('={{ $json.id }}'), ...more },
			});

			expect(items).toMatchObject([
				{ action: 'skipped', reason: 'unsafe_employee_id', first_name: 'Noor' },
			]);
			expect(JSON.stringify(items)).not.toContain('9007199254740992');
			expect(sim.journal.writes()).toEqual([]);
			expect(calls(sim)).not.toContain('search');
		}
	});

	it('as Create says it', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, 'create', { items: [aPerson({ id: lost })] });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'unsafe_employee_id' }]);
		expect(JSON.stringify(items)).not.toContain('9007199254740992');
	});

	it('nor is it anybody’s manager', async () => {
		const boss = { username: 'boss', employeeIdentifier: '9007199254740992' };
		const sim = await jumpCloud({ users: [aUser(), boss] });
		const manager = { __rl: true, mode: 'employeeIdentifier', value: '={{ $json.manager_id }}' };
		const { items } = await runUser(sim, 'update', {
			items: [aPerson({ manager_id: lost })],
			parameters: { ...byEmployee('512'), updateFields: { manager } },
		});

		expect(items).toMatchObject([{ warnings: ['manager_not_found'] }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([
		['true', true],
		['a list', ['512']],
	])('nor is what is no single value: %s', async (_case, id) => {
		const target = byEmployee('={{ $json.id }}');
		const { items, writes } = await suspend([aUser()], aPerson({ id }), target);

		expect(items).toMatchObject([{ action: 'skipped', reason: 'invalid_employee_id' }]);
		expect(writes).toEqual([]);
	});

	it('and one that holds what nobody can see is read as it looks', async () => {
		const { suspended } = await suspend([aUser()], {}, byEmployee('\u200b512\ufeff'));
		expect(suspended).toEqual(['noor.vidal']);
	});
});

describe('Suspend of somebody to whom several users are linked', () => {
	const link = { employeeIdentifier: '', attributes: [{ name: 'hrId', value: '512' }] };
	const second = { username: 'noor', email: 'noor@corp.example', firstname: 'Noor' };
	const both = [aUser(link), { ...second, lastname: 'Vidal', ...link }];
	const target = { ...byEmployee('512'), options: { linkAttribute: 'hrId' } };
	const rules = { link: 'customAttribute', linkAttribute: 'hrId' };

	it.each<[string, IDataObject, IDataObject]>([
		['now', {}, {}],
		['now, as the item says', {}, { active: false, terminated_on: '2020-01-31' }],
		['on a day that is past', { when: 'at', date: '2020-01-31' }, {}],
		['within the hour', { when: 'at', date: inHours(0.5) }, {}],
	])('all of them lose the access %s', async (_case, when, about) => {
		for (const item of [{}, aPerson(about)]) {
			const { suspended, items } = await suspend(both, item, { ...target, ...when });
			expect(suspended).toEqual(['noor.vidal', 'noor']);
			expect(items.map(({ action }) => action)).toEqual(['suspended', 'suspended']);
		}
	});

	it('of a past day that is pushed by an hour, too', async () => {
		const when = { when: 'at', date: '2020-01-31', whenTooSoon: 'push' };
		const { planned } = await suspend(both, {}, { ...target, ...when });
		expect(planned).toHaveLength(2);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['a day', { when: 'at', date: DAY }, {}],
		['a moment', { when: 'at', date: `${DAY}T18:00:00Z` }, {}],
		['the last day of the item', { when: 'at', date: DAY }, { terminated_on: DAY }],
	])('nobody is suspended on %s to come, and the item says why', async (_case, when, about) => {
		const { planned, suspended, writes, items } = await suspend(both, aPerson(about), {
			...target,
			...when,
		});

		expect(items).toMatchObject([
			{ action: 'skipped', reason: 'conflict', conflict: 'several_linked', employeeId: '512' },
		]);
		expect(items[0]?.users).toHaveLength(2);
		expect([planned, suspended, writes]).toEqual([[], [], []]);
	});

	it.each<[string, string, string[]]>([
		['to come', DAY, []],
		['that is over', '2020-01-31', ['SUSPENDED', 'SUSPENDED']],
	])('as in a plan for a last day %s', async (_case, day, states) => {
		const sim = await jumpCloud({ users: both });
		await planAndApply(sim, [aPerson({ terminated_on: day })], rules);

		expect(sim.state.users.map(({ state }) => state).filter((one) => one === 'SUSPENDED')).toEqual(
			states,
		);
		expect(sim.state.schedules).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['update', { updateFields: { department: 'Sales' } }],
		['unsuspend', {}],
		['delete', { confirmation: 'noor.vidal' }],
	])('no other operation takes one of them: %s', async (operation, more) => {
		const sim = await jumpCloud({ users: both });
		for (const about of [{}, { active: false, terminated_on: '2020-01-31' }]) {
			const { items } = await runUser(sim, operation, {
				items: [aPerson(about)],
				parameters: { ...target, ...more },
			});
			expect(items).toMatchObject([{ action: 'skipped', conflict: 'several_linked' }]);
		}
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('By Email finds who has the email', () => {
	const zoe = { username: 'zoe', email: 'z@corp.example', firstname: 'Zoe', lastname: 'Roca' };
	const other = aPerson({ work_email: 'z@corp.example' });
	const steps: Array<[string, string, IDataObject, IDataObject]> = [
		['Suspend', 'suspend', {}, {}],
		['Suspend at a date', 'suspend', { when: 'at', date: DAY }, {}],
		['Suspend of a leaver', 'suspend', {}, { active: false, terminated_on: '2020-01-31' }],
		['Update', 'update', { updateFields: { department: 'Sales' } }, {}],
	];

	it.each(steps)(
		'and whoever else is linked to the person is not touched: %s',
		async (_step, operation, more, about) => {
			const sim = await jumpCloud({ users: [aUser(), zoe] });
			const { items } = await runUser(sim, operation, {
				items: [{ ...other, ...about }],
				parameters: { ...byEmail('z@corp.example'), ...more },
			});

			expect(items).toMatchObject([
				{ action: 'skipped', reason: 'conflict', conflict: 'email_in_use', employeeId: '512' },
			]);
			expect(items[0]?.message).toMatch(/noor\.vidal.*zoe/);
			expect(sim.journal.writes()).toEqual([]);
		},
	);

	it('as a plan says it', async () => {
		const sim = await jumpCloud({ users: [aUser(), zoe] });
		const { planned } = await planAndApply(sim, [other]);

		expect(planned).toMatchObject([{ action: 'conflict', conflict: 'email_in_use' }]);
	});

	it('and nobody who has another one', async () => {
		const { error, writes } = await suspend([aUser()], other, byEmail('z@corp.example'));

		expect(error?.message).toContain('z@corp.example');
		expect(writes).toEqual([]);
	});
});
