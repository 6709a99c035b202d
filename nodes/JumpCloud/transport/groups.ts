import { sleep } from 'n8n-workflow';
import type { IDataObject, NodeApiError } from 'n8n-workflow';

import { take } from '../../shared/http';
import type { Answer } from '../../shared/http';
import { asRecords, asText, isRecord } from '../../shared/parameters';
import { NO_ANSWER, waitMs } from '../../shared/pool';
import type { Group } from '../sync/groups';
import { PAGE_SIZE, listEntries, paths } from './client';
import type { JumpCloud } from './client';
import { readUser } from './users';

/** All user groups, page by page, by name. */
export async function* listGroups(api: JumpCloud): AsyncGenerator<Group> {
	const query = { fields: 'id,name,description,membershipMethod', sort: 'name' };
	for await (const entry of listEntries(api, paths.groups, query, 'groups')) yield readGroup(entry);
}

/** All user groups, read once per run: every item looks its groups up among the same ones. */
export async function allGroups(api: JumpCloud): Promise<Group[]> {
	const reading = api.groups ?? take(listGroups(api));
	api.groups = reading;
	// What broke for this item may work for the next one.
	reading.catch(() => delete api.groups);
	return await reading;
}

/** The groups that a user is in, by whatever way. */
export async function groupsOf(api: JumpCloud, userId: string): Promise<Group[]> {
	const entries = await take(listEntries(api, paths.groupsOfUser(userId), {}, 'groups'));
	if (entries.length === 0) return [];
	// The list of a user's groups has no names.
	const known = new Map((await allGroups(api)).map((group) => [group.id, group]));
	return entries.map((entry) => known.get(asText(entry.id)) ?? readGroup(entry));
}

/**
 * The ids of the groups that a user is in.
 *
 * @returns `all` of them, and those into which somebody has `put` the user: the way to the others leads
 * through another group. Where JumpCloud tells no way, it counts as put there.
 * @see https://docs.jumpcloud.com/api/2.0/index.html#tag/Users/operation/graph_userMemberOf
 */
export async function groupIdsOf(
	api: JumpCloud,
	userId: string,
): Promise<{ all: Set<string>; put: Set<string> }> {
	const entries = await take(listEntries(api, paths.groupsOfUser(userId), {}, 'groups'));
	const isPut = ({ paths: ways }: IDataObject) =>
		!Array.isArray(ways) ||
		ways.length === 0 ||
		ways.some((way) => !Array.isArray(way) || way.length <= 1);
	const idsOf = (those: IDataObject[]) => new Set(those.map(({ id }) => asText(id)));
	return { all: idsOf(entries), put: idsOf(entries.filter(isPut)) };
}

/** The ids of the users whom somebody has put into a group. */
export async function directMembers(api: JumpCloud, groupId: string): Promise<string[]> {
	return await userIds(api, paths.groupMembers(groupId), ({ to }) => to);
}

/** The ids of all users in a group, also of those who are in it through another one. */
export async function allMembers(api: JumpCloud, groupId: string): Promise<string[]> {
	return await userIds(api, paths.groupMembership(groupId), (entry) => entry);
}

const MOST_READINGS = 3;

/**
 * The ids of all users in a group, however they came there, and only if it is certain that these are all:
 * as many as JumpCloud says, each with an id.
 *
 * @returns undefined when it is not, also not when it was read again
 */
export async function wholeMembership(
	api: JumpCloud,
	groupId: string,
): Promise<Set<string> | undefined> {
	for (let reading = 1; reading <= MOST_READINGS; reading++) {
		const ids = await readMembership(api, groupId);
		if (ids) return ids;
	}
	return undefined;
}

async function readMembership(api: JumpCloud, groupId: string): Promise<Set<string> | undefined> {
	const ids = new Set<string>();
	let total = 0;
	for (let skip = 0; ; ) {
		const query = { limit: PAGE_SIZE, skip };
		const call = { method: 'GET', path: paths.groupMembership(groupId), query } as const;
		const { body, headers } = await api.http.send(call);
		if (!Array.isArray(body)) return undefined;
		const found = asRecords(body).map(({ id }) => asText(id));
		if (found.length < body.length || found.includes('')) return undefined;
		for (const id of found) ids.add(id);
		skip += body.length;
		// Whoever leaves meanwhile moves somebody else to a page that was read already: the most counts.
		total = Math.max(total, Number(headers['x-total-count'] ?? 0));
		const isLast = body.length === 0 || (body.length < PAGE_SIZE && skip >= total);
		if (isLast) return ids.size >= total ? ids : undefined;
	}
}

async function userIds(
	api: JumpCloud,
	path: string,
	objectOf: (entry: IDataObject) => unknown,
): Promise<string[]> {
	const entries = await take(listEntries(api, path, {}, 'group members'));
	const objects = entries.map(objectOf).filter(isRecord);
	return objects.filter(({ type }) => type === 'user').map(({ id }) => asText(id));
}

/** Whether there is such a group. */
async function groupExists(api: JumpCloud, groupId: string): Promise<boolean> {
	const call = { method: 'GET' as const, path: paths.group(groupId), accept: [404] };
	return (await api.http.send(call)).status !== 404;
}

function readGroup({ id, name, description, membershipMethod }: IDataObject): Group {
	return {
		id: asText(id),
		name: asText(name),
		description: asText(description),
		membershipMethod: asText(membershipMethod) || 'NOTSET',
	};
}

export type MembershipChange = 'add' | 'remove';

const MOST_ATTEMPTS = 4;
const BROKEN = [NO_ANSWER, 500, 502, 503, 504];
const REFUSED = [400, 403, 404, 409];

/** What JumpCloud says when there is nothing to do: a member twice, or somebody who is none. */
const DONE_ALREADY: Record<MembershipChange, number> = { add: 409, remove: 404 };

/**
 * Puts a user into a group, or takes them out. Either can be done twice, so it is repeated when the
 * answer leaves in doubt whether it was done.
 *
 * @returns whether anything changed
 * @throws NodeApiError that names the group, when JumpCloud refuses or group or user is gone
 */
export async function changeMembership(
	api: JumpCloud,
	change: MembershipChange,
	group: Pick<Group, 'id' | 'name'>,
	userId: string,
): Promise<boolean> {
	for (let attempt = 1; ; attempt++) {
		const answer = await api.http.send({
			method: 'POST',
			path: paths.groupMembers(group.id),
			body: { op: change, type: 'user', id: userId },
			about: [userId, group.id],
			accept: [...BROKEN, ...REFUSED],
			mayBeEmpty: true,
		});
		if (answer.status >= 200 && answer.status < 300) return true;
		if (answer.status === DONE_ALREADY[change]) {
			const isGone = change === 'remove' && !(await bothExist(api, group.id, userId));
			if (isGone) throw failureIn(api, answer, group.name);
			// After an attempt without an answer it was most likely that one.
			return attempt > 1;
		}
		if (!BROKEN.includes(answer.status) || attempt === MOST_ATTEMPTS) {
			throw failureIn(api, answer, group.name);
		}
		await sleep(waitMs(attempt, answer.headers, Date.now()));
	}
}

/** The same 404 means that somebody is no member, and that user or group do not exist. */
async function bothExist(api: JumpCloud, groupId: string, userId: string): Promise<boolean> {
	return (await groupExists(api, groupId)) && (await readUser(api, userId)) !== undefined;
}

function failureIn(api: JumpCloud, answer: Answer, groupName: string): NodeApiError {
	const failure = api.http.failure(answer);
	failure.description = `${failure.description ?? ''} The group is "${groupName}".`.trim();
	return failure;
}
