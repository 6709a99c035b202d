import fc from 'fast-check';
import type { ScheduledChange } from '../../../nodes/JumpCloud/sync/schedule';
import {
	decideTiming,
	MINIMUM_NOTICE_MS,
	planSchedule,
} from '../../../nodes/JumpCloud/sync/schedule';
import { forAll } from './properties';

const NOW = new Date('2026-12-31T10:00:20.500Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe('a wanted instant', () => {
	// An hour is what JumpCloud wants; the minute keeps a slow second from losing a suspension.
	it.each([61, 62, 60 * 24 * 365])(
		'%d minutes ahead stays as it is under every rule',
		(minutes) => {
			const at = inMinutes(minutes);
			for (const rule of ['now', 'push', 'stop'] as const) {
				expect(decideTiming(at, NOW, rule)).toEqual({ kind: 'at', at });
			}
		},
	);

	it.each([60.9, 60, 59.9, 1, 0, -1, -60 * 24 * 365])('%d minutes ahead is too soon', (minutes) => {
		const at = inMinutes(minutes);
		const pushed = { kind: 'at', at: new Date('2026-12-31T11:02:00.000Z') };
		expect(decideTiming(at, NOW, 'now')).toEqual({ kind: 'now' });
		expect(decideTiming(at, NOW, 'push')).toEqual(pushed);
		expect(decideTiming(at, NOW, 'stop')).toEqual({
			kind: 'refused',
			reason: minutes > 0 ? 'tooSoon' : 'past',
		});
	});

	it('that is pushed is a full minute, one to two minutes beyond the hour', () => {
		const anyNow = fc.date({
			min: new Date('2000-01-01'),
			max: new Date('2090-01-01'),
			noInvalidDate: true,
		});
		forAll(anyNow, (now) => {
			const timing = decideTiming(now, now, 'push');
			const at = timing.kind === 'at' ? timing.at.getTime() : Number.NaN;
			const spareMs = at - now.getTime() - MINIMUM_NOTICE_MS;
			expect(at % 60_000).toBe(0);
			expect(spareMs).toBeGreaterThanOrEqual(60_000);
			expect(spareMs).toBeLessThan(120_000);
		});
	});
});

describe('the schedule of a user', () => {
	const at = new Date('2026-12-31T23:00:00.000Z');
	const change = (id: string, state: ScheduledChange['state'], when: string): ScheduledChange => ({
		id,
		userId: 'u1',
		state,
		at: new Date(when),
	});
	const wanted = { state: 'SUSPENDED' as const, at };

	it('gets the change when it has none', () => {
		expect(planSchedule([], wanted)).toEqual({ create: true, cancel: [] });
	});

	it('stays alone when it holds an equal one, milliseconds aside', () => {
		const equal = change('a', 'SUSPENDED', '2026-12-31T23:00:00.700Z');
		expect(planSchedule([equal], wanted)).toEqual({ keep: equal, create: false, cancel: [] });
	});

	it('gets another one in place of one that is a second off', () => {
		const off = change('a', 'SUSPENDED', '2026-12-31T23:00:01.000Z');
		expect(planSchedule([off], wanted)).toEqual({ create: true, cancel: [off] });
	});

	it('keeps one of two equal ones and drops every other of the state', () => {
		const equal = change('a', 'SUSPENDED', '2026-12-31T23:00:00Z');
		const twin = change('b', 'SUSPENDED', '2026-12-31T23:00:00Z');
		const older = change('c', 'SUSPENDED', '2026-12-15T23:00:00Z');
		const plan = planSchedule([older, equal, twin], wanted);
		expect(plan).toEqual({ keep: equal, create: false, cancel: [older, twin] });
	});

	it('loses activations at and after a suspension, so that a leaver does not come back', () => {
		const before = change('a', 'ACTIVATED', '2026-12-31T22:59:59Z');
		const same = change('b', 'ACTIVATED', '2026-12-31T23:00:00Z');
		const after = change('c', 'ACTIVATED', '2027-01-07T08:00:00Z');
		expect(planSchedule([before, same, after], wanted).cancel).toEqual([same, after]);
	});

	it('keeps its suspension when an activation is wanted', () => {
		const suspension = change('a', 'SUSPENDED', '2027-06-30T22:00:00Z');
		expect(planSchedule([suspension], { state: 'ACTIVATED', at })).toEqual({
			create: true,
			cancel: [],
		});
	});

	it('holds exactly one change of the wanted state afterwards, and planning again changes nothing', () => {
		const anyChange = fc.record({
			id: fc.uuid(),
			userId: fc.constant('u1'),
			state: fc.constantFrom('ACTIVATED' as const, 'SUSPENDED' as const),
			at: fc
				.integer({ min: -3, max: 3 })
				.map((hours) => new Date(at.getTime() + hours * 3_600_000)),
		});
		const anyCase = fc.tuple(fc.array(anyChange), anyChange);
		forAll(anyCase, ([existing, target]) => {
			const plan = planSchedule(existing, target);
			const left = existing.filter((pending) => !plan.cancel.includes(pending));
			const after = plan.create ? [...left, target] : left;
			const ofState = after.filter(({ state }) => state === target.state);
			expect(ofState.map((pending) => pending.at)).toEqual([target.at]);
			expect(planSchedule(after, target)).toMatchObject({ create: false, cancel: [] });
		});
	});
});
