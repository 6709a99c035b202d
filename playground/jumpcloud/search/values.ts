import { isRecord } from '../../core/exchange';

/**
 * What is found at a dotted path. Lists are walked through, so one path may give several values, and
 * two paths into the same list are matched independently of each other.
 */
export function valuesAt(record: unknown, path: string): unknown[] {
	return path.split('.').reduce<unknown[]>(
		(found, step) =>
			found.flatMap((value) => {
				const inner = isRecord(value) ? value[step] : undefined;
				return inner === undefined ? [] : [inner].flat();
			}),
		[record],
	);
}

/** Order of two values of the same kind; undefined when they cannot be compared. */
export function order(a: unknown, b: unknown): number | undefined {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	if (typeof a !== 'string' || typeof b !== 'string') return undefined;
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
