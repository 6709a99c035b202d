import { brokenOff } from './answer';
import type { Answer } from './answer';
import { isRecord } from './guards';

/** Codes that n8n's OAuth2 client gives to what a token endpoint refuses; no broken connections. */
const REFUSED: ReadonlySet<unknown> = new Set(['EAUTH', 'ESTATUS']);

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
		return {
			answer: { status: Number(response.status), headers, body: response.data },
			isFinal: false,
		};
	}
	const broken = causes.find(({ code }) => typeof code === 'string' && !REFUSED.has(code));
	if (broken) return { answer: { ...brokenOff(failure), body: broken.code }, isFinal: false };
	const body = causes.map((cause) => cause.body).find(isRecord);
	return { answer: { status: 401, headers: {}, body }, isFinal: true };
}

/** A failure and all that it was caused by, as plain fields. */
function causesOf(failure: unknown): Array<Record<string, unknown>> {
	const causes: Array<Record<string, unknown>> = [];
	for (let cause = failure; isRecord(cause) && causes.length < 10; cause = cause.cause) {
		causes.push(cause);
	}
	return causes;
}
