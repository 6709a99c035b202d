import type { IDataObject } from 'n8n-workflow';

import type { FactorialSwitches } from '../../../../playground/factorial/switches';
import { asked, crowd, factorial, runFactorial } from '../../../support/factorial';
import { closeAll, closedLater, jumpCloud, words } from '../../../support/jumpcloud';
import { oddServer } from '../../../support/oddServer';
import { EVERYONE, company, planChanges, planThenApply, reasons } from './sync.support';

afterEach(closeAll);

interface Given {
	people?: number;
	/** further users, linked to nobody whom Factorial has */
	orphans?: number;
	switches?: Partial<FactorialSwitches>;
	/** parameters of Factorial's *Get Many* */
	reading?: IDataObject;
	/** what a step between the two passes on */
	between?: (items: IDataObject[]) => IDataObject[];
	/** parameters of *Plan Changes* */
	planning?: IDataObject;
	/** how many users nobody has, 2 unless told */
	missing?: number;
}

/** A company whose users are all right. */
async function aCompany({ people = 55, orphans = 0, switches = {} }: Given) {
	const employees = crowd(people);
	const users = crowd(people + orphans).map((one, n) => ({
		...{ username: `person${n}.vidal`, email: `person${n}@corp.example`, lastname: 'Vidal' },
		...{ firstname: one.first_name, employeeIdentifier: String(one.id) },
	}));
	const hr = await factorial({ company: { employees }, switches });
	return { hr, directory: await jumpCloud({ users }) };
}

/** Reads the company, plans it with *Absent: Suspend*, and applies the plan. */
async function night({ hr, directory }: Awaited<ReturnType<typeof aCompany>>, given: Given = {}) {
	const { reading, between = (items) => items, planning } = given;
	const { items: read } = await runFactorial(hr, 'employee', 'getAll', {
		parameters: { returnAll: true, ...reading },
	});
	const { run, planned, error } = await planThenApply(directory, between(read), {
		...{ ...EVERYONE, absent: 'suspend', listComplete: '={{ $json.list_complete }}' },
		...planning,
	});
	const suspended = directory.state.users.filter(({ state }) => state === 'SUSPENDED');
	return {
		...{ read, planned, said: words(error), suspended: suspended.length },
		hints: (run.data.resultData.runData.Plan?.[0]?.hints ?? []).map(({ message }) => message),
	};
}

const without = (id: string) => (items: IDataObject[]) => items.filter((item) => item.id !== id);

describe('a list that is not known to be complete', () => {
	it('50 of 55 people, because a page is missing: nobody is suspended, the plan stops and says why', async () => {
		const { hr, directory } = await aCompany({ switches: { lostPeople: 5 } });
		const { read, said, suspended } = await night({ hr, directory });

		expect(read).toHaveLength(50);
		expect(read.every(({ list_complete: isComplete }) => isComplete === false)).toBe(true);
		// Once more, because it was short.
		expect(asked(hr)).toEqual(['employees', 'employees']);
		expect(said).toMatch(/guard stopped.*'Linked Users Without a Person' says Suspend.*not every/);
		expect(said).toMatch(/run again later/);
		expect([suspended, directory.journal.writes()]).toEqual([0, []]);
	});

	it.each<[string, Given, RegExp]>([
		['limited', { reading: { returnAll: false, limit: 54 } }, /'Return All'/],
		['with room in the limit', { reading: { returnAll: false, limit: 99 } }, /'Return All'/],
		['filtered', { reading: { filters: { onlyActive: true } } }, /remove the filters/],
		[
			'of whom has changed lately',
			{ reading: { filters: { updatedSince: '2020-01-01' } } },
			/remove the filters/,
		],
		[
			'of named emails',
			{ reading: { filters: { emails: 'person0@corp.example' } } },
			/remove the filters/,
		],
		[
			'of which a step lets only some through',
			{ between: without('1007') },
			/54 of the 55 people who were read are here.*Remove what leaves people out/,
		],
		[
			'of which nobody says anything',
			{ planning: { listComplete: '={{ $json.nothing }}' } },
			/55 of its items do not say that it is.*'List Is Complete'/,
		],
		['with an empty word', { planning: { listComplete: '' } }, /'List Is Complete'/],
		['with a word that is neither', { planning: { listComplete: 'perhaps' } }, /do not say/],
		['whose number is none', { planning: { listCount: 'many' } }, /'People in the List' is no n/],
	])('%s: refused', async (_case, given, says) => {
		const { said, suspended } = await night(await aCompany(given), given);

		expect(said).toMatch(says);
		expect(suspended).toBe(0);
	});

	it.each([
		['a list', { switches: { lostPeople: 5 } }, /fewer people than it says/],
		['a filtered list', { between: without('1007') }, /54 of the 55/],
	])(
		'%s: where orphans are only reported, it is said that nobody looked for any',
		async (_c, given, says) => {
			const { planned, hints, said } = await night(await aCompany({ ...given, orphans: 2 }), {
				...given,
				planning: { absent: 'report', options: { summaryItem: true } },
			});

			expect(said).toBe('');
			expect(hints).toContainEqual(expect.stringMatching(/person were not looked for/));
			expect(hints).toContainEqual(expect.stringMatching(says));
			expect(planned).toMatchObject([
				{
					action: 'summary',
					message: expect.stringMatching(/were not looked for/) as string,
					orphans_looked_for: false,
				},
			]);
		},
	);

	it('leaves its items marked where the guard is told to, and Apply refuses them', async () => {
		const { said, suspended, planned } = await night(
			await aCompany({ switches: { lostPeople: 5 } }),
			{
				planning: { whenGuarded: 'mark', options: { includeUnchanged: true } },
			},
		);

		expect([said, suspended]).toEqual(['', 0]);
		expect(planned).toHaveLength(50);
		expect(planned.every(({ guarded }) => guarded === true)).toBe(true);
	});

	it('is nothing to stop a plan by, where users have no link and nobody is missed', async () => {
		const { said, hints } = await night(await aCompany({ switches: { lostPeople: 5 } }), {
			planning: { link: 'none', absent: 'report' },
		});
		expect(said).toBe('');
		expect(hints.join()).not.toMatch(/not looked for/);
	});
});

describe('a list that is complete', () => {
	it.each<[string, Given]>([
		['of several pages', { people: 230 }],
		['with somebody of another list beside it', { between: (all) => [...all, ANOTHER] }],
		[
			'filtered on purpose, without a number',
			{ between: without('1007'), planning: { listCount: '' }, missing: 3 },
		],
		['of another source that says so', { planning: { listComplete: 'yes', listCount: '' } }],
	])('%s: whoever is missing is suspended, and a second run changes nothing', async (_c, given) => {
		const world = await aCompany({ ...given, orphans: 2 });
		const first = await night(world, given);
		const writes = world.directory.journal.writes().length;
		const second = await night(world, given);

		expect([first.said, second.said]).toEqual(['', '']);
		const { missing = 2 } = given;
		expect([first.suspended, second.suspended]).toEqual([missing, missing]);
		expect(reasons(first.planned)).toEqual(Array(missing).fill('suspend absent'));
		expect(reasons(second.planned)).toEqual([]);
		expect(world.directory.journal.writes()).toHaveLength(writes);
	});

	it('was short at first, because somebody was being entered: it is read once more', async () => {
		const hr = await factorial({ company: { employees: crowd(120) } });
		hr.switches.lostPeople = 30;
		hr.faults.fail({
			kind: 'meanwhile',
			path: /employees$/,
			run: () => {
				if (hr.journal.all().length > 0) hr.switches.lostPeople = 0;
			},
			times: 9,
		});
		const { items: read, hints } = await runFactorial(hr, 'employee', 'getAll', {
			parameters: { returnAll: true },
		});

		expect(read).toHaveLength(120);
		expect(read[0]).toMatchObject({ list_complete: true, list_count: 120 });
		expect(new Set(read.map(({ list_id: id }) => id)).size).toBe(1);
		expect(hints.map(({ message }) => message).join()).not.toMatch(/fewer people/);
	});

	it('is told by each list in it, when several are planned as one', async () => {
		const { people, users } = company(8);
		const listed = people.map((person, n) => ({
			...{ ...person, list_complete: true, list_count: n < 5 ? 5 : 3 },
		}));
		const sim = await jumpCloud({ users: [...users, { ...users[0], ...ORPHAN }] });
		const rules = { ...EVERYONE, listComplete: '={{ $json.list_complete }}' };
		const all = await planChanges(sim, listed, rules);
		const some = await planChanges(sim, listed.slice(0, 7), { ...rules, absent: 'suspend' });
		// The same people again, as a Merge step may pass them on.
		const twice = await planChanges(sim, [...listed.slice(1), ...listed.slice(1)], {
			...{ ...rules, absent: 'suspend' },
		});

		expect(reasons(all.items)).toEqual(['skip orphan']);
		expect(words(some.error)).toMatch(/2 of the 3 people who were read are here/);
		expect(words(twice.error)).toMatch(/4 of the 5 people who were read are here/);
	});
});

describe('several lists of the same number of people, planned as one', () => {
	const { people, users } = company(100);
	const half = (from: number, name?: string) =>
		people.slice(from, from + 50).map((person) => ({
			...{ ...person, list_complete: true, list_count: 50 },
			...(name !== undefined && { list_id: name }),
		}));
	const plan = async (items: IDataObject[]) => {
		const sim = await jumpCloud({ users: [...users, { ...users[0], ...ORPHAN }] });
		const rules = { ...EVERYONE, absent: 'suspend', listComplete: '={{ $json.list_complete }}' };
		return await planChanges(sim, items, rules);
	};

	it.each<[string, IDataObject[], RegExp]>([
		['and most of one is gone', [...half(0, 'a'), ...half(50, 'b').slice(40)], /10 of the 50/],
		[
			'and half of each is gone',
			[...half(0, 'a').slice(25), ...half(50, 'b').slice(25)],
			/25 of the 50 people who were read are here/,
		],
		[
			'and nothing tells them apart',
			[...half(0), ...half(50).slice(40)],
			/60 people are here, and 'People in the List' says 50.*'List ID'/,
		],
	])('%s: not known to be complete', async (_case, items, says) => {
		const { items: planned, error } = await plan(items);
		expect(words(error)).toMatch(says);
		expect(planned).toEqual([]);
	});

	it('each of them whole: whoever is in neither is suspended', async () => {
		const { items, error } = await plan([...half(0, 'a'), ...half(50, 'b')]);
		expect(error).toBeUndefined();
		expect(reasons(items)).toEqual(['suspend absent']);
	});
});

const ANOTHER = {
	...{ id: '77', first_name: 'Ivo', last_name: 'Kaya', active: false, terminated_on: '2020-01-31' },
	...{ list_complete: true, list_count: 1 },
};

describe('what Factorial says of its list', () => {
	const meta = { has_next_page: false, end_cursor: null };

	it.each([
		// Its description has a total in every list: what has none is not that.
		['that it has ended, and no total', meta, false],
		['that it has ended, and as many as came', { ...meta, total: 2 }, true],
		['fewer than came', { ...meta, total: 1 }, true],
		['more than came', { ...meta, total: 3 }, false],
		['nothing', undefined, false],
		['not whether it has ended', { total: 2 }, false],
	])('%s', async (_case, said, isComplete) => {
		const data = [{ id: '1' }, { id: '2' }];
		const { credential } = closedLater(await oddServer(() => ({ body: { data, meta: said } })));
		const { items, hints } = await runFactorial(
			{ credential: { ...credential, environment: 'custom' } },
			...(['employee', 'getAll'] as const),
			{ parameters: { returnAll: true } },
		);

		expect(items.map((one) => one.list_complete)).toEqual([isComplete, isComplete]);
		expect(hints.some(({ message }) => message.includes('fewer people'))).toBe(!isComplete);
	});
});

const ORPHAN = { username: 'gone', email: 'gone@corp.example', employeeIdentifier: '999' };

it.each(['identity', 'selected', 'all'])('Get Many says it with %s fields', async (fields) => {
	const { read } = await night(await aCompany({ people: 2 }), { reading: { output: fields } });
	expect(read).toMatchObject([
		{ list_complete: true, list_count: 2 },
		{ list_complete: true, list_count: 2 },
	]);
});
