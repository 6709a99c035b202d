import type { AccessRules, AccessState } from './access';
import type { AttributeRule, CurrentUser } from './attributes';
import type { ManagedGroups } from './groups';
import type { IdentityRules } from './identity';
import type { PlannedUser } from './planned';
import type { ScheduledChange } from './schedule';
import type { UsernameRule } from './username';
import { keyOf, linkOf } from './users';
import type { DirectoryUser, Link, UserIndex } from './users';

/** A user as JumpCloud lists them; further keys do no harm. */
export type PlanUser = DirectoryUser &
	CurrentUser & {
		state?: string | null;
		suspended?: boolean | null;
		/** of the local account, which no username may be either */
		systemUsername?: string | null;
	};

/** Users who are never written, whatever the source says. */
export interface ProtectedUsers {
	/** in lower case */
	emails: ReadonlySet<string>;
	/** in lower case */
	usernames: ReadonlySet<string>;
	ids: ReadonlySet<string>;
}

/** All that an admin decides about a plan. */
export interface SyncRules extends AccessRules, IdentityRules {
	/** whether the input is the whole company: only then does absence mean something */
	everyone: boolean;
	/** what happens to linked users whom nobody of the whole company has */
	absent: 'report' | 'suspend';
	username: UsernameRule;
	attributes: AttributeRule[];
	clearEmpty: boolean;
	/** of new users; those who are activated later begin as Staged */
	state: 'STAGED' | 'ACTIVATED';
	activationTime: string;
	managers: boolean;
	protectedUsers: ProtectedUsers;
}

/** The directory as it is. */
export interface Directory {
	users: UserIndex<PlanUser>;
	/** by user id */
	pending: ReadonlyMap<string, ScheduledChange[]>;
	groups: ManagedGroups;
}

export function isProtected(
	{ emails, usernames, ids }: ProtectedUsers,
	user: { email: string; username?: string; id?: string },
): boolean {
	return (
		emails.has(keyOf(user.email)) ||
		usernames.has(keyOf(user.username ?? '')) ||
		ids.has(user.id ?? '')
	);
}

/** The state of a user; older organizations know only whether somebody is suspended. */
export function stateOf({ state, suspended }: PlanUser): AccessState {
	if (state === 'STAGED' || state === 'ACTIVATED' || state === 'SUSPENDED') return state;
	return suspended ? 'SUSPENDED' : 'ACTIVATED';
}

export function describeUser(user: PlanUser, link: Link): PlannedUser {
	const { id, username, email } = user;
	return { id, username, email, state: stateOf(user), link: linkOf(user, link) ?? null };
}
