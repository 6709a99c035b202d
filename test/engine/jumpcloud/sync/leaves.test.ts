import type { IDataObject } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import { aPerson, aUser, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import {
	EVERYONE,
	directoryOf,
	company,
	planAndApply,
	planChanges,
	reasons,
	results,
} from './sync.support';

afterEach(closeAll);

const LAST_DAY = '2098-06-30';
const END = 'noor.vidal SUSPENDED at 2098-06-30T21:59:00.000Z';
const RULES: IDataObject = {
	...EVERYONE,
	leaves: 'suspend',
	options: { rememberLastDay: 'hrLastDay' },
};
const OUT = { state: 'SUSPENDED' as const, suspended: true };

/** The day that clocks in Madrid show, where the workflows of these tests run. */
const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Madrid' });

const away = (about: IDataObject = {}) => aPerson({ on_leave: true, leave_until: null, ...about });
const here = (about: IDataObject = {}) => aPerson({ on_leave: false, leave_until: null, ...about });

const memories = (sim: JumpCloudSimulator) =>
	Object.fromEntries(
		sim.state.user('noor.vidal').attributes.map(({ name, value }) => [name, value]),
	);
const stateOf = (sim: JumpCloudSimulator) => sim.state.user('noor.vidal').state;

describe.each([
	['Everyone', RULES],
	['Some People', { ...RULES, people: 'some' }],
])('whoever is on leave, with %s', (_way, rules) => {
	it('is suspended, and let in again when the leave is over; second runs are quiet', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned } = await planAndApply(sim, [away()], rules);
		expect(reasons(planned)).toEqual(['suspend on_leave']);
		expect(stateOf(sim)).toBe('SUSPENDED');
		expect(memories(sim)).toEqual({ hrLeave: today() });
		expect((await planChanges(sim, [away()], rules)).items).toEqual([]);

		const { planned: back } = await planAndApply(sim, [here()], rules);
		expect(reasons(back)).toEqual(['unsuspend leave_over']);
		expect(stateOf(sim)).toBe('ACTIVATED');
		expect(memories(sim)).toEqual({});
		expect((await planChanges(sim, [here()], rules)).items).toEqual([]);
	});

	it('a leave that begins and ends today is one, and is over tomorrow', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned } = await planAndApply(sim, [away({ leave_until: today() })], rules);

		expect(reasons(planned)).toEqual(['suspend on_leave']);
	});
});

it.each<[string, IDataObject, string[]]>([
	['what nobody can read', { on_leave: 'maybe' }, ['skip unclear_leave']],
	['a leave that is over by its own day', { leave_until: '2025-01-31' }, ['skip unclear_leave']],
	['a last day of the leave that is none', { leave_until: 'soon' }, ['skip unclear_leave']],
	['nothing', { on_leave: null }, []],
	['no such field', { on_leave: undefined }, []],
])('%s suspends nobody and lets nobody in', async (_case, about, expected) => {
	for (const user of [{}, { ...OUT, attributes: [{ name: 'hrLeave', value: '2026-01-31' }] }]) {
		const sim = await jumpCloud({ users: [aUser(user)] });
		const { planned } = await planAndApply(sim, [away(about)], RULES);

		expect(reasons(planned).filter((reason) => reason !== 'skip suspended')).toEqual(expected);
		expect(sim.journal.writes()).toEqual([]);
	}
});

it('whom IT has suspended stays out, before, during and after the leave', async () => {
	const sim = await jumpCloud({ users: [aUser(OUT)] });
	for (const person of [here(), away(), here()]) await planAndApply(sim, [person], RULES);

	expect(stateOf(sim)).toBe('SUSPENDED');
});

it('whom somebody has let in during the leave stays in, and it is told', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	await planAndApply(sim, [away()], RULES);
	Object.assign(sim.state.user('noor.vidal'), { state: 'ACTIVATED', suspended: false });
	const { planned } = await planAndApply(sim, [away()], RULES);

	expect(reasons(planned)).toEqual(['skip on_leave']);
	await planAndApply(sim, [here()], RULES);
	expect(memories(sim)).toEqual({});
	expect(stateOf(sim)).toBe('ACTIVATED');
});

it('whoever gets a last day during the leave comes back until then, and leaves on it', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	await planAndApply(sim, [away()], RULES);
	await planAndApply(sim, [away({ terminated_on: LAST_DAY })], RULES);
	expect(stateOf(sim)).toBe('SUSPENDED');
	const { items } = await planAndApply(sim, [here({ terminated_on: LAST_DAY })], RULES);

	expect(results(items)).toEqual(['applied unsuspend']);
	expect(directoryOf(sim)).toEqual([expect.stringMatching(/ACTIVATED$/), END]);
	expect(memories(sim)).toEqual({ hrLastDay: LAST_DAY });
	expect((await planChanges(sim, [here({ terminated_on: LAST_DAY })], RULES)).items).toEqual([]);
});

it('whoever leaves for good during the leave stays out, and the last day takes its place', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	await planAndApply(sim, [away()], RULES);
	const left = away({ terminated_on: '2025-12-31', active: false, work_email: null });
	const { planned } = await planAndApply(sim, [left], RULES);

	expect(reasons(planned)).toEqual(['update terminated']);
	expect(memories(sim)).toEqual({ hrLastDay: '2025-12-31' });
	expect(stateOf(sim)).toBe('SUSPENDED');
	expect((await planChanges(sim, [left], RULES)).items).toEqual([]);
});

it('whoever has not begun is neither suspended nor let in during a leave', async () => {
	const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
	const rules = { ...RULES, activation: 'now', sendEmailTo: 'none' };
	const { planned } = await planAndApply(sim, [away()], rules);

	expect(reasons(planned)).toEqual(['skip on_leave']);
	await planAndApply(sim, [here()], rules);
	expect(stateOf(sim)).toBe('ACTIVATED');
});

it('makes no user for somebody on leave, and says why', async () => {
	const sim = await jumpCloud();
	const { planned } = await planAndApply(sim, [away()], RULES);

	expect(planned).toMatchObject([{ action: 'skip', reason: 'on_leave' }]);
	expect(sim.state.users).toEqual([]);
});

it('everybody on leave at once is stopped by the guard, and so is everybody back at once', async () => {
	const { people, users } = company(12);
	const suspended = users.map((user) => ({
		...{ ...user, ...OUT },
		attributes: [{ name: 'hrLeave', value: '2026-01-31' }],
	}));
	for (const [given, on_leave, what] of [
		[users, true, '12 suspensions planned'],
		[suspended, false, '12 people to be let in'],
	] as const) {
		const sim = await jumpCloud({ users: given });
		const items = people.map((person) => ({ ...person, on_leave }));
		const { error } = await planChanges(sim, items, {
			...RULES,
			guard: { suspensions: 5, lettingIn: 5 },
		});
		expect(error?.message).toContain(what);
		expect(sim.journal.writes()).toEqual([]);
	}
});

it('one who cannot be suspended keeps nobody else in', async () => {
	const { people, users } = company(3);
	const sim = await jumpCloud({ users });
	const second = sim.state.user('person2.vidal')._id;
	sim.fail({ kind: 'status', status: 403, method: 'PUT', path: new RegExp(second), times: 9 });
	const { items } = await planAndApply(
		sim,
		people.map((person) => ({ ...person, on_leave: true })),
		RULES,
	);

	expect(items.map(({ result }) => result)).toEqual(['applied', 'failed', 'applied']);
});

it.each([
	['nothing', { leaveMemory: '' }, "'Remember the Leave In' is empty"],
	['a name that JumpCloud refuses', { leaveMemory: 'hr leave' }, 'cannot be'],
	['the last day', { leaveMemory: 'hrLastDay' }, 'already holds something else'],
])('remembered in %s stops the plan', async (_case, parameters, expected) => {
	const sim = await jumpCloud({ users: [aUser()] });
	const { error } = await planChanges(sim, [away()], { ...RULES, ...parameters });

	expect(words(error)).toContain(expected);
});

it('without the option a leave means nothing', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	expect((await planChanges(sim, [away()], EVERYONE)).items).toEqual([]);
});
