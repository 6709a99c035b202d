/** Orders ids by their number: they are strings of digits that may exceed 2^53. */
export function compareIds(a: string, b: string): number {
	const [first, second] = [BigInt(a), BigInt(b)];
	return first < second ? -1 : first > second ? 1 : 0;
}

/**
 * Gives out new ids, counting up from the first one.
 *
 * Companies on Factorial's newer database clusters have ids beyond 2^53, so new records start
 * there: whoever turns an id into a number loses digits.
 */
export class IdSequence {
	private next: bigint;

	constructor(first: string) {
		this.next = BigInt(first);
	}

	take(): string {
		const id = this.next.toString();
		this.next += 1n;
		return id;
	}
}
