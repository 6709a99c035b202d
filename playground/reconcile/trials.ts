/** An option of *Plan Changes* that can be tried on the invented company, without writing anything. */
export interface Trial {
	/** as it is called in n8n's panel */
	name: string;
	/** what to look for in the plan */
	about: string;
	/** parameters of *Plan*, on top of those of the nightly workflow; of the guard and the options only what they name */
	plan: Record<string, unknown>;
	/** what else has to be read of the people */
	include?: string[];
	/** further parameters of the step that reads them */
	people?: Record<string, unknown>;
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
	begin: {
		name: 'Begin With: Only the First People',
		about:
			'Of two people something is changed, with all that is planned for each of them. Everybody else waits for a later plan, as a first run in a company would begin.',
		plan: { beginWith: { first: 2 } },
	},
	groups: {
		name: 'Groups From a Field',
		about:
			'The team in Factorial names the group, as in “Team Engineering”. Groups that are missing would be made, once each.',
		plan: {
			groupPatterns: { pattern: [{ by: 'team', prefix: 'Team ', createMissing: true }] },
		},
	},
	custom: {
		name: 'Groups From a Custom Field',
		about:
			'The field “Work Mode”, which this company has added in Factorial, names the group, as in “Mode Remote”.',
		plan: {
			groupPatterns: {
				pattern: [
					{
						...{ by: 'field', field: 'custom_fields.work_mode' },
						...{ prefix: 'Mode ', createMissing: true },
					},
				],
			},
		},
		include: ['customFields'],
		people: { customFields: ['work_mode'] },
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
	relink: {
		name: 'Rehired Under a New ID',
		about:
			'Whoever came back under a new record keeps the user, which is linked to the new record from then on; nobody else is concerned. Press “Hire again” at somebody who has left, and try it.',
		plan: { newRecord: 'relink' },
	},
	renames: {
		name: 'Username Follows Rename',
		about:
			'Whoever has another name since the user was made gets another username with it, unless the user is bound to a device, an application or a directory. Press “Make a mess” first: it renames somebody, and n8n is not told.',
		plan: { usernameFollowsRename: 'unbound' },
	},
	letters: {
		name: 'Username Letter Spelling',
		about:
			'New usernames are spelled as in passports: Jörn becomes joern. Users who are there keep theirs.',
		plan: { options: { letterSpelling: 'expanded' } },
	},
	factors: {
		name: 'Require MFA After (Days)',
		about:
			'Whoever gets a user is let in, at once or on the first day, and needs a second factor, with seven days to set it up.',
		plan: { activation: 'firstDay', options: { mfaDays: 7 } },
	},
	emails: {
		name: 'No Work Email: Make From Name',
		about:
			'Whoever has no work email gets one from the name. The plan says which, so that HR can enter it.',
		plan: { noWorkEmail: 'makeFromName', emailDomain: 'corp.example' },
	},
	leaving: {
		name: 'When Somebody Has Left',
		about:
			'Besides the suspension: out of all groups, and no manager any more. What is taken stands in the plan, so that it can be given back.',
		plan: { leaving: { groups: 'all', manager: 'clear' } },
	},
	deletions: {
		name: 'Delete After',
		about:
			'Whom this package has suspended is deleted thirty days after the last day. The guard lets one deletion through here; without a number it lets none.',
		plan: { deleteAfter: { days: 30 }, guard: { deletions: 1, deletionsPercent: 10 } },
	},
};
