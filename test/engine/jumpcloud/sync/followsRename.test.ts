import type { IDataObject } from 'n8n-workflow';

import { aPerson, aUser, calls, closeAll, jumpCloud, words } from '../../../support/jumpcloud';
import {
	EVERYONE,
	applyChanges,
	company,
	directoryOf,
	planAndApply,
	planChanges,
	reasons,
	results,
} from './sync.support';

afterEach(closeAll);

const FOLLOWS: IDataObject = { usernameFollowsRename: 'unbound' };

const prats = (about: IDataObject = {}) => aPerson({ last_name: 'Prats', ...about });

type Sim = Awaited<ReturnType<typeof jumpCloud>>;
const usernames = ({ state }: Sim) => state.users.map(({ username }) => username).toSorted();
const renames = (items: IDataObject[]) =>
	items.flatMap(({ changes }) =>
		(changes as IDataObject[])
			.filter(({ field }) => field === 'username')
			.map(({ from, to }) => `${String(from)} → ${String(to)}`),
	);

describe.each([
	['Everyone', EVERYONE],
	['Some People', { people: 'some' }],
])('with %s, a username', (_, reading) => {
	const parameters = { ...reading, ...FOLLOWS };

	it('follows the name, there and back, and the second run is quiet', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned, items } = await planAndApply(sim, [prats()], parameters);
		expect(reasons(planned)).toEqual(['update mover']);
		expect(planned[0]?.changes).toEqual([
			{ field: 'username', from: 'noor.vidal', to: 'noor.prats' },
			{ field: 'lastname', from: 'Vidal', to: 'Prats' },
		]);
		expect(results(items)).toEqual(['applied update']);
		expect(items[0]).toMatchObject({ user: { username: 'noor.prats' } });
		expect(items[0]).not.toHaveProperty('warnings');
		const [write, ...more] = sim.journal.writes();
		expect([write?.body, more]).toEqual([{ username: 'noor.prats', lastname: 'Prats' }, []]);

		const again = await planAndApply(sim, [prats()], parameters);
		expect([again.planned, sim.journal.writes()]).toEqual([[], []]);
		await planAndApply(sim, [aPerson()], parameters);
		expect(usernames(sim)).toEqual(['noor.vidal']);
	});

	it('stays unless it was chosen', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned } = await planAndApply(sim, [prats()], reading);
		expect(renames(planned)).toEqual([]);
		expect(usernames(sim)).toEqual(['noor.vidal']);
		expect(calls(sim).filter((call) => call.includes('associations'))).toEqual([]);
	});

	it('of two people who get the same name at once gets numbers in the order of their IDs', async () => {
		const users = [
			aUser({ employeeIdentifier: '10' }),
			aUser({ username: 'noor.vidal1', email: 'n@corp.example', employeeIdentifier: '9' }),
		];
		const sim = await jumpCloud({ users });
		const people = [prats({ id: '10' }), prats({ id: '9', work_email: 'n@corp.example' })];
		const { planned } = await planAndApply(sim, people, parameters);
		expect(renames(planned)).toEqual(['noor.vidal → noor.prats1', 'noor.vidal1 → noor.prats']);
		expect(sim.state.user('n@corp.example').username).toBe('noor.prats');
		expect((await planAndApply(sim, people, parameters)).planned).toEqual([]);
	});

	it.each([
		['somebody has it', { username: 'Noor.Prats' }],
		['it is the name of a local account', { username: 'x', systemUsername: 'noor.prats' }],
	])('gets a number where %s', async (_case, other) => {
		const sim = await jumpCloud({
			users: [aUser(), { ...other, email: 'x@corp.example', employeeIdentifier: '' }],
		});
		const { planned } = await planAndApply(sim, [prats()], parameters);
		expect(renames(planned)).toEqual(['noor.vidal → noor.prats1']);
		expect(usernames(sim)).toContain('noor.prats1');
	});

	it('of a new user goes before that of somebody who is renamed', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const people = [prats(), prats({ id: '9', work_email: 'n@corp.example' })];
		await planAndApply(sim, people, parameters);
		expect(usernames(sim)).toEqual(['noor.prats', 'noor.prats1']);
		expect(sim.state.user('n@corp.example').username).toBe('noor.prats');
	});

	it('of thirty letters is cut before its number, and known for one that was made', async () => {
		const long = { last_name: 'Featherstonehaugh-Cholmondeley' };
		const made = 'noor.featherstonehaugh-cholmon';
		const taken = { username: made, email: 'x@corp.example', employeeIdentifier: '' };
		const sim = await jumpCloud({ users: [aUser(), taken] });
		const { planned } = await planAndApply(sim, [aPerson(long)], parameters);
		expect(renames(planned)).toEqual(['noor.vidal → noor.featherstonehaugh-cholmo1']);
		expect(made).toHaveLength(30);
		await planAndApply(sim, [aPerson()], parameters);
		expect(usernames(sim)).toContain('noor.vidal');
	});

	it.each([
		['given by hand', { username: 'nvidal' }],
		['one that other rules have made', { username: 'Noor.Vidal' }],
		['with a number that no rule makes', { username: 'noor.vidal01' }],
	])('%s stays', async (_case, about) => {
		const sim = await jumpCloud({ users: [aUser(about)] });
		const { planned, items } = await planAndApply(sim, [prats()], parameters);
		expect(renames(planned)).toEqual([]);
		expect(planned[0]).not.toHaveProperty('message');
		expect(results(items)).toEqual(['applied update']);
		expect(sim.state.users).toMatchObject([{ ...about, lastname: 'Prats' }]);
	});

	it.each([
		['the last day is over', { terminated_on: '2020-01-31' }],
		['a last day is to come', { terminated_on: '2099-12-31' }],
		['they are not active', { active: false }],
		['the email cannot be one', { work_email: 'a, b' }],
		['the first name is missing', { first_name: '' }],
		['the name leaves no letter', { first_name: '伟', last_name: '王' }],
		['another letter case is all that differs', { last_name: 'VIDAL' }],
	])('stays where %s', async (_case, about) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { planned } = await planAndApply(sim, [prats(about)], parameters);
		expect(renames(planned)).toEqual([]);
		expect(usernames(sim)).toEqual(['noor.vidal']);
	});

	it('stays where the user is found by the email alone, or protected', async () => {
		const sim = await jumpCloud({
			users: [
				aUser({ employeeIdentifier: '', lastname: 'Vidal Prats', username: 'noor.vidalprats' }),
			],
		});
		const adopted = await planAndApply(sim, [prats()], parameters);
		expect(reasons(adopted.planned)).toEqual(['update adopted']);
		expect(usernames(sim)).toEqual(['noor.vidalprats']);

		const kept = await planChanges(sim, [aPerson()], {
			...parameters,
			protectedUsers: { users: 'noor.vidalprats' },
		});
		expect(renames(kept.items)).toEqual([]);
	});

	it.each([
		['a device', { type: 'system' as const }, 'bound to a device'],
		['a device, through a group', { type: 'system' as const, isDirect: false }, 'a device'],
		['an application', { type: 'application' as const, isDirect: false }, 'an application'],
		['a directory', { type: 'g_suite' as const, isDirect: false }, 'Google Workspace'],
		['a RADIUS server', { type: 'radius_server' as const }, 'a RADIUS server'],
	])('of a user who is bound to %s stays, and the item says so', async (_case, to, said) => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.state.bind('noor.vidal', to);
		const { planned, items } = await planAndApply(sim, [prats()], parameters);
		expect(renames(planned)).toEqual([]);
		expect(planned[0]?.message).toContain(`keeps the username 'noor.vidal': the user is`);
		expect(planned[0]?.message).toContain(said);
		expect(results(items)).toEqual(['applied update']);
		expect(sim.state.user('noor.vidal').lastname).toBe('Prats');
		expect((await planAndApply(sim, [prats()], parameters)).planned).toEqual([]);
	});

	it.each([
		['another directory manages', { externally_managed: true }],
		[
			'another directory names',
			{ restrictedFields: [{ field: 'username', type: 'scim', id: '1' }] },
		],
		['has a local account', { systemUsername: 'nvidal' }],
		['logs others in to LDAP', { ldap_binding_user: true }],
		['is a service user for Samba', { samba_service_user: true }],
		['is an administrator of devices', { sudo: true }],
	])('of a user who %s stays', async (_case, about) => {
		const sim = await jumpCloud({ users: [aUser(about)] });
		const { planned } = await planAndApply(sim, [prats()], parameters);
		expect(renames(planned)).toEqual([]);
		expect(planned[0]?.message).toContain("keeps the username 'noor.vidal'");
	});

	it.each([403, 404])('stays where JumpCloud does not tell (%s)', async (status) => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ kind: 'status', status, path: /systemgroups$/ });
		const { planned, items } = await planAndApply(sim, [prats()], parameters);
		expect(renames(planned)).toEqual([]);
		expect(planned[0]?.message).toContain('JumpCloud does not tell what the user is bound to');
		expect(results(items)).toEqual(['applied update']);
		expect(sim.state.user('noor.vidal').lastname).toBe('Prats');
	});
});

describe('between the plan and Apply', () => {
	it('whoever is bound by then keeps the username, everything else is written', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [prats()], FOLLOWS, (planned) => {
			sim.state.bind('noor.vidal');
			return planned;
		});
		expect(results(items)).toEqual(['applied update']);
		expect(items).toMatchObject([
			{
				changes: [{ field: 'lastname', to: 'Prats' }],
				warnings: ['username_kept: noor.vidal'],
				message: "The username stays 'noor.vidal': the user is bound to a device.",
			},
		]);
		expect(sim.state.user('noor.vidal').lastname).toBe('Prats');
	});

	it('a binding that no list shows and JumpCloud refuses keeps it as well', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [prats()], FOLLOWS, (planned) => {
			const run = () => sim.state.bind('noor.vidal');
			sim.fail({ kind: 'meanwhile', run, path: /search/ });
			return planned;
		});
		expect(items[0]?.warnings).toEqual(['username_kept: noor.vidal']);
		expect(items[0]?.message).toContain('bound to one or more resources');
		expect(sim.state.user('noor.vidal').lastname).toBe('Prats');
	});

	it.each([
		['the username', 'noor.prats', {}],
		['the username, without a word', 'noor.prats', { duplicateWords: 'none' as const }],
		['a local account of that name', 'x', { localAccountsInSearch: false }],
	])('who takes %s first has it; the next number follows', async (_case, username, switches) => {
		const sim = await jumpCloud({ users: [aUser()], switches });
		const { items } = await planAndApply(sim, [prats()], FOLLOWS, (planned) => {
			const run = () =>
				void sim.state.addUser({
					...{ username, systemUsername: 'noor.prats', email: 'x@corp.example' },
				});
			sim.fail({ kind: 'meanwhile', run, method: 'PUT', path: /systemusers/ });
			return planned;
		});
		expect(results(items)).toEqual(['applied update']);
		expect(items[0]?.warnings).toEqual(['username_taken: noor.prats']);
		expect(sim.state.user('noor.prats1')).toMatchObject({ lastname: 'Prats' });
	});

	it('a new username that JumpCloud accepts and does not show is told of', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [prats()], FOLLOWS, (planned) => {
			const body = { ...sim.state.user('noor.vidal'), lastname: 'Prats' };
			sim.fail({ kind: 'answer', status: 200, body, method: 'PUT', path: /systemusers/ });
			return planned;
		});
		expect(items[0]?.warnings).toEqual(['username_kept: noor.vidal']);
		expect(items[0]?.message).toContain('does not show it');
		expect(items[0]?.changes).toMatchObject([{ field: 'lastname' }]);
	});

	it.each([
		['follows', {}, 'noor.prats'],
		['stays', { type: 'system' as const }, 'noor.vidal'],
	])('a JumpCloud that wants the username in every update gets it, where it %s', async (...row) => {
		const [, binding, username] = row;
		const sim = await jumpCloud({ users: [aUser()], switches: { usernameRequiredOnPut: true } });
		if ('type' in binding) sim.state.bind('noor.vidal', binding);
		const { items } = await planAndApply(sim, [prats()], FOLLOWS);
		expect(results(items)).toEqual(['applied update']);
		expect(sim.state.user(username).lastname).toBe('Prats');
	});

	it('a username that somebody else has changed is left alone', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await planAndApply(sim, [prats()], FOLLOWS, (planned) => {
			sim.state.user('noor.vidal').username = 'nv';
			return planned;
		});
		expect(results(items)).toEqual(['refused update (stale)']);
		expect(items[0]?.message).toContain("The username is 'nv' by now");
	});

	it('an email that is somebody else’s refuses the whole, as without a new username', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const person = prats({ work_email: 'noor.prats@corp.example' });
		const { items } = await planAndApply(sim, [person], FOLLOWS, (planned) => {
			sim.state.addUser({ username: 'x', email: 'noor.prats@corp.example' });
			return planned;
		});
		expect(results(items)).toEqual(['refused update (conflict)']);
		expect(directoryOf(sim)[0]).toContain('noor.vidal noor.vidal@corp.example Noor Vidal');
	});

	it('the same plan, applied twice, changes nothing the second time', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items: planned } = await planChanges(sim, [prats()], FOLLOWS);
		await applyChanges(sim, planned);
		sim.journal.clear();
		const { items } = await applyChanges(sim, planned);
		expect([results(items), sim.journal.writes()]).toEqual([['noop update'], []]);
	});

	it('a refusal to say what somebody is bound to stops nobody else', async () => {
		const sim = await jumpCloud({
			users: [
				aUser(),
				aUser({
					username: 'bo.vidal',
					firstname: 'Bo',
					email: 'b@corp.example',
					employeeIdentifier: '9',
				}),
			],
		});
		const people = [prats(), prats({ id: '9', first_name: 'Bo', work_email: 'b@corp.example' })];
		const { items } = await planAndApply(sim, people, FOLLOWS, (planned) => {
			sim.fail({ kind: 'status', status: 403, path: /associations$/, times: 1 });
			return planned;
		});
		expect(results(items)).toEqual(['applied update', 'applied update']);
		expect(items.flatMap(({ warnings = [] }) => warnings)).toHaveLength(1);
		expect(sim.state.users.map(({ lastname }) => lastname)).toEqual(['Prats', 'Prats']);
	});
});

it('the guard counts usernames that change as new names', async () => {
	const { people, users } = company(30);
	const sim = await jumpCloud({ users });
	const longer = people.map((person) => ({ ...person, last_name: 'Vidal Prats' }));
	const { error } = await planChanges(sim, longer, { ...FOLLOWS, people: 'some' });
	expect(words(error)).toContain('30 people who get another name, at most 20 allowed');
	const without = await planChanges(sim, longer, { people: 'some' });
	expect(without.error).toBeUndefined();
});

it('of a mass, no more is asked for than the guard needs to see it', async () => {
	const { people, users } = company(260);
	const sim = await jumpCloud({ users });
	const longer = people.map((person) => ({ ...person, last_name: 'Vidal Prats' }));
	const { error } = await planChanges(sim, longer, { ...FOLLOWS, people: 'some' });
	expect(words(error)).toContain('260 people who get another name');
	expect(calls(sim).filter((call) => call.endsWith('/associations'))).toHaveLength(200);
});

it('a change that no plan makes is refused', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	const { items } = await planAndApply(sim, [prats()], FOLLOWS, ([item]) => [
		{ ...item, changes: [{ field: 'username', from: 'noor.vidal', to: true }] },
	]);
	expect(results(items)).toEqual(['refused update (not_planned)']);
});

it.each([
	['no link', { link: 'none' }, /needs a link/],
	['an expression that finds nothing', { usernameFollowsRename: '={{ null }}' }, /cannot be/],
])('%s is an error', async (_case, parameters, message) => {
	const sim = await jumpCloud({ users: [aUser()] });
	const { error } = await planChanges(sim, [prats()], { ...FOLLOWS, ...parameters });
	expect(error?.message).toMatch(message);
});

it('is nothing for given usernames', async () => {
	const sim = await jumpCloud({ users: [aUser()] });
	const given = { ...FOLLOWS, usernameRule: 'given', username: '={{ $json.id }}' };
	const { planned } = await planAndApply(sim, [prats()], given);
	expect(renames(planned)).toEqual([]);
});
