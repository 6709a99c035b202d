import { NodeApiError } from 'n8n-workflow';

import { settle } from '../../shared/pool';
import { isAttribute, pendingManager } from '../sync/attributes';
import { isActivation, isJoin, isReport, isScheduled } from '../sync/planned';
import type { FieldChange, PlannedPerson, PlannedUser } from '../sync/planned';
import type { DaysEnd } from '../sync/schedule';
import type { EmailRules, UsernameRules } from '../sync/username';
import { keyOf, linkField, linkOf, sameEmail, stateOf } from '../sync/users';
import type { Link } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import { changeMembership } from '../transport/groups';
import type { MembershipOutcome } from '../transport/groups';
import { Withheld } from '../transport/safety';
import type { MailChoice } from '../transport/schedules';
import type { User } from '../transport/systemUser';
import { readUser } from '../transport/users';
import { NotCancelled } from './access';
import { findPlannedManager } from './find';
import { COMPUTED, REVIEWED, UNDONE } from './memberships';
import { KNOWN_FOR_MS } from './snapshot';
import type { Reading } from './snapshot';
import { Refused, gone, unlessGone, updatePlanned } from './update';

/** A planned change as plain values. */
export interface PlannedWork {
	planId: string;
	action: string;
	/** it takes what goes with the access, so only of somebody who has lost that */
	onlyIfSuspended: boolean;
	changes: FieldChange[];
	person: PlannedPerson | null;
	/** as they were when the plan was made; null for somebody who is to be created */
	user: PlannedUser | null;
	/** who gets the mail of an activation */
	mail: MailChoice;
	link: Link;
	/** how usernames are made; null for given ones */
	usernames: UsernameRules | null;
	emails?: EmailRules;
	/** when last days end; null when the plan schedules no suspensions */
	daysEnd: DaysEnd | null;
}

/** A user as this run has them. */
interface KnownUser {
	user: User;
	/** when JumpCloud was asked */
	readAtMs: number;
	/** when it was last certain that nobody else had changed them here */
	checkedAtMs: number;
	/** until when this run has held them */
	heldAtMs: number;
	/** what was read of them, where that is not all that is ever compared */
	fields?: Reading['fields'];
}

/** What all changes of one run share. */
export interface Applying {
	api: JumpCloud;
	known: Map<string, KnownUser>;
	/** ids of the users made in this run, by the employee ids and emails of their people */
	created: Map<string, string>;
	/** ids of the users and employees of whom a change was not made */
	troubled: Set<string>;
	/** something of somebody was refused before, and nobody knows whose */
	isSomebodyHeld: boolean;
	/** ids of the users who are suspended, and are let in again by this run */
	returning: ReadonlySet<string>;
}

/** Why something was not done. */
export interface Trouble {
	result: 'refused' | 'failed';
	reason: string;
	message: string;
}

/** Why something was not done, from what was thrown. */
export function troubleOf(cause: unknown): Trouble {
	const message = cause instanceof Error ? cause.message : String(cause);
	if (cause instanceof Withheld) {
		// A switch or a protection that does its work is no failure; one that cannot is.
		const result = cause.reason === 'protected_group' ? 'failed' : 'refused';
		return { result, reason: cause.reason, message: cause.words };
	}
	if (cause instanceof Refused) return { result: 'refused', reason: cause.reason, message };
	if (cause instanceof NotCancelled) {
		return { result: 'failed', reason: 'schedule_not_cancelled', message };
	}
	const advice = cause instanceof Error && 'description' in cause ? cause.description : undefined;
	const told = advice ? `${message.replace(/\.$/, '')}. ${String(advice)}` : message;
	if (!(cause instanceof NodeApiError))
		return { result: 'failed', reason: 'failed', message: told };
	return { result: 'failed', reason: reasonOfStatus(cause.httpCode ?? ''), message: told };
}

const reasonOfStatus = (code: string) =>
	code === '401' ? 'credential' : /^4(?!29)/.test(code) ? 'not_accepted' : 'not_reached';

/** With a credential that is not accepted, or cannot protect, nothing else would be done either. */
export function concernsAll({ reason }: Trouble): boolean {
	return reason === 'credential' || reason === 'protected_group';
}

/** One planned change on its way. */
export interface Task {
	work: PlannedWork;
	/** empty until the user exists */
	userId: string;
	/** the user was made by this very run */
	isMade?: boolean;
	/** what the plan has read of it just now */
	recent?: Reading;
	/** nothing further is done */
	isOver: boolean;
	/** what has been written so far */
	made: FieldChange[];
	/** planned changes that are as they should be, written or not */
	settled: Set<FieldChange>;
	/** words for workflows, and sentences for people, of what is no trouble */
	warnings: string[];
	notes: string[];
	/** groups to join once the user is back */
	waiting: FieldChange[];
	troubles: Trouble[];
	/** the user as JumpCloud had them last */
	user?: User;
}

/** On what nobody else works along with a part of a task: of a deletion, on those who report to the user as well. */
export function keysOf({ work: { person, changes }, userId }: Task): string[] {
	if (userId === '') {
		// Those who have no email have it not in common.
		const email = person?.email ? [`email:${keyOf(person.email)}`] : [];
		return [...email, `employee:${person?.employeeId ?? ''}`];
	}
	const reports = changes.filter(isReport);
	return [userId, ...reports.map(({ id = '' }) => id)].map((id) => `user:${id}`);
}

/** An attribute whose value is known; a manager who was yet to be created is not. */
export const isKnownAttribute = ({ field, to }: FieldChange) =>
	isAttribute(field) && pendingManager(to) === undefined;

/** Lists are replaced whole, and somebody may decide about the access meanwhile: neither must be undone. */
const CERTAIN_FOR_MS = 5_000;

/**
 * The user of a task as JumpCloud has them: read again, unless that was done in this minute, or for what is
 * delicate within five seconds, and nothing here has changed them since.
 *
 * @param changes that are about to be written
 * @throws Refused when there is none any more, or when they belong to somebody else by now
 */
export async function userOf(
	applying: Applying,
	task: Task,
	lastEndMs: number,
	changes: readonly FieldChange[] = task.work.changes,
): Promise<User> {
	const { known } = applying;
	const entry = known.get(task.userId);
	const oldestMs = Date.now() - (isDelicate(task, changes) ? CERTAIN_FOR_MS : KNOWN_FOR_MS);
	const isCurrent =
		entry &&
		entry.readAtMs >= oldestMs &&
		lastEndMs <= Math.max(entry.readAtMs, entry.heldAtMs) &&
		// Another plan, or another change of theirs, may have needed less.
		holdsAll(entry, task.work);
	// It counts once: whoever applies the same plan again has to look.
	task.recent?.users.delete(task.userId);
	// Where another change of theirs had to look, what is scheduled may not be as the plan saw it either.
	if (!isCurrent || entry.readAtMs !== task.recent?.readAtMs) delete task.recent;
	const readAtMs = Date.now();
	const user = isCurrent ? entry.user : await readUser(applying.api, task.userId);
	if (!user) throw gone();
	if (!isCurrent) known.set(user.id, { user, readAtMs, checkedAtMs: 0, heldAtMs: 0 });
	const change = changeOfIdentity(task.work, user);
	if (change) throw new Refused('stale', `${change} by now. Plan again.`);
	noteUser(applying, task, user);
	return user;
}

/** Whether what others do meanwhile could be lost by it, or somebody get what they must not have any more. */
function isDelicate({ work, isMade }: Task, changes: readonly FieldChange[]): boolean {
	const hasLists = changes.some(({ field }) => /^(attributes|phoneNumbers)\./.test(field));
	const isAccess = (one: FieldChange) => isActivation(one) || isScheduled(one) || isJoin(one);
	return hasLists || work.onlyIfSuspended || (!isMade && changes.some(isAccess));
}

/** Whether all was read that tells if a change may still be made; whoever edits a plan can add to it. */
export function holdsAll(
	{ fields }: Pick<Reading, 'fields'>,
	{ changes, link }: PlannedWork,
): boolean {
	const compared = changes.map(({ field }) => field).filter(isAttribute);
	const all = [...compared, linkField(link) ?? 'email'];
	return !fields || all.every((field) => fields.has(field.split('.')[0] ?? field));
}

/** Remembers a user as they are after a change. */
export function noteUser({ known }: Applying, task: Task, user: User): void {
	task.user = user;
	const now = Date.now();
	const entry = known.get(user.id) ?? { user, readAtMs: now, checkedAtMs: now, heldAtMs: 0 };
	known.set(user.id, { ...entry, user, checkedAtMs: now });
}

/** Whose user it is says the link, and the work email as long as there is none. */
function changeOfIdentity({ user: planned, person, link }: PlannedWork, user: User) {
	if (!planned) return undefined;
	const linked = linkOf(user, link) ?? null;
	if (linked !== planned.link && linked !== person?.employeeId) {
		return 'The user is linked to another employee';
	}
	const isSame = linked !== null || sameEmail(user.email, planned.email);
	return isSame ? undefined : 'The user, who has no link, has another email';
}

/**
 * Changes memberships, each on its own: one that cannot be changed keeps the user in, or out of, no
 * other. Each of these is a trouble that names its group.
 */
export async function changeGroups(
	{ api }: Applying,
	task: Task,
	user: User,
	changes: readonly FieldChange[],
): Promise<void> {
	for (const change of changes) {
		const name = change.field.replace(/^groups\./, '');
		if (change.to === true && stateOf(user) === 'SUSPENDED') {
			task.warnings.push(`not_active: ${name}`);
			continue;
		}
		const op = change.to === true ? 'add' : 'remove';
		const group = { id: change.id ?? '', name, isNew: change.creates };
		const outcome = await settle(changeMembership(api, op, group, user.id));
		const trouble = outcome.ok
			? troubleWith(outcome.value, name)
			: troubleOf(await unlessGone(api, user.id, outcome.cause));
		if (outcome.ok && !trouble) {
			if (outcome.value.kind === 'changed') task.made.push(change);
			if (outcome.value.isReviewed) task.warnings.push(`${REVIEWED.reason}: ${name}`);
			task.settled.add(change);
			continue;
		}
		if (!trouble) continue;
		if (!outcome.ok && (concernsAll(trouble) || api.isCancelled())) throw outcome.cause;
		task.troubles.push(trouble);
	}
}

/** Why a change that JumpCloud did not refuse is not made all the same. */
function troubleWith({ kind }: MembershipOutcome, name: string): Trouble | undefined {
	if (kind !== 'computed' && kind !== 'undone') return undefined;
	const { reason, message } = kind === 'computed' ? COMPUTED : UNDONE;
	const told = `${message} The group is "${name}".`;
	return { result: kind === 'computed' ? 'refused' : 'failed', reason, message: told };
}

/**
 * Sets the manager of a task who had no user when the plan was made. One who has none now either is
 * left out with a warning: the next plan sets them.
 *
 * @throws Refused when the user has another manager by now
 */
export async function setManager(applying: Applying, task: Task, lastEndMs: number): Promise<void> {
	const { api, created } = applying;
	const change = task.work.changes.find(({ to }) => pendingManager(to) !== undefined);
	const wanted = pendingManager(change?.to);
	if (!change || wanted === undefined) return;
	const known = created.get(wanted.includes('@') ? keyOf(wanted) : wanted);
	const to = known ?? (await findPlannedManager(api, wanted, task.work.link));
	if (to === undefined) {
		task.warnings.push('manager_not_found');
		return;
	}
	const user = await userOf(applying, task, lastEndMs, []);
	const { user: now, made } = await updatePlanned(api, user, [{ ...change, to }]);
	noteUser(applying, task, now);
	task.made.push(...made);
	task.settled.add(change);
}
