import { day, dayAndMinute } from './format.js';
import { stateOf } from './user-state.js';

/** What *Plan* says, as a kind of chip and in words. */
const ACTIONS = {
	create: { kind: 'create', text: 'Create' },
	update: { kind: 'update', text: 'Change' },
	activate: { kind: 'active', text: 'Activate' },
	schedule: { kind: 'clock', text: 'Plan a date' },
	suspend: { kind: 'suspended', text: 'Suspend' },
	unsuspend: { kind: 'active', text: 'Let in again' },
	cancel_schedule: { kind: 'left', text: 'Cancel a date' },
	delete: { kind: 'suspended', text: 'Delete' },
	skip: { kind: 'skip', text: 'Left alone' },
	conflict: { kind: 'conflict', text: 'Conflict' },
	noop: { kind: 'skip', text: 'Nothing' },
	resent: { kind: 'active', text: 'Mail again' },
	skipped: { kind: 'skip', text: 'Left alone' },
};

const FIELDS = {
	firstname: 'first name',
	lastname: 'last name',
	employeeIdentifier: 'employee identifier',
	mfa: 'days until a second factor is needed',
	'attributes.awaySince': 'on leave since (awaySince)',
	'attributes.hrLastDay': 'last day kept (hrLastDay)',
	'scheduled.ACTIVATED': 'activation',
	'scheduled.SUSPENDED': 'suspension',
};

export function actionOf({ action }) {
	return ACTIONS[action] ?? { kind: 'skip', text: action };
}

const MAILS = {
	default:
		'The mail for the first password goes to the alternate email, else to the company email.',
	none: 'No mail for the first password.',
};

/** Who gets the mail of an activation. */
export function mailInWords(mail) {
	return MAILS[mail] ?? `The mail for the first password goes to ${mail}.`;
}

/** The name of a field, and its value before and after; a value that was or will be nothing is null. */
export function changeOf({ field, from, to }, users) {
	const show = (value) => (value === null ? null : valueIn(field, value, users));
	const name = FIELDS[field] ?? field.replace(/^(attributes|phoneNumbers)\./, '');
	const told = name.replace(/^groups\./, 'in group ').replace(/^reports\./, 'manager of ');
	return { name: told, from: show(from), to: show(to) };
}

function valueIn(field, value, users) {
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (field === 'state') return stateOf(value).text;
	if (field.startsWith('scheduled.')) return `${dayAndMinute(value)} UTC`;
	if (field === 'attributes.hrLastDay') return day(value);
	const isManager = field === 'manager' || field.startsWith('reports.');
	if (isManager) return users.find(({ id }) => id === value)?.username ?? value;
	return value;
}
