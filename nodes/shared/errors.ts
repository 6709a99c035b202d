import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode, JsonObject } from 'n8n-workflow';

import { asRecords, asText, isRecord } from './guards';
import { NO_ANSWER } from './retry';

export interface ErrorText {
	message: string;
	description: string;
}

/** What a service's failures mean and what to do about them, by HTTP status. */
export type ErrorTexts = Readonly<Record<number, ErrorText>>;

const COMMON: ErrorTexts = {
	[NO_ANSWER]: {
		message: '{service} could not be reached',
		description:
			'The connection broke or timed out. Check the address in the credential and the network of this n8n.',
	},
	400: { message: '{service} refused the request', description: 'Check the values of this item.' },
	404: { message: '{service} does not know this record', description: 'Check the ID.' },
	409: {
		message: '{service} reports a conflict with an existing record',
		description: 'Look the record up in {service} and check the values of this item.',
	},
	429: {
		message: '{service} asked to slow down for longer than this run can wait',
		description: 'Run the workflow again later or with fewer items.',
	},
	500: {
		message: '{service} is not working at the moment',
		description: 'Run the workflow again later; repeating is safe.',
	},
};

export interface ServiceTexts {
	/** the service's name as users know it */
	name: string;
	texts: ErrorTexts;
	/** what must never be shown */
	secrets: string[];
}

/**
 * The error for an answer that says no. Own texts of the service win over the common ones; what the
 * service said itself is appended, without the key.
 */
export function apiError(
	node: INode,
	service: ServiceTexts,
	status: number,
	body: unknown,
): NodeApiError {
	const family = status >= 500 ? 500 : 400;
	const text = service.texts[status] ?? COMMON[status] ?? service.texts[family] ?? COMMON[family];
	const speaker = status === NO_ANSWER ? 'Cause' : `${service.name} said`;
	const said = without(service.secrets, saidBy(body));
	const fill = (value = '') => value.replaceAll('{service}', service.name);
	return new NodeApiError(node, isRecord(body) ? maskedIn(service.secrets, body) : {}, {
		message: fill(text?.message),
		description: [fill(text?.description), said && `${speaker}: ${said}`].filter(Boolean).join(' '),
		httpCode: status === NO_ANSWER ? undefined : String(status),
	});
}

/** Any failure as the error that n8n shows at the item it belongs to. */
export function nodeError(node: INode, cause: unknown, itemIndex: number): NodeError {
	if (cause instanceof NodeApiError || cause instanceof NodeOperationError) {
		cause.context.itemIndex ??= itemIndex;
		return cause;
	}
	return new NodeOperationError(node, cause instanceof Error ? cause : String(cause), {
		itemIndex,
	});
}

export type NodeError = NodeApiError | NodeOperationError;

/** The service's own words in any of the shapes in which the two services send them. */
export function saidBy(body: unknown): string {
	if (typeof body === 'string') return body.trimStart().startsWith('<') ? '' : shortened(body);
	if (!isRecord(body)) return '';
	const lists = [...asRecords(body.errors), ...violations(body)].map((entry) =>
		`${asText(entry.field)} ${asText(entry.message) || asText(entry.description)}`.trim(),
	);
	const byField = isRecord(body.errors)
		? Object.entries(body.errors).map(([field, texts]) => `${field} ${[texts].flat().join(', ')}`)
		: [];
	const parts = [asText(body.message) || asText(body.error), ...lists, ...byField];
	return shortened(parts.filter(Boolean).join('; '));
}

function violations(body: Record<string, unknown>) {
	return asRecords(body.details).flatMap((detail) => asRecords(detail.fieldViolationsList));
}

function shortened(text: string): string {
	return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** A copy of an answer for n8n to show. */
function maskedIn(secrets: string[], body: object): JsonObject {
	return JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
		typeof value === 'string' ? without(secrets, value) : value,
	) as JsonObject;
}

function without(secrets: string[], text: string): string {
	return secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
