import { aPerson, aUser, inShort, planned } from './building';

const second = { employeeId: '513', email: 'bo@corp.example', firstName: 'Bo' };

describe('a person and a user', () => {
	it('who agree are left in peace', () => {
		expect(inShort(planned([aPerson()], [aUser()]))).toEqual(['noop (in_step)']);
	});

	it('who differ: what is there and what should be, and nothing else', () => {
		const [entry] = planned(
			[aPerson({ lastName: 'Prats', email: 'noor.prats@corp.example' })],
			[aUser({ department: 'Sales' })],
		);
		expect(entry).toMatchObject({ action: 'update', reason: 'mover', effectiveAt: null });
		expect(entry?.changes).toEqual([
			{ field: 'email', from: 'noor@corp.example', to: 'noor.prats@corp.example' },
			{ field: 'lastname', from: 'Vidal', to: 'Prats' },
		]);
	});

	it('who share the email only: the user is taken over, whatever the letter case', () => {
		const user = aUser({ employeeIdentifier: '', email: 'NOOR@corp.example' });
		const [entry] = planned([aPerson()], [user]);
		expect(entry).toMatchObject({ action: 'update', reason: 'adopted' });
		expect(entry?.changes).toEqual([{ field: 'employeeIdentifier', from: null, to: '512' }]);
	});

	it('who share the email only, and the user is suspended: only who is linked is let in again', () => {
		const attributes = [{ name: 'hrLastDay', value: '2026-11-20' }];
		const user = aUser({ employeeIdentifier: '', state: 'SUSPENDED', attributes });
		for (const rules of [{ rehires: 'unsuspend' as const }, { rememberLastDay: 'hrLastDay' }]) {
			expect(inShort(planned([aPerson()], [user], rules))).toEqual(['update (adopted)']);
			const linked = { ...user, employeeIdentifier: '512' };
			expect(inShort(planned([aPerson()], [linked], rules))).toEqual(['unsuspend (rehired)']);
		}
	});

	it('without each other: a Staged user with everything that is known', () => {
		const [entry] = planned([aPerson()], []);
		expect(entry).toMatchObject({ action: 'create', reason: 'joiner', user: null });
		expect(entry?.changes).toEqual([
			{ field: 'username', from: null, to: 'noor.vidal' },
			{ field: 'email', from: null, to: 'noor@corp.example' },
			{ field: 'employeeIdentifier', from: null, to: '512' },
			{ field: 'firstname', from: null, to: 'Noor' },
			{ field: 'lastname', from: null, to: 'Vidal' },
			{ field: 'state', from: null, to: 'STAGED' },
		]);
	});

	it('namesakes get their numbers by employee ID, whoever comes first', () => {
		const people = ['9', '10', '8'].map((employeeId) =>
			aPerson({ employeeId, email: `p${employeeId}@corp.example` }),
		);
		const names = planned(people, [
			aUser({ username: 'Noor.Vidal', employeeIdentifier: '', email: 'x@corp.example' }),
		]).map(({ person, changes }) => [person?.employeeId, changes[0]?.to]);
		expect(names).toEqual([
			['9', 'noor.vidal2'],
			['10', 'noor.vidal3'],
			['8', 'noor.vidal1'],
		]);
	});

	it.each([
		[
			'a username that somebody has',
			'x1',
			['conflict (conflict)'],
			[aUser({ id: 'u2', username: 'X1', email: 'x@corp.example', employeeIdentifier: '' })],
		],
		['a reserved one', 'root', ['conflict (conflict)'], []],
		['none at all', '', ['skip (missing_username)'], []],
		['a free one', 'x1', ['create (joiner)'], []],
	])('given %s', (_case, username, expected, users) => {
		const rules = { username: { kind: 'given' } } as const;
		expect(inShort(planned([aPerson({ username })], users, rules))).toEqual(expected);
	});
});

describe('bad input', () => {
	it.each([
		['no ID', { employeeId: '' }, 'missing_employee_id'],
		['a number that has lost its digits', { employeeId: 2 ** 53 + 2 }, 'unsafe_employee_id'],
		['a last day that is none', { lastDay: '2026-02-30' }, 'invalid_date'],
		['no work email', { email: null }, 'missing_work_email'],
		['a private email', { email: null, noEmail: 'not_a_work_email' }, 'not_a_work_email'],
		['an email that is none', { email: 'noor' }, 'invalid_email'],
	])('%s is skipped with the reason', (_case, about, reason) => {
		const [entry, ...others] = planned([aPerson(about)], []);
		expect([entry?.action, entry?.reason]).toEqual(['skip', reason]);
		expect(entry?.message).toMatch(/^\S.*\.$/);
		expect(others).toEqual([]);
	});

	it('an ID that is a number within bounds is as good as its digits', () => {
		expect(inShort(planned([aPerson({ employeeId: 512 })], [aUser()]))).toEqual(['noop (in_step)']);
	});

	it('a first day that is none counts only where first days do', () => {
		const people = [aPerson({ firstDay: 'soon' })];
		expect(inShort(planned(people, []))).toEqual(['create (joiner)']);
		expect(inShort(planned(people, [], { activation: 'firstDay' }))).toEqual([
			'skip (invalid_date)',
		]);
	});

	it('the same employee twice is a conflict for both, and not two users', () => {
		const people = [aPerson(), aPerson({ email: 'other@corp.example' })];
		const entries = planned(people, [aUser()]);
		expect(inShort(entries)).toEqual(['conflict (conflict)', 'conflict (conflict)']);
		expect(entries.map(({ conflict }) => conflict)).toEqual(['employee_twice', 'employee_twice']);
	});

	it('two employees with one work email are a conflict for both', () => {
		const entries = planned(
			[aPerson(), aPerson({ ...second, email: 'NOOR@corp.example' })],
			[aUser()],
		);
		expect(entries.map(({ conflict }) => conflict)).toEqual([
			'email_of_several_people',
			'email_of_several_people',
		]);
		expect(entries[0]?.message).toContain('512, 513');
	});

	describe('one who has left, and whose work email somebody has who stays', () => {
		const gone = aPerson({ lastDay: '2019-01-31' });
		const present = aPerson({ employeeId: '900', lastName: 'Vidal Prats' });

		it.each([
			['nobody has a user: the one who stays gets one', [], 'create (joiner)'],
			[
				'a user without a link has the email',
				[aUser({ employeeIdentifier: '' })],
				'update (adopted)',
			],
			['the user is linked to who stays', [aUser({ employeeIdentifier: '900' })], 'update (mover)'],
		])('does not stand in the way where %s', (_case, users, expected) => {
			expect(inShort(planned([gone, present], users))).toEqual(['noop (inactive)', expected]);
		});
	});

	it('a user who belongs to somebody else by the link is never taken by the email', () => {
		const [entry] = planned([aPerson()], [aUser({ employeeIdentifier: '7' })]);
		expect(entry).toMatchObject({ action: 'conflict', conflict: 'linked_to_other_employee' });
		expect(entry?.users).toEqual([
			{ id: 'u1', username: 'noor.vidal', email: 'noor@corp.example', employeeIdentifier: '7' },
		]);
	});

	it('a user who is listed twice, because the list moved, is one', () => {
		expect(inShort(planned([aPerson()], [aUser(), aUser()]))).toEqual(['noop (in_step)']);
	});
});

describe('attributes', () => {
	const rules = (policy: 'keep' | 'ifEmpty' | 'onCreate') => ({
		attributes: [{ field: 'department', policy }],
	});
	const inSales = aPerson({ attributes: ['Sales'] });

	it.each([
		['keep', 'Audit', 'Sales'],
		['keep', '', 'Sales'],
		['ifEmpty', '', 'Sales'],
		['ifEmpty', 'Audit', undefined],
		['onCreate', '', undefined],
	] as const)('%s, where there is "%s"', (policy, department, to) => {
		const [entry] = planned([inSales], [aUser({ department })], rules(policy));
		expect(entry?.changes.map((change) => change.to)).toEqual(to ? [to] : []);
	});

	it('all of them count for a new user', () => {
		const [entry] = planned([inSales], [], rules('onCreate'));
		expect(entry?.changes).toContainEqual({ field: 'department', from: null, to: 'Sales' });
	});

	it.each([
		['true or false is written as a word', true, 'true'],
		['a list is no value, and says nothing', ['Sales', 'Audit'], undefined],
	])('%s', (_case, value, to) => {
		const users = [aUser({ department: 'Audit' })];
		const clearing = { ...rules('keep'), clearEmpty: true };
		const [entry] = planned([aPerson({ attributes: [value] })], users, clearing);
		expect(entry?.changes.map((change) => change.to)).toEqual(to === undefined ? [] : [to]);
	});

	it('a name that the source has lost is not taken from the user', () => {
		const people = [aPerson({ lastName: undefined })];
		expect(inShort(planned(people, [aUser()], { clearEmpty: true }))).toEqual(['noop (in_step)']);
	});

	it.each([
		['stay', false, []],
		[
			'are emptied where an admin wants it',
			true,
			[{ field: 'department', from: 'Audit', to: null }],
		],
	])('without a value %s', (_case, clearEmpty, changes) => {
		const [entry] = planned([aPerson({ attributes: [''] })], [aUser({ department: 'Audit' })], {
			...rules('keep'),
			clearEmpty,
		});
		expect(entry?.changes).toEqual(changes);
	});

	it('that the input does not have are left alone, also then', () => {
		const people = [aPerson({ attributes: [undefined] })];
		const user = aUser({ department: 'Audit' });
		const entries = planned(people, [user], { ...rules('keep'), clearEmpty: true });
		expect(inShort(entries)).toEqual(['noop (in_step)']);
	});

	it('in lists are compared one by one', () => {
		const user = aUser({
			attributes: [
				{ name: 'costUnit', value: '7' },
				{ name: 'own', value: 'x' },
			],
		});
		const [entry] = planned([aPerson({ attributes: ['8'] })], [user], {
			attributes: [{ field: 'attributes.costUnit', policy: 'keep' }],
		});
		expect(entry?.changes).toEqual([{ field: 'attributes.costUnit', from: '7', to: '8' }]);
	});
});

describe('managers', () => {
	const managed = { managers: true };
	const boss = aUser({
		id: 'u2',
		username: 'bo',
		email: 'bo@corp.example',
		firstname: 'Bo',
		employeeIdentifier: '513',
	});
	const ofBo = aPerson({ manager: '513' });

	it('are the users of those who manage', () => {
		const [entry] = planned([ofBo], [aUser(), boss], managed);
		expect(entry?.changes).toEqual([{ field: 'manager', from: null, to: 'u2' }]);
	});

	it.each([
		['created', [aUser()]],
		['found by email in the same plan', [aUser(), { ...boss, employeeIdentifier: '' }]],
	])('may be %s', (_case, users) => {
		const [entry] = planned([ofBo, aPerson(second)], users, managed);
		const to = users.length === 1 ? 'employee:513' : 'u2';
		expect(entry?.changes).toEqual([{ field: 'manager', from: null, to }]);
	});

	it('are found by their IDs in the input where no links are kept', () => {
		const users = [aUser({ employeeIdentifier: '' }), { ...boss, employeeIdentifier: '' }];
		const rules = { ...managed, link: { kind: 'none' as const } };
		const [entry] = planned([ofBo, aPerson(second)], users, rules);
		expect(entry?.changes).toEqual([{ field: 'manager', from: null, to: 'u2' }]);
	});

	it.each([
		['who have no user', '999'],
		['who are not given', ''],
		['who are the person themselves', '512'],
	])('%s change nothing', (_case, manager) => {
		const user = aUser({ manager: 'u9' });
		expect(inShort(planned([aPerson({ manager })], [user], managed))).toEqual(['noop (in_step)']);
	});

	it('are nobody’s business unless an admin wants it', () => {
		expect(inShort(planned([ofBo], [aUser(), boss]))).toEqual(['noop (in_step)']);
	});
});

it.each<[string, Parameters<typeof aPerson>[0]]>([
	['an unreadable last day', { active: false, lastDay: 'n/a' }],
	['an unreadable state', { active: 'perhaps' }],
])('a rival with %s may well work here: the user is nobody’s to suspend', (_case, about) => {
	const gone = aPerson({ lastDay: '2026-01-31' });
	const [entry] = planned([gone, aPerson({ employeeId: '900', ...about })], [aUser()]);
	expect(entry).toMatchObject({ action: 'conflict', conflict: 'possibly_somebody_else' });
});
