import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import type { SystemUser } from '../../../playground/jumpcloud/types';
import {
	aPerson,
	aUser,
	byEmployee,
	byId,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import type { UserRun } from '../../support/jumpcloud';
import { applyChanges, planChanges, planThenApply, results } from '../jumpcloud/sync/sync.support';

/*
 * Two executions at once, which know nothing of each other: of one process, or of two. What both say they
 * have written has to be there, and whoever loses the access has lost it. A pair is added to the table.
 */

afterEach(closeAll);

/** What is held here is held by organization, so that naming it stands for another process. */
const OTHER_PROCESS = { organizationId: '6650d2f1a0b1c2d3e4f50001' };

const places: Array<[string, Record<string, string>]> = [
	['in one process', {}],
	['in two processes', OTHER_PROCESS],
];

/** Every request waits, so that both executions have read before either writes. */
async function slowly(options: Parameters<typeof jumpCloud>[0]) {
	const sim = await jumpCloud(options);
	sim.traffic.latencyMs = 40;
	return sim;
}

async function both(
	sim: JumpCloudSimulator,
	operation: string,
	credential: Record<string, string>,
	...[first, second]: [UserRun, UserRun]
) {
	const runs = await Promise.all([
		runUser(sim, operation, first),
		runUser(sim, operation, { ...second, credential }),
	]);
	for (const { error } of runs) expect(error).toBeUndefined();
	return runs.map(({ items }) => items[0]);
}

const attribute = (name: string, value: string): IDataObject => ({
	customAttributes: { attribute: [{ name, value }] },
});
const phone = (type: string, number: string): IDataObject => ({
	phoneNumbers: { phone: [{ type, number }] },
});

describe.each(places)('two executions at once, %s', (_place, credential) => {
	it('that write different custom attributes of a user: both are kept', async () => {
		const attributes = [{ name: 'own', value: 'x' }];
		const sim = await slowly({ users: [aUser({ attributes })] });
		const { _id } = sim.state.user('noor.vidal');
		const items = await both(
			sim,
			'update',
			credential,
			{ parameters: { ...byEmployee('512'), updateFields: attribute('costUnit', 'C7') } },
			{ parameters: { ...byId(_id), updateFields: attribute('badge', 'B12') } },
		);

		expect(items).toMatchObject([{ action: 'updated' }, { action: 'updated' }]);
		const kept = sim.state.user('noor.vidal').attributes.map(({ name, value }) => [name, value]);
		expect(new Map(kept as Array<[string, string]>)).toEqual(
			new Map([
				['own', 'x'],
				['costUnit', 'C7'],
				['badge', 'B12'],
			]),
		);
	});

	it('that write different phone numbers of a user: both are kept', async () => {
		const sim = await slowly({ users: [aUser()] });
		await both(
			sim,
			'update',
			credential,
			{ parameters: { ...byEmployee('512'), updateFields: phone('work', '1') } },
			{ parameters: { ...byEmployee('512'), updateFields: phone('home', '2') } },
		);

		const types = sim.state.user('noor.vidal').phoneNumbers.map(({ type }) => type);
		expect(types.toSorted()).toEqual(['home', 'work']);
	});

	it('of which one empties an attribute that the other has read: it stays empty', async () => {
		const attributes = [
			{ name: 'own', value: 'x' },
			{ name: 'badge', value: 'B1' },
		];
		const sim = await slowly({ users: [aUser({ attributes })] });
		const options = { clearEmpty: true };
		await both(
			sim,
			'update',
			credential,
			{ parameters: { ...byEmployee('512'), updateFields: attribute('badge', ''), options } },
			{ parameters: { ...byEmployee('512'), updateFields: attribute('costUnit', 'C7') } },
		);

		const names = sim.state.user('noor.vidal').attributes.map(({ name }) => name);
		expect(names.toSorted()).toEqual(['costUnit', 'own']);
	});

	it('that schedule the end of the same user: one suspension is left', async () => {
		const sim = await slowly({ users: [aUser()] });
		const parameters = { ...byEmployee('512'), when: 'at', date: '2099-12-31' };
		const items = await both(sim, 'suspend', credential, { parameters }, { parameters });

		expect(sim.state.schedules).toMatchObject([
			{ state: 'SUSPENDED', scheduledDate: new Date('2099-12-31T22:59:00Z') },
		]);
		const { scheduledJobId: id } = sim.state.schedules[0] ?? {};
		expect(items).toMatchObject([{ scheduled: { id } }, { scheduled: { id } }]);
	});

	it('that schedule the end for different days: one suspension is left', async () => {
		const sim = await slowly({ users: [aUser()] });
		const on = (date: string) => ({ parameters: { ...byEmployee('512'), when: 'at', date } });
		await both(sim, 'suspend', credential, on('2099-12-31'), on('2099-11-30'));

		expect(sim.state.schedules).toHaveLength(1);
	});

	it.each([
		['customAttribute', { link: 'customAttribute', linkAttribute: 'hrId' }],
		['employeeIdentifier', {}],
	])(
		'that create one employee whose name and email were corrected in between (%s): one user',
		async (_link, parameters) => {
			const sim = await slowly({});
			const corrected = aPerson({ last_name: 'Prats', work_email: 'noor.prats@corp.example' });
			const items = await both(
				sim,
				'upsert',
				credential,
				{ items: [aPerson()], parameters },
				{ items: [corrected], parameters },
			);

			expect(sim.state.users).toHaveLength(1);
			const [{ _id } = { _id: '' }] = sim.state.users;
			expect(items).toMatchObject([{ id: _id }, { id: _id }]);
			const actions = items.map((item) => item?.action).toSorted();
			expect(actions).toEqual(['created', 'updated']);
		},
	);

	it('that create one person: both say the same user', async () => {
		const sim = await slowly({});
		const person = { items: [aPerson()] };
		const items = await both(sim, 'upsert', credential, person, person);

		expect(sim.state.users).toMatchObject([aUser()]);
		expect(items.map((item) => item?.action).toSorted()).toEqual(['created', 'unchanged']);
	});
});

interface Pair {
	about?: Partial<SystemUser>;
	first: [operation: string, parameters: IDataObject, resource?: string];
	second: [operation: string, parameters: IDataObject, resource?: string];
	sees: Partial<SystemUser>;
	/** what the second one may hear instead of success, when it is the later one */
	refuses?: RegExp;
	groups?: string[];
	attributes?: Record<string, string>;
}

const update = (updateFields: IDataObject): Pair['first'] => ['update', { updateFields }];
const group = (operation: string, ...groups: string[]): Pair['first'] => [
	...([operation, { groups }, 'userGroup'] as const),
];
const remembering = { options: { rememberLastDay: 'hrLastDay' } };

const PAIRS: Record<string, Pair> = {
	'two single values': {
		first: update({ department: 'Sales' }),
		second: update({ jobTitle: 'Clerk' }),
		sees: { department: 'Sales', jobTitle: 'Clerk' },
	},
	'a custom attribute and a phone number': {
		first: update(attribute('costUnit', 'C7')),
		second: update(phone('work', '1')),
		sees: { phoneNumbers: [expect.objectContaining({ type: 'work', number: '1' })] },
		attributes: { costUnit: 'C7' },
	},
	'a suspension and a value': {
		first: ['suspend', {}],
		second: update({ department: 'Sales' }),
		sees: { state: 'SUSPENDED', suspended: true, department: 'Sales' },
	},
	'a suspension that is remembered and a custom attribute': {
		first: ['suspend', remembering],
		second: update(attribute('badge', 'B12')),
		sees: { state: 'SUSPENDED', suspended: true },
		attributes: { badge: 'B12', hrLastDay: expect.any(String) as string },
	},
	'two suspensions': {
		first: ['suspend', {}],
		second: ['suspend', remembering],
		sees: { state: 'SUSPENDED', suspended: true },
	},
	'a return and a custom attribute': {
		about: { state: 'SUSPENDED', suspended: true },
		first: ['unsuspend', {}],
		second: update(attribute('badge', 'B12')),
		sees: { state: 'ACTIVATED', suspended: false },
		attributes: { badge: 'B12' },
	},
	'an activation and a value': {
		about: { state: 'STAGED', activated: false },
		first: ['activate', {}],
		second: update({ department: 'Sales' }),
		sees: { state: 'ACTIVATED', department: 'Sales' },
	},
	'a suspension and an activation': {
		about: { state: 'STAGED', activated: false },
		first: ['suspend', {}],
		second: ['activate', {}],
		sees: { state: 'SUSPENDED', suspended: true },
		refuses: /suspended user cannot be activated/,
	},
	'two groups': {
		first: group('addUser', 'Sales'),
		second: group('addUser', 'Finance'),
		sees: {},
		groups: ['Finance', 'Sales'],
	},
	'the same group twice': {
		first: group('addUser', 'Sales'),
		second: group('addUser', 'Sales', 'Finance'),
		sees: {},
		groups: ['Finance', 'Sales'],
	},
};

describe.each(places)('at once, %s', (_place, credential) => {
	it.each(Object.entries(PAIRS))('%s', async (_name, pair) => {
		const sim = await slowly({
			users: [aUser(pair.about)],
			groups: [{ name: 'Finance' }, { name: 'Sales' }],
		});
		const runs = [pair.first, pair.second].map(
			async ([operation, parameters, resource], n) =>
				await runUser(sim, operation, {
					...{ resource, parameters: { ...byEmployee('512'), ...parameters } },
					...(n === 1 && { credential }),
				}),
		);
		for (const { error } of await Promise.all(runs)) {
			if (error) expect(words(error)).toMatch(pair.refuses ?? /^nothing/);
		}

		const user = sim.state.user('noor.vidal');
		expect(user).toMatchObject(pair.sees);
		const own = user.attributes.map(({ name, value }) => [name, value]);
		expect(Object.fromEntries(own)).toMatchObject(pair.attributes ?? {});
		const inGroups = sim.state.groups.filter(({ members }) => members.includes(user._id));
		expect(inGroups.map(({ name }) => name)).toEqual(pair.groups ?? []);
	});
});

describe.each(places)('two executions that plan and apply at once, %s', (_place, credential) => {
	const applying = async (sim: JumpCloudSimulator, day: string, rules: IDataObject, other = {}) => {
		const person = aPerson({ terminated_on: day });
		const named = { ...sim, credential: { ...sim.credential, ...other } };
		return await planThenApply(named, [person], rules);
	};

	it.each<[string, IDataObject]>([
		['nothing is remembered', {}],
		['the last day is remembered', { options: { rememberLastDay: 'hrLastDay' } }],
	])('different last days leave one suspension: %s', async (_case, rules) => {
		const sim = await slowly({ users: [aUser()] });
		await Promise.all([
			applying(sim, '2099-12-31', rules),
			applying(sim, '2099-11-30', rules, credential),
		]);

		expect(sim.state.schedules).toHaveLength(1);
	});
});

describe('a plan that was applied later, when another one was applied since', () => {
	it.each(['2099-11-30', '2100-01-31'])('schedules no second suspension: %s', async (day) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const plan = async (terminated_on: string) =>
			(await planChanges(sim, [aPerson({ terminated_on })])).items;
		const [first, second] = [await plan(day), await plan('2099-12-31')];
		await applyChanges(sim, second);
		const { items } = await applyChanges(sim, first);

		expect(results(items)).toEqual(['refused schedule (stale)']);
		expect(sim.state.schedules).toMatchObject([
			{ scheduledDate: new Date('2099-12-31T22:59:00Z') },
		]);
	});
});

it('a user who was there before is never deleted for being linked a second time', async () => {
	const attributes = [{ name: 'hrId', value: '512' }];
	const sim = await jumpCloud({});
	sim.fail({
		kind: 'meanwhile',
		run: () => void sim.state.addUser({ username: 'n.v', email: 'n.v@corp.example', attributes }),
		...{ method: 'POST', path: /\/api\/systemusers$/ },
	});
	const parameters = { link: 'customAttribute', linkAttribute: 'hrId' };
	const { items } = await runUser(sim, 'upsert', { items: [aPerson()], parameters });

	expect(sim.state.users).toMatchObject([{ username: 'n.v', firstname: 'Noor' }]);
	expect(items).toMatchObject([{ action: 'updated', username: 'n.v' }]);
	// That the search finds nobody by a custom attribute is asked of the list as well.
	expect(calls(sim)).toEqual(['search', 'list', 'create', 'search', 'delete', 'update']);
});

it('a list is read again once it was written, and nothing is when only single values change', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	const update = async (updateFields: IDataObject) =>
		await runUser(sim, 'update', { parameters: { ...byEmployee('512'), updateFields } });

	await update({ jobTitle: 'Analyst' });
	expect(calls(sim)).toEqual(['search', 'update']);
	sim.journal.clear();
	await update(attribute('badge', 'B12'));
	expect(calls(sim)).toEqual(['search', 'update', 'read']);
});

it('forty people of one name hired at once get forty usernames, and nobody fails', async () => {
	const sim = await jumpCloud({});
	sim.traffic.latencyMs = 5;
	const runs = await Promise.all(
		Array.from({ length: 40 }, async (_, n) => {
			const person = aPerson({ id: `${n + 1}`, work_email: `noor${n}@corp.example` });
			const credential = n % 2 === 0 ? {} : OTHER_PROCESS;
			return await runUser(sim, 'upsert', { items: [person], credential });
		}),
	);

	expect(runs.flatMap(({ error }) => error ?? [])).toEqual([]);
	expect(new Set(runs.map(({ items }) => items[0]?.action))).toEqual(new Set(['created']));
	const usernames = sim.state.users.map(({ username }) => username);
	expect(new Set(usernames).size).toBe(40);
	expect(usernames).toContain('noor.vidal');
	for (const username of usernames) expect(username).toMatch(/^noor\.vidal[0-9]*$/);
}, 120_000);

describe('a create that JumpCloud refuses without saying why', () => {
	const CREATE = { method: 'POST', path: /\/api\/systemusers$/ };

	it('gets another number when nobody is seen to have the username', async () => {
		const sim = await jumpCloud({});
		const body = { message: 'User already exists' };
		sim.fail({ kind: 'answer', status: 400, body, ...CREATE });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'created', username: 'noor.vidal1' }]);
		expect(calls(sim)).toEqual(['search', 'create', 'search', 'create']);
	});

	it('is about the person, whom a search does not show yet: it waits until they show', async () => {
		const sim = await jumpCloud({});
		sim.fail({
			kind: 'meanwhile',
			run: () => {
				sim.state.addUser(aUser());
				const nobody = { results: [], totalCount: 0 };
				sim.fail({ kind: 'answer', status: 200, body: nobody, times: 3, path: /search/ });
			},
			...CREATE,
		});
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'unchanged', username: 'noor.vidal' }]);
		expect(sim.state.users).toHaveLength(1);
	});

	it.each([
		['create', { action: 'skipped', conflict: 'user_exists' }],
		['upsert', { action: 'unchanged', username: 'noor.vidal' }],
	])(
		'is never told to be used elsewhere while a search lags by five seconds: %s twice at once',
		async (operation, second) => {
			const sim = await jumpCloud({});
			const nobody = { results: [], totalCount: 0 };
			sim.fail({ kind: 'answer', status: 200, body: nobody, forMs: 5_000, path: /search/ });
			const runs = await Promise.all(
				[{}, OTHER_PROCESS].map(
					async (credential) => await runUser(sim, operation, { items: [aPerson()], credential }),
				),
			);

			const items = runs.flatMap((one) => one.items);
			expect(items.filter(({ action }) => action === 'created')).toHaveLength(1);
			expect(items.filter(({ action }) => action !== 'created')).toMatchObject([second]);
			expect(sim.state.users).toMatchObject([aUser()]);
		},
	);

	it('ends as a conflict that names what it can be, in the words of JumpCloud', async () => {
		const sim = await jumpCloud({ foreignEmails: ['noor.vidal@corp.example'] });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ reason: 'conflict', conflict: 'value_in_use' }]);
		expect(items[0]?.message).toMatch(/It can be the username.*the employee identifier.*the email/);
		expect(items[0]?.message).toContain('JumpCloud said: User already exists');
	});

	it('counts the local account of somebody as a username that is taken', async () => {
		const sim = await jumpCloud({
			users: [{ username: 'noor.vidal2', systemUsername: 'noor.vidal' }],
		});
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'created', username: 'noor.vidal1' }]);
		expect(calls(sim)).toEqual(['search', 'create']);
	});
});
