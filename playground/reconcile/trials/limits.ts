import type { Trials } from './trial';

/** What stops a plan, or a part of it. */
export const LIMITS: Trials = {
	protected: {
		name: 'Protected Users',
		about:
			'Three users are never changed: one by the email, one by the username, one by a group. What would have been done is told.',
		arrange: (now) => {
			now.newGroup('Admins', ['jean-luc.lefevre']);
			return 'There is a group “Admins” with jean-luc.lefevre in it.';
		},
		plan: {
			protectedUsers: {
				emails: 'ines.halloran@corp.example',
				usernames: 'anne-sophie.darcy',
				groups: ['Admins'],
			},
		},
	},
	guard: {
		name: 'Guard: Lower Limits',
		about:
			'No more than three users may be created, and five changed in all. The plan is more than that, so it is stopped as a whole, and nothing of it could be applied.',
		plan: { guard: { creations: 3, changes: 5 } },
	},
};
