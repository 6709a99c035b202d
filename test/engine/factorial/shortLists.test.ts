import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../../nodes/shared/parameters';
import { between } from '../../support/between';
import type { Asked, Changed } from '../../support/between';
import { crowd, employee, factorial, runFactorial } from '../../support/factorial';
import { closeAll, jumpCloud, words } from '../../support/jumpcloud';
import { planThenApply, scheduleByHand } from '../jumpcloud/sync/sync.support';

afterEach(closeAll);

type Page = IDataObject & { data: IDataObject[]; meta: IDataObject };

/** Changes the pages of a list of Factorial's. */
const pages =
	(list: string, change: (page: Page, asked: Asked) => void) =>
	({ body }: Changed, asked: Asked) => {
		const isPage = isRecord(body) && Array.isArray(body.data) && isRecord(body.meta);
		if (isPage && asked.path.endsWith(`/${list}`)) change(body as Page, asked);
	};

/** Leaves records out, while the total counts them. */
const without = (list: string, isLost: (record: IDataObject) => boolean) =>
	pages(list, (page) => (page.data = page.data.filter((one) => !isLost(one))));

const everybody = { returnAll: true };

describe('the total of the employees', () => {
	it.each<[string, (total: unknown) => unknown, number, boolean]>([
		['a number', (total) => total, 0, true],
		['a number, and all of it came', (total) => total, 5, false],
		['a text', String, 0, true],
		['a text, and more than came', String, 5, false],
		['null', () => null, 5, false],
		['absent', () => undefined, 5, false],
		['a word', () => 'many', 5, false],
		['less than what came', () => 3, 0, true],
	])('is %s: %#', async (_case, total, lostPeople, isComplete) => {
		const hr = await factorial({ company: { employees: crowd(55) }, switches: { lostPeople } });
		const proxy = await between(
			hr,
			pages('employees', ({ meta }) => (meta.total = total(meta.total) as number)),
		);
		const { items, hints } = await runFactorial(proxy as never, 'employee', 'getAll', {
			parameters: everybody,
		});

		expect(items).toHaveLength(55 - lostPeople);
		expect(items.every((one) => one.list_complete === isComplete)).toBe(true);
		expect(hints).toHaveLength(isComplete ? 0 : 1);
	});

	it('of several pages, somebody stands on two of them: the item comes once', async () => {
		const hr = await factorial({ company: { employees: crowd(150) } });
		let last: IDataObject | undefined;
		const overlapping = pages('employees', (page, { query }) => {
			const tail = page.data.at(-1);
			if (query.has('after_id') && last) page.data.unshift(last);
			last = tail;
		});
		const proxy = await between(hr, overlapping);
		const { items } = await runFactorial(proxy as never, 'employee', 'getAll', {
			parameters: everybody,
		});

		expect(new Set(items.map(({ id }) => id)).size).toBe(150);
		expect(items).toHaveLength(150);
		expect(items[0]).toMatchObject({ list_complete: true, list_count: 150 });
	});
});

describe('a list of which fewer came than there are says nothing about what is missing:', () => {
	const unclear = { unclear: 'short_list' };
	const INCLUDED = ['contract', 'leaves', 'legalEntity', 'location', 'teams'];

	/** Twelve people; the first begins in February and is on leave, the first two are in Ops. */
	async function world() {
		const people = crowd(12);
		const company = {
			employees: people.map((one) => ({ ...one, location_id: '9', legal_entity_id: '3' })),
			teams: [
				{ id: '15', name: 'Sales' },
				{ id: '16', name: 'Ops' },
			],
			memberships: people.map(({ id }, n) => ({
				...{ id: String(60 + n), employee_id: id, team_id: n < 2 ? '16' : '15' },
			})),
			contracts: people.map(({ id }, n) => ({
				...{ id: String(100 + n), employee_id: id, job_title: 'Analyst' },
				...{ starts_on: n === 0 ? '2099-02-01' : '2022-01-10' },
				...{ effective_on: n === 0 ? '2099-02-01' : '2022-01-10' },
			})),
			locations: [{ id: '9', name: 'Valencia' }],
			legalEntities: [{ id: '3', legal_name: 'Corp' }],
			leaveTypes: [{ id: '7', name: 'Parental', workable: false }],
			leaves: [
				{
					...{ id: '1', employee_id: people[0]?.id, leave_type_id: '7', approved: true },
					// Over before the first day: an activation during a leave would be taken back.
					...{ start_on: '2020-01-01', finish_on: '2099-01-15' },
				},
			],
		};
		const hr = await factorial({ company: company as never });
		const users = people.map((one, n) => ({
			...{ username: `person${n}.vidal`, email: `person${n}@corp.example`, lastname: 'Vidal' },
			...{ firstname: one.first_name, employeeIdentifier: String(one.id) },
			...{ state: n === 0 ? ('STAGED' as const) : ('ACTIVATED' as const) },
		}));
		const directory = await jumpCloud({ users, groups: [{ name: 'Sales' }, { name: 'Ops' }] });
		for (const [n, { _id }] of directory.state.users.entries()) {
			directory.state.groups[n < 2 ? 1 : 0]?.members.push(_id);
		}
		scheduleByHand(directory, 'person0.vidal', 'ACTIVATED', '2099-02-01T07:00:00.000Z');
		return { hr, directory };
	}

	it.each<[string, (answer: Changed, asked: Asked) => void, IDataObject]>([
		['teams', without('teams', ({ id }) => id === '16'), { team_names: unclear }],
		[
			'memberships',
			(answer, asked) => {
				pages('teams', ({ data }) => data.forEach((team) => delete team.employee_ids))(
					answer,
					asked,
				);
				without('memberships', ({ team_id: team }) => team === '16')(answer, asked);
			},
			{ team_names: unclear, team_lead: unclear },
		],
		[
			'contracts',
			without('contract_versions', ({ id }) => id === '100'),
			{ start_date: unclear, contract_last_day: unclear },
		],
		['leaves', without('leaves', () => true), { on_leave: unclear }],
		['kinds of leaves', without('leave_types', () => true), { on_leave: unclear }],
		['locations', without('locations', () => true), { location_name: unclear }],
		['legal entities', without('legal_entities', () => true), { legal_entity_name: unclear }],
	])('%s', async (_case, change, expected) => {
		const { hr, directory } = await world();
		const proxy = await between(hr, change);
		const { items, error, hints } = await runFactorial(proxy as never, 'employee', 'getAll', {
			parameters: { ...everybody, include: INCLUDED },
		});
		const groupRules = { rule: ['Sales', 'Ops'].map((is) => ({ by: 'team', is, group: is })) };
		const states = () => directory.state.users.map(({ state }) => state);
		const before = states();
		const { error: stopped } = await planThenApply(directory, items, {
			...{ people: 'everyone', listComplete: '={{ $json.list_complete }}', groupRules },
			...{ activation: 'firstDay', firstDay: '={{ $json.start_date }}', leaves: 'suspend' },
		});

		expect(words(error)).toBe('');
		expect(items[0]).toMatchObject({ ...expected, list_complete: false });
		expect(hints.map(({ message }) => message)).toEqual([expect.stringContaining('short_list')]);
		expect(words(stopped)).toMatch(whyStopped(expected));
		expect(directory.state.groups.map(({ members }) => members.length)).toEqual([10, 2]);
		expect(directory.state.schedules).toHaveLength(1);
		expect(states()).toEqual(before);
	});

	/** Where a field is not known of anybody, the guard stops the plan. */
	const whyStopped = (expected: IDataObject) =>
		'team_names' in expected
			? /nobody has a value in 'team_names'/
			: 'start_date' in expected
				? /12 people with values that cannot be read/
				: /^$/;

	it('one person: where the filter does not count, the whole list is looked through', async () => {
		const { hr } = await world();
		const proxy = await between(
			hr,
			pages('contract_versions', ({ meta }) => (meta.total = 12)),
		);
		const { items } = await runFactorial(proxy as never, 'employee', 'get', {
			parameters: { ...employee('id', String(crowd(2)[1]?.id)), include: ['contract'] },
		});

		expect(items).toMatchObject([{ start_date: '2022-01-10' }]);
		const lists = proxy.requests.filter(({ path }) => path.endsWith('contract_versions'));
		expect(lists).toHaveLength(3);
	});
});
