import type { IDataObject } from 'n8n-workflow';

import type { SystemUser } from '../../../playground/jumpcloud/types';
import {
	aPerson,
	aUser,
	byEmployee,
	calls,
	closeAll,
	jumpCloud,
	onlyWrite,
	runUser,
	words,
} from '../../support/jumpcloud';

afterEach(closeAll);

async function updated(
	about: Partial<SystemUser>,
	updateFields: IDataObject,
	options: IDataObject = {},
) {
	const sim = await jumpCloud({ users: [aUser(about), { username: 'ines.soler' }] });
	const parameters = { ...byEmployee('512'), updateFields, options };
	const result = await runUser(sim, 'update', { parameters });
	return { ...result, sim, user: sim.state.user('noor.vidal') };
}

describe('only what differs is sent', () => {
	it('a new last name is one field, and the username stays', async () => {
		const { sim, items, user } = await updated({}, { firstname: 'Noor', lastname: 'Prats' });

		expect(onlyWrite(sim)).toEqual({ lastname: 'Prats' });
		expect(items).toMatchObject([{ action: 'updated', changed: ['lastname'], lastname: 'Prats' }]);
		expect(user).toMatchObject({ username: 'noor.vidal', lastname: 'Prats' });
	});

	it('a user who is bound to resources can be renamed, because the username is left out', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.state.bind('noor.vidal');
		const { items } = await runUser(sim, 'upsert', { items: [aPerson({ last_name: 'Prats' })] });

		expect(items).toMatchObject([{ action: 'updated' }]);
		expect(sim.state.user('noor.vidal').lastname).toBe('Prats');
	});

	it.each([
		['the same values', { firstname: 'Noor', lastname: ' Vidal ' }],
		['the same email in other letter case', { email: 'Noor.VIDAL@corp.example' }],
		['empty values', { email: '', firstname: '', jobTitle: '' }],
	])('%s change nothing', async (_case, updateFields) => {
		const { sim, items } = await updated({ jobTitle: 'Analyst' }, updateFields);

		expect(items).toMatchObject([{ action: 'unchanged', changed: [] }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([
		['id', '64f0c0ffee00000000000001', 'id'],
		['id', 'https://console.example/#/users/64f0c0ffee00000000000001/details', 'id'],
		['email', 'Noor.Vidal@corp.example', 'email'],
		['employeeIdentifier', '512', 'employeeIdentifier'],
	])('nothing at all to write asks nobody (by %s)', async (mode, value, key) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const user = { __rl: true, mode, value };
		const { items } = await runUser(sim, 'update', { parameters: { user, updateFields: {} } });

		const shown = mode === 'id' ? '64f0c0ffee00000000000001' : value;
		expect(items).toEqual([{ action: 'unchanged', changed: [], [key]: shown }]);
		expect(calls(sim)).toEqual([]);
	});

	it('nothing to write for no user at all is still an error', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { error } = await runUser(sim, 'update', {
			parameters: { ...byEmployee('={{ $json.nothing }}'), updateFields: {} },
		});

		expect(error?.message).toContain("'User' is empty");
	});

	it.each([
		['40 characters', 'a'.repeat(40)],
		['a blank', 'cost unit'],
		['nothing', ''],
	])(
		'a custom attribute whose name is %s is refused before anybody is asked',
		async (_case, name) => {
			const attribute = [{ name, value: 'F1' }];
			const { sim, error } = await updated({}, { customAttributes: { attribute } });

			expect(words(error)).toMatch(/custom attribute.*letters and digits.*31/);
			expect(calls(sim)).toEqual([]);
		},
	);

	it('a manager whom two users fit is an error that names both', async () => {
		const sim = await jumpCloud({ users: [aUser(), { username: 'bo' }, { username: 'lea' }] });
		for (const { email } of sim.state.users.slice(2)) sim.state.user('bo').email = email;
		const manager = { __rl: true, mode: 'email', value: 'lea@corp.example' };
		const { error } = await runUser(sim, 'update', {
			parameters: { ...byEmployee('512'), updateFields: { manager } },
		});

		for (const { _id } of sim.state.users.slice(1)) expect(error?.message).toContain(_id);
		expect(error?.message).toContain("'Manager'");
		expect(sim.journal.writes()).toEqual([]);
	});

	it('a suspended user can be corrected and stays suspended', async () => {
		const { user } = await updated({ state: 'SUSPENDED' }, { jobTitle: 'Analyst' });

		expect(user).toMatchObject({ jobTitle: 'Analyst', state: 'SUSPENDED', suspended: true });
	});

	it('a manager is found by email', async () => {
		const manager = { __rl: true, mode: 'email', value: 'Ines.Soler@corp.example' };
		const { sim, items, user } = await updated({}, { manager });

		expect(items).toMatchObject([{ changed: ['manager'] }]);
		expect(user.manager).toBe(sim.state.user('ines.soler')._id);
	});

	it('a manager who is missing is reported and the rest is done', async () => {
		const manager = { __rl: true, mode: 'email', value: 'nobody@corp.example' };
		const { items, user } = await updated({}, { manager, jobTitle: 'Analyst' });

		expect(items).toMatchObject([{ changed: ['jobTitle'], warnings: ['manager_not_found'] }]);
		expect(user.jobTitle).toBe('Analyst');
	});
});

describe('lists are merged, because JumpCloud replaces them whole', () => {
	const attributes = [
		{ name: 'badge', value: '9' },
		{ name: 'costUnit', value: 'F1' },
	];
	const phoneNumbers = [
		{ type: 'home', number: '1' },
		{ type: 'work', number: '2' },
	];

	it('custom attributes that are not mentioned stay', async () => {
		const attribute = [
			{ name: 'costUnit', value: 'F2' },
			{ name: 'floor', value: '3' },
		];
		const { items, user } = await updated({ attributes }, { customAttributes: { attribute } });

		expect(items).toMatchObject([{ changed: ['attributes.costUnit', 'attributes.floor'] }]);
		expect(user.attributes).toEqual([{ name: 'badge', value: '9' }, ...attribute]);
	});

	it('phone numbers of other types stay', async () => {
		const phone = [{ type: 'work', number: '3' }];
		const { items, user } = await updated({ phoneNumbers }, { phoneNumbers: { phone } });

		expect(items).toMatchObject([{ changed: ['phoneNumbers.work'] }]);
		expect(user.phoneNumbers).toMatchObject([phoneNumbers[0], ...phone]);
	});

	it('a list that is right already is not sent', async () => {
		const { sim, items } = await updated(
			{ attributes, phoneNumbers },
			{
				jobTitle: 'Analyst',
				customAttributes: { attribute: attributes.slice(1) },
				phoneNumbers: { phone: phoneNumbers.slice(0, 1) },
			},
		);

		expect(onlyWrite(sim)).toEqual({ jobTitle: 'Analyst' });
		expect(items).toMatchObject([{ changed: ['jobTitle'] }]);
	});
});

describe('Clear Emptied Fields', () => {
	const about = {
		jobTitle: 'Analyst',
		department: 'Finance',
		attributes: [
			{ name: 'badge', value: '9' },
			{ name: 'costUnit', value: 'F1' },
		],
	};
	const emptied = {
		email: '',
		employeeIdentifier: '',
		jobTitle: '',
		customAttributes: { attribute: [{ name: 'costUnit', value: '' }] },
	};

	it('empties what is emptied, but never what people are found by', async () => {
		const { sim, items, user } = await updated(about, emptied, { clearEmpty: true });

		expect(items).toMatchObject([{ changed: ['attributes.costUnit', 'jobTitle'] }]);
		expect(onlyWrite(sim)).toEqual({ jobTitle: '', attributes: [{ name: 'badge', value: '9' }] });
		expect(user).toMatchObject({ ...aUser(), department: 'Finance' });
	});

	it('is off at first, and nothing is lost', async () => {
		const { items, user } = await updated(about, emptied);

		expect(items).toMatchObject([{ action: 'unchanged' }]);
		expect(user).toMatchObject(about);
	});
});

describe('a value that somebody else has', () => {
	it.each([
		['email_in_use', { email: 'ines.soler@corp.example' }],
		['employee_identifier_in_use', { employeeIdentifier: '7' }],
	])('here is a conflict that names both: %s', async (conflict, updateFields) => {
		const ines = { username: 'ines.soler', employeeIdentifier: '7' };
		const sim = await jumpCloud({ users: [aUser(), ines] });
		const { items } = await runUser(sim, 'update', {
			parameters: { ...byEmployee('512'), updateFields },
		});

		expect(items).toMatchObject([{ action: 'skipped', reason: 'conflict', conflict }]);
		for (const { _id } of sim.state.users) expect(items[0]?.message).toContain(_id);
		expect(sim.state.users).toMatchObject([aUser(), ines]);
	});

	it('an email in use in another organization is a conflict', async () => {
		const sim = await jumpCloud({ users: [aUser()], foreignEmails: ['n@corp.example'] });
		const { items } = await runUser(sim, 'update', {
			parameters: { ...byEmployee('512'), updateFields: { email: 'n@corp.example' } },
		});

		expect(items).toMatchObject([{ conflict: 'value_in_use', email: 'n@corp.example' }]);
		expect(sim.state.users).toMatchObject([aUser()]);
	});

	// JumpCloud's words once were all that was said; it need not be asked.
	it('an email that is none is left alone before any call', async () => {
		const { items, user } = await updated({}, { email: 'noor at corp' });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'invalid_email' }]);
		expect(user.email).toBe('noor.vidal@corp.example');
	});
});
