import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import type { SystemUser } from '../../../../playground/jumpcloud/types';
import { run } from '../../../support/engine';
import {
	GOES_ON,
	aPerson,
	aUser,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../../support/jumpcloud';
import { EVERYONE, company, planChanges } from './sync.support';

afterEach(closeAll);

describe('Plan Changes', () => {
	it('reads all users in pages and the schedule once, never a person, and writes nothing', async () => {
		const { people, users } = company(250);
		const sim = await jumpCloud({ users });
		const { items, leaving } = await planChanges(
			sim,
			[...people.slice(1), aPerson({ id: 'new', work_email: 'new@corp.example' })],
			EVERYONE,
		);

		expect(calls(sim).toSorted()).toEqual(['list', 'list', 'list', 'read schedule']);
		expect(sim.journal.writes()).toEqual([]);
		expect(items.map(({ action, reason }) => [action, reason])).toEqual([
			['create', 'joiner'],
			['skip', 'orphan'],
		]);
		expect(leaving.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 249 }, []]);
	});

	it('asks only for what is compared', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await planChanges(sim, [aPerson()], EVERYONE);
		const [list] = sim.journal.all().filter(({ path }) => path === '/api/systemusers');

		expect(String(list?.query.fields).split(' ').toSorted()).toEqual(
			[
				...['_id', 'email', 'employeeIdentifier', 'firstname', 'lastname', 'state', 'suspended'],
				...['systemUsername', 'username'],
			].toSorted(),
		);
	});

	it('sees people of any source through the mapping', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planChanges(
			sim,
			[
				{
					nr: 512,
					mail: { work: 'NOOR.VIDAL@corp.example' },
					name: 'Noor Prats',
					ends: '31.12.2098',
				},
			],
			{
				employeeId: '={{ $json.nr }}',
				email: '={{ $json.mail.work }}',
				firstname: "={{ $json.name.split(' ')[0] }}",
				lastname: "={{ $json.name.split(' ')[1] }}",
				active: '',
				lastDay: "={{ $json.ends.split('.').reverse().join('-') }}",
				timeZone: 'UTC',
				attributes: {
					attribute: [
						{ attribute: 'department', value: "={{ $json.name.length + ' letters' }}" },
						{ attribute: 'attributes', name: 'costUnit', value: 'fixed', policy: 'onCreate' },
					],
				},
			},
		);

		expect(items).toMatchObject([
			{
				action: 'update',
				changes: [
					{ field: 'department', from: null, to: '10 letters' },
					{ field: 'lastname', from: 'Vidal', to: 'Prats' },
				],
			},
			{ action: 'schedule', effectiveAt: '2098-12-31T23:59:00.000Z' },
		]);
	});

	it('gives a summary, and those who are right, where it is asked to', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const options = { includeUnchanged: true, summaryItem: true };
		const { items, run } = await planChanges(
			sim,
			[aPerson(), aPerson({ id: '', work_email: 'x@corp.example' })],
			{ options },
		);

		expect(items).toMatchObject([
			{ action: 'noop', reason: 'in_step', user: { username: 'noor.vidal' } },
			{ action: 'skip', reason: 'missing_employee_id' },
			{ action: 'summary', counts: { noop: 1, skip: 1 }, people: 2, active_linked_users: 1 },
		]);
		const hints = run.data.resultData.runData.Users?.[0]?.hints;
		expect(hints).toMatchObject([
			{ message: '2 people: 1 noop, 1 skip (missing_employee_id)', type: 'warning' },
		]);
	});

	it('takes the mail for an activation from the person, and skips whose address is none', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
		const parameters = {
			...{ activation: 'now', sendEmailTo: 'address', mailAddress: '={{ $json.private }}' },
		};
		const other = { id: '9', work_email: 'x@corp.example' };
		const { items } = await planChanges(
			sim,
			[aPerson({ private: 'noor@home.example' }), aPerson({ ...other, private: '' })],
			parameters,
		);

		expect(items).toMatchObject([
			{ action: 'activate', mail: 'noor@home.example' },
			{ action: 'skip', reason: 'invalid_mail_address' },
		]);
	});
});

describe('while the users change', () => {
	const LIST = { method: 'GET', path: /systemusers$/ };

	it('somebody who is added in between is not there twice', async () => {
		const { people, users } = company(150);
		const sim = await jumpCloud({ users });
		sim.fail({ kind: 'meanwhile', ...LIST, run: () => {} });
		sim.fail({ kind: 'meanwhile', ...LIST, run: () => sim.state.addUser({ username: 'zz' }) });
		const { items, error } = await planChanges(sim, people, EVERYONE);

		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it('somebody who is deleted in between makes nobody be missed', async () => {
		const { people, users } = company(250);
		const sim = await jumpCloud({ users });
		sim.fail({ kind: 'meanwhile', ...LIST, run: () => {} });
		sim.fail({ kind: 'meanwhile', ...LIST, run: () => sim.state.users.splice(0, 1) });
		const { items } = await planChanges(sim, people, EVERYONE);

		expect(items).toMatchObject([{ action: 'create', person: { employeeId: '1' } }]);
	});

	it('a list that never stands still is no ground for a plan', async () => {
		const { people, users } = company(250);
		const sim = await jumpCloud({ users });
		for (let reading = 0; reading < 3; reading++) {
			sim.fail({ kind: 'meanwhile', ...LIST, run: () => {} });
			sim.fail({ kind: 'meanwhile', ...LIST, run: () => sim.state.users.splice(0, 1) });
			sim.fail({ kind: 'meanwhile', ...LIST, run: () => {} });
		}
		const { items, error } = await planChanges(sim, people, EVERYONE);

		expect(words(error)).toMatch(/changed while they were read/);
		expect(items).toEqual([]);
	});

	it('a page that does not come is no ground for one either', async () => {
		const { people, users } = company(250);
		const sim = await jumpCloud({ users });
		sim.fail({ kind: 'meanwhile', ...LIST, run: () => {} });
		sim.fail({ kind: 'empty', ...LIST });
		const { items, error } = await planChanges(sim, people, EVERYONE);

		expect(error).toBeDefined();
		expect(items).toEqual([]);
	});
});

describe('the guard', () => {
	const { people, users } = company(20);
	const gone = people.map((person, n) =>
		n < 12 ? { ...person, terminated_on: '2026-01-31' } : person,
	);

	it('stops an import that terminates more than half, and names the first ten', async () => {
		const sim = await jumpCloud({ users });
		const { items, error } = await planChanges(sim, gone, { people: 'everyone' });

		expect(error?.message).toBe(
			'The guard stopped this plan: 12 suspensions planned, at most 2 allowed, with 20 active users whom people have',
		);
		expect(error?.description).toMatch(/Person1 Vidal, .*Person10 Vidal and 2 more\./);
		expect(error?.description).not.toContain('Person11');
		expect(items).toEqual([]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('counts new login emails', async () => {
		const sim = await jumpCloud({ users });
		const renamed = people.map((one, n) => ({ ...one, work_email: `new${n}@corp.example` }));
		const { error } = await planChanges(sim, renamed, { people: 'everyone' });

		expect(words(error)).toContain('20 new emails planned, at most 2 allowed');
		expect(sim.journal.writes()).toEqual([]);
	});

	it('counts people who are let in', async () => {
		const out = { state: 'SUSPENDED' as const, suspended: true };
		const sim = await jumpCloud({ users: users.map((user) => ({ ...user, ...out })) });
		const rules = { people: 'everyone', rehires: 'unsuspend', guard: { lettingIn: 19 } };
		const { error } = await planChanges(sim, people, rules);

		// The smaller one of the number and the default share, which is of suspended users as well.
		expect(words(error)).toContain(
			'20 people to be let in, at most 4 allowed, with 20 users whom people have',
		);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('knows groups that would be emptied because nobody has a team any more', async () => {
		const groups = [{ name: 'Sales' }];
		const sim = await jumpCloud({ users, groups });
		const [group] = sim.state.groups;
		group?.members.push(...sim.state.users.slice(0, 6).map(({ _id }) => _id));
		const { error } = await planChanges(
			sim,
			people.map((one) => ({ ...one, team_names: [] })),
			{
				people: 'everyone',
				groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] },
			},
		);

		expect(words(error)).toContain("nobody has a value in 'team_names'");
		expect(words(error)).toContain('1 groups to be emptied, at most 0 allowed');
	});

	describe('where the step runs twice in one execution, as in a loop over batches', () => {
		const twice = async (sim: JumpCloudSimulator, items: IDataObject[], rules: IDataObject) => {
			const plan = { node: 'Plan', type: 'main' as const, index: 0 };
			const finished = await run({
				...{ items, credentials: { jumpCloudApi: sim.credential } },
				nodes: [
					{
						...{ name: 'Plan', type: 'jumpCloud' },
						parameters: { resource: 'sync', operation: 'plan', ...rules },
					},
				],
				connections: { Start: { main: [[plan, plan]] } },
			});
			return finished.data.resultData;
		};

		it('Everyone is refused: a batch is not everyone', async () => {
			const sim = await jumpCloud({ users });
			const { error } = await twice(sim, people, { people: 'everyone' });

			expect(error?.message).toContain('this step has planned before in this execution');
			expect(sim.journal.writes()).toEqual([]);
		});

		it('Some People go on counting', async () => {
			const sim = await jumpCloud({ users });
			const { error, runData } = await twice(sim, gone, {});

			expect(runData.Plan).toHaveLength(2);
			expect(error?.message).toContain('24 suspensions planned, at most 20 allowed');
		});

		const ten = people.slice(0, 10);
		const staged = { state: 'STAGED' as const, activated: false };

		it.each<[string, IDataObject[], Partial<SystemUser>, IDataObject, string]>([
			[
				'work emails that were lost',
				ten.map((one) => ({ ...one, work_email: '' })),
				{},
				{ guard: { unreadable: 15 } },
				'20 people with values that cannot be read',
			],
			[
				'new emails',
				ten.map((one, n) => ({ ...one, work_email: `new${n}@corp.example` })),
				{},
				{ guard: { emails: 15 } },
				'20 new emails',
			],
			[
				'other names',
				ten.map((one) => ({ ...one, last_name: 'Ode' })),
				{},
				{ guard: { names: 15 } },
				'20 people who get another name',
			],
			[
				'people let in',
				ten,
				staged,
				{ activation: 'now', guard: { lettingIn: 15 } },
				'20 people to be let in',
			],
		])('as for %s', async (_case, items, user, rules, told) => {
			const sim = await jumpCloud({ users: users.map((one) => ({ ...one, ...user })) });
			const { error, runData } = await twice(sim, items, rules);

			expect(runData.Plan).toHaveLength(2);
			expect(words(error)).toContain(told);
			expect(words(error)).toContain('at most 15 allowed');
		});

		it('and are planned as long as all of them are within the limit', async () => {
			const sim = await jumpCloud({ users });
			const { error, runData } = await twice(sim, gone.slice(0, 10), {});

			expect(error).toBeUndefined();
			expect(runData.Plan).toHaveLength(2);
		});
	});

	describe('of many single events', () => {
		const now = Date.now();
		const mass = people.map((person, n) => ({
			...{ ...person, terminated_on: '2026-11-01', active: false },
			updated_at: new Date(now - 3_600_000 + n * 1000).toISOString(),
		}));
		const event = async (sim: JumpCloudSimulator, here: number, seen = mass) =>
			await planChanges(
				sim,
				seen.map((person, n) => (n === here ? person : { ...person, witness: true })),
				{ whenGuarded: 'once', guard: { suspensions: 5 } },
			);

		it.each([
			['that are no moments', 'lately', true],
			['that are, long ago', '2026-11-01T10:00:00Z', false],
		])('whose access is gone, and changes %s: the error names the field', async (_case, at, is) => {
			const out = { state: 'SUSPENDED' as const, suspended: true };
			const sim = await jumpCloud({
				users: users.map((one, n) => (n === 0 ? one : { ...one, ...out })),
			});
			const seen = mass.map((one, n) => (n === 0 ? one : { ...one, updated_at: at }));
			const { error } = await event(sim, 0, seen);

			expect(words(error).includes("'Changed At' holds no moment for 19 of these people")).toBe(is);
		});

		it('one of all that are over the limit is an alarm, and the others are held', async () => {
			const sim = await jumpCloud({ users });
			const stopped: number[] = [];
			for (let here = 0; here < 20; here++) {
				const { items, error } = await event(sim, here);
				if (error) stopped.push(here);
				else expect(items).toMatchObject([{ action: 'suspend', guarded: true }]);
			}

			expect(stopped).toEqual([5]);
		});

		it('those that come before there are too many go through', async () => {
			const sim = await jumpCloud({ users });
			const { items } = await event(sim, 4, mass.slice(0, 5));

			expect(items).toMatchObject([{ action: 'suspend' }]);
			expect(items[0]?.guarded).toBeUndefined();
		});
	});

	it('stops one that ends later just the same', async () => {
		const sim = await jumpCloud({ users });
		const later = gone.map((person) => ({
			...person,
			terminated_on: person.terminated_on && '2098-01-31',
		}));
		const { error } = await planChanges(sim, later, { people: 'everyone' });

		expect(words(error)).toContain('12 suspensions planned');
	});

	it('lets the items out, marked, where it is told to', async () => {
		const sim = await jumpCloud({ users });
		const { items, error } = await planChanges(sim, gone, {
			people: 'everyone',
			whenGuarded: 'mark',
		});

		expect(error).toBeUndefined();
		expect(items).toHaveLength(12);
		expect(items.every(({ guarded }) => guarded === true)).toBe(true);
	});

	it.each([
		['nothing', []],
		['an empty item, as n8n passes it on', [{}]],
	])('takes %s for no whole company', async (_case, items) => {
		const sim = await jumpCloud({ users });
		const { error } = await planChanges(sim, items, { people: 'everyone', absent: 'suspend' });

		// n8n itself runs no step without items.
		if (items.length === 0) expect(calls(sim)).toEqual([]);
		else expect(words(error)).toMatch(/there is nobody in the input/);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('is an item with the reason, with Continue On Fail', async () => {
		const sim = await jumpCloud({ users });
		const { items, error } = await planChanges(sim, gone, { people: 'everyone' }, GOES_ON);

		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				error: expect.stringContaining('The guard stopped'),
				// What to do stays with the item, now that it is told as well.
				description: expect.stringContaining('Nothing was changed.'),
				message: expect.stringMatching(/The guard stopped.*Nothing was changed\./),
			},
		]);
	});
});

it('an emptied Last Day says nothing about anybody: nobody is let in, nothing is cancelled', async () => {
	const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED', suspended: true })] });
	const rules = { lastDay: '', rehires: 'unsuspend' };
	const { items } = await planChanges(sim, [aPerson()], rules);

	expect(items).toMatchObject([{ action: 'skip', reason: 'suspended' }]);
});

describe('managed groups', () => {
	const rule = (about: object) => ({
		groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales', ...about }] },
	});

	it('cost their members, page by page, and nothing per person', async () => {
		const { people, users } = company(120);
		const sim = await jumpCloud({ users, groups: [{ name: 'Sales' }, { name: 'Other' }] });
		const [sales] = sim.state.groups;
		sales?.members.push(...sim.state.users.map(({ _id }) => _id));
		const inSales = people.map((person, n) => ({
			...person,
			team_names: n < 119 ? ['Sales'] : [],
		}));
		const { items } = await planChanges(sim, inSales, rule({}));

		expect(items).toMatchObject([
			{
				action: 'update',
				changes: [{ field: 'groups.Sales', id: sales?.id, from: true, to: false }],
			},
		]);
		// The group itself is read as well: a list does not say who decides about its members.
		expect(calls(sim)).toHaveLength(7);
	});

	it.each([
		['a group that does not exist', { group: 'Nowhere' }, /No JumpCloud group/],
		// Without anything to change in it nobody asks: a list does not say which group is computed.
		['a group that JumpCloud computes', { group: 'Everybody' }, /computes the members/],
		[
			'a field that nobody has',
			{ by: 'location' },
			/Nobody in the input has the field 'location_name'/,
		],
		['a rule without a value', { is: '' }, /is empty/],
	])('refuse %s before anything else', async (_case, about, message) => {
		const sim = await jumpCloud({
			groups: [{ name: 'Sales' }, { name: 'Everybody', membershipMethod: 'DYNAMIC_AUTOMATED' }],
		});
		const person = aPerson({ team_names: ['Sales'] });
		const { items, error } = await planChanges(sim, [person], rule(about));

		expect(words(error)).toMatch(message);
		expect(items).toEqual([]);
	});
});

describe('protected users', () => {
	it('may be the members of a group', async () => {
		const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Admins' }] });
		sim.state.groups[0]?.members.push(sim.state.user('noor.vidal')._id);
		const { items } = await planChanges(sim, [aPerson({ terminated_on: '2026-01-31' })], {
			protectedUsers: { groups: ['Admins'] },
		});

		expect(items).toMatchObject([{ action: 'skip', reason: 'protected' }]);
	});

	it('are nobody’s guess: a group that is not there stops the plan', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await planChanges(sim, [aPerson()], {
			protectedUsers: { groups: ['Admins'] },
		});

		expect(words(error)).toMatch(/No JumpCloud group has the name or ID 'Admins'.*Protected Users/);
	});
});

describe('a source that has stopped giving a value', () => {
	const { people, users } = company(60);
	const withTitles = users.map((one) => ({ ...one, jobTitle: 'Analyst', department: 'Finance' }));
	const attribute = [
		{ attribute: 'jobTitle', value: '={{ $json.job_title }}' },
		{ attribute: 'department', value: '={{ $json.department }}' },
	];
	const clearing = { attributes: { attribute }, options: { clearEmpty: true } };

	it('to everybody: the attributes of nobody are emptied', async () => {
		const sim = await jumpCloud({ users: withTitles });
		const emptied = people.map((one) => ({ ...one, job_title: null, department: 'Finance' }));
		const { items, error } = await planChanges(sim, emptied, { ...EVERYONE, ...clearing });

		expect(words(error)).toMatch(/nobody has a value for jobTitle, which 'Clear Emptied Fields'/);
		expect(items).toEqual([]);
	});

	it.each<[string, IDataObject[], IDataObject]>([
		['one person has it', people.map((one, n) => ({ ...one, job_title: n ? null : 'Lead' })), {}],
		['fewer than ten would lose it', people.slice(0, 9), {}],
		['fields stay as they are', people, { options: { clearEmpty: false } }],
		['what is there stays', people, { attributes: kept(attribute) }],
	])('is no alarm where %s', async (_case, given, rules) => {
		const sim = await jumpCloud({ users: withTitles });
		const items = given.map((one) => ({ job_title: null, department: 'Finance', ...one }));
		const { error } = await planChanges(sim, items, { ...EVERYONE, ...clearing, ...rules });
		expect(error).toBeUndefined();
	});

	it.each<[string, IDataObject]>([
		['work email', { work_email: null }],
		['ID', { id: null }],
	])('the %s of everybody: an alarm, and not sixty skipped people', async (_case, lost) => {
		const sim = await jumpCloud({ users });
		const given = people.map((one) => ({ ...one, ...lost }));
		const { error } = await planChanges(sim, given, { people: 'everyone', listComplete: 'true' });
		expect(words(error)).toMatch(/60 people with values that cannot be read, at most/);
	});

	it('people without a work email and without a user are no alarm', async () => {
		const sim = await jumpCloud({ users });
		const workers = company(120)
			.people.slice(60)
			.map((one) => ({ ...one, work_email: null }));
		const { error } = await planChanges(sim, [...people, ...workers], {
			...{ people: 'everyone', listComplete: 'true' },
		});
		expect(error).toBeUndefined();
	});
});

function kept(attribute: IDataObject[]): IDataObject {
	return { attribute: attribute.map((one) => ({ ...one, policy: 'ifEmpty' })) };
}

describe('a limit of the guard that is no number lifts nothing', () => {
	const { people, users } = company(100);
	const gone = people.map((person) => ({ ...person, active: false }));
	const LABELS = Object.entries({
		...{ deletions: 'Most Deletions', deletionsPercent: 'Most Deletions in Percent' },
		...{ suspensions: 'Most Suspensions', suspensionsPercent: 'Most Suspensions in Percent' },
		...{ lettingIn: 'Most People Let In', lettingInPercent: 'Most People Let In in Percent' },
		...{ emails: 'Most New Emails', names: 'Most New Names' },
		...{ groupRemovals: 'Most Group Removals', emptiedGroups: 'Most Emptied Groups' },
		...{ creations: 'Most Creations', creationsPercent: 'Most Creations in Percent' },
		...{ unreadable: 'Most Unreadable People', changes: 'Most Changes in All' },
	});
	const NO_NUMBERS = ['={{ $json.limit }}', '={{ null }}', '', ' ', 'many', -1, '={{ [] }}', true];

	it.each(LABELS)('%s: an expression that finds nothing', async (limit, label) => {
		const sim = await jumpCloud({ users });
		const guard = { [limit]: '={{ $json.limit }}' };
		const { items, error } = await planChanges(sim, gone, { people: 'some', guard });

		expect(words(error)).toContain(`The limit '${label}' of 'Guard' is not a number: nothing was`);
		expect([items, calls(sim)]).toEqual([[], []]);
	});

	it.each(NO_NUMBERS.map((value) => [JSON.stringify(value), value]))('%s', async (_case, value) => {
		const sim = await jumpCloud({ users });
		const guard = { suspensions: value, suspensionsPercent: 100 };
		const { items, error } = await planChanges(sim, gone, { ...EVERYONE, guard });

		expect(words(error)).toMatch(/The limit 'Most Suspensions' of 'Guard' is not a number/);
		expect([items, calls(sim)]).toEqual([[], []]);
	});

	it('nor does a whole collection that an expression does not find', async () => {
		const sim = await jumpCloud({ users });
		const { error } = await planChanges(sim, gone, { ...EVERYONE, guard: '={{ $json.limits }}' });
		expect(words(error)).toMatch(/'Guard' is not a set of limits|The guard stopped this plan: 100/);
	});
});

describe('parameters that cannot be', () => {
	it.each([
		['Leavers', { leavers: '=perhaps' }, /'Leavers' cannot be/],
		['a zone', { timeZone: 'Mars' }, /'Time Zone' is not known/],
		['a time of day', { suspensionTime: '25:00' }, /'Suspension Time' is not a time/],
		['a limit', { guard: { creations: '=many' } }, /'Most Creations' of 'Guard' is not a number/],
		[
			'a custom attribute',
			{ attributes: { attribute: [{ attribute: 'attributes', name: 'a b' }] } },
			/custom attribute 'a b'/,
		],
		[
			'the link as an attribute',
			{ attributes: { attribute: [{ attribute: 'employeeIdentifier', value: 'x' }] } },
			/holds the link/,
		],
		[
			'an attribute twice',
			{ attributes: { attribute: [{ value: '1' }, { value: '2' }] } },
			/sets department twice/,
		],
	])('%s: said before JumpCloud is asked', async (_case, parameters, message) => {
		const sim = await jumpCloud();
		const { error } = await planChanges(sim, [aPerson()], parameters);

		expect(words(error)).toMatch(message);
		expect(calls(sim)).toEqual([]);
	});
});

it('a role that may not read the schedule makes no plan', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	sim.fail({ kind: 'status', status: 403, path: /userstates/ });
	const { items, error } = await runUser(sim, 'plan', { resource: 'sync', items: [aPerson()] });

	expect(words(error)).toMatch(/may not read scheduled changes/);
	expect(items).toEqual([]);
});
