import type { IDataObject } from 'n8n-workflow';

import { aPerson, closeAll, runUser, words } from '../../support/jumpcloud';
import { company, groupsOf, idOf, runGroups } from './groups.support';

afterEach(closeAll);

const NAMES = ['Team Finance', 'Team Audit', 'Admins', 'Team'];

const aCompany = async (options = {}) =>
	await company({ groups: NAMES.map((name) => ({ name })), ...options });

const NOBODY = { users: [] };

describe.each(['create', 'upsert'])('%s, with groups that the source names', (operation) => {
	it.each<[string, unknown, string[]]>([
		['without a limit', undefined, ['Team Finance', 'Admins']],
		['with a beginning', 'team *', ['Team Finance']],
		['with a list of names', 'Team Audit, ADMINS', ['Admins']],
		['with a list from an expression', "={{ ['Team Finance', 'x'] }}", ['Team Finance']],
		['with a star alone, which allows nothing', '*', []],
		['with an expression that finds nothing', '={{ $json.gone }}', []],
	])('%s', async (_case, allowedGroups, joined) => {
		const sim = await aCompany(NOBODY);
		const groups = '={{ $json.teams }}';
		const { items, error } = await runUser(sim, operation, {
			items: [aPerson({ teams: ['Team Finance', 'Admins'] })],
			parameters: {
				additionalFields: {
					...{ groups },
					...(allowedGroups !== undefined && { allowedGroups }),
				} as IDataObject,
			},
		});
		expect(error).toBeUndefined();
		expect(groupsOf(sim)).toEqual(joined);
		const kept = ['Team Finance', 'Admins'].filter((name) => !joined.includes(name));
		expect(items[0]?.action).toBe('created');
		expect(items[0]?.warnings ?? []).toEqual(kept.map((name) => `group_not_allowed: ${name}`));
	});
});

it.each(['create', 'upsert'])(
	'%s of version 2 does nothing where items name groups and nothing says which',
	async (operation) => {
		const sim = await aCompany(NOBODY);
		const given = (additionalFields: IDataObject) => ({
			items: [aPerson({ teams: ['Admins'] })],
			parameters: { additionalFields },
			node: { typeVersion: 2 },
		});
		const groups = '={{ $json.teams }}';
		const { error } = await runUser(sim, operation, given({ groups }));
		expect(words(error)).toMatch(/comes from the items.*Allowed Groups/s);
		expect(sim.state.users).toEqual([]);

		// What an admin has chosen, or written, is not the source's word.
		const chosen = await runUser(sim, operation, given({ groups: [idOf(sim, 'Admins')] }));
		expect(chosen.error).toBeUndefined();
		expect(groupsOf(sim)).toEqual(['Admins']);
	},
);

it('Add User of version 2 does the same', async () => {
	const sim = await aCompany();
	const node = { typeVersion: 2 };
	const items = [{ teams: ['Admins'] }];
	const groups = '={{ $json.teams }}';
	const { error } = await runGroups(sim, 'addUser', groups, { items, node });
	expect(words(error)).toMatch(/comes from the items.*Allowed Groups/s);
	expect(sim.journal.writes()).toEqual([]);
	const options = { allowedGroups: 'Adm*' };
	await runGroups(sim, 'addUser', groups, { items, node, parameters: { options } });
	expect(groupsOf(sim)).toEqual(['Admins']);
});

describe('Add User, with groups that the source names', () => {
	it('joins those that are allowed, also by their ID', async () => {
		const sim = await aCompany();
		const options = { allowedGroups: `Team Aud*, ${idOf(sim, 'Team')}` };
		const names = ['Team Audit', idOf(sim, 'Team')];
		const { items } = await runGroups(sim, 'addUser', names, { parameters: { options } });
		expect(groupsOf(sim)).toEqual(['Team Audit', 'Team']);
		expect(items).toMatchObject([{ action: 'added' }]);
	});

	it('refuses any other one, like one that does not exist, before the first is joined', async () => {
		const sim = await aCompany();
		const options = { allowedGroups: 'Team *' };
		const names = ['Team Audit', 'Admins'];
		const { error } = await runGroups(sim, 'addUser', names, { parameters: { options } });
		expect(words(error)).toMatch(/'Admins' is not among the 'Allowed Groups' of this step/);
		expect(sim.journal.writes()).toEqual([]);
	});
});
