import type { Journal } from './journal';

export interface CallCounts {
	total: number;
	/** answered with 429 */
	refused: number;
	/** the largest number that were ever being answered at the same time */
	peakInFlight: number;
	/** by method and path, with ids left out */
	calls: Record<string, number>;
}

/** The journal in numbers: that of a benchmark is too long to be sent about. */
export function callCounts(journal: Journal): CallCounts {
	const entries = journal.all();
	const calls: Record<string, number> = {};
	for (const { method, path } of entries) {
		const call = `${method} ${path.replace(/\/([0-9a-f]{24}|\d+)(?=\/|$)/g, '/:id')}`;
		calls[call] = (calls[call] ?? 0) + 1;
	}
	const refused = entries.filter(({ status }) => status === 429).length;
	return { total: entries.length, refused, peakInFlight: journal.peakInFlight, calls };
}
