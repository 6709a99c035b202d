import { created, fieldsOf, ok } from '../core/exchange';
import type { Call, Handler } from '../core/exchange';
import { bareList } from './lists';
import { refuse } from './refusals';
import { commas, filtered, sortedV2 } from './search/v2';
import type { UserGroup } from './types';
import type { World } from './world';

const KEPT_APART = ['members', 'through'];
const FILTER_FIELDS = ['name', 'disabled', 'type', 'membershipMethod', 'memberQueryErrorFlags'];

/** User groups themselves; who is in them is elsewhere. */
export function groups(world: World): Record<string, Handler> {
	return {
		groups_user_list: ({ query }) => {
			const matching = filtered(world.state.groups.map(wire), query, FILTER_FIELDS);
			const names = commas(query.get('fields'));
			return bareList(
				sortedV2(matching, query).map((group) => narrowed(group, names)),
				query,
			);
		},
		groups_user_post: (call) => {
			const { name, ...given } = fieldsOf(call);
			if (typeof name !== 'string' || name.trim() === '') return refuse(400, 'name is required');
			if (world.state.groups.some((group) => group.name === name)) {
				return refuse(409, 'Already Exists');
			}
			return created(wire(world.state.addGroup({ ...given, name })));
		},
		groups_user_get: (call) => ok(wire(groupOf(world, call, 'id'))),
	};
}

/** The group that the path names, or 404. */
export function groupOf(world: World, call: Call, name: string): UserGroup {
	return world.state.groups.find(({ id }) => id === call.params[name]) ?? refuse(404);
}

function wire(group: UserGroup): Record<string, unknown> {
	return Object.fromEntries(Object.entries(group).filter(([name]) => !KEPT_APART.includes(name)));
}

/** The fields asked for; id and name always come along. */
function narrowed(group: Record<string, unknown>, names: string[]): Record<string, unknown> {
	if (names.length === 0) return group;
	const wanted = ['id', 'name', ...names];
	return Object.fromEntries(Object.entries(group).filter(([name]) => wanted.includes(name)));
}
