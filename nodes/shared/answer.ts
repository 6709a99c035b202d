import { isRecord } from './guards';
import { NO_ANSWER } from './retry';

export interface Answer {
	/** HTTP status, or NO_ANSWER */
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
	/** what was asked, for the words of a refusal */
	call?: { method: string; path: string; secrets?: string[] };
}

/** The answer in what n8n gives for a request whose statuses are data. */
export function readResponse(response: unknown): Answer {
	if (!isRecord(response)) return { status: NO_ANSWER, headers: {}, body: undefined };
	const headers = isRecord(response.headers) ? response.headers : {};
	return { status: Number(response.statusCode), headers, body: response.body };
}

/** What stands for an answer when the connection broke. */
export function brokenOff(failure: unknown): Answer {
	return { status: NO_ANSWER, headers: {}, body: causeOf(failure) };
}

/** n8n wraps the failed request: why the connection broke is inside. */
function causeOf(failure: unknown): unknown {
	if (!(failure instanceof Error)) return undefined;
	const { cause } = failure;
	const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
	return code ? String(code) : failure.message;
}
