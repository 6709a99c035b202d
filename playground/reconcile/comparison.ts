import { isProblem, isUnchanged } from './planLines';
import type { PlanLine } from './planLines';
import type { PlanView } from './planView';

/** What an option makes of a plan. */
export interface Comparison {
	/** what the plan says with the option, and not without it */
	own: Pick<PlanView, 'changes' | 'problems' | 'unchanged'>;
	/** what it says without the option, and not with it */
	instead: PlanLine[];
	/** what it says either way */
	same: PlanLine[];
}

/** Tells what an option changes from what would be planned anyway. */
export function compared(tried: PlanView, usual: PlanView): Comparison {
	const [now, before] = [linesOf(tried), linesOf(usual)];
	const [own, instead] = [without(now, before), without(before, now)];
	return {
		own: {
			changes: own.filter((line) => !isProblem(line) && !isUnchanged(line)),
			problems: own.filter(isProblem),
			unchanged: own.filter(isUnchanged),
		},
		// Of whom nothing would happen, nothing needs to be said.
		instead: instead.filter((line) => !isUnchanged(line)),
		same: without(now, own).filter((line) => !isUnchanged(line)),
	};
}

const linesOf = ({ changes, problems, unchanged }: PlanView) => [
	...changes,
	...problems,
	...unchanged,
];

function without(lines: PlanLine[], others: PlanLine[]): PlanLine[] {
	const known = new Set(others.map((line) => JSON.stringify(line)));
	return lines.filter((line) => !known.has(JSON.stringify(line)));
}
