import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './exchange';

/** The whole body as text. */
export async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString('utf8');
}

/** The body as data, or as the raw text when it is neither; undefined when there is none. */
export function parseBody(text: string, contentType = ''): unknown {
	if (text === '') return undefined;
	if (contentType.startsWith('application/x-www-form-urlencoded')) {
		return queryRecord(new URLSearchParams(text));
	}
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Query parameters by name, repeated ones as lists. */
export function queryRecord(
	query: URLSearchParams,
	nameOf: (name: string) => string = (name) => name,
): Record<string, string | string[]> {
	const record: Record<string, string | string[]> = {};
	for (const [sent, value] of query) {
		const name = nameOf(sent);
		const before = record[name];
		record[name] = before === undefined ? value : [before, value].flat();
	}
	return record;
}

/** Sends an answer; a `text` without its own content type is an HTML page. */
export function send(response: ServerResponse, answer: Answer): void {
	const json = answer.body === undefined ? undefined : JSON.stringify(answer.body);
	const type = json === undefined ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
	const text = json ?? answer.text;
	response.writeHead(answer.status, {
		...(text === undefined ? {} : { 'content-type': type }),
		...answer.headers,
	});
	response.end(text);
}
