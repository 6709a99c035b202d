import { pendingManager } from './attributes';
import { WRITING_ACTIONS, held, isReport, takesAccess } from './planned';
import type { Decision, PlanEntry } from './planned';
import { byEmployee } from './username';
import { keyOf } from './users';

/** With how much of a plan to begin; what is beyond is left to a later one. */
export interface Beginning {
	/** of how many people or users something is changed; without it, of all */
	most?: number;
	/** the only users who are changed; without it, everybody can be */
	canary?: ReadonlySet<string>;
}

/** What is left to a later plan. */
export interface Later {
	changes: number;
	/** of these, how many would take access */
	suspensions: number;
}

/**
 * The same decisions with all that is beyond the beginning held back. All changes of a person count as
 * one and stay together, in an order that neither the input nor the directory can change: whoever was
 * among the first ones is so in the next plan as well, until nothing is left to do about them.
 */
export function beginWith(
	decisions: readonly Decision[],
	{ most = Infinity, canary }: Beginning,
): { decisions: Decision[]; later: Later } {
	const mayChange = ({ user }: PlanEntry) => !canary || canary.has(user?.id ?? '');
	const changing = decisions
		.filter(({ entries }) => entries.some((entry) => isWriting(entry) && mayChange(entry)))
		.toSorted(inOrder);
	const first = new Set(waitedForFirst(changing).slice(0, most));
	const later: Later = { changes: 0, suspensions: 0 };
	const begun = decisions.map((decision) => {
		const isFirst = first.has(decision);
		const entries = decision.entries.map((entry) => {
			if (!isWriting(entry) || (isFirst && mayChange(entry))) return entry;
			later.changes++;
			if (takesAccess(entry)) later.suspensions++;
			return held(entry, 'later', mayChange(entry) ? BEYOND : ELSEWHERE);
		});
		return { ...decision, entries };
	});
	return { decisions: begun, later };
}

/**
 * A manager who gets a user comes before those who wait for it, and who is deleted with a manager before
 * that one: else they would hold the place for ever.
 */
function waitedForFirst(ordered: readonly Decision[]): Decision[] {
	const byPerson = new Map<string, Decision>();
	for (const decision of ordered) {
		const { employeeId = '', email = '' } = decision.entries[0]?.person ?? {};
		for (const key of [employeeId, keyOf(email)]) if (key !== '') byPerson.set(key, decision);
	}
	const byUser = new Map(
		ordered.map((decision) => [decision.entries[0]?.user?.id ?? '', decision]),
	);
	const placed = new Set<Decision>();
	const seen = new Set<Decision>();
	const place = (decision: Decision) => {
		if (seen.has(decision)) return;
		seen.add(decision);
		for (const change of decision.entries.flatMap(({ changes }) => changes)) {
			const { to, id = '' } = change;
			const wanted = pendingManager(to);
			const above = wanted && (byPerson.get(wanted) ?? byPerson.get(keyOf(wanted)));
			const below = to === null && isReport(change) && byUser.get(id);
			if (above) place(above);
			if (below) place(below);
		}
		placed.add(decision);
	};
	ordered.forEach(place);
	return [...placed];
}

const isWriting = ({ action }: PlanEntry) => WRITING_ACTIONS.has(action);

/** People by their IDs, then users whom nobody has. */
function inOrder(one: Decision, other: Decision): number {
	const [a, b] = [one, other].map(({ entries: [entry] }) => entry);
	if (a?.person && b?.person) return byEmployee(a.person, b.person);
	if (a?.person || b?.person) return a?.person ? -1 : 1;
	return (a?.user?.id ?? '') < (b?.user?.id ?? '') ? -1 : 1;
}

const BEYOND = "Beyond the number of 'Begin With', so this is left to a later plan";

const ELSEWHERE = "Not a user of the group of 'Begin With', so this is left to a later plan";
