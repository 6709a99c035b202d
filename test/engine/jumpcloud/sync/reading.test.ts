import type { IDataObject } from 'n8n-workflow';

import type { SystemUser } from '../../../../playground/jumpcloud/types';
import { run } from '../../../support/engine';
import { aPerson, aUser, calls, closeAll, jumpCloud } from '../../../support/jumpcloud';
import {
	EVERYONE,
	company,
	planAndApply,
	planChanges,
	planThenApply,
	results,
} from './sync.support';

afterEach(closeAll);

const PAST = '2025-12-31';
const LATER = '2098-06-30';
const MEMORY = { options: { rememberLastDay: 'hrLastDay' } };
const GROUP = { groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] } };
const COST_UNIT = {
	attributes: { attribute: [{ attribute: 'attributes', name: 'costUnit', value: 'C7' }] },
};

describe('what an event costs in calls, planned and applied in one execution', () => {
	const staged = { state: 'STAGED' as const };
	const activation = { activation: 'firstDay', sendEmailTo: 'none' };

	it.each<[string, IDataObject, Partial<SystemUser> | null, IDataObject, string[]]>([
		['nothing differs', {}, {}, {}, ['search', 'read schedule']],
		['a joiner', {}, null, {}, ['search', 'create']],
		['a change', { last_name: 'Prats' }, {}, {}, ['search', 'read schedule', 'update']],
		['a leaver', { terminated_on: PAST }, {}, {}, ['search', 'read schedule', 'update']],
		[
			'a last day to come, after which it is looked whether somebody else has scheduled it, too',
			{ terminated_on: LATER },
			{},
			{},
			['search', 'read schedule', 'schedule', 'read schedule'],
		],
		// Lists are replaced whole: after a write of one it is looked whether somebody else wrote, too.
		[
			'a leaver whose last day is remembered',
			{ terminated_on: PAST },
			{},
			MEMORY,
			['search', 'read schedule', 'update', 'read'],
		],
		[
			'a last day to come that is remembered',
			{ terminated_on: LATER },
			{},
			MEMORY,
			['search', 'read schedule', 'schedule', 'read schedule', 'update'],
		],
		['a custom attribute', {}, {}, COST_UNIT, ['search', 'read schedule', 'update', 'read']],
		[
			'a first day that has come',
			{ start_date: PAST },
			staged,
			activation,
			['search', 'read schedule', 'activate'],
		],
		[
			'a first day to come',
			{ start_date: LATER },
			staged,
			activation,
			['search', 'read schedule', 'schedule', 'read schedule'],
		],
		[
			'a joiner with a first day to come',
			{ start_date: LATER },
			null,
			activation,
			['search', 'create', 'schedule', 'read schedule'],
		],
		[
			'nothing differs, with group rules',
			{ team_names: [] },
			{},
			GROUP,
			['list groups', 'search', 'read schedule', 'groups of user'],
		],
		[
			'a new team',
			{ team_names: ['Sales'] },
			{},
			GROUP,
			// Who decides about its members: lists do not say it, so each step asks for what it changes.
			[
				...['list groups', 'search', 'read schedule', 'groups of user'],
				...['read group', 'read group', 'change group'],
			],
		],
	])('%s', async (_case, about, user, rules, expected) => {
		const sim = await jumpCloud({ users: user ? [aUser(user)] : [], groups: [{ name: 'Sales' }] });
		const { items, error } = await planThenApply(sim, [aPerson(about)], rules);

		expect(error).toBeUndefined();
		expect(items.map(({ result }) => result)).toEqual(items.map(() => 'applied'));
		expect(calls(sim).toSorted()).toEqual(expected.toSorted());
	});

	it('several changes of one user read it no more often', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const both = aPerson({ last_name: 'Prats', terminated_on: LATER });
		const { items } = await planThenApply(sim, [both]);

		expect(results(items)).toEqual(['applied update', 'applied schedule']);
		expect(calls(sim)).toEqual(['search', 'read schedule', 'schedule', 'read schedule', 'update']);
	});
});

describe('Apply looks at the user again', () => {
	const rows: Array<[string, IDataObject, IDataObject]> = [
		['a new name', { last_name: 'Prats' }, {}],
		['a leaver', { terminated_on: PAST }, {}],
		['a last day to come', { terminated_on: LATER }, {}],
		['a custom attribute', {}, COST_UNIT],
	];

	it.each(rows)('in another execution: %s', async (_case, about, rules) => {
		const sim = await jumpCloud({ users: [aUser()] });
		await planAndApply(sim, [aPerson(about)], rules);

		expect(calls(sim)[0]).toBe('read');
	});

	it('in another execution: whether somebody new has a user by now', async () => {
		const sim = await jumpCloud();
		await planAndApply(sim, [aPerson()]);
		expect(calls(sim)).toEqual(['search', 'create']);
	});

	it('when the same plan is applied a second time in one execution', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const step = (operation: string) => ({ resource: 'sync', operation });
		const link = (node: string) => ({ node, type: 'main' as const, index: 0 });
		await run({
			items: [aPerson({ last_name: 'Prats' })],
			credentials: { jumpCloudApi: sim.credential },
			nodes: ['Plan', 'First', 'Second'].map((name) => ({
				...{ name, type: 'jumpCloud' },
				parameters: step(name === 'Plan' ? 'plan' : 'apply'),
			})),
			connections: {
				Start: { main: [[link('Plan')]] },
				Plan: { main: [[link('First'), link('Second')]] },
			},
		});

		expect(calls(sim)).toEqual(['search', 'read schedule', 'update', 'read']);
		expect(sim.state.users).toMatchObject([{ lastname: 'Prats' }]);
	});
});

describe('Some People', () => {
	const COMPANY = 150;
	const world = async () => {
		const { people, users } = company(COMPANY);
		const sim = await jumpCloud({
			users: [
				...users.map((user, n) => ({
					...user,
					...(n === 1 && { lastname: 'Old' }),
					...(n === 2 && { state: 'STAGED' as const }),
					...(n === 3 && { state: 'SUSPENDED' as const, suspended: true }),
					...(n === 6 && { employeeIdentifier: '' }),
					...(n === 7 && { employeeIdentifier: '9999' }),
					...(n === 8 && { attributes: [{ name: 'hrLastDay', value: '2097-01-31' }] }),
					...(n === 9 && { manager: '' }),
				})),
				{ username: 'new.vidal', email: 'namesake@corp.example' },
				{ username: 'other', email: 'p5.new@corp.example', firstname: 'Bo', lastname: 'Zed' },
			],
			groups: [{ name: 'Sales' }, { name: 'Admins' }],
		});
		const [sales, admins] = sim.state.groups;
		sales?.members.push(...sim.state.users.slice(0, 6).map(({ _id }) => _id));
		admins?.members.push(sim.state.user('person11.vidal')._id);
		const concerned = people.slice(0, 12).map(
			(person, n): IDataObject => ({
				...person,
				team_names: n % 2 ? ['Sales'] : [],
				start_date: n === 2 ? LATER : PAST,
				manager_id: n === 9 ? '1' : null,
				...(n === 4 && { work_email: 'p5.new@corp.example' }),
				...(n === 5 && { terminated_on: PAST }),
				...(n === 8 && { terminated_on: LATER }),
				...(n === 10 && { last_name: 'Prats' }),
				...(n === 11 && { work_email: null }),
			}),
		);
		const joiner = aPerson({
			...{ id: 'new', first_name: 'New', work_email: 'new@corp.example', start_date: LATER },
			...{ team_names: ['Sales'], manager_id: '2' },
		});
		const inStep = people
			.slice(12, COMPANY)
			.map((person) => ({ ...person, team_names: [], start_date: PAST, manager_id: null }));
		return { sim, concerned: [...concerned, joiner], inStep };
	};
	const rules = {
		...{ activation: 'firstDay', sendEmailTo: 'none', managers: 'keep', ...MEMORY, ...GROUP },
		...COST_UNIT,
		protectedUsers: { groups: ['Admins'] },
		guard: { suspensions: 1000, suspensionsPercent: 100, creations: 1000 },
	};
	const aside = (item: IDataObject) => ({ ...item, plan: undefined });

	it('gets the same plan, whether the few or everybody is read', async () => {
		const { sim, concerned, inStep } = await world();
		const few = await planChanges(sim, concerned, rules);
		expect(calls(sim)).not.toContain('list');
		sim.journal.clear();
		const many = await planChanges(sim, [...concerned, ...inStep], rules);
		expect(calls(sim)).toContain('list');
		expect(calls(sim)).not.toContain('search');

		const theirs = new Set(concerned.map(({ id }) => id));
		const ofThese = many.items.filter(({ person }) =>
			theirs.has((person as IDataObject | null)?.employeeId as string),
		);
		expect(new Set(few.items.map(({ action }) => action)).size).toBeGreaterThan(4);
		expect(ofThese.map(aside)).toEqual(few.items.map(aside));
	});

	it('reads them in batches, and as soon as that is dearer, everybody', async () => {
		const { sim, inStep } = await world();
		const cost: Array<[number, boolean]> = [];
		for (const count of [1, 15, 40, 41, 120, 138]) {
			sim.journal.clear();
			await planChanges(sim, inStep.slice(0, count), { guard: { creations: 1000 } });
			const all = calls(sim);
			const users = all.filter((call) => call === 'search' || call === 'list').length;
			cost.push([users, all.includes('list')]);
		}

		// The 152 users are two pages.
		expect(cost).toEqual([
			[1, false],
			[1, false],
			[2, false],
			[2, true],
			[2, true],
			[2, true],
		]);
	});

	it('of a large company are never a reason to read everybody', async () => {
		const { people, users } = company(450);
		const sim = await jumpCloud({ users });
		await planChanges(sim, people.slice(0, 75), { guard: { creations: 1000 } });

		// One page tells that there are five, and four searches are fewer.
		expect(calls(sim).filter((call) => call === 'list')).toHaveLength(1);
		expect(calls(sim).filter((call) => call === 'search')).toHaveLength(4);
	});
});

describe('whoever is in a group through another one', () => {
	const groups = [{ name: 'Sales', through: ['Sales North'] }, { name: 'Sales North' }];
	const inSales = { ...GROUP };

	it.each<[string, number, IDataObject]>([
		['a few people', 1, {}],
		['many people', 12, {}],
		['everyone', 1, EVERYONE],
	])('counts as nobody put into it, however it was read: %s', async (_case, count, how) => {
		const { people, users } = company(count);
		const sim = await jumpCloud({ users: users.map((user) => aUser(user)), groups });
		const [north] = sim.state.groups.filter(({ name }) => name === 'Sales North');
		north?.members.push(...sim.state.users.map(({ _id }) => _id));
		const [first = {}, ...others] = people.map((person) => ({ ...person, team_names: ['Office'] }));
		const { items } = await planChanges(sim, [{ ...first, team_names: ['Sales'] }, ...others], {
			...how,
			...inSales,
		});

		expect(items.map(({ action, changes }) => ({ action, changes }))).toMatchObject([
			{ action: 'update', changes: [{ field: 'groups.Sales', to: true }] },
		]);
	});

	it('is protected by it', async () => {
		const sim = await jumpCloud({ users: [aUser()], groups });
		const [north] = sim.state.groups.filter(({ name }) => name === 'Sales North');
		north?.members.push(sim.state.user('noor.vidal')._id);
		for (const how of [{}, EVERYONE]) {
			const { items } = await planChanges(sim, [aPerson({ terminated_on: PAST })], {
				...how,
				protectedUsers: { groups: ['Sales'] },
			});
			expect(items).toMatchObject([{ action: 'skip', reason: 'protected' }]);
		}
	});
});
