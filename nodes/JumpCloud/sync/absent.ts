import { leavingNow } from './access';
import { skipped } from './bareEntry';
import type { BareEntry } from './bareEntry';
import { protectedEntry } from './decide';
import type { Person } from './input';
import { keyOf } from './directoryIndex';
import { linkOf } from './match';
import type { PlanEntry } from './planned';
import { describeUser, isProtected, stateOf } from './rules';
import type { Directory, PlanUser, SyncRules } from './rules';

/**
 * Linked users whom nobody of the whole company has: the employee was removed, or never existed.
 * Without an admin's wish nothing is done about them, and nothing either while it is not certain who
 * is in the input, or whose user it is.
 */
export function absentUsers(people: Person[], directory: Directory, rules: SyncRules): PlanEntry[] {
	if (!rules.everyone || rules.link.kind === 'none') return [];
	const present = new Set(people.map(({ employeeId }) => employeeId));
	const unnamed = people.filter(({ employeeId }) => employeeId === '').length;
	const emails = new Set(people.map(({ email }) => keyOf(email)));
	const doubtAbout = (user: PlanUser): string | undefined => {
		if (emails.has(keyOf(user.email))) return 'somebody of the input has the same work email';
		return unnamed > 0
			? `${unnamed} of the people have no usable employee ID and could be the one`
			: undefined;
	};
	return directory.users.users
		.filter((user) => {
			const employeeId = linkOf(user, rules.link);
			return employeeId !== undefined && !present.has(employeeId);
		})
		.toSorted((a, b) => (a.username < b.username ? -1 : 1))
		.flatMap((user) => {
			const bare = absentEntry(user, directory, rules, doubtAbout(user));
			if (!bare) return [];
			const entry = { ...bare, person: null, user: describeUser(user, rules.link) };
			return [isProtected(rules.protectedUsers, user) ? protectedEntry(entry) : entry];
		});
}

function absentEntry(
	user: PlanUser,
	{ pending }: Directory,
	{ absent, link }: SyncRules,
	doubt: string | undefined,
): BareEntry | undefined {
	const state = stateOf(user);
	if (absent === 'suspend' && doubt === undefined) {
		return leavingNow({ state, pending: pending.get(user.id) ?? [] }, 'absent');
	}
	if (state === 'SUSPENDED') return undefined;
	const why =
		absent === 'suspend'
			? `It is not suspended, because ${doubt}.`
			: 'Correct the link, or suspend the user if nobody should have it.';
	return skipped({
		reason: 'orphan',
		message: `The JumpCloud user "${user.username}" (${user.id}) is linked to employee ${linkOf(user, link) ?? ''}, whom the input does not have. ${why}`,
	});
}
