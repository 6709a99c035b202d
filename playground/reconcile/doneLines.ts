import { nameIn, planLine, text } from './planLines';
import type { PlanLine } from './planLines';
import { reasonInWords } from './reasons';

/** What came of one change, or of one person, in a step that does more than plan. */
export interface DoneLine extends Omit<PlanLine, 'id' | 'effectiveAt'> {
	/** whether it was done, could not be done, or was not to be done */
	result: 'done' | 'not_done' | 'left_alone';
}

type Item = Record<string, unknown>;

const RESULTS: Readonly<Record<string, DoneLine['result']>> = {
	applied: 'done',
	refused: 'not_done',
	failed: 'not_done',
	skipped: 'left_alone',
};

/** Reads an item that left *Apply Changes* or an operation on users; undefined for what is about no change. */
export function doneLine(item: Item): DoneLine | undefined {
	const result = text(item.result);
	const action = text(item.action);
	if (action === '' || ['noop', 'report', 'summary'].some((one) => [result, action].includes(one)))
		return undefined;
	const { name, username, changes, message, mail, reason } =
		planLine({ reason: '', ...item }) ?? EMPTY;
	return {
		...{ action, reason, name: name || nameIn(item), username: username || text(item.username) },
		why: reason === '' ? '' : reasonInWords(reason),
		...{ changes, message, mail, result: RESULTS[result || action] ?? 'done' },
	};
}

const EMPTY = { name: '', username: '', changes: [], message: null, mail: null, reason: '' };
