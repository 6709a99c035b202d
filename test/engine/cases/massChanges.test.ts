import type { IDataObject } from 'n8n-workflow';

import type { SystemUser } from '../../../playground/jumpcloud/types';
import { closeAll, jumpCloud, words } from '../../support/jumpcloud';
import { directoryOf, planThenApply, reasons } from '../jumpcloud/sync/sync.support';

/*
 * What HR, an import or an admin does to everybody at once, with the limits as they are when nobody
 * touches them. Each row changes all people of a company, and nothing of it may arrive; the same for two
 * of them is everyday life and has to.
 */

afterEach(closeAll);

const HOW_MANY = 120;
const TEAMS = ['Finance', 'Sales', 'Support'];

interface Company {
	people: IDataObject[];
	users: Array<Partial<SystemUser>>;
}

const numbers = Array.from({ length: HOW_MANY }, (_, n) => n);
const teamOf = (n: number) => TEAMS[n % TEAMS.length] ?? '';

/** People of three teams, and their users, in step with each other. */
function aCompany(): Company {
	return {
		people: numbers.map((n) => ({
			...{ id: String(n + 1), first_name: `Person${n}`, last_name: `Vidal${n}` },
			...{ work_email: `p${n}@corp.example`, active: true, terminated_on: null },
			...{ team_names: [teamOf(n)], department: teamOf(n), job_title: 'Clerk', phone: `+1${n}` },
		})),
		users: numbers.map((n) => ({
			...{ username: `person${n}.vidal${n}`, email: `p${n}@corp.example` },
			...{ firstname: `Person${n}`, lastname: `Vidal${n}`, employeeIdentifier: String(n + 1) },
			...{ department: teamOf(n), jobTitle: 'Clerk' },
		})),
	};
}

const MANAGED: IDataObject = {
	groupRules: {
		rule: TEAMS.map((team) => ({ by: 'team', is: team, group: team })),
	},
};
const FOLLOWED: IDataObject = {
	attributes: {
		attribute: [{ attribute: 'department', value: '={{ $json.department }}', policy: 'keep' }],
	},
};
const CLEARED: IDataObject = { ...FOLLOWED, options: { clearEmpty: true } };

interface Row {
	/** what becomes of the item of a person; undefined where they are no longer in the list */
	person?(item: IDataObject, n: number, all: IDataObject[]): IDataObject | undefined;
	/** what the user was before */
	user?(user: Partial<SystemUser>, n: number): Partial<SystemUser>;
	rules?: IDataObject;
	/** what the alarm says */
	says: RegExp;
	/** where two of them are no everyday life either */
	never?: true;
}

const ROWS: Record<string, Row> = {
	'a last day that is over': {
		person: (item) => ({ ...item, terminated_on: '2025-12-31', active: false }),
		says: /suspensions/,
	},
	'a last day to come': {
		person: (item) => ({ ...item, terminated_on: '2098-12-31' }),
		says: /suspensions/,
	},
	'nobody is active, and there is no last day': {
		person: (item) => ({ ...item, active: false }),
		says: /suspensions/,
	},
	'an "Active" that nobody can read': {
		person: (item) => ({ ...item, active: 'on hold' }),
		says: /cannot be read|unreadable/i,
	},
	'a last day that nobody can read': {
		person: (item) => ({ ...item, terminated_on: '31.12.' }),
		says: /cannot be read|unreadable/i,
	},
	'a last day of the year 1': {
		person: (item) => ({ ...item, terminated_on: '0001-01-01' }),
		says: /cannot be read|unreadable/i,
	},
	'an ID that was lost': {
		person: (item) => ({ ...item, id: '' }),
		says: /cannot be read|unreadable/i,
	},
	'a spreadsheet that made numbers of the IDs': {
		person: (item) => ({ ...item, id: '1.84E+16' }),
		says: /cannot be read|unreadable/i,
	},
	'a work email that was lost': {
		person: (item) => ({ ...item, work_email: '' }),
		says: /cannot be read|unreadable/i,
	},
	'the list without the others, and absence counts': {
		person: (item, n) => (n < 5 ? item : undefined),
		rules: { absent: 'suspend' },
		says: /suspensions/,
		never: true,
	},
	'last names that moved by one row': {
		person: (item, n, all) => ({ ...item, last_name: all[(n + 1) % HOW_MANY]?.last_name }),
		says: /another name/,
	},
	'first names that moved by one row': {
		person: (item, n, all) => ({ ...item, first_name: all[(n + 1) % HOW_MANY]?.first_name }),
		says: /another name/,
	},
	'another domain': {
		person: (item, n) => ({ ...item, work_email: `p${n}@other.example` }),
		says: /emails/,
	},
	'no team': {
		person: (item) => ({ ...item, team_names: [] }),
		rules: MANAGED,
		says: /group|team_names/,
	},
	'teams with other names': {
		person: (item, n) => ({ ...item, team_names: [`Dept. ${teamOf(n)}`] }),
		rules: MANAGED,
		says: /group/,
	},
	'everybody in one team': {
		person: (item) => ({ ...item, team_names: ['Sales'] }),
		rules: MANAGED,
		says: /group/,
	},
	'no department, and empty values clear': {
		person: (item) => ({ ...item, department: '' }),
		rules: CLEARED,
		says: /department/,
	},
	'suspended users whom HR takes for active': {
		user: (user) => ({
			...user,
			...{ state: 'SUSPENDED', suspended: true },
			attributes: [{ name: 'hrLastDay', value: '2025-12-31' }],
		}),
		rules: { rehires: 'unsuspend', options: { rememberLastDay: 'hrLastDay' } },
		says: /let in/,
	},
	'users whom nobody has activated': {
		user: (user) => ({ ...user, state: 'STAGED', activated: false }),
		rules: { activation: 'now' },
		says: /let in/,
	},
	'new people': {
		person: (item, n) => ({
			...item,
			...{ id: `9${n}`, work_email: `new${n}@corp.example`, first_name: `New${n}` },
		}),
		says: /creations/,
	},
};

const RULES: IDataObject = { people: 'everyone', listComplete: 'true' };

async function night(row: Omit<Row, 'says'>, isChanged: (n: number) => boolean) {
	const { people, users } = aCompany();
	const changed = people
		.map((item, n) => (isChanged(n) && row.person ? row.person(item, n, people) : item))
		.filter((item) => item !== undefined);
	const sim = await jumpCloud({
		users: users.map((user, n) => (isChanged(n) && row.user ? row.user(user, n) : user)),
		groups: TEAMS.map((name) => ({ name })),
	});
	for (const [n, { _id }] of sim.state.users.entries()) {
		sim.state.groups[n % TEAMS.length]?.members.push(_id);
	}
	const before = JSON.stringify([directoryOf(sim), sim.state.groups]);
	const { error, planned } = await planThenApply(sim, changed, { ...RULES, ...row.rules });
	const isSame = before === JSON.stringify([directoryOf(sim), sim.state.groups]);
	return { said: words(error), told: reasons(planned), isSame, sim };
}

describe.each(Object.entries(ROWS))('%s', (_name, row) => {
	it('for everybody: the plan stops, says what is too much, and changes nobody', async () => {
		const { said, isSame, sim } = await night(row, () => true);
		expect(said).toMatch(row.says);
		expect(isSame).toBe(true);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('for two people: no alarm', async () => {
		if (row.never) return;
		const { said } = await night(row, (n) => n === 3 || n === 70);
		expect(said).toBe('');
	});
});

it('emails that moved by one row: each of them is in use by somebody else, and nobody is changed', async () => {
	const row: Omit<Row, 'says'> = {
		person: (item, n, all) => ({ ...item, work_email: all[(n + 1) % HOW_MANY]?.work_email }),
	};
	const { told, sim } = await night(row, () => true);
	expect(new Set(told)).toEqual(new Set(['conflict conflict']));
	expect(sim.journal.writes()).toEqual([]);
});

describe('a share is of whom it could happen to', () => {
	const users = (from: number, count: number, about: Partial<SystemUser> = {}) =>
		numbers.slice(0, count).map((n) => ({
			...{ username: `p${from + n}`, email: `p${from + n}@corp.example`, firstname: `P${n}` },
			...{ lastname: 'Vidal', employeeIdentifier: String(from + n + 1), ...about },
		}));
	const people = (count: number, about: IDataObject = {}) =>
		numbers.slice(0, count).map((n) => ({
			...{ id: String(n + 1), work_email: `p${n}@corp.example`, first_name: `P${n}` },
			...{ last_name: 'Vidal', active: true, terminated_on: null, ...about },
		}));
	const locked = { state: 'SUSPENDED' as const, suspended: true };

	it.each<[string, IDataObject[], Array<Partial<SystemUser>>, IDataObject, string]>([
		[
			'all have left, and JumpCloud holds many more users with a link that nobody has',
			people(20, { active: false, terminated_on: '2026-01-31' }),
			[...users(0, 20), ...users(1000, HOW_MANY), ...users(2000, HOW_MANY)],
			{},
			'20 suspensions planned, at most 2 allowed, with 20 active users whom people have',
		],
		[
			'all are let in, of whom nobody has any access',
			people(25),
			users(0, 25, { ...locked, attributes: [{ name: 'hrLastDay', value: '2025-12-31' }] }),
			{ rehires: 'unsuspend', options: { rememberLastDay: 'hrLastDay' } },
			'25 people to be let in, at most 5 allowed, with 25 users whom people have',
		],
	])('%s', async (_case, items, all, rules, says) => {
		const sim = await jumpCloud({ users: all });
		const before = directoryOf(sim);
		const { error } = await planThenApply(sim, items, { ...RULES, ...rules });

		expect(words(error)).toContain(says);
		expect(directoryOf(sim)).toEqual(before);
		expect(sim.journal.writes()).toEqual([]);
	});
});
