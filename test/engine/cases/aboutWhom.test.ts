import type { IDataObject } from 'n8n-workflow';

import type { SystemUser } from '../../../playground/jumpcloud/types';
import {
	aPerson,
	aUser,
	byEmail,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { directoryOf, planAndApply, planChanges, reasons } from '../jumpcloud/sync/sync.support';

/*
 * What an item says about the person whom a step is about: which of its fields name them, that they have
 * left, and which of its IDs is no employee's.
 */

afterEach(closeAll);

const EMAIL = 'noor.vidal@corp.example';
const OUT = { state: 'SUSPENDED' as const, suspended: true };
const PAST = '2025-12-31';
const LATER = '2098-12-31';

/** The operations that write to whoever has an email, and the state in which each has something to do. */
const STEPS: Array<[string, IDataObject, Partial<SystemUser>]> = [
	['suspend', {}, {}],
	['unsuspend', {}, OUT],
	['activate', { sendEmailTo: 'none' }, { state: 'STAGED' }],
	['update', { updateFields: { department: 'Sales' } }, {}],
	['delete', { confirmation: EMAIL }, {}],
];

/** The item of somebody, whose email stands in this field alone. */
const withEmailIn = (field: string, about: IDataObject = {}) => {
	const item = aPerson(about);
	delete item.work_email;
	return { ...item, [field]: EMAIL };
};

describe('By Email, an item about a person who has that email says whose user it is', () => {
	const FIELDS = [
		...['work_email', 'login_email', 'email', 'workEmail', 'loginEmail'],
		...['corporate_email', 'Email Address', 'upn'],
	];
	const ITEMS: Array<[string, IDataObject, Partial<SystemUser>, string]> = [
		[
			'linked to another employee',
			{},
			{ employeeIdentifier: '9', firstname: 'Ines', lastname: 'Soler' },
			'linked_to_other_employee',
		],
		[
			'of another name, without a link',
			{},
			{ employeeIdentifier: '', firstname: 'Ines', lastname: 'Soler' },
			'name_differs',
		],
		[
			'of somebody who has left and was never linked',
			{ terminated_on: PAST },
			{ employeeIdentifier: '' },
			'possibly_somebody_else',
		],
	];

	describe.each(FIELDS)('in %s', (field) => {
		it.each(ITEMS)('a user %s is not touched', async (_user, about, theirs, conflict) => {
			for (const [operation, more, state] of STEPS) {
				const sim = await jumpCloud({ users: [aUser({ ...theirs, ...state })] });
				const before = directoryOf(sim);
				const { items } = await runUser(sim, operation, {
					items: [withEmailIn(field, about)],
					parameters: { ...byEmail(`={{ $json['${field}'] }}`), ...more },
				});

				expect(items).toMatchObject([
					{ action: 'skipped', conflict, employeeId: '512', first_name: 'Noor' },
				]);
				expect(directoryOf(sim)).toEqual(before);
				expect(sim.journal.writes()).toEqual([]);
			}
		});

		it('the user who is linked to them is', async () => {
			for (const [operation, more, state] of STEPS) {
				const sim = await jumpCloud({ users: [aUser(state)] });
				const { error } = await runUser(sim, operation, {
					items: [withEmailIn(field)],
					parameters: { ...byEmail(`={{ $json['${field}'] }}`), ...more },
				});

				expect(words(error)).toBe('');
				expect(sim.journal.writes()).toHaveLength(1);
			}
		});

		it('whoever has left is not let in', async () => {
			const sim = await jumpCloud({ users: [aUser(OUT)] });
			const { items } = await runUser(sim, 'unsuspend', {
				items: [withEmailIn(field, { terminated_on: PAST })],
				parameters: byEmail(EMAIL),
			});

			expect(items).toMatchObject([{ action: 'skipped', reason: 'inactive' }]);
			expect(sim.journal.writes()).toEqual([]);
		});
	});

	it.each(['corporate_email', 'colleague_email', 'upn'])(
		'where the field may hold somebody else’s, %s, the item says so',
		async (field) => {
			const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '9' })] });
			const { items } = await runUser(sim, 'suspend', {
				items: [withEmailIn(field)],
				parameters: byEmail(EMAIL),
			});

			expect(items[0]?.message).toContain(`'${field}'`);
			expect(items[0]?.message).toContain('By ID');
		},
	);

	it.each([
		['of another employee', '900'],
		['of nobody', ''],
	])('without an ID of a leaver, no user is touched who is %s', async (_whose, link) => {
		for (const [operation, more, state] of STEPS) {
			const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: link, ...state })] });
			const gone = aPerson({ active: false, terminated_on: PAST });
			delete gone.id;
			const { items } = await runUser(sim, operation, {
				items: [gone],
				parameters: { ...byEmail(EMAIL), ...more },
			});

			expect(items).toMatchObject([{ action: 'skipped' }]);
			expect(sim.journal.writes()).toEqual([]);
		}
	});

	it('Or by Work Email asks the same', async () => {
		const gone = withEmailIn('login_email', { terminated_on: PAST });
		const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '' })] });
		const options = { fallbackEmail: '={{ $json.login_email }}' };
		const { items } = await runUser(sim, 'suspend', {
			items: [gone],
			parameters: { ...byEmployee('A-17'), options },
		});

		expect(items).toMatchObject([{ conflict: 'possibly_somebody_else' }]);
	});
});

describe('By Email, an item that mentions the email of somebody else is not about them', () => {
	const ines = {
		username: 'ines',
		email: 'ines@corp.example',
		firstname: 'Ines',
		lastname: 'Soler',
	};
	const MENTIONS = [
		...['manager_email', 'manager_work_email', 'managerEmail', 'personal_email', 'buddy_email'],
		...['created_by_email', 'approver', 'emergency_contact_email'],
	];

	it.each(MENTIONS)('%s', async (field) => {
		const gone = { active: false, terminated_on: PAST };
		for (const about of [{}, gone]) {
			const sim = await jumpCloud({
				users: [aUser(), { ...ines, employeeIdentifier: '9' }],
			});
			const { items, error } = await runUser(sim, 'update', {
				items: [aPerson({ ...about, [field]: ines.email })],
				parameters: {
					...byEmail(`={{ $json.${field} }}`),
					updateFields: { department: 'Sales', email: 'ines.soler@corp.example' },
				},
			});

			expect(words(error)).toBe('');
			// Nor is it Ines who has left.
			expect(items).toMatchObject([{ action: 'updated', email: 'ines.soler@corp.example' }]);
			expect(items[0]).not.toHaveProperty('warnings');
		}
	});

	it('the names of an item without an ID have to fit', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await runUser(sim, 'suspend', {
			items: [{ first_name: 'Ines', last_name: 'Soler', email: EMAIL }],
			parameters: byEmail('={{ $json.email }}'),
		});

		expect(reasons(items)).toEqual(['skipped name_differs']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('nor is the row of another list about an employee', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await runUser(sim, 'suspend', {
			items: [{ id: 17, email: EMAIL }],
			parameters: byEmail('={{ $json.email }}'),
		});

		expect(items).toMatchObject([{ action: 'suspended' }]);
	});
});

describe('somebody who is certain by one of two linked users', () => {
	const link = { employeeIdentifier: '', attributes: [{ name: 'hrId', value: '512' }] };
	const stranger = { username: 'ines', email: 'ines@corp.example', firstname: 'Ines' };
	const users = [aUser(link), { ...stranger, lastname: 'Soler', ...link }];
	const target = { ...byEmployee('512'), options: { linkAttribute: 'hrId' } };
	const gone = aPerson({ terminated_on: PAST });

	it.each<[string, IDataObject, IDataObject]>([
		['now', {}, {}],
		['now, who has left', {}, { terminated_on: PAST }],
		['at a date that is over', { when: 'at', date: PAST }, { terminated_on: PAST }],
	])('loses the access of that one, and the other is reported: %s', async (_case, when, about) => {
		const sim = await jumpCloud({ users });
		const { items } = await runUser(sim, 'suspend', {
			items: [aPerson(about)],
			parameters: { ...target, ...when },
		});

		expect(items).toMatchObject([
			{ action: 'suspended', username: 'noor.vidal' },
			{ action: 'skipped', reason: 'link_doubtful', employeeId: '512', first_name: 'Noor' },
		]);
		expect(items[1]?.users).toMatchObject([{ username: 'ines' }]);
		expect(items[1]?.message).toContain('"ines"');
		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED' }, { state: 'ACTIVATED' }]);
	});

	it('so at a date to come', async () => {
		const sim = await jumpCloud({ users });
		const { items } = await runUser(sim, 'suspend', {
			items: [aPerson({ terminated_on: LATER })],
			parameters: { ...target, when: 'at', date: '={{ $json.terminated_on }}' },
		});

		expect(reasons(items)).toEqual(['scheduled undefined', 'skipped link_doubtful']);
		expect(sim.state.schedules.map(({ systemUserId }) => systemUserId)).toEqual([
			sim.state.user('noor.vidal')._id,
		]);
	});

	it('By Email of that one, too', async () => {
		const sim = await jumpCloud({ users });
		const { items } = await runUser(sim, 'suspend', {
			items: [gone],
			parameters: { ...byEmail(EMAIL), options: { linkAttribute: 'hrId' } },
		});

		expect(reasons(items)).toEqual(['suspended undefined', 'skipped link_doubtful']);
		expect(sim.state.user('ines').state).toBe('ACTIVATED');
	});

	it('as in a plan', async () => {
		const sim = await jumpCloud({ users });
		const rules = { link: 'customAttribute', linkAttribute: 'hrId' };
		const { planned } = await planAndApply(sim, [gone], rules);

		expect(reasons(planned).toSorted()).toEqual(['conflict link_doubtful', 'suspend terminated']);
		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED' }, { state: 'ACTIVATED' }]);
	});

	it.each<[string, IDataObject, Partial<SystemUser>]>([
		['update', { updateFields: { department: 'Sales' } }, {}],
		['unsuspend', {}, OUT],
		['activate', { sendEmailTo: 'none' }, { state: 'STAGED' }],
		['delete', { confirmation: EMAIL }, {}],
	])('doubt writes nothing in %s', async (operation, more, state) => {
		const sim = await jumpCloud({ users: users.map((user) => ({ ...user, ...state })) });
		const { items } = await runUser(sim, operation, {
			items: [aPerson()],
			parameters: { ...target, ...more },
		});

		expect(reasons(items)).toEqual(['skipped link_doubtful']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('and in Create or Update', async () => {
		const sim = await jumpCloud({ users });
		const parameters = { link: 'customAttribute', linkAttribute: 'hrId' };
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson({ last_name: 'Prats' })],
			parameters,
		});

		expect(reasons(items)).toEqual(['skipped link_doubtful']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('where all are doubtful, nobody is suspended', async () => {
		const sim = await jumpCloud({ users: users.slice(1) });
		const { items } = await runUser(sim, 'suspend', { items: [gone], parameters: target });

		expect(reasons(items)).toEqual(['skipped link_doubtful']);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe.each(['create', 'upsert'])('%s of somebody whose last day is over', (operation) => {
	const DAYS = [PAST, `${PAST}T00:00:00Z`, `${PAST} 17:00`];
	const given = (item: IDataObject, typeVersion: number, parameters: IDataObject = {}) => ({
		...{ items: [item], parameters, node: { typeVersion }, timezone: 'UTC' },
	});

	describe.each([1, 2])('version %i', (version) => {
		it.each(DAYS)('makes no user, and names the day: %s', async (terminated_on) => {
			for (const active of [true, null, 'yes']) {
				const sim = await jumpCloud();
				const run = given(aPerson({ terminated_on, active }), version, { state: 'ACTIVATED' });
				const { items } = await runUser(sim, operation, run);

				expect(items).toMatchObject([
					{ action: 'skipped', reason: 'inactive', employeeId: '512', first_name: 'Noor' },
				]);
				expect(items[0]?.message).toContain(PAST);
				expect(sim.journal.writes()).toEqual([]);
			}
		});

		it.each(['ifNameAgrees', 'always'])('adopts nobody: %s', async (unlinkedUser) => {
			const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '' })] });
			const run = given(aPerson({ terminated_on: PAST }), version, { unlinkedUser });
			const { items } = await runUser(sim, operation, run);

			expect(reasons(items)).toEqual(['skipped possibly_somebody_else']);
			expect(sim.journal.writes()).toEqual([]);
		});

		it('also where ID and email stand in fields of other names', async () => {
			const { id, work_email: email, ...rest } = aPerson({ terminated_on: PAST });
			const item = { ...rest, person_id: id, corporate_email: email };
			const mapped = {
				employeeId: '={{ $json.person_id }}',
				email: '={{ $json.corporate_email }}',
			};
			for (const users of [[], [aUser({ employeeIdentifier: '' })]]) {
				const sim = await jumpCloud({ users });
				const { items } = await runUser(sim, operation, given(item, version, mapped));

				expect(items).toMatchObject([{ action: 'skipped' }]);
				expect(sim.journal.writes()).toEqual([]);
			}
		});

		it('writes no email, and puts into no group', async () => {
			const sim = await jumpCloud({
				users: [aUser({ email: 'noor@corp.example' })],
				groups: [{ name: 'Sales' }],
			});
			const additionalFields = { groups: ['Sales'] };
			const run = given(aPerson({ terminated_on: PAST }), version, { additionalFields });
			await runUser(sim, operation, run);

			expect(sim.state.users).toMatchObject([{ email: 'noor@corp.example' }]);
			expect(sim.journal.writes()).toEqual([]);
		});

		it.each([
			['today', undefined],
			['to come', LATER],
			['none', null],
			['empty', ''],
		])('whose last day is %s works here', async (_case, day) => {
			const sim = await jumpCloud();
			const now = new Date();
			const terminated_on = day === undefined ? now.toISOString().slice(0, 10) : day;
			// In a zone where the day does not end within the hour.
			const timezone = now.getUTCHours() < 12 ? 'UTC' : 'America/Los_Angeles';
			const run = { ...given(aPerson({ terminated_on }), version), timezone };
			const { items } = await runUser(sim, operation, run);

			expect(items).toMatchObject([{ action: 'created', email: EMAIL }]);
		});

		it('a day that nobody can read stops it', async () => {
			const sim = await jumpCloud();
			const run = given(aPerson({ terminated_on: 'next Friday' }), version);
			const { items } = await runUser(sim, operation, run);

			expect(reasons(items)).toEqual(['skipped invalid_date']);
			expect(sim.journal.writes()).toEqual([]);
		});

		it('the last day of somebody else means nothing', async () => {
			const sim = await jumpCloud();
			const other = aPerson({ id: '9', work_email: 'bo@corp.example', terminated_on: PAST });
			const run = given(other, version, { employeeId: '512', email: EMAIL });
			const { items } = await runUser(sim, operation, run);

			expect(items).toMatchObject([{ action: 'created', email: EMAIL }]);
		});

		it('also where the item mentions the email of the person', async () => {
			const sim = await jumpCloud();
			const other = aPerson({ id: '9', work_email: 'bo@corp.example', terminated_on: PAST });
			const item = { ...other, colleague_email: EMAIL, manager_email: EMAIL };
			const run = given(item, version, { employeeId: '512', email: EMAIL });
			const { items } = await runUser(sim, operation, run);

			expect(items).toMatchObject([{ action: 'created', email: EMAIL }]);
		});

		it('nor does it matter where the parameters find the person in the item', async () => {
			const sim = await jumpCloud();
			const { id, ...item } = aPerson({ terminated_on: PAST });
			const run = given({ ...item, employee_id: id }, version, {
				employeeId: '={{ $json.employee_id }}',
			});
			const { items } = await runUser(sim, operation, run);

			expect(reasons(items)).toEqual(['skipped inactive']);
		});
	});
});

describe('the ID that JumpCloud has given a user is no employee’s', () => {
	/** What a step of this node lets out. */
	const outputOf = async (
		operation: string,
		about: Partial<SystemUser> = {},
		parameters: IDataObject = {},
	) => {
		const sim = await jumpCloud({ users: [aUser(about)], groups: [{ name: 'Sales' }] });
		const { items } = await runUser(sim, operation, { items: [aPerson()], parameters });
		sim.journal.clear();
		return { sim, items };
	};
	const STEPS_BEFORE: Array<[string, IDataObject]> = [
		['upsert', {}],
		['get', byEmployee('512')],
		['get', { ...byEmployee('512'), simplify: false }],
		['getAll', { returnAll: true }],
		['update', { ...byEmployee('512'), updateFields: { department: 'Sales' } }],
	];

	describe.each(STEPS_BEFORE)('behind %s', (before, parameters) => {
		it.each<[string, string, IDataObject, object]>([
			['user', 'suspend', { when: 'now' }, { action: 'suspended' }],
			['user', 'update', { updateFields: { jobTitle: 'Lead' } }, { action: 'updated' }],
			['userGroup', 'addUser', { groups: ['Sales'] }, { action: 'added' }],
		])('a new %s %s is about the user of the item', async (resource, operation, more, expected) => {
			const { sim, items } = await outputOf(before, {}, parameters);
			const { items: told, error } = await runUser(sim, operation, {
				...{ resource, items, parameters: more, node: { typeVersion: 2 } },
			});

			expect(words(error)).toBe('');
			expect(told).toMatchObject([{ ...expected, username: 'noor.vidal' }]);
		});

		it('By Email asks who is linked, not the ID', async () => {
			const { sim, items } = await outputOf(before, {}, parameters);
			const run = { items, parameters: byEmail('={{ $json.email }}') };

			expect((await runUser(sim, 'suspend', run)).items).toMatchObject([{ action: 'suspended' }]);
		});

		it('By Email, and somebody else has got the address since', async () => {
			const { sim, items } = await outputOf(before, {}, parameters);
			Object.assign(sim.state.user('noor.vidal'), { employeeIdentifier: '9' });
			const run = { items, parameters: byEmail('={{ $json.email }}') };

			expect((await runUser(sim, 'suspend', run)).items).toMatchObject([
				{ action: 'skipped', conflict: 'linked_to_other_employee' },
			]);
		});

		it.each(['create', 'upsert'])('%s does not store it as the link', async (operation) => {
			const { sim, items } = await outputOf(before, {}, parameters);
			const mapped = {
				email: '={{ $json.email }}',
				...{ firstname: '={{ $json.firstname }}', lastname: '={{ $json.lastname }}' },
			};
			for (const link of [{}, { link: 'customAttribute', linkAttribute: 'hrId' }]) {
				const { items: told } = await runUser(sim, operation, {
					items,
					parameters: { ...mapped, ...link },
				});
				expect(reasons(told)).toEqual(['skipped invalid_employee_id']);
				expect(told[0]?.message).toContain('$json.employeeIdentifier');
			}
			expect(sim.journal.writes()).toEqual([]);

			const right = { ...mapped, employeeId: '={{ $json.employeeIdentifier }}' };
			const { items: told } = await runUser(sim, 'upsert', { items, parameters: right });
			expect(told).toMatchObject([{ action: 'unchanged' }]);
		});

		it('a plan does not store it either', async () => {
			const { sim, items } = await outputOf(before, {}, parameters);
			const mapped = { email: '={{ $json.email }}' };
			const { items: told } = await planChanges(sim, items, mapped);

			expect(reasons(told)).toEqual(['skip invalid_employee_id']);
		});
	});

	it('whoever keeps no links may copy users by their email', async () => {
		const { items } = await outputOf('get', {}, byEmployee('512'));
		const other = await jumpCloud();
		const { items: told } = await runUser(other, 'create', {
			items,
			parameters: {
				...{ link: 'none', email: '={{ $json.email }}' },
				...{ firstname: '={{ $json.firstname }}', lastname: '={{ $json.lastname }}' },
			},
		});

		expect(told).toMatchObject([{ action: 'created' }]);
		expect(other.state.users).toHaveLength(1);
	});

	it('an employee ID of 24 signs from HR is one', async () => {
		const id = '64f0c0ffee00000000000001';
		const sim = await jumpCloud();
		await runUser(sim, 'upsert', { items: [aPerson({ id })] });
		await runUser(sim, 'suspend', {
			items: [aPerson({ id })],
			parameters: byEmployee('={{ $json.id }}'),
		});

		expect(sim.state.users).toMatchObject([{ employeeIdentifier: id, state: 'SUSPENDED' }]);
	});
});
