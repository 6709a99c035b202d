import { WRITING_ACTIONS } from './planned';
import type { Plan } from './plan';
import type { PlanEntry } from './planned';

/** How much a plan may change; undefined sets no limit. */
export interface Limit {
	most?: number;
	/** of the active linked users; rounded up, so that a small company is not stopped by one person */
	mostPercent?: number;
}

type GuardedKind = 'suspensions' | 'creations' | 'changes';

export type GuardLimits = Record<GuardedKind, Limit>;

/** What is wrong with a plan as a whole. */
export type Alarm =
	| { kind: 'empty' }
	| {
			kind: GuardedKind;
			count: number;
			/** the smaller of the limits */
			allowed: number;
			/** how many active linked users there are */
			of: number;
			/** those who are concerned, in the order of the plan */
			entries: PlanEntry[];
	  };

/**
 * Stops a plan that changes more than an admin thought possible, most likely because the source is
 * wrong: a filter too narrow, an import gone bad, nothing at all.
 */
export function guard(
	{ decisions, activeLinked, people }: Plan,
	limits: GuardLimits,
	everyone: boolean,
): Alarm[] {
	const entries = decisions.flatMap((decision) => decision.entries);
	const exceeded = (Object.keys(COUNTED) as GuardedKind[]).flatMap((kind) => {
		const counted = entries.filter(COUNTED[kind]);
		// A share of a few people would stop each of them; only numbers count for some.
		const allowed = allowedOf(limits[kind], everyone ? activeLinked : 0);
		const alarm = { kind, count: counted.length, allowed, of: activeLinked, entries: counted };
		return counted.length > allowed ? [alarm] : [];
	});
	return everyone && people === 0 ? [{ kind: 'empty' }, ...exceeded] : exceeded;
}

const COUNTED: Record<GuardedKind, (entry: PlanEntry) => boolean> = {
	suspensions: isSuspension,
	creations: ({ action }) => action === 'create',
	changes: ({ action }) => WRITING_ACTIONS.has(action),
};

/** Also one that JumpCloud is to carry out later: a bad import can set last days to come. */
function isSuspension({ action, changes }: PlanEntry): boolean {
	if (action === 'suspend') return true;
	return (
		action === 'schedule' &&
		changes.some(({ field, to }) => field === 'scheduled.SUSPENDED' && to !== null)
	);
}

/** As long as nobody is linked there is nothing to take a share of, and only numbers count. */
function allowedOf({ most = Infinity, mostPercent }: Limit, of: number): number {
	const hasShare = mostPercent !== undefined && of > 0;
	// Without the rounding, 1.1 % of 3,000 would be 33.00000000000001 and allow 34.
	const share = hasShare ? Math.ceil(Number(((of * mostPercent) / 100).toFixed(6))) : Infinity;
	return Math.min(most, share);
}
