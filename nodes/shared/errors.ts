import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Failure, INode, JsonObject } from 'n8n-workflow';

import { textFor } from './errorTexts';
import type { ErrorText, ErrorTexts } from './errorTexts';
import { asRecords, asText, isRecord } from './parameters';
import { NO_ANSWER, askedWaitMs } from './pool';

export interface ServiceTexts {
	/** the service's name as users know it */
	name: string;
	texts: ErrorTexts;
	/** what must never be shown */
	secrets: string[];
}

/** What is known of a refusal besides its status and body. */
interface Circumstances {
	headers?: Record<string, unknown>;
	call?: { method: string; path: string };
}

/**
 * The error for an answer that says no. Own texts of the service win over the common ones; what the
 * service said itself is appended, without the key. Why it failed and for how long is declared in
 * n8n's terms; an n8n that does not know them ignores that.
 */
export function apiError(
	node: INode,
	service: ServiceTexts,
	status: number,
	body: unknown,
	{ headers = {}, call }: Circumstances = {},
): NodeApiError {
	const shown = masked(service.secrets, body);
	const fields = fieldsIn(shown);
	const said = saidBy(shown);
	const text = textFor(service.texts, status, {
		said: isPage(shown) ? String(shown) : said,
		call: call ? `${call.method} ${call.path}` : '',
		fields,
	});
	const retryAfterMs = askedWaitMs(headers, Date.now());
	const fill = (template = '') =>
		template
			.replaceAll('{service}', service.name)
			.replaceAll('{fields}', namesOf(fields, text))
			.replaceAll('{later}', later(retryAfterMs));
	const speaker = status === NO_ANSWER ? 'Cause' : `${service.name} said`;
	return new NodeApiError(node, isRecord(shown) ? (shown as JsonObject) : {}, {
		message: fill(text?.message),
		description: [fill(text?.description), said && `${speaker}: ${said}`].filter(Boolean).join(' '),
		httpCode: status > 0 ? String(status) : undefined,
		failure: failureOf(text, retryAfterMs),
	});
}

/** Any failure as the error that n8n shows at the item it belongs to. */
export function nodeError(node: INode, cause: unknown, itemIndex?: number): NodeError {
	if (cause instanceof NodeApiError || cause instanceof NodeOperationError) {
		cause.context.itemIndex ??= itemIndex;
		return cause;
	}
	return new NodeOperationError(node, cause instanceof Error ? cause : String(cause), {
		itemIndex,
	});
}

type NodeError = NodeApiError | NodeOperationError;

/** Whom a failure concerns, as far as an alert may pass it on. */
export interface Concerned {
	/** one or several, as text */
	employee_id?: string;
	full_name?: string;
	event?: string;
	/** until when it matters */
	last_day?: string;
}

/**
 * Lets a failure name whom it concerns, where n8n's own *Stop and Error* keeps it and error workflows
 * find it. What it names already stays, and is not mixed with what is known of others.
 */
export function concerning(cause: unknown, { event, ...who }: Concerned): unknown {
	if (!(cause instanceof NodeApiError || cause instanceof NodeOperationError)) return cause;
	const told = (cause.context.metadata ?? {}) as Concerned;
	const isSame = [undefined, who.employee_id].includes(told.employee_id);
	const known = { ...(event && { event }), ...(isSame && who), ...told };
	if (Object.keys(known).length > 0) cause.context.metadata = known;
	return cause;
}

/** For places where n8n shows the message alone: it then says what to do as well. */
export function standingAlone(cause: unknown): unknown {
	if (!(cause instanceof NodeApiError || cause instanceof NodeOperationError)) return cause;
	if (!cause.description) return cause;
	cause.message = `${cause.message.replace(/\.$/, '')}. ${cause.description}`;
	cause.description = undefined;
	return cause;
}

function namesOf(fields: string[], text: ErrorText | undefined): string {
	return fields.map((field) => `'${text?.labels?.[field] ?? field}'`).join(', ');
}

/** `in 5 minutes or later`, or just `later`. */
function later(waitMs = 0): string {
	const seconds = Math.ceil(waitMs / 1000);
	const minutes = Math.ceil(seconds / 60);
	if (seconds === 0) return 'later';
	if (seconds <= 120) return `in ${counted(seconds, 'second')} or later`;
	if (minutes <= 120) return `in ${minutes} minutes or later`;
	return `in ${Math.ceil(minutes / 60)} hours or later`;
}

function counted(count: number, unit: string): string {
	return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

function failureOf(text: ErrorText | undefined, retryAfterMs?: number): Failure | undefined {
	const cause = text?.cause;
	if (cause === undefined) return undefined;
	if (cause === 'rate-limited' || cause === 'temporarily-unavailable') {
		return retryAfterMs === undefined ? { cause } : { cause, retryAfterMs };
	}
	return { cause };
}

/** A copy of an answer in which no secret is left, not even as the name of a field or as a number. */
export function masked(secrets: string[], body: unknown): unknown {
	const known = secrets.filter(Boolean);
	const hidden = (text: string) => known.reduce((rest, one) => rest.replaceAll(one, '***'), text);
	const copied = (value: unknown): unknown => {
		if (typeof value === 'string') return hidden(value);
		if (Array.isArray(value)) return value.map(copied);
		if (isRecord(value)) {
			const entries = Object.entries(value);
			return Object.fromEntries(entries.map(([key, one]) => [hidden(key), copied(one)]));
		}
		const text = String(value);
		return hidden(text) === text ? value : hidden(text);
	};
	return copied(JSON.parse(JSON.stringify(body) ?? 'null'));
}

const LONGEST = 300;

/** The service's own words in any of the shapes in which the two services send them. */
export function saidBy(body: unknown): string {
	if (typeof body === 'string') return isPage(body) ? '' : shortened(body);
	if (!isRecord(body)) return '';
	const complaints = complaintsOf(body).map(({ field, texts }) =>
		`${field} ${texts.join(', ')}`.trim(),
	);
	const parts = [asText(body.message) || asText(body.error), ...complaints];
	return shortened(parts.filter(Boolean).join('; '));
}

/** The names of the fields that an answer does not like, as the service calls them. */
export function fieldsIn(body: unknown): string[] {
	if (!isRecord(body)) return [];
	const fields = complaintsOf(body).map(({ field }) => field);
	// `attributes.0.value` and `team_ids[]` are about `attributes` and `team_ids`.
	const names = fields.map((field) => field.replace(/^body\./, '').replace(/[.[].*/, ''));
	return [...new Set(names.filter(Boolean))];
}

/** Whether an answer is a page for people. */
export function isPage(body: unknown): boolean {
	return typeof body === 'string' && body.trimStart().startsWith('<');
}

interface Complaint {
	/** empty where it is about none */
	field: string;
	texts: string[];
}

function complaintsOf(body: Record<string, unknown>): Complaint[] {
	const violations = asRecords(body.details).map((detail) => detail.fieldViolationsList);
	return [body.errors, ...violations].flatMap((errors) => complaintsIn(errors));
}

/** Stand where the name of a field could, and name none. */
const NO_FIELDS = new Set(['base', 'error', 'errors', 'exception', 'message']);

/** What is said in texts, in lists of them, by field, and in these inside one another. */
function complaintsIn(errors: unknown, field = ''): Complaint[] {
	if (Array.isArray(errors)) {
		const texts = errors.map(asText).filter(Boolean);
		const inner = errors.filter((one) => one instanceof Object);
		return [
			...(texts.length > 0 ? [{ field, texts }] : []),
			...inner.flatMap((one: unknown) => complaintsIn(one, field)),
		];
	}
	if (!isRecord(errors)) return asText(errors) === '' ? [] : [{ field, texts: [asText(errors)] }];
	const said = asText(errors.message) || asText(errors.description);
	const about = asText(errors.field);
	if (said !== '' || about !== '') {
		return [{ field: about || field, texts: said === '' ? [] : [said] }];
	}
	return Object.entries(errors).flatMap(([key, value]) =>
		complaintsIn(value, NO_FIELDS.has(key) ? field : key),
	);
}

function shortened(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
