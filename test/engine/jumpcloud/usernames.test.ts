import type { IDataObject } from 'n8n-workflow';

import { aPerson, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';

afterEach(closeAll);

describe('the username of a new person', () => {
	const created = async (taken: string[], about: IDataObject, parameters: IDataObject = {}) => {
		const users = taken.map((username) => ({ username, state: 'SUSPENDED' as const }));
		const sim = await jumpCloud({ users });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson(about)], parameters });
		return items[0]?.username;
	};

	it.each([
		[[], 'noor.vidal'],
		[['noor.vidal'], 'noor.vidal1'],
		[['Noor.Vidal'], 'noor.vidal1'],
		[['noor.vidal', 'noor.vidal1', 'noor.vidal3'], 'noor.vidal2'],
		[['noor.vidalba', 'xnoor.vidal'], 'noor.vidal'],
	])('with %j taken by suspended users is %s', async (taken, expected) => {
		expect(await created(taken, { work_email: 'n.v@corp.example' })).toBe(expected);
	});

	it.each([
		['one name only', { last_name: '' }, 'noor'],
		['no names', { first_name: '', last_name: null }, 'noor.vidal'],
		['a script without a table', { first_name: '李', last_name: '小龙' }, 'noor.vidal'],
		[
			'neither names nor a usable email',
			{ first_name: '', last_name: '', work_email: '42@corp.example' },
			'user512',
		],
		['accents and an apostrophe', { first_name: 'Zoë', last_name: "O'Brián" }, 'zoe.obrian'],
		['Cyrillic', { first_name: 'Юлия', last_name: 'Щукина' }, 'yuliya.shchukina'],
		['200 characters', { first_name: 'N'.repeat(200) }, 'n'.repeat(30)],
	])('from %s is valid all the same', async (_case, about, expected) => {
		expect(await created([], about)).toBe(expected);
	});

	it.each([
		['the length for Windows', { usernameLength: '20' }, 'noor.vidal-villanuev'],
		['the letter case as typed', { usernameCase: 'asTyped' }, 'Noor.Vidal-Villanueva'],
	])('follows the option for %s', async (_case, options, expected) => {
		expect(await created([], { last_name: 'Vidal-Villanueva' }, { options })).toBe(expected);
	});

	it('keeps its number when it has to be cut', async () => {
		const taken = ['noor.vidal-villanuev'];
		const options = { usernameLength: '20' };
		const about = { last_name: 'Vidal-Villanueva' };
		expect(await created(taken, about, { options })).toBe('noor.vidal-villanue1');
	});

	it('is exactly the given one', async () => {
		const given = { usernameRule: 'given', username: 'Nova' };
		expect(await created(['bo'], {}, given)).toBe('Nova');
	});
});

it('a given username that somebody has is a conflict that names both', async () => {
	const sim = await jumpCloud({ users: [{ username: 'nova', email: 'old@corp.example' }] });
	const { items } = await runUser(sim, 'upsert', {
		items: [aPerson()],
		parameters: { usernameRule: 'given', username: 'Nova' },
	});

	expect(items).toMatchObject([
		{ reason: 'conflict', conflict: 'username_taken', users: [{ username: 'nova' }] },
	]);
	for (const name of ['512', 'noor.vidal@corp.example', 'old@corp.example']) {
		expect(items[0]?.message).toContain(name);
	}
	expect(sim.journal.writes()).toEqual([]);
});

it('a given username that JumpCloud does not accept fails with the words of JumpCloud', async () => {
	const sim = await jumpCloud();
	const { error } = await runUser(sim, 'upsert', {
		items: [aPerson()],
		parameters: { usernameRule: 'given', username: 'two words' },
	});

	expect(error).toMatchObject({ description: expect.stringContaining('two words') });
	expect(sim.state.users).toEqual([]);
});
