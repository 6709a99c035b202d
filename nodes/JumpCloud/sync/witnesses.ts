import { stateOf } from './access';
import type { Leaving } from './access';
import { valueAt } from './attributes';
import type { Case, Directory, PlanUser, SyncRules } from './decide';
import type { Identified } from './identity';
import type { Person } from './person';
import type { PlanEntry, PlanEvent } from './planned';
import { followsName } from './rename';
import type { Joining, Renaming } from './username';

interface Witnessed {
	/** as if this plan were about them */
	person: Person;
	identified: Identified<PlanUser>;
	leaving: Leaving;
	directory: Directory;
	rules: SyncRules;
	/** for somebody who is to get a user; which username is nobody's business here */
	joining?: Joining;
}

/** Which username somebody gets is for the plan that is about them: here it counts that they get one. */
const ANOTHER_USERNAME: Renaming = { kind: 'renamed', username: '' };

/**
 * What the plan that is about a witness is going to do, or has most likely just done: nothing of it is done
 * here, but the guard counts it. What their user is bound to is asked by that plan alone, so that a username
 * counts as if it were bound to nothing.
 */
export function doneElsewhere(
	given: Witnessed,
	decided: (given: Case) => PlanEntry[],
): Pick<PlanEvent, 'entries' | 'hasLost'> {
	const { person, identified, directory } = given;
	const rules = { ...given.rules, managers: false };
	const isFollowing = followsName(person, identified, directory, rules);
	const renaming = isFollowing ? ANOTHER_USERNAME : undefined;
	const entries = decided({ ...given, rules, known: new Map(), renaming });
	return { entries, hasLost: hasLost({ ...given, rules }) };
}

/** Whether a user has lost the access, or is going to at a time that is known, for what the source says now. */
function hasLost({ person, identified, leaving, directory, rules }: Witnessed): boolean {
	const users = identified.users.filter(({ id }) => !directory.leftAlone?.has(id));
	const out = users.filter((user) => stateOf(user) === 'SUSPENDED');
	if (person.scope) {
		const hasLeft = person.scope.kind === 'out' && rules.leavingScope === 'suspend';
		return hasLeft && identified.by === 'link' && out.length > 0;
	}
	const { leaves } = rules;
	const isOnLeave = (user: PlanUser) =>
		leaves !== undefined && valueAt(user, `attributes.${leaves.memory}`) !== null;
	if (person.leave === 'on' && out.some(isOnLeave)) return true;
	if (leaving.kind === 'none' || rules.leavers === 'never') return false;
	const isEnding = ({ id }: PlanUser) =>
		(directory.pending.get(id) ?? []).some(({ state }) => state === 'SUSPENDED');
	return out.length > 0 || users.some(isEnding);
}
