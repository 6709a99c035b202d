import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode } from 'n8n-workflow';

import { asText, isRecord } from '../../../shared/values';

const MOST_NAMES = 10;
const LONGEST_WHY = 300;

/**
 * The error with which *Apply* ends once everything else is done: who is concerned, what was not done,
 * until when that matters, and what happens next.
 *
 * @param results what left for the items; those with the result `failed` are told
 * @param maxAgeHours for how long the same plan can be applied again
 * @returns nothing when no change failed
 */
export function failureOf(
	node: INode,
	results: readonly IDataObject[],
	maxAgeHours: number,
): NodeOperationError | undefined {
	const failed = results.filter(({ result }) => result === 'failed');
	const [first] = failed;
	if (!first) return undefined;
	const others = failed.length > 1 ? ` (and ${failed.length - 1} more, see below)` : '';
	const names = failed.slice(0, MOST_NAMES).map((one) => `${whoIn(one)}: ${shortWhatIn(one)}`);
	const rest = failed.length > names.length ? `; and ${failed.length - names.length} more` : '';
	const error = new NodeOperationError(
		node,
		`Not done for ${whoIn(first)}: ${whatIn(first)}${others}. ${whyIn(first)}`,
		{
			description: [
				`Everything else was done. ${failed.length > 1 ? `Not done: ${names.join('; ')}${rest}.` : ''}`.trim(),
				`Press Retry on this execution to repeat exactly this: what is done already is left alone. That works until ${maxAgeHours} hours after the plan.`,
				'A later comparison of everybody plans again whatever is still missing; until then it stays as it is.',
			].join(' '),
		},
	);
	// Where n8n's own Stop and Error keeps it, so that an alert can name the person.
	error.context.metadata = { employee_id: employeeIn(first), full_name: nameIn(first) };
	return error;
}

/** Who is concerned, what was not done and why, of one change that failed. */
export function notDoneText(result: IDataObject): string {
	return `Not done for ${whoIn(result)}: ${whatIn(result)}. ${asText(result.message)}`;
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
	schedule: 'scheduling the change of their access',
	suspend: 'suspending them',
	unsuspend: 'letting them in again',
	update: 'keeping the user in step',
};

function shortWhatIn({ action }: IDataObject): string {
	return ACTIONS[asText(action)] ?? asText(action);
}

function whatIn(result: IDataObject): string {
	const parts = [result.notDone].flat().map(asText).filter(Boolean);
	const open = parts.length > 0 ? ` (open: ${parts.slice(0, MOST_NAMES).join(', ')})` : '';
	return `${shortWhatIn(result)}${open}${untilWhen(result)}${whatExists(result)}`;
}

/** Until when it matters, as far as the plan says so. */
function untilWhen({ action, effectiveAt, notDone }: IDataObject): string {
	const at = asText(effectiveAt);
	if (at !== '') return `, which is to happen at ${at.slice(0, 16).replace('T', ' ')} UTC`;
	const isOpen = [notDone].flat().includes('state');
	return action === 'suspend' && isOpen ? ', so they still have access' : '';
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
