import { loadOptions } from '../../support/engine';
import { byEmail, byEmployee, calls, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';
import { company, idOf, putInto } from './groups.support';

afterEach(closeAll);

const many = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ name: `Group ${String(n).padStart(3, '0')}` }));

describe('Get Many', () => {
	// A list of JumpCloud does not say it: what is not known is not called static.
	it.each([
		['a list says it', { membershipMethodShown: 'everywhere' }, 'STATIC', 'DYNAMIC_AUTOMATED', 1],
		['only a filter tells', {}, 'UNKNOWN', 'DYNAMIC_AUTOMATED', 3],
		['a filter is ignored', { membershipMethodFilter: 'ignored' }, 'UNKNOWN', 'UNKNOWN', 3],
		['a filter is refused', { membershipMethodFilter: 'refused' }, 'UNKNOWN', 'UNKNOWN', 3],
	] as const)(
		'gives every group, with who decides about its members, as far as %s',
		async (_case, switches, ofFinance, ofEverybody, requests) => {
			const sim = await company({ switches });
			const { items, error } = await runUser(sim, 'getAll', { resource: 'userGroup' });

			expect(error).toBeUndefined();
			expect(items).toEqual([
				expect.objectContaining({ name: 'Everybody', membershipMethod: ofEverybody }),
				{
					id: idOf(sim, 'Finance'),
					name: 'Finance',
					description: 'Money',
					membershipMethod: ofFinance,
				},
				expect.objectContaining({ name: 'Sales', membershipMethod: ofFinance }),
			]);
			expect(calls(sim)).toHaveLength(requests);
		},
	);

	it.each([
		[{ returnAll: true }, 250, 3],
		[{}, 50, 1],
		[{ limit: 100 }, 100, 1],
		[{ limit: 101 }, 101, 2],
	])('with %j gives %i in %i calls', async (parameters, expected, pages) => {
		const switches = { membershipMethodShown: 'everywhere' as const };
		const sim = await jumpCloud({ groups: many(250), switches });
		const { items } = await runUser(sim, 'getAll', { resource: 'userGroup', parameters });

		expect(new Set(items.map(({ name }) => name)).size).toBe(expected);
		expect(calls(sim)).toHaveLength(pages);
	});

	it('refuses a limit of 0 by its name', async () => {
		const sim = await jumpCloud({ groups: many(3) });
		const given = { resource: 'userGroup', parameters: { limit: 0 } };
		const { error } = await runUser(sim, 'getAll', given);

		expect(error?.message).toContain("'Limit'");
		expect(calls(sim)).toEqual([]);
	});

	it.each([
		['part of the name in any letter case', 'AL', ['Sales', 'Sales, North']],
		['a comma', 's, n', ['Sales, North']],
		['something that nothing has', 'marketing', []],
		['blanks, which are no filter', ' ', ['Finance', 'Sales', 'Sales, North']],
	])('searches for %s', async (_case, search, expected) => {
		const groups = [{ name: 'Sales' }, { name: 'Finance' }, { name: 'Sales, North' }];
		const sim = await jumpCloud({ groups });
		const { items, error } = await runUser(sim, 'getAll', {
			resource: 'userGroup',
			parameters: { filters: { search } },
		});

		expect(error).toBeUndefined();
		expect(items.map(({ name }) => name)).toEqual(expected);
	});

	it('does not take a page for people for a list without groups', async () => {
		const sim = await company();
		sim.fail({ kind: 'html', path: /usergroups/ });
		const { error, items } = await runUser(sim, 'getAll', { resource: 'userGroup' });

		expect(error?.message).toContain('login page');
		expect(items).toEqual([]);
	});
});

describe('the groups of one user', () => {
	const ofNoor = { of: 'user', ...byEmployee('512') };

	it('come with their names, in as few calls as possible', async () => {
		const switches = { membershipMethodShown: 'everywhere' as const };
		const sim = await company({ groups: many(150), switches });
		putInto(sim, 'Group 003', 'Group 149');
		const { items } = await runUser(sim, 'getAll', { resource: 'userGroup', parameters: ofNoor });

		expect(items).toMatchObject([
			{ id: idOf(sim, 'Group 003'), name: 'Group 003', membershipMethod: 'STATIC' },
			{ id: idOf(sim, 'Group 149'), name: 'Group 149' },
		]);
		expect(calls(sim)).toEqual(['search', 'groups of user', 'list groups', 'list groups']);
	});

	it('of several users need the names once', async () => {
		const sim = await company({ switches: { membershipMethodShown: 'everywhere' } });
		putInto(sim, 'Sales');
		const items = [{}, {}, {}];
		await runUser(sim, 'getAll', { resource: 'userGroup', parameters: ofNoor, items });

		expect(calls(sim).filter((call) => call === 'list groups')).toHaveLength(1);
	});

	it('are all given, also beyond the first page', async () => {
		const sim = await company({ groups: many(120) });
		putInto(sim, ...many(120).map(({ name }) => name));
		const parameters = { ...ofNoor, returnAll: true };
		const { items } = await runUser(sim, 'getAll', { resource: 'userGroup', parameters });

		expect(items).toHaveLength(120);
	});

	it('are none for somebody who is in none, which is no failure', async () => {
		const sim = await company();
		const { items, error } = await runUser(sim, 'getAll', {
			resource: 'userGroup',
			parameters: ofNoor,
		});

		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(calls(sim)).toEqual(['search', 'groups of user']);
	});

	it('are searched and limited like all groups', async () => {
		const sim = await company();
		putInto(sim, 'Sales', 'Finance', 'Everybody');
		const parameters = { ...ofNoor, filters: { search: 'e' }, limit: 2 };
		const { items } = await runUser(sim, 'getAll', { resource: 'userGroup', parameters });

		expect(items.map(({ name }) => name)).toEqual(['Sales', 'Finance']);
	});

	it('are never all groups because the item has no user', async () => {
		const sim = await company();
		const { items, error } = await runUser(sim, 'getAll', {
			resource: 'userGroup',
			parameters: { of: 'user', ...byEmail('={{ $json.work_email }}') },
		});

		expect(error?.message).toContain("'User' is empty");
		expect(items).toEqual([]);
		expect(calls(sim)).toEqual([]);
	});
});

it('the list from which groups are picked has all of them by name, and marks computed ones', async () => {
	const sim = await company({ groups: [...many(120).reverse(), ...COMPUTED] });
	const node = { name: 'Groups', type: 'jumpCloud' };
	const given = { nodes: [node], credentials: { jumpCloudApi: sim.credential } };
	const options = await loadOptions(given, 'getGroups');

	expect(options).toHaveLength(121);
	expect(options[0]).toEqual({
		name: 'All of Us',
		value: idOf(sim, 'All of Us'),
		description: expect.stringContaining('computed'),
	});
	expect(options[1]).toMatchObject({ name: 'Group 000', value: idOf(sim, 'Group 000') });
});

const COMPUTED = [{ name: 'All of Us', membershipMethod: 'DYNAMIC_AUTOMATED' as const }];
