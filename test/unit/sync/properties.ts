import fc from 'fast-check';

/** FC_RUNS raises the number of cases per property for a longer look. */
const numRuns = Number(process.env.FC_RUNS ?? 200);

/** States that something holds for every generated value. */
export function forAll<T>(values: fc.Arbitrary<T>, holds: (value: T) => void): void {
	fc.assert(fc.property(values, holds), { numRuns });
}
