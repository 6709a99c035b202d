import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { output, run } from '../../support/engine';
import { aSmallCompany, employee, factorial, runFactorial } from '../../support/factorial';
import {
	GOES_ON,
	aPerson,
	aUser,
	byEmail,
	closeAll,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';
import { company, planChanges } from '../jumpcloud/sync/sync.support';

/*
 * n8n links output to input by itself wherever a node says nothing and the numbers fit. Everything that
 * leaves says whose it is, or that it is nobody's: a message to "the manager of this person" must never
 * go to somebody else's.
 */

afterEach(closeAll);

const FAR = '2099-12-31';

/** Whose item it is; nobody's where the list is empty, and n8n's guess where nothing is said. */
function ownerOf({ pairedItem }: INodeExecutionData): number | 'nobody' | 'guess' {
	if (pairedItem === undefined) return 'guess';
	if (typeof pairedItem === 'number') return pairedItem;
	const [one] = [pairedItem].flat();
	return one ? one.item : 'nobody';
}

const people = [
	aPerson({ id: '2', first_name: 'Ben', work_email: 'ben@corp.example' }),
	aPerson({ id: '404', first_name: 'Nobody', work_email: 'nobody@corp.example' }),
	aPerson({ id: '1', first_name: 'Ana', work_email: 'ana@corp.example' }),
];
const user = (id: string, username: string, about: object = {}) =>
	aUser({
		...{ username, email: `${username}@corp.example`, employeeIdentifier: id },
		...{ firstname: username, ...about },
	});

async function organization(about: object = {}) {
	const sim = await jumpCloud({
		users: [user('1', 'ana', about), user('2', 'ben', about), user('77', 'cleo')],
		groups: [{ name: 'Sales' }],
	});
	for (const { _id: systemUserId } of sim.state.users) {
		const scheduledJobId = sim.state.nextId();
		const scheduledDate = new Date('2099-06-30T21:59:00Z');
		sim.state.schedules.push({
			...{ scheduledJobId, systemUserId, state: 'SUSPENDED', scheduledDate, sendMail: false },
		});
		sim.state.groups[0]?.members.push(systemUserId);
	}
	return sim;
}

const STAGED = { state: 'STAGED' };
const OUT = { state: 'SUSPENDED', suspended: true };
const who: IDataObject = byEmail('={{ $json.work_email }}');

/** Every operation that works on one item at a time, with the users it needs. */
const OPERATIONS: Array<[string, string, IDataObject, object?]> = [
	['user', 'create', {}],
	['user', 'upsert', {}],
	['user', 'update', { ...who, updateFields: { jobTitle: 'Head' } }],
	['user', 'get', who],
	['user', 'getAll', { returnAll: true }],
	['user', 'activate', who, STAGED],
	['user', 'suspend', { ...who, when: 'at', date: FAR }],
	['user', 'unsuspend', who, OUT],
	['user', 'delete', { ...who, confirmation: '={{ $json.work_email }}' }],
	['userGroup', 'addUser', { ...who, groups: ['Sales'] }],
	['userGroup', 'removeUser', { ...who, groups: ['Sales'] }],
	['userGroup', 'getAll', { of: 'user', ...who }],
	['userGroup', 'getAll', { returnAll: true }],
	['scheduledChange', 'getAll', { of: 'user', ...who }],
	['scheduledChange', 'getAll', { returnAll: true }],
];

describe('an operation on each item links what leaves to the item it comes from', () => {
	it.each(OPERATIONS)('%s: %s', async (resource, operation, parameters, about = {}) => {
		const sim = await organization(about);
		const run = { resource, parameters, items: people, node: GOES_ON };
		const { leaving, error } = await runUser(sim, operation, run);
		const ids = new Map(sim.state.users.map(({ _id, email }) => [_id, email]));

		expect(error).toBeUndefined();
		expect(new Set(leaving.map(ownerOf))).toEqual(new Set([0, 1, 2]));
		const isOfOne = JSON.stringify(parameters).includes('work_email') || resource === 'user';
		for (const item of operation === 'getAll' && !('of' in parameters) ? [] : leaving) {
			const owner = people[Number(ownerOf(item))];
			const told = JSON.stringify(item.json) + (ids.get(String(item.json.userId)) ?? '');
			const others = people.filter((one) => one !== owner);
			if (isOfOne && !('error' in item.json)) {
				for (const other of others) expect(told).not.toContain(String(other.work_email));
			}
		}
	});

	it('several changes that belong to one of several people', async () => {
		const sim = await organization();
		const parameters = { of: 'user', ...who, options: { ifNotFound: 'skip' } };
		const run = { resource: 'scheduledChange', parameters, items: people };
		const { leaving } = await runUser(sim, 'getAll', run);

		expect(leaving.map(ownerOf)).toEqual([0, 1, 2]);
	});

	it.each<[string, string, IDataObject]>([
		['employee', 'get', employee('id', '={{ $json.id }}')],
		['employee', 'getAll', { returnAll: true }],
		['team', 'getAll', {}],
		['location', 'getAll', {}],
		['contractVersion', 'getAll', {}],
		['webhookSubscription', 'getAll', {}],
	])('Factorial, %s: %s', async (resource, operation, parameters) => {
		const sim = await factorial({ company: aSmallCompany() });
		const items = [{ id: '404' }, { id: '512' }, { id: '404' }];
		const { leaving, error } = await runFactorial(sim, resource, operation, {
			...{ parameters, items, node: GOES_ON },
		});

		expect(error).toBeUndefined();
		expect(leaving.map(ownerOf)).not.toContain('guess');
		expect(leaving.map(ownerOf)).not.toContain('nobody');
		if (operation !== 'get') return;
		expect(leaving.map((item) => [ownerOf(item), 'error' in item.json])).toEqual([
			...[0, 1, 2].map((item) => [item, item !== 1]),
		]);
	});
});

describe('a plan, and what is applied', () => {
	const all = { people: 'everyone', listComplete: 'true', absent: 'report' };

	it('everybody in step, one user of nobody: the item about them is nobody’s', async () => {
		const { people: others, users } = company(4);
		const sim = await jumpCloud({ users });
		const { leaving } = await planChanges(sim, others.slice(0, 3), {
			...all,
			options: { summaryItem: true },
		});

		expect(leaving.map(({ json }) => [json.action, json.reason ?? null])).toEqual([
			['skip', 'orphan'],
			['summary', null],
		]);
		expect(leaving.map(ownerOf)).toEqual(['nobody', 'nobody']);
	});

	it.each([1, 2, 3])('also where n8n’s own count would fit: %d', async (count) => {
		const { people: others, users } = company(count * 2);
		const sim = await jumpCloud({ users });
		const { leaving } = await planChanges(sim, others.slice(0, count), all);

		expect(leaving).toHaveLength(count);
		expect(new Set(leaving.map(ownerOf))).toEqual(new Set(['nobody']));
	});

	it('several items of one person are all theirs, whoever else is quiet', async () => {
		const { people: others, users } = company(5);
		const sim = await jumpCloud({ users });
		const changed = others.map((person, n) =>
			n === 3 ? { ...person, last_name: 'Prats', terminated_on: FAR } : person,
		);
		const { leaving } = await planChanges(sim, changed, all);

		expect(leaving.map(({ json }) => json.action)).toEqual(['update', 'schedule']);
		expect(leaving.map(ownerOf)).toEqual([3, 3]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'an error of the whole plan is nobody’s, with %s',
		async (onError) => {
			const { people: others, users } = company(30);
			const sim = await jumpCloud({ users });
			const gone = others.map((person) => ({ ...person, terminated_on: '2020-01-31' }));
			const { run: finished } = await planChanges(sim, gone, all, { onError });
			const items = (finished.data.resultData.runData.Users?.[0]?.data?.main ?? []).flatMap(
				(branch) => branch ?? [],
			);

			expect(items).toHaveLength(1);
			expect(items.map(ownerOf)).toEqual(['nobody']);
			expect(JSON.stringify(items[0]?.json)).toContain('The guard stopped');
			expect(items[0]?.json).not.toHaveProperty('work_email');
		},
	);

	it('a next step that asks for the person of an item of nobody gets no other one', async () => {
		const { people: others, users } = company(4);
		const sim = await jumpCloud({ users });
		const parameters = byEmail("={{ $('Start').item.json.work_email }}");
		const finished = await run({
			items: others.slice(0, 3),
			credentials: { jumpCloudApi: sim.credential },
			nodes: [
				{
					...{ name: 'Plan', type: 'jumpCloud' },
					parameters: { resource: 'sync', operation: 'plan', ...all },
				},
				{
					...{ name: 'Ask', type: 'jumpCloud', ...GOES_ON },
					parameters: { resource: 'user', operation: 'get', ...parameters },
				},
			],
		});

		expect(output(finished, 'Plan')).toMatchObject([{ reason: 'orphan' }]);
		const asked = output(finished, 'Ask');
		expect(asked).toHaveLength(1);
		expect(asked[0]).not.toHaveProperty('email');
	});

	it('Apply links each result to its own item, whatever the order in which it works', async () => {
		const { people: others, users } = company(6);
		const sim = await jumpCloud({ users: users.slice(0, 5) });
		const mixed = others.map((person, n) => ({
			...person,
			...(n % 2 === 1 && { terminated_on: '2020-01-31' }),
			...(n % 2 === 0 && { last_name: 'Prats' }),
		}));
		const { items } = await planChanges(sim, mixed, { guard: { suspensions: 9 } });
		const { leaving } = await runUser(sim, 'apply', {
			...{ resource: 'sync', items: [...items, { action: 'update' }].toReversed() },
		});

		expect(leaving.map(ownerOf)).toEqual(leaving.map((_, n) => n));
		const given = [...items, {}].toReversed().map(({ person }) => person ?? null);
		expect(leaving.map(({ json }) => json.person ?? null)).toEqual(given);
	});
});
