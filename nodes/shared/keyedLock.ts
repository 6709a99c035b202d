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
