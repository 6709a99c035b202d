const id = encodeURIComponent;

/** Paths from the console host. v1: https://docs.jumpcloud.com/api/1.0/ · v2: https://docs.jumpcloud.com/api/2.0/ */
export const paths = {
	/** list, create */
	users: '/api/systemusers',
	/** read, update, delete */
	user: (userId: string) => `/api/systemusers/${id(userId)}`,
	/** Staged to Active, with the choice of who gets the mail */
	activateUser: (userId: string) => `/api/systemusers/${id(userId)}/state/activate`,
	/** read-only POST with regular expressions and alternatives */
	searchUsers: '/api/search/systemusers',
	/** list */
	groups: '/api/v2/usergroups',
	/** read */
	group: (groupId: string) => `/api/v2/usergroups/${id(groupId)}`,
	/** list direct members, add or remove one */
	groupMembers: (groupId: string) => `/api/v2/usergroups/${id(groupId)}/members`,
	/** everybody who is in a group, by whatever way */
	groupMembership: (groupId: string) => `/api/v2/usergroups/${id(groupId)}/membership`,
	/** the groups that a user is in */
	groupsOfUser: (userId: string) => `/api/v2/users/${id(userId)}/memberof`,
	/** scheduled state changes: list, create */
	scheduledChanges: '/api/v2/bulk/userstates',
	/** cancel one */
	scheduledChange: (jobId: string) => `/api/v2/bulk/userstates/${id(jobId)}`,
};
