import { skipped } from './bareEntry';
import type { BareEntry } from './bareEntry';
import { isWallClockAt } from './days';
import type { Departure, LeaverRule } from './departure';
import type { Person } from './input';
import type { FieldChange } from './planned';
import { decideTiming, planSchedule } from './schedule';
import type { ScheduledChange, ScheduledState } from './schedule';

export interface AccessRules {
	leavers: LeaverRule;
	/** what happens when somebody who works here is suspended */
	rehires: 'report' | 'unsuspend';
	/** when a staged user gets access */
	activation: 'none' | 'now' | 'firstDay';
	suspensionTime: string;
	timeZone: string;
	now: Date;
}

export type AccessState = 'STAGED' | 'ACTIVATED' | 'SUSPENDED';

interface AccessCase {
	person: Pick<Person, 'knowsLastDay' | 'firstDay'>;
	state: AccessState;
	/** what JumpCloud is going to do with this user by itself */
	pending: ScheduledChange[];
	departure: Departure;
	rules: AccessRules;
}

/** What has to happen to the access of a user; nothing when it is right. */
export function accessChanges(given: AccessCase): BareEntry[] {
	const { departure, rules, state } = given;
	if (departure.kind === 'now') {
		return rules.leavers === 'never' ? [] : listed(leavingNow(given, departure.reason));
	}
	if (state === 'SUSPENDED') return [suspendedThough(given)];
	if (departure.kind === 'at' && rules.leavers !== 'never') {
		const end = scheduled('SUSPENDED', departure.at, 'last_day', given.pending);
		return [...listed(end), ...listed(beginning(given, departure.at))];
	}
	const { ours, foreign } = unwantedEnds(given);
	const begin = beginning(given);
	if (begin && begin.action !== 'skip') {
		return [{ ...begin, changes: [...begin.changes, ...ours] }, ...listed(foreign)];
	}
	return [...listed(takenBack(ours)), ...listed(begin), ...listed(foreign)];
}

/** Suspends at once, and takes back what would bring them in again. */
export function leavingNow(
	{ state, pending }: Pick<AccessCase, 'state' | 'pending'>,
	reason: 'terminated' | 'inactive' | 'absent',
): BareEntry | undefined {
	const returning = pending.filter((change) => change.state === 'ACTIVATED').map(cancelling);
	if (state !== 'SUSPENDED') {
		const change = { field: 'state', from: state, to: 'SUSPENDED' };
		return { action: 'suspend', reason, changes: [change, ...returning], effectiveAt: null };
	}
	if (returning.length === 0) return undefined;
	const message = 'The user is suspended, and was going to be activated again.';
	return {
		...{ action: 'cancel_schedule', reason: 'would_return', changes: returning },
		...{ effectiveAt: null, message },
	};
}

/** When a new user gets access, for the entry that creates them. */
export function firstAccess(
	{ firstDay }: Pick<Person, 'firstDay'>,
	{ activation, now }: AccessRules,
): { kind: 'none' } | { kind: 'missing' } | { kind: 'now' } | { kind: 'at'; at: Date } {
	if (activation === 'none') return { kind: 'none' };
	if (activation === 'now') return { kind: 'now' };
	if (!firstDay) return { kind: 'missing' };
	const timing = decideTiming(firstDay, now, 'now');
	return timing.kind === 'at' ? timing : { kind: 'now' };
}

/** How a user who has never had access gets it, unless they leave before. */
function beginning({ state, rules, person, pending }: AccessCase, end?: Date) {
	if (state !== 'STAGED') return undefined;
	const access = firstAccess(person, rules);
	if (access.kind === 'none') return undefined;
	if (access.kind === 'missing')
		return skipped({ reason: 'missing_first_day', message: NO_FIRST_DAY });
	if (access.kind === 'at') {
		if (end && access.at >= end) return undefined;
		return scheduled('ACTIVATED', access.at, 'first_day', pending);
	}
	const change = { field: 'state', from: 'STAGED', to: 'ACTIVATED' };
	// What was scheduled for later could let in somebody who is locked out until then; what comes after
	// the end is cancelled with that.
	const later = pending
		.filter((one) => one.state === 'ACTIVATED' && !(end && one.at >= end))
		.map(cancelling);
	const entry: BareEntry = {
		...{ action: 'activate', reason: 'joiner', changes: [change, ...later], effectiveAt: null },
	};
	return entry;
}

/** Somebody who works here is suspended: nothing tells whether they came back, or must stay out. */
function suspendedThough(given: AccessCase): BareEntry {
	const { rules, person, departure } = given;
	const isYetToCome = rules.activation === 'firstDay' && firstAccess(person, rules).kind === 'at';
	const isCertain = person.knowsLastDay && departure.kind === 'none' && !isYetToCome;
	if (rules.rehires === 'report' || !isCertain) {
		return skipped({ reason: 'suspended', message: SUSPENDED });
	}
	const change = { field: 'state', from: 'SUSPENDED', to: 'ACTIVATED' };
	const changes = [change, ...unwantedEnds(given).ours];
	return { action: 'unsuspend', reason: 'rehired', changes, effectiveAt: null };
}

/**
 * Somebody who stays is going to be suspended. What was scheduled for a last day is taken back; what
 * comes at another time of day, or where nothing is scheduled for last days, was scheduled by a
 * person, who knows why.
 */
function unwantedEnds({ person, pending, rules }: AccessCase) {
	const { leavers, suspensionTime, timeZone } = rules;
	if (!person.knowsLastDay || leavers === 'never') return { ours: [] };
	const ends = pending.filter((change) => change.state === 'SUSPENDED');
	const ours = ends.filter(
		({ at }) => leavers === 'lastDay' && isWallClockAt(at, suspensionTime, timeZone),
	);
	const foreign = ends.filter((change) => !ours.includes(change));
	const at = foreign.map((change) => change.at.toISOString()).join(', ');
	return {
		ours: ours.map(cancelling),
		foreign:
			foreign.length > 0
				? skipped({ reason: 'foreign_suspension', message: foreignText(at) })
				: undefined,
	};
}

function takenBack(changes: FieldChange[]): BareEntry | undefined {
	if (changes.length === 0) return undefined;
	return { action: 'cancel_schedule', reason: 'not_leaving', changes, effectiveAt: null };
}

function foreignText(at: string): string {
	return `The user is going to be suspended at ${at}, and the source knows no last day. No plan with these settings would suspend at that time, so somebody may have scheduled it by hand. Cancel it in JumpCloud if it is wrong.`;
}

function listed<T>(one: T | undefined): T[] {
	return one === undefined ? [] : [one];
}

function scheduled(
	state: ScheduledState,
	at: Date,
	reason: 'last_day' | 'first_day',
	pending: ScheduledChange[],
): BareEntry | undefined {
	const { create, cancel } = planSchedule(pending, { state, at });
	const effectiveAt = at.toISOString();
	const changes = cancel.map(cancelling);
	if (create) changes.unshift({ field: `scheduled.${state}`, from: null, to: effectiveAt });
	return changes.length > 0 ? { action: 'schedule', reason, changes, effectiveAt } : undefined;
}

function cancelling({ id, state, at }: ScheduledChange): FieldChange {
	return { field: `scheduled.${state}`, from: at.toISOString(), to: null, id };
}

const SUSPENDED =
	'The person works here, and the user is suspended. Use Unsuspend if the access should come back.';

const NO_FIRST_DAY =
	'The user is Staged, and there is no first day on which to activate them. Enter one in the source, or activate the user by hand.';
