import type { AccessRules, Leaving } from './access';
import { dayIn, isCalendarDate } from './days';
import type { LeaveRules, LeaverInput } from './leaver';
import { INVALID, readDate, readYesNo } from './person';
import type { Person } from './person';
import { skipped, writing } from './planned';
import type { BareEntry, FieldChange } from './planned';
import { cancelling, own, remember } from './schedule';
import type { Remembering } from './schedule';

/** Whether a person is on leave today; what cannot be read, or contradicts itself, is doubt. */
export function withLeave(
	person: Person,
	{ onLeave, leaveUntil }: LeaverInput,
	{ timeZone, now }: Pick<AccessRules, 'timeZone' | 'now'>,
): Person {
	const said = readYesNo(onLeave);
	if (said === 'empty') return { ...person, leave: 'unsaid' };
	if (said !== true) return { ...person, leave: said === false ? 'off' : 'unclear' };
	const until = readDate(leaveUntil, '24:00', timeZone);
	// The last day of a leave is a day of it, also where it is the first one.
	const isOver = until === INVALID || (until && until.day < dayIn(now, timeZone));
	if (isOver) return { ...person, leave: 'unclear' };
	return { ...person, leave: 'on', ...(until && { leaveEnds: until.at }) };
}

/** Whether it is certain enough that somebody is here to give them a user. */
export function isAway({ leave }: Pick<Person, 'leave'>): boolean {
	return leave === 'on' || leave === 'unclear';
}

/** Why nobody makes a user for somebody who is away. */
export function awayNotice({ leave }: Pick<Person, 'leave'>): BareEntry {
	return leave === 'on' ? skipped(ON_LEAVE_WITHOUT_USER) : skipped(UNCLEAR);
}

interface LeaveCase extends Remembering {
	person: Pick<Person, 'active' | 'firstDay' | 'knowsLastDay' | 'lastDay' | 'noFirstDay'> &
		Pick<Person, 'leave' | 'leaveEnds'>;
	state: string;
	leaving: Leaving;
	rules: AccessRules & { leaves: LeaveRules };
	/** what the user remembers of a leave; null where there is nothing */
	leave: string | null;
	/** what would have to happen if the user had access */
	asIfIn(): BareEntry[];
}

/**
 * What a leave changes in what has to happen to the access. Only whom this package has suspended for a leave
 * is let in again; whom somebody else has suspended stays out, and whom somebody has let in stays in.
 */
export function duringLeave(access: BareEntry[], given: LeaveCase): BareEntry[] {
	const { person, leaving } = given;
	if (leaving.kind === 'now') return hasLeft(access, given);
	if (person.leave === 'on') return onLeave(access, given);
	if (person.leave === 'unclear')
		return [...access.filter(isNotLettingIn(person)), skipped(UNCLEAR)];
	return person.leave === 'off' ? isBack(access, given) : access;
}

/** A leave that ends for good: from now on the last day is why the user is out. */
function hasLeft(access: BareEntry[], given: LeaveCase): BareEntry[] {
	const { leaving, rules, state, leave, person } = given;
	if (leaving.kind !== 'now' || rules.leavers === 'never' || leave === null) return access;
	const suspension = access.find(({ action }) => action === 'suspend');
	if (suspension) {
		const changes = [...suspension.changes, ...forget(given)];
		return access.map((entry) => (entry === suspension ? { ...entry, changes } : entry));
	}
	if (state !== 'SUSPENDED') return access;
	const { rememberLastDay, now, timeZone } = rules;
	if (!isOurs(given)) return [...access, writing('update', leaving.reason, forget(given))];
	const today = dayIn(now, timeZone);
	const lastDay = person.lastDay?.day ?? today;
	const memory = remember(given, lastDay > today ? today : lastDay);
	// What was planned for another last day must not come when they may be back.
	const over = rules.leavers === 'lastDay' ? given.pending.filter(own(given)) : [];
	const changes = [...memory, ...over.map(cancelling), ...forget(given)];
	// It was no stranger who suspended them before the last day came.
	const kept = withoutField(access, `attributes.${rememberLastDay}`);
	const action = over.length > 0 ? 'cancel_schedule' : 'update';
	return [...kept, writing(action, leaving.reason, changes)];
}

function withoutField(access: BareEntry[], name: string): BareEntry[] {
	return access.flatMap((entry) => {
		const changes = entry.changes.filter(({ field }) => field !== name);
		if (changes.length === entry.changes.length) return [entry];
		return changes.length > 0 ? [{ ...entry, changes }] : [];
	});
}

function onLeave(access: BareEntry[], given: LeaveCase): BareEntry[] {
	const { state, rules, leave } = given;
	if (state === 'ACTIVATED') {
		if (leave !== null) return [...access, skipped(LET_IN)];
		const today = dayIn(rules.now, rules.timeZone);
		const changes: FieldChange[] = [
			{ field: 'state', from: state, to: 'SUSPENDED' },
			{ field: `attributes.${rules.leaves.memory}`, from: null, to: today },
		];
		// Whatever else there is to do about the access is done when they come back.
		const told = access.filter(({ action, reason }) => action === 'skip' || reason === RETURNING);
		return [writing('suspend', 'on_leave', changes), ...told];
	}
	const held = access.filter(isNotLettingIn(given.person));
	if (state === 'SUSPENDED' && isOurs(given)) {
		// Why they are out is known, and what is remembered of a last day is still to come.
		return held.filter(({ action, reason }) => action !== 'update' && reason !== 'suspended');
	}
	const back = state === 'STAGED' ? startsToCome(held, given) : [];
	if (back.length > 0) return [...held, writing('cancel_schedule', 'on_leave', back)];
	return held.length < access.length ? [...held, skipped(ON_LEAVE)] : access;
}

/** What would let somebody in during the leave, where the plan makes it anew once they are back. */
function startsToCome(
	held: readonly BareEntry[],
	{ person: { leaveEnds }, pending, rules }: LeaveCase,
): FieldChange[] {
	if (rules.activation !== 'now' && rules.activation !== 'firstDay') return [];
	const isDone = ({ field, from }: FieldChange) =>
		held.some(({ changes }) => changes.some((one) => one.field === field && one.from === from));
	const isDuring = ({ at }: { at: Date }) => leaveEnds === undefined || at < leaveEnds;
	const starts = pending
		.filter((one) => one.state === 'ACTIVATED' && isDuring(one))
		.map(cancelling);
	return starts.filter((change) => !isDone(change));
}

function isBack(access: BareEntry[], given: LeaveCase): BareEntry[] {
	const { state, rules, leave, person } = given;
	if (leave === null) return access;
	if (state !== 'SUSPENDED') return [...access, writing('update', 'leave_over', forget(given))];
	const today = dayIn(rules.now, rules.timeZone);
	const isYetToCome =
		person.noFirstDay === 'unreadable' ||
		(person.firstDay !== undefined && person.firstDay.day > today);
	const mayReturn = person.active === true && person.knowsLastDay && !isYetToCome;
	if (!isOurs(given) || !mayReturn) {
		// Whoever is let in for another reason remembers no leave any more.
		return access.map((entry) =>
			entry.action === 'unsuspend'
				? { ...entry, changes: [...entry.changes, ...forget(given)] }
				: entry,
		);
	}
	const open = given.asIfIn();
	const along = open.filter(({ action }) => action !== 'skip').flatMap(({ changes }) => changes);
	const change = { field: 'state', from: state, to: 'ACTIVATED' };
	return [
		writing('unsuspend', 'leave_over', [change, ...forget(given), ...along]),
		...open.filter(({ action }) => action === 'skip'),
	];
}

/** Whether this package has suspended them for a leave, as far as the user remembers. */
function isOurs({ leave, rules }: LeaveCase): boolean {
	if (leave === null || !isCalendarDate(leave)) return false;
	return leave <= dayIn(rules.now, rules.timeZone);
}

function forget({ leave, rules }: LeaveCase): FieldChange[] {
	return [{ field: `attributes.${rules.leaves.memory}`, from: leave, to: null }];
}

/** Of activations that would come after a last day. */
const RETURNING = 'would_return';

/** Also later, unless the leave is over by then: JumpCloud carries out what is scheduled, whoever is away. */
const isNotLettingIn =
	({ leaveEnds }: Pick<Person, 'leaveEnds'>) =>
	({ action, changes }: BareEntry) =>
		action !== 'activate' &&
		action !== 'unsuspend' &&
		!changes.some(
			({ field, to }) =>
				field === 'scheduled.ACTIVATED' &&
				to !== null &&
				(leaveEnds === undefined || new Date(String(to)) < leaveEnds),
		);

const ON_LEAVE = {
	reason: 'on_leave',
	message: 'The person is on leave, so nobody is let in. It is done when the leave is over.',
} as const;

const ON_LEAVE_WITHOUT_USER = {
	reason: 'on_leave',
	message: 'The person is on leave and has no user. One is made when the leave is over.',
} as const;

const LET_IN = {
	reason: 'on_leave',
	message:
		'The person is on leave, and the user was suspended for it. Somebody has let them in since, so they stay in. Suspend the user by hand if that is wrong.',
} as const;

const UNCLEAR = {
	reason: 'unclear_leave',
	message:
		"Whether the person is on leave is not clear: 'On Leave' is neither a yes nor a no, or 'Leave Until' is no date or past. So nobody is suspended for a leave, or let in. Correct it in the source.",
} as const;
