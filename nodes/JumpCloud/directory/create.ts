import { sleep } from 'n8n-workflow';

import type { Answer } from '../../shared/http';
import { asText, isRecord } from '../../shared/parameters';
import { NO_ANSWER, settle, waitMs } from '../../shared/pool';
import { changedFields } from '../sync/attributes';
import type { WantedUser } from '../sync/attributes';
import { describePerson, severalLinked } from '../sync/conflicts';
import type { Identity } from '../sync/conflicts';
import type { IdentityRules } from '../sync/identity';
import { firstFree, takenUsernames, usernamesOf, wantedUsername } from '../sync/username';
import type { EmailRules } from '../sync/username';
import type { DirectoryUser } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import { isKeptForReports, deleteUser as sendDelete } from '../transport/deletion';
import type { User, UserState } from '../transport/systemUser';
import { readUser, readUserBody, saysExists, createUser as sendCreate } from '../transport/users';
import { DirectoryError, findPerson, hasUsername, linkedUsers } from './find';
import type { Found, Sought, Taken, UsernameWish } from './find';

export interface NewUser {
	person: Sought;
	rules: IdentityRules;
	username: UsernameWish;
	state: UserState;
	wanted: WantedUser;
	/** how the email is made of somebody who has none */
	emails?: EmailRules;
	/** whether the email of a refused create is somebody's by now; for one that was made, and can be another */
	isEmailTaken?: () => Promise<boolean>;
}

export type Creation =
	| { kind: 'created'; user: User }
	/** somebody else made the user in the meantime */
	| { kind: 'exists'; user: User; readAtMs: number }
	| ({ kind: 'conflict' } & Taken);

/** How long usernames are tried that others take at the same moment. */
const PATIENCE_MS = 5 * 60_000;

const MOST_BROKEN = 6;

/** What may pass until a search shows what somebody else has created; together a little over five seconds. */
const LOOKS_MS = [1_500, 4_000];

const FIRST_SPAN = 4;
const WIDEST_SPAN = 128;
const LONGEST_PAUSE_MS = 3_000;

/** What is known so far about the attempts for one person. */
interface Attempts {
	startedAtMs: number;
	/** refusals after which somebody was seen to have the username */
	collisions: number;
	/** usernames that were refused although nobody is seen to have them */
	avoided: Set<string>;
	/** answers that leave open whether the user was created */
	broken: number;
	/** looks that were taken while JumpCloud said that the user exists and nobody showed */
	looks: number;
}

/**
 * Creates a user with the smallest free number behind the name. When the answer leaves in doubt what
 * happened (a duplicate, a broken connection, a server error) it looks before it tries again, so that
 * one person never gets two users. Whoever collides with others goes on with a number chosen at random
 * among the next ones, until everybody has one.
 *
 * @param found what the search for the person brought; without it the create is sent unseen, which is
 * for what a plan has just looked up
 * @returns the user, or who has a value of theirs
 * @throws NodeApiError when JumpCloud refuses for a reason that trying again does not mend
 */
export async function createUser(api: JumpCloud, wish: NewUser, found?: Found): Promise<Creation> {
	const { person } = wish;
	const attempts: Attempts = {
		...{ startedAtMs: Date.now(), collisions: 0, avoided: new Set() },
		...{ broken: 0, looks: 0 },
	};
	let candidates = found?.candidates ?? [];
	let username: string | undefined;
	const before = wish.username.kind === 'fromName' ? wish.username.planned : undefined;
	for (;;) {
		username = chooseUsername(api, wish, candidates, attempts, username);
		if (username === undefined) return { kind: 'conflict', ...usernameTaken(wish, candidates) };
		const body = { ...changedFields({}, wish.wanted).body, username, state: wish.state };
		const answer = await sendCreate(api, body);
		const created = isAccepted(answer) && (await createdIn(api, answer.body));
		if (created) return await onlyOne(api, wish, created);

		const latest = await lookAgain(api, wish, username, answer, attempts);
		if (latest.match.kind === 'conflict') return latest.match;
		if (latest.match.kind === 'matched') {
			const { user } = latest.match;
			const isOurs = isBroken(answer) && hasUsername(username, user);
			const isComplete = changedFields(user, wish.wanted).changed.length === 0;
			if (isOurs && isComplete) return { kind: 'created', user };
			return { kind: 'exists', user, readAtMs: latest.readAtMs };
		}
		if (isAccepted(answer)) throw notShown(wish, username);
		({ candidates } = latest);
		const isOver = Date.now() - attempts.startedAtMs > PATIENCE_MS || api.isCancelled();
		if (isOver || attempts.broken >= MOST_BROKEN) throw api.http.failure(answer);
		if (!isBroken(answer) && (await wish.isEmailTaken?.())) {
			if (before !== username) api.givenUsernames.delete(username);
			return { kind: 'conflict', ...usedElsewhere(api, wish.wanted, person, answer) };
		}
		const isSeen = candidates.some((user) => hasUsername(username ?? '', user));
		if (isSeen || isBroken(answer)) continue;

		// JumpCloud says neither why nor which field: another number tells whether it was the username.
		const isFirst = attempts.avoided.size === 0 && wish.username.kind === 'fromName';
		attempts.avoided.add(username);
		if (isFirst) continue;
		if (!saysExists(answer)) throw api.http.failure(answer);
		return { kind: 'conflict', ...usedElsewhere(api, wish.wanted, person, answer) };
	}
}

/** Whether the person has a user by now, with as much patience as the answer calls for. */
async function lookAgain(
	api: JumpCloud,
	{ person, rules, username: wish }: NewUser,
	username: string,
	answer: Answer,
	attempts: Attempts,
): Promise<Found> {
	const look = async () => await findPerson(api, person, rules, wish);
	const isThere = ({ match, candidates }: Found) =>
		match.kind !== 'none' || candidates.some((user) => hasUsername(username, user));
	let latest = await look();
	if (isAccepted(answer)) {
		for (const pauseMs of LOOKS_MS) {
			if (latest.match.kind !== 'none' || api.isCancelled()) break;
			await sleep(pauseMs);
			latest = await look();
		}
		return latest;
	}
	if (isBroken(answer)) {
		attempts.broken += 1;
		if (latest.match.kind === 'none')
			await sleep(waitMs(attempts.broken, answer.headers, Date.now()));
		return latest;
	}
	// What somebody else has just created may take seconds to show.
	const isLast = wish.kind === 'given' || attempts.avoided.size > 0;
	for (const pauseMs of isLast && saysExists(answer) ? LOOKS_MS.slice(attempts.looks) : []) {
		if (isThere(latest) || api.isCancelled()) break;
		attempts.looks += 1;
		await sleep(pauseMs);
		latest = await look();
	}
	if (latest.match.kind === 'none' && isThere(latest)) {
		attempts.collisions += 1;
		await sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, 50 * 2 ** attempts.collisions));
	}
	return latest;
}

/** @param before what this person should have got in the attempt before, theirs to take again */
function chooseUsername(
	api: JumpCloud,
	{ person, username: wish }: NewUser,
	candidates: User[],
	{ collisions, avoided }: Attempts,
	before = '',
): string | undefined {
	const isTaken = (username: string) => candidates.some((user) => hasUsername(username, user));
	if (wish.kind === 'given') return isTaken(wish.username) ? undefined : wish.username;
	const { planned, rules } = wish;
	// What a plan has promised to others is among the given ones; what it promised here is theirs.
	if (before === '' && planned && !isTaken(planned)) return planned;
	api.givenUsernames.delete(before);
	const taken = takenUsernames([
		...candidates.flatMap(usernamesOf),
		...api.givenUsernames,
		...avoided,
	]);
	// One namesake gets the next number; only a crowd has to spread out.
	const span = collisions > 1 ? Math.min(WIDEST_SPAN, FIRST_SPAN * 2 ** (collisions - 2)) : 1;
	const place = Math.floor(Math.random() * span);
	let chosen = firstFree(wantedUsername(person, rules), taken, rules);
	for (let skipped = 0; skipped < place; skipped++) {
		taken.add(chosen.toLowerCase());
		chosen = firstFree(wantedUsername(person, rules), taken, rules);
	}
	api.givenUsernames.add(chosen);
	return chosen;
}

/**
 * JumpCloud lets several users have one custom attribute, so two executions can each make a user for
 * one employee. The one with the smaller id stays. Nothing is deleted but what was created here just now.
 */
async function onlyOne(api: JumpCloud, { person, rules }: NewUser, user: User): Promise<Creation> {
	const { link } = rules;
	if (link.kind !== 'customAttribute') return { kind: 'created', user };
	const readAtMs = Date.now();
	const linked = await linkedUsers(api, person.employeeId, link);
	const [first] = linked;
	if (!first || first.id >= user.id) return { kind: 'created', user };
	const outcome = await settle(sendDelete(api, user.id, { kind: 'refuse' }));
	if (outcome.ok && !isKeptForReports(outcome.value))
		return { kind: 'exists', user: first, readAtMs };
	return { kind: 'conflict', ...severalLinked(person, linked) };
}

function usernameTaken({ person, username }: NewUser, candidates: User[]): Taken {
	const wanted = username.kind === 'given' ? username.username : '';
	const users = candidates.filter((user) => hasUsername(wanted, user));
	const [owner] = users;
	return {
		conflict: 'username_taken',
		message: `${describePerson(person)} should get the username '${wanted}', which the JumpCloud user ${owner?.id ?? ''} (${owner?.email ?? ''}) has. Choose another one, or 'From Name'.`,
		users,
	};
}

/** What to say when JumpCloud reports that a value is in use, and nobody who can be seen has it. */
export function usedElsewhere(
	api: JumpCloud,
	wanted: WantedUser,
	person: Pick<Identity, 'employeeId' | 'email'>,
	answer: Answer,
): Taken {
	const values = [
		'the username, which may be the name of a local account',
		wanted.employeeIdentifier && 'the employee identifier',
		wanted.alternateEmail && 'the alternate email',
		'the email, also in another JumpCloud organization',
	].filter(Boolean);
	const said = api.http.words(answer);
	const users: DirectoryUser[] = [];
	return {
		conflict: 'value_in_use',
		message: `${describePerson(person)}: JumpCloud reports that a value is in use, and this key sees nobody who has it. JumpCloud does not say which. It can be ${values.join(', ')}. Release it where it is used, or change it in Factorial.${said ? ` JumpCloud said: ${said}` : ''}`,
		users,
	};
}

/** The user in the answer to a create that was carried out, or the one of whom it holds the ID alone. */
async function createdIn(api: JumpCloud, body: unknown): Promise<User | undefined> {
	const told = readUserBody(body);
	if (told || !isRecord(body)) return told;
	const id = asText(body._id) || asText(body.id);
	return id === '' ? undefined : await readUser(api, id);
}

/** A create that is answered as done is not sent again: what it made may only not be seen yet. */
function notShown({ person }: NewUser, username: string): DirectoryError {
	return new DirectoryError(
		`JumpCloud answered the creation of "${username}" as done, and does not show the user: it is not certain that there is one`,
		`${describePerson(person)}: look for the user in the Admin Portal, and run this again. A user who is there by then is found, and none is made beside them.`,
	);
}

function isAccepted({ status }: Answer): boolean {
	return status >= 200 && status < 300;
}

function isBroken({ status }: Answer): boolean {
	return status === NO_ANSWER || status >= 500 || status < 400;
}
