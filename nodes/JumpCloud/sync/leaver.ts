import { stateOf } from './users';
import type { AccessRules, Leaving } from './access';
import { dayIn } from './days';
import type { LastDay } from './days';
import { membershipChanges } from './groups';
import type { ManagedGroups } from './groups';
import { INVALID, invalidDate, readDate, readText } from './person';
import type { Person } from './person';
import { writing } from './planned';
import type { BareEntry, FieldChange } from './planned';

/** What an input item says about leaving and being away, where the plan goes by it. */
export interface LeaverInput {
	/** the last day of a fixed term */
	contractEnd?: unknown;
	/** why somebody was let go, in the source's own words */
	terminationReason?: unknown;
	/** whether they are on leave today */
	onLeave?: unknown;
	/** the last day of that leave */
	leaveUntil?: unknown;
}

/** Whoever is on leave is suspended, and let in again afterwards. */
export interface LeaveRules {
	/** the custom attribute that keeps the day on which this package suspended somebody for a leave */
	memory: string;
}

/** What else happens to somebody who is out. */
export interface LeavingRules {
	/** ids of the groups that they leave */
	groupIds: ReadonlySet<string>;
	/** those of them whose members JumpCloud computes: they stay, and somebody is told */
	computed: ReadonlySet<string>;
	clearsManager: boolean;
	/** for these reasons of a termination the access ends at once; in lower case */
	atOnce: ReadonlySet<string>;
}

/** Whoever has left long ago is deleted. */
export interface DeletionRules {
	/** so many days after the last day, 1 or more */
	days: number;
	/** who gets those who report to them; with `nobody`, whoever has any is not deleted */
	reportsTo: 'manager' | 'nobody';
}

/** What an admin decides about leaving beyond a last day; nothing unless told. */
export interface LeaverRules {
	/** what the end of a fixed term means */
	contractEnd?: 'report' | 'lastDay';
	leaves?: LeaveRules;
	leaving?: LeavingRules;
	deleteAfter?: DeletionRules;
}

type DayRules = LeaverRules & Pick<AccessRules, 'leavers' | 'suspensionTime' | 'timeZone' | 'now'>;

/** What the end of a fixed term, and the reason of a termination, add to the last day of a person. */
export function withLastDay(person: Person, input: LeaverInput, rules: DayRules): Person {
	if (person.problem?.stops === 'everything') return person;
	const { lastDay } = person;
	if (!lastDay) return rules.contractEnd ? withContractEnd(person, input, rules) : person;
	const why = readText(input.terminationReason).toLowerCase();
	const isAtOnce = rules.leavers === 'lastDay' && rules.leaving?.atOnce.has(why);
	return isAtOnce ? { ...person, lastDay: { ...lastDay, isAtOnce } } : person;
}

/**
 * A last day that HR has entered is the truth, earlier or later; and whoever is not active has left
 * already, whatever their contract says.
 */
function withContractEnd(
	person: Person,
	{ contractEnd }: LeaverInput,
	{ contractEnd: rule, leavers, suspensionTime, timeZone, now }: DayRules,
): Person {
	if (person.active === false) return person;
	// An item without the field says nothing: what was scheduled for the end of a term stays.
	if (contractEnd === undefined) {
		return rule === 'lastDay' ? { ...person, knowsLastDay: false } : person;
	}
	const end = readDate(contractEnd, suspensionTime, timeZone);
	if (end === undefined) return person;
	if (end === INVALID) {
		// Only where somebody may lose the access by it does it matter that nobody can read it.
		if (rule === 'report') return person;
		const told = invalidDate('end of the contract', contractEnd);
		return { ...person, problem: { ...told, stops: 'everything' } };
	}
	const isOver = end.day < dayIn(now, timeZone);
	if (rule === 'lastDay') {
		// Suspend Now is about whoever is let go: everybody on a fixed term has an end to come.
		const isToCome = leavers === 'now' && !isOver;
		const lastDay: LastDay = { ...end, isOfContract: true };
		return isToCome ? person : { ...person, lastDay };
	}
	return isOver ? { ...person, notice: contractEnded(end.day) } : person;
}

function contractEnded(day: string) {
	return {
		reason: 'contract_ended' as const,
		message: `The contract ended on ${day}, and there is no last day, so the access goes on. Enter the last day or the new contract in the source.`,
	};
}

/** A user, as far as it matters what they have. */
interface Out {
	id: string;
	state?: string | null;
	suspended?: boolean | null;
	manager?: string | null;
}

interface Taking {
	leaving: Leaving;
	/** the link says whose user it is, and nothing speaks against it */
	isCertain: boolean;
	groups: ManagedGroups;
	rules: LeaverRules & Pick<AccessRules, 'leavers'>;
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * What is taken from a user who is out: suspended, or by this very plan, and certainly that of somebody who
 * has left. For a suspension that is to come it is done by the first plan after it has come.
 */
export function takenFrom(
	user: Out,
	{ leaving, isCertain, groups, rules }: Taking,
	access: readonly BareEntry[],
): BareEntry[] {
	const isOut = stateOf(user) === 'SUSPENDED' || access.some(({ action }) => action === 'suspend');
	if (!rules.leaving || leaving.kind !== 'now' || rules.leavers === 'never') return [];
	if (!isCertain || !isOut) return [];
	const { groupIds, computed, clearsManager } = rules.leaving;
	const isIn = (id: string) => groups.get(id)?.members.has(user.id) ?? false;
	const out = [...groupIds].filter((id) => !computed.has(id) && isIn(id));
	// Who is never taken out of a group by a rule is one thing; whoever has left is another.
	const theirs: ManagedGroups = new Map(
		out.map((id) => [id, { name: id, members: NOBODY, ...groups.get(id), kept: NOBODY }]),
	);
	const manager = user.manager?.trim();
	const changes: FieldChange[] = [
		...membershipChanges({ in: [], out }, user.id, theirs),
		...(clearsManager && manager ? [{ field: 'manager', from: manager, to: null }] : []),
	];
	if (changes.length === 0) return [];
	const kept = [...computed].filter(isIn).map((id) => `"${groups.get(id)?.name ?? id}"`);
	const message = `The user stays in ${kept.join(', ')}: JumpCloud computes the members by itself.`;
	return [{ ...writing('update', leaving.reason, changes), ...(kept.length > 0 && { message }) }];
}
