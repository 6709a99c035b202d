const DIGITS = /^\d+$/;

/**
 * Orders ids: those of digits alone by their number, which may exceed 2^53, and before all others.
 */
export function compareIds(a: string, b: string): number {
	const isNumber = [DIGITS.test(a), DIGITS.test(b)];
	if (isNumber[0] !== isNumber[1]) return isNumber[0] ? -1 : 1;
	const [first, second] = isNumber[0] ? [BigInt(a), BigInt(b)] : [a, b];
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

	/** @param prefix what comes before the number, as it is when an id is taken */
	constructor(
		first: string,
		private readonly prefix: () => string = () => '',
	) {
		this.next = BigInt(first);
	}

	take(): string {
		const id = `${this.prefix()}${this.next}`;
		this.next += 1n;
		return id;
	}
}
