import type { IDataObject, INode } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import type { SystemUser } from '../../../../playground/jumpcloud/types';
import { outputs } from '../../../support/engine';
import { aPerson, aUser, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import {
	EVERYONE,
	applyChanges,
	company,
	directoryOf,
	planAndApply,
	planChanges,
	planThenApply,
	results,
} from './sync.support';

afterEach(closeAll);

const PAST = '2025-12-31';
const STOP = { options: { whenFailed: 'stop' } };

/** Who is in which group. */
const membersOf = ({ state }: JumpCloudSimulator) =>
	Object.fromEntries(
		state.groups.map(({ name, members }) => [name, members.map((id) => state.user(id).username)]),
	);

async function inGroups(users: Array<Partial<SystemUser>>, names: string[]) {
	const sim = await jumpCloud({ users, groups: names.map((name) => ({ name })) });
	for (const group of sim.state.groups)
		group.members.push(...sim.state.users.map(({ _id }) => _id));
	return sim;
}

describe('whoever changes teams leaves the group, whatever is wrong with the attributes', () => {
	const attribute = (name: string, value: string) => ({ attribute: name, value });
	const rules = {
		groupRules: { rule: ['Finance', 'Audit'].map((is) => ({ by: 'team', is, group: is })) },
		attributes: {
			attribute: [
				attribute('alternateEmail', '={{ $json.private }}'),
				attribute('department', '={{ $json.team_names[0] }}'),
			],
		},
	};
	const mover = aPerson({ team_names: ['Sales'], private: 'noor@home.example' });
	type Spoil = (sim: JumpCloudSimulator) => void;
	const wrong: Array<[string, IDataObject, Spoil, string]> = [
		['an address that is none', { private: 'nowhere' }, () => {}, 'failed'],
		[
			'an email that somebody else has',
			{ work_email: 'bo@corp.example' },
			(sim) => void sim.state.addUser({ username: 'bo' }),
			'failed',
		],
		[
			'a value that somebody has changed since the plan',
			{},
			(sim) => void Object.assign(sim.state.user('noor.vidal'), { department: 'Legal' }),
			'failed',
		],
		[
			'a service that breaks',
			{},
			(sim) => sim.fail({ kind: 'status', status: 500, times: 9, method: 'PUT' }),
			'failed',
		],
	];

	it.each(wrong)('%s', async (_case, about, spoil, result) => {
		const sim = await inGroups([aUser()], ['Finance', 'Audit']);
		const { planned, items } = await planAndApply(sim, [{ ...mover, ...about }], rules, (all) => {
			spoil(sim);
			return all;
		});

		expect(planned).toHaveLength(1);
		expect(membersOf(sim)).toEqual({ Finance: [], Audit: [] });
		expect(items).toMatchObject([{ result, action: 'update' }]);
		expect(items[0]?.notDone).toEqual(expect.arrayContaining(['department']));
		expect(items[0]?.notDone).not.toEqual(expect.arrayContaining(['groups.Finance']));
	});

	it.each([
		['no work email', { work_email: null }],
		['a work email that is none', { work_email: 'n/a' }],
		['a work email that another user has', { work_email: 'bo@corp.example' }],
	])('%s: the plan takes them out, and tells', async (_case, about) => {
		const sim = await inGroups([aUser(), { username: 'bo' }], ['Finance']);
		const one = { ...rules, groupRules: { rule: rules.groupRules.rule.slice(0, 1) } };
		const { planned } = await planAndApply(sim, [{ ...mover, ...about }], one);

		expect(planned.map(({ action }) => action)).toEqual([
			expect.stringMatching(/^(skip|conflict)$/),
			'update',
		]);
		expect(membersOf(sim)).toEqual({ Finance: ['bo'] });
	});

	it.each(['Finance', 'Audit'])(
		'and one group that cannot be left keeps nobody in the other: %s',
		async (name) => {
			const sim = await inGroups([aUser()], ['Finance', 'Audit']);
			const stuck = sim.state.groups.find((group) => group.name === name)?.id ?? '';
			sim.fail({
				...{ kind: 'status', status: 403, times: 9, method: 'POST' },
				path: new RegExp(`${stuck}/members`),
			});
			const { items } = await planAndApply(sim, [mover], rules);

			expect(membersOf(sim)).toEqual({ Finance: [], Audit: [], [name]: ['noor.vidal'] });
			expect(items).toMatchObject([{ result: 'failed', notDone: [`groups.${name}`] }]);
			expect(sim.state.user('noor.vidal').department).toBe('Sales');
		},
	);
});

describe('one person’s failure keeps nobody else waiting', () => {
	it.each<[string, IDataObject, Partial<SystemUser>, IDataObject, 'POST' | 'PUT']>([
		['leave on a day to come', { terminated_on: '2098-06-30' }, {}, {}, 'POST'],
		['leave today', { terminated_on: PAST }, {}, {}, 'PUT'],
		[
			'leave on a day that is remembered',
			{ terminated_on: '2098-06-30' },
			{},
			{ options: { rememberLastDay: 'hrLastDay' } },
			'POST',
		],
		[
			'begin on a day to come',
			{ start_date: '2098-06-30' },
			{ state: 'STAGED' },
			{ activation: 'firstDay', sendEmailTo: 'none' },
			'POST',
		],
		[
			'are taken back',
			{},
			{ state: 'SUSPENDED', suspended: true },
			{ rehires: 'unsuspend' },
			'PUT',
		],
		['get another name', { last_name: 'Prats' }, {}, {}, 'PUT'],
	])('when several %s', async (_case, about, state, rules, method) => {
		const { people, users } = company(3);
		const sim = await jumpCloud({ users: users.map((user) => ({ ...user, ...state })) });
		const wished = people.map((person) => ({ ...person, ...about }));
		const plan = async () => (await planChanges(sim, wished, { ...EVERYONE, ...rules })).items;
		const planned = await plan();
		// Whoever comes first: of one of the three it is refused.
		const path = method === 'POST' ? /userstates$/ : /systemusers/;
		sim.fail({ kind: 'status', status: 403, method, path });
		const { error } = await applyChanges(sim, planned, STOP);

		expect(words(error)).toMatch(/Not done for Person\d (Vidal|Prats) \(employee \d\): /);
		const left = await plan();
		expect(left).toHaveLength(1);
		expect((await applyChanges(sim, left, STOP)).error).toBeUndefined();
		expect(await plan()).toEqual([]);
	});
});

describe('If a Change Fails: Stop', () => {
	const later = { terminated_on: '2098-06-30' };
	const breaking = { kind: 'status', status: 503, method: 'POST', path: /userstates$/ } as const;

	it('says who, what was not done, until when it matters, why, and what comes next', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail(breaking);
		const { error, items } = await planThenApply(sim, [aPerson(later)], {}, STOP);

		expect(items).toEqual([]);
		const told = words(error);
		expect(told).toContain('Noor Vidal (employee 512)');
		expect(told).toMatch(/scheduling the change of their access/);
		expect(told).toContain('2098-06-30 21:59 UTC');
		expect(told).toContain('JumpCloud said: UNAVAILABLE');
		expect(told).toMatch(/Retry/);
		expect(told).toMatch(/later comparison/);
		expect(error).toMatchObject({
			context: { metadata: { employee_id: '512', full_name: 'Noor Vidal' } },
		});
	});

	it('says of a leaver that they still have access', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ kind: 'status', status: 403, method: 'PUT' });
		const { error } = await planThenApply(sim, [aPerson({ terminated_on: PAST })], {}, STOP);

		expect(words(error)).toMatch(/suspending them \(open: state\), so they still have access/);
	});

	it('names everybody of whom something is missing, and how many more', async () => {
		const { people, users } = company(14);
		const sim = await jumpCloud({ users });
		sim.fail({ kind: 'status', status: 403, times: 12, method: 'PUT' });
		const renamed = people.map((person) => ({ ...person, last_name: 'Prats' }));
		const { error } = await planThenApply(sim, renamed, { guard: { creations: 99 } }, STOP);

		const told = words(error);
		expect(told).toContain('and 11 more, see below');
		expect(told.match(/Person\d+ Vidal|Person\d+ Prats/g)?.length).toBe(11);
		expect(told).toContain('and 2 more.');
		expect(sim.state.users.filter(({ lastname }) => lastname === 'Prats')).toHaveLength(2);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['a last day', later, {}],
		['a leaver', { terminated_on: PAST }, {}],
		['a new name', { last_name: 'Prats' }, {}],
		['a team', { team_names: ['Sales'] }, {}],
	])('the same again once the service is back does what was missing: %s', async (_case, about) => {
		const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
		const rules = { groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] } };
		const person = aPerson({ team_names: [], ...about });
		sim.fail({ kind: 'status', status: 403, times: 99, method: 'PUT' });
		sim.fail({
			kind: 'status',
			status: 403,
			times: 99,
			method: 'POST',
			path: /(userstates|members)$/,
		});
		const { planned, error } = await planThenApply(sim, [person], rules, STOP);
		expect(error).toBeDefined();

		sim.faults.clear();
		const again = await applyChanges(sim, planned, STOP);
		expect(again.error).toBeUndefined();
		expect(again.items.map(({ result }) => result)).toEqual(planned.map(() => 'applied'));
		expect((await planChanges(sim, [person], rules)).items).toEqual([]);
	});

	describe('with On Error: Continue', () => {
		const failing = async (onError: INode['onError']) => {
			const { people, users } = company(2);
			const sim = await jumpCloud({ users });
			const { _id } = sim.state.user('person1.vidal');
			const { items: planned } = await planChanges(
				sim,
				people.map((person) => ({ ...person, last_name: 'Prats' })),
			);
			const body = { message: 'No such luck' };
			sim.fail({ kind: 'answer', status: 400, body, method: 'PUT', path: new RegExp(_id) });
			return await applyChanges(sim, planned, STOP, { onError });
		};

		it('a failure is an item that has all that was found out, and the others are as ever', async () => {
			const { items, leaving, error } = await failing('continueRegularOutput');

			expect(error).toBeUndefined();
			expect(items).toMatchObject([
				{
					...{ result: 'failed', reason: 'not_accepted', notDone: ['lastname'] },
					person: { employeeId: '1', firstName: 'Person1' },
					message: expect.stringContaining('No such luck'),
					error: expect.stringMatching(
						/^Not done for Person1 Prats \(employee 1\): .*No such luck/,
					),
				},
				{ result: 'applied' },
			]);
			expect(items[1]).not.toHaveProperty('error');
			expect(leaving.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		});

		it('and an error output gets the failures alone, with whom they concern', async () => {
			const { run, items, error } = await failing('continueErrorOutput');

			expect(error).toBeUndefined();
			expect(items).toMatchObject([{ result: 'applied' }]);
			expect((outputs(run, 'Users')[1] ?? []).map(({ json }) => json)).toMatchObject([
				{
					error: expect.stringMatching(
						/^Not done for Person1 Prats \(employee 1\): .*No such luck/,
					),
				},
			]);
		});
	});

	it('is silent when changes are only refused, or done', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items, error } = await applyChanges(sim, [{ any: 'thing' }], STOP);

		expect(error).toBeUndefined();
		expect(results(items)).toEqual(['refused (not_planned)']);
	});
});

describe('a creation that stops halfway', () => {
	const rules = {
		...{ activation: 'now', sendEmailTo: 'none' },
		groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] },
	};
	const joiner = aPerson({ team_names: ['Sales'] });
	const halfway = async () => {
		const sim = await jumpCloud({ groups: [{ name: 'Sales' }] });
		sim.fail({ kind: 'status', status: 403, times: 99, path: /members$/ });
		return { sim, ...(await planThenApply(sim, [joiner], rules, STOP)) };
	};

	it('says what exists, and what is missing', async () => {
		const { sim, error } = await halfway();

		expect(words(error)).toMatch(/making the user complete \(open: groups\.Sales, state\)/);
		expect(words(error)).toContain('the user "noor.vidal" exists');
		expect(sim.state.users).toMatchObject([{ state: 'STAGED' }]);
	});

	it('says so as often as it is tried', async () => {
		const { sim, planned } = await halfway();
		const { error } = await applyChanges(sim, planned, STOP);

		expect(words(error)).toContain('the user "noor.vidal" exists');
		expect(words(error)).not.toContain('there is no user yet');
		expect(sim.state.users).toHaveLength(1);
	});

	it('is completed by the same plan once the service is back', async () => {
		const { sim, planned } = await halfway();
		sim.faults.clear();
		const { items } = await applyChanges(sim, planned, STOP);

		expect(results(items)).toEqual(['applied create']);
		expect(membersOf(sim)).toEqual({ Sales: ['noor.vidal'] });
		expect(sim.state.users).toMatchObject([{ state: 'ACTIVATED' }]);
	});

	it('before anything exists says that, too', async () => {
		const sim = await jumpCloud({ groups: [{ name: 'Sales' }] });
		sim.fail({ kind: 'status', status: 403, method: 'POST', path: /api\/systemusers$/ });
		const { error } = await planThenApply(sim, [joiner], rules, STOP);

		expect(words(error)).toContain('there is no user yet');
		expect(sim.state.users).toEqual([]);
	});

	describe('names the days that are open', () => {
		const begins = 'let in at 2098-01-01 07:00 UTC';
		const ends = 'suspended at 2098-06-30 21:59 UTC';
		const short = aPerson({ start_date: '2098-01-01', terminated_on: '2098-06-30' });
		const onFirstDay = { activation: 'firstDay', sendEmailTo: 'none' };
		const path = /userstates$/;
		const breaking = { kind: 'status', status: 403, times: 9, method: 'POST', path } as const;

		it.each([
			['both', false, `and they are to be ${ends} and ${begins}; the user "noor.vidal" exists`],
			['the one that is', true, `and they are to be ${begins}; the user "noor.vidal" exists`],
		])('%s', async (_case, isEndDone, expected) => {
			const sim = await jumpCloud();
			if (isEndDone) sim.fail({ kind: 'meanwhile', run: () => {}, method: 'POST', path });
			sim.fail(breaking);
			const { error, planned } = await planThenApply(sim, [short], onFirstDay, STOP);

			expect(words(error)).toContain(expected);
			expect(sim.state.schedules).toHaveLength(isEndDone ? 1 : 0);

			const goesOn = { onError: 'continueRegularOutput' } as const;
			const { items } = await applyChanges(sim, planned, STOP, goesOn);
			expect(items[0]?.message).toContain(expected);
		});

		it('none where only a group is missing', async () => {
			const sim = await jumpCloud({ groups: [{ name: 'Sales' }] });
			sim.fail({ kind: 'status', status: 403, times: 9, path: /members$/ });
			const person = { ...short, team_names: ['Sales'], start_date: null };
			const { error } = await planThenApply(sim, [person], { ...rules, activation: 'none' }, STOP);

			expect(words(error)).toMatch(/\(open: groups\.Sales\); the user "noor.vidal" exists/);
		});
	});

	it('gives no access as long as its end is not certain', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 403, times: 9, method: 'POST', path: /userstates$/ });
		const leaving = aPerson({ terminated_on: '2098-06-30' });
		const { error } = await planThenApply(sim, [leaving], { state: 'ACTIVATED' }, STOP);

		expect(words(error)).toContain('open: scheduled.SUSPENDED, state');
		expect(directoryOf(sim)).toEqual(['noor.vidal noor.vidal@corp.example Noor Vidal 512 STAGED']);
	});
});

describe('a step in between that fails without saying for whom', () => {
	const failure = { error: 'The chat did not answer' };

	it.each<[string, Partial<SystemUser>, IDataObject]>([
		['a first day that has come', { state: 'STAGED' }, { activation: 'now', sendEmailTo: 'none' }],
		[
			'somebody who is back',
			{ state: 'SUSPENDED', suspended: true },
			{ options: {}, rehires: 'unsuspend' },
		],
	])('lets nobody in: %s', async (_case, about, rules) => {
		const sim = await jumpCloud({ users: [aUser(about)] });
		const { items } = await planAndApply(sim, [aPerson()], rules, (plan) => [...plan, failure]);

		expect(items[0]).toMatchObject({ result: 'refused', reason: 'earlier_step_failed' });
		expect(sim.state.users).toMatchObject([{ state: about.state }]);
	});

	it('keeps nobody from losing the access', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await planAndApply(sim, [aPerson({ terminated_on: '2025-12-31' })], {}, (plan) => [
			failure,
			...plan,
		]);

		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED' }]);
	});
});
