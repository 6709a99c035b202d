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
			const matching = filtered(world.state.groups.map(wire), asked(world, query), FILTER_FIELDS);
			const names = commas(query.get('fields'));
			return bareList(
				sortedV2(matching, query).map((group) => narrowed(listed(world, group), names)),
				query,
			);
		},
		groups_user_post: (call) => {
			const { name, ...given } = fieldsOf(call);
			if (typeof name !== 'string' || name.trim() === '') return refuse(400, 'name is required');
			if (world.state.groups.some((group) => group.name === name)) {
				return refuse(409, 'Already Exists');
			}
			return created(shown(world, wire(world.state.addGroup({ ...given, name }))));
		},
		groups_user_get: (call) => ok(shown(world, wire(groupOf(world, call, 'id')))),
	};
}

/** The group that the path names, or 404. */
export function groupOf(world: World, call: Call, name: string): UserGroup {
	return world.state.groups.find(({ id }) => id === call.params[name]) ?? refuse(404);
}

/** The query as the service takes it: a filter for who decides about the members may not be known. */
function asked({ switches }: World, query: URLSearchParams): URLSearchParams {
	const filter = query.get('filter');
	if (filter === null || !filter.includes('membershipMethod')) return query;
	if (switches.membershipMethodFilter === 'works') return query;
	if (switches.membershipMethodFilter === 'refused') {
		return refuse(400, 'Cannot filter by membershipMethod');
	}
	const kept = commas(filter).filter((text) => !text.startsWith('membershipMethod'));
	const left = new URLSearchParams(query);
	left.set('filter', kept.join(','));
	return left;
}

/** A group in a list does not say who decides about its members, unless switched so. */
function listed({ switches }: World, group: Record<string, unknown>): Record<string, unknown> {
	return switches.membershipMethodShown === 'everywhere' ? group : withoutMethod(group);
}

function shown({ switches }: World, group: Record<string, unknown>): Record<string, unknown> {
	return switches.membershipMethodShown === 'nowhere' ? withoutMethod(group) : group;
}

function withoutMethod(group: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(group).filter(([name]) => name !== 'membershipMethod'));
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
