import type { IDataObject } from 'n8n-workflow';

import type { CompanySeed } from '../../../playground/factorial/state';
import type { FactorialSwitches } from '../../../playground/factorial/switches';
import { loadOptions } from '../../support/engine';
import { asked, crowd, employee, factorial, runFactorial } from '../../support/factorial';
import { closeAll, words } from '../../support/jumpcloud';

/** A Wednesday, noon in Madrid; only the clock of the steps stands still. */
const TODAY = '2026-11-25';

beforeEach(() => {
	jest.useFakeTimers({ now: new Date(`${TODAY}T11:00:00Z`), doNotFake: TICKING });
});
afterEach(async () => {
	jest.useRealTimers();
	await closeAll();
});

const TICKING = [
	...(['setTimeout', 'setInterval', 'setImmediate', 'nextTick', 'queueMicrotask'] as const),
	...(['clearTimeout', 'clearInterval', 'clearImmediate', 'performance', 'hrtime'] as const),
];

const VACATION = '801';
const SICK = '802';
const HOME = '803';

const leaveTypes: CompanySeed['leaveTypes'] = [
	{ id: VACATION, name: 'Vacation', translated_name: 'Urlaub' },
	{ id: SICK, name: 'Sick leave', approval_required: false, allow_endless: true },
	{ id: HOME, name: 'Home office', workable: true, approval_required: false },
];

type Leaves = NonNullable<CompanySeed['leaves']>;
type Given = Omit<Leaves[number], 'employee_id'>;

/** Vacation from one day to another. */
const off = (start_on: string, finish_on: string | null = start_on, more: Partial<Given> = {}) => ({
	...{ start_on, finish_on, leave_type_id: VACATION, days_taken: 5, ...more },
});

interface Case {
	parameters?: IDataObject;
	timezone?: string;
	switches?: Partial<FactorialSwitches>;
}

async function about(given: Given[], { parameters = {}, timezone, switches }: Case = {}) {
	const sim = await factorial({
		company: {
			employees: [{ id: '512' }, { id: '513' }],
			leaves: [
				...given.map((leave) => ({ ...leave, employee_id: '512' })),
				// Of somebody else, who is always away.
				{ employee_id: '513', start_on: '2020-01-01', finish_on: null },
			],
			leaveTypes,
		},
		switches,
	});
	const all = { ...employee('id', '512'), include: ['leaves'], ...parameters };
	const result = await runFactorial(sim, 'employee', 'get', { parameters: all, timezone });
	return { sim, ...result };
}

/** on_leave, leave_from, leave_until */
type Said = [boolean, string | null, string | null];

const saidOf = (item: IDataObject = {}) => [item.on_leave, item.leave_from, item.leave_until];

describe('leaves', () => {
	it.each<[string, Given[], Said]>([
		['nothing', [], [false, null, null]],
		['one that holds today', [off('2026-11-20', '2026-12-04')], [true, '2026-11-20', '2026-12-04']],
		['one that begins and ends today', [off(TODAY)], [true, TODAY, TODAY]],
		['one that began and ended on one day', [off('2026-11-24')], [false, null, null]],
		['one that ends today', [off('2026-11-20', TODAY)], [true, '2026-11-20', TODAY]],
		['one to come', [off('2026-12-21', '2027-01-06')], [false, '2026-12-21', '2027-01-06']],
		[
			'the next one of several to come, not the one after it',
			[off('2027-03-01', '2027-03-05'), off('2026-12-21', '2026-12-23')],
			[false, '2026-12-21', '2026-12-23'],
		],
		['one of years ago', [off('2019-07-01', '2019-07-31')], [false, null, null]],
		['one without an end', [off('2024-02-01', null)], [true, '2024-02-01', null]],
		['one without an end that is to come', [off('2027-02-01', null)], [false, '2027-02-01', null]],
		[
			'two one after the other',
			[off('2026-11-16', TODAY), off('2026-11-26', '2026-12-04')],
			[true, '2026-11-16', '2026-12-04'],
		],
		[
			'two one after the other, of which the first is over',
			[off('2026-11-01', '2026-11-24'), off(TODAY, '2026-12-04')],
			[true, '2026-11-01', '2026-12-04'],
		],
		[
			'two with a day between them',
			[off('2026-11-16', TODAY), off('2026-11-27', '2026-12-04')],
			[true, '2026-11-16', TODAY],
		],
		[
			'two that overlap',
			[off('2026-11-16', '2026-12-10'), off('2026-11-20', '2026-11-30')],
			[true, '2026-11-16', '2026-12-10'],
		],
		[
			'one that an endless one takes up',
			[off('2026-11-16', '2026-11-20'), off('2026-11-18', null), off('2027-05-01')],
			[true, '2026-11-16', null],
		],
		[
			'half a day',
			[off(TODAY, TODAY, { half_day: 'end_of_day', days_taken: 0.5 })],
			[false, null, null],
		],
		[
			'some hours',
			[off(TODAY, TODAY, { start_time: '09:00', days_taken: 0.25 })],
			[false, null, null],
		],
		[
			'half a day that joins nothing together',
			[
				off('2026-11-20', TODAY),
				off('2026-11-26', '2026-11-26', { half_day: 'beggining_of_day', days_taken: 0.5 }),
				off('2026-11-27', '2026-11-30'),
			],
			[true, '2026-11-20', TODAY],
		],
		['a day on which nobody works', [off(TODAY, TODAY, { days_taken: 0 })], [true, TODAY, TODAY]],
		['what is asked for', [off(TODAY, TODAY, { approved: null })], [false, null, null]],
		['what was refused', [off(TODAY, TODAY, { approved: false })], [false, null, null]],
		[
			'what nobody has to approve and was refused all the same',
			[off(TODAY, TODAY, { approved: false, leave_type_id: SICK })],
			[false, null, null],
		],
		[
			'what was deleted',
			[off(TODAY, TODAY, { deleted_at: '2026-11-01T00:00:00Z' })],
			[false, null, null],
		],
		['work from home', [off(TODAY, TODAY, { leave_type_id: HOME })], [false, null, null]],
		['a kind that is gone', [off(TODAY, TODAY, { leave_type_id: '999' })], [true, TODAY, TODAY]],
		['one that ends before it begins', [off(TODAY, '2026-11-20')], [false, null, null]],
	])('%s', async (_case, given, said) => {
		const { items, error } = await about(given);
		expect(error).toBeUndefined();
		expect(saidOf(items[0])).toEqual(said);
	});

	it('say nothing of why: neither kind nor reason leaves the step without a choice', async () => {
		const { items, kept } = await about([off(TODAY, TODAY, { leave_type_id: SICK })]);
		expect(items[0]).not.toHaveProperty('leave_kind');
		expect(kept).not.toMatch(/private|Sick|Urlaub|Vacation/);
	});

	it.each([[true as const], [null]])(
		'that nobody has to approve count, also where approved is %p then',
		async (unneededApproval) => {
			const sick = off(TODAY, null, { leave_type_id: SICK });
			const { items } = await about([sick], { switches: { unneededApproval } });
			expect(saidOf(items[0])).toEqual([true, TODAY, null]);
		},
	);

	it('hold today where the workflow lives', async () => {
		jest.setSystemTime(new Date('2026-11-25T23:30:00Z'));
		const said = async (timezone: string) =>
			saidOf((await about([off(TODAY)], { timezone })).items[0]);
		expect(await said('UTC')).toEqual([true, TODAY, TODAY]);
		expect(await said('Europe/Madrid')).toEqual([false, null, null]);
		expect(await said('America/New_York')).toEqual([true, TODAY, TODAY]);
	});

	it('of one person take two calls, with their ID and without what was deleted', async () => {
		const { sim } = await about([off(TODAY)]);
		expect(asked(sim).sort()).toEqual(['employees/:id', 'leave_types', 'leaves']);
		expect(sim.journal.all().find(({ path }) => path.endsWith('/leaves'))?.query).toMatchObject({
			...{ 'employee_ids[]': '512', include_deleted_leaves: 'false' },
		});
	});
});

describe('kinds of leaves', () => {
	const both = [off('2026-11-20', TODAY, { leave_type_id: SICK }), off('2026-11-26', '2026-12-04')];
	const ofKinds = async (leaveKinds: unknown, given: Given[] = both) =>
		await about(given, { parameters: { leaveKinds: leaveKinds as string[] } });

	it('that were chosen are the only ones that count, and are named', async () => {
		const { items, kept, sim } = await ofKinds([VACATION]);
		expect(items).toMatchObject([
			{
				on_leave: false,
				leave_from: '2026-11-26',
				leave_until: '2026-12-04',
				leave_kind: 'Urlaub',
			},
		]);
		expect(kept).not.toContain('Sick');
		expect(sim.journal.all().find(({ path }) => path.endsWith('/leaves'))?.query).toMatchObject({
			'leave_type_id[]': VACATION,
		});
	});

	it('are that of today where several follow each other', async () => {
		const { items } = await ofKinds([VACATION, SICK]);
		expect(items).toMatchObject([
			{
				...{ on_leave: true, leave_from: '2026-11-20', leave_until: '2026-12-04' },
				leave_kind: 'Sick leave',
			},
		]);
	});

	it('are null without a leave, and count at work as well where they were chosen', async () => {
		expect((await ofKinds([SICK], [])).items).toMatchObject([
			{ on_leave: false, leave_kind: null },
		]);
		const home = await ofKinds([HOME], [off(TODAY, TODAY, { leave_type_id: HOME })]);
		expect(home.items).toMatchObject([{ on_leave: true, leave_kind: 'Home office' }]);
	});

	it.each([['={{ $json.nothing }}'], ['={{ [] }}'], ['={{ [{}] }}']])(
		'are refused where %j finds none, which must not mean all of them',
		async (named) => {
			const { error, items } = await ofKinds(named);
			expect(words(error)).toContain("'Leave Kind Names or IDs'");
			expect(items).toEqual([]);
		},
	);

	it('are listed for the editor in the language of the company', async () => {
		const sim = await factorial({ company: { leaveTypes } });
		const nodes = [{ name: 'HR', type: 'factorial', parameters: {} }];
		const credentials = { factorialApi: sim.credential };
		expect(await loadOptions({ nodes, credentials }, 'getLeaveKinds')).toEqual([
			{ name: 'Home office', value: HOME },
			{ name: 'Sick leave', value: SICK },
			{ name: 'Urlaub', value: VACATION },
		]);
	});
});

describe('the leaves of everybody', () => {
	/** Each began before and holds today, but for those of old, of whom there are many. */
	const LEAVES = (id: string): Leaves => [
		...Array.from({ length: 12 }, (_, month) => ({
			...{ employee_id: id, leave_type_id: VACATION, days_taken: 5 },
			start_on: `2024-${String(month + 1).padStart(2, '0')}-01`,
			finish_on: `2024-${String(month + 1).padStart(2, '0')}-05`,
		})),
		{ employee_id: id, ...off('2026-11-23', '2026-11-27') },
	];
	const company = async (leaves: Leaves, switches: Partial<FactorialSwitches> = {}) => {
		const people = crowd(60);
		const sim = await factorial({
			company: {
				employees: people,
				leaveTypes,
				leaves: [...people.flatMap(({ id = '' }) => LEAVES(id)), ...leaves],
			},
			switches,
		});
		const parameters = { returnAll: true, include: ['leaves'] };
		return { sim, ...(await runFactorial(sim, 'employee', 'getAll', { parameters })) };
	};
	const parental: Leaves = [{ employee_id: '1001', ...off('2026-06-01', '2027-05-31') }];
	const endless: Leaves = [
		{ employee_id: '1002', start_on: '2025-03-01', finish_on: null, leave_type_id: SICK },
	];

	it.each<[string, Partial<FactorialSwitches>]>([
		['those that hold then or later', {}],
		['those that begin then or later', { leaveDays: 'start' }],
		['all but those without an end', { leaveDays: 'withoutEndless' }],
	])('are complete where the days ask for %s', async (_case, switches) => {
		const { items, error } = await company([...parental, ...endless], switches);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(60);
		expect(saidOf(items[0])).toEqual([true, '2026-06-01', '2027-05-31']);
		expect(saidOf(items[1])).toEqual([true, '2025-03-01', null]);
		expect(saidOf(items[2])).toEqual([true, '2026-11-23', '2026-11-27']);
	});

	it('are not read with all that is long over, where the days can be asked for', async () => {
		const { sim } = await company([...parental, ...endless]);
		expect(asked(sim).filter((what) => what === 'leaves')).toHaveLength(1);
	});
});

describe('the reason of a termination', () => {
	const left = { termination_reason_type: 'dismissal', termination_reason: 'Gross misconduct' };
	const read = async (parameters: IDataObject) => {
		const sim = await factorial({
			company: { employees: [{ id: '512', terminated_on: '2026-11-30', ...left }, { id: '513' }] },
		});
		const all = { returnAll: true, ...parameters };
		return { sim, ...(await runFactorial(sim, 'employee', 'getAll', { parameters: all })) };
	};

	it('leaves only where it was chosen', async () => {
		expect((await read({ include: ['contract', 'teams'] })).kept).not.toMatch(
			/dismissal|misconduct/,
		);

		const { items, sim } = await read({ include: ['termination'] });
		expect(items).toMatchObject([
			left,
			{ termination_reason_type: null, termination_reason: null },
		]);
		expect(asked(sim)).toEqual(['employees']);
	});
});
