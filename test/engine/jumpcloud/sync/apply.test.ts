import type { IDataObject } from 'n8n-workflow';

import { aPerson, aUser, calls, closeAll, jumpCloud } from '../../../support/jumpcloud';
import {
	EVERYONE,
	applyChanges,
	company,
	planAndApply,
	planChanges,
	planThenApply,
	results,
	scheduleByHand,
} from './sync.support';

afterEach(closeAll);

const LAST_YEAR = '2025-12-31';
const leaver = aPerson({ terminated_on: LAST_YEAR });

type Sim = Awaited<ReturnType<typeof jumpCloud>>;

/** Somebody for each kind of change. */
function everyKind() {
	const user = (id: string, about: object = {}) => ({
		...{ username: `p${id}.vidal`, email: `p${id}@corp.example`, firstname: `P${id}` },
		...{ lastname: 'Vidal', employeeIdentifier: id, ...about },
	});
	const person = (id: string, about: object = {}) => ({
		...{ id, first_name: `P${id}`, last_name: 'Vidal', work_email: `p${id}@corp.example` },
		...{ active: true, terminated_on: null, start_date: LAST_YEAR, ...about },
	});
	return {
		users: [
			user('1', { state: 'STAGED' }),
			user('2', { lastname: 'Old' }),
			user('3'),
			user('4', { state: 'SUSPENDED' }),
			user('5'),
			user('6', { state: 'STAGED' }),
		],
		people: [
			person('1'),
			person('2'),
			person('3', { terminated_on: LAST_YEAR }),
			person('4'),
			person('5', { terminated_on: '2098-06-30' }),
			person('6', { start_date: '2098-01-01' }),
			person('7'),
		],
		rules: { ...EVERYONE, rehires: 'unsuspend', activation: 'firstDay', sendEmailTo: 'none' },
	};
}

describe('Apply Changes', () => {
	it('makes the directory as the plan said, and a second plan is empty', async () => {
		const { users, people, rules } = everyKind();
		const sim = await jumpCloud({ users });
		const { planned, items } = await planAndApply(sim, people, rules);

		expect(planned.map(({ action }) => action)).toEqual([
			...['activate', 'update', 'suspend', 'unsuspend', 'schedule', 'schedule', 'create'],
		]);
		expect(results(items)).toEqual(planned.map(({ action }) => `applied ${String(action)}`));
		expect(sim.state.users.map(({ state }) => state)).toEqual([
			...['ACTIVATED', 'ACTIVATED', 'SUSPENDED', 'ACTIVATED', 'ACTIVATED', 'STAGED', 'ACTIVATED'],
		]);
		expect(sim.state.user('p2.vidal').lastname).toBe('Vidal');
		expect(sim.state.schedules.map(({ state }) => state)).toEqual(['SUSPENDED', 'ACTIVATED']);
		expect((await planChanges(sim, people, rules)).items).toEqual([]);
	});

	it('takes access first and gives it last', async () => {
		const { users, people, rules } = everyKind();
		const sim = await jumpCloud({ users });
		await planAndApply(sim, people, rules);

		const writes = sim.journal.writes().map(({ method, path, body }) => {
			const { state, user_ids: ids } = body as { state?: string; user_ids?: string[] };
			if (path.endsWith('/activate')) return 'in';
			if (state === 'SUSPENDED') return 'out';
			if (method === 'PUT') return state === 'ACTIVATED' ? 'in' : 'update';
			return ids ? 'in' : 'create';
		});
		expect(writes).toEqual(['out', 'out', 'create', 'update', 'in', 'in', 'in', 'in']);
	});

	it('costs two calls for a change: one to look again, one to write', async () => {
		const { people, users } = company(30);
		const sim = await jumpCloud({ users: users.slice(10) });
		const changed = people.map((person, n) => ({
			...person,
			...(n >= 10 && n < 20 && { last_name: 'Prats' }),
			...(n >= 20 && { terminated_on: LAST_YEAR }),
		}));
		const { items } = await planAndApply(sim, changed, EVERYONE);

		expect(new Set(results(items))).toEqual(
			new Set(['applied create', 'applied update', 'applied suspend']),
		);
		expect(items).toHaveLength(30);
		expect(sim.journal.all()).toHaveLength(60);
		expect(sim.journal.peakInFlight).toBeLessThanOrEqual(8);
	});

	it('of the same plan twice is the same as once', async () => {
		const { users, people, rules } = everyKind();
		const sim = await jumpCloud({ users });
		const { planned } = await planAndApply(sim, people, rules);
		sim.journal.clear();
		const { items } = await applyChanges(sim, planned);

		expect(results(items)).toEqual(planned.map(({ action }) => `noop ${String(action)}`));
		expect(sim.journal.writes()).toEqual([]);
	});

	describe('of a creation with a first and a last day', () => {
		const short = aPerson({ start_date: '2098-01-01', terminated_on: '2098-06-30' });
		const rules = {
			...{ activation: 'firstDay', sendEmailTo: 'none' },
			options: { rememberLastDay: 'hrLastDay' },
		};

		it('twice is the same as once, schedules and all', async () => {
			const sim = await jumpCloud();
			const { planned } = await planAndApply(sim, [short], rules);
			const schedules = [...sim.state.schedules];
			expect(schedules).toHaveLength(2);
			sim.journal.clear();
			const { items } = await applyChanges(sim, planned);

			expect(results(items)).toEqual(['noop create']);
			expect(items[0]?.changes).toEqual([]);
			expect(sim.state.schedules).toEqual(schedules);
			expect(sim.journal.writes()).toEqual([]);
		});

		it('twice in one input as well', async () => {
			const sim = await jumpCloud();
			const { items: planned } = await planChanges(sim, [short], rules);
			const { items } = await applyChanges(sim, [...planned, ...planned]);

			expect(results(items).toSorted()).toEqual(['applied create', 'noop create']);
			expect(sim.state.schedules).toHaveLength(2);
			expect(sim.journal.writes()).toHaveLength(3);
		});

		it('also where somebody else applies it just after it was planned', async () => {
			const sim = await jumpCloud();
			sim.fail({
				...{ kind: 'meanwhile', method: 'POST', path: /api\/systemusers$/ },
				run: () => {
					const attributes = [{ name: 'hrLastDay', value: '2098-06-30' }];
					sim.state.addUser(aUser({ state: 'STAGED', attributes }));
					scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', '2098-06-30T21:59:00Z');
					scheduleByHand(sim, 'noor.vidal', 'ACTIVATED', '2098-01-01T07:00:00Z');
				},
			});
			const { items } = await planThenApply(sim, [short], rules);

			expect(results(items)).toEqual(['noop create']);
			expect(sim.state.users).toHaveLength(1);
			expect(sim.state.schedules).toHaveLength(2);
		});

		it('of which somebody has moved the last day since is refused, not doubled', async () => {
			const sim = await jumpCloud();
			const { planned } = await planAndApply(sim, [short], rules);
			const [end] = sim.state.schedules.filter(({ state }) => state === 'SUSPENDED');
			end?.scheduledDate.setTime(Date.parse('2098-03-31T21:59:00Z'));
			const { items } = await applyChanges(sim, planned);

			expect(items).toMatchObject([{ result: 'refused', reason: 'stale' }]);
			expect(sim.state.schedules).toHaveLength(2);
		});
	});

	it('keeps every result at its item', async () => {
		const { users, people, rules } = everyKind();
		const sim = await jumpCloud({ users });
		const { planned, leaving } = await planAndApply(sim, people, rules);

		expect(leaving.map(({ pairedItem }) => pairedItem)).toEqual(
			planned.map((_, item) => ({ item })),
		);
		expect(leaving.map(({ json }) => json.person)).toEqual(planned.map(({ person }) => person));
	});
});

describe('what has changed since the plan', () => {
	const mover = aPerson({ last_name: 'Prats' });

	it.each([
		['another value in the field', mover, { lastname: 'Elsewhere' }, /'lastname' is "Elsewhere"/],
		['another state', leaver, { state: 'STAGED' as const }, /STAGED by now/],
		['another employee', mover, { employeeIdentifier: '999' }, /another employee/],
	])('is not overwritten: %s', async (_case, person, change, message) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [person], EVERYONE, (planned) => {
			Object.assign(sim.state.user('noor.vidal'), change);
			return planned;
		});

		expect(items).toMatchObject([{ result: 'refused', reason: 'stale' }]);
		expect(items[0]?.message).toMatch(message);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([
		['linked', mover, 'employeeIdentifier'],
		['suspended, where no links are kept', leaver, 'none'],
	])('may be the work email for which the user was to be %s', async (_case, person, link) => {
		const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '' })] });
		const rules = { ...EVERYONE, link, unlinkedUser: 'always' };
		const { planned, items } = await planAndApply(sim, [person], rules, (all) => {
			Object.assign(sim.state.user('noor.vidal'), { email: 'elsewhere@corp.example' });
			return all;
		});

		expect(planned).not.toEqual([]);
		expect(new Set(items.map(({ result, reason }) => `${result} ${reason}`))).toEqual(
			new Set(['refused stale']),
		);
		expect(items[0]?.message).toMatch(/has another email by now/);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([
		['the field is right already', mover, { lastname: 'Prats' }],
		['the user is out already', leaver, { state: 'SUSPENDED' as const, suspended: true }],
	])('may be just what was planned: %s', async (_case, person, change) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [person], EVERYONE, (planned) => {
			Object.assign(sim.state.user('noor.vidal'), change);
			return planned;
		});

		expect(items).toMatchObject([{ result: 'noop' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('is noticed before anything else is taken back', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
		await planAndApply(sim, [aPerson({ terminated_on: '2098-06-30' })]);
		const rules = { activation: 'now', sendEmailTo: 'none' };
		const { items } = await planAndApply(sim, [aPerson()], rules, (planned) => {
			Object.assign(sim.state.user('noor.vidal'), { state: 'SUSPENDED', suspended: true });
			return planned;
		});

		expect(results(items)).toEqual(['refused activate (stale)']);
		expect(sim.state.schedules.map(({ state }) => state)).toEqual(['SUSPENDED']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('leaves the other fields of the user alone', async () => {
		const attributes = [{ name: 'own', value: 'x' }];
		const sim = await jumpCloud({ users: [aUser({ attributes })] });
		const rule = { attribute: 'attributes', name: 'costUnit', value: '7' };
		await planAndApply(sim, [aPerson()], { attributes: { attribute: [rule] } }, (planned) => {
			Object.assign(sim.state.user('noor.vidal'), { department: 'Sales' });
			return planned;
		});

		expect(sim.state.user('noor.vidal')).toMatchObject({
			department: 'Sales',
			attributes: [{ name: 'own' }, { name: 'costUnit', value: '7' }],
		});
	});

	it('is a user who is gone', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [mover], EVERYONE, (planned) => {
			sim.state.users.splice(0, 1);
			return planned;
		});

		expect(items).toMatchObject([{ result: 'refused', reason: 'stale' }]);
	});

	it('is a person who got a user in the meantime: there is no second one', async () => {
		const sim = await jumpCloud();
		const { items } = await planAndApply(sim, [aPerson()], {}, (planned) => {
			sim.state.addUser(aUser({ employeeIdentifier: '', username: 'noor' }));
			return planned;
		});

		expect(items).toMatchObject([{ result: 'refused', reason: 'stale' }]);
		expect(sim.state.users).toHaveLength(1);
	});

	it('is a username that somebody else took: the next free one, and said', async () => {
		const sim = await jumpCloud();
		const people = [aPerson(), aPerson({ id: '513', work_email: 'n2@corp.example' })];
		const { items } = await planAndApply(sim, people, {}, (planned) => {
			sim.state.addUser({ username: 'Noor.Vidal', email: 'other@corp.example' });
			return planned;
		});

		expect(results(items)).toEqual(['applied create', 'applied create']);
		expect(items.map(({ user }) => (user as { username: string }).username)).toEqual([
			...['noor.vidal2', 'noor.vidal1'],
		]);
		expect(items[0]?.warnings).toEqual(['username_taken: noor.vidal']);
	});

	it('is an email that somebody has now: nobody is changed, and both are named', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(
			sim,
			[aPerson({ work_email: 'n.vidal@corp.example' })],
			EVERYONE,
			(planned) => {
				sim.state.addUser({ username: 'other', email: 'n.vidal@corp.example' });
				return planned;
			},
		);

		expect(items).toMatchObject([{ result: 'refused', reason: 'conflict' }]);
		expect(items[0]?.message).toMatch(/noor\.vidal.*other/);
		expect(sim.state.user('noor.vidal').email).toBe('noor.vidal@corp.example');
	});
});

describe('what Apply does not take', () => {
	const stranger = { action: 'suspend', reason: 'terminated', changes: [{ field: 'state' }] };

	it('is what no plan has made', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await applyChanges(sim, [stranger, { any: 'thing' }]);

		expect(results(items)).toEqual(['refused suspend (not_planned)', 'refused (not_planned)']);
		expect(calls(sim)).toEqual([]);
	});

	it.each([
		['another action', { action: 'delete' }],
		['a field that no plan changes', { changes: [{ field: 'password', from: null, to: 'x' }] }],
		['no changes', { changes: [] }],
		['no user', { user: null }],
		['something else for a user', { user: { id: '../organizations' } }],
	])('is a planned item with %s', async (_case, edit) => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old' })] });
		const { items } = await planAndApply(sim, [aPerson()], EVERYONE, (planned) =>
			planned.map((item) => ({ ...item, ...edit })),
		);

		expect(items).toMatchObject([{ result: 'refused', reason: 'not_planned' }]);
		expect(calls(sim)).toEqual([]);
	});

	const LEAVING = { action: 'suspend', field: 'state', from: 'ACTIVATED', to: 'SUSPENDED' };

	it.each([
		['a state in other letters', { ...LEAVING, to: 'suspended' }],
		['another direction', { ...LEAVING, from: 'STAGED', to: 'ACTIVATED' }],
		['another action', { ...LEAVING, action: 'update' }],
		['a time that is none', { action: 'schedule', field: 'scheduled.SUSPENDED', to: 'soon' }],
		['something to cancel, without its ID', { ...LEAVING, field: 'scheduled.ACTIVATED', to: null }],
		['a group without an ID', { action: 'update', field: 'groups.Sales', from: false, to: true }],
		['a text for a membership', { action: 'update', field: 'groups.Sales', id: 'g1', to: 'yes' }],
	])('is a leaver’s item that was edited into %s', async (_case, { action, ...change }) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [leaver], EVERYONE, (planned) =>
			planned.map((item) => ({ ...item, action, changes: [change] })),
		);

		expect(items).toMatchObject([{ result: 'refused', reason: 'not_planned' }]);
		expect(calls(sim)).toEqual([]);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});

	it('is a suspension made into somebody new', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [leaver], EVERYONE, (planned) =>
			planned.map((item) => ({ ...item, action: 'create', user: null })),
		);

		expect(items).toMatchObject([{ result: 'refused', reason: 'not_planned' }]);
		expect(calls(sim)).toEqual([]);
	});

	it('is what the guard has stopped', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const rules = { people: 'everyone', guard: { suspensions: 0 }, whenGuarded: 'mark' };
		const { items } = await planAndApply(sim, [aPerson({ terminated_on: LAST_YEAR })], rules);

		expect(results(items)).toEqual(['refused suspend (guarded)']);
		expect(calls(sim)).toEqual([]);
	});

	it('is a plan of yesterday, unless an admin lets it count longer', async () => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old' })] });
		const madeAt = new Date(Date.now() - 25 * 3_600_000).toISOString();
		const { items: planned } = await planChanges(sim, [aPerson()]);
		const old = planned.map((item) => ({ ...item, plan: { ...(item.plan as object), madeAt } }));

		expect(results((await applyChanges(sim, old)).items)).toEqual([
			'refused update (plan_too_old)',
		]);
		const { items } = await applyChanges(sim, old, { options: { maxAgeHours: 48 } });
		expect(results(items)).toEqual(['applied update']);
	});

	it('passes on what is no change, and an empty list', async () => {
		const sim = await jumpCloud({
			users: [aUser({ employeeIdentifier: '404', email: 'x@corp.example' })],
		});
		const rules = { ...EVERYONE, options: { summaryItem: true } };
		const { items } = await planAndApply(sim, [aPerson({ id: '' })], rules, (planned) => [
			...planned,
			{},
		]);

		expect(items.map(({ result, action, reason }) => [result, action, reason])).toEqual([
			['noop', 'skip', 'missing_employee_id'],
			['noop', 'skip', 'orphan'],
			['noop', 'summary', undefined],
			['noop', undefined, undefined],
		]);
		expect(calls(sim)).toEqual([]);
	});

	it('does only what is left of an edited change', async () => {
		const sim = await jumpCloud({ users: [aUser({ lastname: 'Old', firstname: 'N.' })] });
		const { items } = await planAndApply(sim, [aPerson()], EVERYONE, (planned) =>
			planned.map((item) => ({
				...item,
				changes: [item.changes]
					.flat()
					.filter((change) => (change as { field: string }).field === 'lastname'),
			})),
		);

		expect(results(items)).toEqual(['applied update']);
		expect(sim.state.user('noor.vidal')).toMatchObject({ lastname: 'Vidal', firstname: 'N.' });
	});
});

describe('a failure in the middle', () => {
	it('stops no other change, and says what happened', async () => {
		const { people, users } = company(12);
		const sim = await jumpCloud({ users });
		const victim = sim.state.user('person5.vidal')._id;
		const { items } = await planAndApply(
			sim,
			people.map((person) => ({ ...person, last_name: 'Prats' })),
			EVERYONE,
			(planned) => {
				sim.fail({
					kind: 'answer',
					status: 400,
					body: { message: 'No' },
					method: 'PUT',
					path: new RegExp(victim),
				});
				return planned;
			},
		);

		expect(items[4]).toMatchObject({ result: 'failed', reason: 'not_accepted', changes: [] });
		expect(items[4]?.message).toContain('JumpCloud said: No');
		expect(items[4]?.notDone).toEqual(['lastname']);
		expect(sim.state.users.filter(({ lastname }) => lastname === 'Prats')).toHaveLength(11);
	});

	it('keeps a person from half a life: no access for a user whose groups are not right', async () => {
		const sim = await jumpCloud({ groups: [{ name: 'Sales' }] });
		const rules = {
			...{ activation: 'now', sendEmailTo: 'none' },
			groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] },
		};
		const { items } = await planAndApply(
			sim,
			[aPerson({ team_names: ['Sales'] })],
			rules,
			(planned) => {
				sim.fail({ kind: 'status', status: 403, path: /members$/ });
				return planned;
			},
		);

		expect(items).toMatchObject([{ result: 'failed', reason: 'not_accepted' }]);
		expect(sim.state.user('noor.vidal').state).toBe('STAGED');
	});

	it('names the scheduled change that should be gone and is not', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const later = (terminated_on: string) => [aPerson({ terminated_on })];
		await planAndApply(sim, later('2098-06-30'), EVERYONE);
		const [old] = sim.state.schedules;
		sim.fail({ kind: 'status', status: 500, times: 9, method: 'DELETE' });
		const { items } = await planAndApply(sim, later('2098-12-31'), EVERYONE);
		sim.faults.clear();

		expect(items).toMatchObject([{ result: 'failed', reason: 'schedule_not_cancelled' }]);
		expect(items[0]?.message).toContain(old?.scheduledJobId ?? 'none');
		expect(items[0]?.message).toContain('2098-06-30T21:59:00.000Z');
		expect(sim.state.schedules).toHaveLength(2);
		const { items: second } = await planAndApply(sim, later('2098-12-31'), EVERYONE);
		expect(results(second)).toEqual(['applied schedule']);
		expect(sim.state.schedules).toHaveLength(1);
	});

	it('of the credential is the end of all, after a handful of calls', async () => {
		const { people, users } = company(60);
		const sim = await jumpCloud({ users });
		const renamed = people.map((person) => ({ ...person, last_name: 'Prats' }));
		const { items } = await planAndApply(sim, renamed, EVERYONE, (planned) => {
			sim.switches.keyRevoked = true;
			return planned;
		});

		expect(new Set(results(items))).toEqual(new Set(['failed update (credential)']));
		expect(items).toHaveLength(60);
		expect(sim.journal.all().length).toBeLessThanOrEqual(8);
	});

	it('after a create whose answer is lost makes no second user', async () => {
		const sim = await jumpCloud();
		const { items } = await planAndApply(sim, [aPerson()], {}, (planned) => {
			sim.fail({ kind: 'resetAfter', method: 'POST', path: /systemusers$/ });
			return planned;
		});

		expect(results(items)).toEqual(['applied create']);
		expect(sim.state.users).toHaveLength(1);
	});

	it('loses nobody while JumpCloud asks to slow down', async () => {
		const { people } = company(30);
		const sim = await jumpCloud();
		const { items } = await planAndApply(sim, people, EVERYONE, (planned) => {
			sim.fail({ kind: 'status', status: 429, times: 25 });
			return planned;
		});

		expect(new Set(results(items))).toEqual(new Set(['applied create']));
		expect(sim.state.users).toHaveLength(30);
	});
});

describe('nobody is let in', () => {
	const inGroup = (name: string) => ({
		groupRules: { rule: [{ by: 'team', is: name, group: name }] },
	});
	const refusing = (sim: Sim, path: RegExp) => (planned: IDataObject[]) => {
		sim.fail({ kind: 'status', status: 403, method: 'POST', path });
		return planned;
	};

	it('who should be out of a group first, and is not', async () => {
		const sim = await jumpCloud({
			users: [aUser({ state: 'SUSPENDED', suspended: true })],
			groups: [{ name: 'Finance' }],
		});
		sim.state.groups[0]?.members.push(sim.state.user('noor.vidal')._id);
		const rules = { rehires: 'unsuspend', ...inGroup('Finance') };
		const people = [aPerson({ team_names: ['Sales'] })];
		const { items } = await planAndApply(sim, people, rules, refusing(sim, /members$/));

		expect(results(items)).toEqual([
			'failed update (not_accepted)',
			'refused unsuspend (earlier_change_failed)',
		]);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});

	it.each([
		['the groups', aPerson({ team_names: ['Sales'] }), /members$/],
		[
			'the end of the access',
			aPerson({ team_names: [], terminated_on: '2098-01-01' }),
			/userstates$/,
		],
	])('without %s', async (_case, person, path) => {
		const sim = await jumpCloud({
			users: [aUser({ state: 'STAGED' })],
			groups: [{ name: 'Sales' }],
		});
		const rules = { activation: 'now', sendEmailTo: 'none', ...inGroup('Sales') };
		const { items } = await planAndApply(sim, [person], rules, refusing(sim, path));

		expect(results(items)).toEqual([
			expect.stringMatching(/^failed (update|schedule)/),
			'refused activate (earlier_change_failed)',
		]);
		expect(sim.state.user('noor.vidal').state).toBe('STAGED');
	});

	it('by the creation of an active user, whose groups come later', async () => {
		const sim = await jumpCloud({ groups: [{ name: 'Sales' }] });
		const rules = { state: 'ACTIVATED', ...inGroup('Sales') };
		const people = [aPerson({ team_names: ['Sales'] })];
		const { items } = await planAndApply(sim, people, rules, refusing(sim, /members$/));

		expect(results(items)).toEqual(['failed create (not_accepted)']);
		expect(sim.state.user('noor.vidal').state).toBe('STAGED');
		const again = await planAndApply(sim, people, { ...rules, activation: 'now' });
		expect(results(again.items)).toEqual(['applied update', 'applied activate']);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});
});

describe('a scheduled change whose time came closer while the plan waited', () => {
	const soon = (planned: IDataObject[]) =>
		planned.map((item) => ({
			...item,
			changes: [item.changes].flat().map((change) => {
				const { field, to } = change as { field: string; to: unknown };
				const isScheduled = field.startsWith('scheduled.') && to !== null;
				const inHalfAnHour = new Date(Date.now() + 30 * 60_000).toISOString();
				return isScheduled ? { ...(change as object), to: inHalfAnHour } : change;
			}),
		})) as IDataObject[];

	it('is made at once: a suspension', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [aPerson({ terminated_on: '2098-06-30' })], {}, soon);

		expect(results(items)).toEqual(['applied schedule']);
		expect(items[0]?.changes).toEqual([{ field: 'state', from: 'ACTIVATED', to: 'SUSPENDED' }]);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		expect(sim.state.schedules).toEqual([]);
	});

	it('is made at once: the access of somebody new', async () => {
		const sim = await jumpCloud();
		const rules = { activation: 'firstDay', sendEmailTo: 'none' };
		await planAndApply(sim, [aPerson({ start_date: '2098-01-01' })], rules, soon);

		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
	});
});

describe('managers and groups', () => {
	it('somebody who is let in again joins the groups then, and a second plan is empty', async () => {
		const sim = await jumpCloud({
			users: [aUser({ state: 'SUSPENDED', suspended: true })],
			groups: [{ name: 'Sales' }],
		});
		const rules = {
			rehires: 'unsuspend',
			groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] },
		};
		const people = [aPerson({ team_names: ['Sales'] })];
		const { items } = await planAndApply(sim, people, rules);

		expect(results(items)).toEqual(['applied update', 'applied unsuspend']);
		expect(sim.state.groups[0]?.members).toEqual([sim.state.user('noor.vidal')._id]);
		expect((await planChanges(sim, people, rules)).items).toEqual([]);
	});

	it('somebody’s manager may be created by the same plan', async () => {
		const sim = await jumpCloud();
		const boss = { id: '600', first_name: 'Bo', work_email: 'bo@corp.example' };
		const people = [aPerson({ manager_id: '600' }), aPerson({ ...boss, manager_id: null })];
		const { items } = await planAndApply(sim, people, { managers: 'keep' });

		expect(results(items)).toEqual(['applied create', 'applied create']);
		expect(sim.state.user('noor.vidal').manager).toBe(sim.state.user('bo.vidal')._id);
		expect((await planChanges(sim, people, { managers: 'keep' })).items).toEqual([]);
	});

	it('a manager who was taken out of the plan is left out, and said', async () => {
		const sim = await jumpCloud();
		const boss = { id: '600', first_name: 'Bo', work_email: 'bo@corp.example' };
		const people = [aPerson({ manager_id: '600' }), aPerson({ ...boss, manager_id: null })];
		const { items } = await planAndApply(sim, people, { managers: 'keep' }, ([first]) => [
			first ?? {},
		]);

		expect(items).toMatchObject([{ result: 'applied', warnings: ['manager_not_found'] }]);
		expect(sim.state.users).toHaveLength(1);
	});

	it('people move from group to group, and nobody else does', async () => {
		const sim = await jumpCloud({
			users: [aUser(), { username: 'bo' }],
			groups: [{ name: 'Sales' }, { name: 'Audit' }, { name: 'Own' }],
		});
		const [sales, audit, own] = sim.state.groups;
		const [noor, bo] = sim.state.users.map(({ _id }) => _id);
		sales?.members.push(noor ?? '', bo ?? '');
		own?.members.push(noor ?? '');
		const rule = ['Sales', 'Audit'].map((is) => ({ by: 'team', is, group: is }));
		const people = [aPerson({ team_names: ['Audit'] })];
		const { items } = await planAndApply(sim, people, { groupRules: { rule } });

		expect(results(items)).toEqual(['applied update']);
		expect([sales?.members, audit?.members, own?.members]).toEqual([[bo], [noor], [noor]]);
		expect((await planChanges(sim, people, { groupRules: { rule } })).items).toEqual([]);
	});

	it('new people are activated with the mail that was chosen, after everything else', async () => {
		const sim = await jumpCloud({ groups: [{ name: 'Sales' }] });
		const rules = {
			...{ activation: 'now', sendEmailTo: 'address', mailAddress: '={{ $json.private }}' },
			groupRules: { rule: [{ by: 'team', is: 'Sales', group: 'Sales' }] },
		};
		const person = aPerson({ team_names: ['Sales'], private: 'noor@home.example' });
		await planAndApply(sim, [person], rules);

		// A list of groups does not say who decides about the members of one.
		expect(calls(sim)).toEqual(['search', 'create', 'read group', 'change group', 'activate']);
		expect(sim.state.mails).toMatchObject([{ to: 'noor@home.example' }]);
	});
});
