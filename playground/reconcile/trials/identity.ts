import type { Trials } from './trial';

/** Whose user it is. */
export const IDENTITY: Trials = {
	customLink: {
		name: 'Link to Employee: Custom Attribute',
		about:
			'The ID of the employee is kept in the custom attribute “hrId”, where the employee identifier holds other numbers. Nobody has that yet, so everybody who works here is found by email and name, and gets it. To be short, the plan is about the people in Dublin only.',
		limits: {
			scope: {
				onlyWho: { condition: [{ by: 'location', operator: 'is', values: ['Dublin'] }] },
			},
		},
		plan: {
			link: 'customAttribute',
			linkAttribute: { __rl: true, mode: 'name', value: 'hrId' },
		},
	},
	noLink: {
		name: 'Link to Employee: None',
		about:
			'The email alone says whose user it is. HR has changed the email of Priya Raghunathan, so nobody knows any more whose priya.raghunathan is, and a second user would be made: that is why a link is kept.',
		arrange: (now) => {
			const email = 'priya.r@corp.example';
			now.person('1016', { login_email: email, email });
			return 'HR has given Priya Raghunathan the email priya.r@corp.example.';
		},
		plan: { link: 'none' },
	},
	unlinkedReport: {
		name: 'Unlinked User With This Email: Report Only',
		about:
			'Two users were made by hand and are linked to nobody. They have the email and the name of somebody, and are left to a person all the same.',
		plan: { unlinkedUser: 'report' },
	},
	unlinkedAlways: {
		name: 'Unlinked User With This Email: Always',
		about:
			'The user with the email of Jean-Luc Lefèvre has another name, and is linked to him all the same. The plan of the night would leave that to a person.',
		arrange: (now) => {
			now.user('jean-luc.lefevre', { firstname: 'Office', lastname: 'Controlling' });
			return 'The user jean-luc.lefevre is called Office Controlling.';
		},
		plan: { unlinkedUser: 'always' },
	},
	relink: {
		name: 'Rehired Under a New ID',
		about:
			'Whoever came back under a new record keeps the user, which is linked to the new record from then on; nobody else is concerned. Press “Hire again” at somebody who has left, and try it.',
		plan: { newRecord: 'relink' },
	},
};
