import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';
import {
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';

afterEach(closeAll);

const CREATE = { method: 'POST', path: /\/api\/systemusers$/ };

describe('in one batch', () => {
	it('two items about one person make one user, and the second one updates it', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson(), aPerson({ last_name: 'Prats' })],
		});

		expect(items).toMatchObject([{ action: 'created' }, { action: 'updated' }]);
		expect(sim.state.users).toMatchObject([aUser({ lastname: 'Prats' })]);
	});

	it('a person whose email changes between two items is one person', async () => {
		const sim = await jumpCloud();
		await runUser(sim, 'upsert', {
			items: [aPerson(), aPerson({ work_email: 'n.vidal@corp.example' })],
		});

		expect(sim.state.users).toMatchObject([aUser({ email: 'n.vidal@corp.example' })]);
	});

	it('twenty namesakes get twenty usernames without asking twice', async () => {
		const sim = await jumpCloud();
		const namesakes = Array.from({ length: 20 }, (_, n) =>
			aPerson({ id: `${n + 1}`, work_email: `noor${n}@corp.example` }),
		);
		const { items } = await runUser(sim, 'upsert', { items: namesakes });

		const expected = ['noor.vidal', ...Array.from({ length: 19 }, (_, n) => `noor.vidal${n + 1}`)];
		expect(items.map(({ username }) => username).toSorted()).toEqual(expected.toSorted());
		expect(calls(sim)).toHaveLength(40);
	});

	it('namesakes stay apart while creates break', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'reset', times: 2, ...CREATE });
		sim.fail({ kind: 'resetAfter', times: 2, ...CREATE });
		const namesakes = Array.from({ length: 6 }, (_, n) =>
			aPerson({ id: `${n + 1}`, work_email: `noor${n}@corp.example` }),
		);
		const { items } = await runUser(sim, 'upsert', { items: namesakes });

		expect(items.map(({ action }) => action)).toEqual(namesakes.map(() => 'created'));
		const usernames = sim.state.users.map(({ username }) => username);
		expect(new Set(usernames).size).toBe(6);
		expect(new Set(sim.state.users.map(({ email }) => email)).size).toBe(6);
	});

	it('two people who are given the same username: one gets it, the other is a conflict', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson(), aPerson({ id: '513', work_email: 'bo@corp.example' })],
			parameters: { usernameRule: 'given', username: 'nova' },
		});

		expect(items.map(({ action }) => action).toSorted()).toEqual(['created', 'skipped']);
		expect(items).toContainEqual(expect.objectContaining({ conflict: 'username_taken' }));
	});

	it('two changes of one user do not undo each other', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'update', {
			items: [{ name: 'floor' }, { name: 'badge' }, { name: 'shift' }],
			parameters: {
				...byEmployee('512'),
				updateFields: {
					customAttributes: { attribute: [{ name: '={{ $json.name }}', value: '1' }] },
				},
			},
		});

		const names = sim.state.user('noor.vidal').attributes.map(({ name }) => name);
		expect(names.toSorted()).toEqual(['badge', 'floor', 'shift']);
	});
});

describe('somebody else is faster', () => {
	const meanwhile = async (
		operation: string,
		act: (sim: JumpCloudSimulator) => void,
		where: { method: string; path?: RegExp } = CREATE,
		users = [{ username: 'bo' }],
	) => {
		const sim = await jumpCloud({ users });
		sim.fail({ kind: 'meanwhile', run: () => act(sim), ...where });
		const { items } = await runUser(sim, operation, { items: [aPerson({ last_name: 'Vidal' })] });
		return { sim, items };
	};

	it('and takes the username: the next number is used', async () => {
		const { sim, items } = await meanwhile('upsert', ({ state }) => {
			state.addUser({ username: 'Noor.Vidal', email: 'other@corp.example' });
		});

		expect(items).toMatchObject([{ action: 'created', username: 'noor.vidal1' }]);
		expect(calls(sim)).toEqual(['search', 'create', 'search', 'create']);
	});

	// Six attempts were once the limit: of a hundred namesakes hired at once, 22 got no user.
	it('again and again: the number of tries is not the limit', async () => {
		const sim = await jumpCloud();
		let taken = 0;
		const run = () => {
			const username = `noor.vidal${taken || ''}`;
			sim.state.addUser({ username, email: `other${taken++}@corp.example` });
		};
		sim.fail({ kind: 'meanwhile', run, times: 8, ...CREATE });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'created' }]);
		const names = sim.state.users.map(({ username }) => username.toLowerCase());
		expect(names).toContain(sim.state.findUser('noor.vidal@corp.example')?.username);
		expect(new Set(names).size).toBe(names.length);
	});

	it.each([
		['upsert', { action: 'updated', changed: ['firstname'] }],
		['create', { action: 'skipped', conflict: 'user_exists' }],
	])('and creates the person: %s finds them', async (operation, expected) => {
		const { sim, items } = await meanwhile(operation, ({ state }) => {
			state.addUser(aUser({ firstname: 'N.', username: 'nv' }));
		});

		expect(items).toMatchObject([expected]);
		expect(
			sim.state.users.filter(({ employeeIdentifier }) => employeeIdentifier === '512'),
		).toHaveLength(1);
	});

	it('and gives the email to another employee: a conflict with both named', async () => {
		const { sim, items } = await meanwhile('upsert', ({ state }) => {
			state.addUser(aUser({ username: 'other', employeeIdentifier: '999' }));
		});

		expect(items).toMatchObject([{ conflict: 'linked_to_other_employee', employeeId: '512' }]);
		expect(items[0]?.message).toContain(sim.state.user('other')._id);
		expect(sim.state.users).toHaveLength(2);
	});

	it('and gives the new email of a user to another one: a conflict, and no change', async () => {
		const users = [aUser({ email: 'old@corp.example' })];
		const { sim, items } = await meanwhile(
			'upsert',
			({ state }) => {
				state.addUser({ username: 'other', email: 'noor.vidal@corp.example' });
			},
			{ method: 'PUT' },
			users,
		);

		expect(items).toMatchObject([{ conflict: 'email_in_use' }]);
		expect(items[0]?.message).toContain(sim.state.user('other')._id);
		expect(sim.state.user('noor.vidal').email).toBe('old@corp.example');
	});

	it('and deletes the user: an error, and the person is created by the next run', async () => {
		const users = [aUser({ firstname: 'N.' })];
		const act = ({ state }: JumpCloudSimulator) => void state.users.splice(0);
		const { sim, items } = await meanwhile('upsert', act, { method: 'PUT' }, users);

		expect(items).toEqual([]);
		const again = await runUser(sim, 'upsert', { items: [aPerson()] });
		expect(again.items).toMatchObject([{ action: 'created' }]);
	});
});
