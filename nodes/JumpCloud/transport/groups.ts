import { NodeApiError, sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { take, where } from '../../shared/http';
import type { Answer } from '../../shared/http';
import { asText, isRecord } from '../../shared/parameters';
import { NO_ANSWER, settle, waitMs } from '../../shared/pool';
import { UNKNOWN, isAutomated, isStatic, valueKey } from '../sync/groups';
import type { Group } from '../sync/groups';
import { groupNamed } from '../sync/patterns';
import { groupedBy } from '../sync/users';
import { listEntries, paths } from './client';
import type { JumpCloud } from './client';
import { readUser } from './users';

const GROUPS = { what: 'groups' };

/** User groups, page by page, by name; all of them, or those that a filter lets through. */
async function* listGroups(api: JumpCloud, filter?: string): AsyncGenerator<Group> {
	const query = { fields: 'id,name,description,membershipMethod', sort: 'name', filter };
	for await (const entry of listEntries(api, paths.groups, query, GROUPS)) yield readGroup(entry);
}

/** All user groups, read once per run: every item looks its groups up among the same ones. */
export async function allGroups(api: JumpCloud): Promise<Group[]> {
	const reading = api.groups ?? take(listGroups(api));
	api.groups = reading;
	// What broke for this item may work for the next one.
	reading.catch(() => delete api.groups);
	return await reading;
}

/** Groups to be shown: those that fit, with who decides about their members as far as that can be told. */
export async function groupsToShow(
	api: JumpCloud,
	isWanted: (group: Group) => boolean,
	limit?: number,
): Promise<Group[]> {
	return await withMethods(api, await take(where(listGroups(api), isWanted), limit));
}

/** JumpCloud's words for groups about whose members not only people decide. */
const DYNAMIC = ['DYNAMIC_AUTOMATED', 'DYNAMIC_REVIEW_REQUIRED'];

/**
 * Groups with who decides about their members. Lists of JumpCloud do not say it: they are asked for each
 * word that matters. Whoever is let through by both filters, or by a filter that is refused, stays unknown.
 */
export async function withMethods(api: JumpCloud, groups: Group[]): Promise<Group[]> {
	if (groups.length === 0 || groups.some((group) => group.membershipMethod !== UNKNOWN)) {
		return groups;
	}
	const asked = await Promise.all(
		DYNAMIC.map(async (word) => {
			const outcome = await settle(take(listGroups(api, `membershipMethod:eq:${word}`)));
			if (outcome.ok) return outcome.value.map(({ id }) => ({ id, word }));
			if (outcome.cause instanceof NodeApiError && outcome.cause.httpCode === '400') return [];
			throw outcome.cause;
		}),
	);
	const words = groupedBy(asked.flat(), ({ id }) => id);
	return groups.map((group) => {
		const [found, ...more] = words.get(group.id) ?? [];
		return found && more.length === 0 ? { ...group, membershipMethod: found.word } : group;
	});
}

/**
 * A group that is about to be changed, with who decides about its members: read by its ID, once per run,
 * where the list has not said it.
 *
 * @throws NodeApiError when the group is gone
 */
export async function withMethod<G extends Pick<Group, 'id' | 'name'>>(
	api: JumpCloud,
	group: G & { membershipMethod?: string },
): Promise<G & Pick<Group, 'membershipMethod'>> {
	const { membershipMethod = UNKNOWN } = group;
	if (membershipMethod !== UNKNOWN) return { ...group, membershipMethod };
	const reading = api.methods.get(group.id) ?? readMethod(api, group);
	api.methods.set(group.id, reading);
	// What broke for this item may work for the next one.
	reading.catch(() => api.methods.delete(group.id));
	return { ...group, membershipMethod: await reading };
}

async function readMethod(api: JumpCloud, { id, name }: Pick<Group, 'id' | 'name'>) {
	const call = { method: 'GET' as const, path: paths.group(id), accept: [404] };
	const answer = await api.http.send(call);
	if (answer.status === 404) throw goneGroup(api, answer, name);
	return isRecord(answer.body) ? readGroup(answer.body).membershipMethod : UNKNOWN;
}

/** The groups that a user is in, by whatever way. */
export async function groupsOf(api: JumpCloud, userId: string): Promise<Group[]> {
	const entries = await take(listEntries(api, paths.groupsOfUser(userId), {}, GROUPS));
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
	const entries = await take(listEntries(api, paths.groupsOfUser(userId), {}, GROUPS));
	const isPut = ({ paths: ways }: IDataObject) =>
		!Array.isArray(ways) ||
		ways.length === 0 ||
		ways.some((way) => !Array.isArray(way) || way.length <= 1);
	const idsOf = (those: IDataObject[]) => new Set(those.map(({ id }) => asText(id)));
	return { all: idsOf(entries), put: idsOf(entries.filter(isPut)) };
}

const MEMBERS = { what: 'group members' };

/**
 * The ids of the users whom somebody has put into a group. JumpCloud counts members whose user is gone
 * and does not give them; as long as nothing else is missing, they are no loss.
 */
export async function directMembers(api: JumpCloud, groupId: string): Promise<string[]> {
	const objectOf = ({ to }: IDataObject) => (isRecord(to) ? to : {});
	const idOf = (entry: IDataObject) => asText(objectOf(entry).id);
	const query = listEntries(
		api,
		paths.groupMembers(groupId),
		{},
		{ ...MEMBERS, idOf, isLoose: true },
	);
	const entries = await take(query);
	// Where no kind is told it is a user: the ID of anything else is no user's.
	const isUser = ({ type }: IDataObject) => ['', 'user'].includes(asText(type).toLowerCase());
	return entries.filter((entry) => isUser(objectOf(entry))).map(idOf);
}

/**
 * The ids of all users in a group, also of those who are in it through another one, and only if it is
 * certain that these are all: as many as JumpCloud says, each with an id.
 *
 * @throws Error when it is not, also not when it was read again
 */
export async function allMembers(api: JumpCloud, groupId: string): Promise<string[]> {
	const entries = await take(listEntries(api, paths.groupMembership(groupId), {}, MEMBERS));
	return entries.map(({ id }) => asText(id));
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
		membershipMethod: asText(membershipMethod) || UNKNOWN,
	};
}

export type MembershipChange = 'add' | 'remove';

const MOST_ATTEMPTS = 4;
const BROKEN = [NO_ANSWER, 408, 423, 425, 500, 502, 503, 504];
const REFUSED = [400, 403, 404, 409];

/** What JumpCloud says when there is nothing to do: a member twice, or somebody who is none. */
const DONE_ALREADY: Record<MembershipChange, number> = { add: 409, remove: 404 };

/** What came of a change of a membership. */
export interface MembershipOutcome {
	/**
	 * `done already` and `computed` were not needed, or not tried: JumpCloud decides about the members by
	 * itself. `undone`: JumpCloud accepted the change, and does not show it.
	 */
	kind: 'changed' | 'done already' | 'computed' | 'undone';
	/** somebody reviews who belongs into the group, and may take the change back */
	isReviewed: boolean;
}

/**
 * Puts a user into a group, or takes them out. Either can be done twice, so it is repeated when the
 * answer leaves in doubt whether it was done. Where JumpCloud may decide about the members by itself,
 * only what it shows afterwards counts as changed.
 *
 * @param named a new group is made by its name, unless it is there by now
 * @throws NodeApiError that names the group, when JumpCloud refuses or group or user is gone
 */
export async function changeMembership(
	api: JumpCloud,
	change: MembershipChange,
	named: Pick<Group, 'id' | 'name'> & { membershipMethod?: string; isNew?: boolean },
	userId: string,
): Promise<MembershipOutcome> {
	const group = await withMethod(api, named.isNew ? await groupCalled(api, named.name) : named);
	const isReviewed = group.membershipMethod === 'DYNAMIC_REVIEW_REQUIRED';
	if (isAutomated(group)) return { kind: 'computed', isReviewed };
	const sent = await sendChange(api, change, group, userId);
	if (sent === 'done already') return { kind: sent, isReviewed };
	const isSure = sent === 'changed' && isStatic(group);
	const isShown = isSure || (await shows(api, change, group.id, userId));
	return { kind: isShown ? 'changed' : 'undone', isReviewed };
}

const making = new WeakMap<JumpCloud, Map<string, Promise<Group>>>();

/** The group with a name, made once per run where there is none; somebody else may have been faster. */
async function groupCalled(api: JumpCloud, name: string): Promise<Group> {
	const known = making.get(api) ?? new Map<string, Promise<Group>>();
	making.set(api, known);
	const key = valueKey(name);
	const reading = known.get(key) ?? findOrMake(api, name);
	known.set(key, reading);
	// What broke for this item may work for the next one.
	reading.catch(() => known.delete(key));
	return await reading;
}

/** @see https://docs.jumpcloud.com/api/2.0/index.html#tag/User-Groups/operation/groups_user_post */
async function findOrMake(api: JumpCloud, name: string): Promise<Group> {
	const found = await onlyGroup(api, name);
	if (found) return found;
	const answer = await api.http.send({
		...{ method: 'POST', path: paths.groups, body: { name }, about: [] },
		accept: [409, ...BROKEN],
	});
	if (answer.status < 300 && answer.status >= 200 && isRecord(answer.body)) {
		const made = readGroup(answer.body);
		if (made.id !== '') return made;
	}
	// It is there already, or the answer was lost: only the list tells.
	const there = await onlyGroup(api, name);
	if (there) return there;
	throw failureIn(api, answer, name);
}

/** @throws Error where several groups have the name */
async function onlyGroup(api: JumpCloud, name: string): Promise<Group | undefined> {
	const found = groupNamed(name, await take(listGroups(api)));
	if (found.kind !== 'several') return found.kind === 'group' ? found.group : undefined;
	throw new Error(
		`Several JumpCloud groups are called "${name}" by now. Rename all but one, and plan again.`,
	);
}

/** How long JumpCloud may take to show what it has accepted. */
const LOOK_AGAIN_MS = 1_000;

async function shows(
	api: JumpCloud,
	change: MembershipChange,
	groupId: string,
	userId: string,
): Promise<boolean> {
	const isShown = async () => {
		const { put } = await groupIdsOf(api, userId);
		return put.has(groupId) === (change === 'add');
	};
	if (await isShown()) return true;
	await sleep(LOOK_AGAIN_MS);
	return await isShown();
}

/** What an answer says: that it was done, that there was nothing to do, or something else than JumpCloud would. */
type Sent = 'changed' | 'done already' | 'unclear';

async function sendChange(
	api: JumpCloud,
	change: MembershipChange,
	group: Pick<Group, 'id' | 'name'>,
	userId: string,
): Promise<Sent> {
	for (let attempt = 1; ; attempt++) {
		const answer = await api.http.send({
			method: 'POST',
			path: paths.groupMembers(group.id),
			body: { op: change, type: 'user', id: userId },
			about: [userId, group.id],
			accept: [...BROKEN, ...REFUSED],
			mayBeEmpty: true,
		});
		if (answer.status === 204) return 'changed';
		// A proxy, for one, may have answered in its place.
		if (answer.status >= 200 && answer.status < 300) return 'unclear';
		const isDone = answer.status === DONE_ALREADY[change];
		// The same 404 means that somebody is no member, and that user or group do not exist; a group
		// that is gone is also called an argument that is not valid.
		if ([400, 404].includes(answer.status)) {
			if (!(await groupExists(api, group.id))) throw goneGroup(api, answer, group.name);
			const isUser = !isDone || (await readUser(api, userId)) !== undefined;
			if (!isUser) throw failureIn(api, answer, group.name);
		}
		// After an attempt without an answer it was most likely that one.
		if (isDone) return attempt > 1 ? 'changed' : 'done already';
		if (!BROKEN.includes(answer.status) || attempt === MOST_ATTEMPTS) {
			throw failureIn(api, answer, group.name);
		}
		await sleep(waitMs(attempt, answer.headers, Date.now()));
	}
}

function failureIn(api: JumpCloud, answer: Answer, groupName: string): NodeApiError {
	const failure = api.http.failure(answer);
	failure.description = `${failure.description ?? ''} The group is "${groupName}".`.trim();
	return failure;
}

function goneGroup(api: JumpCloud, answer: Answer, groupName: string): NodeApiError {
	const failure = api.http.failure(answer);
	failure.message = `The JumpCloud group "${groupName}" does not exist any more`;
	failure.description = 'It was deleted. Choose another group, or remove it from this step.';
	return failure;
}
