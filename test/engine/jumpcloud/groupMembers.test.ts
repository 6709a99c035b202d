import { GOES_ON, aUser, calls, closeAll, runUser, words } from '../../support/jumpcloud';
import type { JumpCloudOptions } from '../../../playground/jumpcloud/simulator';
import { company, groupsOf, idOf, putInto, runGroups } from './groups.support';

afterEach(closeAll);

describe('Add User', () => {
	it('puts a user into several groups at once, by name or by ID', async () => {
		const sim = await company();
		const wanted = [idOf(sim, 'Sales'), 'Finance', ' Finance ', ''];
		const { items } = await runGroups(sim, 'addUser', wanted);

		expect(groupsOf(sim)).toEqual(['Sales', 'Finance']);
		expect(items).toEqual([
			expect.objectContaining({
				action: 'added',
				username: 'noor.vidal',
				changed: true,
				groups: [
					{ id: idOf(sim, 'Sales'), name: 'Sales', changed: true },
					{ id: idOf(sim, 'Finance'), name: 'Finance', changed: true },
				],
			}),
		]);
	});

	it('takes one name as text and a list from each item', async () => {
		const sim = await company();
		await runGroups(sim, 'addUser', '={{ $json.teams }}', {
			items: [{ teams: 'Sales' }, { teams: ['Finance'] }],
		});

		expect(groupsOf(sim)).toEqual(['Sales', 'Finance']);
	});

	it('twice is the same as once', async () => {
		const sim = await company();
		putInto(sim, 'Sales');
		const { items, error } = await runGroups(sim, 'addUser', ['Sales']);

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'unchanged', changed: false }]);
		expect(items[0]?.groups).toMatchObject([{ name: 'Sales', changed: false }]);
		expect(groupsOf(sim)).toEqual(['Sales']);
	});

	it('is a success as well where JumpCloud does not mind a member twice', async () => {
		const sim = await company({ switches: { lenientMembership: true } });
		putInto(sim, 'Sales');
		const { error } = await runGroups(sim, 'addUser', ['Sales']);

		expect(error).toBeUndefined();
		expect(groupsOf(sim)).toEqual(['Sales']);
	});

	it('does nothing for a list without entries', async () => {
		const sim = await company();
		const { items } = await runGroups(sim, 'addUser', '={{ $json.teams }}', {
			items: [{ teams: [] }],
		});

		expect(items).toMatchObject([{ action: 'unchanged', changed: false, groups: [] }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([
		['a value that the item does not have', '={{ $json.teams }}'],
		['blanks', '  '],
	])('refuses %s by its name, before anybody is asked', async (_case, groups) => {
		const sim = await company();
		const { error } = await runGroups(sim, 'addUser', groups);

		expect(error?.message).toContain("'Group Names or IDs'");
		expect(calls(sim)).toEqual([]);
	});

	it('reads the groups once for all items', async () => {
		const sim = await company();
		await runGroups(sim, 'addUser', ['Sales'], { items: [{}, {}, {}] });

		expect(calls(sim).filter((call) => call === 'list groups')).toHaveLength(1);
	});

	it('finds a group beyond the first page', async () => {
		const groups = Array.from({ length: 230 }, (_, n) => ({ name: `Group ${n}` }));
		const sim = await company({ groups });
		await runGroups(sim, 'addUser', ['Group 229', 'Group 7']);

		expect(groupsOf(sim)).toEqual(['Group 7', 'Group 229']);
	});
});

describe('a group that cannot be meant', () => {
	const twice = { groups: [{ name: 'Sales' }, { name: 'Ops' }, { name: 'Ops' }] };

	it.each([
		['does not exist', 'Marketing', ["'Marketing'"]],
		['is written in other letter case', 'sales', ["there is 'Sales'"]],
		['is several in one text', 'Sales, Ops', ['as a list']],
		['has an ID that nobody knows', '64f0c0ffee000000000000b1', ['64f0c0ffee000000000000b1']],
	])('fails its item alone when it %s', async (_case, wanted, told) => {
		const sim = await company(twice);
		const { items } = await runGroups(sim, 'addUser', '={{ $json.teams }}', {
			items: [{ teams: ['Sales', wanted] }, { teams: ['Sales'] }],
			node: GOES_ON,
		});

		expect(items).toMatchObject([{ error: expect.anything() }, { action: 'added' }]);
		for (const text of told) expect(items[0]?.error).toContain(text);
		expect(sim.journal.writes()).toHaveLength(1);
	});

	it('is never guessed when two have the name, and both IDs are told', async () => {
		const sim = await company(twice);
		const { error } = await runGroups(sim, 'addUser', ['Sales', 'Ops']);

		for (const { id } of sim.state.groups.slice(1)) expect(error?.message).toContain(id);
		expect(words(error)).toContain("'Group Names or IDs'");
		expect(groupsOf(sim)).toEqual([]);
	});

	it('one of two with the same name can be chosen by ID', async () => {
		const sim = await company(twice);
		const second = sim.state.groups[2];
		await runGroups(sim, 'addUser', [second?.id]);

		expect(second?.members).toEqual([sim.state.user('noor.vidal')._id]);
		expect(groupsOf(sim)).toEqual(['Ops']);
	});
});

describe('a group whose members JumpCloud computes', () => {
	it.each(['addUser', 'removeUser'])('is left alone by %s, with the reason', async (operation) => {
		const sim = await company();
		const { items } = await runGroups(sim, operation, ['Everybody']);

		expect(items).toMatchObject([
			{
				action: 'skipped',
				reason: 'automated_group',
				message: expect.stringContaining('computes'),
				groups: [{ name: 'Everybody', changed: false, reason: 'automated_group' }],
			},
		]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('does not keep the user out of the others', async () => {
		const sim = await company();
		const { items } = await runGroups(sim, 'addUser', ['Everybody', 'Sales']);

		expect(items).toMatchObject([
			{ action: 'added', changed: true, warnings: ['automated_group: Everybody'] },
		]);
		expect(groupsOf(sim)).toEqual(['Sales']);
	});
});

describe('a group of which JumpCloud may decide as well', () => {
	const reviewed: JumpCloudOptions = {
		groups: [{ name: 'Sales', membershipMethod: 'DYNAMIC_REVIEW_REQUIRED' }],
	};

	it.each([
		['addUser', 'added', [], ['Sales']],
		['removeUser', 'removed', ['Sales'], []],
	])('because somebody reviews its members: %s counts, with a warning', async (...row) => {
		const [operation, action, before, after] = row;
		const sim = await company(reviewed);
		putInto(sim, ...before);
		const { items } = await runGroups(sim, operation, ['Sales']);

		expect(groupsOf(sim)).toEqual(after);
		expect(items).toMatchObject([{ action, changed: true, warnings: ['review_group: Sales'] }]);
		expect(calls(sim).slice(2)).toEqual(['read group', 'change group', 'groups of user']);
	});

	it('because it says so nowhere: only what JumpCloud shows afterwards counts as changed', async () => {
		const sim = await company({ switches: { membershipMethodShown: 'nowhere' } });
		const { items } = await runGroups(sim, 'addUser', ['Everybody', 'Sales']);

		expect(groupsOf(sim)).toEqual(['Sales']);
		expect(items).toMatchObject([
			{
				action: 'added',
				groups: [
					{ name: 'Everybody', changed: false, reason: 'membership_undone' },
					{ name: 'Sales', changed: true },
				],
				warnings: ['membership_undone: Everybody'],
			},
		]);
	});

	it('and takes the change back: the item says so, and is no success', async () => {
		const sim = await company({ switches: { membershipMethodShown: 'nowhere' } });
		const { items } = await runGroups(sim, 'addUser', ['Everybody']);

		expect(items).toMatchObject([
			{ action: 'skipped', reason: 'membership_undone', changed: false },
		]);
	});

	it('is read by its ID once per run, and looked at afterwards only if it is not static', async () => {
		const sim = await company();
		await runGroups(sim, 'addUser', ['Sales'], { items: [{}, {}, {}] });

		expect(calls(sim).filter((call) => call === 'read group')).toHaveLength(1);
		expect(calls(sim)).not.toContain('groups of user');
	});

	it('is not read where the list says it', async () => {
		const sim = await company({ switches: { membershipMethodShown: 'everywhere' } });
		await runGroups(sim, 'addUser', ['Sales']);

		expect(calls(sim)).not.toContain('read group');
	});
});

describe('Remove User', () => {
	it('takes a user out of the named groups and leaves the others', async () => {
		const sim = await company();
		putInto(sim, 'Sales', 'Finance', 'Everybody');
		const { items } = await runGroups(sim, 'removeUser', ['Sales']);

		expect(items).toMatchObject([
			{ action: 'removed', changed: true, groups: [{ name: 'Sales', changed: true }] },
		]);
		expect(groupsOf(sim)).toEqual(['Finance', 'Everybody']);
	});

	it.each([
		[false, 'unchanged'],
		[true, 'removed'],
	])('of somebody who is no member is a success, lenient or not (%s)', async (lenient, action) => {
		const sim = await company({ switches: { lenientMembership: lenient } });
		const { items, error } = await runGroups(sim, 'removeUser', ['Sales']);

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action, ...aUser(), groups: [{ name: 'Sales' }] }]);
	});

	it.each([
		['the group', 'groups', /The JumpCloud group "Sales" does not exist any more/, 'notFound'],
		[
			'the group',
			'groups',
			/The JumpCloud group "Sales" does not exist any more/,
			'invalidArgument',
		],
		['the user', 'users', /does not know this record.*"Sales"/, 'notFound'],
	] as const)('is no success when %s has gone in the meantime', async (_case, what, told, gone) => {
		const sim = await company({ switches: { goneGroup: gone } });
		const run = () => sim.state[what].splice(0, 1);
		sim.fail({ kind: 'meanwhile', run, method: 'POST', path: /members$/ });
		const { error, items } = await runGroups(sim, 'removeUser', ['Sales']);

		expect(words(error)).toMatch(told);
		expect(items).toEqual([]);
	});
});

describe('when it does not go smoothly', () => {
	it.each([
		['before it was done', { kind: 'reset' }],
		['after it was done', { kind: 'resetAfter' }],
		['with an error after it was done', { kind: 'status', status: 500, after: true }],
		['with a request to slow down', { kind: 'status', status: 429, retryAfterSeconds: 0 }],
	] as const)('a break %s is outlasted', async (_case, fault) => {
		const sim = await company();
		sim.fail({ ...fault, method: 'POST', path: /members$/ });
		const { items } = await runGroups(sim, 'addUser', ['Sales']);

		expect(items).toMatchObject([{ action: 'added', changed: true }]);
		expect(groupsOf(sim)).toEqual(['Sales']);
	});

	it.each([403, 400])('a refusal with %d names the group', async (status) => {
		const sim = await company();
		sim.fail({ kind: 'status', status, method: 'POST', path: /members$/ });
		const { error } = await runGroups(sim, 'addUser', ['Finance']);

		expect(error?.description).toContain('"Finance"');
		expect(groupsOf(sim)).toEqual([]);
	});

	it('a login page is not taken for a success', async () => {
		const sim = await company();
		sim.fail({ kind: 'html', method: 'POST', path: /members$/ });
		const { error } = await runGroups(sim, 'addUser', ['Finance']);

		expect(error?.message).toContain('login page');
	});

	it('a list of groups that broke for one item is read again for the next', async () => {
		const sim = await company();
		sim.fail({ kind: 'status', status: 403, path: /usergroups$/ });
		const { items } = await runGroups(sim, 'addUser', ['Sales'], {
			items: Array.from({ length: 12 }, () => ({})),
			node: GOES_ON,
		});

		expect(items.filter(({ error }) => error !== undefined)).toHaveLength(8);
		expect(groupsOf(sim)).toEqual(['Sales']);
	});

	it('an item without its user is skipped when wanted, and the others go on', async () => {
		const sim = await company();
		const { items } = await runUser(sim, 'addUser', {
			resource: 'userGroup',
			items: [{ id: '404' }, { id: '512' }],
			parameters: {
				user: { __rl: true, mode: 'employeeIdentifier', value: '={{ $json.id }}' },
				groups: ['Sales'],
				options: { ifNotFound: 'skip' },
			},
		});

		expect(items).toMatchObject([
			{ action: 'skipped', reason: 'user_not_found' },
			{ action: 'added', ...aUser() },
		]);
	});
});
