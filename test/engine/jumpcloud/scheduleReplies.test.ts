import type { JumpCloudSwitches } from '../../../playground/jumpcloud/switches';
import {
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { directoryOf, planThenApply, results } from './sync/sync.support';

afterEach(closeAll);

/** Whatever comes back when a change is scheduled, it is there when it is listed, and not otherwise. */
const REPLIES: Array<[Partial<JumpCloudSwitches>]> = [
	[{}],
	[{ scheduleReply: 'record' }],
	[{ scheduleReply: 'results' }],
	[{ scheduleReply: 'empty' }],
	[{ scheduleReply: 'withoutId' }],
	[{ scheduleReply: 'requestId' }],
	[{ scheduleReply: 'text' }],
	[{ scheduleReply: 'none' }],
	[{ scheduleReply: 'record', scheduleIdName: 'id' }],
	[{ scheduleIdName: '_id' }],
	[{ scheduleIdName: 'jobId' }],
	[{ scheduleReply: 'empty', scheduledStates: 'lower' }],
	[{ scheduleReply: 'empty', scheduledStates: 'other' }],
	[{ scheduleDates: 'bare' }],
	[{ scheduleDates: 'seconds' }],
	[{ scheduleReply: 'empty', scheduleDates: 'milliseconds' }],
];

const END = '2099-01-31T22:59:00.000Z';
const leaver = { ...byEmployee('512'), when: 'at', date: '2099-01-31', timeOfDay: '23:59' };
const NOOR = 'noor.vidal noor.vidal@corp.example Noor Vidal 512';
const zone = { timezone: 'Europe/Madrid' };

describe('a suspension that Suspend schedules, answered in one of the ways', () => {
	it.each(REPLIES)(
		'%j: is there once, with its ID, and is kept the next time',
		async (switches) => {
			const sim = await jumpCloud({ users: [aUser()], switches });
			const first = await runUser(sim, 'suspend', { parameters: leaver, ...zone });
			const id = sim.state.schedules[0]?.scheduledJobId;
			const second = await runUser(sim, 'suspend', { parameters: leaver, ...zone });

			expect([first.error, second.error]).toEqual([undefined, undefined]);
			expect(first.items).toMatchObject([{ action: 'scheduled', scheduled: { id, at: END } }]);
			expect(second.items).toMatchObject([{ action: 'unchanged', scheduled: { id, at: END } }]);
			expect(directoryOf(sim)).toEqual([`${NOOR} ACTIVATED`, `noor.vidal SUSPENDED at ${END}`]);
			expect(calls(sim)).not.toContain('cancel');
		},
	);
});

describe('an activation that Activate schedules, answered in one of the ways', () => {
	it.each(REPLIES)('%j: is there once', async (switches) => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })], switches });
		const parameters = { ...byEmployee('512'), when: 'at', date: '2099-02-01' };
		const { items, error } = await runUser(sim, 'activate', { parameters, ...zone });

		const id = sim.state.schedules[0]?.scheduledJobId;
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'scheduled', scheduled: { id } }]);
		expect(sim.state.schedules).toHaveLength(1);
	});
});

const PLANNED = REPLIES.filter(
	([{ scheduleReply, scheduleDates }]) =>
		scheduleDates === 'seconds' || ['record', 'requestId', 'none'].includes(scheduleReply ?? ''),
);

describe('what a plan schedules, answered in one of the ways', () => {
	const ends = (day: string) => aPerson({ terminated_on: day });

	it.each(PLANNED)('%j: a last day that moves takes its suspension along', async (switches) => {
		const sim = await jumpCloud({ users: [aUser()], switches });
		const first = await planThenApply(sim, [ends('2099-01-31')]);
		const moved = await planThenApply(sim, [ends('2099-03-31')]);
		const again = await planThenApply(sim, [ends('2099-03-31')]);

		expect(results(first.items)).toEqual(['applied schedule']);
		expect(results(moved.items)).toEqual(['applied schedule']);
		expect(again.planned).toEqual([]);
		expect(sim.state.schedules.map(({ scheduledDate }) => scheduledDate.getUTCMonth())).toEqual([
			2,
		]);
	});

	it.each(PLANNED)('%j: a joiner is let in on the first day', async (switches) => {
		const sim = await jumpCloud({ switches });
		const rules = { activation: 'firstDay', firstDay: '={{ $json.start_date }}' };
		const joiner = [aPerson({ start_date: '2099-02-01' })];
		const { items } = await planThenApply(sim, joiner, rules);
		const again = await planThenApply(sim, joiner, rules);

		expect(results(items)).toEqual(['applied create']);
		expect(again.planned).toEqual([]);
		expect(directoryOf(sim)).toHaveLength(2);
		expect(sim.state.schedules).toMatchObject([{ state: 'ACTIVATED' }]);
	});
});

describe('a change that is answered as scheduled and never listed', () => {
	const switches = { schedulesKept: false };

	it.each([
		['Suspend', 'suspend', leaver, 'suspension', 'ACTIVATED'],
		[
			'Activate',
			'activate',
			{ ...byEmployee('512'), when: 'at', date: '2099-02-01' },
			'activation',
			'STAGED',
		],
	] as const)(
		'is not reported as scheduled by %s',
		async (_case, operation, parameters, what, state) => {
			const sim = await jumpCloud({ users: [aUser({ state })], switches });
			const { items, error } = await runUser(sim, operation, { parameters });

			expect(items).toEqual([]);
			expect(words(error)).toContain(`schedule the ${what} of "noor.vidal"`);
			expect(words(error)).toContain('it is not certain that it will come');
			expect(calls(sim)).not.toContain('cancel');
		},
	);

	it('takes nothing away of what was scheduled before, and nobody remembers its day', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const rules = { options: { rememberLastDay: 'hrLastDay' } };
		await planThenApply(sim, [aPerson({ terminated_on: '2099-01-31' })], rules);
		const before = structuredClone([sim.state.schedules, sim.state.users]);
		Object.assign(sim.switches, switches);
		const moved = aPerson({ terminated_on: '2099-03-31' });
		const { items } = await planThenApply(sim, [moved], rules);

		expect(items).toMatchObject([{ result: 'failed', action: 'schedule', reason: 'failed' }]);
		expect(items[0]?.message).toContain('it is not certain that it will come');
		expect([sim.state.schedules, sim.state.users]).toEqual(before);
	});
});
