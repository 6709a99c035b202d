import { sleep } from 'n8n-workflow';

import { settle } from '../../shared/pool';
import { whyNoActivationMail } from '../sync/activationMail';
import type { WantedUser } from '../sync/attributes';
import type { Skip } from '../sync/conflicts';
import { readText } from '../sync/person';
import { endsOfDay, isSameMoment, planSchedule, unknownIn } from '../sync/schedule';
import type { ScheduledChange, ScheduledState } from '../sync/schedule';
import { saidState } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import { Withheld, unlessWithheld } from '../transport/safety';
import {
	activateUser,
	cancelScheduledChange,
	createScheduledChange,
	listScheduledChanges,
	reactivateUser,
} from '../transport/schedules';
import type { MailChoice } from '../transport/schedules';
import type { User } from '../transport/systemUser';
import { readUser } from '../transport/users';
import { DirectoryError } from './find';
import { updateUser } from './update';

/** What came of a change of state. */
interface StateChange {
	user: User;
	/** why the attributes that were to be written with it are not */
	notRemembered?: unknown;
}

/**
 * Suspends a user or takes a suspension back, at once. JumpCloud has two fields for the same thing and
 * refuses when they disagree, so both are sent; and only what it reports back counts as done.
 *
 * @param remembered attributes to write in the same call; when they are refused, the state counts alone
 * @throws NodeApiError when JumpCloud refuses, DirectoryError when it then reports another state
 */
export async function setSuspended(
	api: JumpCloud,
	user: User,
	suspended: boolean,
	remembered: WantedUser = {},
): Promise<StateChange> {
	const state = suspended ? 'SUSPENDED' : 'ACTIVATED';
	const access = { state, suspended } as const;
	const isAlone = Object.keys(remembered).length === 0;
	const outcome = await settle(updateUser(api, user, remembered, { access, clearEmpty: true }));
	if (outcome.ok && outcome.value.kind === 'written') {
		return { user: await confirmed(api, outcome.value.user, state) };
	}
	const failure = outcome.ok
		? outcome.value.kind === 'refused' && api.http.failure(outcome.value.answer)
		: outcome.cause;
	if (isAlone || failure instanceof Withheld) throw failure;
	// Nothing that is only to be remembered may keep anybody in.
	const { user: now } = await setSuspended(api, user, suspended);
	return { user: now, notRemembered: failure };
}

/**
 * An answer may leave the state out; what it says otherwise is final. Where nobody is ever said to have
 * one, whether the user is suspended tells.
 */
async function confirmed(api: JumpCloud, user: User, state: string): Promise<User> {
	const isTold = readText(user.state) !== '';
	const reported = isTold ? user : ((await readUser(api, user.id)) ?? user);
	const said = saidState(reported);
	if (said === state) return reported;
	throw new DirectoryError(
		`JumpCloud accepted the change of "${user.username}" but reports the state ${said ?? 'unknown'} instead of ${state}`,
		'Look at the user in the Admin Portal and run this again.',
	);
}

/** Gives a staged user access at once, with the mail that goes with it. */
export async function activate(api: JumpCloud, user: User, mail: MailChoice): Promise<User> {
	await activateUser(api, user.id, mail);
	return { ...user, state: 'ACTIVATED' };
}

/**
 * Sends the activation mail once more to a user who needs it, as JumpCloud has them at that moment: what
 * was listed before may be of somebody who has set a password meanwhile.
 */
export async function resendActivationMail(
	api: JumpCloud,
	user: User,
): Promise<{ user: User; why?: Skip<string> }> {
	const known = whyNoActivationMail(user);
	if (known) return { user, why: known };
	const latest = await readUser(api, user.id, MANAGED_FIELDS);
	if (!latest) return { user, why: { reason: 'user_not_found', message: GONE } };
	const why = whyNoActivationMail(latest);
	if (!why) await reactivateUser(api, latest.id);
	return { user: latest, why };
}

/** They say whether another directory manages the user. */
const MANAGED_FIELDS = 'externally_managed restrictedFields';

const GONE = 'The user was deleted a moment ago, so no activation mail is sent.';

/** By what time of day the changes are known that were made for the same purpose. */
export interface Clock {
	/** HH:mm, as the step has it */
	timeOfDay: string;
	/** how long after that minute has begun */
	restMs?: number;
	/** IANA name */
	timeZone: string;
	/** the last day that is remembered with the user */
	remembered?: string | null;
}

interface Wanted {
	state: ScheduledState;
	at: Date;
	mail?: MailChoice;
}

export type Scheduling =
	| {
			kind: 'scheduled' | 'kept';
			change: ScheduledChange;
			cancelled: ScheduledChange[];
			/** what is pending and nobody here can read */
			unknown?: ScheduledChange[];
	  }
	/** somebody has planned an earlier suspension by hand, and knows why */
	| { kind: 'foreign'; change: ScheduledChange; /** ours is there as well */ isKept: boolean }
	/** the time was too close for JumpCloud, so it is done */
	| { kind: 'done'; user: User };

/**
 * Sees to it that one change to the wanted state is pending for a user, at the wanted time. An equal one
 * is kept, whoever made it, and so is one at that time of which nobody can tell what it does; another one
 * of the same purpose is replaced, the new one first: when the connection breaks in between, there are two
 * for a while, instead of none. An earlier suspension at another time of day was scheduled by a person and
 * is not put off. A suspension takes back activations that would come at or after it.
 *
 * @param clock by which such times of day are told; without it, all count as of the same purpose
 *
 * @throws NodeApiError when JumpCloud refuses, NotCancelled for an old one that is still there
 */
export async function schedule(
	api: JumpCloud,
	user: User,
	wanted: Wanted,
	clock?: Clock,
): Promise<Scheduling> {
	const pending = await listScheduledChanges(api, user.id);
	const isOwn = byClock(clock, clock?.remembered);
	const { keep, doubt, create, cancel, foreign } = planSchedule(pending, wanted, isOwn);
	if (foreign && !create) {
		await cancelAll(api, cancel);
		return { kind: 'foreign', change: foreign, isKept: keep !== undefined || doubt !== undefined };
	}
	const there = keep ?? doubt;
	if (there) {
		await cancelAll(api, cancel);
		return { kind: 'kept', change: there, cancelled: cancel, unknown: unknownIn(pending) };
	}
	const isOnTime = byClock(clock);
	// What was not there a moment ago is of somebody who schedules at the same moment.
	const isRival = (one: ScheduledChange) =>
		(wanted.state === 'ACTIVATED' || isOnTime(one)) && !pending.some(({ id }) => id === one.id);
	const made = await scheduleNow(api, user, wanted, isRival);
	if (made.kind === 'done') return made;
	await cancelAll(api, cancel);
	const unknown = unknownIn(pending);
	return { kind: 'scheduled', change: made.change, cancelled: cancel, unknown };
}

/** Which suspensions come at the time of day of a clock; all, without one. */
function byClock(clock: Clock | undefined, remembered?: string | null) {
	if (!clock) return () => true;
	const { timeOfDay, timeZone, restMs } = clock;
	const isOnTime = endsOfDay(timeOfDay, timeZone, remembered);
	if (restMs === undefined) return isOnTime;
	// JumpCloud keeps seconds, so that a moment of its own may be cut.
	return (change: ScheduledChange) =>
		[0, 999].some((ms) => isOnTime({ ...change, at: new Date(+change.at - restMs + ms) }));
}

/**
 * Schedules a change without looking first, then looks once: of several that were made for the same
 * purpose at the same moment one stays, whoever asks. The last one made counts, because it was decided
 * last, and of equal ones the first.
 */
export async function scheduleNow(
	api: JumpCloud,
	user: User,
	wanted: Wanted,
	isSamePurpose: (change: ScheduledChange) => boolean = ({ at }) => isSameMoment(at, wanted.at),
): Promise<{ kind: 'scheduled'; change: ScheduledChange } | { kind: 'done'; user: User }> {
	const answer = await createScheduledChange(api, user.id, wanted, wanted.mail);
	if ('refused' in answer) {
		const isClose = wanted.at.getTime() - Date.now() < CLOSE_MS;
		if (wanted.state !== 'SUSPENDED' || !isClose) throw api.http.failure(answer.refused);
		return { kind: 'done', user: (await setSuspended(api, user, true)).user };
	}
	const { pending, created } = await lookFor(api, user, wanted, answer.id, isSamePurpose);
	const rivals = pending.filter(
		(one) => one.id !== created.id && one.state === wanted.state && isSamePurpose(one),
	);
	const newest = [created, ...rivals].reduce((one, other) => (isLater(other, one) ? other : one));
	const [change = created] = inTurn(
		[created, ...rivals].filter(({ at }) => isSameMoment(at, newest.at)),
	);
	await cancelAll(
		api,
		[created, ...rivals].filter(({ id }) => id !== change.id),
	);
	return { kind: 'scheduled', change };
}

/**
 * What was just scheduled, as JumpCloud lists it: by its ID where the answer told one, else by what it does
 * and when; or what somebody else has put in its place meanwhile. Only what is listed is there.
 *
 * @throws DirectoryError when nothing is
 */
async function lookFor(
	api: JumpCloud,
	user: User,
	{ state, at }: Wanted,
	toldId: string | undefined,
	isSamePurpose: (change: ScheduledChange) => boolean,
): Promise<{ pending: ScheduledChange[]; created: ScheduledChange }> {
	for (const pauseMs of [...LOOKS_MS, undefined]) {
		const pending = await listScheduledChanges(api, user.id);
		// Nobody knows in which word it is listed; it was not there before, or none would have been made.
		const likely = pending.filter((one) => one.state === state || one.state === 'UNKNOWN');
		const found =
			likely.find(({ id }) => id === toldId) ??
			inTurn(likely.filter((one) => isSameMoment(one.at, at)))[0];
		if (found) return { pending, created: { id: found.id, userId: user.id, state, at } };
		const isLast = pauseMs === undefined || api.isCancelled();
		const instead = pending.find((one) => one.state === state && isSamePurpose(one));
		if (isLast && instead) return { pending, created: instead };
		if (isLast) break;
		await sleep(pauseMs);
	}
	const what = state === 'SUSPENDED' ? 'suspension' : 'activation';
	throw new DirectoryError(
		`JumpCloud took the request to schedule the ${what} of "${user.username}" for ${at.toISOString()}, and does not list it: it is not certain that it will come`,
		'What was scheduled before is still there. Look at what is scheduled for the user in JumpCloud, and run this again: what is there by then is kept.',
	);
}

/** What may pass until a list shows what was just scheduled. */
const LOOKS_MS = [500, 2_000];

/** How close a time is that JumpCloud may find too close, with clocks that differ by minutes. */
const CLOSE_MS = 2 * 60 * 60_000;

/** The next one first; equal ones by their ids. */
function inTurn(changes: ScheduledChange[]): ScheduledChange[] {
	return changes.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (isLater(b, a) ? -1 : 1));
}

/** Ids count upwards; of numbers the longer one is the later one. */
function isLater({ id }: ScheduledChange, other: ScheduledChange): boolean {
	return id.length === other.id.length ? id > other.id : id.length > other.id.length;
}

/** Cancels changes; one that is gone already is as good. @returns those that were still there */
export async function cancelAll(
	api: JumpCloud,
	changes: readonly ScheduledChange[],
): Promise<ScheduledChange[]> {
	const caught: ScheduledChange[] = [];
	for (const change of changes) {
		const outcome = await settle(cancelScheduledChange(api, change));
		if (!outcome.ok) throw new NotCancelled(change, unlessWithheld(outcome.cause));
		if (outcome.value) caught.push(change);
	}
	return caught;
}

/** Something is still scheduled that must not come true. */
export class NotCancelled extends DirectoryError {
	constructor({ state, at, id }: Omit<ScheduledChange, 'userId'>, cause: unknown) {
		const what = { SUSPENDED: 'suspension', ACTIVATED: 'activation', UNKNOWN: 'change' }[state];
		const why = cause instanceof Error ? ` ${cause.message}.` : '';
		super(
			`The ${what} scheduled for ${at.toISOString()} (ID ${id}) could not be removed and is still to come.${why} Run this again, or cancel it in JumpCloud.`,
			cause instanceof Error && 'description' in cause ? String(cause.description) : undefined,
		);
	}
}

interface Cancelled {
	cancelled: ScheduledChange[];
	/** something was gone before it could be cancelled: it may have come true */
	cameLate: boolean;
	/** what is pending and nobody here can read: it stays */
	unknown: ScheduledChange[];
}

/** Cancels what is pending for a user, all of it or the changes to one state. */
export async function cancelPending(
	api: JumpCloud,
	user: User,
	state?: ScheduledState,
): Promise<Cancelled> {
	const pending = await listScheduledChanges(api, user.id);
	const unwanted = pending.filter((change) =>
		state === undefined ? change.state !== 'UNKNOWN' : change.state === state,
	);
	const cancelled = await cancelAll(api, unwanted);
	const cameLate = cancelled.length < unwanted.length;
	return { cancelled, cameLate, unknown: unknownIn(pending) };
}
