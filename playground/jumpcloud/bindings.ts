import type { Call, Handler } from '../core/exchange';
import { bareList } from './lists';
import type { Binding } from './types';
import { userOf } from './userReads';
import type { World } from './world';

const DIRECTORIES = ['active_directory', 'g_suite', 'ldap_server', 'office_365'];

/** To what users are bound: their own associations, and all of a kind by whatever way. */
export function bindings(world: World): Record<string, Handler> {
	const of = (call: Call) => world.state.bindingsOf(userOf(world, call, 'user_id')._id);
	const every =
		(types: string[]): Handler =>
		(call) =>
			bareList(
				of(call)
					.filter(({ type }) => types.includes(type))
					.map(({ type, id }) => ({ type, id, paths: [] })),
				call.query,
			);
	return {
		graph_userAssociationsList: (call) => {
			const targets = call.query.getAll('targets').flatMap((value) => value.split(','));
			const isAsked = ({ type, isDirect }: Binding) => isDirect && targets.includes(type);
			const asked = of(call).filter(isAsked);
			return bareList(
				asked.map(({ type, id }) => ({ to: { type, id } })),
				call.query,
			);
		},
		graph_userTraverseApplication: every(['application']),
		graph_userTraverseDirectory: every(DIRECTORIES),
		graph_userTraverseRadiusServer: every(['radius_server']),
		graph_userTraverseSystem: every(['system']),
		graph_userTraverseSystemGroup: every(['system_group']),
	};
}
