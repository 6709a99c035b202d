import { refuse } from '../refusals';
import { order, valuesAt } from './values';

type Item = Record<string, unknown>;
type Test = (found: string, value: string) => boolean;

const OPERATORS: Record<string, Test> = {
	eq: (found, value) => found === value,
	ne: (found, value) => found !== value,
	gt: (found, value) => (order(found, value) ?? 0) > 0,
	ge: (found, value) => (order(found, value) ?? -1) >= 0,
	lt: (found, value) => (order(found, value) ?? 0) < 0,
	le: (found, value) => (order(found, value) ?? 1) <= 0,
	search: (found, value) => found.toLowerCase().includes(value.toLowerCase()),
	in: (found, value) => value.split('|').includes(found),
};

/** The newer filter language: `field:op:value`, comma-joined, all must hold, case and all. */
export function filtered<T extends Item>(
	items: T[],
	query: URLSearchParams,
	fields: string[],
): T[] {
	return conditions(query, fields).reduce(
		(left, { field, test, value }) =>
			left.filter((item) => valuesAt(item, field).some((found) => test(String(found), value))),
		items,
	);
}

function conditions(query: URLSearchParams, fields: string[]) {
	return commas(query.get('filter')).map((text) => {
		const [field = '', operator = '', ...rest] = text.split(':');
		const test = OPERATORS[operator];
		if (!fields.includes(field)) return refuse(400, `Cannot filter by ${field}`);
		if (!test || rest.length === 0) return refuse(400, `Not a filter: ${text}`);
		return { field, test, value: rest.join(':') };
	});
}

/** Sorted by comma-separated names, `-` in front meaning downwards. */
export function sortedV2<T extends Item>(items: T[], query: URLSearchParams): T[] {
	const names = commas(query.get('sort'));
	return [...items].sort((a, b) => {
		for (const name of names) {
			const path = name.replace(/^-/, '');
			const [left, right] = [a, b].map((item) => String(valuesAt(item, path)[0] ?? ''));
			const difference = order(left, right) ?? 0;
			if (difference !== 0) return name.startsWith('-') ? -difference : difference;
		}
		return 0;
	});
}

export function commas(text: string | null): string[] {
	return text === null || text === '' ? [] : text.split(',');
}
