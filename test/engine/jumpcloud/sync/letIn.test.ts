import type { IDataObject } from 'n8n-workflow';

import type { SystemUser } from '../../../../playground/jumpcloud/types';
import { aPerson, aUser, closeAll, jumpCloud } from '../../../support/jumpcloud';
import {
	EVERYONE,
	directoryOf,
	planAndApply,
	planChanges,
	reasons,
	results,
	scheduleByHand,
} from './sync.support';

afterEach(closeAll);

const PAST = '2025-12-31';
const NOW = { activation: 'now', sendEmailTo: 'none' };
const FIRST_DAY = { activation: 'firstDay', sendEmailTo: 'none' };
const STAGED = { state: 'STAGED' as const };
const OUT = { state: 'SUSPENDED' as const, suspended: true };

type Edit = (item: IDataObject) => IDataObject;

/** Another change of the same user that *Apply* does not carry out. */
describe('whoever has a change that is refused is not let in by the same input', () => {
	const spoilt: Array<[string, string, Edit]> = [
		[
			'edited into a field that no plan changes',
			'not_planned',
			(item) => ({ ...item, changes: [{ field: 'password', from: null, to: 'x' }] }),
		],
		['without its changes', 'not_planned', (item) => ({ ...item, changes: [] })],
		['without its plan', 'not_planned', (item) => ({ ...item, plan: undefined })],
		['without its user', 'not_planned', (item) => ({ ...item, user: null })],
		[
			'without its person and its plan',
			'not_planned',
			(item) => ({ ...item, person: null, plan: 1 }),
		],
		['stopped by the guard', 'guarded', (item) => ({ ...item, guarded: true })],
		[
			'too old',
			'plan_too_old',
			(item) => ({
				...item,
				plan: { ...(item.plan as IDataObject), madeAt: '2026-01-01T00:00:00.000Z' },
			}),
		],
		[
			'out of date',
			'stale',
			(item) => ({ ...item, changes: [{ field: 'lastname', from: 'Other', to: 'Vidal' }] }),
		],
	];
	const waiting: Array<[string, Partial<SystemUser>, IDataObject, IDataObject]> = [
		['activated', STAGED, NOW, {}],
		['activated on the first day', STAGED, FIRST_DAY, { start_date: '2098-01-01' }],
		['let in again', OUT, { rehires: 'unsuspend' }, {}],
	];
	const cases = waiting.flatMap(([how, about, rules, more]) =>
		spoilt.map(
			([what, reason, edit]) =>
				[`${how}: an update ${what}`, about, rules, more, reason, edit] as const,
		),
	);

	it.each(cases)('%s', async (_case, about, rules, more, reason, edit) => {
		for (const turned of [false, true]) {
			const sim = await jumpCloud({ users: [aUser({ ...about, lastname: 'Old' })] });
			const before = directoryOf(sim);
			const { planned, items } = await planAndApply(sim, [aPerson(more)], rules, (all) => {
				const edited = all.map((item) => (item.action === 'update' ? edit(item) : item));
				return turned ? edited.toReversed() : edited;
			});

			expect(planned).toHaveLength(2);
			const inTurn = turned ? items.toReversed() : items;
			expect(inTurn).toMatchObject([
				{ result: 'refused', reason },
				{ result: 'refused', reason: 'earlier_change_failed' },
			]);
			expect(directoryOf(sim)).toEqual(before);
			expect(sim.journal.writes()).toEqual([]);
		}
	});

	it.each(cases)(
		'and nobody else is kept out by it: %s',
		async (_c, about, rules, more, _r, edit) => {
			const other = {
				username: 'bo',
				email: 'bo@corp.example',
				firstname: 'Bo',
				lastname: 'Vidal',
			};
			const sim = await jumpCloud({
				users: [
					aUser({ ...about, lastname: 'Old' }),
					{ ...other, ...about, employeeIdentifier: '513' },
				],
			});
			const bo = aPerson({ id: '513', first_name: 'Bo', work_email: 'bo@corp.example', ...more });
			const { items } = await planAndApply(sim, [aPerson(more), bo], rules, (all) =>
				all.map((item) => (item.action === 'update' ? edit(item) : item)),
			);

			expect(items.at(-1)).toMatchObject({ result: 'applied', user: { username: 'bo' } });
		},
	);
});

describe('Leavers: Never Suspend lets nobody in who has left', () => {
	const leaving: Array<[string, IDataObject]> = [
		['whose last day is past', { terminated_on: PAST }],
		['who is inactive', { active: false }],
		['who is inactive, and whose last day is past', { active: false, terminated_on: PAST }],
		[
			'whose last day is past, with a first day that is not',
			{ terminated_on: PAST, start_date: '2098-01-01' },
		],
		['whose email HR has blanked', { terminated_on: PAST, work_email: null }],
	];
	const settings: Array<[string, IDataObject]> = [
		['no activation', {}],
		['activation now', NOW],
		['activation on the first day', FIRST_DAY],
		['activation only moved', { activation: 'keepPlanned', sendEmailTo: 'none' }],
		['rehires let in', { rehires: 'unsuspend' }],
		['last days remembered', { options: { rememberLastDay: 'hrLastDay' } }],
		['everyone', { ...EVERYONE, rehires: 'unsuspend' }],
	];

	describe.each(leaving)('%s', (_leaving, about) => {
		it.each(settings)('a pending activation is taken back, with %s', async (_case, rules) => {
			const sim = await jumpCloud({ users: [aUser(STAGED)] });
			scheduleByHand(sim, 'noor.vidal', 'ACTIVATED', '2098-03-01T07:00:00Z');
			const people = [aPerson({ start_date: PAST, ...about })];
			await planAndApply(sim, people, { ...rules, leavers: 'never' });

			sim.clock.set('2099-01-01T00:00:00Z');
			expect(sim.state.user('noor.vidal').state).toBe('STAGED');
		});

		it.each(settings)('whoever is suspended stays so, with %s', async (_case, rules) => {
			const attributes = [{ name: 'hrLastDay', value: PAST }];
			const sim = await jumpCloud({ users: [aUser({ ...OUT, attributes })] });
			scheduleByHand(sim, 'noor.vidal', 'ACTIVATED', '2098-03-01T07:00:00Z');
			const people = [aPerson({ start_date: PAST, ...about })];
			await planAndApply(sim, people, { ...rules, leavers: 'never' });

			sim.clock.set('2099-01-01T00:00:00Z');
			expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		});

		it.each(settings)('whoever has access keeps it, with %s', async (_case, rules) => {
			const sim = await jumpCloud({ users: [aUser()] });
			await planAndApply(sim, [aPerson(about)], { ...rules, leavers: 'never' });

			expect(sim.state.users).toMatchObject([{ state: 'ACTIVATED' }]);
			expect(sim.state.schedules).toEqual([]);
		});
	});
});

describe('an activation that is only moved', () => {
	const ONLY_MOVED = { activation: 'keepPlanned', sendEmailTo: 'none' };
	const approved = async () => {
		const sim = await jumpCloud();
		await planAndApply(sim, [aPerson({ start_date: '2098-01-01' })], FIRST_DAY);
		expect(directoryOf(sim).at(-1)).toBe('noor.vidal ACTIVATED at 2098-01-01T07:00:00.000Z');
		return sim;
	};
	const apply = async (sim: Awaited<ReturnType<typeof approved>>, about: IDataObject) =>
		(await planAndApply(sim, [aPerson(about)], ONLY_MOVED)).items;

	it('moves with the first day, and is taken back when the hire is called off', async () => {
		const sim = await approved();
		expect(results(await apply(sim, { start_date: '2098-06-01' }))).toEqual(['applied schedule']);
		expect(directoryOf(sim).slice(1)).toEqual(['noor.vidal ACTIVATED at 2098-06-01T06:00:00.000Z']);
		sim.clock.set('2098-01-02T00:00:00Z');
		expect(sim.state.user('noor.vidal').state).toBe('STAGED');

		expect(results(await apply(sim, { start_date: null }))).toEqual(['applied cancel_schedule']);
		sim.clock.set('2099-01-01T00:00:00Z');
		expect(sim.state.users).toMatchObject([{ state: 'STAGED' }]);
	});

	it.each<[string, IDataObject]>([
		['there is no first day any more', { start_date: null }],
		['they are not active any more', { start_date: '2098-01-01', active: false }],
		['they leave before they begin', { start_date: '2098-01-01', terminated_on: '2097-06-30' }],
		['they left before they began', { start_date: '2098-01-01', terminated_on: PAST }],
		[
			'they leave before the day to which it moved',
			{ start_date: '2098-09-01', terminated_on: '2098-06-30' },
		],
	])('is not to come true when %s', async (_case, about) => {
		for (const leavers of ['lastDay', 'never', 'now']) {
			const sim = await approved();
			await planAndApply(sim, [aPerson(about)], { ...ONLY_MOVED, leavers });

			expect(sim.state.schedules.filter(({ state }) => state === 'ACTIVATED')).toEqual([]);
			sim.clock.set('2099-01-01T00:00:00Z');
			expect(sim.state.user('noor.vidal').state).not.toBe('ACTIVATED');
		}
	});

	it('stays when nothing has changed', async () => {
		const sim = await approved();
		expect(await apply(sim, { start_date: '2098-01-01' })).toEqual([]);
		expect(sim.state.schedules).toHaveLength(1);
	});

	it.each([
		['yet to begin', STAGED, { start_date: '2098-01-01' }],
		['yet to begin, whose first day is past', STAGED, { start_date: PAST }],
		['yet to begin, without a first day', STAGED, { start_date: null }],
		['active', {}, { start_date: PAST }],
	])('is made of nothing where nothing is planned: %s', async (_case, about, person) => {
		const sim = await jumpCloud({ users: [aUser(about)] });
		const before = directoryOf(sim);

		expect(await apply(sim, person)).toEqual([]);
		expect(directoryOf(sim)).toEqual(before);
	});

	it('is none of somebody new', async () => {
		const sim = await jumpCloud();
		await apply(sim, { start_date: '2098-01-01' });
		expect(sim.state.users).toMatchObject([STAGED]);
		expect(sim.state.schedules).toEqual([]);
	});
});

describe('with last days remembered', () => {
	const MEMORY = { options: { rememberLastDay: 'hrLastDay' } };
	const memoryOf = (sim: Awaited<ReturnType<typeof jumpCloud>>) =>
		sim.state.user('noor.vidal').attributes.find(({ name }) => name === 'hrLastDay')?.value;
	const apply = async (
		sim: Awaited<ReturnType<typeof jumpCloud>>,
		about: IDataObject,
		rules: IDataObject = {},
	) => (await planAndApply(sim, [aPerson(about)], { ...MEMORY, ...rules })).items;

	it.each<[string, IDataObject]>([
		['suspended for a last day', { terminated_on: PAST }],
		['suspended as inactive', { active: false }],
	])(
		'whoever was %s and is taken back by HR is let in, and it is forgotten',
		async (_case, about) => {
			const sim = await jumpCloud({
				users: [aUser({ attributes: [{ name: 'floor', value: '3' }] })],
			});
			await apply(sim, about);
			expect(sim.state.users).toMatchObject([OUT]);
			expect(memoryOf(sim)).toBeDefined();

			const back = await apply(sim, { start_date: PAST });
			expect(back).toMatchObject([{ result: 'applied', action: 'unsuspend', reason: 'rehired' }]);
			expect(sim.state.users).toMatchObject([{ state: 'ACTIVATED', suspended: false }]);
			expect(sim.state.user('noor.vidal').attributes).toEqual([{ name: 'floor', value: '3' }]);
			expect((await planChanges(sim, [aPerson()], MEMORY)).items).toEqual([]);
		},
	);

	it('the same when JumpCloud itself suspended them on the day', async () => {
		// The last day is yesterday by the time HR changes its mind.
		const sim = await jumpCloud({ users: [aUser()] });
		const yesterday = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
		Object.assign(sim.state.user('noor.vidal'), {
			...OUT,
			attributes: [{ name: 'hrLastDay', value: yesterday }],
		});
		expect(reasons((await planAndApply(sim, [aPerson()], MEMORY)).planned)).toEqual([
			'unsuspend rehired',
		]);
		expect(sim.state.users).toMatchObject([{ state: 'ACTIVATED', attributes: [] }]);
	});

	it.each<[string, IDataObject, Partial<SystemUser>]>([
		['IT locked them, and nothing is remembered', {}, {}],
		...['yes', '-', '0', '2025', '31.12.2025', '2025-12-31T00:00:00Z', '2025-02-30'].map(
			(value): [string, IDataObject, Partial<SystemUser>] => [
				`what is remembered is no day: ${value}`,
				{},
				{ attributes: [{ name: 'hrLastDay', value }] },
			],
		),
		['another attribute is remembered', {}, { attributes: [{ name: 'lastDay', value: PAST }] }],
		[
			'their first day is yet to come',
			{ start_date: '2098-01-01' },
			{ attributes: [{ name: 'hrLastDay', value: PAST }] },
		],
		[
			'HR does not say that they are active',
			{ active: null },
			{ attributes: [{ name: 'hrLastDay', value: PAST }] },
		],
	])('whoever is suspended stays so: %s', async (_case, about, user) => {
		const sim = await jumpCloud({ users: [aUser({ ...OUT, ...user })] });
		const before = directoryOf(sim);
		const { planned } = await planAndApply(sim, [aPerson(about)], MEMORY);

		expect(reasons(planned)).toEqual(['skip suspended']);
		expect(directoryOf(sim)).toEqual(before);
		expect(sim.journal.writes()).toEqual([]);
	});

	// Once they stayed out, so that nobody with a fixed term ever came back after a gap.
	it('whoever has a last day again is let in until then', async () => {
		const attributes = [{ name: 'hrLastDay', value: PAST }];
		const sim = await jumpCloud({ users: [aUser({ ...OUT, attributes })] });
		const again = aPerson({ terminated_on: '2098-06-30' });
		const { planned } = await planAndApply(sim, [again], MEMORY);

		expect(reasons(planned)).toEqual(['unsuspend rehired']);
		expect(sim.state.users).toMatchObject([
			{ state: 'ACTIVATED', attributes: [{ name: 'hrLastDay', value: '2098-06-30' }] },
		]);
		expect(sim.state.schedules).toMatchObject([{ state: 'SUSPENDED' }]);
		expect((await planChanges(sim, [again], MEMORY)).items).toEqual([]);
	});

	// The day was once kept, and let them in when HR took it back long after.
	it('whoever IT locked before a last day to come stays so, and the day is forgotten', async () => {
		const attributes = [{ name: 'hrLastDay', value: '2098-06-30' }];
		const sim = await jumpCloud({ users: [aUser({ ...OUT, attributes })] });
		const { planned } = await planAndApply(sim, [aPerson()], MEMORY);

		expect(reasons(planned)).toEqual(['skip suspended', 'update not_leaving']);
		expect(sim.state.users).toMatchObject([{ ...OUT, attributes: [] }]);
	});

	it('a source without last days lets nobody in', async () => {
		const attributes = [{ name: 'hrLastDay', value: PAST }];
		const sim = await jumpCloud({ users: [aUser({ ...OUT, attributes })] });
		await apply(sim, {}, { lastDay: '' });

		expect(sim.state.users).toMatchObject([OUT]);
	});

	it('a last day that HR takes back is forgotten with its suspension', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await apply(sim, { terminated_on: '2098-06-30' });
		expect(memoryOf(sim)).toBe('2098-06-30');
		await apply(sim, {});

		expect(sim.state.schedules).toEqual([]);
		expect(memoryOf(sim)).toBeUndefined();
	});

	const YESTERDAY = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);
	const BY_HAND = '2098-09-01T10:00:00.000Z';
	const pending: Array<[string, Partial<SystemUser>]> = [
		['suspended for a last day', { ...OUT, attributes: [{ name: 'hrLastDay', value: YESTERDAY }] }],
		['going to be', { attributes: [{ name: 'hrLastDay', value: YESTERDAY }] }],
	];

	it.each(pending)(
		'of whoever is %s and taken back, the suspension by hand stays, and is not undone later',
		async (_case, about) => {
			const sim = await jumpCloud({ users: [aUser(about)] });
			scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', BY_HAND);
			await apply(sim, {});
			expect(reasons((await planChanges(sim, [aPerson()], MEMORY)).items)).toEqual([
				'skip foreign_suspension',
			]);
			expect(directoryOf(sim)).toEqual([
				'noor.vidal noor.vidal@corp.example Noor Vidal 512 ACTIVATED',
				`noor.vidal SUSPENDED at ${BY_HAND}`,
			]);

			sim.clock.set('2098-09-02T00:00:00Z');
			const { planned } = await planAndApply(sim, [aPerson()], MEMORY);
			expect(reasons(planned)).toEqual(['skip suspended']);
			expect(sim.state.users).toMatchObject([OUT]);
		},
	);

	it('one by hand at our time of day is told from ours by the memory, which stays as long', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await apply(sim, { terminated_on: '2098-06-30' });
		scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', '2098-09-01T21:59:00Z');
		for (let night = 1; night <= 2; night++) {
			const { planned } = await planAndApply(sim, [aPerson()], MEMORY);
			expect(reasons(planned)).toContain('skip foreign_suspension');
			expect(directoryOf(sim).slice(1)).toEqual([
				'noor.vidal SUSPENDED at 2098-09-01T21:59:00.000Z',
			]);
		}

		sim.state.schedules.splice(0);
		await apply(sim, {});
		expect(memoryOf(sim)).toBeUndefined();
	});

	it('whoever is let in again is not suspended by what was scheduled for the last day', async () => {
		const sim = await jumpCloud({
			users: [aUser({ ...OUT, attributes: [{ name: 'hrLastDay', value: PAST }] })],
		});
		scheduleByHand(sim, 'noor.vidal', 'ACTIVATED', '2098-03-01T07:00:00Z');
		await apply(sim, {});
		sim.clock.set('2099-01-01T00:00:00Z');

		expect(sim.state.users).toMatchObject([{ state: 'ACTIVATED' }]);
	});
});
