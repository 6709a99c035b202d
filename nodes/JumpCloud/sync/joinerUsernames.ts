import { conflicting, skipped } from './bareEntry';
import type { BareEntry } from './bareEntry';
import { describePerson } from './conflict';
import { groupedBy } from './directoryIndex';
import type { Person } from './input';
import type { PlanUser, SyncRules } from './rules';
import { firstFree, takenUsernames, wantedUsername } from './username';

/** What came of choosing a username for somebody who is to get a user. */
export type Joining =
	| { kind: 'username'; username: string }
	| { kind: 'problem'; entry: BareEntry };

/**
 * Chooses a username for everybody who is to get a user, so that no two are the same. Namesakes get
 * their numbers in the order of their employee ids, whatever the order of the input.
 */
export function joinerUsernames(
	joiners: Person[],
	users: readonly PlanUser[],
	{ username: rule, protectedUsers }: Pick<SyncRules, 'username' | 'protectedUsers'>,
): Map<Person, Joining> {
	// Whoever had the name of a protected user would be one.
	const names = [...users.map(({ username }) => username), ...protectedUsers.usernames];
	const taken = takenUsernames(names);
	if (rule.kind === 'given') return givenUsernames(joiners, taken);
	const chosen = new Map<Person, Joining>();
	for (const person of joiners.toSorted(inOrder)) {
		const username = firstFree(wantedUsername(person, rule.rules), taken, rule.rules);
		taken.add(username.toLowerCase());
		chosen.set(person, { kind: 'username', username });
	}
	return chosen;
}

function givenUsernames(joiners: Person[], taken: ReadonlySet<string>): Map<Person, Joining> {
	const wishes = groupedBy(joiners, ({ username }) => username.toLowerCase() || undefined);
	return new Map(
		joiners.map((person) => {
			const wish = person.username.toLowerCase();
			if (wish === '') return [person, problem(skipped(NO_USERNAME))];
			const isFree = !taken.has(wish) && wishes.get(wish)?.length === 1;
			if (isFree) return [person, { kind: 'username', username: person.username }];
			return [person, problem(takenEntry(person))];
		}),
	);
}

function takenEntry(person: Person): BareEntry {
	const message = `${describePerson(person)} should get the username '${person.username}', which somebody else has or should get, or which is reserved or protected. Choose another one, or 'From Name'.`;
	return { ...conflicting(message), conflict: 'username_taken', users: [] };
}

function problem(entry: BareEntry): Joining {
	return { kind: 'problem', entry };
}

/** Short numbers before long ones, as numbers are counted. */
function inOrder(a: Person, b: Person): number {
	const [one, other] = [a, b].map(({ employeeId, email }) => employeeId || email);
	if (one === undefined || other === undefined) return 0;
	return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}

const NO_USERNAME = {
	reason: 'missing_username',
	message: "'Given Username' is empty. Map a username for every new person, or choose 'From Name'.",
} as const;
