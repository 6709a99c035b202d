import { firstAccess } from './access';
import { fieldChanges, wantedUser } from './attributes';
import type { BareEntry } from './bareEntry';
import type { Case } from './decide';
import type { Departure } from './departure';
import { membershipChanges } from './groups';
import { managerChange } from './managers';
import type { FieldChange } from './planned';

/** How a new user begins: everything in one entry, from the name to the first and the last day. */
export function joinerEntry(
	{ person, directory, rules, known }: Case,
	username: string,
	departure: Departure,
): BareEntry {
	const access = firstAccess(person, rules);
	const end = departure.kind === 'at' && rules.leavers !== 'never' ? departure.at : undefined;
	const begin = access.kind === 'at' && !(end && access.at >= end) ? access.at : undefined;
	const groups = membershipChanges(person.groups, undefined, directory.groups);
	const isActive = rules.activation === 'none' && rules.state === 'ACTIVATED';
	// Access comes after the groups, on which policies depend, and after its end is certain.
	const waits = isActive && (groups.length > 0 || end !== undefined);
	const changes: FieldChange[] = [
		{ field: 'username', from: null, to: username },
		...fieldChanges({}, wantedUser(person, rules)),
		...(rules.managers ? managerChange(person, undefined, directory.users, known) : []),
		{ field: 'state', from: null, to: isActive && !waits ? 'ACTIVATED' : 'STAGED' },
		...groups,
	];
	if (end) changes.push({ field: 'scheduled.SUSPENDED', from: null, to: end.toISOString() });
	if (begin) changes.push({ field: 'scheduled.ACTIVATED', from: null, to: begin.toISOString() });
	if (access.kind === 'now' || waits) {
		changes.push({ field: 'state', from: 'STAGED', to: 'ACTIVATED' });
	}
	return {
		...{ action: 'create', reason: 'joiner', changes },
		effectiveAt: begin?.toISOString() ?? null,
		...(access.kind === 'missing' && { message: NO_FIRST_DAY }),
	};
}

const NO_FIRST_DAY =
	'There is no first day on which to activate the user, so the user stays Staged. Enter one in the source, or activate the user by hand.';
