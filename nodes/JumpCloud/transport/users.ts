import type { IDataObject } from 'n8n-workflow';

import { NOT_DATA } from '../../shared/errorTexts';
import { saidBy } from '../../shared/errors';
import { paginate, take } from '../../shared/http';
import type { Answer, Call } from '../../shared/http';
import { asRecords, isRecord } from '../../shared/parameters';
import { NO_ANSWER, POOL_SIZE, inOrder } from '../../shared/pool';
import type { Outcome } from '../../shared/pool';
import { PAGE_SIZE, paths } from './client';
import type { JumpCloud } from './client';

/** Wire shapes of JumpCloud, reduced to what is read or written here. */

export type UserState = 'STAGED' | 'ACTIVATED' | 'SUSPENDED';

export interface Attribute {
	name: string;
	value: string;
}

export interface PhoneNumber {
	type: string;
	number: string;
}

/** https://docs.jumpcloud.com/api/1.0/index.html#tag/Systemusers */
export interface SystemUser {
	_id: string;
	username: string;
	/** name of the local account on the user's devices, where it is another one */
	systemUsername?: string;
	email: string;
	state: UserState;
	suspended?: boolean;
	activated?: boolean;
	firstname?: string;
	lastname?: string;
	displayname?: string;
	employeeIdentifier?: string;
	employeeType?: string;
	jobTitle?: string;
	department?: string;
	costCenter?: string;
	company?: string;
	location?: string;
	alternateEmail?: string;
	manager?: string | null;
	attributes?: Attribute[];
	phoneNumbers?: PhoneNumber[];
	created?: string;
}

/** A user with the name that version 2 of the API has for the same id. */
export interface User extends SystemUser {
	id: string;
}

/** What is read of a user: all that is compared or shown, and nothing about passwords or keys. */
export const USER_FIELDS =
	'_id username systemUsername email state suspended activated firstname lastname displayname employeeIdentifier employeeType jobTitle department costCenter company location alternateEmail manager attributes phoneNumbers created';

/** Statuses with which a create can end without telling whether it was carried out, or why not. */
const DOUBTFUL = [NO_ANSWER, NOT_DATA, 400, 409, 500, 502, 503, 504];

/** One clause of a search: `{ field: value }` or `{ field: { $regex } }`. */
export type Clause = Record<string, string | { $regex: string }>;

interface UserSearch {
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
	const call: Call = { method: 'POST', path: paths.users, body, about: [] };
	return await api.http.send({ ...call, accept: DOUBTFUL });
}

/** Sends a delta; a refusal comes back for the caller to look into. */
export async function updateUser(api: JumpCloud, user: User, body: object): Promise<Answer> {
	const call: Call = { method: 'PUT', path: paths.user(user.id), body, about: [user.id] };
	const accept = [400, 409];
	const answer = await api.http.send({ ...call, accept });
	if (answer.status !== 400 || !asksForUsername(answer)) return answer;
	return await api.http.send({ ...call, accept, body: { ...body, username: user.username } });
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
	// Whoever reports to the user gets another manager by this, and may be protected.
	const isAlone = api.safety.protectedGroup === '' || reports.kind === 'refuse';
	const changed = isAlone ? [] : await reportsOf(api, userId);
	return await api.http.send({
		method: 'DELETE',
		path: paths.user(userId),
		query: { cascade_manager: reports.kind === 'move' ? reports.managerId : heir[reports.kind] },
		accept: [404, 409],
		mayBeEmpty: true,
		about: [userId, ...changed.map(({ id }) => id)],
	});
}

/** The users whose manager is this one. */
export async function reportsOf(api: JumpCloud, userId: string): Promise<User[]> {
	const found = await findUsers(api, { filter: { and: [{ manager: userId }] } });
	return found.filter(({ manager }) => manager === userId);
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

const MOST_READINGS = 3;

type UserPage = ReturnType<typeof pageOf>;

/**
 * Every user of the organization, each once. The first page tells how many there are, and the others
 * are read side by side. Users that are deleted meanwhile move the rest to other pages, so that
 * somebody could be missed: then it is read again.
 *
 * @param fields of the users, as JumpCloud calls them; names and IDs always come
 * @param mostPages nothing but the first page is read when there are more pages than that
 * @returns nothing when there are more pages
 * @throws Error when the list does not stand still
 */
export async function everyUser(
	api: JumpCloud,
	fields: readonly string[],
	mostPages: number,
): Promise<User[] | undefined> {
	const wanted = [...new Set(['_id', 'username', 'systemUsername', 'email', ...fields])].join(' ');
	for (let reading = 1; reading <= MOST_READINGS; reading++) {
		const pages = await readPages(api, wanted, mostPages);
		if (!pages) return undefined;
		if (isWhole(pages)) {
			return [
				...new Map(pages.flatMap(({ items }) => items).map((user) => [user.id, user])).values(),
			];
		}
	}
	throw new Error(
		`The users of JumpCloud changed while they were read, ${MOST_READINGS} times in a row. Run again later; nothing was planned.`,
	);
}

async function readPages(
	api: JumpCloud,
	fields: string,
	mostPages: number,
): Promise<UserPage[] | undefined> {
	const first = await readPage(api, fields, 0);
	const { count, total = 0 } = first;
	if (count > 0 && Math.ceil(total / count) > mostPages) return undefined;
	const known = count > 0 ? Math.max(0, Math.ceil(total / count) - 1) : 0;
	const others = await inOrder(
		known,
		POOL_SIZE,
		async (index) => await readPage(api, fields, (index + 1) * count),
		true,
	);
	const pages = [first, ...others.map(valueOf)];
	// Whoever was added meanwhile, or everybody when the service does not say how many there are.
	for (let last = pages.at(-1); last?.next !== undefined && last.count > 0; last = pages.at(-1)) {
		pages.push(await readPage(api, fields, Number(last.next)));
	}
	return pages;
}

function valueOf<T>(outcome: Outcome<T>): T {
	if (outcome.ok) return outcome.value;
	throw outcome.cause;
}

async function readPage(api: JumpCloud, fields: string, skip: number): Promise<UserPage> {
	const { body } = await api.http.send({
		method: 'GET',
		path: paths.users,
		query: { limit: PAGE_SIZE, skip, sort: '_id', fields },
	});
	return pageOf(body, skip);
}

/** Whether as many came as there were at first, and none went while they did. */
function isWhole(pages: UserPage[]): boolean {
	const [first] = pages;
	const total = first?.total ?? 0;
	const distinct = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size;
	const unread = pages.reduce((sum, { items, count }) => sum + count - items.length, 0);
	return distinct + unread >= total && pages.every((page) => (page.total ?? total) >= total);
}
