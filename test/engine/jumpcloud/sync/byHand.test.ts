import type { IDataObject } from 'n8n-workflow';

import { isCalendarDate } from '../../../../nodes/JumpCloud/sync/days';
import type { JumpCloudSimulator } from '../../../../playground/jumpcloud/simulator';
import {
	aPerson,
	aUser,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
} from '../../../support/jumpcloud';
import { EVERYONE, directoryOf, planAndApply, scheduleByHand } from './sync.support';

afterEach(closeAll);

const LAST_DAY = '2098-07-31';
const MEMORY = { rememberLastDay: 'hrLastDay' };
const remembering = (value: string) => ({ attributes: [{ name: 'hrLastDay', value }] });

/** What HR says of the last day does not put off the earlier end that IT has set. */
describe('an earlier suspension that somebody scheduled by hand stays, and is told', () => {
	const AFTERNOON = '2098-06-20T13:00:00.000Z';
	const AT_OUR_TIME = '2098-06-20T21:59:00.000Z';
	const cases: Array<[string, string, object, IDataObject]> = [
		['at another time of day', AFTERNOON, {}, {}],
		['the same, with last days remembered', AFTERNOON, {}, MEMORY],
		['the same, with an older last day remembered', AFTERNOON, remembering('2098-06-30'), MEMORY],
		[
			'at our time of day, on a day that nobody remembers',
			AT_OUR_TIME,
			remembering(LAST_DAY),
			MEMORY,
		],
		['in the middle of the night', '2098-06-20T00:00:00.000Z', {}, {}],
		['a minute after our time', '2098-06-20T22:00:00.000Z', {}, {}],
	];

	const expectTold = (sim: JumpCloudSimulator, at: string, told: IDataObject | undefined) => {
		expect(told).toMatchObject({ reason: 'foreign_suspension' });
		expect(told?.message).toContain(at);
		expect(sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString())).toEqual([
			at,
		]);
	};
	const world = async (at: string, about: object) => {
		const sim = await jumpCloud({ users: [aUser(about)] });
		scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', at);
		return sim;
	};

	it.each(cases)('%s: Plan', async (_case, at, about, options) => {
		for (const people of [{}, EVERYONE]) {
			const sim = await world(at, about);
			const leaver = aPerson({ terminated_on: LAST_DAY });
			const { planned } = await planAndApply(sim, [leaver], { ...people, options });
			const [told, ...notes] = planned;
			expectTold(sim, at, told);
			// Once that one has come true, no last day is why the user is out.
			const days = sim.state.user('noor.vidal').attributes.map(({ value }) => value);
			expect(days.filter((day) => day && isCalendarDate(day))).toEqual([]);
			expect(sim.journal.writes()).toHaveLength(notes.length);
			const again = await planAndApply(sim, [leaver], { ...people, options });
			expect(again.planned).toMatchObject([{ reason: 'foreign_suspension' }]);
		}
	});

	it.each(cases)('%s: Suspend on the last day', async (_case, at, about, options) => {
		const sim = await world(at, about);
		const parameters = { ...byEmployee('512'), when: 'at', date: LAST_DAY, options };
		const { items } = await runUser(sim, 'suspend', { items: [aPerson()], parameters });
		expectTold(sim, at, items[0]);
		// A last day that was remembered before is none any more, as in a plan.
		const { attributes } = sim.state.user('noor.vidal');
		const isRemembering = Object.keys(about).length > 0;
		expect(attributes.map(({ value }) => value)).toEqual(isRemembering ? ['taken back'] : []);
		expect(sim.journal.writes()).toHaveLength(isRemembering ? 1 : 0);
		expect(items).toMatchObject([{ employeeId: '512', scheduled: { at } }]);
	});

	it('also when ours is there as well, for a last day that moves: ours goes', async () => {
		const sim = await world(AFTERNOON, {});
		const before = directoryOf(sim);
		scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', '2098-06-30T21:59:00Z');
		await planAndApply(sim, [aPerson({ terminated_on: LAST_DAY })], { options: MEMORY });

		expect(directoryOf(sim)).toEqual(before);
	});

	it('also when HR takes the last day back', async () => {
		const sim = await world(AFTERNOON, {});
		const { planned } = await planAndApply(sim, [aPerson()]);
		expectTold(sim, AFTERNOON, planned[0]);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('our own suspension follows the last day', () => {
	const scheduled = (sim: JumpCloudSimulator) =>
		sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString());
	const memoryOf = (sim: JumpCloudSimulator) =>
		sim.state.user('noor.vidal').attributes.map(({ value }) => value);

	it.each([
		['without a memory', {}, []],
		['with one', MEMORY, [LAST_DAY]],
	])('to a later and to an earlier one, %s', async (_case, options, remembered) => {
		const sim = await jumpCloud({ users: [aUser()] });
		for (const terminated_on of ['2098-06-30', '2098-12-31', LAST_DAY]) {
			await planAndApply(sim, [aPerson({ terminated_on })], { options });
		}

		expect(scheduled(sim)).toEqual([`${LAST_DAY}T21:59:00.000Z`]);
		expect(memoryOf(sim)).toEqual(remembered);
	});

	it('also in Suspend, which remembers it', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		for (const date of ['2098-06-30', '2098-12-31', LAST_DAY]) {
			const parameters = { ...byEmployee('512'), when: 'at', date, options: MEMORY };
			await runUser(sim, 'suspend', { parameters });
		}

		expect(scheduled(sim)).toEqual([`${LAST_DAY}T21:59:00.000Z`]);
		expect(memoryOf(sim)).toEqual([LAST_DAY]);
	});
});

it('a later suspension by hand does no harm: the last day is scheduled before it', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	scheduleByHand(sim, 'noor.vidal', 'SUSPENDED', '2098-09-01T10:00:00Z');
	await planAndApply(sim, [aPerson({ terminated_on: LAST_DAY })]);

	sim.clock.set('2098-08-01T12:00:00Z');
	expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
});
