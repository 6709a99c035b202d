import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import type { SystemUser } from '../../../playground/jumpcloud/types';
import { aSmallCompany, employee, factorial, runFactorial } from '../../support/factorial';
import { activeValue, dayValue, emailValue, idValue, nameValue } from '../../support/hostile';
import {
	GOES_ON,
	aPerson,
	aUser,
	byEmail,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { EVERYONE, planAndApply } from '../jumpcloud/sync/sync.support';

/*
 * Values that are not what they look like, in the parameters and items of every operation that reads
 * them. One reader each: a row that comes right in one place comes right in all.
 */

afterEach(closeAll);

const ZWSP = '\u200b';
const UNSAFE = Number('18446744073709551');
const OUT = { state: 'SUSPENDED' as const, suspended: true };

const noor = (sim: JumpCloudSimulator) => sim.state.user('noor.vidal');
/** Everything that somebody could be wronged in. */
const told = ({ state }: JumpCloudSimulator) =>
	state.users.map(({ username, email, firstname, lastname, ...user }) => ({
		...{ username, email, firstname, lastname, state: user.state },
		employee: user.employeeIdentifier,
	}));

describe('whether somebody works here', () => {
	const LEFT = ['Inactive', 'Terminated', 'Left', 'off', 'N', 'no', ' FALSE ', `f${ZWSP}alse`, 0];
	const WORKS = ['Active', 'yes', 'Y', 'TRUE', `on${ZWSP}`, 1, '', ' ', null];
	const UNKNOWN = ['on leave', 'perhaps', 2, [], ['false'], { active: false }, '?', NaN];
	const rows = [
		...LEFT.map((value) => ['has left', value] as const),
		...WORKS.map((value) => ['works here', value] as const),
		...UNKNOWN.map((value) => ['is not known', value] as const),
	];

	it.each(rows)('%s: %p', async (meaning, active) => {
		const person = aPerson({ active: active as IDataObject[string] });
		for (const how of [{}, EVERYONE]) {
			const sim = await jumpCloud({ users: [aUser()] });
			const { planned } = await planAndApply(sim, [person], how);
			expect(noor(sim).state).toBe(meaning === 'has left' ? 'SUSPENDED' : 'ACTIVATED');
			expect(planned.map(({ reason }) => reason)).toEqual(
				{ 'has left': ['inactive'], 'works here': [], 'is not known': ['unknown_active'] }[meaning],
			);
		}
		for (const operation of ['create', 'upsert']) {
			const sim = await jumpCloud({});
			const { items } = await runUser(sim, operation, { items: [person] });
			const expected = {
				'has left': { action: 'skipped', reason: 'inactive' },
				'works here': { action: 'created' },
				'is not known': { action: 'skipped', reason: 'unknown_active' },
			}[meaning];
			expect(items).toMatchObject([expected]);
			expect(sim.state.users).toHaveLength(meaning === 'works here' ? 1 : 0);
		}
		for (const [operation, before, after] of [
			['unsuspend', 'SUSPENDED', 'ACTIVATED'],
			['activate', 'STAGED', 'ACTIVATED'],
		] as const) {
			const user = { state: before, suspended: before === 'SUSPENDED' };
			const sim = await jumpCloud({ users: [aUser(user)] });
			const { items } = await runUser(sim, operation, {
				...{ items: [person], parameters: byEmployee('={{ $json.id }}') },
			});
			expect(noor(sim).state).toBe(meaning === 'works here' ? after : before);
			if (meaning !== 'works here') expect(items).toMatchObject([{ action: 'skipped' }]);
		}
	});

	it('many who cannot be read are an alarm', async () => {
		const people = Array.from({ length: 25 }, (_, n) =>
			aPerson({ id: `${n + 1}`, work_email: `p${n}@corp.example`, active: 'perhaps' }),
		);
		const sim = await jumpCloud({});
		const planning = runUser(sim, 'plan', {
			...{ resource: 'sync', items: people, parameters: { people: 'everyone' } },
		});
		expect(words((await planning).error)).toContain('25 people with values that cannot be read');
	});
});

describe('a day', () => {
	const END = '2098-12-31T22:59:00.000Z';

	it.each<[unknown, string]>([
		...[
			...['2098-12-31', '2098-12-31T00:00:00.000Z', '2098-12-31 00:00:00', ' 2098-12-31\n'],
			...['2098-12-31T00:00:00+09:00', '2098-12-31T23:59:59-08:00', `2098-12-${ZWSP}31`],
		].map((value): [unknown, string] => [value, END]),
		...[
			...['0001-01-01T00:00:00', '1900-01-01', '9999-12-31', '2098-02-30', '31.12.2098', 'soon'],
			...[20981231, 4070908800000, true, [], {}, ['2098-12-31'], '2098-12-31T25:00'],
		].map((value): [unknown, string] => [value, 'invalid']),
	])('%p as a last day', async (value, expected) => {
		const person = aPerson({ terminated_on: value as IDataObject[string] });
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned } = await planAndApply(sim, [person]);
		const scheduled = sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString());

		expect(scheduled).toEqual(expected === 'invalid' ? [] : [expected]);
		expect(noor(sim).state).toBe('ACTIVATED');
		if (expected === 'invalid') expect(planned).toMatchObject([{ reason: 'invalid_date' }]);
	});

	it.each<[unknown, string | undefined]>([
		['2098-12-31', END],
		['2098-12-31T00:00:00.000Z', END],
		[`2098-12-31${ZWSP}`, END],
		['2098-12-31T18:00:00Z', '2098-12-31T18:00:00.000Z'],
		...['0001-01-01T00:00:00', '1900-01-01', '9999-12-31', 'soon', '', null, [], 20981231].map(
			(value): [unknown, undefined] => [value, undefined],
		),
	])('%p as the date of Suspend', async (value, expected) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await runUser(sim, 'suspend', {
			items: [{ ends: value as IDataObject[string] }],
			parameters: { ...byEmployee('512'), when: 'at', date: '={{ $json.ends }}' },
		});
		const scheduled = sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString());

		expect(scheduled).toEqual(expected === undefined ? [] : [expected]);
		expect(noor(sim).state).toBe('ACTIVATED');
		if (expected === undefined) {
			expect(words(error)).toContain("'Date' is not a date");
			expect(sim.journal.all()).toEqual([]);
		}
	});
});

describe('an ID with more digits than a number holds is nobody’s', () => {
	const by: IDataObject = byEmployee('={{ $json.id }}');
	// What both numbers become on their way, and whose user would be taken.
	const rounded = aUser({ employeeIdentifier: String(UNSAFE) });

	it.each<[string, string, IDataObject, Partial<SystemUser>?]>([
		['user', 'create', {}],
		['user', 'upsert', {}],
		['user', 'update', { ...by, updateFields: { jobTitle: 'Head' } }],
		['user', 'activate', by, { state: 'STAGED' }],
		['user', 'suspend', by],
		['user', 'unsuspend', by, OUT],
		['user', 'delete', { ...by, confirmation: 'noor.vidal' }],
		['userGroup', 'addUser', { ...by, groups: ['Sales'] }],
		['userGroup', 'removeUser', { ...by, groups: ['Sales'] }],
	])('%s: %s', async (resource, operation, parameters, about = {}) => {
		for (const id of [UNSAFE * 1000, 2 ** 53, 1.5, [512], true]) {
			const user = { ...rounded, employeeIdentifier: String(id), ...about };
			const sim = await jumpCloud({ users: [user], groups: [{ name: 'Sales' }] });
			const before = told(sim);
			const item = aPerson({ id: id as IDataObject[string], work_email: 'other@corp.example' });
			const { items } = await runUser(sim, operation, { resource, parameters, items: [item] });

			expect(items).toMatchObject(
				[{ action: 'skipped', reason: /_employee_id$/ }].map(() => ({
					action: 'skipped',
					reason: expect.stringMatching(/^(unsafe|invalid)_employee_id$/),
				})),
			);
			expect(told(sim)).toEqual(before);
			expect(sim.journal.writes().filter(({ path }) => !path.includes('search'))).toEqual([]);
		}
	});

	it.each([
		...['undefined', 'null', 'NaN', '[object Object]', '#N/A', 'N/A', '-', 'None', 'Infinity'],
		...['1.8446744073709552e+19', '1,84467E+16', '51\ufffd2', '1E18', '1.23E11', '512.0'],
		...['0', '0000', '-1', 'TBD', 'NA', 'N.A.', 'unknown', '#N/D', '#ERROR!', '#¡REF!', '########'],
		...['00000000-0000-0000-0000-000000000000', '{{ $json.id }}', 'undefined-1'],
	])('nor is a word for no value: %p, of two people', async (id) => {
		for (const operation of ['create', 'upsert']) {
			const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: id })] });
			const before = told(sim);
			const two = ['ana', 'bo'].map((name) =>
				aPerson({ id, first_name: name, work_email: `${name}@corp.example` }),
			);
			const { items } = await runUser(sim, operation, { items: two });
			for (const { reason } of items) expect(reason).toMatch(/^(unsafe|invalid)_employee_id$/);
			expect(told(sim)).toEqual(before);
			await planAndApply(sim, [...two, aPerson({ id, terminated_on: '2020-01-31' })], {
				guard: { unreadable: 99 },
			});
			expect(told(sim)).toEqual(before);
		}
	});

	it('and 512.0 in JumpCloud is 512, so that a new email makes no second user', async () => {
		for (const stored of ['512.0', '512,00']) {
			const sim = await jumpCloud({
				users: [aUser({ employeeIdentifier: stored, email: 'old@corp.example' })],
			});
			await runUser(sim, 'upsert', { items: [aPerson()] });
			expect(told(sim)).toMatchObject([{ email: 'noor.vidal@corp.example', employee: '512' }]);
		}
	});

	it('Plan Changes, also among others', async () => {
		const sim = await jumpCloud({ users: [{ ...rounded, employeeIdentifier: String(2 ** 60) }] });
		const { planned } = await planAndApply(sim, [
			aPerson({ id: 2 ** 60, terminated_on: '2020-01-31' }),
			aPerson({ id: '7', work_email: 'ines@corp.example', first_name: 'Ines' }),
		]);
		expect(planned).toMatchObject([{ reason: 'unsafe_employee_id' }, { action: 'create' }]);
		expect(noor(sim).state).toBe('ACTIVATED');
	});

	it('Update writes none as employee identifier', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await runUser(sim, 'update', {
			items: [{ number: 2 ** 60 }],
			parameters: {
				...byEmployee('512'),
				updateFields: { employeeIdentifier: '={{ $json.number }}' },
			},
		});
		expect(words(error)).toContain("'Employee Identifier' cannot be read");
		expect(noor(sim).employeeIdentifier).toBe('512');
	});
});

describe('an email', () => {
	const SAME = [
		...[
			`noor.vidal${ZWSP}@corp.example`,
			'\ufeffnoor.vidal@corp.example',
			' Noor.Vidal@CORP.example ',
		],
		...['noor.vidal@corp.example\u2060', 'noor\u00ad.vidal@corp.example\n'],
		// Letters, marks and signs by their kind, and as invisible.
		...['noor.vidal@corp.example\u3164', 'noor.vidal\ufe0f@corp.example\u2800'],
		...['noor.\u034fvidal@corp.example', '\u115fnoor.vidal@corp.example'],
	];
	const NONE = [
		...[
			'noor.vidal@corp.example;bob',
			'noor.vidal@corp.example, bo@corp.example',
			'noor vidal@corp.example',
		],
		...['<noor.vidal@corp.example>', 'noor.vidal', 'a@b@corp.example'],
		...['mailto:noor.vidal@corp.example', 'noor.vidal@corp.example.', 'noor.vidal@corp..example'],
		...['noor.vidal@corp.example(work)', 'noor.vidal@corp.example/bo', 'noor.vidal@[10.0.0.1]'],
		// Half a character, and one that could not be read.
		...['noor.vidal\ud83d@corp.example', 'noor.vidal\ufffd@corp.example'],
	];

	it.each(SAME)('%p is the one without the disguise: nobody is doubled', async (work_email) => {
		const unlinked = aUser({ employeeIdentifier: '' });
		for (const operation of ['create', 'upsert']) {
			const sim = await jumpCloud({ users: [unlinked] });
			await runUser(sim, operation, { items: [aPerson({ work_email })] });
			expect(sim.state.users).toMatchObject([{ email: 'noor.vidal@corp.example' }]);
		}
		const sim = await jumpCloud({ users: [unlinked] });
		await planAndApply(sim, [aPerson({ work_email, terminated_on: null })]);
		expect(told(sim)).toMatchObject([{ email: 'noor.vidal@corp.example', employee: '512' }]);

		await runUser(sim, 'suspend', { parameters: byEmail(work_email) });
		expect(noor(sim).state).toBe('SUSPENDED');
	});

	it.each(NONE)('%p is none, before any call', async (work_email) => {
		const items = [aPerson({ work_email })];
		const change = { ...byEmployee('512'), updateFields: { email: '={{ $json.work_email }}' } };
		for (const [operation, parameters] of [
			['create', {}],
			['upsert', {}],
			['update', change],
			['suspend', byEmail('={{ $json.work_email }}')],
			['get', byEmail('={{ $json.work_email }}')],
		] as Array<[string, IDataObject]>) {
			const sim = await jumpCloud({ users: [aUser()] });
			const { items: leaving } = await runUser(sim, operation, { items, parameters });
			expect(leaving).toMatchObject([{ action: 'skipped', reason: 'invalid_email' }]);
			expect(sim.journal.all()).toEqual([]);
		}
	});

	it.each(['employeeIdentifier', 'email'])(
		'of a protected user: with an invisible character',
		async (key) => {
			const emails = `noor.vidal@${ZWSP}corp.example , bo@corp.example`;
			const usernames = `\u2060noor.vidal`;
			const protectedUsers = key === 'email' ? { emails } : { usernames };
			const sim = await jumpCloud({ users: [aUser()] });
			const leaving = aPerson({ terminated_on: '2020-01-31' });
			const { planned } = await planAndApply(sim, [leaving], { protectedUsers });
			expect(planned).toMatchObject([{ reason: 'protected' }]);
			expect(noor(sim).state).toBe('ACTIVATED');
		},
	);

	it.each<[string, unknown]>([
		['Emails', 'noor.vidal'],
		['Emails', ['noor.vidal@corp.example', null]],
		['Usernames', 42],
		['Usernames', { name: 'admin' }],
	])('%s of protected users that cannot be read stop the plan: %p', async (label, value) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await runUser(sim, 'plan', {
			...{ resource: 'sync', items: [aPerson({ value: value as IDataObject[string] })] },
			parameters: { protectedUsers: { [label.toLowerCase()]: '={{ $json.value }}' } },
		});
		expect(words(error)).toContain(`'${label}' of 'Protected Users' cannot be read`);
	});
});

describe('a name that got lost on its way', () => {
	it.each([
		...['undefined', 'null', 'NaN', '[object Object]', '#N/A', '#REF!', '#DIV/0!', '\u3164'],
		...[
			'#ERROR!',
			'#N/D',
			'#NV',
			'#WERT!',
			'#¡REF!',
			'#SPILL!',
			'########',
			'Loading...',
			'-',
			'?',
		],
		...['N/A', 'none', '0', '46387', 'true', '{{ $json.last_name }}'],
		...['Vida\ud83d', 'Vid\ufffdl', 42, true, ['Vidal'], { last: 'Vidal' }],
	])('%p renames nobody', async (name) => {
		const person = aPerson({ last_name: name as IDataObject[string] });
		for (const act of [
			async (sim: JumpCloudSimulator) => await planAndApply(sim, [person]),
			async (sim: JumpCloudSimulator) => await runUser(sim, 'upsert', { items: [person] }),
			async (sim: JumpCloudSimulator) =>
				await runUser(sim, 'update', {
					items: [person],
					parameters: {
						...byEmployee('={{ $json.id }}'),
						updateFields: { lastname: '={{ $json.last_name }}' },
					},
				}),
		]) {
			const sim = await jumpCloud({ users: [aUser()] });
			await act(sim);
			expect(noor(sim).lastname).toBe('Vidal');
			expect(sim.state.users).toHaveLength(1);
		}
	});

	it.each(['Null', 'NULL', 'Undefined', 'Nan', 'N'])('%p is a name', async (last_name) => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'upsert', { items: [aPerson({ last_name })] });
		expect(noor(sim).lastname).toBe(last_name);
	});
});

describe('a list of groups', () => {
	const inGroups = async () => {
		const groups = [{ name: 'Sales' }, { name: 'Finance' }];
		const sim = await jumpCloud({ users: [aUser()], groups });
		for (const group of sim.state.groups) group.members.push(noor(sim)._id);
		return sim;
	};
	const membersOf = ({ state }: JumpCloudSimulator) =>
		state.groups.map(({ members }) => members.length);

	it.each([[[{ name: 'Sales' }]], [['Sales', { id: '1' }]], [['Sales', ['Finance']]], [[true]]])(
		'%j is refused as a whole, in every operation',
		async (groups) => {
			const items = [aPerson({ groups })];
			for (const [resource, operation, parameters] of [
				['userGroup', 'removeUser', { ...byEmployee('512'), groups: '={{ $json.groups }}' }],
				['userGroup', 'addUser', { ...byEmployee('512'), groups: '={{ $json.groups }}' }],
				['user', 'create', { additionalFields: { groups: '={{ $json.groups }}' } }],
				['user', 'upsert', { additionalFields: { groups: '={{ $json.groups }}' } }],
				['sync', 'plan', { protectedUsers: { groups: '={{ $json.groups }}' } }],
			] as Array<[string, string, IDataObject]>) {
				const sim = await inGroups();
				const { error } = await runUser(sim, operation, { resource, parameters, items });
				expect(words(error)).toContain("'Group Names or IDs' holds something that is no name");
				expect(membersOf(sim)).toEqual([1, 1]);
				expect(sim.journal.writes()).toEqual([]);
			}
		},
	);

	it.each([[['Sales', null]], [['Sales', '']], [[' Sales\u3164']], ['Sales']])(
		'%j is Sales',
		async (groups) => {
			const sim = await inGroups();
			await runUser(sim, 'removeUser', {
				...{ resource: 'userGroup', items: [{ groups } as IDataObject] },
				parameters: { ...byEmployee('512'), groups: '={{ $json.groups }}' },
			});
			expect(membersOf(sim)).toEqual([0, 1]);
		},
	);
});

describe('a custom attribute that is a no', () => {
	it.each(['upsert', 'update'])(
		'%s writes it, whether emptied fields are cleared or not',
		async (operation) => {
			for (const clearEmpty of [false, true]) {
				const attributes = [{ name: 'remote', value: 'true' }];
				const sim = await jumpCloud({ users: [aUser({ attributes })] });
				const fields = {
					customAttributes: { attribute: [{ name: 'remote', value: '={{ false }}' }] },
				};
				await runUser(sim, operation, {
					items: [aPerson()],
					parameters: {
						...(operation === 'update'
							? { ...byEmployee('512'), updateFields: fields }
							: { additionalFields: fields }),
						options: { clearEmpty },
					},
				});
				expect(noor(sim).attributes).toEqual([{ name: 'remote', value: 'false' }]);
			}
		},
	);
});

describe('a switch or a choice that is none of what it can be', () => {
	it.each<[string, IDataObject, Partial<SystemUser>, string]>([
		['unsuspend', { options: { reportOnly: '={{ "perhaps" }}' } }, OUT, 'Report Only'],
		['unsuspend', { options: { reportOnly: '={{ $json.missing }}' } }, OUT, 'Report Only'],
		['suspend', { when: '={{ "At" }}', date: '2098-12-31' }, {}, 'When'],
		['suspend', { when: '={{ $json.missing }}', date: '2098-12-31' }, {}, 'When'],
		[
			'suspend',
			{ when: 'at', date: '2020-01-31', whenTooSoon: '={{ "Stop" }}' },
			{},
			'If Less Than One Hour Ahead',
		],
		['activate', { when: '={{ "later" }}', date: '2098-12-31' }, { state: 'STAGED' }, 'When'],
		[
			'activate',
			{ sendEmailTo: '={{ "me" }}', mailAddress: 'a@corp.example' },
			{ state: 'STAGED' },
			'Send Email To',
		],
		[
			'activate',
			{ sendEmailTo: 'address', mailAddress: 'a@corp.example;b@corp.example' },
			{ state: 'STAGED' },
			'Email Address',
		],
		[
			'create',
			{ state: '={{ "active" }}' },
			{ employeeIdentifier: '1', email: 'x@corp.example' },
			'State',
		],
		['create', { link: '={{ "None" }}' }, { employeeIdentifier: '1' }, 'Link to Employee'],
		[
			'upsert',
			{ unlinkedUser: '={{ "Always" }}' },
			{ employeeIdentifier: '' },
			'Unlinked User With This Email',
		],
		[
			'update',
			{ updateFields: { jobTitle: '' }, options: { clearEmpty: '={{ "?" }}' } },
			{},
			'Clear Emptied Fields',
		],
	])(
		'%s %p: nothing is done, and the parameter is named',
		async (operation, parameters, about, label) => {
			const sim = await jumpCloud({ users: [aUser(about)] });
			const before = told(sim);
			const target = ['create', 'upsert'].includes(operation) ? {} : byEmployee('512');
			const { error } = await runUser(sim, operation, {
				...{ items: [aPerson()], parameters: { ...target, ...parameters } },
			});

			expect(words(error)).toContain(`'${label}'`);
			expect(told(sim)).toEqual(before);
			expect(sim.journal.all()).toEqual([]);
		},
	);

	it.each<[string, string, IDataObject, string]>([
		['employee', 'get', { workEmailSource: '={{ "Email" }}' }, 'Work Email'],
		['employee', 'getAll', { workEmailSource: '={{ $json.missing }}' }, 'Work Email'],
		['employee', 'get', { output: '={{ "everything" }}' }, 'Output'],
		['employee', 'getAll', { output: '={{ null }}' }, 'Output'],
		['employee', 'get', { include: '={{ ["team"] }}' }, 'Include'],
		['employee', 'getAll', { include: '={{ "Teams" }}' }, 'Include'],
		['employee', 'getAll', { returnAll: '={{ "some" }}' }, 'Return All'],
		['employee', 'getAll', { returnAll: false, limit: '={{ true }}' }, 'Limit'],
		['contractVersion', 'getAll', { output: '={{ "All" }}' }, 'Output'],
	])('Factorial, %s: %s %p, likewise', async (resource, operation, parameters, label) => {
		const sim = await factorial({ company: aSmallCompany() });
		const { items, error } = await runFactorial(sim, resource, operation, {
			parameters: { ...employee('id', '512'), ...parameters },
		});
		expect(words(error)).toContain(`'${label}'`);
		expect([items, sim.journal.all()]).toEqual([[], []]);
	});

	it.each(['yes', 'TRUE', 1, ' on '])('a switch that says %p is on', async (value) => {
		const sim = await jumpCloud({ users: [aUser(OUT)] });
		const { items } = await runUser(sim, 'unsuspend', {
			items: [aPerson({ keep: value })],
			parameters: { ...byEmployee('512'), options: { reportOnly: '={{ $json.keep }}' } },
		});
		expect(items).toMatchObject([{ action: 'skipped', reason: 'suspended' }]);
		expect(noor(sim).state).toBe('SUSPENDED');
	});
});

describe('whatever comes in, nobody is wronged by a value that is not plain', () => {
	const COUNT = 24;
	const STATES = ['STAGED', 'ACTIVATED', 'SUSPENDED'] as const;
	const nameOf = (n: number) => ({ first: `Zoë${n}`, last: 'Ångström' });
	const anyPeople = fc.tuple(
		...Array.from({ length: COUNT }, (_, n) =>
			fc.record({
				id: idValue(String(1000 + n)),
				email: emailValue(`zoe${n}@corp.example`),
				active: activeValue,
				lastDay: dayValue,
				firstName: nameValue(nameOf(n).first),
				lastName: nameValue(nameOf(n).last),
				state: fc.constantFrom(...STATES),
			}),
		),
	);
	type People = Parameters<Parameters<typeof anyPeople.map>[0]>[0];

	const world = async (people: People) =>
		await jumpCloud({
			users: people.map(({ state }, n) => ({
				...{ username: `zoe${n}`, email: `zoe${n}@corp.example`, state },
				...{ suspended: state === 'SUSPENDED', employeeIdentifier: String(1000 + n) },
				...{ firstname: nameOf(n).first, lastname: nameOf(n).last },
			})),
		});
	const itemsOf = (people: People) =>
		people.map(
			({ id, email, active, lastDay, firstName, lastName }) =>
				({
					...{ id: id.value, work_email: email.value, active: active.value },
					...{ terminated_on: lastDay.value, first_name: firstName, last_name: lastName },
				}) as IDataObject,
		);

	type One = People[number];
	/** What may have changed the access of somebody, by what was plainly said. */
	type May = (person: One, state: string) => boolean;

	const inDays = (days: number) =>
		new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
	const [TODAY, TOMORROW] = [inDays(0), inDays(1)];
	const dayOf = ({ lastDay: { means } }: One) =>
		typeof means === 'object' ? means.day : undefined;
	const hasLeft = (person: One) => {
		const day = dayOf(person);
		if (day !== undefined) return day <= TOMORROW;
		return person.lastDay.means === 'none' && person.active.means === 'no';
	};
	const works = (person: One) => {
		const isPlain = person.active.means === 'yes' && person.lastDay.means !== 'unclear';
		return isPlain && (dayOf(person) ?? TODAY) >= TODAY;
	};

	/** Nobody may be another, or two; access may have changed only where that was plainly said. */
	const check = (sim: JumpCloudSimulator, people: People, before: unknown[], may: May) => {
		const after = told(sim);
		expect(after).toHaveLength(before.length);
		after.forEach((user, n) => {
			const person = people[n];
			const { state, ...same } = before[n] as (typeof after)[number];
			expect(user).toMatchObject(same);
			if (!person || user.state === state) return;
			const isPlain = person.id.means === 'given' && may(person, user.state ?? '');
			expect({ person, state, now: user.state, isPlain }).toMatchObject({ isPlain: true });
		});
		for (const { systemUserId, scheduledDate } of sim.state.schedules) {
			const person = people[sim.state.users.findIndex(({ _id }) => _id === systemUserId)];
			const day = person ? dayOf(person) : undefined;
			// A moment that is given with its offset can lie on the day before or after, in UTC.
			const awayMs = Math.abs(Date.parse(`${day}T12:00:00Z`) - scheduledDate.getTime());
			expect({ person, isPlain: awayMs < 36 * 3_600_000 }).toMatchObject({ isPlain: true });
		}
	};

	const forAll = async (holds: (people: People) => Promise<void>) =>
		await fc.assert(fc.asyncProperty(anyPeople, holds), {
			numRuns: Number(process.env.FC_RUNS ?? 200) / 40,
			endOnFailure: true,
		});
	const saysWhy = (items: IDataObject[]) => {
		for (const item of items) {
			if (item.action !== 'skip' && item.action !== 'skipped') continue;
			expect(item).toMatchObject({ reason: expect.any(String), message: expect.any(String) });
		}
	};

	it.each([
		['some people', {}],
		['everyone', EVERYONE],
	] as const)('Plan Changes and Apply Changes, %s', async (_, how) => {
		await forAll(async (people) => {
			const sim = await world(people);
			const before = told(sim);
			const { planned } = await planAndApply(sim, itemsOf(people), {
				...{ ...how, rehires: 'unsuspend', activation: 'now', sendEmailTo: 'none' },
				guard: { ...(EVERYONE.guard as IDataObject), unreadablePercent: 1000 },
			});
			saysWhy(planned);
			check(sim, people, before, (person, state) =>
				state === 'SUSPENDED'
					? hasLeft(person) && person.active.means !== 'unclear'
					: works(person),
			);
			await closeAll();
		});
	});

	const named: IDataObject = {
		...byEmployee('={{ $json.id }}'),
		options: { ifNotFound: 'skip' },
	};
	const fields = {
		...{ firstname: '={{ $json.first_name }}', lastname: '={{ $json.last_name }}' },
		email: '={{ $json.work_email }}',
	};

	it.each<[string, IDataObject, May]>([
		['create', {}, () => false],
		['upsert', {}, () => false],
		['update', { ...named, updateFields: fields }, () => false],
		['unsuspend', named, (person, state) => state === 'ACTIVATED' && works(person)],
		[
			'activate',
			{ ...named, sendEmailTo: 'none' },
			(person, state) => state === 'ACTIVATED' && works(person),
		],
		[
			'suspend',
			{ ...named, when: 'at', date: '={{ $json.terminated_on }}' },
			(person, state) => state === 'SUSPENDED' && (dayOf(person) ?? 'never') <= TOMORROW,
		],
	])('%s', async (operation, parameters, may) => {
		await forAll(async (people) => {
			const sim = await world(people);
			const before = told(sim);
			const { items, error } = await runUser(sim, operation, {
				...{ items: itemsOf(people), node: GOES_ON, parameters },
			});
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThanOrEqual(people.length);
			saysWhy(items);
			check(sim, people, before, may);
			await closeAll();
		});
	});
});
