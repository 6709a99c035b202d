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

/**
 * Serialises work on the same thing. Two items of one run that concern the same person must not
 * read, merge and write that person's record at the same time: the service has no version check,
 * so one of the two changes would be lost.
 */
export class KeyedLock {
	private readonly tails = new Map<string, Promise<unknown>>();

	/** Runs `work` when everything begun earlier on any of the keys has ended. */
	async hold<T>(keys: string[], work: () => Promise<T>): Promise<T> {
		const before = keys.map((key) => this.tails.get(key));
		const turn = Promise.allSettled(before).then(work);
		const tail = turn.catch(() => undefined);
		for (const key of keys) this.tails.set(key, tail);
		return await turn.finally(() => {
			for (const key of keys) if (this.tails.get(key) === tail) this.tails.delete(key);
		});
	}
}
