import type { PlanLine } from './planLines';
import type { PlanView } from './planView';

/** "2 create (joiner), 1 suspend (terminated); to look at: 1 conflict", in the order of the alphabet. */
export function planInWords({ changes, problems }: PlanView): string {
	return `${counted(changes) || 'nothing to change'}; to look at: ${counted(problems) || 'nothing'}`;
}

function counted(lines: PlanLine[]): string {
	const counts = new Map<string, number>();
	for (const line of lines) counts.set(kindOf(line), (counts.get(kindOf(line)) ?? 0) + 1);
	const kinds = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
	return kinds.map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function kindOf({ action, reason }: PlanLine): string {
	return action === reason ? action : `${action} (${reason})`;
}
