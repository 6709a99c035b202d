/**
 * Where nobody knows what the real service does, or where organizations differ. The defaults are the
 * stricter of the plausible answers; tests flip a switch to see the other one.
 */
export interface JumpCloudSwitches {
	/** Status for a username, email or employee identifier that is taken. */
	duplicateStatus: 400 | 409 | 422;
	/** Whether such a refusal says that somebody exists, or gives no reason at all. */
	duplicateWords: 'exists' | 'none';
	/** A username may not be the name of anybody's local account either. */
	localAccountsTakeUsernames: boolean;
	/** Reading a user who does not exist: 404, or 200 with nothing in it. */
	missingUser: 'notFound' | 'empty';
	/** `Ana` and `ana` are two usernames. */
	caseSensitiveUsernames: boolean;
	/** An alternate email may belong to one user only. */
	uniqueAlternateEmail: boolean;
	/** How far ahead a scheduled change must be. */
	minimumLeadMinutes: number;
	/** Body of a successful activation: nothing, or a JSON string. */
	activateReply: 'empty' | 'text';
	/** Activating somebody who is active: nothing happens, 409, or 400. */
	activateActive: 'accept' | 'conflict' | 'refuse';
	/** An update may change `state` without `suspended`, and the other way round. */
	loneStateAccepted: boolean;
	/** An update that activates a staged user mails them, just as an activation does. */
	putActivationMails: boolean;
	/** The key's role lacks the permission to change states. */
	stateWritesForbidden: boolean;
	/** The key's role may only read. */
	readOnlyRole: boolean;
	/** The key was replaced by a newer one, has expired, or its admin was disabled. */
	keyRevoked: boolean;
	/** An update must repeat the username. */
	usernameRequiredOnPut: boolean;
	/** Adding a member twice and removing a stranger both answer 204. */
	lenientMembership: boolean;
	/** A key for several organizations; without `x-org-id` it gets 401, or acts on the default one. */
	multiTenantKey: 'no' | 'headerRequired' | 'defaultOrganization';
	/** The routes that do not list `x-org-id` refuse it. */
	orgHeaderForbidden: boolean;
	/** More than 100 users on a page are refused, or cut down to 100 without a word. */
	limitAbove100: 'refuse' | 'cap';
	/** A search compares patterns and the employee identifier in one `or`; otherwise it refuses. */
	mixedSearch: boolean;
	/** What a pattern for an employee identifier or a custom attribute does: it works, finds nobody, or is refused. */
	linkPatterns: 'work' | 'findNobody' | 'refused';
	/** Where a search reads `limit`, `skip` and `sort`: in its body, or in the address alone. */
	searchPaging: 'body' | 'address';
	/** A search finds values of custom attributes; otherwise it finds nobody by them, the list does. */
	attributesInSearch: boolean;
	/** A search looks for a term in the employee identifier; otherwise it refuses that field. */
	employeeIdentifierInTerms: boolean;
	/** A search knows the names of local accounts; otherwise it refuses that field. */
	localAccountsInSearch: boolean;
	/** Where a group says who decides about its members: read by its ID, in lists too, or nowhere. */
	membershipMethodShown: 'byId' | 'everywhere' | 'nowhere';
	/** What a filter for that does: it works, it is as if it was not there, or it is refused. */
	membershipMethodFilter: 'works' | 'ignored' | 'refused';
	/** Members whose user is gone: left out of pages and yet counted, or listed. */
	goneMembers: 'leftOut' | 'listed';
	/** What a change in a group that does not exist gets. */
	goneGroup: 'invalidArgument' | 'notFound';
	/** How scheduled changes name the state: as they were asked for, in small letters, or otherwise. */
	scheduledStates: 'upper' | 'lower' | 'other';
	/**
	 * What comes back when a change is scheduled: the list of the changes, the only one of them, a list within
	 * a record, entries without an ID or with one of the whole request, a word, or nothing.
	 */
	scheduleReply:
		| 'list'
		| 'record'
		| 'results'
		| 'empty'
		| 'withoutId'
		| 'requestId'
		| 'text'
		| 'none';
	/** By which name a scheduled change has its ID. */
	scheduleIdName: 'scheduledJobId' | 'id' | '_id' | 'jobId';
	/** How the date of a scheduled change is told: as text, without an offset, or since 1970. */
	scheduleDates: 'iso' | 'bare' | 'seconds' | 'milliseconds';
	/** What is scheduled comes true; otherwise it is answered like any other, and is not there. */
	schedulesKept: boolean;
	/** How users have their state: in capitals, otherwise, or nowhere, as in older organizations. */
	stateWords: 'upper' | 'lower' | 'title' | 'null' | 'absent';
	/** Whether somebody is suspended is a yes or no, or such a text. */
	suspendedAs: 'boolean' | 'text';
	/** What comes back when a user is made or changed: the user, the ID alone, a record, a word, or nothing. */
	writeReply: 'user' | 'id' | 'record' | 'text' | 'none';
	/** Users who are made or changed are; otherwise that is answered as done, and is not. */
	writesKept: boolean;
	/** The answer to an update holds the state. */
	stateInEcho: boolean;
	/** An entry without a value in a list of a user is refused, even if it was there before. */
	emptyEntriesRefused: boolean;
	/** Status for deleting somebody who manages others. */
	managerDeletion: 400 | 409;
	/** Everything is refused because of where it comes from. */
	addressBlocked: boolean;
	/** Largest page of the v1 lists and of the search, whatever was asked for. */
	pageCap: number;
	/** Most users in one scheduled change. */
	maxUserIds: number;
}

export const STRICT: JumpCloudSwitches = {
	duplicateStatus: 400,
	duplicateWords: 'exists',
	localAccountsTakeUsernames: true,
	missingUser: 'notFound',
	caseSensitiveUsernames: false,
	uniqueAlternateEmail: false,
	minimumLeadMinutes: 60,
	activateReply: 'empty',
	activateActive: 'accept',
	loneStateAccepted: false,
	putActivationMails: true,
	stateWritesForbidden: false,
	readOnlyRole: false,
	keyRevoked: false,
	usernameRequiredOnPut: false,
	lenientMembership: false,
	multiTenantKey: 'no',
	orgHeaderForbidden: false,
	limitAbove100: 'refuse',
	mixedSearch: true,
	linkPatterns: 'work',
	searchPaging: 'body',
	attributesInSearch: true,
	employeeIdentifierInTerms: true,
	localAccountsInSearch: true,
	membershipMethodShown: 'byId',
	membershipMethodFilter: 'works',
	goneMembers: 'leftOut',
	goneGroup: 'invalidArgument',
	scheduledStates: 'upper',
	scheduleReply: 'list',
	scheduleIdName: 'scheduledJobId',
	scheduleDates: 'iso',
	schedulesKept: true,
	stateWords: 'upper',
	suspendedAs: 'boolean',
	writeReply: 'user',
	writesKept: true,
	stateInEcho: true,
	emptyEntriesRefused: true,
	managerDeletion: 409,
	addressBlocked: false,
	pageCap: 100,
	maxUserIds: 100,
};
