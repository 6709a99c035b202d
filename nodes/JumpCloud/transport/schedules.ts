import type { IDataObject } from 'n8n-workflow';

import { take } from '../../shared/http';
import type { Answer, Call } from '../../shared/http';
import { asRecords, asText, isRecord } from '../../shared/parameters';
import type { ScheduledChange, ScheduledState } from '../sync/schedule';
import { listEntries, paths } from './client';
import type { JumpCloud } from './client';

/** Whom JumpCloud tells about an activation. */
export type MailChoice =
	| { kind: 'default' }
	| { kind: 'address'; address: string }
	| { kind: 'none' };

// Those of users who are gone may be counted and not given, as with the members of groups.
const CHANGES = { what: 'scheduled changes', isLoose: true, idOf: readId };

/** The pending state changes, of one user or of everybody, page by page. */
export async function* scheduledChanges(
	api: JumpCloud,
	userId?: string,
): AsyncGenerator<ScheduledChange> {
	const entries = listEntries(api, paths.scheduledChanges, { userid: userId }, CHANGES);
	for await (const entry of entries) {
		const change = readChange(entry);
		if (userId === undefined || change.userId === userId) yield change;
	}
}

/** The pending state changes of a user. */
export async function listScheduledChanges(
	api: JumpCloud,
	userId: string,
): Promise<ScheduledChange[]> {
	return await take(scheduledChanges(api, userId));
}

/**
 * Asks for a state change to come, and gives the id of it as far as the answer tells one. What an answer
 * looks like, nobody has documented for sure: whether the change is there, only the list can say. A 400
 * comes back for the caller to look into, because JumpCloud says so too when the time is too close.
 * `mail` counts for activations only.
 */
export async function createScheduledChange(
	api: JumpCloud,
	userId: string,
	wanted: { state: ScheduledState; at: Date },
	mail: MailChoice = { kind: 'default' },
): Promise<{ id?: string } | { refused: Answer }> {
	const answer = await api.http.send({
		method: 'POST',
		path: paths.scheduledChanges,
		body: {
			user_ids: [userId],
			state: wanted.state,
			start_date: wanted.at.toISOString(),
			...(wanted.state === 'ACTIVATED' && mailFields(mail)),
		},
		accept: [400],
		mayBeEmpty: true,
		about: [userId],
	});
	return answer.status === 400 ? { refused: answer } : { id: idIn(answer.body, userId) };
}

/** The id of the only change about a user in an answer: a list, a record, or a list within a record. */
function idIn(body: unknown, userId: string): string | undefined {
	const lists = isRecord(body) ? Object.values(body).filter(Array.isArray) : [];
	const entries = [body, ...lists].flatMap((one) => asRecords([one].flat()));
	const ids = entries
		.filter((entry) => [userId, ''].includes(readUserId(entry)))
		.map(readId)
		.filter((id) => id !== '' && id !== userId);
	return new Set(ids).size === 1 ? ids[0] : undefined;
}

/**
 * Cancels a scheduled change; false when it is gone already, cancelled or come true.
 *
 * @param change whose it is said to be counts only as long as nobody is protected: then it is looked up
 */
export async function cancelScheduledChange(
	api: JumpCloud,
	change: { id: string; userId?: string },
): Promise<boolean> {
	// An address without an ID would be that of all changes.
	if (change.id === '') throw new Error('The scheduled change has no ID, so it is not canceled.');
	const about = await ownersOf(api, change);
	if (!about) return false;
	const path = paths.scheduledChange(change.id);
	const call = { accept: [404], mayBeEmpty: true, about };
	const { status } = await api.http.send({ method: 'DELETE', path, ...call });
	if (status === 204) return true;
	if (status === 404) return false;
	// Another answer than JumpCloud's own may be that of a proxy: only what is gone is canceled.
	const pending = await take(scheduledChanges(api, change.userId));
	if (!pending.some(({ id }) => id === change.id)) return true;
	throw new Error(STILL_THERE);
}

const STILL_THERE =
	'The request to cancel was answered, and the scheduled change is still there. Something on the way to JumpCloud, such as a proxy, may have answered in its place: look at it in JumpCloud, and run again.';

/** Whose a scheduled change is, as far as somebody is protected; nothing when it is gone. */
async function ownersOf(
	api: JumpCloud,
	{ id, userId }: { id: string; userId?: string },
): Promise<string[] | undefined> {
	const { isReadOnly, protectedGroup } = api.safety;
	if (isReadOnly || protectedGroup === '') return [];
	const pending = await take(scheduledChanges(api, userId));
	const found = pending.find((one) => one.id === id);
	return found && [found.userId];
}

function mailFields(mail: MailChoice) {
	if (mail.kind === 'none') return { send_activation_emails: false };
	if (mail.kind === 'default') return { send_activation_emails: true };
	return { send_activation_emails: true, activation_email_override: mail.address };
}

function readChange(entry: IDataObject): ScheduledChange {
	const at = readMoment(entry.scheduledDate ?? entry.startDate ?? entry.start_date);
	return {
		id: readId(entry),
		userId: readUserId(entry),
		...stateIn(asText(entry.state), at),
		at,
	};
}

/** The id of a change, by each of the names that it may have. */
function readId(entry: IDataObject): string {
	const { scheduledJobId, scheduled_job_id, jobId, job_id, id, _id } = entry;
	const names = [scheduledJobId, scheduled_job_id, jobId, job_id, id, _id];
	return names.map(asText).find((text) => text !== '') ?? '';
}

function readUserId({ systemUserId, system_user_id, userId, user_id }: IDataObject): string {
	return asText(systemUserId ?? system_user_id ?? userId ?? user_id);
}

/** A moment as text or as seconds or milliseconds since 1970; without an offset it is in UTC. */
function readMoment(value: unknown): Date {
	const text = asText(value);
	if (/^\d{9,14}$/.test(text)) return new Date(Number(text) * (text.length < 12 ? 1000 : 1));
	const isBare = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text);
	return new Date(isBare ? `${text.replace(' ', 'T')}Z` : text);
}

/** Nobody has documented the words: one that is not known must not be taken for either of the two. */
function stateIn(word: string, at: Date): Pick<ScheduledChange, 'state' | 'word'> {
	const state = word.toUpperCase();
	const isKnown = state === 'SUSPENDED' || state === 'ACTIVATED';
	return isKnown && !Number.isNaN(at.getTime()) ? { state } : { state: 'UNKNOWN', word };
}

/**
 * Gives a staged user access at once. The answer is empty or a text, and 409 means that the user is
 * active already.
 *
 * @throws NodeApiError when JumpCloud refuses
 */
export async function activateUser(
	api: JumpCloud,
	userId: string,
	mail: MailChoice,
): Promise<void> {
	const email = mail.kind === 'address' ? mail.address : mail.kind === 'default';
	await postTo(api, userId, paths.activateUser(userId), { email });
}

/**
 * Sends the activation mail once more; JumpCloud chooses the recipient. Nobody has documented what the
 * route wants or answers, so nothing is sent and the answer is not read.
 *
 * @throws NodeApiError when JumpCloud refuses
 */
export async function reactivateUser(api: JumpCloud, userId: string): Promise<void> {
	await postTo(api, userId, paths.reactivateUser(userId), {}, []);
}

/**
 * A call about the access of a user on a route that is documented without the organization header, and
 * may refuse it.
 */
async function postTo(
	api: JumpCloud,
	userId: string,
	path: string,
	body: IDataObject,
	fine: number[] = [409],
): Promise<void> {
	const call: Call = { method: 'POST', path, body, about: [userId] };
	const options = { accept: [403, ...fine], mayBeEmpty: true };
	const answer = await api.http.send({ ...call, ...options });
	if (answer.status !== 403) return;

	if (api.organizationId === '') throw api.http.failure(answer);
	const second = await api.http.send({
		...call,
		accept: [401, 403, 404, ...fine],
		mayBeEmpty: true,
		credential: { organizationId: '' },
	});
	if (second.status >= 400 && !fine.includes(second.status)) throw api.http.failure(answer);
}
