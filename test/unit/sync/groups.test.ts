import { chooseGroups } from '../../../nodes/JumpCloud/sync/groups';
import type { Group } from '../../../nodes/JumpCloud/sync/groups';

const group = (id: string, name: string): Group => ({
	...{ id, name, description: '', membershipMethod: 'STATIC' },
});

const GROUPS = [group('a1', 'Sales'), group('b2', 'Ops'), group('c3', 'Ops'), group('d4', 'b2')];

/** The ids that were chosen, or the reasons why not. */
const chosen = (...wanted: string[]) =>
	chooseGroups(wanted, GROUPS).map((choice) =>
		choice.kind === 'group' ? choice.group.id : choice.reason,
	);

describe('a name or an ID', () => {
	it.each([
		['a name', ['Sales'], ['a1']],
		['an ID', ['a1'], ['a1']],
		['blanks around it', [' Sales '], ['a1']],
		['an ID that is the name of another group as well', ['b2'], ['b2']],
		['the same group by name and by ID', ['Sales', 'a1', 'Sales'], ['a1']],
		['nothing', ['', ' '], []],
		['an unknown name', ['Finance'], ['group_not_found']],
		['a part of a name', ['Sale'], ['group_not_found']],
		['other letter case', ['SALES'], ['group_not_found']],
		['a name that two have', ['Ops'], ['group_name_ambiguous']],
		['one of the two by ID', ['c3'], ['c3']],
		['a good one and a bad one', ['Sales', 'Finance'], ['a1', 'group_not_found']],
		['the same bad one twice', ['Finance', 'Finance'], ['group_not_found']],
	])('%s', (_case, wanted, expected) => {
		expect(chosen(...wanted)).toEqual(expected);
	});
});

describe('what a person reads about a group that cannot be meant', () => {
	const told = (wanted: string) =>
		chooseGroups([wanted], GROUPS).map((choice) =>
			choice.kind === 'problem' ? choice.message : choice.group.id,
		);

	it.each([
		['is missing', 'Finance', "No JumpCloud group has the name or ID 'Finance'."],
		['differs in letter case', 'sales', "there is 'Sales', and letter case counts"],
		['is several in one text', 'Sales, Ops', 'give several as a list'],
		['is one of two', 'Ops', 'b2, c3'],
	])('that it %s', (_case, wanted, expected) => {
		expect(told(wanted)).toEqual([expect.stringContaining(expected)]);
	});

	it('stays short whatever the item holds', () => {
		expect(told('x'.repeat(5000))[0]?.length).toBeLessThan(150);
	});
});
