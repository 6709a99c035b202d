import { NodeApiError, sleep } from 'n8n-workflow';

import type { Answer } from '../../shared/http';
import { settle } from '../../shared/pool';
import { changedFields, isMade, isSameValue, valueAt, wantedAfter } from '../sync/attributes';
import type { DeltaOptions, Entry, UserUpdate, WantedUser } from '../sync/attributes';
import { emailInUse } from '../sync/conflicts';
import { reasonOf } from '../sync/planned';
import type { FieldChange } from '../sync/planned';
import { emailClause, linkOf, sameEmail, saidState } from '../sync/users';
import type { JumpCloud } from '../transport/client';
import type { User } from '../transport/systemUser';
import {
	findUsers,
	linkClauses,
	readUser,
	readUserBody,
	isUnexplained,
	saysExists,
	updateUser as sendUpdate,
} from '../transport/users';
import { usedElsewhere } from './create';
import { DirectoryError } from './find';
import type { Taken } from './find';

interface UpdateOptions extends DeltaOptions {
	/** is only remembered beside a change of access, and not worth another look */
	isNote?: boolean;
	/** is sent with the attributes, so that both happen in one call */
	access?: { state: 'ACTIVATED' | 'SUSPENDED'; suspended: boolean };
	/** is sent with the attributes, for the one plan that changes it */
	username?: string;
}

type Update =
	| { kind: 'written'; user: User; changed: string[] }
	| { kind: 'refused'; answer: Answer };

/**
 * Holds a user who was found at a certain time, and reads them again when something here has worked on
 * them since.
 *
 * @throws DirectoryError when they are gone by now
 */
export async function withUser<T>(
	api: JumpCloud,
	user: User,
	readAtMs: number,
	work: (user: User) => Promise<T>,
): Promise<T> {
	return await api.hold([`user:${user.id}`], async (lastEndMs) => {
		if (lastEndMs <= readAtMs) return await work(user);
		const now = await readUser(api, user.id);
		if (now) return await work(now);
		throw new DirectoryError(
			`The JumpCloud user "${user.username}" (${user.id}) does not exist any more`,
			'It was deleted while this was under way. Nothing was changed.',
		);
	});
}

/**
 * Sends what differs, and nothing when nothing differs. The username is not sent unless it is given:
 * JumpCloud refuses to change it while the user is bound to anything. Lists, which JumpCloud replaces
 * whole, are read again afterwards, because somebody else may have written them at the same time.
 *
 * @param user as they are; the lists that are sent hold what theirs hold
 * @returns the user, or the refusal for the caller to look into
 * @throws NodeApiError when the answer is neither
 */
export async function updateUser(
	api: JumpCloud,
	user: User,
	wanted: WantedUser,
	{ access, isNote = false, username, ...options }: UpdateOptions = {},
): Promise<Update> {
	const { changed, body } = changedFields(user, wanted, options);
	if (changed.length === 0 && !access && username === undefined)
		return { kind: 'written', user, changed };
	const sent = withoutEmpty(body);
	const answer = await sendUpdate(api, user, {
		...access,
		...(username !== undefined && { username }),
		...sent,
	});
	if (answer.status >= 300) return { kind: 'refused', answer };
	const hasLists = sent.attributes !== undefined || sent.phoneNumbers !== undefined;
	const isLooked = hasLists && !isNote;
	const told = readUserBody(answer.body);
	const openIn = (now: User) => {
		const open = changedFields(now, wanted, options).changed;
		// What becomes of the lists is looked at below.
		return isLooked ? open.filter((field) => !isInList(field)) : open;
	};
	const written = told?.id === user.id ? told : await readWritten(api, user, openIn);
	// An answer may leave the state out: it is as it was, unless it was to change.
	const isSame = !access && saidState(written) === undefined;
	const { state, suspended } = user;
	const updated = isSame ? { ...written, state, suspended } : written;
	return {
		kind: 'written',
		changed,
		user: isLooked ? await kept(api, user, sent, updated) : updated,
	};
}

/**
 * The user after an update that was answered as done, and not with the user: as JumpCloud has them now.
 *
 * @param openIn what of the update they do not hold
 * @throws DirectoryError when they do not hold it all
 */
async function readWritten(
	api: JumpCloud,
	user: User,
	openIn: (now: User) => string[],
): Promise<User> {
	const now = await readUser(api, user.id);
	const open = now && openIn(now);
	if (now && open?.length === 0) return now;
	throw new DirectoryError(
		`JumpCloud answered the update of "${user.username}" (${user.id}) as done, and ${open ? `does not show it: ${open.join(', ')}` : 'does not show the user'}`,
		'Something on the way to JumpCloud, such as a proxy, may have answered in its place. Look at the user in the Admin Portal, and run this again: what is done already is left alone.',
	);
}

const isInList = (field: string) => /^(attributes|phoneNumbers)\./.test(field);

/** An entry without a value, which others may have left behind, makes JumpCloud refuse the whole list. */
function withoutEmpty(body: UserUpdate): UserUpdate {
	const { attributes, phoneNumbers } = body;
	return {
		...body,
		...(attributes && { attributes: attributes.filter(({ value }) => Boolean(value)) }),
		...(phoneNumbers && { phoneNumbers: phoneNumbers.filter(({ number }) => Boolean(number)) }),
	};
}

const MOST_REPAIRS = 3;
const SHORTEST_PAUSE_MS = 150;
const LONGEST_PAUSE_MS = 400;

/** Sees to it that nothing of the lists gets lost to somebody who wrote them at the same time. */
async function kept(api: JumpCloud, before: User, sent: UserUpdate, written: User): Promise<User> {
	let latest = written;
	for (let repair = 0; repair <= MOST_REPAIRS; repair++) {
		await sleep(SHORTEST_PAUSE_MS + Math.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
		const now = await readUser(api, before.id);
		if (!now) return latest;
		const lost = lostEntries(before, sent, now);
		latest = now;
		const { changed, body } = changedFields(now, lost, { clearEmpty: true });
		if (changed.length === 0) return now;
		if (repair === MOST_REPAIRS) break;
		const answer = await sendUpdate(api, now, withoutEmpty(body));
		if (answer.status >= 300) throw api.http.failure(answer);
	}
	throw new DirectoryError(
		`Something else keeps changing the lists of the JumpCloud user "${before.username}" (${before.id})`,
		'Custom attributes or phone numbers were written several times and are gone again. See what else writes them, and run this again.',
	);
}

/** What of the lists that were sent is not there any more, as it has to be wanted again. */
function lostEntries(before: User, sent: UserUpdate, now: User): WantedUser {
	const attributes =
		sent.attributes &&
		lost(...([before, sent, now].map(attributesOf) as [Entry[], Entry[], Entry[]]));
	const phones =
		sent.phoneNumbers &&
		lost(...([before, sent, now].map(phonesOf) as [Entry[], Entry[], Entry[]]));
	return {
		...(attributes && { attributes: attributes.map(({ key, value }) => ({ name: key, value })) }),
		...(phones && { phoneNumbers: phones.map(({ key, value }) => ({ type: key, number: value })) }),
	};
}

function lost(before: Entry[], sent: Entry[], now: Entry[]): Entry[] {
	const gone = sent.filter(({ key, value }) => {
		const current = valueIn(now, key);
		const old = valueIn(before, key);
		// Only what was changed here: two who give each other's entries back would never end. A third
		// value is somebody's newer word.
		return old !== value && (current === undefined || current === old);
	});
	const back = before.filter(
		({ key, value }) => valueIn(sent, key) === undefined && valueIn(now, key) === value,
	);
	return [
		...gone,
		...back.filter(({ value }) => value !== '').map(({ key }) => ({ key, value: '' })),
	];
}

function valueIn(entries: Entry[], wanted: string): string | undefined {
	return entries.find(({ key }) => key === wanted)?.value;
}

function attributesOf({ attributes }: Pick<UserUpdate, 'attributes'>): Entry[] {
	return (attributes ?? []).map(({ name, value }) => ({ key: name, value: value ?? '' }));
}

function phonesOf({ phoneNumbers }: Pick<UserUpdate, 'phoneNumbers'>): Entry[] {
	return (phoneNumbers ?? []).map(({ type, number }) => ({ key: type, value: number ?? '' }));
}

/**
 * What is in the way of an update that JumpCloud refuses. It does not say which value and who, so this
 * looks.
 *
 * @throws NodeApiError when the refusal is about something else
 */
export async function takenBySomebody(
	api: JumpCloud,
	user: User,
	wanted: WantedUser,
	answer: Answer,
): Promise<Taken> {
	const says = saysExists(answer);
	if (!says && !isUnexplained(answer)) throw api.http.failure(answer);
	const email = wanted.email || user.email;
	const link = { kind: 'employeeIdentifier' } as const;
	const employeeIdentifier = wanted.employeeIdentifier || user.employeeIdentifier;
	const employeeId = linkOf({ ...user, employeeIdentifier }, link) ?? '';
	const person = { employeeId, email };
	const clauses = [emailClause(email), ...linkClauses([employeeId], link)];
	const found = await findUsers(api, { filter: { or: clauses } });
	const others = found.filter(({ id }) => id !== user.id);

	const withEmail = others.filter((other) => sameEmail(other.email, email));
	if (withEmail.length > 0) return emailInUse(person, [user], withEmail);
	const [owner] = others.filter((other) => employeeId !== '' && linkOf(other, link) === employeeId);
	if (!owner && !says) throw api.http.failure(answer);
	if (!owner) return usedElsewhere(api, wanted, person, answer);
	return {
		conflict: 'employee_identifier_in_use',
		message: `The user "${user.username}" (${user.id}, ${user.email}) should get the employee identifier ${employeeId}, which "${owner.username}" (${owner.id}, ${owner.email}) has. Correct it, or take it from the other user in JumpCloud.`,
		users: [user, owner],
	};
}

/** The world is not as a plan saw it, or does not allow the change; nothing is done then. */
export class Refused extends Error {
	constructor(
		readonly reason: string,
		message: string,
	) {
		super(message);
	}
}

export const gone = () => new Refused('stale', 'The user does not exist any more. Plan again.');

/** Why a change was not made: that the user is gone, where that is so and JumpCloud found something missing. */
export async function unlessGone(api: JumpCloud, userId: string, cause: unknown): Promise<unknown> {
	const isMissing = cause instanceof NodeApiError && cause.httpCode === '404';
	if (!isMissing || userId === '') return cause;
	const now = await settle(readUser(api, userId));
	return now.ok && !now.value ? gone() : cause;
}

/**
 * Which of the planned attributes are still to be written.
 *
 * @throws Refused when one holds neither what the plan saw nor what it wanted
 */
export function openChanges(user: User, changes: readonly FieldChange[]): FieldChange[] {
	const open = changes.filter((change) => !isMade(user, change));
	for (const { field, from } of open) {
		const now = valueAt(user, field);
		if (isSameValue(field, now, from)) continue;
		throw new Refused(
			'stale',
			`'${field}' is ${shown(now)} by now, and was ${shown(from)} in the plan. Plan again.`,
		);
	}
	return open;
}

/**
 * Writes planned attributes, those that differ in one call.
 *
 * @returns the user, and what was written
 * @throws Refused when a value is neither what the plan saw nor what it wanted, or is somebody else's
 */
export async function updatePlanned(
	api: JumpCloud,
	user: User,
	changes: readonly FieldChange[],
	options: Pick<UpdateOptions, 'isNote'> = {},
): Promise<{ user: User; made: FieldChange[] }> {
	const open = openChanges(user, changes);
	if (open.length === 0) return { user, made: [] };
	const wanted = wantedAfter(open);
	const update = await updateUser(api, user, wanted, { ...options, clearEmpty: true });
	if (update.kind === 'written') return { user: update.user, made: open };
	const { conflict, message } = await takenBySomebody(api, user, wanted, update.answer);
	throw new Refused(reasonOf(conflict), message);
}

function shown(value: unknown): string {
	return value === null || value === '' ? 'empty' : `"${String(value).slice(0, 80)}"`;
}
