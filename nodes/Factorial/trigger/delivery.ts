import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { settle } from '../../shared/pool';
import { asText, isRecord } from '../../shared/values';
import {
	CONTRACT_FIELDS,
	outputOf,
	picked,
	shapedEmployee,
	workEmail,
	workEmailSourceOf,
} from '../employee/fields';
import type { Shape, WorkEmailSource } from '../employee/fields';
import { readEmployees } from '../employee/read';
import { connect } from '../transport/client';
import { payloadKind } from './events';
import type { EventType, PayloadKind } from './events';
import { memoryOf, verifiedEvent } from './ownership';

const ID_KEY = /(^|_)id$/;
const LONG_ID = /("(?:\w+_)?id"\s*:\s*)(-?\d{16,})(?=\s*[,}\]])/g;

/**
 * The records of a delivery with their ids as exact text; nothing when it is anything but records
 * that have an id, their own or that of the employee whom they are about.
 *
 * @param body as parsed by n8n
 * @param raw the text it was parsed from. Subscriptions to an older API version send ids as numbers
 * that JavaScript cannot hold: only the text still has all digits.
 */
export function readPayload(
	event: EventType,
	body: unknown,
	raw: string,
): IDataObject[] | undefined {
	const exact = parsed(raw.replace(LONG_ID, '$1"$2"')) ?? body;
	const records = (Array.isArray(exact) ? exact : [exact]).map(withTextIds);
	const isAbout = (record: unknown): record is IDataObject =>
		isRecord(record) && (employeeIdOf(event, record) || asText(record.id)) !== '';
	return records.every(isAbout) ? records : undefined;
}

function withTextIds(record: unknown): unknown {
	if (!isRecord(record)) return record;
	const entries = Object.entries(record).map(([key, value]) => [
		key,
		ID_KEY.test(key) && typeof value === 'number' ? exactText(value) : value,
	]);
	return Object.fromEntries(entries);
}

/** An inexact id would mean somebody else. */
function exactText(value: number): string | null {
	return Number.isSafeInteger(value) ? String(value) : null;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The part of what Factorial sent that may leave under its own key. */
function shapedOriginal(original: IDataObject, kind: PayloadKind, { output }: Shape): IDataObject {
	const isOpen = output === 'all' || kind === 'membership';
	return isOpen ? original : picked(original, CONTRACT_FIELDS);
}

interface Delivered {
	event: EventType;
	/** one record that Factorial sent */
	payload: IDataObject;
	/** whom it is about */
	employeeId: string;
	/** as read again; nothing when not found or not asked for */
	employee?: IDataObject;
}

export interface ItemChoices extends Shape {
	reread: boolean;
	workEmailSource: WorkEmailSource;
}

/** Whom a record is about: an employee is itself, anything else names one. */
export function employeeIdOf(event: EventType, payload: IDataObject): string {
	return asText(payloadKind(event) === 'employee' ? payload.id : payload.employee_id);
}

/**
 * What the workflow gets for one record: the employee's fields flat, the original under its key.
 *
 * Somebody who was to be read again and was not found leaves with the ID alone. Otherwise a forged
 * delivery about nobody could name the email or the last day of somebody else.
 */
export function itemOf(delivered: Delivered, choices: ItemChoices): IDataObject {
	const { event, payload, employeeId } = delivered;
	const kind = payloadKind(event);
	const isMissing = choices.reread && !delivered.employee;
	const isSent = kind === 'employee' && !choices.reread;
	const employee = delivered.employee ?? (isSent ? payload : undefined);
	const original =
		kind === 'employee' ? shapedEmployee(payload, choices) : shapedOriginal(payload, kind, choices);
	return {
		event,
		...(employee
			? {
					...shapedEmployee(employee, choices),
					work_email: workEmail(employee, choices.workEmailSource),
				}
			: { id: employeeId }),
		...((kind !== 'employee' || isMissing) && { [kind]: original }),
		...(isMissing && { reread: 'not_found' }),
	};
}

interface Choices extends ItemChoices {
	events: unknown[];
	/** Factorial gets its answer before the workflow runs */
	answersAtOnce: boolean;
}

/** What the user chose for deliveries; the careful choice where a value is not one of the known. */
function choicesOf(context: IWebhookFunctions): Choices {
	const read = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(name, fallback);
	return {
		events: [read('events', [])].flat(),
		reread: read('rereadEmployee', true) !== false,
		output: outputOf(read('output', 'identity')),
		fields: [read('fields', [])].flat().map(String),
		workEmailSource: workEmailSourceOf(read('workEmailSource', '')),
		answersAtOnce: read('acknowledge', 'onReceived') !== 'lastNode',
	};
}

/** Factorial waits for the answer; how long is not known, so reading the employee must be quick. */
const PATIENCE_MS = 10_000;

const RECEIVED = { received: true };

/**
 * One delivery: verified, read, and turned into items. Anything that does not come from Factorial is
 * turned away without an execution. What cannot be read now is answered 503, so that Factorial
 * delivers it again. Never throws: n8n would store a failed execution for whatever anybody sends.
 */
export async function deliver(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const headers = context.getHeaderData();
	const challenges = memoryOf(context).challenges();
	const query: unknown = context.getQueryData();
	const hint = isRecord(query) ? query.event : undefined;
	const event = verifiedEvent(headers['x-factorial-wh-challenge'], challenges, hint);
	if (!event) return answer(context, 401, 'The challenge does not belong to this workflow');

	const { rawBody } = context.getRequestObject();
	const payloads = readPayload(event, context.getBodyData(), rawBody?.toString('utf8') ?? '');
	if (!payloads) return answer(context, 400, 'A record with an id was expected');

	const choices = choicesOf(context);
	if (!choices.events.includes(event) || payloads.length === 0) {
		return { webhookResponse: RECEIVED };
	}

	const items = await settle(itemsOf(context, choices, event, payloads));
	if (!items.ok) {
		context.logger.warn('An event of Factorial was put off: the employee could not be read', {
			event,
			reason: items.cause instanceof Error ? items.cause.message : 'unknown',
		});
		return answer(context, 503, 'The employee could not be read; deliver again');
	}
	const author = authorOf(headers);
	const workflowData = [items.value.map((item) => ({ json: { ...item, ...author } }))];
	// With an answer at the end of the workflow, n8n decides by the outcome.
	return choices.answersAtOnce ? { webhookResponse: RECEIVED, workflowData } : { workflowData };
}

async function itemsOf(
	context: IWebhookFunctions,
	choices: Choices,
	event: EventType,
	payloads: IDataObject[],
): Promise<IDataObject[]> {
	const ids = payloads.map((payload) => employeeIdOf(event, payload));
	const employees = choices.reread
		? await readEmployees(await connect(context, PATIENCE_MS), [...new Set(ids.filter(Boolean))])
		: new Map<string, IDataObject>();
	return payloads.map((payload, index) => {
		const employeeId = ids[index] ?? '';
		return itemOf({ event, payload, employeeId, employee: employees.get(employeeId) }, choices);
	});
}

/** Who did it, where Factorial says so. */
function authorOf(headers: Record<string, unknown>): IDataObject {
	const id = headers['x-factorial-author-id'];
	const type = headers['x-factorial-author-type'];
	return {
		...(typeof id === 'string' && { author_id: id }),
		...(typeof type === 'string' && { author_type: type }),
	};
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
