import { NodeApiError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { NOT_DATA } from '../../shared/errorTexts';
import { fieldsIn, saidBy } from '../../shared/errors';
import { take } from '../../shared/http';
import type { Answer, Call } from '../../shared/http';
import { asRecords, asText, isRecord } from '../../shared/parameters';
import { NO_ANSWER, POOL_SIZE, inOrder, settle } from '../../shared/pool';
import { asItLooks, groupedBy, literal, patternOfLooks } from '../sync/users';
import type { Link } from '../sync/users';
import { PAGE_SIZE, counted, paths, tellsEnd, totalOf } from './client';
import type { JumpCloud } from './client';
import { USER_FIELDS } from './systemUser';
import type { User } from './systemUser';

/** Statuses with which a create can end without telling whether it was carried out, or why not. */
const DOUBTFUL = [NO_ANSWER, NOT_DATA, 400, 409, 422, 500, 502, 503, 504];

/** One clause of a search: `{ field: value }` or `{ field: { $regex } }`. */
export type Clause = Record<string, string | { $regex: string }>;

interface UserSearch {
	filter?: { or: Clause[] } | { and: Clause[] };
	searchFilter?: { searchTerm: string; fields: string[] };
}

/** Matches the text exactly, in any letter case; JumpCloud compares with case otherwise. */
export function anyCase(text: string): { $regex: string } {
	return { $regex: `(?i)^${literal(text)}$` };
}

const USERS = { what: 'users', idOf: ({ id }: User) => id };

/** Finds who has such a username, or a local account with such a name, which takes it just as much. */
export function namedLike(patterns: ReadonlyArray<{ $regex: string }>): Clause[] {
	const fields = ['username', 'systemUsername'];
	return fields.flatMap((field) => patterns.map((pattern) => ({ [field]: pattern })));
}

/**
 * Finds who is linked to one of some employees: by the very ID, and by what looks like it. The answer can
 * hold others and must be read with `linkOf`.
 */
export function linkClauses(employeeIds: readonly string[], link: Link): Clause[] {
	const ids = employeeIds.filter((id) => id !== '');
	if (link.kind === 'none' || ids.length === 0) return [];
	// A search for name and value together would match the name of one attribute and the value of another.
	const field = link.kind === 'customAttribute' ? ATTRIBUTE_VALUE : EMPLOYEE;
	const like = { [field]: { $regex: patternOfLooks(ids) } };
	return [...ids.map((id): Clause => ({ [field]: id })), like];
}

/** All users that a search finds, each once, page by page in a stable order. */
export function searchUsers(api: JumpCloud, search: UserSearch): AsyncGenerator<User> {
	return counted(async (skip) => await searchPage(api, search, skip), USERS);
}

/** A place to look for a term that not every JumpCloud may know. */
const EMPLOYEE = 'employeeIdentifier';
const ATTRIBUTE_VALUE = 'attributes.value';

/**
 * One page of a search. Where it begins and how it is sorted stands in the body and in the address:
 * nobody has documented which of the two counts.
 */
export async function searchPage(
	api: JumpCloud,
	search: UserSearch,
	skip: number,
	{ fields = USER_FIELDS, sort = '_id' } = {},
): Promise<UserPage> {
	const { searching } = api;
	const { searchFilter } = search;
	const isSought = searchFilter?.fields.includes(EMPLOYEE) ?? false;
	if (searchFilter && isSought && searching.without.has(EMPLOYEE)) {
		const places = searchFilter.fields.filter((field) => field !== EMPLOYEE);
		const less = { ...search, searchFilter: { ...searchFilter, fields: places } };
		return await searchPage(api, less, skip, { fields, sort });
	}
	const page = { limit: PAGE_SIZE, skip, sort };
	const answer = await api.http.send({
		method: 'POST',
		path: paths.searchUsers,
		query: page,
		body: { ...search, fields, ...page },
		readOnly: true,
		...(isSought && { accept: [400] }),
	});
	if (answer.status !== 400) return pageOf(answer.body, skip);
	searching.without.add(EMPLOYEE);
	return await searchPage(api, search, skip, { fields, sort });
}

/** The users that a search finds, as a list. */
export async function findUsers(api: JumpCloud, search: UserSearch): Promise<User[]> {
	const { filter } = search;
	const found =
		filter && 'or' in filter && !search.searchFilter
			? await findAny(api, filter.or)
			: await take(searchUsers(api, search));
	const clauses = filter ? ('or' in filter ? filter.or : filter.and) : [];
	return await withAttributes(api, clauses, found);
}

/**
 * The users whom one of several clauses fits. JumpCloud has not been seen to take all of them side by
 * side: what it refuses together is asked for one kind at a time, then one at a time.
 */
async function findAny(api: JumpCloud, all: readonly Clause[]): Promise<User[]> {
	const { searching } = api;
	const clauses = all.filter((clause) => !searching.without.has(kindOf(clause)));
	if (clauses.length === 0) return [];
	const kinds = [...groupedBy(clauses, kindOf).values()];
	if (searching.isSplit && kinds.length > 1) return await findEach(api, kinds);
	const outcome = await settle(take(searchUsers(api, { filter: { or: clauses } })));
	if (outcome.ok) return outcome.value;
	if (!isRefusal(outcome.cause)) throw outcome.cause;
	if (kinds.length > 1) {
		const before = searching.without.size;
		searching.isSplit = true;
		const found = await findEach(api, kinds);
		// Where only some kinds are refused, the others may go together from now on.
		searching.isSplit = searching.without.size === before;
		return found;
	}
	if (clauses.length > 1) {
		return await findEach(
			api,
			clauses.map((clause) => [clause]),
		);
	}
	if (!OPTIONAL.has(kindOf(clauses[0]))) throw outcome.cause;
	searching.without.add(kindOf(clauses[0]));
	return [];
}

async function findEach(api: JumpCloud, parts: Clause[][]): Promise<User[]> {
	const found: User[] = [];
	for (const part of parts) found.push(...(await findAny(api, part)));
	return distinct(found);
}

/**
 * What a search may refuse: whoever has such a name is found by the refusal of a create, and whoever has
 * a link that only looks like an ID by the comparison of everybody.
 */
const OPTIONAL: ReadonlySet<string> = new Set(
	['systemUsername', EMPLOYEE, ATTRIBUTE_VALUE].map((field) => `${field} like`),
);

/** Values and patterns of one field are two kinds: nobody has seen that an ID takes both. */
function kindOf(clause: Clause = {}): string {
	const [[field, wanted] = ['', '']] = Object.entries(clause);
	return typeof wanted === 'string' ? field : `${field} like`;
}

function isRefusal(cause: unknown): boolean {
	return cause instanceof NodeApiError && cause.httpCode === '400';
}

function distinct(users: User[]): User[] {
	return [...new Map(users.map((user) => [user.id, user])).values()];
}

/**
 * Also the users who have a value in a custom attribute that the search has found with nobody: the
 * search may not look there, while the filter of the list has been seen to.
 */
async function withAttributes(
	api: JumpCloud,
	clauses: readonly Clause[],
	found: User[],
): Promise<User[]> {
	const { searching } = api;
	const values = clauses
		.map(({ [ATTRIBUTE_VALUE]: value }) => value)
		.filter((value) => typeof value === 'string');
	const isFound = (wanted: string) =>
		found.some(({ attributes }) =>
			attributes?.some(({ value }) => asItLooks(value ?? '') === wanted),
		);
	const open = values.filter((value) => searching.isBlind || !isFound(value));
	const outcomes = await inOrder(
		open.length,
		POOL_SIZE,
		async (index) => await take(listUsers(api, [`attributes.value:$eq:${open[index] ?? ''}`])),
		true,
	);
	const listed = outcomes.flatMap((outcome) => {
		if (outcome.ok) return outcome.value;
		if (isRefusal(outcome.cause)) return [];
		throw outcome.cause;
	});
	const all = distinct([...found, ...listed]);
	searching.isBlind ||= all.length > found.length;
	return all;
}

/** One page of the list with filters of the form `field:$eq:value`, all of which must hold. */
export function listUsers(api: JumpCloud, filter: string[]): AsyncGenerator<User> {
	const read = async (skip: number) => {
		const query = { limit: PAGE_SIZE, skip, sort: '_id', fields: USER_FIELDS, filter };
		const { body } = await api.http.send({ method: 'GET', path: paths.users, query });
		return pageOf(body, skip);
	};
	return counted(read, USERS);
}

/** The user with this id, with `more` fields; nothing when there is none, said in two ways. */
export async function readUser(
	api: JumpCloud,
	userId: string,
	more = '',
): Promise<User | undefined> {
	const { status, body } = await api.http.send({
		method: 'GET',
		path: paths.user(userId),
		query: { fields: `${USER_FIELDS} ${more}`.trim() },
		accept: [404],
		mayBeEmpty: true,
	});
	return status !== 404 && isRecord(body) ? readRecord(body) : undefined;
}

/** Sends a create; doubtful answers come back for the caller to look into. */
export async function createUser(api: JumpCloud, body: IDataObject): Promise<Answer> {
	const call: Call = { method: 'POST', path: paths.users, body, about: [] };
	return await api.http.send({ ...call, accept: DOUBTFUL, mayBeEmpty: true });
}

/** Sends a delta; a refusal comes back for the caller to look into. */
export async function updateUser(api: JumpCloud, user: User, body: object): Promise<Answer> {
	const call: Call = { method: 'PUT', path: paths.user(user.id), body, about: [user.id] };
	const options = { accept: [400, 409, 422], mayBeEmpty: true };
	const answer = await api.http.send({ ...call, ...options });
	if (answer.status !== 400 || user.username === '' || !asksForUsername(answer)) return answer;
	return await api.http.send({ ...call, ...options, body: { username: user.username, ...body } });
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

/** Whether a refusal gives no reason, so that a value that somebody has may be behind it. */
export function isUnexplained({ body }: Answer): boolean {
	return (
		fieldsIn(body).length === 0 &&
		/^(bad request|invalid_argument|unprocessable( entity| content)?|)$/i.test(saidBy(body))
	);
}

/** The user in an answer; nothing when it is empty or something else. */
export function readUserBody(body: unknown): User | undefined {
	return isRecord(body) && asText(body.username) !== '' ? readRecord(body) : undefined;
}

/** Texts of a user that are compared or shown. */
const TEXTS = USER_FIELDS.split(' ').filter(
	(field) =>
		!['_id', 'state', 'suspended', 'activated', 'attributes', 'phoneNumbers'].includes(field),
);

/**
 * A user as the rest of the package knows it, whatever kinds of values stand for one: the ID as text
 * under both of its names, texts as texts, lists without entries that are none. Who has no username or
 * no email still counts, and is found by the rest. Nothing where no ID tells which user it is.
 */
function readRecord(record: IDataObject): User | undefined {
	const id = asText(record._id) || asText(record.id);
	if (id === '') return undefined;
	const odd = TEXTS.filter((field) => isOdd(record[field]));
	const texts = Object.fromEntries(odd.map((field) => [field, plainText(record[field])]));
	const user: unknown = {
		...{ ...record, ...texts, ...listsOf(record), _id: id, id },
		...{ username: plainText(record.username), email: plainText(record.email) },
	};
	return user as User;
}

function isOdd(value: unknown): boolean {
	return value !== undefined && value !== null && typeof value !== 'string';
}

/** A value as the text that it stands for. A number that has lost digits is none: it could be somebody else's. */
function plainText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean') return String(value);
	return Number.isSafeInteger(value) || !Number.isInteger(value) ? asText(value) : '';
}

/** The lists of a user, as far as they are odd; their entries are written back as a whole. */
function listsOf(record: IDataObject): IDataObject {
	const lists: IDataObject = {};
	for (const [field, key] of Object.entries({ attributes: 'value', phoneNumbers: 'number' })) {
		const list = record[field];
		if (list === undefined || list === null) continue;
		lists[field] = asRecords(list).map((entry) =>
			isOdd(entry[key]) ? { ...entry, [key]: entryText(entry[key]) } : entry,
		);
	}
	return lists;
}

/** What is no single value is kept as it is written: it must not get lost when the list is sent back. */
function entryText(value: unknown): string {
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The users of one page, and where the next one begins.
 *
 * @throws Error when the answer is no list, or an entry of it no user: neither must be taken for nobody
 */
export function pageOf(body: unknown, skip: number) {
	if (!isRecord(body) || !Array.isArray(body.results)) {
		throw new Error('JumpCloud answered with something else than a list of users');
	}
	const items = body.results.map((entry: unknown) => {
		const user = isRecord(entry) ? readRecord(entry) : undefined;
		if (user) return user;
		throw new Error(
			`JumpCloud sent a user without an ID (${isRecord(entry) ? `it has ${namesIn(entry)}` : 'it is no record'}), so nobody can tell who it is. The list was not used; if it happens every time, check the address in the JumpCloud credential: something else may answer there.`,
		);
	});
	const total = totalOf(body.totalCount, skip, items.length);
	const end = skip + items.length;
	const isOver = items.length === 0 || (tellsEnd(total, end, items.length) && end >= total);
	return { items, next: isOver ? undefined : String(end), total };
}

/** The names of the fields of a record, which are no personal data. */
function namesIn(record: IDataObject): string {
	const names = Object.keys(record);
	return names.length === 0 ? 'no fields' : names.slice(0, 10).join(', ');
}

export type UserPage = ReturnType<typeof pageOf>;
