import {
	aUser,
	byEmployee,
	calls,
	closeAll,
	inHours,
	jumpCloud,
	onlyWrite,
	runUser,
} from '../../support/jumpcloud';

afterEach(closeAll);

const joiner = byEmployee('512');
const staged = { state: 'STAGED' as const };
const alternate = { ...staged, alternateEmail: 'noor@home.example' };
const toAddress = { sendEmailTo: 'address', mailAddress: 'it@corp.example' };

const recipients = [
	['the alternate email by default', alternate, {}, ['noor@home.example']],
	['the company email without one', staged, {}, ['noor.vidal@corp.example']],
	['an address', alternate, toAddress, ['it@corp.example']],
	['nobody', alternate, { sendEmailTo: 'none' }, []],
] as const;

describe('Activate now', () => {
	it.each(recipients)('mails %s', async (_case, about, mail, expected) => {
		const sim = await jumpCloud({ users: [aUser(about)] });
		const { items } = await runUser(sim, 'activate', { parameters: { ...joiner, ...mail } });

		expect(items).toMatchObject([{ action: 'activated', state: 'ACTIVATED', ...aUser() }]);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', suspended: false });
		expect(sim.state.mails.map(({ to }) => to)).toEqual(expected);
	});

	it('does nothing to a user who is active, and mails nobody', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await runUser(sim, 'activate', { parameters: joiner });

		expect(items).toMatchObject([{ action: 'unchanged', state: 'ACTIVATED' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it.each([
		['now', {}],
		['at a date', { when: 'at', date: '2099-12-31' }],
	])('does not give a suspended user the access back, %s', async (_case, when) => {
		const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED' })] });
		const { items } = await runUser(sim, 'activate', { parameters: { ...joiner, ...when } });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'suspended' }]);
		expect(items[0]?.message).toContain('Unsuspend');
		expect(calls(sim)).toEqual(['search']);
	});

	it('is done as well when somebody else activated the user in the meantime', async () => {
		const sim = await jumpCloud({
			users: [aUser(staged)],
			switches: { activateActive: 'conflict' },
		});
		const run = () => {
			sim.state.user('noor.vidal').state = 'ACTIVATED';
		};
		sim.fail({ kind: 'meanwhile', run, path: /activate$/ });
		const { items, error } = await runUser(sim, 'activate', { parameters: joiner });

		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ action: 'activated', state: 'ACTIVATED' }]);
	});

	it('understands an answer that is a word instead of nothing', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)], switches: { activateReply: 'text' } });
		const { items } = await runUser(sim, 'activate', { parameters: joiner });

		expect(items).toMatchObject([{ action: 'activated' }]);
	});

	it('is not reported as done when a page comes back', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		sim.fail({ kind: 'html', path: /activate$/ });
		const { items, error } = await runUser(sim, 'activate', { parameters: joiner });

		expect(error?.message).toContain('login page');
		expect(items).toEqual([]);
	});

	it.each(['it at corp', '={{ $json.nothing }}'])(
		"refuses '%s' as an address before anybody is asked",
		async (mailAddress) => {
			const sim = await jumpCloud({ users: [aUser(staged)] });
			const mail = { sendEmailTo: 'address', mailAddress };
			const { error } = await runUser(sim, 'activate', { parameters: { ...joiner, ...mail } });

			expect(error?.message).toContain("'Email Address'");
			expect(calls(sim)).toEqual([]);
		},
	);
});

describe('Activate at a time', () => {
	const firstDay = { ...joiner, when: 'at', date: '2099-07-01', timeOfDay: '08:00' };

	it.each(recipients)('mails %s when the time has come', async (_case, about, mail, expected) => {
		const sim = await jumpCloud({ users: [aUser(about)] });
		const { items } = await runUser(sim, 'activate', { parameters: { ...firstDay, ...mail } });

		const at = '2099-07-01T06:00:00.000Z';
		expect(items).toMatchObject([{ action: 'scheduled', state: 'STAGED', scheduled: { at } }]);
		expect(sim.state.mails).toEqual([]);
		sim.clock.set(at);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
		expect(sim.state.mails.map(({ to }) => to)).toEqual(expected);
	});

	it.each([
		['the last winter day', '2099-03-28', '2099-03-28T07:00:00.000Z'],
		['the day on which clocks go forward', '2099-03-29', '2099-03-29T06:00:00.000Z'],
		['the day on which clocks go back', '2099-10-25', '2099-10-25T07:00:00.000Z'],
	])('is eight by the clocks of the zone on %s', async (_case, date, at) => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		await runUser(sim, 'activate', {
			parameters: { ...firstDay, date, timeZone: 'Europe/Paris' },
			timezone: 'Asia/Tokyo',
		});

		expect(onlyWrite(sim)).toMatchObject({ state: 'ACTIVATED', start_date: at });
	});

	it('takes a date-time of an expression, in the zone of the workflow', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		const date = "={{ DateTime.fromISO('2099-07-01T09:30', { zone: 'Asia/Tokyo' }) }}";
		await runUser(sim, 'activate', { parameters: { ...firstDay, date } });

		expect(onlyWrite(sim)).toMatchObject({ start_date: '2099-07-01T00:30:00.000Z' });
	});

	it('an equal one is left alone and another one replaced', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		const actions = [];
		for (const date of ['2099-07-01', '2099-07-01', '2099-08-01']) {
			const { items } = await runUser(sim, 'activate', { parameters: { ...firstDay, date } });
			actions.push(items[0]?.action);
		}

		expect(actions).toEqual(['scheduled', 'unchanged', 'scheduled']);
		expect(sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString())).toEqual([
			'2099-08-01T06:00:00.000Z',
		]);
	});

	it('leaves a suspension that is pending alone', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		await runUser(sim, 'suspend', { parameters: { ...firstDay, date: '2099-12-31' } });
		await runUser(sim, 'activate', { parameters: firstDay });

		expect(sim.state.schedules.map(({ state }) => state)).toEqual(['SUSPENDED', 'ACTIVATED']);
	});

	it('that is past activates now, with the mail that was chosen', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		await runUser(sim, 'activate', {
			parameters: { ...firstDay, date: inHours(-48), ...toAddress },
		});

		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
		expect(sim.state.mails).toMatchObject([{ to: 'it@corp.example' }]);
	});
});

describe('Activate with MFA on day one', () => {
	const withMfa = { ...joiner, options: { mfaDays: 7 } };
	const NEEDED = { enable_user_portal_multifactor: true };

	it('requires it before the user gets access, with days to enrol', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		const { items } = await runUser(sim, 'activate', { parameters: withMfa });

		expect(items).toMatchObject([{ action: 'activated', changed: ['mfa'] }]);
		expect(calls(sim)).toEqual(['search', 'read', 'update', 'activate']);
		expect(sim.journal.writes()[0]?.body).toEqual({
			...NEEDED,
			mfa: { exclusion: true, exclusionDays: 7 },
		});
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', ...NEEDED });
	});

	it('requires it at once for an activation at a date', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		const parameters = { ...withMfa, when: 'at', date: '2099-12-31' };
		const { items } = await runUser(sim, 'activate', { parameters });

		expect(items).toMatchObject([{ action: 'scheduled', changed: ['mfa'] }]);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'STAGED', ...NEEDED });

		const again = await runUser(sim, 'activate', { parameters });
		expect(again.items).toMatchObject([{ action: 'unchanged' }]);
		expect(again.items[0]).not.toHaveProperty('changed');
	});

	it('leaves the time of who needs it already, and users who are active', async () => {
		const mfa = { exclusion: true, exclusionDays: 30 };
		const active = { username: 'bo', employeeIdentifier: '513' };
		const sim = await jumpCloud({ users: [aUser({ ...staged, ...NEEDED, mfa }), active] });
		await runUser(sim, 'activate', { parameters: withMfa });
		await runUser(sim, 'activate', { parameters: { ...withMfa, ...byEmployee('513') } });

		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', mfa });
		expect(sim.state.user('bo')).not.toHaveProperty('mfa');
	});

	it.each([
		['refused', 400],
		['not allowed', 403],
	])('lets nobody in where it is %s', async (_case, status) => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		sim.fail({ kind: 'status', status, method: 'PUT', path: /systemusers/ });
		const { error } = await runUser(sim, 'activate', { parameters: withMfa });

		expect(error).toBeDefined();
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'STAGED' });
		expect(sim.state.mails).toEqual([]);
	});

	it.each([-1, 1.5, 'a week'])('takes no %j for days', async (mfaDays) => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		const parameters = { ...joiner, options: { mfaDays } };
		const { error } = await runUser(sim, 'activate', { parameters });
		expect(error?.message).toContain("'Require MFA After (Days)' cannot be");
		expect(sim.journal.writes()).toEqual([]);
	});

	it('is not asked for where nobody has chosen it', async () => {
		const sim = await jumpCloud({ users: [aUser(staged)] });
		await runUser(sim, 'activate', { parameters: joiner });
		expect(calls(sim)).toEqual(['search', 'activate']);
	});
});
