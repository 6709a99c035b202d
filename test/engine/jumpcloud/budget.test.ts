import {
	aPerson,
	aUser,
	byEmployee,
	byId,
	calls,
	closeAll,
	jumpCloud,
	runUser,
} from '../../support/jumpcloud';

afterEach(closeAll);

const namesake = { username: 'noor.vidal', email: 'noor@corp.example' };

describe('what a person costs in calls', () => {
	it.each([
		['a new person whose username is free', [], ['search', 'create']],
		['a new person whose username is taken', [namesake], ['search', 'create']],
		['a person who is right already', [aUser()], ['search']],
		['a person who has another name now', [aUser({ firstname: 'Nora' })], ['search', 'update']],
	])('Create or Update: %s', async (_case, users, expected) => {
		const sim = await jumpCloud({ users });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toHaveLength(1);
		expect(calls(sim)).toEqual(expected);
	});

	it.each([
		['nothing differs', 'Noor', ['search']],
		['something differs', 'Nora', ['search', 'update']],
	])('Update: %s', async (_case, firstname, expected) => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'update', {
			parameters: { ...byEmployee('512'), updateFields: { firstname } },
		});

		expect(calls(sim)).toEqual(expected);
	});

	it.each([
		['suspend', 'ACTIVATED', ['search', 'update']],
		['suspend', 'SUSPENDED', ['search']],
		['unsuspend', 'SUSPENDED', ['search', 'update']],
		['unsuspend', 'ACTIVATED', ['search']],
		['activate', 'STAGED', ['search', 'activate']],
		['activate', 'ACTIVATED', ['search']],
	] as const)('%s now somebody who is %s', async (operation, state, expected) => {
		const sim = await jumpCloud({ users: [aUser({ state })] });
		await runUser(sim, operation, { parameters: byEmployee('512') });

		expect(calls(sim)).toEqual(expected);
	});

	it.each([
		['suspend', 'ACTIVATED'],
		['activate', 'STAGED'],
	] as const)(
		'%s at a date: read, look at the schedule, create, look once more',
		async (operation, state) => {
			const sim = await jumpCloud({ users: [aUser({ state })] });
			const on = (date: string) => ({ ...byEmployee('512'), when: 'at', date });

			await runUser(sim, operation, { parameters: on('2099-06-29') });
			// Of two executions at once, one schedule has to go.
			expect(calls(sim)).toEqual(['search', 'read schedule', 'schedule', 'read schedule']);

			sim.journal.clear();
			await runUser(sim, operation, { parameters: on('2099-06-30') });
			const scheduling = ['search', 'read schedule', 'schedule', 'read schedule'];
			expect(calls(sim)).toEqual([...scheduling, 'cancel']);
		},
	);

	it('a user picked by ID is read and not searched', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', { parameters: byId(sim.state.user('noor.vidal')._id) });

		expect(calls(sim)).toEqual(['read', 'update']);
	});

	it('people without a work email cost nothing', async () => {
		const sim = await jumpCloud();
		await runUser(sim, 'upsert', { items: [aPerson({ work_email: null })] });

		expect(calls(sim)).toEqual([]);
	});

	it('a manager whom a hundred people share is looked up once', async () => {
		const sim = await jumpCloud({ users: [{ username: 'ines.soler' }] });
		const people = Array.from({ length: 100 }, (_, n) =>
			aPerson({ id: `${n + 1}`, work_email: `p${n}@corp.example` }),
		);
		const manager = { __rl: true, mode: 'email', value: 'Ines.Soler@corp.example' };
		const { items } = await runUser(sim, 'upsert', {
			items: people,
			parameters: { additionalFields: { manager } },
		});

		expect(items).toHaveLength(100);
		expect(calls(sim).filter((call) => call === 'search')).toHaveLength(101);
		const { _id } = sim.state.user('ines.soler');
		expect(sim.state.users.filter((user) => user.manager === _id)).toHaveLength(100);
	});
});
