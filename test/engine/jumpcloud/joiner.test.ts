import { aPerson, aUser, closeAll, jumpCloud, onlyWrite, runUser } from '../../support/jumpcloud';

afterEach(closeAll);

const namesake = { username: 'noor.vidal', email: 'noor@corp.example' };

describe('a new person', () => {
	it('becomes a staged user with the four attributes and the link, and nothing else', async () => {
		const sim = await jumpCloud();
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(onlyWrite(sim)).toEqual({ ...aUser(), state: 'STAGED' });
		const { _id } = sim.state.user('noor.vidal');
		expect(items).toMatchObject([{ action: 'created', id: _id, ...aUser(), state: 'STAGED' }]);
		expect(sim.state.mails).toEqual([]);
	});

	it('has access at once and gets the activation mail when the state is Active', async () => {
		const sim = await jumpCloud();
		await runUser(sim, 'create', { items: [aPerson()], parameters: { state: 'ACTIVATED' } });

		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', suspended: false });
		expect(sim.state.mails).toMatchObject([{ to: 'noor.vidal@corp.example', kind: 'activation' }]);
	});

	it('gets exactly four attributes without a link', async () => {
		const sim = await jumpCloud();
		await runUser(sim, 'upsert', { items: [aPerson({ id: '' })], parameters: { link: 'none' } });

		const { username, email, firstname, lastname } = aUser();
		expect(onlyWrite(sim)).toEqual({ username, email, firstname, lastname, state: 'STAGED' });
	});

	it('remembers the employee in a custom attribute when told so', async () => {
		const sim = await jumpCloud();
		const parameters = { link: 'customAttribute', linkAttribute: 'hrId' };
		await runUser(sim, 'upsert', { items: [aPerson()], parameters });

		const user = sim.state.user('noor.vidal');
		expect(user.attributes).toEqual([{ name: 'hrId', value: '512' }]);
		expect(user.employeeIdentifier).toBeUndefined();
	});

	it('keeps an employee id beyond the largest safe number as it is', async () => {
		const sim = await jumpCloud();
		await runUser(sim, 'upsert', { items: [aPerson({ id: '9007199254740993123' })] });

		expect(sim.state.user('noor.vidal').employeeIdentifier).toBe('9007199254740993123');
	});

	it('takes every attribute that is added, and the manager by employee identifier', async () => {
		const boss = { username: 'ines.soler', employeeIdentifier: '7' };
		const sim = await jumpCloud({ users: [boss] });
		const texts = {
			alternateEmail: 'noor@home.example',
			company: 'Corp',
			costCenter: 'C1',
			department: 'Finance',
			displayname: 'Noor V.',
			employeeType: 'Full time',
			jobTitle: 'Analyst',
			location: 'Valencia',
		};
		await runUser(sim, 'upsert', {
			items: [aPerson()],
			parameters: {
				additionalFields: {
					...texts,
					manager: { __rl: true, mode: 'employeeIdentifier', value: '7' },
					customAttributes: { attribute: [{ name: 'costUnit', value: 'F1' }] },
					phoneNumbers: { phone: [{ type: 'work', number: '+34 600 000 000' }] },
				},
			},
		});

		expect(sim.state.user('noor.vidal')).toMatchObject({
			...texts,
			manager: sim.state.user('ines.soler')._id,
			attributes: [{ name: 'costUnit', value: 'F1' }],
			phoneNumbers: [{ type: 'work', number: '+34 600 000 000' }],
		});
	});

	it('is created without a manager who is not there yet, and the item says so', async () => {
		const sim = await jumpCloud();
		const manager = { __rl: true, mode: 'email', value: 'nobody@corp.example' };
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson()],
			parameters: { additionalFields: { manager } },
		});

		expect(items).toMatchObject([{ action: 'created', warnings: ['manager_not_found'] }]);
		expect(sim.state.user('noor.vidal').manager).toBeUndefined();
	});

	it('fails when several users fit the manager, and names them', async () => {
		const twin = { email: 'ines@corp.example' };
		const sim = await jumpCloud({
			users: [
				{ ...twin, username: 'a' },
				{ ...twin, username: 'b' },
			],
		});
		const manager = { __rl: true, mode: 'email', value: 'ines@corp.example' };
		const { error } = await runUser(sim, 'upsert', {
			items: [aPerson()],
			parameters: { additionalFields: { manager } },
		});

		for (const { _id } of sim.state.users) expect(error?.message).toContain(_id);
		expect(sim.journal.writes()).toEqual([]);
	});
});

describe('a person who has a user already', () => {
	it('is reported by Create and not touched', async () => {
		const sim = await jumpCloud({ users: [aUser({ firstname: 'N.' })] });
		const { items } = await runUser(sim, 'create', { items: [aPerson()] });

		const { _id } = sim.state.user('noor.vidal');
		expect(items).toMatchObject([
			{ action: 'skipped', reason: 'conflict', conflict: 'user_exists', users: [{ id: _id }] },
		]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each(['ACTIVATED', 'SUSPENDED'] as const)('stays %s', async (state) => {
		const sim = await jumpCloud({ users: [aUser({ firstname: 'N.', state })] });
		await runUser(sim, 'upsert', { items: [aPerson()], parameters: { state: 'STAGED' } });

		expect(sim.state.user('noor.vidal')).toMatchObject({ firstname: 'Noor', state });
	});

	it('is kept in step although inactive, while nobody inactive is created', async () => {
		const sim = await jumpCloud({ users: [aUser({ firstname: 'N.' })] });
		const gone = aPerson({ id: '9', work_email: 'gone@corp.example', active: false });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson({ active: false }), gone] });

		expect(items).toMatchObject([
			{ action: 'updated' },
			{ action: 'skipped', reason: 'inactive', employeeId: '9' },
		]);
		expect(sim.state.users).toHaveLength(1);
	});
});

describe('a parameter that JumpCloud would refuse is named, and nothing is written', () => {
	const custom = (name: string, value = 'x') => ({
		additionalFields: { customAttributes: { attribute: [{ name, value }] } },
	});
	it.each([
		["'Link Attribute Name'", { link: 'customAttribute', linkAttribute: 'hr_id' }],
		["'cost-unit'", custom('cost-unit')],
		["'a2345678901234567890123456789012'", custom('a2345678901234567890123456789012')],
		["'note'", custom('note', 'x'.repeat(1025))],
		["'Job Title'", { additionalFields: { jobTitle: 'x'.repeat(1025) } }],
		["'Additional Fields'", { additionalFields: { employeeIdentifier: '999' } }],
		["'Manager'", { additionalFields: { manager: { __rl: true, mode: 'id', value: 'Ines' } } }],
		["'Given Username'", { usernameRule: 'given', username: ' ' }],
	])('%s', async (name, parameters) => {
		const sim = await jumpCloud({ users: [namesake] });
		const { error } = await runUser(sim, 'upsert', { items: [aPerson()], parameters });

		expect(error?.message).toContain(name);
		expect(sim.journal.writes()).toEqual([]);
	});
});
