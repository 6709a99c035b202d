import type { Conflict, ConflictKind, Identity, Skip, SkipReason } from './conflicts';
import { hasWordInCommon } from './letters';
import type { DirectoryUser } from './users';

/** What a plan says about a person or a user; the words stay so that workflows can branch on them. */
export type PlannedAction =
	| 'create'
	| 'update'
	| 'activate'
	| 'schedule'
	| 'suspend'
	| 'unsuspend'
	| 'cancel_schedule'
	| 'delete'
	| 'noop'
	| 'skip'
	| 'conflict';

/** Actions that write; the others only say something. */
export const WRITING_ACTIONS: ReadonlySet<string> = new Set<PlannedAction>([
	'create',
	'update',
	'activate',
	'schedule',
	'suspend',
	'unsuspend',
	'cancel_schedule',
	'delete',
]);

/** Why something is planned. */
export type PlanReason =
	| 'joiner'
	| 'mover'
	| 'adopted'
	| 'relinked'
	| 'terminated'
	| 'inactive'
	| 'absent'
	| 'contract_ended'
	| 'on_leave'
	| 'unclear_leave'
	| 'leave_over'
	| 'last_day'
	| 'first_day'
	| 'rehired'
	| 'not_leaving'
	| 'not_joining'
	| 'would_return'
	| 'deleted_after'
	| 'not_deleted'
	| 'in_step'
	| 'witness'
	| 'orphan'
	| 'unknown_schedule'
	| 'missing_first_day'
	| 'too_early'
	| 'missing_username'
	| 'invalid_mail_address'
	| 'later'
	| 'missing_group'
	| 'unmatched_group'
	| 'group_name_ambiguous'
	| SkipReason;

/** One difference: what is there, and what should be. `null` stands for nothing. */
export interface FieldChange {
	/**
	 * A JumpCloud attribute, `attributes.NAME`, `phoneNumbers.TYPE`, `state`, `groups.NAME`,
	 * `scheduled.ACTIVATED`, `scheduled.SUSPENDED`, or `reports.USERNAME` for the manager of somebody else
	 */
	field: string;
	from: string | boolean | null;
	to: string | boolean | null;
	/** of the group, of the scheduled change that goes, or of the user who gets another manager */
	id?: string;
	/** the group does not exist yet and is made */
	creates?: true;
}

/** Whom an entry is about, as the input has them. */
export type PlannedPerson = Identity;

/** The user of an entry, as JumpCloud had them when the plan was made. */
export interface PlannedUser {
	id: string;
	username: string;
	email: string;
	state: string;
	/** the employee to whom the user is linked */
	link: string | null;
}

/** One change, or one thing that a person has to look at. */
export interface PlanEntry {
	action: PlannedAction;
	/** a word of {@link PlanReason}, or that of the step that left the person alone before */
	reason: string;
	person: PlannedPerson | null;
	user: PlannedUser | null;
	changes: FieldChange[];
	/** when access changes, ISO 8601 in UTC; null when that is as soon as the plan is applied */
	effectiveAt: string | null;
	message?: string;
	/** of a new user, where the source has none: somebody should enter it there */
	madeEmail?: string;
	conflict?: ConflictKind;
	/** those who collide */
	users?: DirectoryUser[];
	/** the name of the group that an entry is about, where it is about nobody */
	group?: string;
	/** who should be in it */
	people?: PlannedPerson[];
}

/** Why something is taken from a user besides the access. */
export const OF_LEAVERS: ReadonlySet<string> = new Set<PlanReason>([
	...(['terminated', 'inactive', 'contract_ended'] as const),
]);

/** Whether a change takes what goes with the access: nothing of it is done to somebody who keeps that. */
export function isOnlyIfSuspended({ action, reason }: { action: string; reason: string }): boolean {
	return action === 'update' && OF_LEAVERS.has(reason);
}

/** A suspension that JumpCloud is to carry out later. */
export const isEnd = ({ field, to }: FieldChange) => field === 'scheduled.SUSPENDED' && to !== null;

export const isState = ({ field }: FieldChange) => field === 'state';

/** Who reports to a user who is deleted, and gets another manager. */
export const isReport = ({ field }: FieldChange) => field.startsWith('reports.');

export const isScheduled = ({ field }: FieldChange) => field.startsWith('scheduled.');

const isGroup = ({ field }: FieldChange) => field.startsWith('groups.');

export const isLeave = (change: FieldChange) => isGroup(change) && change.to === false;

export const isJoin = (change: FieldChange) => isGroup(change) && change.to === true;

/** A suspension that is taken back, at once. */
export const isBack = ({ field, from, to }: FieldChange) =>
	field === 'state' && from === 'SUSPENDED' && to === 'ACTIVATED';

/** Somebody gets access, now or later. */
export const isActivation = ({ field, to }: FieldChange) =>
	(field === 'state' && to === 'ACTIVATED') || (field === 'scheduled.ACTIVATED' && to !== null);

/** An activation that JumpCloud is to carry out later, or no more. */
export const isBegin = ({ field }: FieldChange) => field === 'scheduled.ACTIVATED';

/** That a user needs a second factor, and how many days there are to enrol one. */
export const isMfa = ({ field }: FieldChange) => field === 'mfa';

/** Nobody needs longer to set up a phone. */
export const MOST_MFA_DAYS = 365;

/** Those days; nothing where no plan has made such a change. */
export function mfaDaysIn({ field, from, to }: FieldChange): number | undefined {
	const days = typeof to === 'string' && /^[1-9][0-9]{0,2}$/.test(to) ? Number(to) : NaN;
	return field === 'mfa' && from === null && days <= MOST_MFA_DAYS ? days : undefined;
}

/** A change of the username of a user who is there. */
export const isRename = ({ field, from }: FieldChange) => field === 'username' && from !== null;

/** Whether a user who is there loses the access, now or later: a bad import can set last days to come. */
export function takesAccess({ action, changes }: BareEntry): boolean {
	return action === 'suspend' || (action === 'schedule' && changes.some(isEnd));
}

/** Whether an entry takes access, or gives an email, which could be somebody else's by now. */
export function needsWitness({ action, changes }: PlanEntry): boolean {
	if (action === 'suspend' || changes.some(isEnd)) return true;
	return changes.some(({ field, from, to }) => field === 'email' && from !== null && to !== null);
}

/** Whether an entry says that somebody is not in the scope, or may not be. */
export const isOutOfScope = ({ reason }: PlanEntry) =>
	reason === 'out_of_scope' || reason === 'unclear_scope';

/** An entry without those whom it is about. */
export type BareEntry = Omit<PlanEntry, 'person' | 'user'>;

/** All that comes of one input person, or of one user whom no person of the input has. */
export interface Decision {
	/** index of the person in the input; null for a user without one */
	input: number | null;
	entries: PlanEntry[];
}

/** An entry that writes something, as soon as the plan is applied unless told. */
export function writing(
	action: PlannedAction,
	reason: PlanReason,
	changes: FieldChange[],
	effectiveAt: Date | null = null,
): BareEntry {
	return { action, reason, changes, effectiveAt: effectiveAt?.toISOString() ?? null };
}

/** Nothing has to be done. */
export function noop(reason: PlanReason): BareEntry {
	return { action: 'noop', reason, changes: [], effectiveAt: null };
}

/** Somebody is left alone, for a reason that a person should know. */
export function skipped({ reason, message }: Skip<string>): BareEntry {
	return { action: 'skip', reason, message, changes: [], effectiveAt: null };
}

/** Conflicts that are told by their own word as the reason, too. */
const TOLD_AS_REASON: ReadonlySet<string> = new Set<ConflictKind>([
	'link_doubtful',
	'name_differs',
	'possibly_somebody_else',
]);

/** The reason under which a conflict leaves; its kind is in `conflict`. */
export function reasonOf(kind: string): string {
	return TOLD_AS_REASON.has(kind) ? kind : 'conflict';
}

/** It is not certain whose user it is. */
export function conflicting({ conflict, message, users }: Conflict): BareEntry {
	const named = users.map(({ id, username, email, employeeIdentifier }) => ({
		...{ id, username, email, employeeIdentifier },
	}));
	return {
		...{ action: 'conflict', reason: reasonOf(conflict), message, conflict, users: named },
		...{ changes: [], effectiveAt: null },
	};
}

/** For somebody who must not be touched: the changes say what would have been done. */
export function protectedEntry(entry: PlanEntry): PlanEntry {
	return held(entry, 'protected', 'Protected, so this is not done');
}

/** An entry of which nothing is done, though it says what would have been. */
export function held(entry: PlanEntry, reason: PlanReason, why: string): PlanEntry {
	if (!WRITING_ACTIONS.has(entry.action)) return entry;
	const message = `${why}: ${entry.action.replaceAll('_', ' ')} (${entry.reason}).`;
	return { ...entry, action: 'skip', reason, message, effectiveAt: null };
}

/** Why a list that claims to be everybody is not known to be it. */
export type Gap =
	/** whoever read it says that somebody was left out */
	| { kind: 'denied' }
	/** so many of its items do not say that they are of a complete list */
	| { kind: 'unsaid'; items: number }
	/** what should be the number of people in it is none */
	| { kind: 'uncounted'; said: string }
	/** fewer people came here than were read */
	| { kind: 'fewer'; people: number; read: number }
	/** more people came than were read: several lists, which nothing tells apart */
	| { kind: 'more'; people: number; read: number };

/** What is done about one person, here or by a plan of somebody else. */
export interface PlanEvent {
	employeeId: string;
	/** when the source has changed them, in milliseconds; null where nobody can tell */
	changedAtMs: number | null;
	/** by this plan; of a witness another one does it */
	isHere: boolean;
	/** what is done by each thing that the source says of them: of a witness it may say several */
	readings: PlanEntry[][];
	/** another plan has most likely just taken the access of this witness */
	hasLost: boolean;
}

/** The users whom people of the input have, by the link or the email, by their IDs. */
export interface Matched {
	/** suspended ones as well, as long as the person works here */
	users: ReadonlySet<string>;
	/** those of them who are active */
	withAccess: ReadonlySet<string>;
}

/** All that a comparison says. */
export interface Plan {
	/** one for each person of the input, in its order, then one for each user whom nobody has */
	decisions: Decision[];
	/** linked users who are not suspended */
	activeLinked: number;
	/** percentages of the guard are of them */
	matched: Matched;
	/**
	 * what this plan does about each person, and what others are going to do or have just done about its
	 * witnesses, in the order in which the source has changed them: the same for everybody who looks; nothing
	 * where there are no witnesses
	 */
	events: PlanEvent[];
	/** people in the input; without any, a whole company is not one */
	people: number;
	/** how many of them are not in the scope, or may not be */
	outOfScope: number;
	/** somebody may lose the access, or an email, and nobody was asked who else has the email */
	lacksWitnesses: boolean;
	/**
	 * whether linked users whom nobody has were looked for; else why the list does not tell them
	 */
	absence: 'lookedFor' | 'notAsked' | Gap;
}

/** Somebody gets another email in the place of one. */
export const isAnotherEmail = ({ field, from, to }: FieldChange) =>
	field === 'email' && from !== null && to !== null;

/** Somebody is called something else, and not only written in another way, or logs in by another name. */
export const isAnotherName = ({ field, from, to }: FieldChange) =>
	typeof from === 'string' &&
	typeof to === 'string' &&
	(field === 'username' ||
		((field === 'firstname' || field === 'lastname') && !hasWordInCommon(from, to)));

/** Values that nobody can read: of many people at once, the source has changed its ways. */
const UNREADABLE: ReadonlySet<string> = new Set([
	...['invalid_date', 'unknown_active', 'invalid_email', 'email_too_long'],
	...['invalid_employee_id', 'unsafe_employee_id', 'missing_employee_id', 'unclear_setting'],
	...['unclear_scope', 'unreadable_value'],
]);

/** Many people have no work email and no user; whoever has a user had one when it was made. */
const LOST_EMAIL: ReadonlySet<string> = new Set(['missing_work_email', 'not_a_work_email']);

/** Somebody of whom nobody can read what matters. */
export const isUnreadable = ({ reason, user }: PlanEntry) =>
	UNREADABLE.has(reason) || (user !== null && LOST_EMAIL.has(reason));
