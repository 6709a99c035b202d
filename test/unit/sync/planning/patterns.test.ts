import type { Group } from '../../../../nodes/JumpCloud/sync/groups';
import { groupsFor } from '../../../../nodes/JumpCloud/sync/groups';
import { expandPattern, groupNamed } from '../../../../nodes/JumpCloud/sync/patterns';
import type { GroupPattern } from '../../../../nodes/JumpCloud/sync/patterns';
import { aPerson, aUser, inShort, planned } from './building';

const group = (id: string, name = id): Group => ({
	...{ id, name, description: '', membershipMethod: 'STATIC' },
});

const aPattern = (about: Partial<GroupPattern> = {}): GroupPattern => ({
	...{ field: 'team_names', prefix: 'Team ', suffix: '', exceptions: new Map() },
	...{ createMissing: false, takesOutOfAll: false },
	...about,
});

const GROUPS = [
	...['Team Finance', 'Team Audit', 'Team Admins', 'Sales', 'Team'].map((name) => group(name)),
];

/** Where a person with these teams belongs, in a company that has some teams. */
function belongs(
	teams: unknown,
	company: string[],
	about: Partial<GroupPattern> = {},
	groups: Group[] = GROUPS,
) {
	const records = [{ team_names: teams }, ...company.map((team) => ({ team_names: [team] }))];
	const { rules, reports } = expandPattern(aPattern(about), records, groups, true);
	const { in: inside, out, missing } = groupsFor(rules)({ team_names: teams });
	return {
		...{ in: inside.toSorted(), out: out.toSorted() },
		...(missing && { missing: missing.map(({ name, isMade }) => `${name}${isMade ? '!' : ''}`) }),
		...(reports.length > 0 && { told: reports.map(({ reason, group: of }) => `${reason} ${of}`) }),
	};
}

const HAND_MADE = ['unmatched_group Team Admins'];

describe('groups that a value names', () => {
	it.each<[string, unknown, Partial<GroupPattern>, object]>([
		['one team', ['Finance'], {}, { in: ['Team Finance'], out: ['Team Audit'], told: HAND_MADE }],
		[
			'another way of writing it',
			[' fINANCE '],
			{},
			{ in: ['Team Finance'], out: ['Team Audit'], told: HAND_MADE },
		],
		['no team any more', [], {}, { in: [], out: ['Team Audit', 'Team Finance'], told: HAND_MADE }],
		['no value that can be read', { id: 7 }, {}, { in: [], out: [], told: HAND_MADE }],
		['the field is not there', undefined, {}, { in: [], out: [], told: HAND_MADE }],
		[
			'a text instead of a list',
			'Audit',
			{},
			{ in: ['Team Audit'], out: ['Team Finance'], told: HAND_MADE },
		],
		[
			'a team without a group',
			['Sails'],
			{},
			{ in: [], out: ['Team Audit', 'Team Finance'], missing: ['Team Sails'], told: HAND_MADE },
		],
		[
			'a team without a group, which is made',
			['Sails'],
			{ createMissing: true },
			{ in: [], out: ['Team Audit', 'Team Finance'], missing: ['Team Sails!'], told: HAND_MADE },
		],
		[
			'a name that no group can have',
			['x'.repeat(300)],
			{ createMissing: true },
			{
				in: [],
				out: ['Team Audit', 'Team Finance'],
				missing: [`Team ${'x'.repeat(300)}`],
				told: HAND_MADE,
			},
		],
		[
			'an exception',
			['Finance'],
			{ exceptions: new Map([['finance', 'Sales']]) },
			{ in: ['Sales'], out: ['Team Audit'], told: HAND_MADE },
		],
		[
			'an exception for nothing',
			['Finance'],
			{ exceptions: new Map([['finance', undefined]]) },
			{ in: [], out: ['Team Audit'], told: HAND_MADE },
		],
		[
			'two values for one group',
			['Finance', 'Treasury'],
			{ exceptions: new Map([['treasury', 'Team Finance']]) },
			{ in: ['Team Finance'], out: ['Team Audit'], told: HAND_MADE },
		],
		[
			'whoever names a team like a group of administrators',
			['Admins'],
			{ allowed: new Set(['Team Finance', 'Team Audit']) },
			{ in: [], out: ['Team Audit', 'Team Finance'] },
		],
		[
			'a list of groups without a prefix',
			['Sales', 'Team'],
			{ prefix: '', allowed: new Set(['Sales', 'Team Audit']) },
			{ in: ['Sales'], out: ['Team Audit'] },
		],
		[
			'all groups with the prefix are the field’s',
			[],
			{ takesOutOfAll: true },
			{ in: [], out: ['Team Admins', 'Team Audit', 'Team Finance'] },
		],
	])('%s', (_case, teams, about, expected) => {
		expect(belongs(teams, ['Finance', 'Audit'], about)).toEqual(expected);
	});

	it('have commas in their names, and suffixes', () => {
		const groups = [
			group('g1', 'Sales, EMEA-Staff'),
			group('g2', 'Sales-staff'),
			group('g3', '-staff'),
		];
		const about = { prefix: '', suffix: '-staff', takesOutOfAll: true };
		expect(belongs(['Sales, EMEA'], [], about, groups)).toEqual({ in: ['g1'], out: ['g2'] });
	});

	it('are left as they are where two have the name, and it is said once', () => {
		const groups = [
			group('g1', 'Team Finance'),
			group('g2', 'Team Finance'),
			group('g3', 'team audit'),
			group('g4', 'Team Audit'),
		];
		const told = ['group_name_ambiguous Team Finance'];
		expect(belongs(['Finance', 'Audit'], ['Finance'], {}, groups)).toEqual({
			...{ in: ['g4'], out: [], told: [...told, 'unmatched_group team audit'] },
		});
		expect(belongs(['Audit'], ['Finance'], {}, groups)).toMatchObject({
			in: ['g4'],
			out: ['g1', 'g2'],
		});
	});

	it.each([
		['composed and not', 'Team Se\u0301curite\u0301', 'g1'],
		['with more blanks', ' Team  Sécurité ', 'g1'],
		['in capitals', 'TEAM SÉCURITÉ', 'g1'],
	])('%s are the same', (_case, name, id) => {
		const [one] = [groupNamed(name, [group('g1', 'Team Sécurité'), group('g2', 'Team Securite')])];
		expect(one.kind === 'group' && one.group.id).toBe(id);
	});
});

const missing = (name: string, isMade = false) => ({
	in: [],
	out: [],
	missing: [{ name, isMade }],
});

it('a group that is missing is told of once, with the people who should be in it', () => {
	const people = [
		aPerson({ groups: missing('Team X') }),
		aPerson({ employeeId: '7', email: 'bo@corp.example', groups: missing('Team X') }),
		aPerson({ employeeId: '8', email: 'c@corp.example', active: false, groups: missing('Team X') }),
		aPerson({
			employeeId: '9',
			email: 'd@corp.example',
			groups: missing('Team Y'),
			scope: { kind: 'out', message: 'Outside.' },
		}),
	];
	const entries = planned(people, [aUser()]);
	expect(inShort(entries)).toEqual([
		...['noop (in_step)', 'create (joiner)', 'noop (inactive)', 'noop (out_of_scope)'],
		'skip (missing_group)',
	]);
	expect(entries.at(-1)).toMatchObject({
		...{ group: 'Team X', people: [{ employeeId: '512' }, { employeeId: '7' }], changes: [] },
	});
});

it('a group that is made is joined by its name, and nobody who has left joins it', () => {
	const wish = missing('Team X', true);
	const [entry, none] = planned(
		[
			aPerson({ groups: wish }),
			aPerson({ employeeId: '7', email: 'b@corp.example', lastDay: '2020-01-31', groups: wish }),
		],
		[
			aUser(),
			aUser({
				id: 'u2',
				username: 'bo',
				email: 'b@corp.example',
				employeeIdentifier: '7',
				state: 'SUSPENDED',
			}),
		],
	);
	expect(entry?.changes).toEqual([
		{ field: 'groups.Team X', creates: true, from: false, to: true },
	]);
	expect(none?.changes).toEqual([]);
});
