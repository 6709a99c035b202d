import type { IHttpRequestMethods } from 'n8n-workflow';

/** Stands for 'the connection broke before there was an answer' where a status is expected. */
export const NO_ANSWER = 0;

/** Longest wait that is done inside a run; a service that wants more gets a failure to act on. */
export const LONGEST_WAIT_MS = 60_000;

const FIRST_WAIT_MS = 500;
const LONGEST_STEP_MS = 8_000;
const ATTEMPTS_WHEN_BUSY = 6;
const ATTEMPTS_WHEN_BROKEN = 4;
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

export interface Repetition {
	method: IHttpRequestMethods;
	/** a POST that only reads, such as a search */
	readOnly?: boolean;
	status: number;
	/** counted from 1 */
	attempt: number;
}

/** Whether the same request may be sent again after this status. */
export function mayRepeat({ method, readOnly, status, attempt }: Repetition): boolean {
	// 429: the service did not act, so any request can be repeated.
	if (status === 429) return attempt < ATTEMPTS_WHEN_BUSY;
	// The service may have acted before it broke: only what can be done twice is repeated.
	const broken = status === NO_ANSWER || status >= 500;
	return broken && attempt < ATTEMPTS_WHEN_BROKEN && (readOnly === true || REPEATABLE.has(method));
}

/**
 * How long to wait before the next attempt: what the service asks for, else doubling with jitter. A
 * service that names the same short time again and again is not believed after the second time.
 */
export function waitMs(attempt: number, headers: Record<string, unknown>, now: number): number {
	const asked = askedWaitMs(headers, now);
	const step = Math.min(LONGEST_STEP_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
	if (asked !== undefined) return attempt <= 2 ? asked : Math.max(asked, step);
	return step + Math.floor(Math.random() * FIRST_WAIT_MS * 0.5);
}

/** `Retry-After` in seconds or as a date; `RateLimit-Reset` in seconds, or as a time since 1970. */
export function askedWaitMs(headers: Record<string, unknown>, now: number): number | undefined {
	const after = String(headers['retry-after'] ?? '').trim();
	if (/^\d+(\.\d+)?$/.test(after)) return Number(after) * 1000;
	if (after && !Number.isNaN(Date.parse(after))) return Math.max(0, Date.parse(after) - now);

	const reset = Number(headers['ratelimit-reset'] ?? headers['x-ratelimit-reset']);
	if (!Number.isFinite(reset) || reset < 0) return undefined;
	const isMomentInTime = reset > 1e9;
	return isMomentInTime ? Math.max(0, reset * 1000 - now) : reset * 1000;
}
