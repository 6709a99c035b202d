import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import { aPerson, aUser, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import { company as withGroups, groupsOf, putInto } from '../groups.support';
import {
	EVERYONE,
	applyChanges,
	company,
	dateStandsAt,
	directoryOf,
	planAndApply,
	planChanges,
	reasons,
	results,
	scheduleByHand,
} from './sync.support';

beforeEach(() => dateStandsAt('2026-11-05T12:00:00Z'));

afterEach(async () => {
	jest.useRealTimers();
	await closeAll();
});

const MEMORY = { options: { rememberLastDay: 'hrLastDay' }, timeZone: 'Europe/Madrid' };
const WAYS: Array<[string, IDataObject]> = [
	['Everyone', { ...EVERYONE, ...MEMORY }],
	['Some People', { guard: EVERYONE.guard, ...MEMORY }],
];
const stateOf = (sim: JumpCloudSimulator) => sim.state.user('noor.vidal').state;

describe.each(WAYS)('what a leaver loses besides the access, with %s', (_way, way) => {
	const rules = { ...way, leaving: { groups: 'all', manager: 'clear' } };
	const leaver = aPerson({ terminated_on: '2025-12-31', active: false });
	const world = async () => {
		const sim = await withGroups();
		putInto(sim, 'Sales', 'Finance');
		sim.state.user('noor.vidal').manager = sim.state.user('bo')._id;
		return sim;
	};
	const hasAll = (sim: JumpCloudSimulator) => {
		expect(groupsOf(sim)).toEqual(['Sales', 'Finance']);
		expect(sim.state.user('noor.vidal')).toMatchObject({
			...{ state: 'ACTIVATED', manager: sim.state.user('bo')._id },
		});
	};

	it('stays with them where the suspension was held back', async () => {
		const sim = await world();
		const { items } = await planChanges(sim, [leaver], rules);
		const { items: done } = await applyChanges(
			sim,
			items.filter(({ action }) => action !== 'suspend'),
		);
		expect(results(done)).toEqual(['refused update (stale)']);
		hasAll(sim);
	});

	it.each(['mover', 'approved by Ann', undefined])(
		'stays with them whatever somebody has written into the reason: %s',
		async (reason) => {
			const sim = await world();
			const { items } = await planChanges(sim, [leaver], rules);
			const { items: done } = await applyChanges(
				sim,
				items.filter(({ action }) => action !== 'suspend').map((item) => ({ ...item, reason })),
			);
			expect(done).toMatchObject([{ result: 'refused', reason: 'stale' }]);
			hasAll(sim);
		},
	);

	it.each<[string, unknown]>([
		['as a text, which a table makes of it', 'true'],
		['no longer, as in a plan of an older build', undefined],
	])('stays with them where the mark says it %s', async (_case, onlyIfSuspended) => {
		const sim = await world();
		const { items } = await planChanges(sim, [leaver], rules);
		const alone = items.filter(({ action }) => action !== 'suspend');
		const marked = alone.map((item) => ({
			...item,
			plan: { ...(item.plan as IDataObject), onlyIfSuspended } as IDataObject,
		}));
		const { items: done } = await applyChanges(sim, marked);
		expect(results(done)).toEqual(['refused update (stale)']);
		hasAll(sim);
	});

	it('stays with them where the suspension fails', async () => {
		const sim = await world();
		const { items } = await planChanges(sim, [leaver], rules);
		sim.fail({ kind: 'status', status: 403, method: 'PUT', times: 20 });
		const { items: done } = await applyChanges(sim, items);
		expect(results(done)).toEqual(['failed suspend (not_accepted)', 'refused update (stale)']);
		hasAll(sim);
	});

	it('stays with them where somebody has let them in since', async () => {
		const sim = await world();
		Object.assign(sim.state.user('noor.vidal'), { state: 'SUSPENDED', suspended: true });
		const { items } = await planChanges(sim, [leaver], rules);
		expect(reasons(items)).toEqual(['update terminated']);
		Object.assign(sim.state.user('noor.vidal'), { state: 'ACTIVATED', suspended: false });
		sim.journal.clear();
		// More than a minute later, so that it is read again.
		dateStandsAt('2026-11-05T12:05:00Z');
		const { items: done } = await applyChanges(sim, items);
		expect(results(done)).toEqual(['refused update (stale)']);
		hasAll(sim);
	});

	it('goes whatever keeps people in groups by a rule', async () => {
		const sim = await world();
		const exempt = {
			...{ by: 'team', prefix: 'Fin', neverRemove: ['Sales'] },
		};
		const both = { ...rules, groupPatterns: { pattern: [exempt] } };
		const gone = { ...leaver, team_names: [] };
		await planAndApply(sim, [gone], both);
		expect(groupsOf(sim)).toEqual([]);
		expect(reasons((await planChanges(sim, [gone], both)).items)).not.toContain(
			'update terminated',
		);
	});
});

describe('a new record of somebody who leaves', () => {
	const former = (about: IDataObject = {}) => aPerson({ terminated_on: '2026-11-10', ...about });
	const next = (firstDay: string) => aPerson({ id: '900', start_date: firstDay });
	const RULES = { ...EVERYONE, ...MEMORY, timeOfDay: '23:59' };

	it.each(['report', 'relink'])(
		'that begins half a year later ends the access in between, with %s',
		async (newRecord) => {
			const sim = await jumpCloud({ users: [aUser()] });
			const rules = { ...RULES, newRecord };
			const people = [former(), next('2027-05-01')];
			await planAndApply(sim, people, rules);
			expect(directoryOf(sim)).toContainEqual(
				expect.stringMatching(/^noor\.vidal SUSPENDED at 2026-11-10T/),
			);

			dateStandsAt('2026-11-12T12:00:00Z');
			sim.state.schedules.length = 0;
			const gone = [former({ active: false }), next('2027-05-01')];
			await planAndApply(sim, gone, rules);
			expect(stateOf(sim)).toBe('SUSPENDED');
		},
	);

	it('is let in on its first day, once the link is moved', async () => {
		const sim = await jumpCloud({
			users: [
				aUser({
					...{ state: 'SUSPENDED', suspended: true },
					attributes: [{ name: 'hrLastDay', value: '2026-11-10' }],
				}),
			],
		});
		const rules = { ...RULES, newRecord: 'relink' };
		const people = [former({ active: false }), next('2027-05-01')];
		dateStandsAt('2027-04-30T12:00:00Z');
		await planAndApply(sim, people, rules);
		expect(stateOf(sim)).toBe('SUSPENDED');
		dateStandsAt('2027-05-01T12:00:00Z');
		await planAndApply(sim, people, rules);
		await planAndApply(sim, people, rules);
		expect(sim.state.users).toMatchObject([{ state: 'ACTIVATED', employeeIdentifier: '900' }]);
	});

	it.each([
		['the day after', '2026-11-11'],
		['after a weekend', '2026-11-16'],
	])('that begins %s keeps the access', async (_case, firstDay) => {
		const sim = await jumpCloud({ users: [aUser()] });
		await planAndApply(sim, [former(), next(firstDay)], { ...RULES, newRecord: 'relink' });
		expect(sim.state.schedules).toEqual([]);
	});

	const SUSPENSION = '2026-11-10T22:59:00Z';
	const ended = (about: IDataObject = {}) => former({ team_names: ['Contractors'], ...about });
	const notContractors = {
		notWho: { condition: [{ by: 'team', operator: 'is', values: ['Contractors'] }] },
	};

	it.each<[string, IDataObject, IDataObject, IDataObject]>([
		['out of the scope, with Relink', { newRecord: 'relink', scope: notContractors }, {}, EVERYONE],
		['out of the scope, with Report', { newRecord: 'report', scope: notContractors }, {}, EVERYONE],
		[
			'out of the scope, as a witness',
			{ newRecord: 'relink', scope: notContractors, people: 'some' },
			...([{ witness: true }, {}] as const),
		],
		[
			'with the user protected',
			{ newRecord: 'relink', protectedUsers: { usernames: 'noor.vidal' } },
			...([{}, EVERYONE] as const),
		],
		['where nobody is suspended', { newRecord: 'relink', leavers: 'never' }, {}, EVERYONE],
	])(
		'says that a suspension for the old one stays: %s',
		async (_case, choices, about, everyone) => {
			const sim = await jumpCloud({ users: [aUser()] });
			scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', SUSPENSION);
			const anew = { ...next('2026-11-11'), team_names: ['Sales'] };
			const rules = { ...RULES, ...everyone, ...choices };
			const { planned } = await planAndApply(sim, [ended(about), anew], rules);
			expect(sim.state.schedules).toHaveLength(1);
			const [told] = planned.filter(({ person }) => (person as IDataObject).employeeId === '900');
			expect(told).toMatchObject({ action: 'conflict' });
			expect(told?.message).toMatch(/going to suspend "noor.vidal" at 2026-11-10T22:59.*Cancel/);
			expect(told?.message).not.toMatch(/access goes on/);
		},
	);

	it('says that the access goes on where it does', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', SUSPENSION);
		const anew = { ...next('2026-11-11'), team_names: ['Sales'] };
		const rules = { ...RULES, newRecord: 'relink' };
		const { planned } = await planAndApply(sim, [ended(), anew], rules);
		expect(sim.state.schedules).toEqual([]);
		const told = planned.filter(({ action }) => action === 'conflict');
		expect(told).toHaveLength(2);
		for (const { message } of told) expect(message).toMatch(/The access goes on\.$/);
	});
});

describe.each(WAYS)('access that comes back with an end, with %s', (_way, way) => {
	// Somebody who stays in the scope: nobody in it at all is an alarm of its own.
	const bo = aPerson({
		...{ id: '7', first_name: 'Bo', work_email: 'bo@corp.example', team_names: ['Sales'] },
	});
	const boUser = aUser({
		...{ username: 'bo', email: 'bo@corp.example', firstname: 'Bo', employeeIdentifier: '7' },
	});

	it('after a gap between two fixed terms', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const rules = { ...way, contractEnd: 'lastDay' };
		dateStandsAt('2026-11-16T12:00:00Z');
		await planAndApply(sim, [aPerson({ contract_last_day: '2026-11-15' })], rules);
		expect(stateOf(sim)).toBe('SUSPENDED');
		dateStandsAt('2026-12-01T12:00:00Z');
		const again = aPerson({ contract_last_day: '2027-11-15', start_date: '2026-12-01' });
		const { planned } = await planAndApply(sim, [again], rules);
		expect(reasons(planned)).toEqual(['unsuspend rehired']);
		expect(directoryOf(sim)).toEqual([
			'noor.vidal noor.vidal@corp.example Noor Vidal 512 ACTIVATED',
			expect.stringMatching(/^noor\.vidal SUSPENDED at 2027-11-15T/),
		]);
	});

	it('with the scope, also for whoever has a last day ahead', async () => {
		const sim = await jumpCloud({ users: [aUser(), boUser] });
		const onlyWho = { condition: [{ by: 'team', operator: 'is', values: ['Sales'] }] };
		const rules = { ...way, scope: { onlyWho, whenLeaving: 'suspend' } };
		const inTeam = (team: string) => aPerson({ team_names: [team], terminated_on: '2098-06-30' });
		await planAndApply(sim, [inTeam('Audit'), bo], rules);
		expect(stateOf(sim)).toBe('SUSPENDED');
		dateStandsAt('2026-11-07T12:00:00Z');
		await planAndApply(sim, [inTeam('Sales'), bo], rules);
		expect(stateOf(sim)).toBe('ACTIVATED');
	});

	it('a new hire who is outside of the scope for a day still begins on the first day', async () => {
		const sim = await jumpCloud({ users: [boUser] });
		const onlyWho = { condition: [{ by: 'team', operator: 'is', values: ['Sales'] }] };
		const scope = { onlyWho, whenLeaving: 'suspend' };
		const rules = { ...way, activation: 'firstDay', scope };
		const hire = (teams: string[]) => aPerson({ start_date: '2026-12-01', team_names: teams });
		await planAndApply(sim, [hire(['Sales']), bo], rules);
		const { planned } = await planAndApply(sim, [hire(['Audit']), bo], rules);
		expect(reasons(planned)).toEqual(['cancel_schedule out_of_scope']);
		expect(stateOf(sim)).toBe('STAGED');
		expect((await planChanges(sim, [hire(['Audit']), bo], rules)).items).toEqual([]);
		await planAndApply(sim, [hire(['Sales']), bo], rules);
		expect(directoryOf(sim)).toContainEqual(
			expect.stringMatching(/^noor\.vidal ACTIVATED at 2026-12-01T/),
		);
	});
});

describe.each(WAYS)('a leave before the first day, with %s', (_way, way) => {
	const rules = { ...way, activation: 'firstDay', leaves: 'suspend' };
	const hire = (about: IDataObject) =>
		aPerson({ start_date: '2026-11-12', on_leave: true, leave_until: '2027-03-01', ...about });

	it('lets nobody in, now or by a schedule, until it is over', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
		const { planned } = await planAndApply(sim, [hire({})], rules);
		expect(reasons(planned)).toEqual(['skip on_leave']);
		expect(sim.state.schedules).toEqual([]);

		await planAndApply(sim, [hire({ on_leave: false, leave_until: null })], rules);
		expect(directoryOf(sim)[1]).toMatch(/ACTIVATED at 2026-11-12T/);
	});

	it('schedules what comes once it is over', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
		const short = hire({ leave_until: '2026-11-11' });
		await planAndApply(sim, [short], rules);
		expect(directoryOf(sim)[1]).toMatch(/ACTIVATED at 2026-11-12T/);
		expect((await planChanges(sim, [short], rules)).items).toEqual([]);
	});

	it('takes back what was scheduled', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
		scheduleByHand(sim, 'noor.vidal', 'ACTIVATED', '2026-11-12T07:00:00Z');
		const { planned } = await planAndApply(sim, [hire({})], rules);
		expect(reasons(planned)).toEqual(['cancel_schedule on_leave']);
		expect(sim.state.schedules).toEqual([]);
		expect(reasons((await planChanges(sim, [hire({})], rules)).items)).toEqual(['skip on_leave']);
	});
});

describe('a deletion', () => {
	const rules = {
		...{ ...EVERYONE, ...MEMORY, newRecord: 'relink', deleteAfter: { days: 30 } },
		guard: { ...(EVERYONE.guard as IDataObject), deletions: 10, deletionsPercent: 100 },
	};
	const former = aPerson({ terminated_on: '2026-08-31', active: false });
	const out = () =>
		aUser({
			...{ state: 'SUSPENDED', suspended: true },
			attributes: [{ name: 'hrLastDay', value: '2026-08-31' }],
		});

	it.each<[string, IDataObject]>([
		['without a work email yet', { work_email: null }],
		['with another one', { work_email: 'noor@new.example' }],
		['written with an accent, and not active yet', { first_name: 'NÓOR', active: false }],
	])('waits for a person while somebody of that name has a new record %s', async (_case, about) => {
		const sim = await jumpCloud({ users: [out()] });
		const { planned } = await planAndApply(sim, [former, aPerson({ id: '900', ...about })], rules);
		expect(reasons(planned)).toContain('skip not_deleted');
		expect(sim.state.users.map(({ employeeIdentifier }) => employeeIdentifier)).toContain('512');
	});

	it('waits also where the name is written in another script', async () => {
		const name = { first_name: '美咲', last_name: '田中' };
		const sim = await jumpCloud({ users: [{ ...out(), firstname: '美咲', lastname: '田中' }] });
		const anew = aPerson({ id: '900', ...name, work_email: null });
		const { planned } = await planAndApply(sim, [{ ...former, ...name }, anew], rules);
		expect(reasons(planned)).toContain('skip not_deleted');
	});

	it('that waits for a conflict with the new record is told of', async () => {
		const sim = await jumpCloud({ users: [out()] });
		const both = [former, aPerson({ id: '900' })];
		const { planned } = await planAndApply(sim, both, { ...rules, newRecord: 'report' });
		const old = planned.filter(({ person }) => (person as IDataObject).employeeId === '512');
		expect(reasons(old)).toContain('skip not_deleted');
		expect(sim.state.users).toHaveLength(1);
	});

	it('is made where nobody else of that name is there without a user', async () => {
		const sim = await jumpCloud({ users: [out()] });
		await planAndApply(sim, [former], rules);
		expect(sim.state.users).toEqual([]);
	});
});

it('begins with a manager whom others wait for, so that the next plan goes on', async () => {
	const person = (id: string, about: IDataObject = {}) =>
		aPerson({ id, first_name: `P${id}`, work_email: `p${id}@corp.example`, ...about });
	const people = [...['1', '2'].map((id) => person(id, { manager_id: '9' })), person('9')];
	const users = ['1', '2'].map((id) =>
		aUser({
			...{ username: `p${id}.vidal`, email: `p${id}@corp.example`, firstname: `P${id}` },
			employeeIdentifier: id,
		}),
	);
	const sim = await jumpCloud({ users });
	const rules = { ...EVERYONE, managers: 'keep', beginWith: { first: 1 } };
	for (let round = 0; round < 3; round++) await planAndApply(sim, people, rules);
	const { _id } = sim.state.user('p9.vidal');
	expect(['p1.vidal', 'p2.vidal'].map((name) => sim.state.user(name).manager)).toEqual([_id, _id]);
});

describe.each(WAYS)('a list in which one entry is no value, with %s', (_way, way) => {
	const rules = { ...way, groupPatterns: { pattern: [{ by: 'team', prefix: 'Team ' }] } };
	const teams = aPerson({ team_names: ['Fin', '-'] });

	it('is told of whoever has a user and is missing from a group', async () => {
		const sim = await withGroups({ users: [aUser()], groups: [{ name: 'Team Fin' }] });
		const { items } = await planChanges(sim, [teams], rules);
		expect(reasons(items)).toEqual(['skip unreadable_value']);
	});

	it('is told of a new user, who joins none', async () => {
		const sim = await withGroups({ users: [], groups: [{ name: 'Team Fin' }] });
		const { planned } = await planAndApply(sim, [teams], rules);
		expect(planned).toMatchObject([{ action: 'create' }]);
		expect(planned[0]?.message).toMatch(/'team_names'/);
		expect(groupsOf(sim)).toEqual([]);
	});
});

it('a column of HR that names sixty groups makes none of them', async () => {
	const { people, users } = company(60);
	const items = people.map((person, n) => ({ ...person, team_names: [`New ${n}`] }));
	const sim = await jumpCloud({ users });
	const rules = {
		...{ ...EVERYONE, guard: {} },
		groupPatterns: { pattern: [{ by: 'team', prefix: 'Team ', createMissing: true }] },
	};
	const { error } = await planChanges(sim, items, rules);
	expect(words(error)).toMatch(/60 .*creations|creations.* 60/i);
	expect(sim.state.groups).toEqual([]);
});
