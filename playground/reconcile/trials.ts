/** An option of *Plan Changes* that can be tried on the invented company, without writing anything. */
export interface Trial {
	/** as it is called in n8n's panel */
	name: string;
	/** what to look for in the plan */
	about: string;
	/** parameters of *Plan*, on top of those of the nightly workflow */
	plan: Record<string, unknown>;
	/** what else has to be read of the people */
	include?: string[];
}

/** By the word with which the page asks for them. */
export const TRIALS: Readonly<Record<string, Trial>> = {
	scope: {
		name: 'Scope: Only People Who',
		about:
			'Only people in Valencia are planned for. Everybody else is left alone: not created, not changed, and nobody takes them for gone.',
		plan: {
			scope: {
				onlyWho: { condition: [{ by: 'location', operator: 'is', values: ['Valencia'] }] },
			},
		},
	},
	groups: {
		name: 'Groups From a Field',
		about:
			'The team in Factorial names the group, as in “Team Engineering”. Groups that are missing would be made, once each.',
		plan: {
			groupPatterns: { pattern: [{ by: 'team', prefix: 'Team ', createMissing: true }] },
		},
	},
	beforehand: {
		name: 'Create Days Before the First Day',
		about:
			'Users are made the day before the first day. Whoever begins later, as on the first of next month, is told as too early, and made by a later night.',
		plan: { createDaysBefore: 1 },
	},
	leaves: {
		name: 'Leaves',
		about:
			'Whoever is on leave today is suspended, and let in again when it is over. Half a day and home office are no leave.',
		plan: { leaves: 'suspend' },
		include: ['leaves'],
	},
	terms: {
		name: 'Fixed Terms',
		about:
			'The end of a contract counts as a last day where HR has entered none, so that JumpCloud ends the access on that day.',
		plan: { contractEnd: 'lastDay' },
	},
	emails: {
		name: 'No Work Email: Make From Name',
		about:
			'Whoever has no work email gets one from the name. The plan says which, so that HR can enter it.',
		plan: { noWorkEmail: 'makeFromName', emailDomain: 'corp.example' },
	},
	deletions: {
		name: 'Delete After',
		about:
			'Whom this package has suspended is deleted thirty days after the last day. The guard lets one deletion through here; without a number it lets none.',
		plan: { deleteAfter: { days: 30 }, guard: { deletions: 1, deletionsPercent: 10 } },
	},
};
