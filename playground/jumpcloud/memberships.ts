import { fieldsOf, noContent } from '../core/exchange';
import type { Answer, Call, Handler } from '../core/exchange';
import { groupOf } from './groups';
import { bareList } from './lists';
import { refuse } from './refusals';
import { filtered } from './search/v2';
import type { UserGroup } from './types';
import { userOf } from './userReads';
import type { World } from './world';

const FILTER_FIELDS = ['object_id', 'type'];

/** Who is in which group. */
export function memberships(world: World): Record<string, Handler> {
	return {
		graph_userGroupMembersList: (call) => {
			const { members } = groupOf(world, call, 'group_id');
			const { switches, state } = world;
			const isThere = (id: string) => state.users.some(({ _id }) => _id === id);
			const gone = switches.goneMembers === 'leftOut' ? members.filter((id) => !isThere(id)) : [];
			const entries = members.map((id) => ({ to: { id, type: 'user' } }));
			const left = new Set<unknown>(entries.filter(({ to }) => gone.includes(to.id)));
			return bareList(entries, call.query, (entry) => !left.has(entry));
		},
		graph_userGroupMembership: (call) => {
			const group = groupOf(world, call, 'group_id');
			const inside = [group, ...groupsBelow(world, group)].flatMap(({ members }) => members);
			const objects = [...new Set(inside)].map((id) => ({
				id,
				type: 'user',
				paths: [],
				compiledAttributes: {},
			}));
			return narrowed(objects, call);
		},
		graph_userMemberOf: (call) => {
			const { _id } = userOf(world, call, 'user_id');
			const isIn = ({ members }: UserGroup) => members.includes(_id);
			const joined = world.state.groups.flatMap((group) => {
				const below = groupsBelow(world, group).filter(isIn);
				return isIn(group) || below.length > 0 ? [graphObject(group, isIn(group), below)] : [];
			});
			return narrowed(joined, call);
		},
		graph_userGroupMembersPost: (call) => change(world, call),
	};
}

function change(world: World, call: Call): Answer {
	const { op, id } = fieldsOf(call);
	const group = world.state.groups.find((one) => one.id === call.params.group_id);
	if (!group) {
		const isInvalid = world.switches.goneGroup === 'invalidArgument';
		return isInvalid ? refuse(400, 'INVALID_ARGUMENT') : refuse(404);
	}
	const user = world.state.users.find(({ _id }) => _id === id) ?? refuse(404);
	const isMember = group.members.includes(user._id);
	const lenient = world.switches.lenientMembership;
	if (op === 'add' && isMember && !lenient) return refuse(409, 'Already a member');
	if (op !== 'add' && !isMember && !lenient) return refuse(404, 'Not a member');
	// The service computes these groups itself: an edit is accepted and undone.
	if (group.membershipMethod === 'DYNAMIC_AUTOMATED' || op === 'update') return noContent();
	const rest = group.members.filter((member) => member !== user._id);
	group.members = op === 'add' ? [...rest, user._id] : rest;
	return noContent();
}

/** The groups whose members are in a group, too, and those below them. */
function groupsBelow(world: World, { through = [] }: UserGroup): UserGroup[] {
	const next = world.state.groups.filter(({ name }) => through.includes(name));
	return [...new Set(next.flatMap((group) => [group, ...groupsBelow(world, group)]))];
}

/** Each path is one way from the user to the group, step by step. */
function graphObject({ id, name }: UserGroup, isDirect: boolean, below: UserGroup[]) {
	const last = { to: { id, type: 'user_group' } };
	const ways = below.map((group) => [{ to: { id: group.id, type: 'user_group' } }, last]);
	return {
		id,
		type: 'user_group',
		paths: [...(isDirect ? [[last]] : []), ...ways],
		compiledAttributes: { ldapGroups: [{ name }] },
	};
}

function narrowed(objects: Array<{ id: string; type: string }>, call: Call): Answer {
	const withKey = objects.map((object) => ({ ...object, object_id: object.id }));
	const kept = filtered(withKey, call.query, FILTER_FIELDS).map(({ id }) => id);
	return bareList(
		objects.filter(({ id }) => kept.includes(id)),
		call.query,
	);
}
