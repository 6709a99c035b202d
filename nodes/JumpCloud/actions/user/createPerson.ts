import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { Answer } from '../../../shared/http';
import { NO_ANSWER, waitMs } from '../../../shared/patience';
import { changedFields } from '../../sync/attributes';
import type { WantedUser } from '../../sync/attributes';
import type { Link } from '../../sync/match';
import { freeUsername, wantedUsername } from '../../sync/username';
import type { JumpCloud } from '../../transport/client';
import { createUser, readUserBody, saysExists } from '../../transport/users';
import type { User, UserState } from '../../transport/users';
import type { Person } from './fields/person';
import type { UsernameChoice } from './fields/username';
import { findPerson } from './findPerson';
import type { Found } from './findPerson';
import { conflicting, skipped, usedElsewhere, whoIs } from './result';

const MOST_ATTEMPTS = 6;

export interface NewUser {
	person: Person;
	link: Link;
	username: UsernameChoice;
	state: UserState;
	wanted: WantedUser;
}

/** What came of a create: it was left alone, or somebody else made the user in the meantime. */
export type Creation =
	| { kind: 'created'; user: User }
	| { kind: 'skipped'; item: IDataObject }
	| { kind: 'exists'; user: User };

/**
 * Creates a user with the first free username. When the answer leaves in doubt what happened
 * (a duplicate, a broken connection, a server error) it looks before it tries again, so that one
 * person never gets two users.
 *
 * @param found what the search for the person brought
 * @throws NodeApiError when JumpCloud refuses for a reason that trying again does not mend
 */
export async function createPerson(api: JumpCloud, user: NewUser, found: Found): Promise<Creation> {
	const { person, link, wanted } = user;
	let latest = found;
	let username: string | undefined;
	for (let attempt = 1; ; attempt++) {
		username = chooseUsername(api, user, latest.candidates, username);
		if (username === undefined) return leftAlone(usernameTaken(user, latest.candidates));

		const answer = await createUser(api, {
			...changedFields({}, wanted).body,
			username,
			state: user.state,
		});
		const created = readUserBody(answer.body);
		if (answer.status < 300 && created) return { kind: 'created', user: created };

		latest = await findPerson(api, person, link, user.username);
		const { match } = latest;
		if (match.kind === 'conflict') return leftAlone(conflicting(person, match));
		if (match.kind === 'matched') {
			const isOurs = isBroken(answer) && match.user.username === username;
			const isComplete = changedFields(match.user, wanted).changed.length === 0;
			if (isOurs && isComplete) return { kind: 'created', user: match.user };
			return { kind: 'exists', user: match.user };
		}
		if (attempt === MOST_ATTEMPTS) throw api.http.failure(answer);
		if (isTaken(username, latest.candidates)) continue;
		if (isBroken(answer)) {
			await sleep(waitMs(attempt, answer.headers, Date.now()));
			continue;
		}
		if (saysExists(answer)) return leftAlone(usedElsewhere(person));
		throw api.http.failure(answer);
	}
}

/** @param before what this person should have got in the attempt before, theirs to take again */
function chooseUsername(
	api: JumpCloud,
	{ person, username: choice }: NewUser,
	candidates: User[],
	before = '',
): string | undefined {
	if (choice.kind === 'given') {
		return isTaken(choice.username, candidates) ? undefined : choice.username;
	}
	const { planned } = choice;
	// What a plan has promised to others is among the given ones; what it promised here is theirs.
	if (before === '' && planned && !isTaken(planned, candidates)) return planned;
	api.givenUsernames.delete(before);
	const taken = [...candidates.map(({ username }) => username), ...api.givenUsernames];
	const chosen = freeUsername(wantedUsername(person, choice.rules), taken, choice.rules);
	api.givenUsernames.add(chosen);
	return chosen;
}

function usernameTaken({ person, username }: NewUser, candidates: User[]): IDataObject {
	const wanted = username.kind === 'given' ? username.username : '';
	const users = candidates.filter((user) => isTaken(wanted, [user]));
	const [owner] = users;
	return skipped(
		'conflict',
		`Employee ${person.employeeId || 'without an ID'} (${person.email}) should get the username '${wanted}', which the JumpCloud user ${owner?.id ?? ''} (${owner?.email ?? ''}) has. Choose another one, or 'From Name'.`,
		whoIs(person),
		{
			conflict: 'username_taken',
			users: users.map(({ id, username: name, email }) => ({ id, username: name, email })),
		},
	);
}

function isTaken(username: string, users: User[]): boolean {
	return users.some((user) => user.username.toLowerCase() === username.toLowerCase());
}

function isBroken({ status }: Answer): boolean {
	return status === NO_ANSWER || status >= 500 || status < 400;
}

function leftAlone(item: IDataObject): Creation {
	return { kind: 'skipped', item };
}
