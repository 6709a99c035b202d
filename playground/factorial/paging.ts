import { compareIds } from './ids';
import { one } from './query';

/** More is not refused but silently cut. */
const PAGE_CAP = 100;

interface Page<T> {
	data: T[];
	meta: {
		has_next_page: boolean;
		has_previous_page: boolean;
		start_cursor: string | null;
		end_cursor: string | null;
		total: number;
		limit: number;
	};
}

/**
 * One page of records that are in ascending order of id.
 *
 * @param query `limit`, and one of `after_id`, `before_id` (cursors, not ids) or `page`
 * @returns undefined when a cursor is none of those that were given out
 */
export function pageOf<T extends { id: string }>(
	records: T[],
	query: URLSearchParams,
): Page<T> | undefined {
	const limit = Math.min(Number(one(query, 'limit') ?? PAGE_CAP), PAGE_CAP);
	const [after, before] = [one(query, 'after_id'), one(query, 'before_id')];
	const bound = decode(after ?? before);
	if ((after ?? before) !== undefined && bound === undefined) return undefined;
	const start = startOf(records, limit, {
		after,
		before,
		bound,
		page: Number(one(query, 'page') ?? 1),
	});
	const data = records.slice(Math.max(start, 0), start + limit);
	const [first, last] = [data[0], data.at(-1)];
	return {
		data,
		meta: {
			has_next_page: last !== undefined && last !== records.at(-1),
			has_previous_page: first !== undefined && first !== records[0],
			start_cursor: first ? encode(first.id) : null,
			end_cursor: last ? encode(last.id) : null,
			total: records.length,
			limit,
		},
	};
}

interface Position {
	after?: string;
	before?: string;
	bound?: string;
	page: number;
}

/** Index of the first record of the page; negative when a page before a cursor is not full. */
function startOf(records: Array<{ id: string }>, limit: number, position: Position): number {
	const { bound } = position;
	if (bound === undefined) return (position.page - 1) * limit;
	if (position.after !== undefined) return countWhile(records, (id) => compareIds(id, bound) <= 0);
	return countWhile(records, (id) => compareIds(id, bound) < 0) - limit;
}

/** How many records come first for whose ids something holds; it is bisected, as they are in order. */
function countWhile(records: Array<{ id: string }>, holds: (id: string) => boolean): number {
	let [low, high] = [0, records.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(records[middle]?.id ?? '')) low = middle + 1;
		else high = middle;
	}
	return low;
}

function encode(id: string): string {
	return Buffer.from(id).toString('base64');
}

function decode(cursor: string | undefined): string | undefined {
	const id = Buffer.from(cursor ?? '', 'base64').toString('latin1');
	return /^[\w-]*\d[\w-]*$/.test(id) && encode(id) === cursor ? id : undefined;
}
