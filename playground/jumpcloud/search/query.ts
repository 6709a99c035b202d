import { isRecord } from '../../core/exchange';
import { refuse } from '../refusals';
import { EVERYBODY, all, any, fromText } from './expressions';
import type { Predicate } from './expressions';
import { knownField } from './fields';
import { valuesAt } from './values';

const PLAIN_SEARCH_FIELDS = ['username', 'email', 'firstname', 'lastname', 'displayname'];

/** The filter parameters of a list: `filter` and `filter[n]` all hold, of `filter[or][n]` one does. */
export function fromQuery(query: URLSearchParams): Predicate {
	const must: Predicate[] = [];
	const either: Predicate[] = [];
	for (const [name, value] of query) {
		if (/^filter(\[(and)?\d*\])*$/.test(name)) must.push(fromText(value));
		else if (/^filter\[or\]\[\d*\]$/.test(name)) either.push(fromText(value));
		else if (name.startsWith('filter')) return refuse(400, `Unknown parameter ${name}`);
	}
	return either.length === 0 ? all(must) : all([...must, any(either)]);
}

/** The `search` parameter: part of a name or address, in any case. */
export function fromPlainSearch(term: string | null): Predicate {
	return term === null ? EVERYBODY : contains([term], PLAIN_SEARCH_FIELDS);
}

/** The `searchFilter` of a search body: any of the terms in any of the fields, in any case. */
export function fromSearchFilter(filter: unknown): Predicate {
	if (!isRecord(filter)) return EVERYBODY;
	const terms = [filter.searchTerm].flat().filter((term) => typeof term === 'string');
	const fields = Array.isArray(filter.fields) ? filter.fields.map(String).map(knownField) : [];
	if (terms.length === 0 || fields.length === 0) {
		return refuse(400, 'searchFilter needs searchTerm and fields');
	}
	return contains(terms, fields);
}

function contains(terms: string[], fields: string[]): Predicate {
	const wanted = terms.map((term) => term.toLowerCase());
	return (record) =>
		fields
			.flatMap((field) => valuesAt(record, field))
			.some((value) => wanted.some((term) => String(value).toLowerCase().includes(term)));
}
