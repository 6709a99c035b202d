import type { IDataObject } from 'n8n-workflow';

import { asRecords, asText, isRecord } from '../../../shared/parameters';
import type { Outcome } from '../../directory/apply';
import type { PlannedWork } from '../../directory/applyParts';
import { stateOf } from '../../sync/users';
import { isAttribute } from '../../sync/attributes';
import { isCalendarDate, isWallClock, isZone } from '../../sync/days';
import { WRITING_ACTIONS, isOnlyIfSuspended, mfaDaysIn } from '../../sync/planned';
import type { FieldChange, PlannedAction, PlannedPerson, PlannedUser } from '../../sync/planned';
import type { DaysEnd } from '../../sync/schedule';
import { isDomain, isEmailPattern } from '../../sync/madeEmail';
import type { EmailRules, UsernameRules } from '../../sync/username';
import type { Link } from '../../sync/users';
import type { MailChoice } from '../../transport/schedules';

/** Rises when plans come to hold something that an older *Apply* would misunderstand. */
const VERSION = 1;

/** What every planned item carries, so that *Apply* knows it for one and what the plan went by. */
export interface PlanMark {
	id: string;
	madeAt: Date;
	/** name of the field that holds the employee; null when users are found by email only */
	link: string | null;
	/** how usernames are made; null for given ones */
	usernames: UsernameRules | null;
	/** how emails are made of people who have none; nothing makes none */
	emails?: EmailRules;
	/** when last days end; null when the plan schedules no suspensions */
	daysEnd: DaysEnd | null;
	/** the change is made only if the user is suspended; a reason may be edited on the canvas, this is not */
	onlyIfSuspended?: boolean;
}

export function markAsItem({
	id,
	madeAt,
	link,
	usernames,
	emails,
	daysEnd,
}: PlanMark): IDataObject {
	return {
		...{ id, madeAt: madeAt.toISOString(), version: VERSION, link },
		usernames: usernames ? { ...usernames } : null,
		...(emails && { emails: { ...emails } }),
		daysEnd: daysEnd ? { ...daysEnd } : null,
	};
}

/** The mark of an item; nothing when no plan of this version made it. */
function readMark(value: unknown): PlanMark | undefined {
	if (!isRecord(value) || value.version !== VERSION) return undefined;
	const [id, madeAt] = [asText(value.id), new Date(asText(value.madeAt))];
	if (id === '' || !isMoment(value.madeAt)) return undefined;
	return {
		...{ id, madeAt, link: asText(value.link) || null },
		// A table makes a text of it.
		onlyIfSuspended: Boolean(value.onlyIfSuspended),
		...{ usernames: readRules(value.usernames), daysEnd: readDaysEnd(value.daysEnd) },
		...(isRecord(value.emails) && { emails: readEmails(value.emails) }),
	};
}

function readDaysEnd(value: unknown): DaysEnd | null {
	if (!isRecord(value)) return null;
	const [timeOfDay, timeZone] = [asText(value.timeOfDay), asText(value.timeZone)];
	return isWallClock(timeOfDay) && isZone(timeZone) ? { timeOfDay, timeZone } : null;
}

function readRules(value: unknown): UsernameRules | null {
	if (!isRecord(value)) return null;
	const { maxLength } = value;
	return {
		letterCase: value.letterCase === 'asTyped' ? 'asTyped' : 'lower',
		maxLength: maxLength === 20 || maxLength === 30 ? maxLength : null,
		...(value.letterSpelling === 'expanded' && { letterSpelling: 'expanded' as const }),
	};
}

/** Without rules that can be ones, no email is made again: the planned one counts alone. */
function readEmails({ pattern, domain, letterSpelling }: IDataObject): EmailRules | undefined {
	const rules = { pattern: asText(pattern), domain: asText(domain) };
	if (!isEmailPattern(rules.pattern) || !isDomain(rules.domain)) return undefined;
	return { ...rules, ...(letterSpelling === 'expanded' && { letterSpelling }) };
}

type Reading =
	| { kind: 'planned'; work: PlannedWork; mark: PlanMark }
	/** a problem, a summary, or somebody about whom nothing has to be done */
	| { kind: 'nothing' }
	| { kind: 'refused'; reason: string; message: string };

const OBJECT_ID = /^[0-9a-f]{24}$/i;

/**
 * Reads an item that a plan made, however it was filtered and edited in between.
 *
 * @param oldestMs how old a plan may be
 */
export function readPlanned(json: IDataObject, now: Date, oldestMs: number): Reading {
	// Where a list is empty, n8n may pass on one item without anything.
	if (Object.keys(json).length === 0) return { kind: 'nothing' };
	const mark = readMark(json.plan);
	const action = asText(json.action);
	if (!mark) return refused('not_planned', 'No plan made this item.');
	if (json.guarded === true) {
		return refused('guarded', 'The guard stopped the plan of this item; nothing of it is applied.');
	}
	if (['noop', 'skip', 'conflict', 'summary', 'report'].includes(action))
		return { kind: 'nothing' };
	if (now.getTime() - mark.madeAt.getTime() > oldestMs) {
		return refused(
			'plan_too_old',
			`The plan was made at ${mark.madeAt.toISOString()}. Plan again.`,
		);
	}
	const changes = asRecords(json.changes).flatMap((change) => readChange(action, change) ?? []);
	const user = readUser(json.user);
	const isComplete = changes.length > 0 && changes.length === [json.changes].flat().length;
	const hasUser = (action === 'create') === (user === null);
	const zoneless = asRecords(json.changes).find(lacksOffset);
	if (zoneless) {
		const { field, from, to } = zoneless;
		const [was, is] = [from, to].map((value) => asText(value).slice(0, 40));
		return refused(
			'not_planned',
			`"${is || was}" of '${asText(field)}' does not say by which clock. Write it with its offset, such as 2027-01-31T22:59:00Z or 2027-01-31T23:59:00+01:00, or plan again.`,
		);
	}
	if (!WRITING_ACTIONS.has(action) || !isComplete || !hasUser) {
		return refused(
			'not_planned',
			'The item does not hold what a plan gives: action, user, and changes that belong to the action.',
		);
	}
	const person = readPerson(json.person);
	const isNamed = person && changes.some(({ field }) => field === 'username');
	if (action === 'create' && !isNamed) {
		return refused('not_planned', 'The item does not say for whom the user is, or its username.');
	}
	if (action === 'delete' && !(user && person && isWholeDeletion(changes, user, person))) {
		return refused(
			'not_planned',
			'The item does not hold all that a deletion needs: the person to whom the user is linked, the last day that the user remembers, and who gets whom as manager.',
		);
	}
	const { id: planId, usernames, emails, daysEnd } = mark;
	// Either is enough: an item of a build before has no such mark, and a reason may be edited.
	const isOfLeaver = isOnlyIfSuspended({ action, reason: asText(json.reason) });
	const link = linkOfField(mark.link);
	const work = {
		...{ planId, action, changes, person, user },
		onlyIfSuspended: mark.onlyIfSuspended === true || isOfLeaver,
		...{ mail: readMail(json.mail), link, usernames, daysEnd },
		...(emails && { emails }),
	};
	return { kind: 'planned', work, mark };
}

/** A deletion cannot be taken back, so nothing of what it was planned by may be missing or edited. */
function isWholeDeletion(
	changes: readonly FieldChange[],
	user: PlannedUser,
	{ employeeId }: PlannedPerson,
): boolean {
	const [states, notes, moves] = [/^state$/, /^attributes\./, /^reports\./].map((kind) =>
		changes.filter(({ field }) => kind.test(field)),
	);
	const [note] = notes ?? [];
	const heirs = new Set((moves ?? []).flatMap(({ to }) => (to === null ? [] : [to])));
	const isMove = ({ id = '', from, to }: FieldChange) =>
		OBJECT_ID.test(id) && from === user.id && (to === null || OBJECT_ID.test(String(to)));
	const isLinked = employeeId !== '' && user.link === employeeId;
	const isNoted = notes?.length === 1 && isCalendarDate(String(note?.from)) && note?.to === null;
	return (
		isLinked && isNoted && states?.length === 1 && heirs.size < 2 && moves?.every(isMove) === true
	);
}

/** Where users remember their employees, by the name of the field. */
function linkOfField(field: string | null): Link {
	if (field === null) return { kind: 'none' };
	const name = field.replace(/^attributes\./, '');
	return name === field ? { kind: 'employeeIdentifier' } : { kind: 'customAttribute', name };
}

function readPerson(value: unknown): PlannedPerson | null {
	if (!isRecord(value)) return null;
	return {
		employeeId: asText(value.employeeId),
		email: asText(value.email),
		firstName: asText(value.firstName),
		lastName: asText(value.lastName),
	};
}

/** The user of an item; nobody where it names none that could be one. */
export function readUser(value: unknown): PlannedUser | null {
	if (!isRecord(value) || !OBJECT_ID.test(asText(value.id))) return null;
	return {
		id: asText(value.id),
		username: asText(value.username),
		email: asText(value.email),
		state: asText(value.state),
		link: asText(value.link) || null,
	};
}

function readMail(value: unknown): MailChoice {
	const mail = asText(value);
	if (mail === 'none') return { kind: 'none' };
	return mail.includes('@') ? { kind: 'address', address: mail } : { kind: 'default' };
}

function refused(reason: string, message: string): Reading {
	return { kind: 'refused', reason, message };
}

/** What kinds of changes there are in an item of each action that writes. */
const KINDS: Readonly<Partial<Record<PlannedAction, readonly string[]>>> = {
	create: [
		...['username', 'attribute', 'custom attribute', 'join', 'begin', 'end', 'mfa'],
		...['state: nothing to STAGED', 'state: nothing to ACTIVATED', 'state: STAGED to ACTIVATED'],
	],
	update: ['attribute', 'custom attribute', 'join', 'leave', 'rename', 'mfa'],
	activate: ['state: STAGED to ACTIVATED', 'cancel', 'mfa'],
	// Custom attributes: where the last day is remembered for which somebody is suspended.
	schedule: ['begin', 'end', 'cancel', 'custom attribute', 'mfa'],
	suspend: [
		...['state: STAGED to SUSPENDED', 'state: ACTIVATED to SUSPENDED'],
		...['cancel', 'custom attribute'],
	],
	// An end: whoever comes back from a leave can have a last day to come.
	unsuspend: ['state: SUSPENDED to ACTIVATED', 'cancel', 'custom attribute', 'end'],
	cancel_schedule: ['cancel', 'custom attribute'],
	// The custom attribute is the last day that the user remembers.
	delete: ['state: SUSPENDED to DELETED', 'custom attribute', 'report'],
};

/** Whatever JumpCloud's look like: encoded, only dots alone would lead to another address. */
const ID = /[^.\s]/;

/** Reads one change of an item; nothing when no plan gives such a change with this action. */
export function readChange(action: string, change: IDataObject): FieldChange | undefined {
	const field = asText(change.field);
	const { from = null, to = null } = change;
	if (!isValue(from) || !isValue(to)) return undefined;
	const id = typeof change.id === 'string' && ID.test(change.id) ? change.id : undefined;
	const creates = change.creates === true && id === undefined;
	const read: FieldChange = {
		...{ field, from, to },
		...(id !== undefined && { id }),
		...(creates && { creates: true }),
	};
	const isKnown = KINDS[action as PlannedAction]?.includes(kindOf(read) ?? '') ?? false;
	return isKnown ? read : undefined;
}

/** Which kind of change it is; nothing when its values do not fit its field. */
function kindOf({ field, from, to, id, creates }: FieldChange): string | undefined {
	if (field === 'state') return `state: ${from ?? 'nothing'} to ${to ?? 'nothing'}`;
	if (field === 'scheduled.ACTIVATED' || field === 'scheduled.SUSPENDED') {
		if (to === null) return id === undefined ? undefined : 'cancel';
		return isMoment(to) ? (field === 'scheduled.SUSPENDED' ? 'end' : 'begin') : undefined;
	}
	if (field.startsWith('groups.')) {
		if (typeof to !== 'boolean') return undefined;
		// Only a group that is about to be made has no ID, and it has a name.
		if (id === undefined && !(creates && to && field.trim() !== 'groups.')) return undefined;
		return to ? 'join' : 'leave';
	}
	if (typeof from === 'boolean' || typeof to === 'boolean') return undefined;
	if (field.startsWith('reports.')) return id === undefined || from === null ? undefined : 'report';
	if (field === 'username') return to ? (from === null ? 'username' : 'rename') : undefined;
	if (field === 'mfa') return mfaDaysIn({ field, from, to }) ? 'mfa' : undefined;
	if (field.startsWith('attributes.')) return 'custom attribute';
	return isAttribute(field) ? 'attribute' : undefined;
}

const OFFSET = /\d(Z|[+-]\d{2}:?\d{2})\s*$/i;
const isTime = (value: unknown) => !Number.isNaN(Date.parse(asText(value)));

/** Without an offset, a moment would be read by the clock of the server. */
const isMoment = (value: unknown) => isTime(value) && OFFSET.test(asText(value));

/** Whether a time of an item was edited to one of which nobody can tell the moment. */
function lacksOffset({ field, from, to }: IDataObject): boolean {
	if (!asText(field).startsWith('scheduled.')) return false;
	return [from, to].some((value) => isTime(value) && !isMoment(value));
}

function isValue(value: unknown): value is FieldChange['to'] {
	return value === null || typeof value === 'string' || typeof value === 'boolean';
}

/** Whom an item is about, by the ids of user and employee, as far as it says so. */
export function idsIn({ user, person }: IDataObject): string[] {
	const ids = [isRecord(user) ? user.id : '', isRecord(person) ? person.employeeId : ''];
	return ids.map(asText).filter((id) => id !== '');
}

/** What leaves for a change: what was planned, and what came of it. */
export function outcomeItem(json: IDataObject, mark: PlanMark, outcome: Outcome): IDataObject {
	const { action, reason, person, effectiveAt } = json;
	const { result, made, warnings, user } = outcome;
	const known = user
		? { id: user.id, username: user.username, email: user.email, state: stateOf(user) }
		: json.user;
	const isDone = result === 'applied' || result === 'noop';
	const said = [result === 'applied' ? saidOf(json, made) : '', outcome.message ?? ''];
	const message = [...new Set(said)].filter(Boolean).join(' ');
	const note = message === '' ? {} : { message };
	const told = isDone ? { result, reason, ...note } : whyNot(outcome);
	return {
		...told,
		...{ action, plannedReason: reason, person, effectiveAt },
		user: known ?? null,
		changes: made.map((change) => ({ ...change })),
		...(!isDone && { notDone: outcome.notDone }),
		...(warnings.length > 0 && { warnings }),
		plan: { id: mark.id, madeAt: mark.madeAt.toISOString() },
	};
}

/** What a plan says of a change holds once it is made; only an email that was made may have become another one. */
function saidOf(json: IDataObject, made: Outcome['made']): string {
	const planned = asText(json.made_email);
	const email = made.find(({ field }) => field === 'email')?.to;
	return planned === '' || planned === email ? asText(json.message) : '';
}

function whyNot({ result, reason, message }: Outcome): IDataObject {
	return { result, reason, message };
}

/** What leaves for an item that is no change that can be made. */
export function readingItem(
	json: IDataObject,
	reading: Exclude<Reading, { kind: 'planned' }>,
): IDataObject {
	if (reading.kind === 'nothing') return { result: 'noop', ...json };
	const { reason, message } = reading;
	const { action, person = null, user = null } = json;
	return {
		...{ result: 'refused', reason, message, action: asText(action) || null },
		...{ plannedReason: json.reason ?? null, person, user, changes: [] },
	};
}
