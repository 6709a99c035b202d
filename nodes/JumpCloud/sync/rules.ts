import type { AccessRules, Leaving } from './access';
import type { AttributeRule, CurrentUser, UsersOfPeople } from './attributes';
import type { BeforehandRules } from './beforehand';
import type { ManagedGroups } from './groups';
import type { Identified, IdentityRules } from './identity';
import type { LeaverRules } from './leaver';
import type { Person } from './person';
import type { ScheduledChange } from './schedule';
import type { EmailRules, Joining, Renaming, UsernameRule } from './username';
import type { DirectoryUser, ProtectedUsers, UserIndex } from './users';

/** A user as JumpCloud lists them; further keys do no harm. */
export type PlanUser = DirectoryUser &
	CurrentUser & {
		state?: string | null;
		suspended?: boolean | null;
		/** of the local account, which no username may be either */
		systemUsername?: string | null;
		/** whether a second factor is needed to log in */
		enable_user_portal_multifactor?: boolean | null;
	};

/** All that an admin decides about a plan. */
export interface SyncRules extends AccessRules, BeforehandRules, IdentityRules, LeaverRules {
	/** whether the input is the whole company: only then does absence mean something */
	everyone: boolean;
	/** what happens to linked users whom nobody of the whole company has */
	absent: 'report' | 'suspend';
	username: UsernameRule;
	/** whether the username of a user who is bound to nothing follows a change of the name */
	usernameFollowsRename?: boolean;
	/** so many days after whoever is activated has to have a second factor; nothing asks for none */
	mfaDays?: number;
	/** how the email of a new user is made who has none in the source; nothing makes none */
	madeEmails?: EmailRules;
	attributes: AttributeRule[];
	clearEmpty: boolean;
	/** of new users; those who are activated later begin as Staged */
	state: 'STAGED' | 'ACTIVATED';
	activationTime: string;
	managers: boolean;
	protectedUsers: ProtectedUsers;
	/** what happens to a linked user whose person is not in the scope; nothing unless told */
	leavingScope?: 'nothing' | 'suspend';
}

/** What can be decided for each person: all that concerns nobody's account but theirs. */
export type OwnRules = Pick<
	SyncRules,
	| 'activation'
	| 'activationTime'
	| 'clearEmpty'
	| 'createDaysBefore'
	| 'leavers'
	| 'madeEmails'
	| 'managers'
	| 'newRecord'
	| 'rehires'
	| 'state'
	| 'suspensionTime'
	| 'timeZone'
	| 'unlinkedUser'
	| 'username'
	| 'usernameFollowsRename'
>;

/** The directory as it is. */
export interface Directory {
	users: UserIndex<PlanUser>;
	/** by user id */
	pending: ReadonlyMap<string, ScheduledChange[]>;
	groups: ManagedGroups;
	/** ids of the users who are not in the scope, whoever they belong to; nothing where no group says so */
	leftAlone?: ReadonlySet<string>;
	/** why a username cannot be changed, by user id; only of users who would get another one */
	bound?: ReadonlyMap<string, string>;
}

/** All that is known when one person is decided about. */
export interface Case {
	person: Person;
	identified: Identified<PlanUser>;
	leaving: Leaving;
	directory: Directory;
	rules: SyncRules;
	/** where managers are found */
	known: UsersOfPeople;
	/** for somebody who is to get a user */
	joining?: Joining;
	/** for somebody whose username was made of another name than they have now */
	renaming?: Renaming;
}
