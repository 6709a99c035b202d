import type { IDataObject } from 'n8n-workflow';

import { listSearch } from '../../support/engine';
import { aUser, byId, calls, closeAll, jumpCloud, runUser, words } from '../../support/jumpcloud';

afterEach(closeAll);

const crowd = (count: number) =>
	Array.from({ length: count }, (_, n) => ({
		username: `person${String(n).padStart(3, '0')}`,
		department: n % 2 ? 'Finance' : 'Sales',
		costCenter: `C${n % 4}`,
		location: n % 10 ? 'Porto' : 'Lyon',
		employeeType: n % 3 ? 'Employee' : 'Intern',
		...(n % 5 === 0 && { state: 'STAGED' as const }),
	}));

const COST_UNIT = { costCenter: 'C0', location: 'Lyon', employeeType: 'Intern', search: '06' };

describe('Get', () => {
	it('gives the ten fields by which an admin knows a user', async () => {
		const sim = await jumpCloud({ users: [aUser({ department: 'Finance', costCenter: 'C1' })] });
		const { _id } = sim.state.user('noor.vidal');
		const { items } = await runUser(sim, 'get', { parameters: byId(_id) });

		expect(items).toEqual([
			{
				id: _id,
				...aUser(),
				displayname: '',
				state: 'ACTIVATED',
				department: 'Finance',
				jobTitle: '',
			},
		]);
	});

	it('gives more without Simplify, but nothing about passwords or keys', async () => {
		const secret = { ssh_keys: [{ name: 'laptop' }], password_date: '2026-01-01T00:00:00Z' };
		const sim = await jumpCloud({ users: [aUser({ costCenter: 'C1', ...secret })] });
		const parameters = { ...byId(sim.state.user('noor.vidal')._id), simplify: false };
		const { items } = await runUser(sim, 'get', { parameters });

		expect(items).toMatchObject([{ costCenter: 'C1', suspended: false, attributes: [] }]);
		expect(Object.keys(items[0] ?? {})).not.toEqual(
			expect.arrayContaining([expect.stringMatching(/password|ssh/)]),
		);
	});
});

describe('Get Many', () => {
	const many = async (count: number, parameters: IDataObject) => {
		const sim = await jumpCloud({ users: crowd(count) });
		const { items } = await runUser(sim, 'getAll', { parameters });
		return { sim, items, names: items.map(({ username }) => username) };
	};

	it('walks all pages, each user once', async () => {
		const { sim, names } = await many(250, { returnAll: true });

		expect(names).toEqual(crowd(250).map(({ username }) => username));
		expect(calls(sim)).toEqual(['list', 'list', 'list']);
	});

	it.each([
		[undefined, 50, 1],
		[100, 100, 1],
		[101, 101, 2],
	])('with a limit of %s gives %d in %d calls', async (limit, expected, pages) => {
		const { sim, names } = await many(250, limit ? { limit } : {});

		expect(new Set(names).size).toBe(expected);
		expect(calls(sim)).toHaveLength(pages);
	});

	it.each([0, -1, 2.5])('refuses a limit of %d by its name', async (limit) => {
		const sim = await jumpCloud({ users: crowd(3) });
		const { error } = await runUser(sim, 'getAll', { parameters: { limit } });

		expect(error?.message).toContain("'Limit'");
		expect(calls(sim)).toEqual([]);
	});

	it('is about users in a workflow that was saved when there was nothing else', async () => {
		const parameters = { resource: undefined };
		const sim = await jumpCloud({ users: crowd(3), groups: [{ name: 'Sales' }] });
		const { items } = await runUser(sim, 'getAll', { parameters });

		expect(items.map(({ username }) => username)).toEqual(crowd(3).map((user) => user.username));
	});

	it('takes short pages as they come', async () => {
		const sim = await jumpCloud({ users: crowd(25), switches: { pageCap: 10 } });
		const { items } = await runUser(sim, 'getAll', { parameters: { returnAll: true } });

		expect(items).toHaveLength(25);
	});

	it('gives nothing for nobody', async () => {
		expect((await many(0, { returnAll: true })).items).toEqual([]);
	});

	it.each([
		['state', { state: 'STAGED' }, 20],
		['department', { department: 'Finance' }, 50],
		['state and department', { state: 'STAGED', department: 'Sales' }, 10],
		['cost center, location and employee type', COST_UNIT, 1],
		['a location that nobody has', { location: 'Oslo' }, 0],
		['a department with a colon', { department: 'Sales: North' }, 0],
		['part of a name in any letter case', { search: 'PERSON00' }, 10],
		['part of an email and a state', { search: '10@corp', state: 'STAGED' }, 1],
		['part of a name, a state and a department', { search: 'son09', department: 'Sales' }, 5],
		['blanks, which are no filter', { search: ' ', department: '' }, 100],
	])('filters by %s', async (_case, filters, expected) => {
		const { names } = await many(100, { returnAll: true, filters });
		expect(names).toHaveLength(expected);
	});

	it('searches beyond the first page as well', async () => {
		const { names } = await many(250, { returnAll: true, filters: { search: 'person' } });
		expect(new Set(names).size).toBe(250);
	});

	it('links every user to the item that asked', async () => {
		const sim = await jumpCloud({ users: crowd(4) });
		const { leaving } = await runUser(sim, 'getAll', {
			items: [{ department: 'Sales' }, { department: 'Finance' }],
			parameters: { filters: { department: '={{ $json.department }}' }, simplify: true },
		});

		expect(leaving.map(({ json, pairedItem }) => [json.department, pairedItem])).toEqual([
			['Sales', { item: 0 }],
			['Sales', { item: 0 }],
			['Finance', { item: 1 }],
			['Finance', { item: 1 }],
		]);
	});
});

describe('a filter whose expression finds nothing that it can use', () => {
	const record = { id: '1', name: 'Sales' };
	const TEXTS = [null, '', ' ', [], {}, record, ['Sales'], true];
	const CHOICES = [null, '', [], {}, record, 'LOCKED', true];
	const cases: Array<[string, string, string, unknown[]]> = [
		['user', 'search', 'Search', TEXTS],
		['user', 'department', 'Department', TEXTS],
		['user', 'costCenter', 'Cost Center', TEXTS],
		['user', 'employeeType', 'Employee Type', TEXTS],
		['user', 'location', 'Location', TEXTS],
		['user', 'state', 'State', CHOICES],
		['userGroup', 'search', 'Search', TEXTS],
		['scheduledChange', 'state', 'State', CHOICES],
	];
	const each = cases.flatMap(([resource, name, label, values]) =>
		[undefined, ...values].map((value) => [resource, name, value, label] as const),
	);

	it.each(each)('of %s, %s = %j, is refused by its name, without a call', async (...given) => {
		const [resource, name, value, label] = given;
		const sim = await jumpCloud({ users: crowd(3), groups: [{ name: 'Sales' }] });
		const { items, error } = await runUser(sim, 'getAll', {
			resource,
			items: [{ value } as IDataObject],
			parameters: { returnAll: true, filters: { [name]: '={{ $json.value }}' } },
		});

		expect(words(error)).toMatch(new RegExp(`'${label}' (is|cannot be) `));
		expect([items, calls(sim)]).toEqual([[], []]);
	});
});

describe('the list from which a user is picked', () => {
	const listed = async (users: number, filter?: string, page?: string) => {
		const sim = await jumpCloud({ users: crowd(users) });
		const node = { name: 'Users', type: 'jumpCloud' };
		const given = { nodes: [node], credentials: { jumpCloudApi: sim.credential } };
		return { sim, found: await listSearch(given, 'searchUsers', filter, page) };
	};

	it('shows who it is and gives the id', async () => {
		const { sim, found } = await listed(1);
		const { _id } = sim.state.user('person000');

		expect(found.results).toEqual([
			{
				...{ name: 'person000 (person000@corp.example)', value: _id },
				url: expect.stringMatching(`/#/users/${_id}/details$`),
			},
		]);
		expect(found.paginationToken).toBeUndefined();
	});

	it('goes on where the page before ended', async () => {
		const { found: first } = await listed(150);
		expect(first.results).toHaveLength(100);

		const { found: second } = await listed(150, undefined, String(first.paginationToken));
		expect(second.results.map(({ name }) => name)).toEqual(
			crowd(150)
				.slice(100)
				.map(({ username }) => `${username} (${username}@corp.example)`),
		);
		expect(second.paginationToken).toBeUndefined();
	});

	it('is searched by part of an email', async () => {
		const { found } = await listed(30, 'ON02');
		expect(found.results).toHaveLength(10);
	});
});
