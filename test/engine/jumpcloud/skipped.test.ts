import {
	aPerson,
	aUser,
	byEmployee,
	byId,
	calls,
	closeAll,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';

afterEach(closeAll);

const longEmail = (length: number) => `${'a'.repeat(length - '@corp.example'.length)}@corp.example`;

describe('a person who cannot be synced leaves with the reason, and the others go on', () => {
	it.each([
		['missing_work_email', { work_email: null }],
		['missing_work_email', { work_email: undefined }],
		['missing_work_email', { work_email: '  ' }],
		['not_a_work_email', { work_email: null, work_email_reason: 'not_a_work_email' }],
		['email_too_long', { work_email: longEmail(1025) }],
		['invalid_email', { work_email: 'noor.vidal' }],
		['invalid_email', { work_email: 'noor@vidal@corp.example' }],
		['missing_employee_id', { id: null }],
		['employee_id_too_long', { id: '1'.repeat(257) }],
		['inactive', { active: false }],
		['inactive', { active: 'false' }],
		['inactive', { active: 0 }],
	])('%s: %j', async (reason, about) => {
		const sim = await jumpCloud();
		const other = aPerson({ id: '513', work_email: 'bo@corp.example' });
		const { items, leaving, error } = await runUser(sim, 'upsert', {
			items: [aPerson(about), other],
		});

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'skipped', reason }, { action: 'created' }]);
		expect(String(items[0]?.message).length).toBeGreaterThan(20);
		expect(leaving.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(sim.state.users.map(({ email }) => email)).toEqual(['bo@corp.example']);
	});

	it('an email of exactly 1,024 characters is none of these', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson({ work_email: longEmail(1024) })],
		});

		expect(items).toMatchObject([{ action: 'created' }]);
	});

	it('an unfit person is never searched for', async () => {
		const sim = await jumpCloud();
		await runUser(sim, 'create', { items: [aPerson({ work_email: 'noor' }), aPerson({ id: '' })] });

		expect(calls(sim)).toEqual([]);
	});
});

describe('somebody whom an earlier step left alone', () => {
	const before = {
		...{
			action: 'skipped',
			reason: 'missing_work_email',
			message: 'The person has no work email.',
		},
		...{ employeeId: '512', full_name: 'Noor Vidal', event: 'employee.created', id: '512' },
	};
	const user = byEmployee('={{ $json.id }}');
	const first = [
		['user', 'create', {}],
		['user', 'upsert', {}],
		['user', 'update', { ...user, updateFields: { jobTitle: 'Head' } }],
		['user', 'get', user],
		['user', 'activate', user],
		['user', 'suspend', user],
		['user', 'unsuspend', user],
		['user', 'delete', { ...user, confirmation: 'noor.vidal' }],
		['userGroup', 'addUser', { ...user, groups: ['Sales'] }],
		['userGroup', 'removeUser', { ...user, groups: ['Sales'] }],
		['userGroup', 'getAll', { of: 'user', ...user }],
		['scheduledChange', 'getAll', { of: 'user', ...user }],
	] as const;

	it.each(first)(
		'passes through %s %s with the first reason and without a call',
		async (resource, operation, parameters) => {
			const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
			const items = [before, { ...before, reason: 'inactive' }];
			const { leaving, error } = await runUser(sim, operation, {
				...{ resource, items, parameters: { ...parameters } },
			});

			expect(error).toBeUndefined();
			expect(leaving).toMatchObject(items.map((json, item) => ({ json, pairedItem: { item } })));
			expect(leaving.map(({ json }) => json)).toEqual(items);
			expect(calls(sim)).toEqual([]);
		},
	);

	it('does not keep the others from being done', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, 'upsert', { items: [before, aPerson()] });

		expect(items).toMatchObject([before, { action: 'created' }]);
	});
});

describe('whoever is left alone here keeps ID, name and event of the person', () => {
	const about = { id: '512', full_name: 'Noor Vidal', event: 'employee.terminated' };
	const skip = { options: { ifNotFound: 'skip' } };

	it.each([
		['is not found', 'suspend', { ...byEmployee('={{ $json.id }}'), ...skip }, []],
		['is not found by an ID', 'suspend', { ...byId('64f0c0ffee00000000000001'), ...skip }, []],
		[
			'is suspended',
			'activate',
			byEmployee('={{ $json.id }}'),
			[aUser({ state: 'SUSPENDED' as const })],
		],
	])('who %s', async (_case, operation, parameters, users) => {
		const sim = await jumpCloud({ users });
		const { items } = await runUser(sim, operation, { items: [about], parameters });

		const { full_name, event } = about;
		expect(items).toMatchObject([{ action: 'skipped', employeeId: '512', full_name, event }]);
	});

	it('who has no email', async () => {
		const sim = await jumpCloud();
		const person = { ...aPerson({ work_email: null }), event: 'employee.created' };
		const { items } = await runUser(sim, 'upsert', { items: [person] });

		expect(items).toMatchObject([
			{
				...{ action: 'skipped', employeeId: '512', first_name: 'Noor', last_name: 'Vidal' },
				event: 'employee.created',
			},
		]);
	});

	it('and an ID of JumpCloud is not taken for that of an employee', async () => {
		const sim = await jumpCloud();
		const item = { id: '64f0c0ffee00000000000001', employeeIdentifier: '512' };
		const parameters = { ...byId('={{ $json.id }}'), ...skip };
		const { items } = await runUser(sim, 'suspend', { items: [item], parameters });

		expect(items).toMatchObject([{ action: 'skipped', employeeId: '512' }]);
	});
});
