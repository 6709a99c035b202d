import type { IDataObject } from 'n8n-workflow';

import { saidBy } from '../../shared/errors';
import { asRecords, isRecord } from '../../shared/guards';
import { NOT_DATA } from '../../shared/commonTexts';
import type { Answer, Call } from '../../shared/http';
import { paginate, take } from '../../shared/paginate';
import { NO_ANSWER } from '../../shared/retry';
import type { SystemUser, User } from '../types';
import type { JumpCloud } from './client';
import { paths } from './paths';

/** JumpCloud serves at most this many per page, whatever is asked for. */
export const PAGE_SIZE = 100;

/** What is read of a user: all that is compared or shown, and nothing about passwords or keys. */
export const USER_FIELDS =
	'_id username email state suspended activated firstname lastname displayname employeeIdentifier employeeType jobTitle department costCenter company location alternateEmail manager attributes phoneNumbers created';

/** Statuses with which a create can end without telling whether it was carried out, or why not. */
const DOUBTFUL = [NO_ANSWER, NOT_DATA, 400, 409, 500, 502, 503, 504];

/** One clause of a search: `{ field: value }` or `{ field: { $regex } }`. */
export type Clause = Record<string, string | { $regex: string }>;

export interface UserSearch {
	filter?: { or: Clause[] } | { and: Clause[] };
	searchFilter?: { searchTerm: string; fields: string[] };
}

/** Matches the text exactly, in any letter case; JumpCloud compares with case otherwise. */
export function anyCase(text: string): { $regex: string } {
	return { $regex: `(?i)^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$` };
}

/** All users that a search finds, page by page in a stable order. */
export function searchUsers(api: JumpCloud, search: UserSearch): AsyncGenerator<User> {
	return paginate(async (cursor = '0') => {
		const skip = Number(cursor);
		const { body } = await api.http.send({
			method: 'POST',
			path: paths.searchUsers,
			body: { ...search, fields: USER_FIELDS, limit: PAGE_SIZE, skip, sort: '_id' },
			readOnly: true,
		});
		return pageOf(body, skip);
	});
}

/** The users that a search finds, as a list. */
export async function findUsers(api: JumpCloud, search: UserSearch): Promise<User[]> {
	return await take(searchUsers(api, search));
}

/** One page of the list with filters of the form `field:$eq:value`, all of which must hold. */
export function listUsers(api: JumpCloud, filter: string[]): AsyncGenerator<User> {
	return paginate(async (cursor = '0') => {
		const skip = Number(cursor);
		const query = { limit: PAGE_SIZE, skip, sort: '_id', fields: USER_FIELDS, filter };
		const { body } = await api.http.send({ method: 'GET', path: paths.users, query });
		return pageOf(body, skip);
	});
}

/** The user with this id; nothing when there is none, which JumpCloud says in two ways. */
export async function readUser(api: JumpCloud, userId: string): Promise<User | undefined> {
	const { status, body } = await api.http.send({
		method: 'GET',
		path: paths.user(userId),
		query: { fields: USER_FIELDS },
		accept: [404],
		mayBeEmpty: true,
	});
	return status === 404 ? undefined : readUserBody(body);
}

/** Sends a create; doubtful answers come back for the caller to look into. */
export async function createUser(api: JumpCloud, body: IDataObject): Promise<Answer> {
	return await api.http.send({ method: 'POST', path: paths.users, body, accept: DOUBTFUL });
}

/** Sends a delta; a refusal comes back for the caller to look into. */
export async function updateUser(api: JumpCloud, user: User, body: object): Promise<Answer> {
	const call: Call = { method: 'PUT', path: paths.user(user.id), body, accept: [400, 409] };
	const answer = await api.http.send(call);
	if (answer.status !== 400 || !asksForUsername(answer)) return answer;
	return await api.http.send({ ...call, body: { ...body, username: user.username } });
}

/** What becomes of the people who have a deleted user as manager. */
export type ReportsChoice =
	| { kind: 'refuse' }
	| { kind: 'clear' }
	| { kind: 'move'; managerId: string };

/**
 * Deletes a user for good; one who is gone already is as good. 409 comes back for the caller: JumpCloud
 * keeps a user who manages others unless it is told what to do with them.
 *
 * @throws NodeApiError when JumpCloud refuses for another reason
 */
export async function deleteUser(
	api: JumpCloud,
	userId: string,
	reports: ReportsChoice,
): Promise<Answer> {
	const heir = { refuse: undefined, clear: 'null' };
	return await api.http.send({
		method: 'DELETE',
		path: paths.user(userId),
		query: { cascade_manager: reports.kind === 'move' ? reports.managerId : heir[reports.kind] },
		accept: [404, 409],
		mayBeEmpty: true,
	});
}

/** One report says that an update wants the username although the specification does not. */
function asksForUsername({ body }: Answer): boolean {
	return /username.*required/i.test(saidBy(body));
}

/** Whether JumpCloud refuses because a value must be unique and somebody has it. */
export function saysExists({ status, body }: Answer): boolean {
	return (
		status === 409 ||
		/(?<!not |n't )exist|already|taken|duplicate|unique|in use/i.test(saidBy(body))
	);
}

/** The user in an answer; nothing when it is empty or something else. */
export function readUserBody(body: unknown): User | undefined {
	return isSystemUser(body) ? { ...body, id: body._id } : undefined;
}

function isSystemUser(value: unknown): value is SystemUser {
	return isRecord(value) && typeof value._id === 'string' && typeof value.username === 'string';
}

/**
 * The users of one page, and where the next one begins.
 *
 * @throws Error when the answer is no list, which must not be taken for nobody
 */
export function pageOf(body: unknown, skip: number) {
	if (!isRecord(body) || !Array.isArray(body.results)) {
		throw new Error('JumpCloud answered with something else than a list of users');
	}
	const results: unknown[] = asRecords(body.results);
	const items = results.map(readUserBody).filter((user) => user !== undefined);
	const end = skip + results.length;
	const hasMore =
		body.totalCount === undefined ? results.length === PAGE_SIZE : end < Number(body.totalCount);
	const total = body.totalCount === undefined ? undefined : Number(body.totalCount);
	return { items, next: hasMore ? String(end) : undefined, total, count: results.length };
}
