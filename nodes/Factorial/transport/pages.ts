import type { IDataObject } from 'n8n-workflow';

import type { HttpClient, Query } from '../../shared/http';
import { paginate } from '../../shared/paging';
import type { Page } from '../../shared/paging';
import { asRecords, asText, isRecord } from '../../shared/values';

/** Factorial gives no more than this, whatever is asked for. */
export const PAGE_SIZE = 100;

const CIRCLE =
	'Factorial sent the same records again on a further page, so its list never ends. Run again later; the list read so far is incomplete and was not used.';

/**
 * All records of a list. An empty one may come without `data`.
 * https://apidoc.factorialhr.com/docs/pagination
 *
 * @throws NodeApiError when Factorial refuses, Error when its pages never end: Factorial lists by
 * id, so a page that brings nobody new leads in circles, whatever its cursor says
 */
export function listed(
	api: HttpClient,
	path: string,
	query: Query = {},
): AsyncGenerator<IDataObject> {
	const seen = new Set<string>();
	return paginate(async (cursor) => {
		const page = await pageOf(api, path, { ...query, after_id: cursor });
		const before = seen.size;
		for (const one of page.items) seen.add(asText(one.id) || JSON.stringify(one));
		if (page.items.length > 0 && seen.size === before) throw new Error(CIRCLE);
		return page;
	});
}

/** One page of a list; its cursor is sent as `after_id` for the page behind it. */
export async function pageOf(
	api: HttpClient,
	path: string,
	query: Query = {},
): Promise<Page<IDataObject>> {
	const { body } = await api.send({ method: 'GET', path, query: { ...query, limit: PAGE_SIZE } });
	const { data, meta } = isRecord(body) ? body : {};
	return { items: asRecords(data), next: nextCursor(meta) };
}

/**
 * The records of a list that belong to some of many ids. So many go into one request that its
 * address stays short; what was not asked for is left out, because not every filter can be relied on.
 *
 * @param filter the name of the filter, such as `ids[]`
 * @param key the field of the record that the filter looks at
 */
export async function* listedFor(
	api: HttpClient,
	path: string,
	{ filter, key, ids }: { filter: string; key: string; ids: string[] },
	query: Query = {},
): AsyncGenerator<IDataObject> {
	const wanted = [...new Set(ids)];
	for (let start = 0; start < wanted.length; start += PAGE_SIZE) {
		const some = wanted.slice(start, start + PAGE_SIZE);
		for await (const record of listed(api, path, { ...query, [filter]: some })) {
			if (some.includes(asText(record[key]))) yield record;
		}
	}
}

function nextCursor(meta: unknown): string | undefined {
	if (!isRecord(meta) || meta.has_next_page !== true) return undefined;
	const cursor = asText(meta.end_cursor);
	if (cursor !== '') return cursor;
	throw new Error(
		'Factorial says that its list goes on but not where. Run again later; the list read so far is incomplete and was not used.',
	);
}
