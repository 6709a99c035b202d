import type { IDataObject } from 'n8n-workflow';

import { closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import { EVERYONE, company, directoryOf, planAndApply, planChanges, reasons } from './sync.support';

afterEach(closeAll);

const condition = (about: IDataObject) => ({ condition: [{ operator: 'is', ...about }] });
const onlySales = { onlyWho: condition({ by: 'team', values: ['Sales'] }) };

/** Twelve people, of whom the first four are in Sales, each with a last name that JumpCloud does not have. */
async function twelve() {
	const { people, users } = company(12);
	const items = people.map(
		(person, n): IDataObject => ({
			...{ ...person, last_name: 'Vidal Prats', team_names: [n < 4 ? 'Sales' : 'Audit'] },
		}),
	);
	return { items, sim: await jumpCloud({ users, groups: [{ name: 'Exempt' }] }) };
}

type Sim = Awaited<ReturnType<typeof twelve>>['sim'];

const changed = ({ state }: Sim) =>
	state.users.filter(({ lastname }) => lastname === 'Vidal Prats').map(({ username }) => username);

const suspended = ({ state }: Sim) =>
	state.users.filter((user) => user.state === 'SUSPENDED').map(({ username }) => username);

const MODES: Array<[string, IDataObject]> = [
	['Everyone', EVERYONE],
	['Some People', { guard: EVERYONE.guard }],
];

const FOUR = ['person1.vidal', 'person2.vidal', 'person3.vidal', 'person4.vidal'];

describe.each(MODES)('a scope, read as %s', (_mode, mode) => {
	it('only people of a team are changed, and a second run changes nothing', async () => {
		const { items, sim } = await twelve();
		const parameters = { ...mode, scope: onlySales };
		await planAndApply(sim, items, parameters);
		expect(changed(sim)).toEqual(FOUR);
		const again = await planChanges(sim, items, { ...parameters, options: { summaryItem: true } });
		expect(again.items).toMatchObject([
			{ action: 'summary', counts: { noop: 12 }, out_of_scope: 8 },
		]);
	});

	it.each([
		['typed', 'custom_fields.cost-center'],
		['dropped from the input, as n8n writes it', "custom_fields['cost-center']"],
	])('a custom field is named as it was %s', async (_way, field) => {
		const { items, sim } = await twelve();
		const given = items.map(({ team_names: names, ...item }) => ({
			...{ ...item, custom_fields: { 'cost-center': [names].flat().join() } },
		}));
		const scope = { onlyWho: condition({ by: 'field', field, values: ['Sales'] }) };
		await planAndApply(sim, given, { ...mode, scope });
		expect(changed(sim)).toEqual(FOUR);
	});

	it('a leaver outside keeps the access, and so does whoever is in a group that is left alone', async () => {
		const { items, sim } = await twelve();
		sim.state.groups[0]?.members.push(sim.state.user('person2.vidal')._id);
		const gone = items.map((item, n) =>
			[0, 1, 11].includes(n) ? { ...item, terminated_on: '2020-01-31', active: false } : item,
		);
		const scope = { ...onlySales, notInGroups: ['Exempt'] };
		await planAndApply(sim, gone, { ...mode, scope });
		expect(suspended(sim)).toEqual(['person1.vidal']);
	});

	it('whoever leaves the scope is suspended where that is chosen, and comes back with it', async () => {
		const { items, sim } = await twelve();
		sim.state.groups[0]?.members.push(sim.state.user('person12.vidal')._id);
		const parameters = {
			...mode,
			scope: {
				...{ notWho: condition({ by: 'team', values: ['Audit'] }), whenLeaving: 'suspend' },
				notInGroups: ['Exempt'],
			},
			options: { rememberLastDay: 'hrLastDay' },
		};
		const moved = items.map(
			(item, n): IDataObject => ({
				...{ ...item, team_names: [n < 10 ? 'Sales' : 'Audit'] },
			}),
		);
		await planAndApply(sim, moved, parameters);
		expect(suspended(sim)).toEqual(['person11.vidal']);
		const quiet = await planAndApply(sim, moved, parameters);
		expect(quiet.items).toEqual([]);
		await planAndApply(
			sim,
			moved.map((item) => ({ ...item, team_names: ['Sales'] })),
			parameters,
		);
		expect(suspended(sim)).toEqual([]);
	});

	it('a value in the middle that cannot be read leaves that person alone, and nobody else', async () => {
		const { items, sim } = await twelve();
		const odd = items.map((item, n) => (n === 1 ? { ...item, team_names: { id: 7 } } : item));
		const { planned } = await planAndApply(sim, odd, {
			...{ ...mode, scope: { ...onlySales, whenLeaving: 'nothing' } },
		});
		expect(reasons(planned).filter((one) => one.startsWith('skip'))).toEqual([
			'skip unclear_scope',
		]);
		expect(changed(sim)).toEqual(FOUR.filter((_, n) => n !== 1));
	});

	it('a field that was renamed suspends nobody', async () => {
		const { items, sim } = await twelve();
		const renamed = items.map(({ team_names: teams, ...item }) => ({ ...item, teams }));
		const scope = { ...onlySales, whenLeaving: 'suspend' };
		const { items: planned, error } = await planChanges(sim, renamed, { ...mode, scope });
		expect(words(error)).toEqual(
			mode.people === 'everyone'
				? expect.stringMatching(/of 12 people nobody is in the scope.*correct 'Scope'/s)
				: '',
		);
		expect(new Set(reasons(planned))).toEqual(
			new Set(mode.people === 'everyone' ? [] : ['skip unclear_scope']),
		);
	});
});

it('many who leave the scope at once stop at the guard', async () => {
	const { items, sim } = await twelve();
	const everyone = { ...EVERYONE, guard: {} };
	const scope = { ...onlySales, whenLeaving: 'suspend' };
	const { error } = await planChanges(sim, items, { ...everyone, scope });
	expect(words(error)).toMatch(/8 suspensions planned, at most 2 allowed/);
});

it('a scope that nobody is in stops Everyone, also where nobody would be suspended', async () => {
	const { items, sim } = await twelve();
	const scope = { onlyWho: condition({ by: 'team', values: ['Sails'] }) };
	const { error } = await planChanges(sim, items, { ...EVERYONE, scope });
	expect(words(error)).toMatch(/of 12 people nobody is in the scope/);
});

it('whoever is outside still counts: the list is complete, nobody is an orphan, the email is theirs', async () => {
	const { items, sim } = await twelve();
	const twin = { ...items[0], id: '99', first_name: 'Person1', work_email: 'p12@corp.example' };
	const planned = await planChanges(sim, [...items, twin], {
		...{ ...EVERYONE, absent: 'suspend', listCount: '13', scope: onlySales },
	});
	expect(words(planned.error)).toBe('');
	expect(reasons(planned.items)).toEqual([
		...['update mover', 'update mover', 'update mover', 'update mover'],
		'conflict conflict',
	]);
});

it.each<[string, IDataObject, RegExp]>([
	[
		'conditions without a value',
		{ onlyWho: condition({ by: 'team', values: [] }) },
		/'Only People Who' does not say/,
	],
	['no conditions', { notWho: {} }, /'Not People Who' does not say/],
	['no field', { onlyWho: condition({ by: 'field', field: ' ', values: ['x'] }) }, /does not say/],
	[
		'an expression that finds no groups',
		{ notInGroups: '={{ $json.gone }}' },
		/'Not Users in Group' does not say/,
	],
	[
		'a group that does not exist',
		{ notInGroups: ['Gone'] },
		/No JumpCloud group has the name or ID 'Gone'/,
	],
	[
		'a value that differs from person to person',
		{ onlyWho: condition({ by: 'team', values: ['={{ $json.id }}'] }) },
		/holds for everybody, and differs/,
	],
])('a scope with %s is refused', async (_case, scope, message) => {
	const { items, sim } = await twelve();
	const { error } = await planChanges(sim, items, { ...EVERYONE, scope });
	expect(words(error)).toMatch(message);
	expect(sim.journal.writes()).toEqual([]);
});

describe('a beginning', () => {
	it('of three people: the next run begins with the next three, and the summary says what waits', async () => {
		const { items, sim } = await twelve();
		const parameters = { ...EVERYONE, beginWith: { first: 3 }, options: { summaryItem: true } };
		const { planned } = await planAndApply(sim, items.toReversed(), parameters);
		expect(changed(sim)).toEqual(FOUR.slice(0, 3));
		expect(planned.at(-1)).toMatchObject({
			...{ counts: { update: 3, skip: 9 }, reasons: { 'skip.later': 9 } },
			...{ later: 9, later_suspensions: 0, message: expect.stringMatching(/holds back 9 changes/) },
		});
		await planAndApply(sim, items, parameters);
		expect(changed(sim)).toHaveLength(6);
	});

	it.each(MODES)(
		'of a group, read as %s: its users are changed, and nobody else',
		async (_, mode) => {
			const { items, sim } = await twelve();
			for (const name of ['person5.vidal', 'person7.vidal']) {
				sim.state.groups[0]?.members.push(sim.state.user(name)._id);
			}
			const people = items.map((item, n) =>
				n < 6 ? { ...item, terminated_on: '2020-01-31' } : item,
			);
			const joiner = { ...items[0], id: '99', work_email: 'new@corp.example' };
			await planAndApply(sim, [...people, joiner], { ...mode, beginWith: { groups: ['Exempt'] } });
			expect(suspended(sim)).toEqual(['person5.vidal']);
			// Somebody who has left still gets the right name, as in every plan.
			expect(changed(sim)).toEqual(['person5.vidal', 'person7.vidal']);
			expect(directoryOf(sim)).toHaveLength(12);
		},
	);

	it('hides nothing from the guard', async () => {
		const { items, sim } = await twelve();
		const everyone = { ...EVERYONE, guard: {} };
		const gone = items.map((item) => ({ ...item, terminated_on: '2020-01-31' }));
		const { error } = await planChanges(sim, gone, { ...everyone, beginWith: { first: 1 } });
		expect(words(error)).toMatch(/12 suspensions planned, at most 2 allowed/);
	});

	it.each<[string, IDataObject, RegExp]>([
		['nobody', { first: 0 }, /'Only the First People' is not a number of people/],
		['what is no number', { first: '={{ $json.gone }}' }, /is not a number of people/],
		['no group', { groups: [] }, /names no group/],
		['a group that does not exist', { groups: ['Gone'] }, /Check 'Begin With'/],
	])('with %s is refused', async (_case, beginWith, message) => {
		const { items, sim } = await twelve();
		const { error } = await planChanges(sim, items, { ...EVERYONE, beginWith });
		expect(words(error)).toMatch(message);
	});
});
