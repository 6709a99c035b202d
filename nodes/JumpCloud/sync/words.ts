import { pendingManager } from './attributes';
import { isEnd } from './planned';
import type { FieldChange } from './planned';

/**
 * What a planned or applied entry means for the person, from what hurts most to what nobody needs to
 * read. Reports are in this order.
 */
export const EFFECTS = [
	'notDone',
	'deleted',
	'ends',
	'leaves',
	'begins',
	'other',
	'made',
	'changed',
	'look',
	'nothing',
] as const;

export type Effect = (typeof EFFECTS)[number];

/** As far as an entry tells what it does; words that are not known here are told as they are. */
interface Told {
	action: string;
	changes: readonly FieldChange[];
	/** what came of it; empty in a plan */
	result: string;
}

const FAILED: ReadonlySet<string> = new Set(['failed', 'refused']);
const LETS_IN: ReadonlySet<string> = new Set(['activate', 'unsuspend']);

/** What an entry does to a person. What nobody here knows counts as a thing to look at early. */
export function effectOf({ action, changes, result }: Told): Effect {
	if (action === 'noop' || action === 'skip' || action === 'conflict') {
		return action === 'noop' ? 'nothing' : 'look';
	}
	if (FAILED.has(result)) return 'notDone';
	if (result === 'noop') return 'nothing';
	if (action === 'delete') return 'deleted';
	const starts = LETS_IN.has(action) || changes.some(isStart);
	const ends = action === 'suspend' || changes.some(isEnd);
	// Whoever is created for a time is a new account all the same.
	if (action !== 'create' && (ends || (!starts && changes.some(isCancelledStart)))) return 'ends';
	if (changes.some(isLeaving)) return 'leaves';
	if (starts || changes.some(isCancelledEnd)) return 'begins';
	if (action === 'create') return 'made';
	return action === 'update' || action === 'cancel_schedule' ? 'changed' : 'other';
}

const isLeaving = ({ field, from, to }: FieldChange) =>
	field.startsWith('groups.') && from !== false && to === false;
const isStart = ({ field, to }: FieldChange) =>
	(field === 'scheduled.ACTIVATED' && to !== null) || (field === 'state' && to === 'ACTIVATED');
const isCancelledStart = ({ field, to }: FieldChange) =>
	field === 'scheduled.ACTIVATED' && to === null;
const isCancelledEnd = ({ field, to }: FieldChange) =>
	field === 'scheduled.SUSPENDED' && to === null;

/** How one effect is told: as a heading, what a yes to it means, and in a sentence after a number. */
interface EffectWords {
	title: string;
	note: string;
	one: string;
	many: string;
}

export const EFFECT_WORDS: Readonly<Record<Effect, EffectWords>> = {
	notDone: {
		title: 'Not done',
		note: 'Each line says why. Whatever is missing is planned again by the next comparison.',
		one: 'change was not made',
		many: 'changes were not made',
	},
	deleted: {
		title: 'Accounts deleted',
		note: 'This cannot be taken back.',
		one: 'account is deleted',
		many: 'accounts are deleted',
	},
	ends: {
		title: 'Access ends',
		note: 'They are locked out at the time given. Nothing of theirs is deleted.',
		one: 'person loses access',
		many: 'people lose access',
	},
	leaves: {
		title: 'Taken out of groups',
		note: 'Whatever a group gives, such as applications, ends with it.',
		one: 'person is taken out of groups',
		many: 'people are taken out of groups',
	},
	begins: {
		title: 'Access begins or goes on',
		note: 'They can log in from the time given. Whoever is activated gets JumpCloud’s mail at that time, unless the line says otherwise.',
		one: 'person gets or keeps access',
		many: 'people get or keep access',
	},
	other: {
		title: 'Other changes',
		note: '',
		one: 'other change',
		many: 'other changes',
	},
	made: {
		title: 'New accounts, without access yet',
		note: 'They are prepared only: no access and no mail before they are activated.',
		one: 'new account',
		many: 'new accounts',
	},
	changed: {
		title: 'Changed accounts',
		note: 'Access stays as it is.',
		one: 'account is changed',
		many: 'accounts are changed',
	},
	look: {
		title: 'Left to a person',
		note: 'Nothing is done about them. Each line says why, and what helps.',
		one: 'left to a person',
		many: 'left to a person',
	},
	nothing: {
		title: 'Nothing to do',
		note: '',
		one: 'in step already',
		many: 'in step already',
	},
};

/** What happens, as it follows a name. */
const ACTIONS: Readonly<Record<string, string>> = {
	activate: 'Gets access',
	cancel_schedule: 'What was planned is taken back',
	conflict: 'Left alone: it is not certain whose account it is',
	create: 'Gets an account',
	delete: 'The account is deleted',
	noop: 'Nothing to do',
	schedule: 'A change of access is planned',
	skip: 'Left alone',
	suspend: 'Loses access',
	unsuspend: 'Gets the access back',
	update: 'The account is changed',
};

/**
 * What happens to a person, and when, in a sentence without its full stop.
 *
 * @param when in words; empty for at once
 * @param tell gives a moment of a change in words
 */
export function whatInWords(
	{ action, changes, result }: Told,
	when: string,
	tell: (moment: string) => string,
): string {
	const at = when === '' ? 'at once' : `on ${when}`;
	const [cancelled] = changes.filter(({ to }) => to === null);
	if (action === 'create') return createdInWords(changes, tell);
	if (
		action === 'suspend' &&
		changes.some(({ field, from }) => field === 'state' && from === 'STAGED')
	)
		return `Is locked ${at}, before it was ever open`;
	if (action === 'schedule') {
		if (changes.some(isEnd)) return `Loses access ${at}`;
		if (changes.some(isStart)) return `Gets access ${at}`;
	}
	if (action === 'cancel_schedule' && cancelled?.field === 'scheduled.SUSPENDED') {
		return 'Keeps access: the planned end is taken back';
	}
	if (action === 'cancel_schedule' && cancelled?.field === 'scheduled.ACTIVATED') {
		return 'Gets no access: the planned start is taken back';
	}
	const told = ACTIONS[action] ?? plain(action);
	const isTimed = effectOf({ action, changes, result: '' }) === 'ends' || LETS_IN.has(action);
	return isTimed || (when !== '' && result === '') ? `${told} ${at}` : told;
}

function createdInWords(changes: readonly FieldChange[], tell: (moment: string) => string): string {
	const starts = changes.find(({ field, to }) => field === 'scheduled.ACTIVATED' && to !== null);
	const ends = changes.find(isEnd);
	const isOpen = changes.some(({ field, to }) => field === 'state' && to === 'ACTIVATED');
	const begin = starts ? `with access from ${tell(String(starts.to))}` : '';
	const access = isOpen ? 'with access at once' : begin || 'without access yet';
	return `Gets an account ${access}${ends ? ` until ${tell(String(ends.to))}` : ''}`;
}

/**
 * Why something is planned, or was not done, by the word that stands in `reason`. What is not here is
 * told by its own word, without underscores.
 */
const REASONS: Readonly<Record<string, string>> = {
	absent: 'The account belongs to somebody whom HR does not have.',
	adopted: 'The account was there before; from now on it belongs to this person in HR.',
	automated_group: 'JumpCloud decides by itself who is in this group.',
	cancelled: 'The run was stopped.',
	conflict: 'It is not certain whose account it is.',
	contract_ended: 'The contract is over.',
	credential: 'JumpCloud does not accept the key.',
	earlier_change_failed: 'Nobody is let in or deleted while another change of theirs was not made.',
	deleted_after: 'Left long ago.',
	email_too_long: 'The work email is too long.',
	employee_id_too_long: 'The employee ID is too long.',
	employee_not_found: 'HR does not know this person any more.',
	failed: 'It did not work.',
	first_day: 'HR has entered the first day.',
	foreign_suspension: 'Somebody has planned the end of access by hand, and it stays.',
	guarded: 'The whole plan was stopped, because it changes more than is allowed.',
	in_step: 'HR and the account say the same.',
	inactive: 'HR says that the person does not work here.',
	invalid_date: 'HR has a day that cannot be read.',
	invalid_email: 'The work email cannot be one.',
	invalid_employee_id: 'The employee ID cannot be read.',
	invalid_mail_address: 'There is no address to send the activation mail to.',
	joiner: 'New in HR.',
	last_day: 'HR has entered a last day.',
	left_out: 'Somebody has left this out in the form, until somebody says otherwise.',
	link_doubtful: 'Names and email of the account are quite different from those in HR.',
	membership_undone: 'JumpCloud has undone the change of the group.',
	missing_employee_id: 'There is no employee ID.',
	missing_first_day: 'There is no first day in HR, so nobody knows when to let the person in.',
	missing_group: 'The group does not exist in JumpCloud.',
	missing_username: 'There is no username for the account.',
	missing_work_email: 'There is no work email in HR.',
	mover: 'HR says something else than the account.',
	name_differs: 'An account with this email has another name.',
	not_a_work_email: 'None of the addresses in HR is one of the company.',
	not_accepted: 'JumpCloud did not accept it.',
	not_deleted: 'It would be time to delete the account, but something speaks against it.',
	not_joining: 'The first day is gone from HR, or the person leaves before it.',
	not_leaving: 'HR has no last day any more.',
	not_planned: 'No plan holds this change.',
	not_reached: 'JumpCloud did not answer.',
	not_read: 'The record in HR could not be read.',
	orphan: 'HR has nobody to whom the account belongs. It stays as it is.',
	out_of_scope: 'Not one of those for whom this is set up.',
	plan_too_old: 'The plan is too old.',
	possibly_somebody_else: 'The account could belong to somebody else.',
	protected: 'The account is protected, so nothing is done.',
	protected_group: 'It is not certain who is protected.',
	read_only: 'The key is set to reading only.',
	rehired: 'HR has taken the person back.',
	relinked: 'The person has a new record in HR, and keeps the account.',
	schedule_not_cancelled: 'A planned change of access could not be taken back.',
	stale: 'The account has changed since the plan was made.',
	suspended: 'Works here, and is locked out; somebody may have done so on purpose.',
	terminated: 'The last day is over.',
	too_early: 'It is too early: this is done closer to the first day.',
	unclear_setting: 'A setting has no clear value for this person.',
	unknown_active: 'HR does not say clearly whether the person works here.',
	unknown_schedule: 'JumpCloud has planned something that nobody here knows.',
	unknown_witness: 'It is not clear whether the person is only a witness.',
	unreadable_value: 'HR has something in place of a value, so what is there stays.',
	unsafe_employee_id: 'The employee ID has lost its last digits.',
	would_return: 'Has left, and was going to get access again.',
	witness: 'Known only because of somebody else.',
};

/** Why, in a full sentence, also for a word that nobody here knows. */
export function reasonInWords(reason: string): string {
	if (reason === '') return '';
	return Object.hasOwn(REASONS, reason) ? (REASONS[reason] ?? '') : `${plain(reason)}.`;
}

/** A word of the machine as people write it: first letter large, no underscores. */
function plain(word: string): string {
	const text = word.replaceAll(/[_\s]+/g, ' ').trim();
	return text.charAt(0).toUpperCase() + text.slice(1);
}

const FIELDS: Readonly<Record<string, string>> = {
	alternateEmail: 'alternate email',
	costCenter: 'cost center',
	displayname: 'display name',
	employeeIdentifier: 'number in HR',
	employeeType: 'kind of employee',
	firstname: 'first name',
	jobTitle: 'job title',
	lastname: 'last name',
	mfa: 'days until a second factor is needed',
	'scheduled.ACTIVATED': 'access begins',
	'scheduled.SUSPENDED': 'access ends',
	state: 'access',
};

/** The name of a field for people who have never seen JumpCloud's. */
export function fieldInWords(field: string): string {
	if (Object.hasOwn(FIELDS, field)) return FIELDS[field] ?? field;
	const [kind = '', ...rest] = field.split('.');
	const name = rest.join('.');
	if (kind === 'groups') return `group ${name}`;
	if (kind === 'reports') return `manager of ${name}`;
	if (kind === 'phoneNumbers') return `phone (${name.replaceAll('_', ' ')})`;
	return kind === 'attributes' ? name : field.replaceAll('_', ' ');
}

const STATES: Readonly<Record<string, string>> = {
	ACTIVATED: 'open',
	DELETED: 'deleted',
	STAGED: 'not open yet',
	SUSPENDED: 'locked',
};

interface Tellers {
	/** gives a moment in the zone of the reader */
	moment(value: string): string;
	/** gives the name of a user by their ID, as far as the report knows it */
	user(id: string): string | undefined;
}

/** What stands in a field, or should: nothing is told as such. */
export function valueInWords(
	field: string,
	value: FieldChange['to'],
	{ moment, user }: Tellers,
): string {
	if (field.startsWith('groups.')) return value === true ? 'in it' : 'not in it';
	if (value === null || value === '') return 'nothing';
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (field === 'state') return STATES[value] ?? value;
	if (field.startsWith('scheduled.')) return moment(value);
	if (field.startsWith('reports.')) return user(value) ?? 'the next manager above';
	if (field !== 'manager') return value;
	const pending = pendingManager(value);
	return user(value) ?? (pending === undefined ? 'another user' : `the new user of ${pending}`);
}
