/**
 * Where nobody knows what the real service does, or where organizations differ. The defaults are the
 * stricter of the plausible answers; tests flip a switch to see the other one.
 */
export interface JumpCloudSwitches {
	/** Status for a username, email or employee identifier that is taken. */
	duplicateStatus: 400 | 409;
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
	/** Largest page of the v1 lists and of the search, whatever was asked for. */
	pageCap: number;
	/** Most users in one scheduled change. */
	maxUserIds: number;
}

export const STRICT: JumpCloudSwitches = {
	duplicateStatus: 400,
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
	pageCap: 100,
	maxUserIds: 100,
};
