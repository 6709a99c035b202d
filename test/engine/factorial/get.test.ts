import type { IDataObject } from 'n8n-workflow';

import {
	aSmallCompany,
	asked,
	crowd,
	employee,
	factorial,
	runFactorial,
} from '../../support/factorial';
import { GOES_ON, closeAll, closedLater, words } from '../../support/jumpcloud';
import { oddServer } from '../../support/oddServer';

afterEach(closeAll);

const ALL = ['contract', 'legalEntity', 'location', 'manager', 'teams'];

const got = async (parameters: Parameters<typeof runFactorial>[3]) => {
	const sim = await factorial({ company: aSmallCompany() });
	return { sim, ...(await runFactorial(sim, 'employee', 'get', parameters)) };
};

describe('an employee', () => {
	it('leaves with the fields that identify them, and with nothing that is nobody else’s business', async () => {
		const { items, kept, sim } = await got({ parameters: employee('id', '512') });

		expect(items).toMatchObject([
			{ id: '512', full_name: 'Noor Vidal', manager_id: '18446744073709777' },
		]);
		expect(kept).not.toMatch(/ES0000000000000000000001|00-0000000-01|noor\.home.*personal/);
		expect(Object.keys(items[0] ?? {})).not.toContain('personal_email');
		expect(asked(sim)).toEqual(['employees/:id']);
	});

	it('has the work email, which is never the personal one', async () => {
		const { items } = await got({ parameters: employee('id', '512') });
		expect(items).toMatchObject([{ work_email: 'Noor@corp.example' }]);

		const only = { ...employee('id', '512'), workEmailSource: 'email' };
		expect((await got({ parameters: only })).items).toMatchObject([{ work_email: null }]);
	});

	describe('at the domains of the company', () => {
		const about = async (parameters: IDataObject, items: IDataObject[] = [{}]) =>
			await got({ items, parameters: { ...employee('id', '512'), ...parameters } });

		it('has the work email, and so has the manager', async () => {
			const include = ['manager'];
			const own = await about({ workEmailDomains: 'corp.example', include });
			const [item] = own.items;
			expect(item).toMatchObject({
				work_email: 'Noor@corp.example',
				manager_work_email: 'ivo@corp.example',
			});
			expect(item).not.toHaveProperty('work_email_reason');

			const other = await about({ workEmailDomains: 'other.example', include });
			expect(other.items).toMatchObject([
				{ work_email: null, work_email_reason: 'not_a_work_email', manager_work_email: null },
			]);
		});

		it.each([
			['corp', 'not a domain: corp'],
			['={{ $json.nothing }}', "'Work Email Domains' is empty"],
		])('is refused for %p, and nothing of it leaves', async (workEmailDomains, words_) => {
			const { error, items } = await about({ workEmailDomains });
			expect(words(error)).toContain(words_);
			expect(items).toEqual([]);
		});

		it('may be named by the item', async () => {
			const { items } = await about({ workEmailDomains: '={{ $json.domains }}' }, [
				{ domains: 'corp.example' },
				{ domains: ['other.example'] },
			]);
			expect(items.map((item) => item.work_email)).toEqual(['Noor@corp.example', null]);
		});
	});

	it('leaves with the chosen fields, or with all', async () => {
		const selected = { output: 'selected', fields: ['bank_number'] };
		const { items } = await got({ parameters: { ...employee('id', '512'), ...selected } });
		expect(items).toEqual([
			{ id: '512', bank_number: 'ES0000000000000000000001', work_email: 'Noor@corp.example' },
		]);

		const all = await got({ parameters: { ...employee('id', '512'), output: 'all' } });
		expect(all.items).toMatchObject([
			{ social_security_number: '00-0000000-01', attendable: true },
		]);
	});

	it('is ready for JumpCloud with everything included, in a handful of calls', async () => {
		const { items, sim } = await got({ parameters: { ...employee('id', '512'), include: ALL } });

		expect(items).toMatchObject([
			{
				work_email: 'Noor@corp.example',
				job_title: 'Senior Analyst',
				start_date: '2024-03-01',
				contract_starts_on: '2024-03-01',
				contract_effective_on: '2025-06-01',
				contract_ends_on: null,
				contract_is_future: false,
				team_names: ['Audit', 'Finance'],
				team_lead: true,
				lead_team_names: ['Finance'],
				location_name: 'Valencia',
				legal_entity_name: 'Corp Example SL',
				manager_name: 'Ivo Kaya',
				manager_work_email: 'ivo@corp.example',
			},
		]);
		expect(JSON.stringify(items)).not.toContain('5200000');
		expect(asked(sim).sort()).toEqual(
			[
				'employees/:id',
				'employees/:id',
				'contract_versions',
				'teams',
				'locations',
				'legal_entities',
			].sort(),
		);
	});

	it('lacks what its ids lead to no more, and is given all the same', async () => {
		const ghost = { id: '7', manager_id: '999', location_id: '998', legal_entity_id: '997' };
		const sim = await factorial({
			company: {
				employees: [{ first_name: 'Noor', ...ghost }],
				memberships: [{ employee_id: '7', team_id: '996' }],
			},
		});
		const parameters = { ...employee('id', '7'), include: ALL };
		const { items, error } = await runFactorial(sim, 'employee', 'get', { parameters });

		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{
				manager_id: '999',
				manager_name: null,
				manager_work_email: null,
				location_name: null,
				legal_entity_name: null,
				team_names: [],
				team_lead: false,
				job_title: null,
				start_date: null,
			},
		]);
	});

	it('of whom Factorial says by id that they do not exist is found in its list', async () => {
		const sim = await factorial({ company: aSmallCompany(), switches: { getByIdMissing: true } });
		const parameters = employee('id', '512');
		const { items } = await runFactorial(sim, 'employee', 'get', { parameters });

		expect(items).toMatchObject([{ id: '512' }]);
	});
});

describe('ids', () => {
	const opaque = {
		employees: [
			{ id: 'emp_5-A', first_name: 'Ivo', manager_id: 'emp_6', location_id: 'loc-9' },
			{ id: 'emp_6', first_name: 'Noor', full_name: 'Noor Vidal', last_name: 'Vidal' },
		],
		contracts: [{ id: 'cv_1', employee_id: 'emp_5-A', job_title: 'Analyst' }],
		teams: [{ id: 'team_1', name: 'Finance' }],
		memberships: [{ id: 'm_1', employee_id: 'emp_5-A', team_id: 'team_1' }],
		locations: [{ id: 'loc-9', name: 'Valencia' }],
	};

	it.each(['emp_5-A', 'https://app.factorialhr.com/employees/emp_5-A/contracts'])(
		'are opaque text, everywhere: %s',
		async (id) => {
			const sim = await factorial({ company: opaque });
			const parameters = { ...employee('id', id), include: ALL };
			const { items } = await runFactorial(sim, 'employee', 'get', { parameters });

			expect(items).toMatchObject([
				{
					...{ id: 'emp_5-A', first_name: 'Ivo', manager_name: 'Noor Vidal' },
					...{ job_title: 'Analyst', team_names: ['Finance'], location_name: 'Valencia' },
				},
			]);
		},
	);

	it.each([
		['employee', { filters: { teams: ['team_1'], locations: ['loc-9'] } }, 'emp_5-A'],
		['contractVersion', { filters: { employees: 'emp_6, emp_5-A' } }, 'cv_1'],
		['team', { filters: { teams: 'team_1' } }, 'team_1'],
		['location', { filters: { locations: 'loc-9' } }, 'loc-9'],
	])('are opaque text in the filters of %s', async (resource, parameters, id) => {
		const sim = await factorial({ company: opaque });
		const { items, error } = await runFactorial(sim, resource, 'getAll', { parameters });

		expect(error).toBeUndefined();
		expect(items.map((item) => item.id)).toEqual([id]);
	});

	it('of new records may begin with letters, for the trigger as for the list of everybody', async () => {
		const sim = await factorial({ company: opaque, switches: { idPrefix: 'emp_' } });
		const hired = crowd(120).map(({ first_name, email }) =>
			sim.hire({ first_name: first_name ?? '', last_name: 'Vidal', email }),
		);
		const { items } = await runFactorial(sim, 'employee', 'getAll', {
			parameters: { returnAll: true, include: ['contract'] },
		});

		expect(items).toHaveLength(122);
		expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(hired.map(({ id }) => id)));
		expect(items.filter(({ start_date: day }) => day !== null)).toHaveLength(121);
	});
});

describe('the locator', () => {
	it.each([
		['id', '18446744073709777'],
		['list', '18446744073709777'],
		['id', ' 18446744073709777 '],
		['id', 'https://app.factorialhr.com/employees/18446744073709777'],
		['id', 'https://app.factorialhr.com/companies/4711/employees/18446744073709777/contracts#3001'],
		['email', 'ivo@corp.example'],
		['email', ' IVO@Corp.Example '],
		['email', 'ivo\u200b@corp.example'],
	] as const)('by %s %p means one person', async (mode, value) => {
		const { items } = await got({ parameters: employee(mode, value) });
		expect(items).toMatchObject([{ first_name: 'Ivo' }]);
	});

	it('finds an email that only the login has, although Factorial’s filter looks at the other', async () => {
		const { items, sim } = await got({ parameters: employee('email', 'noor@corp.example') });

		expect(items).toMatchObject([{ id: '512' }]);
		expect(asked(sim)).toEqual(['employees', 'employees']);
	});

	it('reads the whole list once for many such emails', async () => {
		const people = crowd(250).map((one) => ({ ...one, email: null }));
		const sim = await factorial({ company: { employees: people } });
		const { items } = await runFactorial(sim, 'employee', 'get', {
			items: people.slice(0, 20).map(({ login_email: email }) => ({ email: email ?? '' })),
			parameters: employee('email', '={{ $json.email }}'),
		});

		expect(items.map(({ id }) => id)).toEqual(people.slice(0, 20).map(({ id }) => id));
		expect(asked(sim)).toHaveLength(20 + 3);
	});

	it.each([
		['id', 'noor vidal', 'not an ID of Factorial: noor vidal'],
		['id', 'noor@corp.example', 'not an ID'],
		['id', '..', 'not an ID'],
		['id', '5\u00b2', 'not an ID'],
		['id', 'https://app.factorialhr.com/dashboard', 'not an ID'],
		['id', 2 ** 64, 'more digits than a number can hold'],
		['email', 'noor', 'not an email address: noor'],
		['id', '={{ $json.nothing }}', 'is empty'],
		['email', '  ', 'is empty'],
	] as const)('by %s %p is refused by its name, without a call', async (mode, value, reason) => {
		const { error, sim } = await got({ parameters: employee(mode, value) });

		expect(words(error)).toContain("'Employee'");
		expect(words(error)).toContain(reason);
		expect(asked(sim)).toEqual([]);
	});

	it.each([
		['id', '777', 'no employee with the ID 777'],
		['email', 'nobody@corp.example', 'no employee with the email nobody@corp.example'],
	] as const)('by %s %p that leads to nobody says so', async (mode, value, reason) => {
		const { error } = await got({ parameters: employee(mode, value) });
		expect(words(error)).toMatch(new RegExp(`${reason}.*Check 'Employee'`));
	});

	it('by an email of two people names both', async () => {
		const twins = ['1', '2'].map((id) => ({ id, email: 'us@corp.example' }));
		const sim = await factorial({ company: { employees: twins } });
		const parameters = employee('email', 'us@corp.example');
		const { error, items } = await runFactorial(sim, 'employee', 'get', { parameters });

		expect(words(error)).toMatch(/Several.*Noor Vidal \(1\), Noor Vidal \(2\).*by ID/);
		expect(items).toEqual([]);
	});
});

describe('an email that several records have', () => {
	const EMAIL = 'us@corp.example';
	const records = (...given: Array<{ email?: string | null; terminated_on?: string }>) =>
		given.map((one, index) => ({
			...{ id: String(index + 1), email: EMAIL, login_email: EMAIL },
			...one,
		}));
	const LEFT = { terminated_on: '2024-06-30' };

	it.each([
		['the one who was hired again', records(LEFT, {}), '2', 1],
		['that one, in whatever order they come', records({}, LEFT), '1', 1],
		[
			'the one whose last day is still to come',
			records(LEFT, { terminated_on: '2099-12-31' }),
			'2',
			1,
		],
		[
			'the one who works here, though Factorial’s filter finds only who has left',
			records(LEFT, { email: 'home@mail.example' }),
			'2',
			2,
		],
		[
			'who left last when nobody of them works here',
			records({ terminated_on: '2025-01-31' }, LEFT),
			'1',
			2,
		],
	])('means %s', async (_case, employees, id, calls) => {
		const sim = await factorial({ company: { employees } });
		const parameters = employee('email', EMAIL);
		const { items, error } = await runFactorial(sim, 'employee', 'get', { parameters });

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ id }]);
		expect(asked(sim)).toHaveLength(calls);
	});

	it('names only those who work here when there are two', async () => {
		const sim = await factorial({ company: { employees: records({}, LEFT, {}) } });
		const parameters = employee('email', EMAIL);
		const { error } = await runFactorial(sim, 'employee', 'get', { parameters });

		expect(words(error)).toMatch(/\(1\), Noor Vidal \(3\) All of them work here/);
		expect(words(error)).not.toContain('(2)');
	});
});

describe('somebody whom Factorial does not know', () => {
	const SKIP = { options: { ifNotFound: 'skip' } };

	it('fails the item unless told otherwise', async () => {
		for (const options of [{}, { ifNotFound: 'error' }, { ifNotFound: 'nonsense' }]) {
			const { error } = await got({ parameters: { ...employee('id', '777'), options } });
			expect(error?.message).toBe('Factorial has no employee with the ID 777');
		}
	});

	it('leaves with *Skip* as one item that says who, why and what to do', async () => {
		const input = {
			event: 'employees/employee/terminate',
			id: '777',
			full_name: 'Ada Roth',
			first_name: 'Ada',
			last_name: '',
			work_email: 'ada@corp.example',
			author_id: '33',
		};
		const { leaving, error } = await got({
			items: [{ id: '512' }, input, { id: '600' }],
			parameters: { ...employee('id', '={{ $json.id }}'), ...SKIP },
		});

		expect(error).toBeUndefined();
		expect(leaving.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
		expect(leaving[1]?.json).toEqual({
			action: 'skipped',
			reason: 'employee_not_found',
			message: expect.stringMatching(/no employee with the ID 777.*Check 'Employee'/) as string,
			id: '777',
			event: 'employees/employee/terminate',
			full_name: 'Ada Roth',
			first_name: 'Ada',
		});
	});

	it('is named by the email that was looked for', async () => {
		const parameters = { ...employee('email', 'nobody@corp.example'), ...SKIP };
		expect((await got({ parameters })).items).toMatchObject([
			{ action: 'skipped', id: null, email: 'nobody@corp.example' },
		]);
	});

	it.each(['x y', ''])('is not the same as the ID %p, which still fails', async (id) => {
		const parameters = { ...employee('id', '={{ $json.id }}'), ...SKIP };
		const { error } = await got({ items: [{ id }], parameters });
		expect(error?.message).toContain("'Employee'");
	});

	it('is not somebody who cannot be read at the moment', async () => {
		const sim = await factorial({ company: aSmallCompany() });
		sim.fail({ kind: 'status', status: 403, path: /employees/, times: 9 });
		const parameters = { ...employee('id', '777'), ...SKIP };
		const { error, items } = await runFactorial(sim, 'employee', 'get', { parameters });
		expect([error?.message, items]).toEqual([expect.stringContaining('may not do this'), []]);
	});
});

describe('what came in', () => {
	it('passes when an earlier step has skipped it, unchanged and without a call', async () => {
		const skipped = { action: 'skipped', reason: 'no_start_date', id: '512', notes: ['as it was'] };
		const { leaving, sim } = await got({
			items: [skipped],
			parameters: employee('id', '={{ $json.nothing }}'),
		});
		expect(leaving).toEqual([{ json: skipped, pairedItem: { item: 0 } }]);
		expect(asked(sim)).toEqual([]);
	});

	it.each([
		[null, 'failed', 'not_read'],
		['512', 'failed', 'not_read'],
		['777', 'not_found', 'employee_not_found'],
	])(
		'with the ID %p that the trigger says %s of is skipped, and the others are read',
		async (id, reread, reason) => {
			const event = 'employees/employee/update';
			const { items, error, sim } = await got({
				items: [
					{ event, id: '512' },
					{ event, id, reread, reread_error: 'Names nobody.' },
				],
				parameters: employee('id', '={{ $json.id }}'),
			});
			expect(error).toBeUndefined();
			expect(items).toMatchObject([
				{ event, id: '512', last_name: 'Vidal' },
				{ event, id, action: 'skipped', reason, message: expect.any(String) as string },
			]);
			expect(items[1]).not.toHaveProperty('last_name');
			expect(asked(sim)).not.toEqual([]);
		},
	);

	it.each([
		['employees/employee/update', { event: 'employees/employee/update' }],
		['', {}],
		[7, {}],
		[{ name: 'x' }, {}],
	])('keeps the event %p when it is a text', async (event, kept) => {
		const selected = { output: 'selected', fields: ['last_name'] };
		const { items } = await got({
			items: [{ event, id: '512', last_name: 'Old' }],
			parameters: { ...employee('id', '={{ $json.id }}'), ...selected },
		});
		expect(items).toEqual([
			{ ...kept, id: '512', last_name: 'Vidal', work_email: 'Noor@corp.example' },
		]);
	});
});

it('gives one error for the item that fails, and the others as usual', async () => {
	const { leaving } = await got({
		items: ['512', 'x y', '777', '600'].map((id) => ({ id })),
		parameters: { ...employee('id', '={{ $json.id }}'), include: ALL },
		node: GOES_ON,
	});

	expect(leaving.map(({ json, pairedItem }) => [json.error ?? json.id, pairedItem])).toEqual([
		['512', { item: 0 }],
		["'Employee' is not an ID of Factorial: x y", { item: 1 }],
		['Factorial has no employee with the ID 777', { item: 2 }],
		['600', { item: 3 }],
	]);
});

it('reads what many items refer to in few walks instead of once per item', async () => {
	const people = crowd(300);
	const sim = await factorial({
		company: {
			employees: people,
			contracts: people.map(({ id = '' }) => ({ employee_id: id, job_title: `Job ${id}` })),
		},
	});
	const { items } = await runFactorial(sim, 'employee', 'get', {
		items: people.slice(0, 60).map(({ id }) => ({ id })),
		parameters: { ...employee('id', '={{ $json.id }}'), include: ALL },
	});

	expect(items.map(({ job_title }) => job_title)).toEqual(
		people.slice(0, 60).map(({ id }) => `Job ${id}`),
	);
	expect(items[9]).toMatchObject({ manager_work_email: 'person2@corp.example' });
	const calls = asked(sim);
	const count = (what: string) => calls.filter((call) => call === what).length;
	expect(count('contract_versions')).toBeLessThanOrEqual(10 + 3);
	expect(count('teams') + count('locations') + count('legal_entities')).toBe(3);
	expect(count('employees/:id')).toBeLessThanOrEqual(60 + 10);
});

describe('somebody who was rehired, found by email', () => {
	const find = async (before: object, after: object) => {
		const both = { first_name: 'Ana', last_name: 'Mas', login_email: 'ana@corp.example' };
		const data = [
			{ id: '700', ...both, terminated_on: '2024-01-31', ...before },
			{ id: '701', ...both, terminated_on: null, ...after },
		];
		const meta = { has_next_page: false, end_cursor: null, limit: 100, total: 2 };
		const server = closedLater(await oddServer(() => ({ body: { data, meta } })));
		const { baseUrl, apiKey } = server.credential;
		const credential = { environment: 'custom', baseUrl, apiKey };
		const parameters = employee('email', 'ana@corp.example');
		return await runFactorial({ credential } as never, 'employee', 'get', { parameters });
	};

	it.each<[unknown, unknown]>([
		[false, true],
		['false', 'true'],
		[' False ', 'True'],
		[0, 1],
		['no', 'yes'],
		[null, null],
		[undefined, undefined],
		[null, true],
	])('is the record that works here: active %j and %j', async (before, after) => {
		const { items, error } = await find({ active: before }, { active: after });
		expect(words(error)).toBe('');
		expect(items).toMatchObject([{ id: '701' }]);
	});

	it.each<[string, object, object]>([
		['both say so', { active: true }, { active: 'true' }],
		['neither says so, and no last day is over', { terminated_on: '2999-01-31' }, {}],
		['a last day cannot be read', { terminated_on: 'soon' }, {}],
	])('is nobody where both could be meant: %s', async (_case, before, after) => {
		const { items, error } = await find(before, after);
		expect(items).toEqual([]);
		expect(words(error)).toContain('All of them work here');
	});
});
