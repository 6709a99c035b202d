import type { IDataObject } from 'n8n-workflow';

import { asText, isRecord } from '../../shared/guards';
import { take } from '../../shared/paginate';
import type { Group } from '../sync/groups';
import type { JumpCloud } from './client';
import { listEntries } from './lists';
import { paths } from './paths';

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

/** The ids of the users whom somebody has put into a group. */
export async function directMembers(api: JumpCloud, groupId: string): Promise<string[]> {
	return await userIds(api, paths.groupMembers(groupId), ({ to }) => to);
}

/** The ids of all users in a group, also of those who are in it through another one. */
export async function allMembers(api: JumpCloud, groupId: string): Promise<string[]> {
	return await userIds(api, paths.groupMembership(groupId), (entry) => entry);
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
export async function groupExists(api: JumpCloud, groupId: string): Promise<boolean> {
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
