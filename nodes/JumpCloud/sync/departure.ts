import type { Person } from './input';
import { decideTiming } from './schedule';

/** Whether and when somebody loses the access, as far as the source says. */
export type Departure =
	| { kind: 'none' }
	| { kind: 'now'; reason: 'terminated' | 'inactive' }
	| { kind: 'at'; at: Date };

export type LeaverRule = 'lastDay' | 'now' | 'never';

/**
 * A last day decides, past or to come; without one, an inactive person has left. A last day that ends
 * within the hour counts as over, because JumpCloud schedules nothing so close.
 */
export function departureOf(
	{ active, lastDay }: Pick<Person, 'active' | 'lastDay'>,
	rule: LeaverRule,
	now: Date,
): Departure {
	if (!lastDay) return active ? { kind: 'none' } : { kind: 'now', reason: 'inactive' };
	if (rule === 'now') return { kind: 'now', reason: 'terminated' };
	const timing = decideTiming(lastDay, now, 'now');
	return timing.kind === 'at' ? timing : { kind: 'now', reason: 'terminated' };
}
