import type { IDataObject } from 'n8n-workflow';

import { asRecords, isRecord } from '../../../nodes/shared/parameters';
import { between } from '../../support/between';
import type { Asked, Changed } from '../../support/between';
import {
	aPerson,
	aUser,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { EVERYONE, company, planThenApply } from './sync/sync.support';

afterEach(closeAll);

type Change = (answer: Changed, asked: Asked) => void;

/** Changes the lists of users and what a search finds, in pages of at most so many. */
const userLists =
	(change: (list: IDataObject & { results: IDataObject[] }) => void, cap = 100): Change =>
	({ body }, { path }) => {
		if (!isRecord(body) || !Array.isArray(body.results) || !path.endsWith('systemusers')) return;
		body.results = body.results.slice(0, cap);
		change(body as IDataObject & { results: IDataObject[] });
	};

/** Changes every user that is listed, found or read. */
const users =
	(change: (user: IDataObject) => void): Change =>
	({ body }) => {
		if (!isRecord(body)) return;
		for (const user of [...asRecords(body.results), ...(body._id ? [body] : [])]) change(user);
	};

/** Changes the bare lists of version 2 and the header with their total, in pages of at most so many. */
const bareLists =
	(total: (count: number, said: string) => string | undefined, cap = 100): Change =>
	(answer, { method }) => {
		if (method !== 'GET' || !Array.isArray(answer.body)) return;
		answer.body = answer.body.slice(0, cap);
		const said = total((answer.body as unknown[]).length, answer.headers['x-total-count'] ?? '');
		if (said === undefined) delete answer.headers['x-total-count'];
		else answer.headers['x-total-count'] = said;
	};

const TOTALS: Array<[string, Change]> = [
	['null', userLists((list) => (list.totalCount = null))],
	['empty', userLists((list) => (list.totalCount = ''))],
	['a word', userLists((list) => (list.totalCount = 'many'))],
	['negative', userLists((list) => (list.totalCount = -1))],
	['that of the page', userLists((list) => (list.totalCount = list.results.length))],
	['less by one', userLists((list) => (list.totalCount = Number(list.totalCount) - 1))],
	['a text', userLists((list) => (list.totalCount = String(list.totalCount)))],
	['absent', userLists((list) => delete list.totalCount)],
	['absent, with small pages', userLists((list) => delete list.totalCount, 30)],
	['null, with small pages', userLists((list) => (list.totalCount = null), 30)],
];

describe('a list of users whose total is', () => {
	it.each(TOTALS)('%s is read to its end: everybody is found, the leaver goes', async (_, odd) => {
		const { people, users: everybody } = company(250);
		const sim = await jumpCloud({ users: everybody });
		const proxy = await between(sim, odd);
		people[240] = { ...people[240], active: false, terminated_on: '2026-01-31' };
		const { planned, error } = await planThenApply(proxy, people, EVERYONE);

		expect(words(error)).toBe('');
		expect(planned.map(({ action }) => action)).toEqual(['suspend']);
		expect(suspended(sim)).toEqual([sim.state.users[240]?.username]);
	});

	it.each(TOTALS)('%s: of some people everybody is found, too', async (_case, odd) => {
		const { people, users: everybody } = company(150);
		const sim = await jumpCloud({ users: everybody });
		const proxy = await between(sim, odd);
		people[140] = { ...people[140], active: false, terminated_on: '2026-01-31' };
		const input = [...people.slice(0, 100), people[140] ?? {}];
		const { items, error } = await runUser(proxy, 'plan', { resource: 'sync', items: input });

		expect(words(error)).toBe('');
		expect(items.map(({ action }) => action)).toEqual(['suspend']);
	});

	it.each([
		['a good one: no request more', 250, () => undefined, 3],
		['a good one of a page that is not full', 30, () => undefined, 1],
		['unknown: one request more', 250, TOTALS[0]?.[1], 4],
		['unknown of a page that is not full', 30, TOTALS[0]?.[1], 2],
	])('%s', async (_case, count, odd = () => undefined, requests = 0) => {
		const { people, users: everybody } = company(count);
		const proxy = await between(await jumpCloud({ users: everybody }), odd);
		await runUser(proxy, 'plan', { resource: 'sync', items: people, parameters: EVERYONE });

		const lists = proxy.requests.filter(({ path }) => path === '/api/systemusers');
		expect(lists).toHaveLength(requests);
	});
});

describe('a bare list', () => {
	it.each<[string, Change]>([
		['without a total', bareLists(() => undefined)],
		['without a total, in pages of 50', bareLists(() => undefined, 50)],
		['with an empty total', bareLists(() => '')],
		['with a total of nothing', bareLists(() => '0')],
		['with the total of each page', bareLists((count) => String(count))],
		['in pages of 50', bareLists((_, said) => said, 50)],
	])('%s is read to its end: whoever is protected stays so', async (_case, odd) => {
		const { users: everybody } = company(160);
		const sim = await jumpCloud({ users: everybody, groups: [{ name: 'Admins' }] });
		const [admins] = sim.state.groups;
		admins?.members.push(...sim.state.users.slice(0, 150).map(({ _id }) => _id));
		const proxy = await between(sim, odd);
		const credential = { ...proxy.credential, protectedGroup: 'Admins' };
		const { items } = await runUser({ credential }, 'suspend', {
			parameters: byEmployee(String(sim.state.users[140]?.employeeIdentifier)),
		});

		expect(items).toMatchObject([{ action: 'skipped', reason: 'protected' }]);
		expect(suspended(sim)).toEqual([]);
	});

	it('of scheduled changes that counts one which is never given does not stop the plan', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const more = bareLists((_, said) => String(Number(said) + 1));
		const proxy = await between(sim, (answer, asked) => {
			if (asked.path.endsWith('/userstates')) more(answer, asked);
		});
		const leaver = aPerson({ terminated_on: '2026-01-31' });
		const { error } = await planThenApply(proxy, [leaver], EVERYONE);

		expect(words(error)).toBe('');
		expect(suspended(sim)).toEqual(['noor.vidal']);
	});
});

it.each<[string, (to: IDataObject) => void]>([
	['in capitals', (to) => (to.type = 'USER')],
	['not at all', (to) => delete to.type],
])('members whose kind is told %s are members, and leave with the team', async (_case, change) => {
	const sim = await jumpCloud({ users: [aUser()], groups: [{ name: 'Sales' }] });
	sim.state.groups[0]?.members.push(sim.state.user('noor.vidal')._id);
	const proxy = await between(sim, ({ body }, { path }) => {
		if (path.endsWith('/members')) for (const { to } of asRecords(body)) change(to as IDataObject);
	});
	const groupRules = { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] };
	const people = [aPerson({ team_names: ['Ops'] })];
	const parameters = { ...EVERYONE, groupRules };
	const { items } = await runUser(proxy, 'plan', { resource: 'sync', items: people, parameters });

	expect(items).toMatchObject([{ changes: [{ from: true, to: false }] }]);
});

it('an entry without any ID is an error that names its fields and not what is in them', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	const proxy = await between(
		sim,
		users((user) => delete user._id),
	);
	const { error } = await runUser(proxy, 'upsert', { items: [aPerson()] });

	expect(words(error)).toMatch(/a user without an ID \(it has .*username/);
	expect(words(error)).not.toContain('vidal');
	expect(sim.journal.writes()).toEqual([]);
});

it('a link in a custom attribute that comes as a number is the link: nobody is made', async () => {
	const attributes = [{ name: 'factorialId', value: '512' }];
	const sim = await jumpCloud({
		users: [aUser({ email: 'old@corp.example', employeeIdentifier: '', attributes })],
	});
	const proxy = await between(
		sim,
		users((user) => {
			for (const one of asRecords(user.attributes)) one.value = Number(one.value);
		}),
	);
	const parameters = { link: 'customAttribute', linkAttribute: 'factorialId' };
	await runUser(proxy, 'upsert', { items: [aPerson()], parameters });

	expect(sim.state.users).toHaveLength(1);
});

describe('a user whose', () => {
	const ODD: Array<[string, Change]> = [
		[
			'ID is a number',
			users((user) => (user._id = Number.parseInt(String(user._id).slice(-6), 16))),
		],
		[
			'ID has the other name',
			users((user) => {
				user.id = user._id;
				delete user._id;
			}),
		],
		['username is null', users((user) => (user.username = null))],
		['username is absent', users((user) => delete user.username)],
		['email is absent', users((user) => delete user.email)],
		['email is null', users((user) => (user.email = null))],
		['names are numbers', users((user) => (user.firstname = 5))],
		[
			'link is a number',
			users((user) => (user.employeeIdentifier = Number(user.employeeIdentifier))),
		],
		['lists hold nothing', users((user) => (user.attributes = user.phoneNumbers = [null]))],
		['lists are null', users((user) => (user.attributes = user.phoneNumbers = null))],
		[
			'values are numbers',
			users((user) => {
				for (const one of asRecords(user.attributes)) one.value = 5;
				for (const one of asRecords(user.phoneNumbers)) one.number = 34600111222;
			}),
		],
		[
			'values are yes and no',
			users((user) => {
				for (const one of asRecords(user.attributes)) one.value = true;
			}),
		],
	];

	it.each(ODD)(
		'%s is found by the link: nobody is made, whoever has left goes',
		async (_case, odd) => {
			const attributes = [{ name: 'costUnit', value: 'C7' }];
			const phoneNumbers = [{ type: 'work', number: '+34600111222' }];
			const sim = await jumpCloud({
				users: [
					aUser({ attributes, phoneNumbers }),
					{ username: 'bo.kaya', email: 'bo@corp.example', employeeIdentifier: '513' },
				],
			});
			const proxy = await between(sim, odd);
			const people = [
				aPerson({ terminated_on: '2026-01-31', active: false }),
				aPerson({ id: '513', first_name: 'Bo', last_name: 'Kaya', work_email: 'bo@corp.example' }),
			];
			const rules = {
				attributes: {
					attribute: [
						{ attribute: 'phoneNumbers', phoneType: 'work', value: '+34600999', policy: 'keep' },
						{ attribute: 'attributes', name: 'costUnit', value: 'C8', policy: 'keep' },
					],
				},
			};
			for (const reading of [EVERYONE, { people: 'some' }]) {
				const { items, error } = await runUser(proxy, 'plan', {
					...{ resource: 'sync', items: people, parameters: { ...reading, ...rules } },
				});

				expect(words(error)).toBe('');
				expect(items.filter(({ action }) => action === 'create')).toEqual([]);
				const ends = items.filter(({ action }) => action === 'suspend');
				expect(ends).toMatchObject([{ person: { employeeId: '512' } }]);
			}
		},
	);
});

function suspended(sim: Awaited<ReturnType<typeof jumpCloud>>): string[] {
	return sim.state.users.filter(({ state }) => state === 'SUSPENDED').map((one) => one.username);
}
