import { PAGE_SIZE } from '../transport/pages';

/** Requests for some records that one run makes before it reads all of them instead. */
const FEW = 10;

/** A value that is read when it is first wanted. A failed reading is tried again by the next one. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
	let reading: Promise<T> | undefined;
	return async () => {
		if (!reading) {
			reading = read();
			reading.catch(() => {
				reading = undefined;
			});
		}
		return await reading;
	};
}

export type Found<T> = ReadonlyMap<string, T>;

/**
 * Records by id for all items of a run, with as few requests as can be had without knowing how many
 * items follow: some at a time at first, and once that has cost a few requests, everything in one
 * walk that serves whoever asks later.
 */
export class Lookup<T> {
	private requests = 0;
	private readonly known = new Map<string, T | undefined>();
	private readonly all: () => Promise<Found<T>>;

	constructor(
		private readonly readSome: (ids: string[]) => Promise<Found<T>>,
		readAll: () => Promise<Found<T>>,
	) {
		this.all = once(readAll);
	}

	/** Remembers what was read anyway. */
	learn(records: Iterable<[string, T]>): void {
		for (const [id, record] of records) this.known.set(id, record);
	}

	/** What there is for these ids; an id without a record is missing. */
	async get(ids: Iterable<string>): Promise<Found<T>> {
		const unique = [...new Set(ids)].filter((id) => id !== '');
		const unknown = unique.filter((id) => !this.known.has(id));
		const requests = Math.ceil(unknown.length / PAGE_SIZE);
		if (requests > 0 && this.requests + requests > FEW) return await this.all();

		this.requests += requests;
		if (requests > 0) {
			const found = await this.readSome(unknown);
			for (const id of unknown) this.known.set(id, found.get(id));
		}
		const found = new Map<string, T>();
		for (const id of unique) {
			const record = this.known.get(id);
			if (record !== undefined) found.set(id, record);
		}
		return found;
	}
}
