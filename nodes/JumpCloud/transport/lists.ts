import type { IDataObject } from 'n8n-workflow';

import type { Query } from '../../shared/http';
import { paginate } from '../../shared/paging';
import { asRecords } from '../../shared/values';
import type { JumpCloud } from './client';
import { PAGE_SIZE } from './users';

/**
 * The entries of a list of the API's version 2, page by page: a bare array, the total in a header.
 *
 * @param what the entries in words, for the error
 * @throws Error when the answer is no list, which must not be taken for an empty one
 */
export function listEntries(
	api: JumpCloud,
	path: string,
	query: Query,
	what: string,
): AsyncGenerator<IDataObject> {
	return paginate(async (cursor = '0') => {
		const skip = Number(cursor);
		const { body, headers } = await api.http.send({
			method: 'GET',
			path,
			query: { ...query, limit: PAGE_SIZE, skip },
		});
		if (!Array.isArray(body)) {
			throw new Error(`JumpCloud answered with something else than a list of ${what}`);
		}
		const end = skip + body.length;
		const hasMore = body.length === PAGE_SIZE || end < Number(headers['x-total-count'] ?? 0);
		return { items: asRecords(body), next: hasMore ? String(end) : undefined };
	});
}
