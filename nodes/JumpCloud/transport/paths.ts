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
	/** scheduled state changes: list, create */
	scheduledChanges: '/api/v2/bulk/userstates',
	/** cancel one */
	scheduledChange: (jobId: string) => `/api/v2/bulk/userstates/${id(jobId)}`,
};
