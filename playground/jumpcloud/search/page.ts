import { refuse } from '../refusals';
import { knownField } from './fields';
import { order, valuesAt } from './values';

type Item = Record<string, unknown>;

const DEFAULT_LIMIT = 10;

/** Sorted by the given names, `-` in front meaning downwards; otherwise in order of creation. */
export function sorted<T extends Item>(items: T[], names: string[]): T[] {
	const keys = names
		.filter((name) => !name.includes(','))
		.map((name) => ({
			path: knownField(name.replace(/^-/, '')),
			sign: name.startsWith('-') ? -1 : 1,
		}));
	const compare = (a: T, b: T) => {
		for (const { path, sign } of keys) {
			const difference = order(textAt(a, path), textAt(b, path)) ?? 0;
			if (difference !== 0) return difference * sign;
		}
		return 0;
	};
	return isInOrder(items, names, compare) ? items : items.toSorted(compare);
}

/** How long a list was when it was found to be in order of its ids, which never change. */
const orderedLengths = new WeakMap<object, number>();

/** Thousands of users are asked for by id, page after page, and are in that order already. */
function isInOrder<T>(items: T[], names: string[], compare: (a: T, b: T) => number): boolean {
	const isById = names.join() === '_id';
	if (isById && orderedLengths.get(items) === items.length) return true;
	const inOrder = items.every((item, index) => {
		const before = items[index - 1];
		return before === undefined || compare(before, item) <= 0;
	});
	if (isById && inOrder) orderedLengths.set(items, items.length);
	return inOrder;
}

const textAt = (item: Item, path: string): string => String(valuesAt(item, path)[0] ?? '');

/** One page. A limit above the cap silently gives the capped number, where nobody has refused it before. */
export function paged<T>(items: T[], skip: unknown, limit: unknown, cap: number): T[] {
	const from = Number(skip ?? 0);
	const wanted = Number(limit ?? DEFAULT_LIMIT);
	if (wanted < 1) return refuse(400, 'limit must be at least 1');
	return items.slice(from, from + Math.min(wanted, cap));
}
