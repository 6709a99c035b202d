import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import type { SystemUser } from '../../../playground/jumpcloud/types';
import { choicesOf, descriptions, everyParameter } from '../../support/descriptions';
import { GOES_ON, aPerson, aUser, closeAll, jumpCloud, words } from '../../support/jumpcloud';
import { EVERYONE, planAndApply, planChanges, reasons } from '../jumpcloud/sync/sync.support';

/*
 * Parameters of a plan that take expressions. What concerns a person is decided for each of them; what
 * holds for everybody at once must not be another for the second one. A row is added to the table, and
 * both ways of planning, for everybody and for some, go through it.
 */

afterEach(closeAll);

const PAST = '2025-12-31';
const LATER = '2098-06-30';

const ana = aPerson({
	...{ id: '1', first_name: 'Ana', last_name: 'Zed', work_email: 'ana.zed@corp.example' },
	choice: 'a',
});
const ben = aPerson({
	...{ id: '2', first_name: 'Ben', last_name: 'Ode', work_email: 'ben.ode@corp.example' },
	choice: 'b',
});
const anaUser = aUser({
	...{ username: 'ana.zed', email: 'ana.zed@corp.example', employeeIdentifier: '1' },
	...{ firstname: 'Ana', lastname: 'Zed' },
});
const benUser = aUser({
	...{ username: 'ben.ode', email: 'ben.ode@corp.example', employeeIdentifier: '2' },
	...{ firstname: 'Ben', lastname: 'Ode' },
});

/** One value for Ana, another one for Ben, as an admin would map them. */
const by = (forAna: unknown, forBen: unknown) =>
	`={{ $json.choice === 'a' ? ${JSON.stringify(forAna)} : ${JSON.stringify(forBen)} }}`;

interface Row {
	rules: IDataObject;
	/** what both people are said to be */
	people?: IDataObject;
	/** the users of both; none where they are new */
	users?: Partial<SystemUser> | null;
	/** what is looked at of each of them, by the name of the user */
	look(sim: JumpCloudSimulator, username: string): unknown;
	ana: unknown;
	ben: unknown;
}

const state = (sim: JumpCloudSimulator, username: string) =>
	sim.state.users.find((user) => user.username === username)?.state;
const scheduled = (sim: JumpCloudSimulator, username: string) =>
	sim.state.schedules
		.filter(({ systemUserId }) => systemUserId === sim.state.user(username)._id)
		.map(({ state: to, scheduledDate }) => `${to} ${scheduledDate.toISOString()}`);
const of = (key: keyof SystemUser) => (sim: JumpCloudSimulator, username: string) =>
	sim.state.user(username)[key];

const OUT = { state: 'SUSPENDED' as const, suspended: true };
const FIRST_DAY = { start_date: LATER };
const LAST_DAY = { terminated_on: LATER };
const WITHOUT_EMAIL = { work_email: null };
const MADE = { noWorkEmail: 'makeFromName' };
const isThere = (sim: JumpCloudSimulator, username: string) =>
	sim.state.users.some((user) => user.username === username);

const ROWS: Record<string, Row> = {
	rehires: {
		rules: { rehires: by('unsuspend', 'report') },
		...{ users: OUT, look: state, ana: 'ACTIVATED', ben: 'SUSPENDED' },
	},
	state: {
		rules: { state: by('ACTIVATED', 'STAGED') },
		...{ users: null, look: state, ana: 'ACTIVATED', ben: 'STAGED' },
	},
	activation: {
		rules: { activation: by('now', 'none'), sendEmailTo: 'none' },
		...{ users: { state: 'STAGED' }, look: state, ana: 'ACTIVATED', ben: 'STAGED' },
	},
	activationTime: {
		rules: { activation: 'firstDay', sendEmailTo: 'none', activationTime: by('06:00', '10:00') },
		...{ people: FIRST_DAY, users: { state: 'STAGED' }, look: scheduled },
		ana: [`ACTIVATED ${LATER}T04:00:00.000Z`],
		ben: [`ACTIVATED ${LATER}T08:00:00.000Z`],
	},
	leavers: {
		rules: { leavers: by('now', 'never') },
		...{ people: LAST_DAY, look: state, ana: 'SUSPENDED', ben: 'ACTIVATED' },
	},
	suspensionTime: {
		rules: { suspensionTime: by('18:00', '24:00') },
		...{ people: LAST_DAY, look: scheduled },
		ana: [`SUSPENDED ${LATER}T16:00:00.000Z`],
		ben: [`SUSPENDED ${LATER}T22:00:00.000Z`],
	},
	timeZone: {
		rules: { timeZone: by('Asia/Tokyo', 'America/New_York') },
		...{ people: LAST_DAY, look: scheduled },
		ana: [`SUSPENDED ${LATER}T14:59:00.000Z`],
		ben: ['SUSPENDED 2098-07-01T03:59:00.000Z'],
	},
	managers: {
		rules: { managers: by('keep', 'none'), manager: '9' },
		look: (sim, username) => Boolean(sim.state.user(username).manager),
		...{ ana: true, ben: false },
	},
	'options.clearEmpty': {
		rules: {
			options: { clearEmpty: by(true, false) },
			attributes: { attribute: [{ attribute: 'department', value: '' }] },
		},
		...{ users: { department: 'Sales' }, look: of('department'), ana: '', ben: 'Sales' },
	},
	unlinkedUser: {
		rules: { unlinkedUser: by('always', 'report') },
		users: { employeeIdentifier: '' },
		look: (sim, username) => sim.state.user(username).employeeIdentifier || 'unlinked',
		...{ ana: '1', ben: 'unlinked' },
	},
	usernameRule: {
		rules: { usernameRule: by('given', 'fromName'), username: '={{ "x" + $json.id }}' },
		users: null,
		look: (sim, username) => sim.state.users.some((user) => user.username === username),
		...{ ana: false, ben: true },
	},
	usernameFollowsRename: {
		rules: { usernameFollowsRename: by('unbound', 'never') },
		...{ people: { last_name: 'Roca' }, look: isThere, ana: false, ben: true },
	},
	'options.usernameCase': {
		rules: { options: { usernameCase: by('asTyped', 'lower') } },
		...{ users: null, ana: 'Ana.Zed', ben: 'ben.ode' },
		look: ({ state: { users } }, username) =>
			users.find((user) => user.username.toLowerCase() === username)?.username,
	},
	'options.usernameLength': {
		rules: { options: { usernameLength: by('none', '20') } },
		people: { last_name: 'Ottokarlsdottirssonsen' },
		users: null,
		look: ({ state: { users } }, username) =>
			users.find((user) => user.username.startsWith(username.slice(0, 4)))?.username.length,
		...{ ana: 'ana.ottokarlsdottirssonsen'.length, ben: 20 },
	},
	'options.letterSpelling': {
		rules: { options: { letterSpelling: by('expanded', 'plain') } },
		...{ people: { last_name: 'Ågård' }, users: null, ana: 'ana.aagaard', ben: 'ben.agard' },
		look: ({ state: { users } }, username) =>
			users.find((user) => user.username.startsWith(username.slice(0, 4)))?.username,
	},
	createDaysBefore: {
		rules: { createDaysBefore: by(0, 30) },
		...{ people: FIRST_DAY, users: null, look: isThere, ana: true, ben: false },
	},
	noWorkEmail: {
		rules: { noWorkEmail: by('makeFromName', 'skip'), emailDomain: 'corp.example' },
		...{ people: WITHOUT_EMAIL, users: null, look: isThere, ana: true, ben: false },
	},
	emailPattern: {
		rules: { ...MADE, emailPattern: by('{first}', '{f}.{last}'), emailDomain: 'corp.example' },
		...{ people: WITHOUT_EMAIL, users: null, look: of('email') },
		...{ ana: 'ana@corp.example', ben: 'b.ode@corp.example' },
	},
	emailDomain: {
		rules: { ...MADE, emailDomain: by('a.example', 'b.example') },
		...{ people: WITHOUT_EMAIL, users: null, look: of('email') },
		...{ ana: 'ana.zed@a.example', ben: 'ben.ode@b.example' },
	},
	newRecord: {
		rules: { newRecord: by('relink', 'report') },
		// Both have ended under the IDs that the users know, and are back under new ones.
		users: {},
		look: (sim, username) => sim.state.user(username).employeeIdentifier,
		...{ ana: '1', ben: '12' },
	},
	sendEmailTo: {
		rules: {
			...{ activation: 'now', sendEmailTo: by('address', 'none') },
			mailAddress: 'it@corp.example',
		},
		...{ users: { state: 'STAGED' }, ana: 'it@corp.example', ben: 'none' },
		look: ({ journal }, username) =>
			journal
				.all()
				.flatMap(({ method, body }) => (method === 'POST' && body ? [body] : []))
				.some((body) => JSON.stringify(body).includes('it@corp.example')) && username === 'ana.zed'
				? 'it@corp.example'
				: 'none',
	},
};

/** Who is in the world of a row: for a new record, the old one that has ended as well. */
function world({ users, people = {} }: Row, name: string) {
	const isNew = users === null;
	const input = [ana, ben].map((person) => ({ ...person, ...people }));
	const ended = [ana, ben].map((person) => ({
		...{ ...person, id: `1${String(person.id)}`, active: false, terminated_on: PAST },
		choice: person.choice === 'a' ? 'b' : 'a',
	}));
	const link = (user: typeof anaUser) =>
		name === 'newRecord' ? { employeeIdentifier: `1${user.employeeIdentifier}` } : {};
	return {
		people: name === 'newRecord' ? [...input, ...ended] : input,
		users: isNew ? [] : [anaUser, benUser].map((user) => ({ ...user, ...users, ...link(user) })),
	};
}

const boss = { username: 'boss', email: 'boss@corp.example', employeeIdentifier: '9' };
const ofBoss = aPerson({
	...{ id: '9', first_name: '', last_name: '', work_email: 'boss@corp.example' },
	...{ choice: 'b' },
});

describe.each([
	['some people', {}],
	['everyone', EVERYONE],
] as const)('a parameter that concerns a person is decided for each of them, with %s', (_, how) => {
	it.each(Object.entries(ROWS))('%s', async (name, row) => {
		const { people, users } = world(row, name);
		for (const [first, second] of [
			[people, [ofBoss]],
			[[ofBoss], people.toReversed()],
		] as const) {
			const sim = await jumpCloud({ users: [...users, boss] });
			const { error } = await planAndApply(sim, [...first, ...second], { ...how, ...row.rules });

			expect(error).toBeUndefined();
			expect(row.look(sim, 'ana.zed')).toEqual(row.ana);
			expect(row.look(sim, 'ben.ode')).toEqual(row.ben);
		}
	});

	it('and what Apply goes by later, is remembered with each item', async () => {
		const sim = await jumpCloud({ users: [anaUser, benUser] });
		const rules = {
			...{ timeZone: by('Asia/Tokyo', 'America/New_York'), suspensionTime: by('18:00', '23:59') },
			...{ leavers: by('lastDay', 'lastDay'), options: { rememberLastDay: 'hrLastDay' } },
		};
		const leaving = [ana, ben].map((person) => ({ ...person, terminated_on: LATER }));
		const { planned } = await planAndApply(sim, leaving, { ...how, ...rules });
		expect(planned.map(({ plan }) => (plan as IDataObject).daysEnd)).toEqual([
			{ timeOfDay: '18:00', timeZone: 'Asia/Tokyo' },
			{ timeOfDay: '23:59', timeZone: 'America/New_York' },
		]);

		// Taken back, each suspension is known for what it is, by the clock of the person.
		await planAndApply(sim, [ana, ben], { ...how, ...rules });
		expect(sim.state.schedules).toEqual([]);
		expect((await planChanges(sim, [ana, ben], { ...how, ...rules })).items).toEqual([]);
	});

	it.each<[string, string, unknown]>([
		['rehires', 'Rehires', 'Unsuspend them'],
		['rehires', 'Rehires', null],
		['leavers', 'Leavers', ''],
		['leavers', 'Leavers', 'lastday'],
		['activation', 'Activation', true],
		['state', 'State', 'active'],
		['suspensionTime', 'Suspension Time', '25:00'],
		['activationTime', 'Activation Time', 8],
		['timeZone', 'Time Zone', 'Mars/Olympus'],
		['timeZone', 'Time Zone', ['UTC']],
		['options.clearEmpty', 'Clear Emptied Fields', 'perhaps'],
		['unlinkedUser', 'Unlinked User With This Email', 'never'],
	])(
		'%s: who has no value that it can have is left alone, and the others are not',
		async (path, label, value) => {
			const [top = '', key] = path.split('.');
			const good: Record<string, unknown> = {
				...{ rehires: 'unsuspend', leavers: 'lastDay', activation: 'none', state: 'STAGED' },
				...{ suspensionTime: '23:59', activationTime: '08:00', timeZone: 'UTC' },
				...{ 'options.clearEmpty': false, unlinkedUser: 'always' },
			};
			const mixed = by(value, good[path]);
			const activation = path === 'activationTime' ? 'firstDay' : 'none';
			const rules = { activation, rehires: 'unsuspend', [top]: key ? { [key]: mixed } : mixed };
			const sim = await jumpCloud({
				users: [anaUser, benUser].map((user) => ({ ...user, ...OUT })),
			});
			const { planned } = await planAndApply(sim, [ana, ben], { ...how, ...rules });

			expect(reasons(planned)).toEqual(['skip unclear_setting', 'unsuspend rehired']);
			expect(planned[0]?.message).toContain(`'${label}'`);
			expect([state(sim, 'ana.zed'), state(sim, 'ben.ode')]).toEqual(['SUSPENDED', 'ACTIVATED']);
		},
	);
});

it('a user whom nobody has loses no suspension that only a clock of one person would call ours', async () => {
	const sim = await jumpCloud({ users: [anaUser, benUser] });
	const scheduledJobId = sim.state.nextId();
	sim.state.schedules.push({
		...{ scheduledJobId, systemUserId: sim.state.user('ben.ode')._id, state: 'SUSPENDED' },
		...{ scheduledDate: new Date(`${LATER}T21:59:00Z`), sendMail: false },
	});
	const rules = { ...EVERYONE, absent: 'suspend', timeZone: by('Europe/Madrid', 'UTC') };
	await planAndApply(sim, [ana], rules);

	expect(state(sim, 'ben.ode')).toBe('SUSPENDED');
	expect(sim.state.schedules).toHaveLength(1);
});

/** What says something about each person, and is another value for each by its nature. */
const MAPPED = new Set([
	...['active', 'changedAt', 'email', 'employeeId', 'firstDay', 'firstname', 'lastDay'],
	...[
		'lastname',
		'listComplete',
		'listCount',
		'listId',
		'mailAddress',
		'manager',
		'username',
		'witness',
	],
	'attributes.attribute.value',
	...['contractEndsOn', 'leaveUntil', 'leaving.reason', 'onLeave'],
]);

describe('a parameter that holds for everybody refuses an expression that differs', () => {
	const setting = async () => {
		const { jumpCloud: node } = await descriptions();
		const isPlan = ({ displayOptions }: INodeProperties) =>
			displayOptions?.show?.operation?.includes('plan') &&
			displayOptions.show.resource?.includes('sync');
		const ofPlan = (node?.properties ?? []).filter(isPlan);
		return everyParameter(ofPlan).filter(
			({ path, property }) =>
				!(path in ROWS) &&
				!MAPPED.has(path) &&
				!['collection', 'fixedCollection', 'notice'].includes(property.type),
		);
	};

	/** What has to be chosen beside some, so that they are there at all. */
	const SHOWN_WITH: Record<string, IDataObject> = {
		name: { attribute: 'attributes' },
		phoneType: { attribute: 'phoneNumbers' },
		field: { by: 'field' },
	};

	/** What there can be several of. */
	const LISTS = new Set(['attribute', 'condition', 'exception', 'pattern', 'rule']);

	/** A value that the parameter can have, so that nothing but the difference is wrong. */
	const possible = (property: INodeProperties) => {
		const [choice] = choicesOf(property);
		return property.type === 'boolean' ? true : (choice?.value ?? property.default);
	};
	const inside = ([top = '', ...rest]: string[], value: unknown): IDataObject => {
		if (rest.length === 0) return { [top]: value as string };
		const nested = inside(rest, value);
		const isList = LISTS.has(top);
		return { [top]: isList ? [{ ...SHOWN_WITH[rest[0] ?? ''], ...nested }] : nested };
	};

	it('whatever it is, and says which, and for whom', async () => {
		const all = await setting();
		expect(all.length).toBeGreaterThan(20);
		for (const { path, property } of all) {
			const sim = await jumpCloud({ users: [anaUser, benUser] });
			const differs = by(possible(property), 'something else');
			const { items, error } = await planChanges(sim, [ana, ana, ben], {
				...{ people: 'everyone', link: 'customAttribute' },
				...(path === 'leaveMemory' && { leaves: 'suspend' }),
				...inside(path.split('.'), differs),
			});

			expect({ path, items }).toEqual({ path, items: [] });
			expect(words(error)).toContain(`'${property.displayName}'`);
			expect(words(error)).toMatch(/holds for everybody.*for item 0.*"something else" for item 2/);
			expect(sim.journal.all()).toEqual([]);
		}
	});

	it('and takes one that gives everybody the same', async () => {
		const sim = await jumpCloud({ users: [anaUser, benUser] });
		const rules = {
			people: '={{ $json.id ? "everyone" : "some" }}',
			guard: { suspensions: '={{ $json.active ? 1 : 0 }}' },
		};
		const leaving = { ...ben, terminated_on: PAST };
		const { items } = await planChanges(sim, [ana, leaving], rules);

		expect(reasons(items)).toEqual(['suspend terminated']);
	});

	it('is an item of nobody with Continue On Fail', async () => {
		const sim = await jumpCloud({ users: [anaUser, benUser] });
		const rules = { guard: { suspensions: by(1, 2) } };
		const { items, error } = await planChanges(sim, [ana, ben], rules, GOES_ON);

		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{ error: expect.stringContaining("'Most Suspensions' of 'Guard'") },
		]);
	});
});
