import type { Trials } from './trial';

/** Whom a plan is about. */
export const SCOPE: Trials = {
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
	notWho: {
		name: 'Scope: Not People Who',
		about:
			'Whoever has “Engineer” in the job title, or no location, is left alone; each line says by which condition.',
		arrange: (now) => {
			now.person('1017', { location_id: null });
			return 'Ana Conceição has no location in Factorial.';
		},
		plan: {
			scope: {
				notWho: {
					condition: [
						{ by: 'jobTitle', operator: 'contains', values: ['Engineer'] },
						{ by: 'location', operator: 'isEmpty' },
					],
				},
			},
		},
	},
	notInGroups: {
		name: 'Scope: Not Users in Group',
		about:
			'Whoever is in the JumpCloud group “Works Council” is left alone, although the last name in JumpCloud is not as HR says.',
		arrange: (now) => {
			now.newGroup('Works Council', ['sean.obrien']);
			now.user('sean.obrien', { lastname: 'Brien' });
			return 'There is a group “Works Council” with sean.obrien in it, whom somebody has misspelled as “Brien” in JumpCloud.';
		},
		plan: { scope: { notInGroups: ['Works Council'] } },
	},
	leavesScope: {
		name: 'When Somebody Leaves the Scope: Suspend',
		about:
			'The plan is about everybody but account executives, and whoever is outside loses the access: Δήμητρα Παπαδοπούλου (dimitra.papadopoulou) is one. Who is suspended already, as Tom Lee, stays so.',
		plan: {
			scope: {
				onlyWho: {
					condition: [{ by: 'jobTitle', operator: 'isNot', values: ['Account Executive'] }],
				},
				whenLeaving: 'suspend',
			},
		},
	},
	absent: {
		name: 'Linked Users Without a Person: Suspend',
		about:
			'iris.vantage is linked to an employee whom Factorial does not have, so the access ends. The plan of the night only reports such a user.',
		arrange: (now) => {
			const employeeIdentifier = '4242';
			const names = { firstname: 'Iris', lastname: 'Vantage' };
			now.newUser({ username: 'iris.vantage', ...names, employeeIdentifier });
			return 'There is a user iris.vantage who is linked to employee 4242.';
		},
		plan: { absent: 'suspend' },
	},
	begin: {
		name: 'Begin With: Only the First People',
		about:
			'Of two people something is changed, with all that is planned for each of them. Everybody else waits for a later plan, as a first run in a company would begin.',
		plan: { beginWith: { first: 2 } },
	},
	beginGroups: {
		name: 'Begin With: Only Users in Group',
		about:
			'Only who is in the JumpCloud group “Pilot” is changed, and nobody is created: Anne-Sophie D’Arcy gets the link to the record in Factorial. Everybody else waits for a later plan.',
		arrange: (now) => {
			now.newGroup('Pilot', ['anne-sophie.darcy']);
			return 'There is a group “Pilot” with anne-sophie.darcy in it.';
		},
		plan: { beginWith: { groups: ['Pilot'] } },
	},
};
