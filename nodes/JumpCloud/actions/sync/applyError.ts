import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode } from 'n8n-workflow';

import { asRecords, asText, isRecord } from '../../../shared/parameters';

const MOST_NAMES = 10;
const LONGEST_WHY = 300;

/** What left for an item, and the planned item that it was. */
interface Applied {
	json: IDataObject;
	planned: IDataObject;
}

/**
 * The error with which *Apply* ends once everything else is done: who is concerned, what was not done,
 * until when that matters, and what happens next.
 *
 * @param applied everything that left; what has the result `failed` is told
 * @param maxAgeHours for how long the same plan can be applied again
 * @returns nothing when no change failed
 */
export function failureOf(
	node: INode,
	applied: readonly Applied[],
	maxAgeHours: number,
): NodeOperationError | undefined {
	const failed = applied.filter(({ json }) => json.result === 'failed');
	const [first] = failed;
	if (!first) return undefined;
	const others = failed.length > 1 ? ` (and ${failed.length - 1} more, see below)` : '';
	const names = failed
		.slice(0, MOST_NAMES)
		.map(({ json }) => `${whoIn(json)}: ${shortWhatIn(json)}`);
	const rest = failed.length > names.length ? `; and ${failed.length - names.length} more` : '';
	const error = new NodeOperationError(
		node,
		`Not done for ${whoIn(first.json)}: ${whatIn(first)}${others}. ${whyIn(first.json)}`,
		{
			description: [
				`Everything else was done. ${failed.length > 1 ? `Not done: ${names.join('; ')}${rest}.` : ''}`.trim(),
				`Press Retry on this execution to repeat exactly this: what is done already is left alone. That works until ${maxAgeHours} hours after the plan.`,
				'A later comparison of everybody plans again whatever is still missing; until then it stays as it is.',
			].join(' '),
		},
	);
	// Where n8n's own Stop and Error keeps it, so that an alert can name the person.
	error.context.metadata = { employee_id: employeeIn(first.json), full_name: nameIn(first.json) };
	return error;
}

/** Who is concerned, what was not done and why, of one change that failed. */
export function notDoneText(applied: Applied): string {
	const { json } = applied;
	return `Not done for ${whoIn(json)}: ${whatIn(applied)}. ${asText(json.message)}`;
}

function whoIn(result: IDataObject): string {
	const user = isRecord(result.user) ? asText(result.user.username) : '';
	const name = nameIn(result) || user || 'somebody without a name';
	const employee = employeeIn(result);
	return employee ? `${name} (employee ${employee})` : name;
}

function nameIn({ person }: IDataObject): string {
	return isRecord(person) ? `${asText(person.firstName)} ${asText(person.lastName)}`.trim() : '';
}

function employeeIn({ person, user }: IDataObject): string {
	return asText(isRecord(person) ? person.employeeId : isRecord(user) ? user.link : '');
}

/** What an action was to do, in the words of a person who has to know. */
const ACTIONS: Readonly<Record<string, string>> = {
	activate: 'letting them in',
	cancel_schedule: 'taking back what is scheduled',
	create: 'making the user complete',
	delete: 'deleting them',
	schedule: 'scheduling the change of their access',
	suspend: 'suspending them',
	unsuspend: 'letting them in again',
	update: 'keeping the user in step',
};

function shortWhatIn({ action }: IDataObject): string {
	return ACTIONS[asText(action)] ?? asText(action);
}

function whatIn({ json, planned }: Applied): string {
	const parts = [json.notDone].flat().map(asText).filter(Boolean);
	const open = parts.length > 0 ? ` (open: ${parts.slice(0, MOST_NAMES).join(', ')})` : '';
	return `${shortWhatIn(json)}${open}${untilWhen(json, planned)}${whatExists(json)}`;
}

/** Until when it matters, as far as the plan says so. */
function untilWhen({ action, effectiveAt, notDone }: IDataObject, planned: IDataObject): string {
	const open = [notDone].flat().map(asText);
	if (action === 'create') return datesOf(open, planned);
	const at = asText(effectiveAt);
	if (at !== '') return `, which is to happen at ${inUtc(at)}`;
	return action === 'suspend' && open.includes('state') ? ', so they still have access' : '';
}

/** A creation holds both ends of somebody's access, and either can be what is missing. */
function datesOf(open: readonly string[], { changes }: IDataObject): string {
	const dates = asRecords(changes).flatMap(({ field, to }) => {
		const what = DATES[asText(field)];
		return what && to && open.includes(asText(field)) ? [`${what} at ${inUtc(asText(to))}`] : [];
	});
	return dates.length > 0 ? `, and they are to be ${dates.join(' and ')}` : '';
}

const DATES: Readonly<Record<string, string>> = {
	'scheduled.ACTIVATED': 'let in',
	'scheduled.SUSPENDED': 'suspended',
};

function inUtc(moment: string): string {
	return `${moment.slice(0, 16).replace('T', ' ')} UTC`;
}

/** A creation can stop halfway, also one that is repeated and changes nothing more. */
function whatExists({ action, user }: IDataObject): string {
	if (action !== 'create') return '';
	return isRecord(user) ? `; the user "${asText(user.username)}" exists` : '; there is no user yet';
}

function whyIn({ message }: IDataObject): string {
	const text = asText(message);
	return text.length > LONGEST_WHY ? `${text.slice(0, LONGEST_WHY)}…` : text;
}
