import type { Answer } from './answer';
import { asText, isRecord } from './guards';
import { NO_ANSWER } from './retry';

/**
 * Codes of n8n's OAuth2 client for what a token endpoint refuses, and for a token that it has nothing
 * to renew with (n8n 1); none of them is a broken connection.
 */
const REFUSED: ReadonlySet<string> = new Set(['EAUTH', 'ESTATUS', 'ERR_ASSERTION']);

export interface Refusal {
	answer: Answer;
	/** whether there is no token to be had, so that asking for another thing is in vain as well */
	isFinal: boolean;
}

/**
 * What is behind a failure that n8n threw while it sent a request with a token: a status of the
 * service, a broken connection, or a token that could not be renewed, which counts as 401.
 */
export function refusalOf(failure: unknown): Refusal {
	const causes = causesOf(failure);
	const response = causes.map((cause) => cause.response).find(isRecord);
	if (response) {
		const headers = isRecord(response.headers) ? { ...response.headers } : {};
		return passing({ status: Number(response.status), headers, body: response.data });
	}
	// n8n 1 drops the causes and keeps the status or the code of the last one under this name.
	const codes = causes
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.map(asText)
		.filter(Boolean);
	const [code] = codes;
	if (code === undefined || codes.some((one) => REFUSED.has(one))) {
		const body = causes.map((cause) => cause.body).find(isRecord);
		return { answer: { status: 401, headers: {}, body }, isFinal: true };
	}
	const status = codes.find((one) => /^[1-5]\d\d$/.test(one));
	if (status) return passing({ status: Number(status), headers: {}, body: undefined });
	return passing({ status: NO_ANSWER, headers: {}, body: code });
}

function passing(answer: Answer): Refusal {
	return { answer, isFinal: false };
}

/** A failure and all that it was caused by, as plain fields. */
function causesOf(failure: unknown): Array<Record<string, unknown>> {
	const causes: Array<Record<string, unknown>> = [];
	for (let cause = failure; isRecord(cause) && causes.length < 10; cause = cause.cause) {
		causes.push(cause);
	}
	return causes;
}
