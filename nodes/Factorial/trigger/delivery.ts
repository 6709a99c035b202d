import { createHash } from 'node:crypto';
import { NodeApiError } from 'n8n-workflow';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { asRecords, asText, isRecord } from '../../shared/parameters';
import { settle } from '../../shared/pool';
import {
	CONTRACT_FIELDS,
	readShape,
	picked,
	shapedEmployee,
	workEmailOf,
} from '../employee/fields';
import type { Shape, WorkEmailChoice } from '../employee/fields';
import { readEmployees } from '../employee/read';
import { connect } from '../transport/client';
import { payloadKind, recordsIn } from './events';
import type { EventType, PayloadKind } from './events';
import { memoryOf, verifiedEvent } from './memory';
import type { Lack } from './memory';

const ID_KEY = /(^|_)id$/;

/**
 * The records of a delivery with their ids as exact text; nothing in the place of one that has no id,
 * neither its own nor that of the employee whom it is about.
 *
 * @param body as parsed by n8n
 * @param raw the text it was parsed from. Subscriptions to an older API version send ids as numbers
 * that JavaScript cannot hold: only the text still has all digits.
 */
export function readPayload(
	event: EventType,
	body: unknown,
	raw: string,
): Array<IDataObject | undefined> {
	const sent = recordsIn(raw, body);
	const records = sent.flatMap((one) => onePerPerson(event, withTextIds(one)));
	const isAbout = (record: unknown): record is IDataObject =>
		isRecord(record) && (employeeIdOf(event, record) || asText(record.id)) !== '';
	return records.map((record) => (isAbout(record) ? record : undefined));
}

/**
 * A record about several people as one record each: it lists their ids, or, where what was asked of
 * Factorial is sent instead of what came of it, the records of them all.
 */
function onePerPerson(event: EventType, record: unknown): unknown[] {
	if (!isRecord(record) || employeeIdOf(event, record) !== '') return [record];
	const { employee_ids: ids, ...rest } = record;
	if (Array.isArray(ids) && ids.length > 0) {
		return ids.map((employee_id) => withTextIds({ ...rest, employee_id }));
	}
	const inner = Object.values(record)
		.flatMap((value) => asRecords(value))
		.map(withTextIds);
	const isAbout = (one: unknown) => isRecord(one) && asText(one.employee_id) !== '';
	return inner.length > 0 && inner.every(isAbout) ? inner : [record];
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
	/** why nobody can be read, now or ever */
	problem?: string;
}

export interface ItemChoices extends Shape, WorkEmailChoice {
	reread: boolean;
}

/**
 * Whom a record is about: an employee is itself, anything else names one. What was asked of Factorial
 * instead of what came of it has been seen as a body; it names the employee, too.
 */
export function employeeIdOf(event: EventType, payload: IDataObject): string {
	const named = asText(payload.employee_id);
	return payloadKind(event) === 'employee' ? asText(payload.id) || named : named;
}

/**
 * What the workflow gets for one record: the employee's fields flat, the original under its key.
 *
 * Somebody who was to be read again and was not found, or could not be read, leaves with the ID alone.
 * Otherwise a forged delivery about nobody could name the email or the last day of somebody else.
 */
export function itemOf(delivered: Delivered, choices: ItemChoices): IDataObject {
	const { event, payload, employeeId } = delivered;
	const kind = payloadKind(event);
	const { problem } = delivered;
	const isFailed = problem !== undefined;
	const isMissing = choices.reread && !delivered.employee;
	const isSent = kind === 'employee' && !choices.reread && !isFailed;
	const employee = delivered.employee ?? (isSent ? { ...payload, id: employeeId } : undefined);
	const original =
		kind === 'employee' ? shapedEmployee(payload, choices) : shapedOriginal(payload, kind, choices);
	return {
		event,
		...(employee
			? {
					...shapedEmployee(employee, choices),
					...workEmailOf(employee, choices),
				}
			: { id: employeeId || null }),
		...((kind !== 'employee' || isMissing || isFailed) && { [kind]: original }),
		...(isFailed && { reread: 'failed', reread_error: problem }),
		...(isMissing && !isFailed && { reread: 'not_found' }),
	};
}

interface Choices extends ItemChoices {
	events: unknown[];
	/** Factorial gets its answer before the workflow runs */
	answersAtOnce: boolean;
}

/** What the user chose for deliveries; the careful choice where a value is not one of the known. */
function choicesOf(context: IWebhookFunctions): Choices {
	const read = (name: string): unknown => context.getNodeParameter(name, null);
	return {
		...readShape(read),
		events: [read('events') ?? []].flat(),
		reread: read('rereadEmployee') !== false,
		answersAtOnce: read('acknowledge') !== 'lastNode',
	};
}

/** Factorial waits for the answer; how long is not known, so reading the employee must be quick. */
const PATIENCE_MS = 10_000;

const RECEIVED = { received: true };

const NOBODY_NAMED = 'What Factorial sent names nobody';

/**
 * One delivery: verified, read, and turned into items. Anything that does not come from Factorial is
 * turned away without an execution. What cannot be read now, but soon, is answered 503, so that
 * Factorial delivers it again; what never can be read becomes an item that says so and touches nobody.
 * Factorial would otherwise switch the event off for the whole company, because of one record. Never
 * throws: n8n would store a failed execution for whatever anybody sends.
 */
export async function deliver(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const headers = context.getHeaderData();
	const memory = memoryOf(context);
	const challenges = memory.challenges();
	const query: unknown = context.getQueryData();
	const hint = isRecord(query) ? query.event : undefined;
	const event = verifiedEvent(headers['x-factorial-wh-challenge'], challenges, hint);
	if (!event) return answer(context, 401, 'The challenge does not belong to this workflow');

	const raw = context.getRequestObject().rawBody?.toString('utf8') ?? '';
	const payloads = readPayload(event, context.getBodyData(), raw);
	const choices = choicesOf(context);
	if (!choices.events.includes(event) || payloads.length === 0) {
		return { webhookResponse: RECEIVED };
	}

	const attempts = attemptsOf(`${context.getNode().id} ${event} ${raw}`);
	const items = await settle(itemsOf(context, choices, event, payloads, attempts.isLast()));
	if (!items.ok) {
		attempts.failed();
		context.logger.warn('An event of Factorial was put off: the employee could not be read', {
			event,
			reason: wordsOf(items.cause),
		});
		return answer(context, 503, 'The employee could not be read; deliver again');
	}
	attempts.over();
	const more = { ...authorOf(headers), ...lackOf(memory.lacks(), choices.events) };
	const workflowData = [items.value.map((item) => ({ json: { ...item, ...more } }))];
	// With an answer at the end of the workflow, n8n decides by the outcome.
	return choices.answersAtOnce ? { webhookResponse: RECEIVED, workflowData } : { workflowData };
}

/** @throws what may pass, unless this is the last attempt */
async function itemsOf(
	context: IWebhookFunctions,
	choices: Choices,
	event: EventType,
	payloads: Array<IDataObject | undefined>,
	isLast: boolean,
): Promise<IDataObject[]> {
	const ids = payloads.map((payload) => (payload ? employeeIdOf(event, payload) : ''));
	const read = choices.reread
		? await readAgain(context, [...new Set(ids.filter(Boolean))], isLast)
		: { employees: new Map<string, IDataObject>(), problems: new Map<string, string>() };
	return payloads.map((payload, index) => {
		const employeeId = ids[index] ?? '';
		const isNamed = payload !== undefined && employeeId !== '';
		const problem = isNamed ? read.problems.get(employeeId) : NOBODY_NAMED;
		const employee = read.employees.get(employeeId);
		return itemOf({ event, payload: payload ?? {}, employeeId, employee, problem }, choices);
	});
}

interface ReadAgain {
	employees: Map<string, IDataObject>;
	/** by the id of whom Factorial does not give */
	problems: Map<string, string>;
}

async function readAgain(
	context: IWebhookFunctions,
	ids: string[],
	isLast: boolean,
): Promise<ReadAgain> {
	const untilMs = isLast ? Date.now() + 2 * PATIENCE_MS : Infinity;
	const everybody = await settle(
		connect(context, PATIENCE_MS).then(async (api) => await readEmployees(api, ids)),
	);
	if (everybody.ok) return { employees: everybody.value, problems: new Map() };
	const { cause } = everybody;
	if (mayPass(cause) && !isLast) throw cause;
	if (ids.length === 1) return unread(ids, cause);
	// One of them cannot be read: that is no reason to miss the others.
	const parts = [];
	for (const id of ids)
		parts.push(Date.now() > untilMs ? unread([id], cause) : await readAgain(context, [id], isLast));
	return {
		employees: new Map(parts.flatMap(({ employees }) => [...employees])),
		problems: new Map(parts.flatMap(({ problems }) => [...problems])),
	};
}

function unread(ids: string[], cause: unknown): ReadAgain {
	return { employees: new Map(), problems: new Map(ids.map((id) => [id, wordsOf(cause)])) };
}

/** Asked too slowly, too early or too often, or with a key that may be put right. */
const PASSING = [401, 408, 425, 429];

/**
 * Whether the same question may be answered later: no answer, one that is about the moment, or a way
 * to somewhere else, as while Factorial is being maintained.
 */
function mayPass(cause: unknown): boolean {
	if (!(cause instanceof NodeApiError)) return false;
	const status = Number(cause.httpCode ?? 0);
	return status < 400 || PASSING.includes(status) || status >= 500;
}

function wordsOf(cause: unknown): string {
	return cause instanceof Error ? cause.message : 'unknown';
}

/**
 * Factorial delivers up to 20 times and then switches the event off. So few attempts of one delivery
 * are put off that even three processes that answer webhooks, each with its own count, stay below.
 */
const MOST_ATTEMPTS = 6;
const MOST_REMEMBERED = 1000;

/** A delivery that has not come again for so long makes room for others. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

interface Count {
	attempts: number;
	lastMs: number;
}

/**
 * How often each delivery was put off, the one that was longest ago first. In this process: n8n keeps
 * nothing that is written here.
 */
const putOff = new Map<string, Count>();

/** Whether another delivery could not be counted any more. */
function isFull(): boolean {
	const since = Date.now() - REMEMBERED_MS;
	for (const [key, { lastMs }] of putOff) {
		if (putOff.size < MOST_REMEMBERED || lastMs > since) break;
		putOff.delete(key);
	}
	return putOff.size >= MOST_REMEMBERED;
}

/** The attempts of one delivery so far, in this process. */
export function attemptsOf(delivery: string) {
	const key = createHash('sha256').update(delivery).digest('hex');
	return {
		/** What cannot be counted is not put off: forgetting others for it would put off all of them for ever. */
		isLast() {
			const before = putOff.get(key)?.attempts;
			return before === undefined ? isFull() : before + 1 >= MOST_ATTEMPTS;
		},
		failed() {
			const attempts = (putOff.get(key)?.attempts ?? 0) + 1;
			putOff.delete(key);
			putOff.set(key, { attempts, lastMs: Date.now() });
		},
		over: () => void putOff.delete(key),
	};
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

/** That other events do not arrive, where the workflow had to go on without them. */
function lackOf(lacks: Lack[], events: unknown[]): IDataObject {
	const lacking = lacks.filter(({ event }) => events.includes(event)).map((lack) => ({ ...lack }));
	return lacking.length > 0 ? { events_not_received: lacking } : {};
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
