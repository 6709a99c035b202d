import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isRecord } from '../../shared/parameters';

/** What Factorial sends with an event: always the bare record, never a name of the event. */
export type PayloadKind =
	| 'contract_version'
	| 'contract_version_request'
	| 'employee'
	| 'membership';

interface EventText {
	name: string;
	payload: PayloadKind;
	description?: string;
}

/**
 * The events that can start a workflow, in alphabetical order of their names.
 * https://apidoc.factorialhr.com/docs/webhooks-what
 */
const EVENTS = {
	'contracts/contract_version/create': {
		name: 'Contract Created',
		payload: 'contract_version',
		description:
			'A job title, salary or working time was set; it may apply from a later day. Comes for a new employee, too.',
	},
	'contracts/contract_version/delete': { name: 'Contract Deleted', payload: 'contract_version' },
	'contracts/contract_version/update': { name: 'Contract Updated', payload: 'contract_version' },
	'employees/employee/set_regular_access_start_date': {
		name: 'Employee Access Start Set',
		payload: 'employee',
		description: 'The day from which somebody may log in to Factorial was chosen',
	},
	'employees/employee/create_with_contract': {
		name: 'Employee Created',
		payload: 'employee',
		description: 'Somebody was added; their emails may still be missing at that moment',
	},
	'employees/employee/invite': { name: 'Employee Invited', payload: 'employee' },
	'employees/employee/terminate': {
		name: 'Employee Terminated',
		payload: 'employee',
		description: 'The termination was entered, often weeks before the last day (terminated_on)',
	},
	'employees/employee/unterminate': {
		name: 'Employee Termination Undone',
		payload: 'employee',
	},
	'employees/employee/update': {
		name: 'Employee Updated',
		payload: 'employee',
		description:
			'A field of the employee was changed. A new email or a moved last day may come without an event; the comparison of the whole company finds it.',
	},
	'contracts/contract_version_request/approve': {
		name: 'Promotion Approved',
		payload: 'contract_version_request',
		description: 'A new job title or salary was agreed to; it may apply from a later day',
	},
	'teams/membership/create': { name: 'Team Member Added', payload: 'membership' },
	'teams/membership/update': { name: 'Team Member Changed', payload: 'membership' },
	'teams/membership/delete': { name: 'Team Member Removed', payload: 'membership' },
	'teams/membership/bulk_upsert': {
		name: 'Team Members Changed in Bulk',
		payload: 'membership',
		description: 'Several people were put into teams at once; one item for each',
	},
} as const satisfies Record<string, EventText>;

export type EventType = keyof typeof EVENTS;

/** Whether a text from outside names one of the events. */
export function isEventType(text: unknown): text is EventType {
	return typeof text === 'string' && Object.hasOwn(EVENTS, text);
}

export const eventTypes: readonly EventType[] = Object.keys(EVENTS).filter(isEventType);

/** The event as users see it. */
export function eventName(event: EventType): string {
	return EVENTS[event].name;
}

/** Which kind of record a delivery of the event carries. */
export function payloadKind(event: EventType): PayloadKind {
	return EVENTS[event].payload;
}

/**
 * The records of a delivery, alone, in a list, or within an envelope, with whole numbers that JavaScript
 * cannot hold as text.
 *
 * @param body as parsed by n8n, for a text that nobody can parse
 */
export function recordsIn(raw: string, body: unknown): unknown[] {
	const sent = parsed(raw.replace(TEXT_OR_NUMBER, withDigits)) ?? body;
	return listOf(sent).flatMap((one) => (isEnvelope(one) ? listOf(one.data ?? one.payload) : [one]));
}

/** Texts are matched to be passed over: what stands in them is theirs. */
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

function withDigits(found: string): string {
	return /^-?\d{16,}$/.test(found) ? `"${found}"` : found;
}

/** What names nobody itself and holds the record that does. */
function isEnvelope(one: unknown): one is IDataObject {
	if (!isRecord(one) || 'id' in one || 'employee_id' in one || 'employee_ids' in one) return false;
	const held = one.data ?? one.payload;
	return isRecord(held) || Array.isArray(held);
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [value];
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export const eventOptions: INodePropertyOptions[] = eventTypes.map((value) => {
	const { name, description }: EventText = EVENTS[value];
	return { name, value, description };
});
