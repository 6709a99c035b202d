import type { Trials } from './trial';

const named = (value: string) => ({ __rl: true, mode: 'name', value });

const only = (by: string, values: string[]) => ({
	scope: { onlyWho: { condition: [{ by, operator: 'is', values }] } },
});

const inDublin = only('location', ['Dublin']);
const inTwoTeams = only('team', ['People', 'Finance']);

const patterns = (pattern: object) => ({ groupPatterns: { pattern: [pattern] } });

const TEAM = { by: 'team', prefix: 'Team ' };
const TEAM_SALES = { ...TEAM, allowed: ['Team Sales'] };
const TWO_TEAMS = { ...TEAM, allowed: ['Team People', 'Team Leadership'] };

/** Which values and groups follow the source. */
export const KEPT: Trials = {
	managers: {
		name: 'Managers: Keep in Step',
		about:
			'JumpCloud gets the managers that HR has entered. To be short, the plan is about the people in Dublin only.',
		limits: inDublin,
		plan: { managers: 'keep' },
	},
	attributes: {
		name: 'Attributes',
		about:
			'The job title always follows HR. The location is written only where it is empty, so that of hanako.sato stays. The custom attribute “onboarding” is for new users alone. To be short, the plan is about the teams People and Finance only.',
		limits: inTwoTeams,
		arrange: (now) => {
			now.user('hanako.sato', { location: 'Osaka' });
			return 'Somebody has entered Osaka as the location of hanako.sato in JumpCloud.';
		},
		plan: {
			attributes: {
				attribute: [
					{ attribute: 'jobTitle', value: '={{ $json.job_title }}', policy: 'keep' },
					{ attribute: 'location', value: '={{ $json.location_name }}', policy: 'ifEmpty' },
					{
						...{ attribute: 'attributes', name: named('onboarding') },
						...{ value: 'ask IT', policy: 'onCreate' },
					},
				],
			},
		},
	},
	clearEmpty: {
		name: 'Clear Emptied Fields',
		about:
			'HR has taken the location of Łukasz Wiśniewski away, so JumpCloud loses it as well. Without this option it would stay.',
		arrange: (now) => {
			now.person('1009', { location_id: null });
			now.user('lukasz.wisniewski', { location: 'Gdańsk' });
			return 'Łukasz Wiśniewski has no location in Factorial, and Gdańsk in JumpCloud.';
		},
		limits: {
			attributes: {
				attribute: [{ attribute: 'location', value: '={{ $json.location_name }}', policy: 'keep' }],
			},
		},
		plan: { options: { clearEmpty: true } },
	},
	groupRules: {
		name: 'Managed Groups',
		about:
			'Whoever is in the team Engineering belongs into the group “VPN”, and nobody else: hanako.sato, who is in People, is taken out.',
		arrange: (now) => {
			now.newGroup('VPN', ['jurgen.gross', 'hanako.sato']);
			return 'There is a group “VPN” with jurgen.gross and hanako.sato in it.';
		},
		plan: {
			groupRules: { rule: [{ by: 'team', is: 'Engineering', group: named('VPN') }] },
		},
	},
	groups: {
		name: 'Groups From a Field',
		about:
			'The team in Factorial names the group, as in “Team Engineering”. Groups that are missing would be made, once each.',
		plan: patterns({ ...TEAM, createMissing: true }),
	},
	custom: {
		name: 'Groups From a Custom Field',
		about:
			'The field “Work Mode”, which this company has added in Factorial, names the group, as in “Mode Remote staff”.',
		plan: patterns({
			...{ by: 'field', field: 'custom_fields.work_mode' },
			...{ prefix: 'Mode ', suffix: ' staff', createMissing: true },
		}),
		include: ['customFields'],
		people: { customFields: ['work_mode'] },
	},
	exceptions: {
		name: 'Groups From a Field: Exceptions',
		about:
			'The team names the group, with two exceptions: who is in the team People belongs into “Human Resources”, and who is in Leadership into none.',
		arrange: (now) => {
			for (const name of ['Team People', 'Team Leadership', 'Human Resources']) now.newGroup(name);
			return 'There are the groups “Team People”, “Team Leadership” and “Human Resources”, with nobody in them.';
		},
		limits: patterns(TWO_TEAMS),
		plan: patterns({
			...TWO_TEAMS,
			exceptions: {
				exception: [
					{ value: 'People', group: named('Human Resources') },
					{ value: 'Leadership', group: named('') },
				],
			},
		}),
	},
	neverRemove: {
		name: 'Groups From a Field: Never Remove Members Of',
		about:
			'Søren Kjær and Hanako Satō are in “Team Sales”, and neither is in the team Sales. Søren Kjær is taken out either way; Hanako Satō stays, because of the group “Two Teams”.',
		arrange: (now) => {
			now.newGroup('Team Sales', ['sean.obrien', 'soren.kjaer', 'hanako.sato']);
			now.newGroup('Two Teams', ['hanako.sato']);
			return 'There are the groups “Team Sales”, with sean.obrien, soren.kjaer and hanako.sato, and “Two Teams”, with hanako.sato.';
		},
		limits: patterns(TEAM_SALES),
		plan: patterns({ ...TEAM_SALES, neverRemove: ['Two Teams'] }),
	},
	allowed: {
		name: 'Groups From a Field: Only These Groups',
		about:
			'The team names a group only where it is “Team Sales”. Other teams name none, whatever somebody enters in Factorial, and nothing is said about them.',
		arrange: (now) => {
			now.newGroup('Team Sales', ['sean.obrien']);
			return 'There is a group “Team Sales” with sean.obrien in it.';
		},
		limits: patterns(TEAM),
		plan: patterns(TEAM_SALES),
	},
	unmatched: {
		name: 'Groups That No Value Names: Take People Out',
		about:
			'Nobody in Factorial is in a team Moonshot, so the group “Team Moonshot” is emptied. Otherwise it would be reported and left alone, as the teams without a group are here. The guard lets one group be emptied here; without a number it lets none.',
		arrange: (now) => {
			now.newGroup('Team Moonshot', ['priya.raghunathan']);
			return 'There is a group “Team Moonshot” with priya.raghunathan in it.';
		},
		limits: patterns(TEAM),
		plan: {
			...patterns({ ...TEAM, unmatched: 'empty' }),
			guard: { emptiedGroups: 1 },
		},
	},
};
