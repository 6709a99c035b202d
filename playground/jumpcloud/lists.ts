import type { Answer } from '../core/exchange';
import { paged } from './search/page';

const V2_CAP = 100;

/**
 * A bare array with the total in a header, as all v2 lists are. What is not given is counted all the
 * same, so that a page can be short with more to come.
 */
export function bareList(
	items: unknown[],
	query: URLSearchParams,
	isGiven: (item: unknown) => boolean = () => true,
): Answer {
	const page = paged(
		items,
		query.get('skip') ?? undefined,
		query.get('limit') ?? undefined,
		V2_CAP,
	);
	return {
		status: 200,
		body: page.filter(isGiven),
		headers: { 'x-total-count': String(items.length) },
	};
}
