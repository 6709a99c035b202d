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
