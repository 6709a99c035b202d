import type { IDataObject } from 'n8n-workflow';

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

const many = async (count: number, parameters: IDataObject) => {
	const sim = await factorial({ company: { employees: crowd(count) } });
	const { items, error } = await runFactorial(sim, 'employee', 'getAll', { parameters });
	return { sim, items, error };
};

describe('Get Many', () => {
	it('walks all pages, each person once', async () => {
		const { sim, items } = await many(250, { returnAll: true });

		expect(items.map(({ id }) => id)).toEqual(crowd(250).map(({ id }) => id));
		expect(asked(sim)).toEqual(['employees', 'employees', 'employees']);
	});

	it.each([
		[undefined, 50, 1],
		[100, 100, 1],
		[101, 101, 2],
	])('with a limit of %s gives %d in %d calls', async (limit, expected, pages) => {
		const { sim, items } = await many(250, limit ? { limit } : {});

		expect(new Set(items.map(({ id }) => id)).size).toBe(expected);
		expect(asked(sim)).toHaveLength(pages);
	});

	it.each([0, -1, 2.5])('refuses a limit of %d by its name', async (limit) => {
		const { sim, error } = await many(3, { limit });

		expect(error?.message).toContain("'Limit'");
		expect(asked(sim)).toEqual([]);
	});

	it('gives nothing for nobody, whichever way Factorial says it', async () => {
		expect(await many(0, { returnAll: true, include: ['contract'] })).toMatchObject({ items: [] });

		const sim = await factorial({ switches: { emptyErrorsList: true } });
		const { items, error } = await runFactorial(sim, 'employee', 'getAll', {});
		expect([items, error]).toEqual([[], undefined]);
	});

	it('reads the limit of every item', async () => {
		const sim = await factorial({ company: { employees: crowd(9) } });
		const { leaving } = await runFactorial(sim, 'employee', 'getAll', {
			items: [{ wanted: 2 }, { wanted: 1 }],
			parameters: { limit: '={{ $json.wanted }}' },
		});

		expect(leaving.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['1001', { item: 0 }],
			['1002', { item: 0 }],
			['1001', { item: 1 }],
		]);
	});
});

describe('the filters', () => {
	const filtered = async (filters: IDataObject, more: IDataObject = {}) => {
		const sim = await factorial({ company: aSmallCompany() });
		const { items, error } = await runFactorial(sim, 'employee', 'getAll', {
			parameters: { returnAll: true, filters, ...more },
			timezone: 'Europe/Madrid',
		});
		return { sim, error, names: items.map(({ first_name: name }) => name) };
	};

	it.each([
		['nothing', {}, ['Noor', 'Ada', 'Ivo']],
		['only active', { onlyActive: true }, ['Noor', 'Ivo']],
		['also inactive', { onlyActive: false }, ['Noor', 'Ada', 'Ivo']],
		['a team', { teams: ['15'] }, ['Noor']],
		['a team by expression', { teams: '15, 16' }, ['Noor']],
		['a location', { locations: ['10'] }, ['Ivo']],
		['a legal entity', { legalEntities: ['3'] }, ['Noor']],
		['a location that does not exist', { locations: ['99'] }, []],
		['a day', { updatedSince: '2026-11-20' }, ['Noor']],
		['a time with a zone', { updatedSince: '2026-11-10T09:00:00+01:00' }, ['Noor', 'Ivo']],
		['the very moment', { updatedSince: '2026-11-20T08:00:00Z' }, ['Noor']],
		['a second later', { updatedSince: '2026-11-20T08:00:01Z' }, []],
		['a time in the zone of the workflow', { updatedSince: '2026-11-20T09:00:00' }, ['Noor']],
		['later in that zone', { updatedSince: '2026-11-20T09:00:01' }, []],
		['blanks', { updatedSince: '', teams: [] }, ['Noor', 'Ada', 'Ivo']],
		[
			'emails in any letter case',
			{ emails: 'ADA@corp.example , ivo@corp.example' },
			['Ada', 'Ivo'],
		],
		['a login email', { emails: 'noor@corp.example' }, ['Noor']],
		['an email of nobody', { emails: 'nobody@corp.example' }, []],
		['a list of emails', { emails: ['ivo@corp.example', 'ada@corp.example'] }, ['Ada', 'Ivo']],
		['a list by expression', { emails: '={{ ["ivo@corp.example", null, " "] }}' }, ['Ivo']],
		['lists in a list', { emails: ['ivo@corp.example,ada@corp.example', ''] }, ['Ada', 'Ivo']],
		['the same email again', { emails: 'ivo@corp.example, IVO@corp.example,,' }, ['Ivo']],
		['an email with invisible characters', { emails: 'ivo\u200b@corp.example' }, ['Ivo']],
		['emails and a state', { emails: ['ada@corp.example', 'x@y.example'], onlyActive: true }, []],
		['a location and a team', { locations: ['9'], teams: ['16'] }, ['Noor']],
	])('by %s', async (_case, filters, expected) => {
		expect((await filtered(filters)).names).toEqual(expected);
	});

	it('always tell Factorial whom to leave out', async () => {
		const { sim } = await filtered({});
		expect(queryOf(sim)).toMatchObject({ only_active: 'false', only_managers: 'false' });
	});

	it('never let a day slip away between zones', async () => {
		const { sim } = await filtered({ updatedSince: '2026-11-20T00:30:00+13:00' });
		expect(queryOf(sim)).toMatchObject({ updated_at_gteq: '2026-11-18' });
	});

	it.each([
		['', "={{ '' }}"],
		['null', '={{ null }}'],
		['nothing', '={{ $json.nothing }}'],
		['an empty list', '={{ [] }}'],
		['blanks', ' , '],
		['a list of nothing', ['', null]],
	])('by emails that are %s mean nobody, without a call, and say so', async (_, emails) => {
		const sim = await factorial({ company: aSmallCompany() });
		const { items, error, hints } = await runFactorial(sim, 'employee', 'getAll', {
			items: [{}, {}],
			parameters: { returnAll: true, filters: { emails } as IDataObject },
		});

		expect([items, error, asked(sim)]).toEqual([[], undefined, []]);
		expect(hints).toMatchObject([
			{ message: expect.stringContaining("'Emails' is empty") as string },
		]);
	});

	it('find everybody who has an email, also whom Factorial’s filter does not show', async () => {
		const EMAIL = 'noor@corp.example';
		const home = 'noor.home@mail.example';
		const sim = await factorial({
			company: {
				employees: [
					{ id: '1', email: EMAIL, login_email: EMAIL, terminated_on: '2024-06-30' },
					{ id: '2', email: home, login_email: 'NOOR@corp.example' },
					{ id: '3', email: 'other@corp.example', login_email: null },
				],
			},
		});
		const ids = async (filters: IDataObject) => {
			const parameters = { returnAll: true, filters };
			const { items } = await runFactorial(sim, 'employee', 'getAll', { parameters });
			return items.map(({ id }) => id);
		};
		expect(await ids({ emails: EMAIL })).toEqual(['1', '2']);
		expect(await ids({ emails: EMAIL, onlyActive: true })).toEqual(['2']);
	});

	it('look through the whole list once per run, whatever the number of items', async () => {
		const people = crowd(250);
		const sim = await factorial({ company: { employees: people } });
		const { items } = await runFactorial(sim, 'employee', 'getAll', {
			items: people.slice(0, 20).map(({ email }) => ({ email: email ?? '' })),
			parameters: { returnAll: true, filters: { emails: '={{ $json.email }}' } },
		});

		expect(items.map(({ id }) => id)).toEqual(people.slice(0, 20).map(({ id }) => id));
		expect(asked(sim)).toHaveLength(20 + 3);
	});

	it('ask for a hundred emails at a time, each once', async () => {
		const people = crowd(250);
		const sim = await factorial({ company: { employees: people } });
		const emails = people.flatMap(({ email }) => [email ?? '', `${email}`.toUpperCase()]);
		const parameters = { returnAll: true, filters: { emails } };
		const { items } = await runFactorial(sim, 'employee', 'getAll', { parameters });

		expect(new Set(items.map(({ id }) => id)).size).toBe(250);
		expect(items).toHaveLength(250);
		expect(asked(sim)).toHaveLength(3 + 3);
	});

	it('stop at the limit', async () => {
		const { names } = await filtered(
			{ emails: 'ada@corp.example,ivo@corp.example' },
			{
				returnAll: false,
				limit: 1,
			},
		);
		expect(names).toEqual(['Ada']);
	});

	it.each([
		[{ updatedSince: 'soon' }, "'Updated Since'"],
		[{ teams: ['Finance & Audit'] }, "'Team Names or IDs'"],
		[{ locations: 'Main office' }, "'Location Names or IDs'"],
		[{ legalEntities: [2 ** 64] }, "'Legal Entity Names or IDs'"],
		[{ emails: 'noor' }, "'Emails'"],
	])('refuse %p by its name, without a call', async (filters, name) => {
		const { sim, error } = await filtered(filters);

		expect(words(error)).toContain(name);
		expect(asked(sim)).toEqual([]);
	});
});

describe('Include', () => {
	const include = ['contract', 'legalEntity', 'location', 'manager', 'teams'];

	it('pages what is needed once, however many people there are', async () => {
		const people = crowd(1050);
		const sim = await factorial({
			company: {
				employees: people,
				contracts: people.map(({ id = '' }) => ({ employee_id: id, job_title: `Job ${id}` })),
				teams: [{ id: '15', name: 'Everybody' }],
				memberships: people.map(({ id = '' }) => ({ employee_id: id, team_id: '15' })),
			},
		});
		const parameters = { returnAll: true, include };
		const { items } = await runFactorial(sim, 'employee', 'getAll', { parameters });

		expect(items).toHaveLength(1050);
		expect(items.every(({ id, job_title: job }) => job === `Job ${String(id)}`)).toBe(true);
		expect(items[1049]).toMatchObject({
			team_names: ['Everybody'],
			manager_work_email: 'person6@corp.example',
		});
		const calls = asked(sim);
		expect(calls.filter((call) => call === 'employees')).toHaveLength(11);
		expect(calls.filter((call) => call === 'contract_versions')).toHaveLength(11);
		expect(calls).toHaveLength(11 + 11 + 3);
	});

	it('asks for the few that are wanted, not for everybody’s', async () => {
		const people = crowd(500);
		const sim = await factorial({
			company: {
				employees: people,
				contracts: people.map(({ id = '' }) => ({ employee_id: id, job_title: 'Analyst' })),
			},
		});
		const parameters = { limit: 30, include: ['contract', 'manager'] };
		const { items } = await runFactorial(sim, 'employee', 'getAll', { parameters });

		expect(items.filter(({ job_title: job }) => job === 'Analyst')).toHaveLength(30);
		expect(asked(sim)).toEqual(['employees', 'contract_versions']);
	});

	it('finds managers who are not among the people', async () => {
		const sim = await factorial({ company: aSmallCompany() });
		const parameters = { filters: { teams: ['15'] }, include: ['manager'] };
		const { items } = await runFactorial(sim, 'employee', 'getAll', { parameters });

		expect(items).toMatchObject([{ first_name: 'Noor', manager_name: 'Ivo Kaya' }]);
	});

	it.each(['2099-02-01', '2022-01-10'])(
		'gives the next contract of somebody whose last one has ended, with starts_on %s',
		async (starts_on) => {
			const sim = await factorial({
				company: {
					employees: [{ id: '1' }],
					contracts: [
						{
							employee_id: '1',
							effective_on: '2022-01-10',
							starts_on: '2022-01-10',
							ends_on: '2024-06-30',
						},
						{ employee_id: '1', effective_on: '2099-02-01', starts_on },
					],
				},
			});
			const parameters = { include: ['contract'] };
			const { items } = await runFactorial(sim, 'employee', 'getAll', { parameters });

			expect(items).toMatchObject([{ start_date: '2099-02-01', contract_is_future: true }]);
		},
	);

	it('gives the first contract of somebody who has not started, and says so', async () => {
		const sim = await factorial({
			company: {
				employees: [{ id: '1' }],
				contracts: [
					{
						employee_id: '1',
						effective_on: '2099-06-01',
						job_title: 'Later',
						starts_on: '2099-01-01',
					},
					{
						employee_id: '1',
						effective_on: '2099-01-01',
						job_title: 'First',
						starts_on: '2099-01-01',
					},
				],
			},
		});
		const parameters = { include: ['contract'] };
		const { items } = await runFactorial(sim, 'employee', 'getAll', { parameters });

		expect(items).toMatchObject([
			{ job_title: 'First', start_date: '2099-01-01', contract_is_future: true },
		]);
	});
});

describe('people whose contract has ended, and whom nobody has terminated', () => {
	const fixed = (id: string, ends_on: string) => ({ employee_id: id, ends_on });
	const company = {
		employees: [
			{ id: '1', first_name: 'Ana', last_name: 'Zed' },
			{ id: '2', first_name: 'Bo', last_name: 'Ruiz', terminated_on: '2024-12-31' },
			{ id: '3', first_name: 'Cleo', last_name: 'Roth', terminated_on: '2099-12-31' },
			{ id: '4', first_name: 'Dora', last_name: 'Diaz' },
		],
		contracts: [...['1', '2', '3'].map((id) => fixed(id, '2024-12-31')), fixed('4', '2099-12-31')],
	};

	it('are said in the items, and those who keep their access by name beside the output', async () => {
		const sim = await factorial({ company });
		const parameters = { include: ['contract'] };
		const { items, hints } = await runFactorial(sim, 'employee', 'getAll', { parameters });

		expect(items.map((item) => item.contract_has_ended)).toEqual([true, true, true, false]);
		expect(hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/contract has ended.*: Ana Zed \(1\)\. Enter the last day/),
				type: 'warning',
			}),
		]);
	});

	it('are at most a handful of names', async () => {
		const people = crowd(9);
		const contracts = people.map(({ id = '' }) => fixed(id, '2024-12-31'));
		const sim = await factorial({ company: { employees: people, contracts } });
		const parameters = { include: ['contract'] };
		const { hints } = await runFactorial(sim, 'employee', 'getAll', { parameters });

		expect(hints[0]?.message).toMatch(/Person0004 Vidal \(1005\), and 4 more\./);
	});

	it('are said of one person, too', async () => {
		const sim = await factorial({ company });
		const ask = { employee: { __rl: true, mode: 'id', value: '1' }, include: ['contract'] };
		const { hints } = await runFactorial(sim, 'employee', 'get', { parameters: ask });

		expect(hints[0]?.message).toContain('Ana Zed (1)');
	});
});

describe('a list that is asked for once per input item', () => {
	const ask = async (items: IDataObject[], parameters: IDataObject) => {
		const sim = await factorial({ company: { employees: crowd(3) } });
		const all = { returnAll: true, ...parameters };
		return await runFactorial(sim, 'employee', 'getAll', { items, parameters: all });
	};
	const many = Array.from({ length: 50 }, (_, n) => ({ email: `person${n}@corp.example` }));

	it('says so, and how to have it once', async () => {
		const { items, hints } = await ask(many, {});

		expect(items).toHaveLength(150);
		expect(hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/50 of the 50 input items.*given 50 times.*'Execute Once'/),
				type: 'warning',
			}),
		]);
	});

	it.each([
		['contractVersion', 'getAll'],
		['location', 'getAll'],
		['team', 'getAll'],
		['webhookSubscription', 'getAll'],
	])('%s: %s says so as well', async (resource, operation) => {
		const sim = await factorial({
			company: { ...aSmallCompany() },
		});
		sim.state.subscriptions.push({
			...{ id: '1', type: 'employees/employee/update', company_id: '4711', name: 'Other tool' },
			...{ target_url: 'https://other.example/in', challenge: 'of-the-other', enabled: true },
			api_version: '2026-07-01',
		});
		const { hints } = await runFactorial(sim, resource, operation, { items: many.slice(0, 3) });
		expect(hints[0]?.message).toMatch(/^3 of the 3 input items ask for the same list/);
	});

	it.each([
		['one item', many.slice(0, 1), {}],
		['items that ask for somebody else each', many, { filters: { emails: '={{ $json.email }}' } }],
	])('says nothing for %s', async (_case, items, parameters) => {
		expect((await ask(items, parameters)).hints).toEqual([]);
	});
});
