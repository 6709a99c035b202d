import { dayIn } from './days';
import type { Person } from './person';
import { skipped, writing } from './planned';
import type { BareEntry, FieldChange, PlanReason } from './planned';
import {
	cancelling,
	decideTiming,
	foreignSuspension,
	isAhead,
	own,
	planSchedule,
	remember,
	takeBack,
	unknownIn,
	unknownSchedule,
	wasEarlier,
	wasOurs,
} from './schedule';
import type { Remembering, ScheduledChange, ScheduledState } from './schedule';
import type { AccessState } from './users';

type LeaverRule = 'lastDay' | 'now' | 'never';

/** What an admin decides about who may log in, and from when to when. */
export interface AccessRules {
	leavers: LeaverRule;
	/** what happens when somebody who works here is suspended */
	rehires: 'report' | 'unsuspend';
	/** when a staged user gets access; `keepPlanned` moves and takes back what somebody has planned */
	activation: 'none' | 'now' | 'firstDay' | 'keepPlanned';
	suspensionTime: string;
	/** IANA name */
	timeZone: string;
	/** the custom attribute that keeps the last day for which we suspend; nothing where none does */
	rememberLastDay?: string;
	now: Date;
}

type LeftReason = 'terminated' | 'inactive' | 'contract_ended';

/** Whether and when somebody loses the access, as far as the source says. */
export type Leaving =
	| { kind: 'none' }
	/** `at`: it is not over yet, and too close for JumpCloud to be sure to schedule it */
	| { kind: 'now'; reason: LeftReason; at?: Date }
	| { kind: 'at'; at: Date };

/**
 * A last day decides, past or to come; without one, an inactive person has left. A last day that ends
 * within the hour counts as over, because JumpCloud may schedule nothing so close.
 */
export function leavingOf(
	{ active, lastDay }: Pick<Person, 'active' | 'lastDay'>,
	{ leavers, now }: Pick<AccessRules, 'leavers' | 'now'>,
): Leaving {
	if (!lastDay) return active === false ? { kind: 'now', reason: 'inactive' } : { kind: 'none' };
	const reason = lastDay.isOfContract ? 'contract_ended' : 'terminated';
	if (leavers === 'now' || lastDay.isAtOnce) return { kind: 'now', reason };
	const timing = decideTiming(lastDay.at, now, 'now');
	if (timing.kind === 'at') return timing;
	const { at } = lastDay;
	return { kind: 'now', reason, ...(isAhead(at, now) && { at }) };
}

interface AccessCase extends Remembering {
	person: Pick<Person, 'active' | 'knowsLastDay' | 'lastDay' | 'firstDay' | 'noFirstDay'>;
	state: AccessState;
	leaving: Leaving;
	rules: AccessRules;
}

/** What has to happen to the access of a user; nothing when it is right. */
export function accessChanges(given: AccessCase): BareEntry[] {
	const unknown = unknownSchedule(given.pending);
	return [...changesFor(given), ...(unknown ? [skipped(unknown)] : [])];
}

function changesFor(given: AccessCase): BareEntry[] {
	const { leaving, rules, state } = given;
	if (leaving.kind === 'now') {
		// Whoever has left is not let in either, where leavers are never suspended.
		if (rules.leavers === 'never') return listed(notReturning(given.pending));
		// Until the very end of the last day, if JumpCloud takes it; else it is done when that is refused.
		const isSoon = leaving.at && rules.leavers === 'lastDay' && state === 'ACTIVATED';
		if (leaving.at && isSoon) return leavingAt(given, leaving.at, true);
		return listed(leavingNow(given, leaving.reason));
	}
	if (state === 'SUSPENDED') return suspendedThough(given);
	if (leaving.kind === 'at' && rules.leavers !== 'never') {
		const begin = joining(given, leaving.at);
		const isEver = state !== 'STAGED' || isLetInBefore(given, leaving.at, begin);
		return [...leavingAt(given, leaving.at, isEver), ...listed(begin)];
	}
	const after = notReturningAfter(given);
	const { ours, foreign, forgotten } = unwantedEnds(given);
	const begin = joining(given, leaving.kind === 'at' ? leaving.at : undefined);
	if (begin && begin.action !== 'skip' && begin.action !== 'cancel_schedule') {
		const entry = { ...begin, changes: [...begin.changes, ...ours] };
		return [entry, ...listed(staying([], forgotten)), ...listed(foreign), ...listed(after)];
	}
	const others = [begin, foreign, after].flatMap((one) => listed(one));
	return [...listed(staying(ours, forgotten)), ...others];
}

/** Suspends at once, and takes back what would bring them in again. */
export function leavingNow(
	given: Pick<AccessCase, 'state' | 'pending' | 'remembered' | 'rules'> & {
		person?: AccessCase['person'];
	},
	reason: LeftReason | 'absent' | 'out_of_scope',
): BareEntry | undefined {
	const { state, pending, rules, person } = given;
	if (state === 'SUSPENDED') return stayingOut(given, reason);
	// What is done now must not come again later, when they may be back.
	const isOwn = own(given);
	const over = pending.filter(
		(one) => one.state === 'ACTIVATED' || (rules.leavers === 'lastDay' && isOwn(one)),
	);
	const change = { field: 'state', from: state, to: 'SUSPENDED' };
	const today = dayIn(rules.now, rules.timeZone);
	const lastDay = person?.lastDay?.day ?? today;
	// A day that begins within the hour is over as well: only one that is past tells who may come back.
	const day = rules.leavers === 'lastDay' && lastDay > today ? today : lastDay;
	// What stays pending for that very day is somebody else's, and would pass for ours.
	const kept = pending.filter((one) => !over.includes(one));
	const isOther = rules.leavers === 'lastDay' && kept.some(own({ rules, remembered: day }));
	// Whoever has never had access gets none by being taken back.
	const toKeep = state === 'STAGED' ? null : day;
	const memory = isOther ? takeBack(given, kept) : remember(given, toKeep);
	return writing('suspend', reason, [change, ...memory, ...over.map(cancelling)]);
}

/** When a new user gets access, for the entry that creates them: never before a first day that is known. */
export function firstAccess(
	{ firstDay }: Pick<Person, 'firstDay'>,
	{ activation, now }: Pick<AccessRules, 'activation' | 'now'>,
): { kind: 'none' } | { kind: 'missing' } | { kind: 'now' } | { kind: 'at'; at: Date } {
	if (activation === 'none') return { kind: 'none' };
	if (!firstDay) return activation === 'now' ? { kind: 'now' } : { kind: 'missing' };
	const timing = decideTiming(firstDay.at, now, 'now');
	return timing.kind === 'at' ? timing : { kind: 'now' };
}

/** Whether a staged user gets access before it ends. */
function isLetInBefore({ pending }: AccessCase, end: Date, begin: BareEntry | undefined): boolean {
	if (begin && begin.action !== 'skip') return begin.action !== 'cancel_schedule';
	return pending.some(({ state, at }) => state === 'ACTIVATED' && at < end);
}

/**
 * The suspension for a last day to come: exactly one of ours. One that a person scheduled earlier is
 * reported, and not put off.
 *
 * @param isEver whether they have access until then: only that can be given back
 */
function leavingAt(given: AccessCase, at: Date, isEver: boolean): BareEntry[] {
	const { pending, rules, person } = given;
	const wanted = { state: 'SUSPENDED', at } as const;
	const { keep, create, cancel, foreign, doubt } = planSchedule(pending, wanted, own(given));
	const told =
		foreign && skipped(foreignSuspension(foreign, `the last day ends at ${at.toISOString()}`));
	const isOurs = isEver && (!foreign || create) && !doubt;
	// Of a last day for which nothing is scheduled any more, no suspension comes.
	const isTheirs = foreign && !create && !keep && !doubt;
	const memory = isOurs
		? remember(given, person.lastDay?.day ?? dayIn(at, rules.timeZone))
		: isTheirs || !isEver
			? takeBack(given)
			: [];
	const changes = [
		...(create ? [scheduling('SUSPENDED', at)] : []),
		...memory,
		...cancel.map(cancelling),
	];
	const isNote = !create && cancel.length === 0 && !isOurs;
	const entry = isNote
		? writing('update', 'last_day', changes)
		: writing('schedule', 'last_day', changes, at);
	if (changes.length === 0) return listed(told);
	return [...listed(told), entry];
}

/** How a user who has never had access gets it, unless they leave before. */
function joining(given: AccessCase, end?: Date): BareEntry | undefined {
	const { state, rules, person, pending } = given;
	if (state !== 'STAGED') return undefined;
	const planned = pending.filter((change) => change.state === 'ACTIVATED');
	// What comes after the end is cancelled with that.
	const before = planned.filter(({ at }) => !(end && at >= end));
	if (person.active === false) {
		// Whatever last day is to come, whoever does not work here now is not let in.
		if (rules.activation === 'none' || before.length === 0) return undefined;
		return { ...writing('cancel_schedule', 'not_joining', before.map(cancelling)), ...NOT_ACTIVE };
	}
	if (rules.activation === 'keepPlanned' && before.length === 0) return undefined;
	const access = firstAccess(person, rules);
	if (access.kind === 'none') return undefined;
	if (access.kind === 'missing') {
		// What the source does not say, or nobody can read, takes nothing back.
		const isGone = person.noFirstDay === 'empty' && before.length > 0;
		if (!isGone) return rules.activation === 'keepPlanned' ? undefined : skipped(NO_FIRST_DAY);
		return { ...writing('cancel_schedule', 'not_joining', before.map(cancelling)), ...CALLED_OFF };
	}
	if (end && access.kind === 'at' && access.at >= end) {
		return before.length > 0
			? { ...writing('cancel_schedule', 'not_joining', before.map(cancelling)), ...CALLED_OFF }
			: undefined;
	}
	if (access.kind === 'at') {
		const known = [...before, ...unknownIn(pending)];
		const { create, cancel } = planSchedule(known, { state: 'ACTIVATED', at: access.at });
		const changes = [
			...(create ? [scheduling('ACTIVATED', access.at)] : []),
			...cancel.map(cancelling),
		];
		return changes.length > 0 ? writing('schedule', 'first_day', changes, access.at) : undefined;
	}
	const change = { field: 'state', from: 'STAGED', to: 'ACTIVATED' };
	// What was scheduled for later could let in somebody who is locked out until then.
	return writing('activate', 'joiner', [change, ...before.map(cancelling)]);
}

/**
 * Somebody who works here is suspended. Whoever was suspended for a last day that is past, as the user
 * remembers, is back; of anybody else nothing tells whether they came back, or must stay out.
 */
function suspendedThough(given: AccessCase): BareEntry[] {
	const { rules, person, leaving } = given;
	const today = dayIn(rules.now, rules.timeZone);
	const isYetToCome =
		person.noFirstDay === 'unreadable' ||
		(person.firstDay !== undefined && person.firstDay.day > today);
	const isBack =
		person.active === true && person.knowsLastDay && leaving.kind !== 'now' && !isYetToCome;
	const isAnyone = rules.rehires === 'unsuspend' && leaving.kind === 'none';
	const mayReturn = isAnyone || wasOurs(given);
	if (!isBack || !mayReturn) {
		const told = skipped({ reason: 'suspended', message: SUSPENDED });
		return [
			told,
			...listed(staying([], forgottenEarly(given))),
			...listed(notReturningAfter(given)),
		];
	}
	const change = { field: 'state', from: 'SUSPENDED', to: 'ACTIVATED' };
	if (leaving.kind === 'at') {
		// Until the next last day, for which all is as with anybody who has access.
		const open = changesFor({ ...given, state: 'ACTIVATED' });
		const along = open.filter(({ action }) => action !== 'skip').flatMap(({ changes }) => changes);
		const told = open.filter(({ action }) => action === 'skip');
		return [writing('unsuspend', 'rehired', [change, ...along]), ...told];
	}
	const { ours, forgotten } = unwantedEnds(given);
	return [writing('unsuspend', 'rehired', [change, ...forgotten, ...ours])];
}

/**
 * Somebody who stays is going to be suspended. What was scheduled for a last day is taken back; what
 * comes at another time of day, or where nothing is scheduled for last days, was scheduled by a
 * person, who knows why. The last day is forgotten: once that one comes true, it is not the reason.
 */
function unwantedEnds(given: AccessCase) {
	const { person, pending, rules } = given;
	if (!person.knowsLastDay || rules.leavers === 'never') {
		// Where nobody is ever suspended for it, a last day to come is remembered all the same.
		const isOver = person.knowsLastDay && given.leaving.kind === 'none';
		return { ours: [], forgotten: isOver ? remember(given, null) : [] };
	}
	const ends = pending.filter((change) => change.state === 'SUSPENDED');
	const ours = ends.filter((change) => rules.leavers === 'lastDay' && own(given)(change));
	const others = ends.filter((change) => !ours.includes(change));
	const [first, ...more] = others;
	return {
		ours: ours.map(cancelling),
		foreign: first && skipped(foreignSuspension(first, 'the source knows no last day', more)),
		forgotten: takeBack(given),
	};
}

/** Whoever leaves on a day to come is not let in again at or after its end, whatever suspends them. */
function notReturningAfter({ pending, leaving }: AccessCase): BareEntry | undefined {
	if (leaving.kind !== 'at') return undefined;
	return notReturning(pending.filter(({ at }) => at >= leaving.at));
}

/** Whoever is out already and has left stays out. */
function stayingOut(given: Remembering, reason: PlanReason): BareEntry | undefined {
	const returning = notReturning(given.pending);
	const forgotten = forgottenEarly(given);
	if (forgotten.length === 0) return returning;
	if (!returning) return writing('update', reason, forgotten);
	return { ...returning, changes: [...returning.changes, ...forgotten] };
}

/** Whom somebody else suspended before the last day came is not let in again when it is taken back. */
function forgottenEarly(given: Remembering): FieldChange[] {
	return wasEarlier(given) ? takeBack(given) : [];
}

function notReturning(pending: readonly ScheduledChange[]): BareEntry | undefined {
	const returning = pending.filter((change) => change.state === 'ACTIVATED').map(cancelling);
	if (returning.length === 0) return undefined;
	const message = 'The person has left, and the user was going to be activated.';
	return { ...writing('cancel_schedule', 'would_return', returning), message };
}

function staying(ours: FieldChange[], forgotten: FieldChange[]): BareEntry | undefined {
	if (ours.length > 0) return writing('cancel_schedule', 'not_leaving', [...ours, ...forgotten]);
	return forgotten.length > 0 ? writing('update', 'not_leaving', forgotten) : undefined;
}

function scheduling(state: ScheduledState, at: Date): FieldChange {
	return { field: `scheduled.${state}`, from: null, to: at.toISOString() };
}

function listed<T>(one: T | undefined): T[] {
	return one === undefined ? [] : [one];
}

const SUSPENDED =
	'The person works here, and the user is suspended. Use Unsuspend if the access should come back.';

const NO_FIRST_DAY = {
	reason: 'missing_first_day',
	message:
		'The user is Staged, and there is no first day on which to activate them. Enter one in the source, or activate the user by hand.',
} as const;

const CALLED_OFF = {
	message:
		'The user was going to be activated, and by now there is no first day on which the person begins. Nobody is let in.',
};

const NOT_ACTIVE = {
	message:
		'The user was going to be activated, and by now the source says that the person is not active. Nobody is let in.',
};
