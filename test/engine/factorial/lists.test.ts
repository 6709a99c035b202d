import type { IDataObject } from 'n8n-workflow';

import { listSearch, loadOptions } from '../../support/engine';
import {
	aSmallCompany,
	asked,
	crowd,
	factorial,
	queryOf,
	runFactorial,
} from '../../support/factorial';
import { closeAll, words } from '../../support/jumpcloud';

afterEach(closeAll);

const read = async (resource: string, parameters: IDataObject = {}) => {
	const sim = await factorial({ company: aSmallCompany() });
	return { sim, ...(await runFactorial(sim, resource, 'getAll', { parameters })) };
};

describe('contract versions', () => {
	it('leave without salary and working time', async () => {
		const { items } = await read('contractVersion');

		expect(items[0]).toEqual({
			id: '3001',
			employee_id: '512',
			job_title: 'Analyst',
			starts_on: '2024-03-01',
			ends_on: null,
			effective_on: '2024-03-01',
			updated_at: '2024-02-20T08:00:00.000Z',
		});
	});

	it('leave whole when that is asked for', async () => {
		const { items } = await read('contractVersion', { output: 'all' });
		expect(items[0]).toMatchObject({ salary_amount: 4200000, working_hours: 40 });
	});

	it.each([
		['nothing', {}, ['3001', '3002', '3003']],
		['a day', { effectiveOnOrBefore: '2025-06-01' }, ['3001', '3002']],
		['the day before', { effectiveOnOrBefore: '2025-05-31T23:59:59' }, ['3001']],
		['an employee', { employees: '512' }, ['3001', '3002', '3003']],
		['a list of employees', { employees: ['600', '512'] }, ['3001', '3002', '3003']],
		['an employee without any', { employees: '600' }, []],
		['updates since', { updatedSince: '2024-02-20T08:00:01Z' }, []],
		['updates until', { updatedUntil: '2024-02-20T08:00:00Z' }, ['3001', '3002', '3003']],
		['an employee and a day', { employees: '512', effectiveOnOrBefore: '2024-03-01' }, ['3001']],
	])('are filtered by %s', async (_case, filters, expected) => {
		const { items } = await read('contractVersion', { returnAll: true, filters });
		expect(items.map(({ id }) => id)).toEqual(expected);
	});

	it('of many employees are asked for in requests of a hundred', async () => {
		const people = crowd(150);
		const sim = await factorial({
			company: {
				employees: people,
				contracts: people.map(({ id = '' }) => ({ employee_id: id })),
			},
		});
		const filters = { employees: people.map(({ id = '' }) => id) };
		const { items } = await runFactorial(sim, 'contractVersion', 'getAll', {
			parameters: { returnAll: true, filters },
		});

		expect(new Set(items.map(({ employee_id: id }) => id)).size).toBe(150);
		expect(asked(sim)).toEqual(['contract_versions', 'contract_versions']);
	});
});

describe('teams and locations', () => {
	it.each([
		['team', {}, ['Finance', 'Audit']],
		['team', { teams: '16' }, ['Audit']],
		['team', { teams: '99' }, []],
		['location', {}, ['Valencia', 'Dublin']],
		['location', { onlyMain: true }, ['Valencia']],
		['location', { onlyMain: false, locations: ['10'] }, ['Dublin']],
	])('%s with the filters %p', async (resource, filters, expected) => {
		const { items } = await read(resource, { returnAll: true, filters });
		expect(items.map(({ name }) => name)).toEqual(expected);
	});

	it('come with who is in a team and who leads it', async () => {
		const { items } = await read('team', { limit: 1 });
		expect(items).toMatchObject([{ id: '15', employee_ids: ['512'], lead_ids: ['512'] }]);
	});
});

it.each([
	['contractVersion', { employees: 'Noor Vidal' }, "'Employee IDs'"],
	['contractVersion', { effectiveOnOrBefore: 'soon' }, "'Effective On or Before'"],
	['team', { teams: 'Finance team' }, "'Team IDs'"],
	['location', { locations: 'Main office' }, "'Location IDs'"],
])('%s refuses %p by its name, without a call', async (resource, filters, name) => {
	const { sim, error } = await read(resource, { filters });

	expect(words(error)).toContain(name);
	expect(asked(sim)).toEqual([]);
});

it.each(['contractVersion', 'employee', 'location', 'team', 'webhookSubscription'])(
	'%s refuses a limit of nothing',
	async (resource) => {
		const { sim, error } = await read(resource, { limit: 0 });

		expect(error?.message).toContain("'Limit'");
		expect(asked(sim)).toEqual([]);
	},
);

describe('in the editor', () => {
	const editor = (sim: { credential: Record<string, string> }) => ({
		nodes: [{ name: 'HR', type: 'factorial' }],
		credentials: { factorialApi: sim.credential },
	});

	it('people are listed with the email that tells them apart, and those who left as such', async () => {
		const sim = await factorial({ company: aSmallCompany() });
		const found = await listSearch(editor(sim), 'searchEmployees');

		expect(found).toEqual({
			results: [
				{ name: 'Noor Vidal (Noor@corp.example)', value: '512' },
				{ name: 'Ada Prats (ada@corp.example, left 2025-01-31)', value: '600' },
				{ name: 'Ivo Kaya (ivo@corp.example)', value: '18446744073709777' },
			],
			paginationToken: undefined,
		});
	});

	it('people are searched by words of the name, page by page', async () => {
		const sim = await factorial({ company: { employees: crowd(150) } });
		const first = await listSearch(editor(sim), 'searchEmployees', 'vidal person');
		const second = await listSearch(
			editor(sim),
			'searchEmployees',
			'vidal person',
			String(first.paginationToken),
		);

		expect([first.results.length, second.results.length]).toEqual([100, 50]);
		expect(second.paginationToken).toBeUndefined();
		expect(queryOf(sim)).toMatchObject({ full_text_name: 'vidal person' });
		expect((await listSearch(editor(sim), 'searchEmployees', 'nobody')).results).toEqual([]);
	});

	it.each([
		['getTeams', ['Audit', 'Finance']],
		['getLocations', ['Dublin', 'Valencia']],
		['getLegalEntities', ['Corp Example SL']],
	])('%s gives names in alphabetical order, with ids', async (method, expected) => {
		const sim = await factorial({ company: aSmallCompany() });
		const options = await loadOptions(editor(sim), method);

		expect(options.map(({ name }) => name)).toEqual(expected);
		expect(options.every(({ value }) => /^\d+$/.test(String(value)))).toBe(true);
	});

	it('a wrong key is told in the list itself', async () => {
		const sim = await factorial();
		const given = editor({ credential: { ...sim.credential, apiKey: 'wrong' } });

		await expect(loadOptions(given, 'getTeams')).rejects.toThrow('does not accept the API key');
	});
});

describe('a filter whose expression finds nothing that it can use', () => {
	const record = { id: '15', name: 'Finance' };
	const IDS = [null, '', [], [null, ' '], ' , ', {}, record, [record], ['15', record], true];
	const DATES = [null, '', [], {}, record, true, 1, 1767139200, '1767139200000', '0001-01-01'];
	const CHOICES = [null, '', [], {}, record, 'some'];
	const cases: Array<[string, string, string, unknown[]]> = [
		['employee', 'teams', 'Team Names or IDs', IDS],
		['employee', 'locations', 'Location Names or IDs', IDS],
		['employee', 'legalEntities', 'Legal Entity Names or IDs', IDS],
		['employee', 'emails', 'Emails', [{}, record, [record], ['ada@corp.example', record], true]],
		['employee', 'updatedSince', 'Updated Since', DATES],
		['employee', 'onlyActive', 'Only Active', [null, '', 'true', {}]],
		['contractVersion', 'employees', 'Employee IDs', IDS],
		['contractVersion', 'effectiveOnOrBefore', 'Effective On or Before', DATES],
		['contractVersion', 'updatedSince', 'Updated Since', DATES],
		['contractVersion', 'updatedUntil', 'Updated Until', DATES],
		['team', 'teams', 'Team IDs', IDS],
		['location', 'locations', 'Location IDs', IDS],
		['location', 'onlyMain', 'Only Main', [null, '', {}]],
		['webhookSubscription', 'state', 'State', CHOICES],
		['webhookSubscription', 'whose', 'Whose', CHOICES],
	];
	const each = cases.flatMap(([resource, name, label, values]) =>
		values.map((value) => [resource, name, value, label] as const),
	);

	it.each(each)('of %s, %s = %j, is refused by its name, without a call', async (...given) => {
		const [resource, name, value, label] = given;
		const filters = { [name]: `={{ $json.value }}` };
		const sim = await factorial({ company: aSmallCompany() });
		const { items, error } = await runFactorial(sim, resource, 'getAll', {
			items: [{ value } as IDataObject],
			parameters: { returnAll: true, filters },
		});
		expect(words(error)).toMatch(new RegExp(`'${label}' (is|cannot be) `));
		expect([items, asked(sim)]).toEqual([[], []]);
	});

	// Emails that are nothing are nobody, as said there.
	const notEmpty = cases.filter(([, name]) => name !== 'emails');
	it.each(notEmpty.map(([resource, name]) => [resource, name] as const))(
		'of %s, %s, is refused as well where the field is missing',
		async (resource, name) => {
			const filters = { [name]: '={{ $json.nothing }}' };
			const { sim, error } = await read(resource, { returnAll: true, filters });
			expect(words(error)).toMatch(/is empty|neither true nor false/);
			expect(asked(sim)).toEqual([]);
		},
	);

	it('is none while it is only added and left as it is', async () => {
		for (const [resource, filters] of [
			['contractVersion', { employees: '', updatedSince: '' }],
			['team', { teams: '' }],
			['location', { locations: '' }],
		] as const) {
			const { items, error } = await read(resource, { returnAll: true, filters });
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThan(1);
		}
	});
});
