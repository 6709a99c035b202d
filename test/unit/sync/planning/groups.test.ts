import { groupsFor } from '../../../../nodes/JumpCloud/sync/groups';
import { aPerson, aUser, planned } from './building';

const RULES = [
	{ field: 'team_names', is: 'Finance', groupId: 'g1' },
	{ field: 'office.name', is: 'Dublin', groupId: 'g2' },
	{ field: 'team_names', is: 'Audit', groupId: 'g1' },
];

describe('where somebody belongs', () => {
	it.each([
		[
			'a list that holds the value',
			{ team_names: ['finance '], office: { name: null } },
			['g1'],
			['g2'],
		],
		['the second rule for a group', { team_names: ['Audit'], office: {} }, ['g1'], []],
		['a field inside another', { team_names: [], office: { name: 'DUBLIN' } }, ['g2'], ['g1']],
		['fields that are not there', {}, [], []],
		[
			'something that is no value',
			{ team_names: [{ id: 7 }], office: { name: 'Dublin' } },
			['g2'],
			[],
		],
		['an empty list and an empty text', { team_names: [], office: { name: '' } }, [], ['g1', 'g2']],
	])('%s', (_case, record, inside, outside) => {
		expect(groupsFor(RULES)(record)).toEqual({ in: inside, out: outside });
	});
});

it.each([
	[true, ['g1'], []],
	[false, [], ['g1']],
])('a rule may be about a field that is true or false, here %s', (active, inside, outside) => {
	const rules = [{ field: 'active', is: 'true', groupId: 'g1' }];
	expect(groupsFor(rules)({ active })).toEqual({ in: inside, out: outside });
});

describe('memberships', () => {
	const wish = { in: ['g1'], out: ['g2'] };

	it('leave before they join, and only inside the managed groups', () => {
		const [entry] = planned(
			[aPerson({ groups: wish })],
			[aUser()],
			{},
			{
				members: { g1: [], g2: ['u1'], g3: ['u1'] },
			},
		);
		expect(entry?.changes).toEqual([
			{ field: 'groups.g2', id: 'g2', from: true, to: false },
			{ field: 'groups.g1', id: 'g1', from: false, to: true },
		]);
	});

	it.each([
		['who has left', { lastDay: '2026-01-31' }, {}],
		['who is suspended', {}, { state: 'SUSPENDED' }],
	])('of somebody %s are left as they are', (_case, about, user) => {
		const people = [aPerson({ ...about, groups: wish })];
		const entries = planned(people, [aUser(user)], {}, { members: { g1: [], g2: ['u1'] } });
		expect(
			entries.flatMap(({ changes }) => changes.filter(({ field }) => field.startsWith('groups'))),
		).toEqual([]);
	});

	it('are part of a new user', () => {
		const [entry] = planned([aPerson({ groups: wish })], [], {}, { members: { g1: [], g2: [] } });
		expect(entry?.changes).toContainEqual({ field: 'groups.g1', id: 'g1', from: false, to: true });
	});
});
