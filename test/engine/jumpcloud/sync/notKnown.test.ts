import type { IDataObject } from 'n8n-workflow';

import {
	aUser,
	byEmail,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
} from '../../../support/jumpcloud';
import type { UserRun } from '../../../support/jumpcloud';
import { directoryOf, planAndApply } from './sync.support';

afterEach(closeAll);

const DAY_MS = 24 * 60 * 60 * 1000;
const dayFromNow = (days: number) =>
	new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** As a workflow gets them for somebody whom Factorial does not know, or did not give. */
const items: Array<[string, string, IDataObject]> = [
	[
		'whom Factorial: Get did not find',
		'employee_not_found',
		{
			...{ action: 'skipped', reason: 'employee_not_found', message: 'Factorial has no employee' },
			...{ id: '512', event: 'employees/employee/unterminate', first_name: 'Noor' },
		},
	],
	[
		'whom the trigger read again and did not find',
		'employee_not_found',
		{
			...{ id: '512', event: 'employees/employee/unterminate', reread: 'not_found' },
			employee: { id: '512', active: true, login_email: 'noor.vidal@corp.example' },
		},
	],
	[
		'the same, with all that a forger could add',
		'employee_not_found',
		{
			...{ id: '512', event: 'employees/employee/terminate', reread: 'not_found', active: true },
			...{ work_email: 'noor.vidal@corp.example', first_name: 'Noor', last_name: 'Vidal' },
			...{ terminated_on: null, start_date: '2020-01-01' },
		},
	],
	[
		'whom nobody could read',
		'not_read',
		{
			...{ id: '512', reread: 'failed', active: true, work_email: 'noor.vidal@corp.example' },
			...{ first_name: 'Noor', last_name: 'Vidal', terminated_on: '2020-01-31' },
		},
	],
];

/** Each state, with what would make a careless step act. */
const users = [
	['suspended', { state: 'SUSPENDED' as const, suspended: true }],
	[
		'suspended for a last day that is remembered',
		{
			...{ state: 'SUSPENDED' as const, suspended: true },
			attributes: [{ name: 'hrLastDay', value: dayFromNow(-9) }],
		},
	],
	['yet to begin', { state: 'STAGED' as const }],
	['active', {}],
] as const;

describe.each(items)('an employee %s touches nobody', (_item, reason, item) => {
	describe.each(users)('of a user who is %s', (_state, about) => {
		it.each<[string, IDataObject]>([
			['with rehires let in', { rehires: 'unsuspend' }],
			['with last days remembered', { options: { rememberLastDay: 'hrLastDay' } }],
			['with new people let in', { activation: 'now', sendEmailTo: 'none' }],
			['with leavers suspended at once', { leavers: 'now' }],
		])('in a plan %s', async (_rules, rules) => {
			const sim = await jumpCloud({ users: [aUser(about)] });
			const before = directoryOf(sim);
			const { planned } = await planAndApply(sim, [item], rules);

			expect(planned).toMatchObject([{ action: 'skip', reason, person: { employeeId: '512' } }]);
			expect(directoryOf(sim)).toEqual(before);
			expect(sim.journal.writes()).toEqual([]);
		});

		const target = byEmployee('={{ $json.id }}');
		const fallback = {
			...target,
			options: { fallbackEmail: 'noor.vidal@corp.example', rememberLastDay: 'hrLastDay' },
		};
		it.each<[string, string, UserRun]>([
			['Unsuspend', 'unsuspend', { parameters: target }],
			['Unsuspend by work email', 'unsuspend', { parameters: fallback }],
			['Activate', 'activate', { parameters: { ...target, sendEmailTo: 'none' } }],
			['Suspend', 'suspend', { parameters: target }],
			['Suspend by email', 'suspend', { parameters: byEmail('noor.vidal@corp.example') }],
			[
				'Suspend on a day',
				'suspend',
				{ parameters: { ...target, when: 'at', date: '2098-01-01' } },
			],
			['Create or Update', 'upsert', {}],
			['Create', 'create', {}],
			['Update', 'update', { parameters: { ...target, updateFields: { department: 'X' } } }],
			['Delete', 'delete', { parameters: { ...target, confirmation: 'noor.vidal' } }],
			[
				'Add User',
				'addUser',
				{ resource: 'userGroup', parameters: { ...target, groups: ['Sales'] } },
			],
			[
				'Remove User',
				'removeUser',
				{ resource: 'userGroup', parameters: { ...target, groups: ['Finance'] } },
			],
		])('in %s', async (_operation, operation, run) => {
			const sim = await jumpCloud({
				users: [aUser(about)],
				groups: [{ name: 'Sales' }, { name: 'Finance' }],
			});
			sim.state.groups[1]?.members.push(sim.state.user('noor.vidal')._id);
			const before = directoryOf(sim);
			const { items: leaving } = await runUser(sim, operation, { ...run, items: [item] });

			expect(leaving).toMatchObject([{ action: 'skipped', reason }]);
			expect(directoryOf(sim)).toEqual(before);
			expect(sim.journal.writes()).toEqual([]);
		});
	});
});
