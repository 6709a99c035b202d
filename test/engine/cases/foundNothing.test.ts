import type { IDataObject } from 'n8n-workflow';

import {
	GOES_ON,
	aPerson,
	aUser,
	byEmployee,
	closeAll,
	jumpCloud,
	runUser,
	words,
} from '../../support/jumpcloud';
import { EVERYONE, applyChanges, planChanges } from '../jumpcloud/sync/sync.support';

/*
 * An option that somebody added, with an expression that finds nothing. Something was meant, and it is
 * hardly what happens without the option: no second factor, another link, no memory, nobody at once. A row
 * is an option by its path; each goes through every way of finding nothing.
 */

afterEach(closeAll);

const FINDS_NOTHING = ['={{ $json.gone }}', '={{ null }}', '={{ "" }}', '={{ " " }}', '={{ [] }}'];

/** A pattern that may stand as it is. */
const PATTERN = { by: 'team', prefix: 'Team ', suffix: ' x' };

/** Parameters with one of them, by its path, set to a value. */
function withOption(path: string, value: string, more: IDataObject = {}): IDataObject {
	const set = structuredClone(more);
	const [, row] = /^groupPatterns\.pattern\[0\]\.(.*)$/.exec(path) ?? [];
	if (row) return { ...set, groupPatterns: { pattern: [{ ...PATTERN, [row]: value }] } };
	const [outer = '', inner] = path.split('.');
	return { ...set, [outer]: inner === undefined ? value : { [inner]: value } };
}

const person = aPerson({ id: '1', active: false, terminated_on: '2025-12-31', team_names: ['A'] });
const user = aUser({ username: 'noor.vidal', employeeIdentifier: '1' });

const IN_PLAN: Array<[string, RegExp]> = [
	['leaving.groups', /When Somebody Has Left|Group Pattern/],
	['leaving.manager', /When Somebody Has Left|Group Pattern/],
	['leaving.atOnceReasons', /When Somebody Has Left|Group Pattern/],
	['leaving.groupPattern', /When Somebody Has Left|Group Pattern/],
	['protectedUsers.emails', /Protected Users/],
	['protectedUsers.usernames', /Protected Users/],
	['protectedUsers.groups', /Protected Users/],
	['groupPatterns.pattern[0].allowed', /Groups From a Field/],
	['groupPatterns.pattern[0].neverRemove', /Groups From a Field/],
	['groupPatterns.pattern[0].prefix', /Groups From a Field/],
	['scope.notInGroups', /Not Users in Group/],
	['beginWith.first', /Only the First People|Only Users in Group/],
	['beginWith.groups', /Only the First People|Only Users in Group/],
	['guard.suspensions', /Suspensions/],
	['options.rememberLastDay', /Remember the Last Day In/],
];

describe.each(IN_PLAN)('%s of a plan', (path, label) => {
	it.each(FINDS_NOTHING)('as %s plans nothing, and says so', async (expression) => {
		const sim = await jumpCloud({ users: [user] });
		const pattern = path === 'leaving.groupPattern' ? { groups: 'pattern' } : {};
		const wanted = withOption(path, expression, EVERYONE);
		if (path.startsWith('leaving.')) Object.assign(wanted.leaving as IDataObject, pattern);
		const { items, error } = await planChanges(sim, [person], wanted);
		expect(words(error)).toMatch(label);
		expect(items).toEqual([]);
	});
});

it.each(FINDS_NOTHING)('a single reason among others as %s plans nothing', async (expression) => {
	const sim = await jumpCloud({ users: [user] });
	const rules = { ...EVERYONE, leaving: { atOnceReasons: ['Dismissal', expression] } };
	expect(words((await planChanges(sim, [person], rules)).error)).toContain('finds nothing');
});

const IN_OPERATIONS: Array<[string, string, IDataObject]> = [
	['activate', 'options.mfaDays', { state: 'STAGED' }],
	['activate', 'options.linkAttribute', { state: 'STAGED' }],
	['suspend', 'options.linkAttribute', {}],
	['suspend', 'options.rememberLastDay', {}],
	['unsuspend', 'options.linkAttribute', { state: 'SUSPENDED', suspended: true }],
	['unsuspend', 'options.rememberLastDay', { state: 'SUSPENDED', suspended: true }],
	['update', 'options.linkAttribute', {}],
];

describe.each(IN_OPERATIONS)('%s with %s', (operation, path, about) => {
	it.each(FINDS_NOTHING)('as %s changes nobody, and the others go on', async (expression) => {
		const users = [
			user,
			{ ...user, username: 'bo', email: 'bo@corp.example', employeeIdentifier: '2' },
		];
		const sim = await jumpCloud({ users: users.map((one) => ({ ...one, ...about })) });
		const one = `={{ $json.id === '1' ? (${expression.slice(3, -2)}) : '2' }}`;
		const { items } = await runUser(sim, operation, {
			items: [{ id: '1' }, { id: '2' }],
			parameters: withOption(path, one, {
				...byEmployee('={{ $json.id }}'),
				...(operation === 'update' && { updateFields: { department: 'Sales' } }),
			}),
			node: GOES_ON,
		});
		expect(items[0]).toMatchObject({ error: expect.anything() });
		const ids = sim.journal.writes().map(({ path: to }) => to);
		expect(ids.filter((to) => to.includes(sim.state.user('noor.vidal')._id))).toEqual([]);
	});
});

it.each(FINDS_NOTHING)('an age of plans as %s applies nothing', async (expression) => {
	const sim = await jumpCloud({ users: [user] });
	const { items } = await planChanges(sim, [person], EVERYONE);
	sim.journal.clear();
	const parameters = { options: { maxAgeHours: expression } };
	const { error } = await applyChanges(sim, items, parameters);
	expect(words(error)).toContain('finds nothing');
	expect(sim.journal.writes()).toEqual([]);
});
