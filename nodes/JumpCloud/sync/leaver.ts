import { dayIn } from './days';
import type { LastDay } from './days';
import type { SyncRules } from './decide';
import { INVALID, invalidDate, readDate } from './person';
import type { Person } from './person';

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

type ContractRules = Pick<
	SyncRules,
	'contractEnd' | 'leavers' | 'suspensionTime' | 'timeZone' | 'now'
>;

/**
 * What the end of a fixed term adds to a person. A last day that HR has entered is the truth, earlier or
 * later; and whoever is not active has left already, whatever their contract says.
 */
export function withContractEnd(
	person: Person,
	{ contractEnd }: LeaverInput,
	{ contractEnd: rule, leavers, suspensionTime, timeZone, now }: ContractRules,
): Person {
	if (person.lastDay || person.active === false || person.problem?.stops === 'everything') {
		return person;
	}
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
