export interface Page<T> {
	items: T[];
	/** where the next page begins; nothing after the last page */
	next?: string;
}

const ADVICE = 'Run again later; the list read so far is incomplete and was not used.';

/**
 * Walks pages as a stream of items: a page that nobody reads is never fetched.
 *
 * @throws Error when the service sends the same cursor or the same page twice, which would
 * otherwise never end
 */
export async function* paginate<T>(
	read: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T> {
	const seen = new Set<string>();
	let cursor: string | undefined;
	let before = '';
	do {
		const page = await read(cursor);
		const content = JSON.stringify(page.items);
		if (page.items.length > 0 && content === before) {
			throw new Error(`The service sent the same page twice, so its list never ends. ${ADVICE}`);
		}
		before = content;
		yield* page.items;
		cursor = page.items.length > 0 ? page.next : undefined;
		if (cursor !== undefined && seen.has(cursor)) {
			throw new Error(
				`The service sent the page cursor '${cursor}' twice, so its list never ends. ${ADVICE}`,
			);
		}
		if (cursor !== undefined) seen.add(cursor);
	} while (cursor !== undefined);
}

/** The first items of a stream, or all of them when there is no limit. */
export async function take<T>(stream: AsyncGenerator<T>, limit = Infinity): Promise<T[]> {
	const taken: T[] = [];
	if (limit <= 0) return taken;
	for await (const item of stream) {
		taken.push(item);
		if (taken.length >= limit) break;
	}
	return taken;
}

/** The items of a stream that fit; still no page is fetched that nobody reads. */
export async function* where<T>(
	stream: AsyncGenerator<T>,
	fits: (item: T) => boolean,
): AsyncGenerator<T> {
	for await (const item of stream) if (fits(item)) yield item;
}
