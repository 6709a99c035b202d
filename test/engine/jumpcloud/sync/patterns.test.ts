import type { IDataObject } from 'n8n-workflow';

import type {
	JumpCloudOptions,
	JumpCloudSimulator,
} from '../../../../playground/jumpcloud/simulator';
import { closeAll, jumpCloud, runUser, words } from '../../../support/jumpcloud';
import {
	EVERYONE,
	company,
	planAndApply,
	planChanges,
	planThenApply,
	reasons,
	results,
} from './sync.support';

afterEach(closeAll);

const TEAMS = [['Finance'], ['Finance'], ['Audit'], ['Sales, EMEA']];

/** Four people of three teams, and groups for them and for others. */
async function four(options: Partial<JumpCloudOptions> = {}) {
	const { people, users } = company(4);
	const items = people.map((person, n): IDataObject => ({ ...person, team_names: TEAMS[n] ?? [] }));
	const names = ['Team Finance', 'Team Audit', 'Team Sales, EMEA', 'Team Admins', 'Admins'];
	const groups = names.map((name) => ({ name }));
	return { items, sim: await jumpCloud({ users, groups, ...options }) };
}

const byTeam = (about: IDataObject = {}): IDataObject => ({
	groupPatterns: { pattern: [{ by: 'team', prefix: 'Team ', ...about }] },
});

/** Who is in which group, by the numbers of the people. */
function members({ state }: JumpCloudSimulator): Record<string, string> {
	const nameOf = (id: string) => state.users.find(({ _id }) => _id === id)?.username ?? '?';
	const short = (id: string) => nameOf(id).replace(/^person(\d+)\.vidal$/, '$1');
	const filled = state.groups.filter(({ members: ids }) => ids.length > 0);
	return Object.fromEntries(
		filled.map(({ name, members: ids }) => [name, ids.map(short).toSorted().join(' ')]),
	);
}

function put(sim: JumpCloudSimulator, group: string, ...people: number[]): void {
	const found = sim.state.groups.find(({ name }) => name === group);
	for (const n of people) found?.members.push(sim.state.user(`person${n}.vidal`)._id);
}

const MODES: Array<[string, IDataObject]> = [
	['Everyone', EVERYONE],
	['Some People', {}],
];

describe.each(MODES)('groups from a field, read as %s', (_mode, mode) => {
	it('are joined and left as the values say, and a second run changes nothing', async () => {
		const { items, sim } = await four();
		put(sim, 'Team Audit', 1);
		put(sim, 'Admins', 1);
		put(sim, 'Team Admins', 2);
		await planAndApply(sim, items, { ...mode, ...byTeam() });
		expect(members(sim)).toEqual({
			...{ 'Team Finance': '1 2', 'Team Audit': '3', 'Team Sales, EMEA': '4' },
			// Somebody has named it like a team by hand, and no team is called so.
			...{ 'Team Admins': '2', Admins: '1' },
		});
		const { items: again } = await planChanges(sim, items, { ...mode, ...byTeam() });
		expect(reasons(again)).toEqual(mode.people === 'everyone' ? ['skip unmatched_group'] : []);
	});

	it('are left by whoever has no team, unless the members of another group keep what they have', async () => {
		const { items, sim } = await four();
		put(sim, 'Team Finance', 1, 2, 3);
		put(sim, 'Admins', 3);
		const none = items.map((item, n) => (n === 1 ? item : { ...item, team_names: [] }));
		await planAndApply(sim, none, { ...mode, ...byTeam({ neverRemove: ['Admins'] }) });
		expect(members(sim)).toEqual({ 'Team Finance': '2 3', Admins: '3' });
	});

	it('that are missing are told of once, with the people', async () => {
		const { items, sim } = await four({ groups: [{ name: 'Team Audit' }] });
		const { planned } = await planAndApply(sim, items, { ...mode, ...byTeam() });
		const told = planned.filter(({ reason }) => reason === 'missing_group');
		expect(told).toMatchObject([
			{ group: 'Team Finance', person: null, people: [{ employeeId: '1' }, { employeeId: '2' }] },
			{ group: 'Team Sales, EMEA', people: [{ employeeId: '4' }] },
		]);
		expect(members(sim)).toEqual({ 'Team Audit': '3' });
	});

	it('that are missing are made once, where that is chosen, also for whoever is new', async () => {
		const { items, sim } = await four({ groups: [] });
		const joiner = { ...items[0], id: '9', first_name: 'New', work_email: 'new@corp.example' };
		const parameters = { ...mode, ...byTeam({ createMissing: true }) };
		const { items: applied } = await planAndApply(sim, [...items, joiner], parameters);
		expect(new Set(results(applied))).toEqual(new Set(['applied update', 'applied create']));
		expect(members(sim)).toEqual({
			...{ 'Team Finance': '1 2 new.vidal', 'Team Audit': '3', 'Team Sales, EMEA': '4' },
		});
		expect(sim.state.groups).toHaveLength(3);
		const { items: again } = await planChanges(sim, [...items, joiner], parameters);
		expect(again).toEqual([]);
	});

	it('are not touched for somebody whose value cannot be read', async () => {
		const { items, sim } = await four();
		put(sim, 'Team Audit', 1);
		const odd = items.map((item, n) => (n === 0 ? { ...item, team_names: [{ id: 7 }] } : item));
		await planAndApply(sim, odd, { ...mode, ...byTeam() });
		expect(members(sim)).toEqual({
			...{ 'Team Finance': '2', 'Team Audit': '1 3', 'Team Sales, EMEA': '4' },
		});
	});
});

it('team leads have groups of their own', async () => {
	const { items, sim } = await four({ groups: [{ name: 'Leads of Audit' }] });
	const leading = items.map((item, n) => ({ ...item, lead_team_names: n === 2 ? ['Audit'] : [] }));
	await planAndApply(sim, leading, byTeam({ by: 'teamLead', prefix: 'Leads of ' }));
	expect(members(sim)).toEqual({ 'Leads of Audit': '3' });
});

it('whoever names a team cannot choose a group outside the list', async () => {
	const { items, sim } = await four();
	const bold = items.map((item) => ({ ...item, team_names: ['Admins', 'Team Audit'] }));
	await planAndApply(sim, bold, byTeam({ prefix: '', allowed: ['Team Audit', 'Team Finance'] }));
	expect(members(sim)).toEqual({ 'Team Audit': '1 2 3 4' });
});

it('where all groups with the prefix are the field’s, also the last one leaves', async () => {
	const { items, sim } = await four();
	put(sim, 'Team Admins', 2);
	await planAndApply(sim, items, byTeam({ unmatched: 'empty' }));
	expect(members(sim)).toEqual({
		...{ 'Team Finance': '1 2', 'Team Audit': '3', 'Team Sales, EMEA': '4' },
	});
});

it('an exception names another group, or none', async () => {
	const { items, sim } = await four();
	const exceptions = {
		exception: [
			{ value: 'Audit', group: 'Admins' },
			{ value: 'finance', group: '' },
		],
	};
	await planAndApply(sim, items, byTeam({ exceptions }));
	expect(members(sim)).toEqual({ Admins: '3', 'Team Sales, EMEA': '4' });
});

it('a group that somebody has made in between is joined, and no second one is made', async () => {
	const { items, sim } = await four({ groups: [] });
	await planAndApply(sim, items.slice(0, 2), byTeam({ createMissing: true }), (planned) => {
		sim.state.addGroup({ name: 'team finance' });
		return planned;
	});
	expect(members(sim)).toEqual({ 'team finance': '1 2' });
	expect(sim.state.groups).toHaveLength(1);
});

it('a lost answer makes no second group', async () => {
	const { items, sim } = await four({ groups: [] });
	sim.fail({ kind: 'resetAfter', method: 'POST', path: /usergroups$/ });
	const { run } = await planThenApply(sim, items.slice(0, 2), byTeam({ createMissing: true }));
	expect(run.data.resultData.error).toBeUndefined();
	expect(members(sim)).toEqual({ 'Team Finance': '1 2' });
	expect(sim.state.groups).toHaveLength(1);
});

it('a group that cannot be made holds nobody back but those who need it', async () => {
	const { items, sim } = await four({ groups: [{ name: 'Team Audit' }] });
	sim.fail({ kind: 'status', status: 403, times: 100, method: 'POST', path: /usergroups$/ });
	const { items: applied } = await planAndApply(sim, items, byTeam({ createMissing: true }));
	expect(members(sim)).toEqual({ 'Team Audit': '3' });
	expect(results(applied)).toContain('applied update');
});

it.each<[string, IDataObject, RegExp]>([
	[
		'neither prefix, suffix nor list',
		{ prefix: ' ' },
		/lets the values of 'team_names' name any group/,
	],
	['a list that finds nothing', { prefix: '', allowed: '={{ $json.gone }}' }, /finds nothing/],
	[
		'a list of groups that do not exist',
		{ allowed: ['Gone'] },
		/No JumpCloud group has the name or ID 'Gone'/,
	],
	['a prefix that finds nothing', { prefix: '={{ $json.gone }}' }, /finds nothing/],
	['a prefix that is no text', { prefix: '={{ [1] }}' }, /has a prefix that is no text/],
	[
		'a prefix that differs from person to person',
		{ prefix: '={{ $json.id }}' },
		/holds for everybody, and differs/,
	],
	[
		'a field that nobody has',
		{ by: 'field', field: 'teams' },
		/Nobody in the input has the field 'teams'/,
	],
	[
		'an exception for a group that does not exist',
		{ exceptions: { exception: [{ value: 'x', group: 'Gone' }] } },
		/has an exception without a group/,
	],
])('a pattern with %s is refused', async (_case, about, message) => {
	const { items, sim } = await four();
	const { error } = await planChanges(sim, items, byTeam(about));
	expect(words(error)).toMatch(message);
	expect(sim.journal.writes()).toEqual([]);
});

it('a group that the credential protects is refused, whoever names a team like it', async () => {
	const { items, sim } = await four();
	const parameters = byTeam();
	const named = items.map((item) => ({ ...item, team_names: ['Admins'] }));
	const { error } = await runUser(sim, 'plan', {
		...{ resource: 'sync', items: named, parameters },
		credential: { protectedGroup: 'Team Admins' },
	});
	expect(words(error)).toMatch(/The group "Team Admins" is protected by the credential/);
	const unnamed = await runUser(sim, 'plan', {
		...{ resource: 'sync', items, parameters, credential: { protectedGroup: 'Team Admins' } },
	});
	expect(words(unnamed.error)).toBe('');
});

it('a group whose members JumpCloud computes is refused', async () => {
	const computed = { name: 'Team Finance', membershipMethod: 'DYNAMIC_AUTOMATED' as const };
	const { items, sim } = await four({ groups: [computed] });
	const { error } = await planChanges(sim, items, byTeam());
	expect(words(error)).toMatch(
		/computes the members of the group "Team Finance".*'Groups From a Field'/s,
	);
});

it('a field that nobody has a value in stops Everyone, where people would be taken out', async () => {
	const { people, users } = company(12);
	const sim = await jumpCloud({ users, groups: [{ name: 'Team Finance' }] });
	const items = people.map((person) => ({ ...person, team_names: [] }));
	const { error } = await planChanges(sim, items, {
		...{ ...EVERYONE, ...byTeam({ allowed: ['Team Finance'] }) },
	});
	expect(words(error)).toMatch(/nobody has a value in 'team_names'/);
});

it('a group of several that would be empty stops Everyone', async () => {
	const { items, sim } = await four();
	put(sim, 'Team Finance', 1, 2);
	const moved = items.map((item) => ({ ...item, team_names: ['Audit'] }));
	const everyone = { ...EVERYONE, guard: {} };
	const { error } = await planChanges(sim, moved, {
		...everyone,
		...byTeam({ unmatched: 'empty' }),
	});
	expect(words(error)).toMatch(/1 groups to be emptied, at most 0 allowed/);
});

it('a group that one of two fields makes is joined by the people of the other at once', async () => {
	const { items, sim } = await four({ groups: [] });
	const people = items.map((person, n) => ({
		...person,
		location_name: n === 3 ? 'Finance' : null,
	}));
	const pattern = [
		{ by: 'team', prefix: 'Team ', createMissing: true },
		{ by: 'location', prefix: 'Team ' },
	];
	await planAndApply(sim, people, { groupPatterns: { pattern } });
	expect(members(sim)['Team Finance']).toBe('1 2 4');
});
