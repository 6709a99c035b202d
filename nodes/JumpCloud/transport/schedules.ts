import type { IDataObject } from 'n8n-workflow';

import { take } from '../../shared/http';
import type { Answer, Call } from '../../shared/http';
import { asRecords, asText } from '../../shared/parameters';
import type { ScheduledChange, ScheduledState } from '../sync/schedule';
import { listEntries, paths } from './client';
import type { JumpCloud } from './client';

/** Whom JumpCloud tells about an activation. */
export type MailChoice =
	| { kind: 'default' }
	| { kind: 'address'; address: string }
	| { kind: 'none' };

// Those of users who are gone may be counted and not given, as with the members of groups.
const CHANGES = {
	what: 'scheduled changes',
	isLoose: true,
	idOf: ({ scheduledJobId, id }: IDataObject) => asText(scheduledJobId ?? id),
};

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
 * Schedules a state change and gives it with its id; a 400 comes back for the caller to look into,
 * because JumpCloud says so too when the time is too close. `mail` counts for activations only.
 */
export async function createScheduledChange(
	api: JumpCloud,
	userId: string,
	wanted: { state: ScheduledState; at: Date },
	mail: MailChoice = { kind: 'default' },
): Promise<{ created: ScheduledChange } | { refused: Answer }> {
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
		about: [userId],
	});
	if (answer.status === 400) return { refused: answer };
	const [created] = asRecords(answer.body);
	return { created: { id: asText(created?.scheduledJobId ?? created?.id), userId, ...wanted } };
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

function readChange(entry: Record<string, unknown>): ScheduledChange {
	const at = new Date(asText(entry.scheduledDate ?? entry.startDate));
	return {
		id: asText(entry.scheduledJobId ?? entry.id),
		userId: asText(entry.systemUserId ?? entry.userId),
		...stateIn(asText(entry.state), at),
		at,
	};
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
