import { aPerson, aUser, calls, closeAll, jumpCloud, runUser } from '../../support/jumpcloud';

afterEach(closeAll);

describe('who is who', () => {
	it('finds the person by the link after a new name and a new email, and keeps the username', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const renamed = { last_name: 'Prats', work_email: 'noor.prats@corp.example' };
		const { items } = await runUser(sim, 'upsert', { items: [aPerson(renamed)] });

		expect(items).toMatchObject([{ action: 'updated', changed: ['email', 'lastname'] }]);
		expect(sim.state.users).toMatchObject([
			aUser({ lastname: 'Prats', email: 'noor.prats@corp.example' }),
		]);
	});

	it('finds the person by work email in any letter case, and links them', async () => {
		const unlinked = aUser({ email: 'Noor.Vidal@Corp.example', employeeIdentifier: undefined });
		const sim = await jumpCloud({ users: [unlinked] });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'updated', changed: ['employeeIdentifier'] }]);
		expect(sim.state.users).toMatchObject([{ employeeIdentifier: '512' }]);
	});

	it('finds the person by a custom attribute, not by the value of another one', async () => {
		const other = { username: 'bo', attributes: [{ name: 'badge', value: '512' }] };
		const own = {
			username: 'noor',
			attributes: [
				{ name: 'badge', value: '9' },
				{ name: 'hrId', value: '512' },
			],
		};
		const sim = await jumpCloud({ users: [other, own] });
		const parameters = { link: 'customAttribute', linkAttribute: 'hrId' };
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()], parameters });

		expect(items).toMatchObject([{ action: 'updated', username: 'noor' }]);
		expect(sim.state.user('bo').firstname).toBeUndefined();
	});

	it.each(['noorXvidal@corp.example', 'xnoor.vidal@corp.example', 'noor.vidal@corp.example.org'])(
		'does not take %s for noor.vidal@corp.example',
		async (email) => {
			const sim = await jumpCloud({ users: [{ username: 'else', email }] });
			const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

			expect(items).toMatchObject([{ action: 'created' }]);
		},
	);

	it('reads plus signs and brackets in an email as themselves', async () => {
		const email = 'noor+hr{1}@corp.example';
		const sim = await jumpCloud({ users: [{ username: 'noor', email }] });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson({ work_email: email })] });

		expect(items).toMatchObject([{ action: 'updated', username: 'noor' }]);
	});

	it('never takes a namesake for the person', async () => {
		const sim = await jumpCloud({
			users: [aUser({ email: 'n@corp.example', employeeIdentifier: '1' })],
		});
		const { items } = await runUser(sim, 'upsert', { items: [aPerson()] });

		expect(items).toMatchObject([{ action: 'created', username: 'noor.vidal1' }]);
	});

	it('without a link the email decides, whoever the user is linked to', async () => {
		const sim = await jumpCloud({ users: [aUser({ employeeIdentifier: '1', firstname: 'N.' })] });
		await runUser(sim, 'upsert', { items: [aPerson()], parameters: { link: 'none' } });

		expect(sim.state.users).toMatchObject([{ firstname: 'Noor', employeeIdentifier: '1' }]);
	});
});

describe('a conflict is never guessed: it leaves with everybody named, and nothing is written', () => {
	const bo = { username: 'bo', email: 'bo@corp.example', employeeIdentifier: '7' };
	const link = (value: string) => ({ attributes: [{ name: 'factorialId', value }] });
	it.each([
		['linked_to_other_employee', {}, [{ ...bo, email: 'NOOR.vidal@corp.example' }]],
		['email_in_use', { work_email: 'bo@corp.example' }, [aUser(), bo]],
		[
			'several_emails',
			{},
			[bo, { username: 'cy' }].map((one) =>
				aUser({ ...one, email: aUser().email, employeeIdentifier: undefined }),
			),
		],
		[
			'several_linked',
			{},
			[
				{ username: 'bo', ...link('512') },
				{ username: 'cy', ...link('512') },
			],
		],
	])('%s', async (conflict, about, users) => {
		const sim = await jumpCloud({ users });
		const parameters = conflict === 'several_linked' ? { link: 'customAttribute' } : {};
		const { items } = await runUser(sim, 'upsert', { items: [aPerson(about)], parameters });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'conflict', conflict }]);
		const message = String(items[0]?.message);
		expect(message).toContain('512');
		for (const { _id, username, email } of sim.state.users) {
			expect(message).toContain(_id);
			expect(message).toContain(username);
			expect(message).toContain(email);
		}
		expect(items[0]?.users).toHaveLength(users.length);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('an email that another organization has is such a conflict', async () => {
		const sim = await jumpCloud({ foreignEmails: ['noor.vidal@corp.example'] });
		const other = aPerson({ id: '513', work_email: 'bo@corp.example' });
		const { items } = await runUser(sim, 'upsert', { items: [aPerson(), other] });

		expect(items).toMatchObject([
			{ reason: 'conflict', conflict: 'value_in_use', employeeId: '512' },
			{ action: 'created' },
		]);
		expect(items[0]?.message).toContain('noor.vidal@corp.example');
		// JumpCloud does not say which value is in use: another number tells whether it was the username.
		expect(calls(sim).filter((call) => call === 'create')).toHaveLength(3);
	});

	it('a new email that another organization has leaves the user as it was', async () => {
		const sim = await jumpCloud({ users: [aUser()], foreignEmails: ['n@corp.example'] });
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson({ work_email: 'n@corp.example', first_name: 'Nora' })],
		});

		expect(items).toMatchObject([{ conflict: 'value_in_use' }]);
		expect(sim.state.users).toMatchObject([aUser()]);
	});

	it('of two employees with the email of one user the first is linked and the second refused', async () => {
		const unlinked = aUser({ employeeIdentifier: undefined });
		const sim = await jumpCloud({ users: [unlinked] });
		const { items } = await runUser(sim, 'upsert', {
			items: [aPerson(), aPerson({ id: '513', first_name: 'Nora' })],
		});

		expect(items).toMatchObject([
			{ action: 'updated' },
			{ reason: 'conflict', conflict: 'linked_to_other_employee', employeeId: '513' },
		]);
		expect(sim.state.users).toMatchObject([aUser()]);
	});
});
