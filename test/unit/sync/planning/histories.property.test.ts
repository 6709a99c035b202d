import fc from 'fast-check';

import { forAll } from '../properties';
import { aPerson, aRule, aUser } from './building';
import { carriedOut, entriesOf } from './carryOut';
import { NOW } from './worlds';
import type { World } from './worlds';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What can happen to somebody between two plans. */
type Step =
	| { kind: 'lastDay'; inDays: number | null }
	| { kind: 'active'; active: boolean }
	| { kind: 'itSuspends' }
	| { kind: 'itUnsuspends' }
	| { kind: 'hoursPass'; hours: number };

const step: fc.Arbitrary<Step> = fc.oneof(
	fc
		.constantFrom(null, null, -2, 0, 1, 2, 40)
		.map((inDays) => ({ kind: 'lastDay' as const, inDays })),
	fc.boolean().map((active) => ({ kind: 'active' as const, active })),
	fc.constant({ kind: 'itSuspends' as const }),
	fc.constant({ kind: 'itUnsuspends' as const }),
	fc.integer({ min: 1, max: 20 }).map((hours) => ({ kind: 'hoursPass' as const, hours })),
);

const clock = fc.constantFrom(
	['23:59', 'Europe/Madrid'],
	['24:00', 'Europe/Madrid'],
	['00:00', 'America/Los_Angeles'],
	['18:30', 'Asia/Kolkata'],
);

/** One person and their user, through a history; every step is followed by a plan that is carried out. */
class Life {
	private nowMs = NOW.getTime();
	private active = true;
	private lastDay: string | null = null;
	private isLockedByIt = false;
	private world: World;

	constructor(private readonly clock: readonly [string, string]) {
		const users = [aUser({ attributes: [] })];
		this.world = { people: [], users, pending: [], members: {}, rules: aRule() };
	}

	get user() {
		const [user] = this.world.users;
		if (!user) throw new Error('the user is gone');
		return user;
	}

	live(next: Step): void {
		if (next.kind === 'active') this.active = next.active;
		if (next.kind === 'lastDay') {
			const at = next.inDays === null ? null : new Date(this.nowMs + next.inDays * DAY_MS);
			this.lastDay = at && at.toISOString().slice(0, 10);
		}
		if (next.kind === 'hoursPass') this.pass(next.hours * HOUR_MS);
		if (next.kind === 'itSuspends' && this.user.state === 'ACTIVATED') {
			this.user.state = 'SUSPENDED';
			this.isLockedByIt = true;
		}
		if (next.kind === 'itUnsuspends' && this.user.state === 'SUSPENDED') {
			this.user.state = 'ACTIVATED';
			this.isLockedByIt = false;
		}
		this.plan();
	}

	/** What JumpCloud does by itself in the meantime. */
	private pass(ms: number): void {
		this.nowMs += ms;
		const due = this.world.pending.filter(({ at }) => at.getTime() <= this.nowMs);
		this.world.pending = this.world.pending.filter((change) => !due.includes(change));
		for (const { state } of due) this.user.state = state;
	}

	private plan(): void {
		const [suspensionTime, timeZone] = this.clock;
		const { active, lastDay } = this;
		const now = new Date(this.nowMs);
		const rememberLastDay = 'hrLastDay';
		const rules = aRule({ now, suspensionTime, timeZone, rememberLastDay });
		const world = { ...this.world, people: [aPerson({ active, lastDay })], rules };
		this.world = carriedOut(world, entriesOf(world));
	}

	check(): void {
		const { state, attributes = [] } = this.user;
		const { pending } = this.world;
		const hasLeft = !this.active && this.lastDay === null;
		if (hasLeft) expect(state).toBe('SUSPENDED');
		expect(pending.length).toBeLessThanOrEqual(1);
		if (hasLeft || this.lastDay !== null) return;
		// HR says that they work here and stay.
		expect(state).toBe(this.isLockedByIt ? 'SUSPENDED' : 'ACTIVATED');
		expect(attributes).toEqual([]);
		if (!this.isLockedByIt) expect(pending).toEqual([]);
	}
}

describe('whatever HR and IT do one after the other', () => {
	it('whoever stays has access unless IT took it, and nothing is left that would take it', () => {
		forAll(fc.tuple(clock, fc.array(step, { maxLength: 12 })), ([when, steps]) => {
			const life = new Life(when);
			for (const one of steps) {
				life.live(one);
				life.check();
			}
		});
	});
});
