/** A kind of call, what it does in the user's words, and the permissions of which it needs one. */
export interface Step {
	/** completes `may not …` */
	does: string;
	/** as `METHOD /path` */
	calls: RegExp;
	anyOf: readonly string[];
	/** what else has to be said about it */
	also?: string;
}

const APART = 'Permissions for user states are granted apart from those for user properties.';

/**
 * What a custom role has to grant for each kind of call.
 * https://jumpcloud.com/support/custom-admin-roles
 */
export const STEPS: readonly Step[] = [
	{
		does: 'read users',
		calls: /^(GET \/api\/systemusers|POST \/api\/search\/systemusers$)/,
		anyOf: ['users', 'users.readonly'],
	},
	{
		does: 'create users',
		calls: /^POST \/api\/systemusers$/,
		anyOf: ['users', 'users.create'],
	},
	{
		does: 'change users',
		calls: /^PUT \/api\/systemusers\/[^/]+$/,
		anyOf: ['users', 'users.properties', 'users.properties.update'],
		also: 'Suspending, and taking that back, may need the one for user states as well: users.state.',
	},
	{
		does: 'delete users',
		calls: /^DELETE \/api\/systemusers\/[^/]+$/,
		anyOf: ['users', 'users.delete'],
	},
	{
		does: 'activate users',
		calls: /^POST \/api\/systemusers\/[^/]+\/state\/activate$/,
		anyOf: ['users', 'users.state', 'users.state.activate'],
		also: APART,
	},
	{
		does: 'read scheduled changes',
		calls: /^GET \/api\/v2\/bulk\/userstates/,
		anyOf: ['users', 'users.readonly', 'users.state', 'users.state.readonly'],
	},
	{
		does: 'schedule changes',
		calls: /^POST \/api\/v2\/bulk\/userstates$/,
		anyOf: ['users', 'users.state', 'users.state.update'],
		also: APART,
	},
	{
		does: 'cancel scheduled changes',
		calls: /^DELETE \/api\/v2\/bulk\/userstates\//,
		anyOf: ['users', 'users.state', 'users.state.delete'],
		also: APART,
	},
	{
		does: 'read groups',
		calls: /^GET \/api\/v2\/(usergroups|users\/[^/]+\/memberof)/,
		anyOf: ['groups', 'groups.readonly'],
	},
	{
		does: 'change the members of groups',
		calls: /^POST \/api\/v2\/usergroups\/[^/]+\/members$/,
		anyOf: ['groups'],
	},
];
