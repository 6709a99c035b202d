import type { IDataObject } from 'n8n-workflow';

import type { SystemUser } from '../../../../playground/jumpcloud/types';
import {
	aPerson,
	aUser,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
} from '../../../support/jumpcloud';
import {
	applyChanges,
	directoryOf,
	planAndApply,
	planChanges,
	reasons,
	scheduleByHand,
} from './sync.support';

afterEach(closeAll);

const LAST_DAY = '2098-06-30';
const options = { rememberLastDay: 'hrLastDay' };
const now = { ...byEmployee('512'), options };
const at = { ...now, when: 'at', date: LAST_DAY };
const floor = { name: 'floor', value: '3' };

type Sim = Awaited<ReturnType<typeof jumpCloud>>;

const memoryOf = (sim: Sim) =>
	sim.state.user('noor.vidal').attributes.find(({ name }) => name === 'hrLastDay')?.value;

/** The day that clocks in Madrid show, where the workflows of these tests run. */
const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Madrid' });

async function world(about: Partial<SystemUser> = {}): Promise<Sim> {
	return await jumpCloud({ users: [aUser({ attributes: [floor], ...about })] });
}

describe('Suspend remembers the last day with the user', () => {
	it('now, in the same call', async () => {
		const sim = await world();
		const { items } = await runUser(sim, 'suspend', { parameters: now });

		expect(items).toMatchObject([{ action: 'suspended' }]);
		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED', suspended: true }]);
		expect(memoryOf(sim)).toBe(today());
		expect(sim.state.user('noor.vidal').attributes).toContainEqual(floor);
		expect(sim.journal.writes()).toHaveLength(1);
	});

	it.each<[string, IDataObject, string, string]>([
		['a day', {}, LAST_DAY, `${LAST_DAY}T21:59:00.000Z`],
		['the end of a day', { timeOfDay: '24:00' }, LAST_DAY, `${LAST_DAY}T22:00:00.000Z`],
		[
			'a day in another zone',
			{ timeZone: 'America/Los_Angeles' },
			LAST_DAY,
			'2098-07-01T06:59:00.000Z',
		],
		[
			'a moment of the day',
			{ date: `${LAST_DAY}T12:00:00` },
			LAST_DAY,
			`${LAST_DAY}T10:00:00.000Z`,
		],
		[
			'a moment that is the next day where the workflow runs',
			{ date: `${LAST_DAY}T23:30:00Z` },
			'2098-07-01',
			`${LAST_DAY}T23:30:00.000Z`,
		],
	])('at %s', async (_case, about, day, moment) => {
		const sim = await world();
		await runUser(sim, 'suspend', { parameters: { ...at, ...about } });

		expect(sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString())).toEqual([
			moment,
		]);
		expect(memoryOf(sim)).toBe(day);
		expect(sim.state.user('noor.vidal').attributes).toContainEqual(floor);
	});

	it('for a day that is past the day counts, not today', async () => {
		const sim = await world();
		await runUser(sim, 'suspend', { parameters: { ...at, date: '2025-12-31' } });

		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED' }]);
		expect(memoryOf(sim)).toBe('2025-12-31');
	});

	it('twice is the same as once', async () => {
		const sim = await world();
		await runUser(sim, 'suspend', { parameters: at });
		sim.journal.clear();
		const { items } = await runUser(sim, 'suspend', { parameters: at });

		expect(items).toMatchObject([{ action: 'unchanged' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('and a plan with the same memory has nothing to add, and lets in whom HR takes back', async () => {
		for (const [parameters, about] of [
			[now, { active: false }],
			[at, { terminated_on: LAST_DAY }],
		] as const) {
			const sim = await world();
			await runUser(sim, 'suspend', { parameters });
			const { planned } = await planAndApply(sim, [aPerson(about)], { options });
			expect(planned).toEqual([]);

			await planAndApply(sim, [aPerson()], { options });
			expect(directoryOf(sim)).toEqual([
				'noor.vidal noor.vidal@corp.example Noor Vidal 512 ACTIVATED',
			]);
			expect(memoryOf(sim)).toBeUndefined();
		}
	});

	it.each<[string, Partial<SystemUser>, IDataObject]>([
		['is suspended already, now', { state: 'SUSPENDED', suspended: true }, now],
		['is suspended already, at a day', { state: 'SUSPENDED', suspended: true }, at],
	])('not of whoever %s: that was somebody else', async (_case, about, parameters) => {
		const sim = await world(about);
		await runUser(sim, 'suspend', { parameters });

		expect(memoryOf(sim)).toBeUndefined();
		const { planned } = await planAndApply(sim, [aPerson()], { options });
		expect(reasons(planned)).toEqual(['skip suspended']);
		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED' }]);
	});

	it('not of whoever is Staged: taken back, they would get access that they have never had', async () => {
		const sim = await world({ state: 'STAGED' });
		await runUser(sim, 'suspend', { parameters: now });
		expect(memoryOf(sim)).toBeUndefined();

		const { planned } = await planAndApply(sim, [aPerson()], { options });
		expect(reasons(planned)).toEqual(['skip suspended']);
		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED' }]);
	});

	it.each<[string, Partial<SystemUser> | undefined, IDataObject, string | undefined]>([
		['nobody has activated', { state: 'STAGED' }, {}, undefined],
		['begins before', { state: 'STAGED' }, { activation: 'firstDay' }, LAST_DAY],
		['is created without access', undefined, {}, undefined],
		['is created and begins before', undefined, { activation: 'firstDay' }, LAST_DAY],
		['is created with access', undefined, { state: 'ACTIVATED' }, LAST_DAY],
	])('by a plan for a day to come only if they have access by then: who %s', async (...given) => {
		const [, about, rules, remembered] = given;
		const sim = await jumpCloud({ users: about ? [aUser(about)] : [] });
		const person = aPerson({ terminated_on: LAST_DAY, start_date: '2098-01-01' });
		await planAndApply(sim, [rules.state ? { ...person, start_date: '2024-01-01' } : person], {
			...{ options, sendEmailTo: 'none', ...rules },
		});

		expect(sim.state.schedules.filter(({ state }) => state === 'SUSPENDED')).toHaveLength(1);
		expect(memoryOf(sim)).toBe(remembered);
	});

	it('not of whoever is Staged at a day either: a plan does where they begin before', async () => {
		const sim = await world({ state: 'STAGED' });
		await runUser(sim, 'suspend', { parameters: at });

		expect(sim.state.schedules).toHaveLength(1);
		expect(memoryOf(sim)).toBeUndefined();
	});

	it.each(['2098-06-20T13:00:00Z', '2098-06-20T21:59:00Z'])(
		'no more where ours goes for an earlier one by hand: %s',
		async (byHand) => {
			const sim = await world();
			await runUser(sim, 'suspend', { parameters: { ...at, date: '2098-12-31' } });
			scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', byHand);
			const { items } = await runUser(sim, 'suspend', { parameters: at });

			expect(items).toMatchObject([{ reason: 'foreign_suspension' }]);
			expect(sim.state.schedules).toHaveLength(1);
			expect(memoryOf(sim)).toBe('taken back');
		},
	);

	it('not where an earlier suspension by hand stays', async () => {
		const sim = await world();
		scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', '2098-06-20T13:00:00Z');
		const { items } = await runUser(sim, 'suspend', { parameters: at });

		expect(items).toMatchObject([{ reason: 'foreign_suspension' }]);
		expect(memoryOf(sim)).toBeUndefined();
		expect(sim.journal.writes()).toEqual([]);
	});

	it('not where it is not wished', async () => {
		const sim = await world();
		await runUser(sim, 'suspend', { parameters: byEmployee('512') });

		expect(sim.state.user('noor.vidal').attributes).toEqual([floor]);
	});
});

describe('a day that cannot be remembered keeps nobody in', () => {
	const refused = { message: 'Too many attributes' };

	it.each([400, 403, 500])('now, answered with %s', async (status) => {
		const sim = await world();
		sim.fail({
			...{ kind: 'answer', status, body: refused, method: 'PUT' },
			times: status === 500 ? 4 : 1,
		});
		const { items, error } = await runUser(sim, 'suspend', { parameters: now });

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'suspended', warnings: ['last_day_not_remembered'] }]);
		expect(sim.state.users).toMatchObject([{ state: 'SUSPENDED', attributes: [floor] }]);
	});

	it.each([400, 403])('at a day, answered with %s', async (status) => {
		const sim = await world();
		sim.fail({ kind: 'answer', status, body: refused, method: 'PUT' });
		const { items } = await runUser(sim, 'suspend', { parameters: at });

		expect(items).toMatchObject([{ action: 'scheduled', warnings: ['last_day_not_remembered'] }]);
		expect(sim.state.schedules).toHaveLength(1);
	});

	it.each<[string, IDataObject, string]>([
		['now', { terminated_on: '2025-12-31' }, 'SUSPENDED'],
		['at a day', { terminated_on: LAST_DAY }, 'ACTIVATED'],
	])(
		'in a plan that is applied, %s: the failure names the attribute',
		async (_case, about, state) => {
			const sim = await world();
			const { items } = await planAndApply(sim, [aPerson(about)], { options }, (planned) => {
				sim.fail({
					kind: 'answer',
					status: 400,
					body: refused,
					method: 'PUT',
					times: state === 'SUSPENDED' ? 1 : 2,
				});
				if (state === 'SUSPENDED') {
					sim.fail({ kind: 'meanwhile', run: () => {}, method: 'PUT' });
					sim.fail({ kind: 'answer', status: 400, body: refused, method: 'PUT' });
				}
				return planned;
			});

			expect(items).toMatchObject([{ result: 'failed', notDone: ['attributes.hrLastDay'] }]);
			expect(sim.state.users).toMatchObject([{ state }]);
			expect(sim.state.schedules).toHaveLength(state === 'ACTIVATED' ? 1 : 0);
		},
	);
});

describe('an attribute that a plan keeps in step', () => {
	const setting = (name: string) => ({
		attributes: { attribute: [{ attribute: 'attributes', name, value: 'x' }] },
	});

	it.each<[string, IDataObject]>([
		['the last day', { ...setting('hrLastDay'), options }],
		['the link', { ...setting('hrId'), link: 'customAttribute', linkAttribute: 'hrId' }],
	])('cannot be that of %s: two rules would undo each other for ever', async (_case, rules) => {
		const sim = await world();
		const { error } = await planChanges(sim, [aPerson()], rules);

		expect(error?.message).toMatch(/^'Attributes' sets the value that/);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('whom IT locks between Plan and Apply stays locked', () => {
	const GONE = '2025-12-31';

	it.each<[string, IDataObject, IDataObject]>([
		['of somebody who has left', { terminated_on: GONE }, {}],
		['of somebody who leaves later', { terminated_on: LAST_DAY }, {}],
		['of somebody on leave', { on_leave: true }, { leaves: 'suspend', leaveMemory: 'hrLeave' }],
	])('%s', async (_case, about, rules) => {
		const sim = await world();
		const parameters = { options, ...rules };
		const { items: planned } = await planChanges(sim, [aPerson(about)], parameters);
		expect(planned).toHaveLength(1);
		Object.assign(sim.state.user('noor.vidal'), { state: 'SUSPENDED', suspended: true });
		const { items } = await applyChanges(sim, planned);

		expect(items.map(({ result }) => result)).toEqual(['noop']);
		expect(sim.state.user('noor.vidal').attributes).toEqual([floor]);
		sim.state.schedules.splice(0);
		const back = await planAndApply(sim, [aPerson({ on_leave: false })], parameters);
		expect(reasons(back.planned)).toEqual(['skip suspended']);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});
});
