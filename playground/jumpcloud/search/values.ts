import { isRecord } from '../../core/exchange';

/**
 * What is found at a dotted path. Lists are walked through, so one path may give several values, and
 * two paths into the same list are matched independently of each other.
 */
export function valuesAt(record: unknown, path: string): unknown[] {
	// Most paths have one step, and this is asked once for every user.
	if (!path.includes('.')) return inside(record, path);
	return path
		.split('.')
		.reduce<unknown[]>((found, step) => found.flatMap((value) => inside(value, step)), [record]);
}

function inside(value: unknown, step: string): unknown[] {
	const inner = isRecord(value) ? value[step] : undefined;
	if (inner === undefined) return [];
	return Array.isArray(inner) ? inner.flat() : [inner];
}

/** Order of two values of the same kind; undefined when they cannot be compared. */
export function order(a: unknown, b: unknown): number | undefined {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	if (typeof a !== 'string' || typeof b !== 'string') return undefined;
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
