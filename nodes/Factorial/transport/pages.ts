import type { IDataObject } from 'n8n-workflow';

import { asRecords, asText, isRecord } from '../../shared/guards';
import type { HttpClient, Query } from '../../shared/http';
import { paginate } from '../../shared/paginate';

/** Factorial gives no more than this, whatever is asked for. */
export const PAGE_SIZE = 100;

/**
 * All records of a list. An empty one may come without `data`.
 * https://apidoc.factorialhr.com/docs/pagination
 *
 * @throws NodeApiError when Factorial refuses, Error when its pages never end
 */
export function listed(
	api: HttpClient,
	path: string,
	query: Query = {},
): AsyncGenerator<IDataObject> {
	return paginate(async (cursor) => {
		const page: Query = { ...query, limit: PAGE_SIZE, after_id: cursor };
		const { body } = await api.send({ method: 'GET', path, query: page });
		const { data, meta } = isRecord(body) ? body : {};
		return { items: asRecords(data), next: nextCursor(meta) };
	});
}

function nextCursor(meta: unknown): string | undefined {
	if (!isRecord(meta) || meta.has_next_page !== true) return undefined;
	return asText(meta.end_cursor) || undefined;
}
