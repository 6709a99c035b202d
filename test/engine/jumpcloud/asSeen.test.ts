import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import type { JumpCloudSwitches } from '../../../playground/jumpcloud/switches';
import type { MembershipMethod } from '../../../playground/jumpcloud/types';
import { listSearch } from '../../support/engine';
import { oddServer } from '../../support/oddServer';
import {
	aPerson,
	aUser,
	byEmployee,
	byId,
	calls,
	closeAll,
	closedLater,
	inHours,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { applyChanges, planAndApply, planChanges } from './sync/sync.support';

afterEach(closeAll);

/** What people who use JumpCloud saw, where its documentation says nothing or something else. */

const usernames = ({ state }: JumpCloudSimulator) => state.users.map(({ username }) => username);

describe('a username that is the name of a local account of somebody else', () => {
	const users = [{ username: 'bo', systemUsername: 'noor.vidal' }];

	it.each<[string, Partial<JumpCloudSwitches>]>([
		['is seen in the search', {}],
		['is seen in a search of its own', { mixedSearch: false }],
		['shows by the refusal alone', { localAccountsInSearch: false }],
		[
			'shows by a refusal that gives no reason',
			{ localAccountsInSearch: false, duplicateWords: 'none' },
		],
	])('%s: the next number is taken', async (_case, switches) => {
		const sim = await jumpCloud({ users, switches });
		const { items, error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'created', username: 'noor.vidal1' }]);
	});

	it.each(['some', 'everyone'])('is taken as well in a plan for %s', async (people) => {
		const sim = await jumpCloud({ users });
		const { items } = await planAndApply(sim, [aPerson()], { people });

		expect(items).toMatchObject([{ result: 'applied', user: { username: 'noor.vidal1' } }]);
		expect(calls(sim).filter((call) => call === 'create')).toHaveLength(1);
	});
});

describe('a create that is refused', () => {
	it.each<[string, Partial<JumpCloudSwitches>]>([
		['as something that exists', {}],
		['as a conflict', { duplicateStatus: 409 }],
		['as a conflict without a word', { duplicateStatus: 409, duplicateWords: 'none' }],
	])('%s, twice: no field is accused, and JumpCloud is quoted', async (_case, switches) => {
		const foreignEmails = ['noor.vidal@corp.example'];
		const sim = await jumpCloud({ foreignEmails, switches });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'skipped', conflict: 'value_in_use' }]);
		expect(items[0]?.message).toMatch(/does not say which.*JumpCloud said: /);
		const sent = sim.journal.writes().map(({ body }) => (body as IDataObject).username);
		expect(sent).toEqual(['noor.vidal', 'noor.vidal1']);
		expect(usernames(sim)).toEqual([]);
	});

	it('with no reason at all, twice, is no conflict but a refusal in its own words', async () => {
		const foreignEmails = ['noor.vidal@corp.example'];
		const sim = await jumpCloud({ foreignEmails, switches: { duplicateWords: 'none' } });
		const { items, error } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toEqual([]);
		expect(words(error)).toContain('JumpCloud said: Bad Request');
		expect(sim.journal.writes()).toHaveLength(2);
	});

	it('because of the email of somebody who can be seen names them, whatever the refusal says', async () => {
		const users = [
			aUser({ email: 'old@corp.example' }),
			{ username: 'bo', email: 'new@corp.example' },
		];
		const sim = await jumpCloud({ users, switches: { duplicateWords: 'none' } });
		const { items } = await runUser(sim, 'update', {
			parameters: { ...byEmployee('512'), updateFields: { email: 'new@corp.example' } },
		});

		expect(items).toMatchObject([{ action: 'skipped', conflict: 'email_in_use' }]);
	});
});

describe('a search', () => {
	const crowd = Array.from({ length: 230 }, (_, n) => ({
		username: `user${String(n).padStart(3, '0')}`,
		department: 'Finance',
	}));
	const search = { returnAll: true, filters: { search: 'user', department: 'Finance' } };

	it.each<[Partial<JumpCloudSwitches>]>([
		[{}],
		[{ searchPaging: 'address' }],
		[{ pageCap: 40 }],
		[{ employeeIdentifierInTerms: false }],
		[{ employeeIdentifierInTerms: false, searchPaging: 'address' }],
	])('for more than 100 users repeats and misses nobody: %j', async (switches) => {
		const sim = await jumpCloud({ users: crowd, switches });
		const { items, error } = await runUser(sim, 'getAll', { parameters: search });

		expect(error).toBeUndefined();
		expect(items.map(({ username }) => username)).toEqual(crowd.map(({ username }) => username));
	});

	it('whose users move while it is read is read again, and nobody is missing', async () => {
		const sim = await jumpCloud({ users: crowd });
		const run = () => sim.state.users.splice(0, 3);
		sim.fail({ kind: 'meanwhile', run: () => undefined, path: /search/ });
		sim.fail({ kind: 'meanwhile', run, path: /search/ });
		const { items } = await runUser(sim, 'getAll', { parameters: search });

		const found = new Set(items.map(({ username }) => username));
		expect(usernames(sim).filter((username) => !found.has(username))).toEqual([]);
		expect(items).toHaveLength(found.size);
	});

	it('in the editor does without the employee identifier where that is refused', async () => {
		const switches = { employeeIdentifierInTerms: false };
		const sim = await jumpCloud({ users: crowd.slice(0, 3), switches });
		const nodes = [{ name: 'Users', type: 'jumpCloud', parameters: {} }];
		const credentials = { jumpCloudApi: sim.credential };
		const { results } = await listSearch({ credentials, nodes }, 'searchUsers', 'user');

		expect(results).toHaveLength(3);
	});

	it('that is refused because it mixes kinds is asked one kind at a time, and finds the same', async () => {
		const switches = { mixedSearch: false };
		const users = [aUser({ email: 'old@corp.example' }), { username: 'noor.vidal1' }];
		const sim = await jumpCloud({ users, switches });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson(), aPerson()] });

		expect(items).toMatchObject([
			{ action: 'updated', username: 'noor.vidal' },
			{ action: 'unchanged' },
		]);
		// Once refused, the second person is not asked for in one piece again.
		const refused = sim.journal.all().filter(({ status }) => status === 400);
		expect(refused).toHaveLength(1);
	});

	it('that is refused in every form is an error, and nobody is created', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'answer', status: 400, body: { message: 'no' }, path: /search/, times: 99 });
		const { error, items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(words(error)).toContain('JumpCloud said: no');
		expect(items).toEqual([]);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('a link in a custom attribute that the search does not find', () => {
	const link = { link: 'customAttribute', linkAttribute: 'factorialId' };
	const attributes = [{ name: 'factorialId', value: '512' }];
	const users = [
		aUser({ username: 'nv', email: 'old@corp.example', employeeIdentifier: '', attributes }),
	];
	const switches = { attributesInSearch: false };

	it('is found by the filter of the list: the user is updated, not doubled', async () => {
		const sim = await jumpCloud({ users, switches });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()], parameters: link });

		expect(items).toMatchObject([{ action: 'updated', username: 'nv' }]);
		expect(usernames(sim)).toEqual(['nv']);
	});

	it('is found for a plan about some people', async () => {
		const sim = await jumpCloud({ users, switches });
		const { items } = await planChanges(sim, [aPerson()], link);

		expect(items).toMatchObject([{ action: 'update', user: { username: 'nv' } }]);
	});

	it('is asked for once where the search finds nobody, and not where it does', async () => {
		const sim = await jumpCloud({ users });
		await runUser(sim, 'upsert', {
			items: [aPerson(), aPerson({ id: '513', work_email: 'bo@corp.example', first_name: 'Bo' })],
			parameters: link,
		});

		expect(calls(sim).filter((call) => call === 'list')).toHaveLength(1);
	});
});

describe('entries without a value that somebody left in a list', () => {
	const left = {
		attributes: [{ name: 'old', value: '' }, { name: 'older' }, { name: 'badge', value: 'B1' }],
		phoneNumbers: [
			{ type: 'work', number: '' },
			{ type: 'home', number: '+34 600 000 000' },
		],
	};

	it.each([true, false])(
		'are not sent back, whether refused or not (%s)',
		async (emptyEntriesRefused) => {
			const sim = await jumpCloud({ users: [aUser(left)], switches: { emptyEntriesRefused } });
			const { error } = await runUser(sim, 'update', {
				parameters: {
					...byEmployee('512'),
					updateFields: {
						customAttributes: { attribute: [{ name: 'costUnit', value: 'F1' }] },
						phoneNumbers: { phone: [{ type: 'mobile', number: '+34 611 111 111' }] },
					},
				},
			});

			expect(error).toBeUndefined();
			const [write] = sim.journal.writes();
			expect(write?.body).toEqual({
				attributes: [
					{ name: 'badge', value: 'B1' },
					{ name: 'costUnit', value: 'F1' },
				],
				phoneNumbers: [
					{ type: 'home', number: '+34 600 000 000' },
					{ type: 'mobile', number: '+34 611 111 111' },
				],
			});
		},
	);
});

describe('a change of the state whose answer leaves the state out', () => {
	it.each([
		['suspend', 'ACTIVATED', 'suspended', 'SUSPENDED'],
		['unsuspend', 'SUSPENDED', 'unsuspended', 'ACTIVATED'],
	] as const)('is looked at before it counts: %s', async (operation, before, action, state) => {
		const users = [aUser({ state: before })];
		const sim = await jumpCloud({ users, switches: { stateInEcho: false } });
		const { items, error } = await runUser(sim, operation, { parameters: byEmployee('512') });

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action, state }]);
		expect(calls(sim)).toEqual(['search', 'update', 'read']);
	});
});

describe('somebody who manages others', () => {
	it.each([400, 409] as const)(
		'is not deleted where that is refused with %i',
		async (managerDeletion) => {
			const sim = await jumpCloud({
				users: [aUser(), { username: 'bo' }],
				switches: { managerDeletion },
			});
			const [noor, bo] = sim.state.users;
			// Nobody has seen it yet when the step looks.
			const run = () => Object.assign(bo ?? {}, { manager: noor?._id });
			sim.fail({ kind: 'meanwhile', run, method: 'DELETE' });
			const { error } = await runUser(sim, 'delete', {
				parameters: { ...byEmployee('512'), confirmation: 'noor.vidal' },
			});

			expect(error?.message).toBe('JumpCloud does not delete the user "noor.vidal"');
			expect(words(error)).toContain("'If the User Manages Others'");
			expect(sim.state.users).toHaveLength(2);
		},
	);

	it('is not what a refusal means that speaks of something else', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ kind: 'answer', status: 400, body: { message: 'is locked' }, method: 'DELETE' });
		const { error } = await runUser(sim, 'delete', {
			parameters: { ...byEmployee('512'), confirmation: 'noor.vidal' },
		});

		expect(words(error)).toContain('JumpCloud said: is locked');
	});
});

const REMEMBERING = { options: { rememberLastDay: 'hrLastDay' } };

describe('a scheduled change', () => {
	const pending = (sim: JumpCloudSimulator, state: 'SUSPENDED' | 'ACTIVATED', at: string) =>
		sim.state.schedules.push({
			...{ scheduledJobId: sim.state.nextId(), systemUserId: sim.state.users[0]?._id ?? '' },
			...{ state, scheduledDate: new Date(at), sendMail: false },
		});
	const leaves = aPerson({ active: false, terminated_on: '2020-01-31' });

	it('in small letters is what it is in capitals', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches: { scheduledStates: 'lower' } });
		pending(sim, 'ACTIVATED', inHours(48));
		const { items } = await planAndApply(sim, [leaves]);

		expect(items).toMatchObject([{ action: 'suspend', result: 'applied' }]);
		expect(sim.state.schedules).toEqual([]);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});

	it.each([
		['whoever has left', leaves, { state: 'SUSPENDED' }],
		['whoever stays', aPerson(), { state: 'ACTIVATED' }],
	])(
		'in an unknown word stays, is counted as nothing, and is told, for %s',
		async (_case, person, after) => {
			const sim = await jumpCloud({ users: [aUser()], switches: { scheduledStates: 'other' } });
			pending(sim, 'ACTIVATED', inHours(48));
			pending(sim, 'SUSPENDED', inHours(72));
			const { planned } = await planAndApply(sim, [person]);

			expect(planned).toContainEqual(
				expect.objectContaining({
					action: 'skip',
					reason: 'unknown_schedule',
					message: expect.stringMatching(/"ENABLE" at .*"DEACTIVATE" at /),
				}),
			);
			const fields = planned
				.flatMap(({ changes }) => changes as IDataObject[])
				.map(({ field }) => field);
			expect(fields.filter((field) => String(field).startsWith('scheduled.'))).toEqual([]);
			expect(sim.state.schedules).toHaveLength(2);
			expect(sim.state.user('noor.vidal')).toMatchObject(after);
		},
	);

	it.each([
		['suspend', 'ACTIVATED', { options: { cancelScheduled: true } }, 2],
		['suspend', 'ACTIVATED', { when: 'at', date: inHours(200) }, 3],
		['unsuspend', 'SUSPENDED', { options: { cancelScheduled: true } }, 2],
	] as const)('in an unknown word is not cancelled by %s, which warns (%s, %j)', async (...row) => {
		const [operation, state, parameters, left] = row;
		const sim = await jumpCloud({
			users: [aUser({ state })],
			switches: { scheduledStates: 'other' },
		});
		pending(sim, 'ACTIVATED', inHours(210));
		pending(sim, 'SUSPENDED', inHours(48));
		const { items } = await runUser(sim, operation, {
			parameters: { ...byEmployee('512'), ...(parameters as IDataObject) },
		});

		expect(items[0]?.warnings).toEqual([
			'unknown_schedule: ENABLE',
			'unknown_schedule: DEACTIVATE',
		]);
		expect(sim.state.schedules).toHaveLength(left);
	});

	const inTwoDays = inHours(48).slice(0, 10);

	it.each([
		['a last day', 'ACTIVATED', { terminated_on: inTwoDays }, {}],
		['a remembered last day', 'ACTIVATED', { terminated_on: inTwoDays }, REMEMBERING],
		['a first day', 'STAGED', { start_date: inTwoDays }, { activation: 'firstDay' }],
	] as const)(
		'is not made again and again where JumpCloud names all of them in unknown words: %s',
		async (_case, state, about, parameters) => {
			const sim = await jumpCloud({
				users: [aUser({ state })],
				switches: { scheduledStates: 'other' },
			});
			const person = aPerson(about);
			const first = await planAndApply(sim, [person], parameters);
			const made = sim.state.schedules.map(({ scheduledJobId }) => scheduledJobId);
			const later = [
				await planAndApply(sim, [person], parameters),
				await planAndApply(sim, [person], parameters),
			];

			expect(first.items).toMatchObject([{ action: 'schedule', result: 'applied' }]);
			expect(made).toHaveLength(1);
			expect(sim.state.schedules.map(({ scheduledJobId }) => scheduledJobId)).toEqual(made);
			for (const { planned } of later) {
				expect(planned).toMatchObject([{ action: 'skip', reason: 'unknown_schedule' }]);
			}
		},
	);

	it('in an unknown word at the very moment takes no suspension back for it', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const days = (terminated_on: string) => [aPerson({ terminated_on })];
		await planAndApply(sim, days(inTwoDays));
		const [known] = sim.state.schedules;
		const later = inHours(72).slice(0, 10);
		const { planned: wanted } = await planAndApply(
			await jumpCloud({ users: [aUser()] }),
			days(later),
		);
		sim.mount('/api/v2/bulk/userstates', () => ({
			status: 200,
			body: [
				{ ...known, scheduledDate: known?.scheduledDate.toISOString() },
				{ ...known, scheduledJobId: 'x', state: 'HELD', scheduledDate: wanted[0]?.effectiveAt },
			] as IDataObject[],
		}));
		const { planned } = await planAndApply(sim, days(later));

		expect(planned).toMatchObject([{ action: 'skip', reason: 'unknown_schedule' }]);
		expect(sim.state.schedules).toEqual([known]);
	});

	it('in an unknown word is not doubled by Suspend either, which warns', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches: { scheduledStates: 'other' } });
		const parameters = { ...byEmployee('512'), when: 'at', date: inHours(200) };
		const runs = [];
		for (let n = 0; n < 3; n++) runs.push(await runUser(sim, 'suspend', { parameters }));

		expect(runs.map(({ items }) => items[0]?.action)).toEqual([
			...['scheduled', 'unchanged', 'unchanged'],
		]);
		expect(runs[2]?.items[0]?.warnings).toEqual(['unknown_schedule: DEACTIVATE']);
		expect(sim.state.schedules).toHaveLength(1);
	});

	it('in an unknown word that comes between a plan and its applying makes that stale', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches: { scheduledStates: 'other' } });
		const { items } = await planChanges(sim, [aPerson({ terminated_on: inTwoDays })]);
		pending(sim, 'SUSPENDED', String(items[0]?.effectiveAt));
		const applied = await applyChanges(sim, items);

		expect(applied.items).toMatchObject([{ result: 'refused', reason: 'stale' }]);
		expect(sim.state.schedules).toHaveLength(1);
	});

	it('in an unknown word is listed as unknown, with the word', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches: { scheduledStates: 'other' } });
		pending(sim, 'ACTIVATED', inHours(48));
		const { items } = await runUser(sim, 'getAll', { resource: 'scheduledChange' });

		expect(items).toMatchObject([{ state: 'UNKNOWN', word: 'ENABLE' }]);
	});
});

describe('a planned membership', () => {
	const rules = { groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] } };
	const inSales = aPerson({ team_names: ['Sales'] });
	const applied = async (
		membershipMethod: MembershipMethod,
		switches: Partial<JumpCloudSwitches> = {},
		between: (sim: JumpCloudSimulator) => void = () => undefined,
	) => {
		const groups = [{ name: 'Sales', membershipMethod }];
		const sim = await jumpCloud({ users: [aUser()], groups, switches });
		const { items } = await planAndApply(sim, [inSales], rules, (planned) => {
			between(sim);
			return planned;
		});
		return { sim, items, members: sim.state.groups[0]?.members.length };
	};

	it('in a group that somebody reviews is made, with a warning', async () => {
		const { items, members } = await applied('DYNAMIC_REVIEW_REQUIRED');

		expect(items).toMatchObject([{ result: 'applied', warnings: ['review_group: Sales'] }]);
		expect(members).toBe(1);
	});

	it('that JumpCloud accepts and does not show is not reported as made', async () => {
		const switches = { membershipMethodShown: 'nowhere' as const };
		const { items } = await applied('DYNAMIC_AUTOMATED', switches);

		expect(items).toMatchObject([
			{ result: 'failed', reason: 'membership_undone', changes: [], notDone: ['groups.Sales'] },
		]);
	});

	it('in a group that is computed by now is refused, and nothing is sent', async () => {
		const { sim, items } = await applied('STATIC', {}, ({ state }) => {
			Object.assign(state.groups[0] ?? {}, { membershipMethod: 'DYNAMIC_AUTOMATED' });
		});

		expect(items).toMatchObject([{ result: 'refused', reason: 'automated_group' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('in a group that is gone says that it is gone', async () => {
		const { items } = await applied('STATIC', {}, ({ state }) => void state.groups.splice(0));

		expect(items).toMatchObject([{ result: 'failed', reason: 'not_accepted' }]);
		expect(items[0]?.message).toContain('The JumpCloud group "Sales" does not exist any more');
	});
});

describe('a last day that ends within the hour', () => {
	// Far enough from the next minute, whatever the second is in which this runs.
	const at = new Date(Math.ceil((Date.now() + 30 * 60_000) / 60_000) * 60_000);
	const [day = '', time = ''] = at.toISOString().split(/[T]/);
	const rules = { timeZone: 'UTC', suspensionTime: time.slice(0, 5) };
	const leaver = aPerson({ terminated_on: day });

	it('is scheduled exactly where JumpCloud takes it', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches: { minimumLeadMinutes: 0 } });
		const { items } = await planAndApply(sim, [leaver], rules);

		expect(items).toMatchObject([{ action: 'schedule', result: 'applied' }]);
		expect(sim.state.schedules).toMatchObject([{ state: 'SUSPENDED', scheduledDate: at }]);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});

	it('is over at once where JumpCloud refuses it', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [leaver], rules);

		expect(items).toMatchObject([
			{ result: 'applied', changes: [{ field: 'state', to: 'SUSPENDED' }] },
		]);
		expect(sim.state.schedules).toEqual([]);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});

	it('lets nobody in by trying: an activation so close is done at once', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
		const first = { activation: 'firstDay', timeZone: 'UTC', activationTime: rules.suspensionTime };
		const { items } = await planAndApply(sim, [aPerson({ start_date: day })], first);

		expect(items).toMatchObject([{ action: 'activate', result: 'applied' }]);
		expect(calls(sim)).not.toContain('schedule');
	});
});

describe('a list of members or scheduled changes', () => {
	const GROUP = { id: '6b0c80c75eed0c1000000009', name: 'Sales' };
	const ids = (count: number, from = 0) =>
		Array.from(
			{ length: count },
			(_, n) => `64f0c0ffee0000000${String(from + n).padStart(7, '0')}`,
		);

	/** A directory whose only list in pages is answered as told, by how much is skipped. */
	const answering = async (
		list: RegExp,
		page: (skip: number, request: number) => [unknown[], number],
	) => {
		let requests = 0;
		const users = ids(2).map((_id, n) => ({
			...aUser({ username: `u${n}`, employeeIdentifier: `${n + 1}` }),
			_id,
		}));
		const server = closedLater(
			await oddServer((_request, path) => {
				const skip = Number(new URL(path, 'http://x').searchParams.get('skip'));
				if (list.test(path)) {
					const [body, total] = page(skip, requests++);
					return { body, headers: { 'x-total-count': String(total) } };
				}
				if (path.includes('/usergroups/'))
					return { body: { ...GROUP, membershipMethod: 'STATIC' } };
				if (path.includes('/usergroups')) return { body: [GROUP] };
				if (path.includes('/userstates')) return { body: [] };
				return { body: { results: users, totalCount: users.length } };
			}),
		);
		return { server, requests: () => requests };
	};
	const change = (id: string) => ({
		...{ scheduledJobId: id, systemUserId: id, state: 'SUSPENDED' },
		scheduledDate: '2099-01-01T00:00:00.000Z',
	});
	const listed = async (page: (skip: number, request: number) => [unknown[], number]) => {
		const { server, requests } = await answering(/userstates/, page);
		const parameters = { returnAll: true };
		const { items, error } = await runUser(server, 'getAll', {
			resource: 'scheduledChange',
			parameters,
		});
		return { error, requests: requests(), ids: items.map(({ id }) => String(id)) };
	};

	it('may have short pages with more to come', async () => {
		const all = ids(150);
		const { ids: found } = await listed((skip) => [all.slice(skip, skip + 30).map(change), 150]);

		expect(found).toEqual(all);
	});

	it('may bring the same page twice, which is no loop as long as there are more', async () => {
		const all = ids(130);
		const pages = [all.slice(0, 100), all.slice(0, 100), all.slice(100)];
		const { ids: found, error } = await listed((_skip, request) => [
			(pages[request] ?? []).map(change),
			130,
		]);

		expect(error).toBeUndefined();
		expect(found.toSorted()).toEqual(all);
	});

	it('with a time that nobody can read is unknown, whatever its state', async () => {
		const [id = ''] = ids(1);
		const { server } = await answering(/userstates/, () => [
			[{ ...change(id), scheduledDate: 'soon' }],
			1,
		]);
		const { items } = await runUser(server, 'getAll', { resource: 'scheduledChange' });

		expect(items).toMatchObject([{ state: 'UNKNOWN', word: 'SUSPENDED', at: 'unknown' }]);
	});

	it('is counted by distinct entries, and read again when it is short', async () => {
		const all = ids(120);
		const { ids: found } = await listed((skip, request) => {
			// The first time the second page repeats what the first one had.
			const from = request === 1 ? 0 : skip;
			return [all.slice(from, from + (request === 1 ? 20 : 100)).map(change), 120];
		});

		expect(found).toEqual(all);
	});

	it.each([
		['stays short', (skip: number) => [ids(100).slice(skip).map(change), 150]],
		['has an entry without an ID', () => [[{ state: 'SUSPENDED' }], 1]],
	] as Array<[string, (skip: number) => [unknown[], number]]>)(
		'that %s is an error, and none of it is used',
		async (_case, page) => {
			const { ids: found, error } = await listed(page);

			expect(words(error)).toMatch(/scheduled changes/);
			expect(found).toEqual([]);
		},
	);

	const rules = {
		people: 'everyone',
		groupRules: { rule: [{ by: 'team', is: 'Sales', group: GROUP.id }] },
	};
	const people = ids(2).map((_id, n) =>
		aPerson({ id: `${n + 1}`, work_email: aUser().email, team_names: [] }),
	);
	const planned = async (page: (skip: number, request: number) => [unknown[], number]) => {
		const { server, requests } = await answering(/\/members/, page);
		const sim = server as unknown as JumpCloudSimulator;
		return { ...(await planChanges(sim, people, rules)), requests: requests() };
	};
	const member = (id: string) => ({ to: { id, type: 'user' } });

	it('that counts members whose user is gone is whole without them', async () => {
		const { error, items } = await planned((skip) => [
			// Of each hundred, three are not given.
			ids(200)
				.slice(skip, skip + 100)
				.filter((_id, n) => (skip + n) % 34 !== 33)
				.map(member),
			200,
		]);

		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
	});

	it('that never gives its second page is not whole: nothing is planned', async () => {
		const { error, items } = await planned((skip) => [ids(100).slice(skip).map(member), 150]);

		expect(words(error)).toMatch(/there are 150 group members and gave 100/);
		expect(items).toEqual([]);
	});
});

it('never asks for more than 100 users at once, which JumpCloud refuses', async () => {
	const users = Array.from({ length: 150 }, (_, n) => ({ username: `user${n}` }));
	const sim = await jumpCloud({ users });
	const parameters = { returnAll: true };
	const { items, error } = await runUser(sim, 'getAll', { parameters });

	expect(error).toBeUndefined();
	expect(items).toHaveLength(150);
});

it.each(['/api', '/api/', '/api/v2/', '/api/v1', ' '])(
	'a base URL that ends with %j leads to the same place',
	async (pasted) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const credential = { baseUrl: `${sim.url}${pasted}` };
		const { items } = await runUser(sim, 'get', { parameters: byEmployee('512'), credential });

		expect(items).toMatchObject([{ username: 'noor.vidal' }]);
	},
);

it('a user is read by ID without any of this', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	const { items } = await runUser(sim, 'get', { parameters: byId(sim.state.users[0]?._id ?? '') });

	expect(items).toMatchObject([{ username: 'noor.vidal' }]);
	expect(calls(sim)).toEqual(['read']);
});
