import type { IncomingHttpHeaders } from 'node:http';

/** One request, read and checked. */
export interface Call {
	/** From the OpenAPI file; empty for pages and mounted routes, which are not in it. */
	operationId: string;
	method: string;
	path: string;
	/** Parts of the path, decoded. */
	params: Record<string, string>;
	/** The query as it was sent, for what OpenAPI cannot describe. */
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: unknown;
}

/** `body` goes out as JSON, `text` as it is; with neither the answer is empty. */
export interface Answer {
	status: number;
	body?: unknown;
	text?: string;
	headers?: Record<string, string>;
	/** Contradicts the OpenAPI file on purpose, because a switch says so. */
	isOdd?: boolean;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** What is wrong with a request according to the OpenAPI file. */
export interface Problem {
	where: 'path' | 'query' | 'header' | 'body';
	/** Dotted name of the field or parameter; empty for the body as a whole. */
	field: string;
	message: string;
	/** JSON Schema keyword, for example `additionalProperties` or `required`. */
	keyword: string;
}

/** Thrown inside a handler to answer with an error from any depth. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(`Refused with ${answer.status}`);
	}
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent = (): Answer => ({ status: 204 });

/** The body's fields; an empty object when there is no body or it is not an object. */
export function fieldsOf(call: Call): Record<string, unknown> {
	return isRecord(call.body) ? call.body : {};
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
