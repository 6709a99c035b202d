import fc from 'fast-check';

import type { LeavingRules } from '../../../../nodes/JumpCloud/sync/leaver';
import { zonedTimeToUtc } from '../../../../nodes/JumpCloud/sync/days';
import { isMadeFromName } from '../../../../nodes/JumpCloud/sync/username';
import { forAll } from '../properties';
import { aPerson, aRule, aUser } from './building';
import { carriedOut, entriesOf, writesOf } from './carryOut';
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
	| { kind: 'itSchedules'; inDays: number; isOnTime: boolean }
	| { kind: 'hoursPass'; hours: number }
	| { kind: 'named'; lastName: string }
	| { kind: 'onLeave'; isAway: boolean }
	| { kind: 'contractEnds'; inDays: number | null };

const step: fc.Arbitrary<Step> = fc.oneof(
	fc
		.constantFrom(null, null, -2, 0, 1, 2, 40)
		.map((inDays) => ({ kind: 'lastDay' as const, inDays })),
	fc.boolean().map((active) => ({ kind: 'active' as const, active })),
	fc.constant({ kind: 'itSuspends' as const }),
	fc.constant({ kind: 'itUnsuspends' as const }),
	fc
		.record({ inDays: fc.constantFrom(1, 2, 3), isOnTime: fc.boolean() })
		.map((when) => ({ kind: 'itSchedules' as const, ...when })),
	fc.integer({ min: 1, max: 20 }).map((hours) => ({ kind: 'hoursPass' as const, hours })),
	fc
		.constantFrom('Vidal', 'Prats', 'Vidal Prats')
		.map((lastName) => ({ kind: 'named' as const, lastName })),
	fc.boolean().map((isAway) => ({ kind: 'onLeave' as const, isAway })),
	fc
		.constantFrom(null, null, -2, 1, 40)
		.map((inDays) => ({ kind: 'contractEnds' as const, inDays })),
);

/** What an admin may choose besides. */
interface Chosen {
	usernameFollowsRename: boolean;
	contractEnd?: 'lastDay';
	mfaDays?: number;
	/** then nobody but HR takes or gives access: whom IT locks during a leave cannot be told from the others */
	leaves?: { memory: string };
	leaving?: LeavingRules;
}

const GROUP = 'g1';

const chosen: fc.Arbitrary<Chosen> = fc.record({
	usernameFollowsRename: fc.boolean(),
	contractEnd: fc.constantFrom(undefined, 'lastDay' as const),
	mfaDays: fc.constantFrom(undefined, 7),
	leaves: fc.constantFrom(undefined, { memory: 'hrLeave' }),
	leaving: fc.constantFrom(undefined, {
		...{ groupIds: new Set([GROUP]), computed: new Set<string>(), clearsManager: true },
		atOnce: new Set<string>(),
	}),
});

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
	private contractEnd: string | null = null;
	private lastName = 'Vidal';
	private isAway = false;
	private isLockedByIt = false;
	/** suspensions that IT has scheduled, and for whose very moment HR wants none */
	private readonly itsOwn = new Set<string>();
	private times = 0;
	private world: World;

	constructor(
		private readonly clock: readonly [string, string],
		private readonly chosen: Chosen,
	) {
		const users = [aUser({ attributes: [], manager: 'boss' })];
		const members = { [GROUP]: ['u1'] };
		this.world = { people: [], users, pending: [], members, rules: aRule() };
	}

	get user() {
		const [user] = this.world.users;
		if (!user) throw new Error('the user is gone');
		return user;
	}

	live(next: Step): void {
		if (next.kind === 'active') this.active = next.active;
		if (next.kind === 'lastDay') this.lastDay = this.dayIn(next.inDays);
		if (next.kind === 'contractEnds') this.contractEnd = this.dayIn(next.inDays);
		if (next.kind === 'onLeave') this.isAway = next.isAway;
		if (next.kind === 'named') this.lastName = next.lastName;
		if (next.kind === 'hoursPass') this.pass(next.hours * HOUR_MS);
		if (this.chosen.leaves && next.kind.startsWith('it')) return;
		if (next.kind === 'itSchedules') this.scheduleByHand(next);
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

	private dayIn(days: number | null): string | null {
		if (days === null) return null;
		return new Date(this.nowMs + days * DAY_MS).toISOString().slice(0, 10);
	}

	/** One at a time: at the time of day at which last days end, or at another. */
	private scheduleByHand({ inDays, isOnTime }: { inDays: number; isOnTime: boolean }): void {
		const [time, zone] = this.clock;
		if (this.user.state !== 'ACTIVATED') return;
		if (this.world.pending.some(({ id }) => this.itsOwn.has(id))) return;
		const atMs = zonedTimeToUtc(this.dayIn(inDays) ?? '', time, zone).getTime();
		const at = new Date(isOnTime ? atMs : atMs - 3 * HOUR_MS);
		this.times++;
		const id = `it${this.times}`;
		this.itsOwn.add(id);
		this.world.pending.push({ id, userId: this.user.id, state: 'SUSPENDED', at });
	}

	/** What JumpCloud does by itself in the meantime. */
	private pass(ms: number): void {
		this.nowMs += ms;
		const due = this.world.pending
			.filter(({ at }) => at.getTime() <= this.nowMs)
			.toSorted((one, other) => one.at.getTime() - other.at.getTime());
		this.world.pending = this.world.pending.filter((change) => !due.includes(change));
		for (const { id, state } of due) {
			if (this.user.state !== 'SUSPENDED' && this.itsOwn.has(id)) this.isLockedByIt = true;
			this.user.state = state;
		}
	}

	/** What the plan has found to be the suspension that it wants is kept for it. */
	private shareEnds(now: Date): void {
		if (this.user.state !== 'ACTIVATED') return;
		const [time, zone] = this.clock;
		const day = this.lastDay ?? (this.isEnding ? this.contractEnd : null);
		for (const { id, at } of this.world.pending) {
			const isWanted = day !== null && +zonedTimeToUtc(day, time, zone) === +at;
			if (isWanted && at > now) this.itsOwn.delete(id);
		}
	}

	private plan(): void {
		const [suspensionTime, timeZone] = this.clock;
		const { active, lastDay, lastName, isAway: onLeave, contractEnd } = this;
		const now = new Date(this.nowMs);
		const rememberLastDay = 'hrLastDay';
		const rules = aRule({ ...this.chosen, now, suspensionTime, timeZone, rememberLastDay });
		const person = aPerson({ active, lastDay, lastName, onLeave, contractEnd });
		const world = { ...this.world, people: [person], rules };
		const wasOfName = this.isOfName;
		this.shareEnds(now);
		this.world = carriedOut(world, entriesOf(world));
		const mayFollow = this.chosen.usernameFollowsRename && active && lastDay === null;
		// A name that changes meanwhile leaves the username behind, which then is one of its own.
		if (wasOfName && mayFollow && !this.isEnding) expect(this.isOfName).toBe(true);
		if (!this.chosen.usernameFollowsRename) expect(this.user.username).toBe('noor.vidal');
		expect(writesOf(entriesOf(this.world))).toEqual([]);
	}

	private get isOfName(): boolean {
		const { firstname, lastname, username } = this.user;
		const names = { firstName: firstname ?? '', lastName: lastname ?? '' };
		return isMadeFromName(username, names, { letterCase: 'lower', maxLength: 30 });
	}

	/** Whether the end of a contract counts as a last day, past or to come. */
	private get isEnding(): boolean {
		return this.chosen.contractEnd === 'lastDay' && this.contractEnd !== null;
	}

	check(): void {
		const { state, attributes = [] } = this.user;
		const { pending } = this.world;
		const hasLeft = !this.active && this.lastDay === null;
		if (hasLeft) expect(state).toBe('SUSPENDED');
		if (hasLeft && this.chosen.leaving) {
			expect([this.user.manager ?? null, this.world.members[GROUP]]).toEqual([null, []]);
		}
		const ours = pending.filter(({ id }) => !this.itsOwn.has(id));
		expect(ours.length).toBeLessThanOrEqual(1);
		if (hasLeft || this.lastDay !== null || this.isEnding) return;
		if (this.chosen.leaves && this.isAway) {
			expect(state).toBe('SUSPENDED');
			return;
		}
		// HR says that they work here and stay.
		expect(state).toBe(this.isLockedByIt ? 'SUSPENDED' : 'ACTIVATED');
		// Beside a suspension by hand at our time of day it is kept that the last day is taken back.
		if (pending.length === 0 && !this.isLockedByIt) expect(attributes).toEqual([]);
		expect((attributes ?? []).map(({ value }) => value)).not.toContainEqual(
			expect.stringMatching(/^\d/),
		);
		if (!this.isLockedByIt) expect(ours).toEqual([]);
	}
}

describe('whatever HR and IT do one after the other', () => {
	it('whoever stays has access unless IT took it, and nothing is left that would take it', () => {
		const lives = fc.tuple(clock, chosen, fc.array(step, { maxLength: 12 }));
		forAll(lives, ([when, options, steps]) => {
			const life = new Life(when, options);
			for (const one of steps) {
				life.live(one);
				life.check();
			}
		});
	});
});
