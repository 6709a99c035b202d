export type UserState = 'STAGED' | 'ACTIVATED' | 'SUSPENDED';

/** A user as the API returns it. Attributes nobody set are absent. */
export interface SystemUser {
	_id: string;
	username: string;
	email: string;
	state: UserState;
	suspended: boolean;
	/** The user has a password; not the same as `state`. */
	activated: boolean;
	created: string;
	organization: string;
	firstname?: string;
	lastname?: string;
	displayname?: string;
	employeeIdentifier?: string;
	alternateEmail?: string;
	manager?: string | null;
	department?: string;
	jobTitle?: string;
	attributes: Array<{ name: string; value?: string }>;
	addresses: Array<Record<string, unknown>>;
	phoneNumbers: Array<Record<string, unknown>>;
	[field: string]: unknown;
}

export type MembershipMethod =
	| 'NOTSET'
	| 'STATIC'
	| 'DYNAMIC_REVIEW_REQUIRED'
	| 'DYNAMIC_AUTOMATED';

/** A group as the API returns it, plus its members. */
export interface UserGroup {
	id: string;
	name: string;
	type: 'user_group';
	membershipMethod: MembershipMethod;
	/** User ids; kept apart from the group on the wire. */
	members: string[];
	/** Names of groups whose members are in this one, too; kept apart as well. */
	through?: string[];
	[field: string]: unknown;
}

/** A resource to which a user is bound. */
export interface Binding {
	type:
		| 'active_directory'
		| 'application'
		| 'g_suite'
		| 'ldap_server'
		| 'office_365'
		| 'radius_server'
		| 'system'
		| 'system_group';
	id: string;
	/** Or through a group alone, which lists of direct associations do not show. */
	isDirect: boolean;
}

/** A state change that waits for its time. */
export interface Schedule {
	scheduledJobId: string;
	systemUserId: string;
	state: 'ACTIVATED' | 'SUSPENDED';
	scheduledDate: Date;
	sendMail: boolean;
	/** Recipient instead of the user's own addresses. */
	mailTo?: string;
}

/** A mail that the service would have sent. */
export interface Mail {
	to: string;
	/** `activation` asks to choose a password, `welcome` goes to somebody who has one. */
	kind: 'activation' | 'welcome';
	userId: string;
	at: Date;
}
