import { sleep } from 'n8n-workflow';
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

/** Too slow, locked, too early: below 500, and over after a while all the same. */
const PASSING: ReadonlySet<number> = new Set([408, 423, 425]);

interface Repetition {
	method: IHttpRequestMethods;
	/** a POST that only reads, such as a search */
	readOnly?: boolean;
	status: number;
	/** counted from 1 */
	attempt: number;
	/** why the connection broke, where there was no answer */
	body?: unknown;
}

/**
 * What a connection breaks with when it would not be safe: a certificate that is not accepted, or no
 * https at the other end. Nothing was sent, and the next attempt ends in the same way.
 */
export const UNSAFE =
	/CERT|SSL|ERR_TLS_(?!HANDSHAKE_TIMEOUT)|EPROTO|SELF_SIGNED|UNABLE_TO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|CRL_|certificate|wrong version number/;

/** Whether the same request may be sent again after this status. */
export function mayRepeat({ method, readOnly, status, attempt, body }: Repetition): boolean {
	if (status === NO_ANSWER && UNSAFE.test(String(body ?? ''))) return false;
	// 429: the service did not act, so any request can be repeated.
	if (status === 429) return attempt < ATTEMPTS_WHEN_BUSY;
	// The service may have acted before it broke: only what can be done twice is repeated.
	const broken = status === NO_ANSWER || status >= 500 || PASSING.has(status);
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

/** How long the service asks to wait, in `Retry-After` or else in `RateLimit-Reset`. */
export function askedWaitMs(headers: Record<string, unknown>, now: number): number | undefined {
	const names = ['retry-after', 'ratelimit-reset', 'x-ratelimit-reset'];
	return names.map((name) => waitIn(headers[name], now)).find((wait) => wait !== undefined);
}

/** Nobody means a longer wait than that: it was another unit, or no wait at all. */
const LONGEST_BELIEVED_MS = 24 * 60 * 60_000;

/**
 * A wait, told in seconds, as a date, or as a moment in seconds or milliseconds since 1970; undefined
 * where none of them makes sense.
 */
function waitIn(value: unknown, now: number): number | undefined {
	const text = String(value ?? '').trim();
	const isNumber = /^\d+(\.\d+)?$/.test(text);
	const number = isNumber ? Number(text) : Number.NaN;
	const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
	const moment = !isNumber ? date : number > 1e12 ? number : number * 1000;
	const wait = isNumber && number < 1e9 ? number * 1000 : Math.max(0, moment - now);
	return wait <= LONGEST_BELIEVED_MS ? wait : undefined;
}

/** Requests of one node run that may be under way at the same time. */
export const POOL_SIZE = 8;

/**
 * Lets a bounded number of requests through at once. When the service asks to slow down the bound
 * is halved and everybody waits; each full round of answers without such a request raises it by one.
 */
export class Gate {
	private bound: number;

	private inside = 0;

	private calm = 0;

	private closedUntil = 0;

	private readonly queue: Array<() => void> = [];

	constructor(private readonly maximum = POOL_SIZE) {
		this.bound = maximum;
	}

	/** Runs a request as soon as there is room for it. */
	async pass<T>(request: () => Promise<T>): Promise<T> {
		await this.enter();
		try {
			return await request();
		} finally {
			this.leave();
		}
	}

	/** The service asked to slow down: nobody enters for `waitMs`, and fewer afterwards. */
	slowDown(waitMs: number): void {
		this.bound = Math.max(1, Math.floor(this.bound / 2));
		this.calm = 0;
		this.closedUntil = Math.max(this.closedUntil, Date.now() + waitMs);
	}

	/** The service answered without complaint. */
	succeeded(): void {
		this.calm += 1;
		if (this.calm < this.bound || this.bound >= this.maximum) return;
		this.bound += 1;
		this.calm = 0;
	}

	private async enter(): Promise<void> {
		while (this.inside >= this.bound) {
			await new Promise<void>((resolve) => this.queue.push(resolve));
		}
		this.inside += 1;
		// Whoever is asked to slow down while others wait makes them wait longer.
		while (this.closedUntil > Date.now()) await sleep(this.closedUntil - Date.now());
	}

	private leave(): void {
		this.inside -= 1;
		const room = this.bound - this.inside;
		for (const resume of this.queue.splice(0, Math.max(0, room))) resume();
	}
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; cause: unknown };

/**
 * Works on `count` items, at most `size` of them at a time, and gives the outcomes in item order.
 * With `stopAtFailure` no further item is begun once one has failed; those under way are finished,
 * and the items never begun are missing from the answer.
 */
export async function inOrder<T>(
	count: number,
	size: number,
	work: (item: number) => Promise<T>,
	stopAtFailure: boolean,
): Promise<Array<Outcome<T>>> {
	const outcomes: Array<Outcome<T>> = [];
	let next = 0;
	let failed = false;

	const worker = async () => {
		while (next < count && !(failed && stopAtFailure)) {
			const item = next++;
			outcomes[item] = await settle(work(item));
			failed ||= !outcomes[item].ok;
		}
	};
	await Promise.all(Array.from({ length: Math.min(size, count) }, worker));
	return outcomes;
}

/** The outcome of a promise as a value. */
export async function settle<T>(promise: Promise<T>): Promise<Outcome<T>> {
	return await promise.then(
		(value) => ({ ok: true, value }),
		(cause: unknown) => ({ ok: false, cause }),
	);
}

/** How long the end of some work is remembered: longer than anybody waits between reading and writing. */
const REMEMBERED_MS = 10 * 60_000;

/**
 * Serialises work on the same thing. Two items that concern the same person must not read, merge and
 * write that person's record at the same time: the service has no version check, so one of the two
 * changes would be lost.
 */
export class KeyedLock {
	private readonly tails = new Map<string, Promise<unknown>>();

	/** when the last work on a key ended, the oldest first */
	private readonly ends = new Map<string, number>();

	/**
	 * Runs `work` when everything begun earlier on any of the keys has ended.
	 *
	 * @param work is told when the last earlier work on any of the keys ended, by `Date.now()`:
	 * what was read before that may be out of date
	 */
	async hold<T>(keys: string[], work: (lastEndMs: number) => Promise<T>): Promise<T> {
		const before = keys.map((key) => this.tails.get(key));
		const turn = Promise.allSettled(before).then(async () => await work(this.lastEnd(keys)));
		const tail = turn.catch(() => undefined);
		for (const key of keys) this.tails.set(key, tail);
		return await turn.finally(() => {
			this.noteEnd(keys);
			for (const key of keys) if (this.tails.get(key) === tail) this.tails.delete(key);
		});
	}

	private lastEnd(keys: string[]): number {
		return Math.max(-Infinity, ...keys.map((key) => this.ends.get(key) ?? -Infinity));
	}

	private noteEnd(keys: string[]): void {
		const now = Date.now();
		for (const key of keys) {
			this.ends.delete(key);
			this.ends.set(key, now);
		}
		for (const [key, end] of this.ends) {
			if (now - end < REMEMBERED_MS) break;
			this.ends.delete(key);
		}
	}
}
