import {
	aUser,
	byEmployee,
	calls,
	closeAll,
	inHours,
	jumpCloud,
	onlyWrite,
	runUser,
	words,
} from '../../support/jumpcloud';

afterEach(closeAll);

const leaver = byEmployee('512');
const lastDay = { ...leaver, when: 'at', date: '2099-12-31', timeOfDay: '23:59' };

describe('Suspend now', () => {
	it.each(['ACTIVATED', 'STAGED'] as const)(
		'takes the access of a user who is %s',
		async (state) => {
			const sim = await jumpCloud({ users: [aUser({ state }), { username: 'bo' }] });
			const { items } = await runUser(sim, 'suspend', { parameters: leaver });

			expect(onlyWrite(sim)).toEqual({ state: 'SUSPENDED', suspended: true });
			expect(items).toMatchObject([{ action: 'suspended', state: 'SUSPENDED', ...aUser() }]);
			expect(sim.state.users.map((user) => user.state)).toEqual(['SUSPENDED', 'ACTIVATED']);
		},
	);

	it('says so when the user is suspended already', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED' })] });
		const { items } = await runUser(sim, 'suspend', { parameters: leaver });

		expect(items).toMatchObject([{ action: 'unchanged', state: 'SUSPENDED' }]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('cancels what is pending when told so, also for a user who is suspended already', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { _id } = sim.state.user('noor.vidal');
		const options = { cancelScheduled: true };
		for (const expected of ['suspended', 'unchanged']) {
			pending(sim, _id, 'ACTIVATED', inHours(100));
			const { items } = await runUser(sim, 'suspend', { parameters: { ...leaver, options } });

			expect(items).toMatchObject([{ action: expected, cancelled: [{ state: 'ACTIVATED' }] }]);
			expect(sim.state.schedules).toEqual([]);
		}
	});

	it('leaves what is pending alone otherwise', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		pending(sim, sim.state.user('noor.vidal')._id, 'ACTIVATED', inHours(100));
		await runUser(sim, 'suspend', { parameters: leaver });

		expect(sim.state.schedules).toHaveLength(1);
	});

	it('is not reported as done when JumpCloud says nothing', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		sim.fail({ kind: 'empty', method: 'PUT' });
		const { items, error } = await runUser(sim, 'suspend', { parameters: leaver });

		expect(error).toBeDefined();
		expect(items).toEqual([]);
	});
});

describe('Suspend at the end of the last day', () => {
	it('keeps the access until then and takes it on time', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const { items } = await runUser(sim, 'suspend', { parameters: lastDay });

		const at = '2099-12-31T22:59:00.000Z';
		expect(items).toMatchObject([{ action: 'scheduled', scheduled: { state: 'SUSPENDED', at } }]);
		sim.clock.set('2099-12-31T22:58:59Z');
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
		sim.clock.set(at);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'SUSPENDED', suspended: true });
	});

	it.each([
		['summer time in the zone of the workflow', { date: '2099-07-01' }, '2099-07-01T21:59:00.000Z'],
		['another zone', { timeZone: 'America/New_York' }, '2100-01-01T04:59:00.000Z'],
		['midnight', { timeOfDay: '24:00' }, '2099-12-31T23:00:00.000Z'],
		['a time with its zone', { date: '2099-12-31T18:00:00+02:00' }, '2099-12-31T16:00:00.000Z'],
		['a time without a zone', { date: '2099-12-31T18:00:00' }, '2099-12-31T17:00:00.000Z'],
	])('%s', async (_case, parameters, at) => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', { parameters: { ...lastDay, ...parameters } });

		expect(onlyWrite(sim)).toMatchObject({ state: 'SUSPENDED', start_date: at });
	});

	it.each(['2099-12-31T00:00:00Z', '2099-12-31T00:00:00+02:00', '2099-12-31 00:00'])(
		'a midnight is the day it is written for, and puts off nobody’s own: %s',
		async (date) => {
			const sim = await jumpCloud({ users: [aUser()] });
			const { _id } = sim.state.user('noor.vidal');
			pending(sim, _id, 'SUSPENDED', '2100-06-20T13:00:00Z');
			await runUser(sim, 'suspend', { parameters: { ...lastDay, date } });

			expect(sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString())).toEqual([
				'2100-06-20T13:00:00.000Z',
				'2099-12-31T22:59:00.000Z',
			]);
		},
	);

	it('twice is the same as once', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', { parameters: lastDay });
		const { items } = await runUser(sim, 'suspend', { parameters: lastDay });

		const [{ scheduledJobId: id } = { scheduledJobId: '' }] = sim.state.schedules;
		expect(items).toMatchObject([{ action: 'unchanged', scheduled: { id } }]);
		expect(sim.journal.writes()).toHaveLength(1);
	});

	it('of a user who is suspended already changes nothing, and says so', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED' })] });
		const { items } = await runUser(sim, 'suspend', { parameters: lastDay });

		expect(items).toMatchObject([{ action: 'skipped', reason: 'suspended' }]);
		expect(items[0]?.message).toContain('2099-12-31T22:59:00.000Z');
		expect(sim.journal.writes()).toEqual([]);
	});

	it('of one who is suspended already keeps the planned end, and nobody comes back', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'SUSPENDED' })] });
		const [noor] = sim.state.users.map(({ _id }) => _id);
		pending(sim, noor, 'SUSPENDED', '2099-12-31T22:59:00Z');
		pending(sim, noor, 'ACTIVATED', '2099-06-01T06:00:00Z');
		const options = { cancelScheduled: true };
		await runUser(sim, 'suspend', { parameters: { ...lastDay, options } });

		expect(sim.state.schedules).toMatchObject([{ state: 'SUSPENDED' }]);
	});

	it('an equal one among several stays and the others go, those of other people excepted', async () => {
		const sim = await jumpCloud({ users: [aUser(), { username: 'bo' }] });
		const [noor, bo] = sim.state.users.map(({ _id }) => _id);
		pending(sim, noor, 'SUSPENDED', '2099-06-30T21:59:00Z');
		pending(sim, noor, 'SUSPENDED', '2099-12-31T22:59:00Z');
		pending(sim, noor, 'SUSPENDED', '2100-06-30T21:59:00Z');
		pending(sim, bo, 'SUSPENDED', '2099-06-30T21:59:00Z');
		const { items } = await runUser(sim, 'suspend', { parameters: lastDay });

		expect(items).toMatchObject([{ action: 'scheduled', cancelled: [{}, {}] }]);
		expect(sim.state.schedules).toMatchObject([
			{ systemUserId: noor, scheduledDate: new Date('2099-12-31T22:59:00Z') },
			{ systemUserId: bo },
		]);
	});

	it('cancels an activation that would bring the leaver back, and keeps an earlier one', async () => {
		const sim = await jumpCloud({ users: [aUser({ state: 'STAGED' })] });
		const [noor] = sim.state.users.map(({ _id }) => _id);
		pending(sim, noor, 'ACTIVATED', '2099-06-01T06:00:00Z');
		pending(sim, noor, 'ACTIVATED', '2100-06-01T06:00:00Z');
		await runUser(sim, 'suspend', { parameters: lastDay });

		expect(sim.state.schedules.map(({ state }) => state)).toEqual(['ACTIVATED', 'SUSPENDED']);
		sim.clock.set('2101-01-01T00:00:00Z');
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});

	it('keeps the old date when the new one cannot be set', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', { parameters: lastDay });
		sim.fail({ kind: 'status', status: 400, method: 'POST', path: /userstates$/ });
		const { error } = await runUser(sim, 'suspend', {
			parameters: { ...lastDay, date: '2100-01-31' },
		});

		expect(error).toBeDefined();
		expect(sim.state.schedules).toMatchObject([
			{ scheduledDate: new Date('2099-12-31T22:59:00Z') },
		]);
	});

	it('does not mind that somebody else cancelled the old one in the meantime', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', { parameters: lastDay });
		sim.fail({ kind: 'meanwhile', run: () => sim.state.schedules.splice(0, 1), method: 'DELETE' });
		const { items } = await runUser(sim, 'suspend', {
			parameters: { ...lastDay, date: '2100-01-31' },
		});

		expect(items).toMatchObject([{ action: 'scheduled' }]);
		expect(sim.state.schedules).toHaveLength(1);
	});
});

describe('Suspend at a time beside what is scheduled already', () => {
	const days = async (dates: string[], parameters = {}) => {
		const sim = await jumpCloud({ users: [aUser()] });
		const [noor] = sim.state.users.map(({ _id }) => _id);
		for (const date of dates) pending(sim, noor, 'SUSPENDED', date);
		const { items } = await runUser(sim, 'suspend', { parameters: { ...lastDay, ...parameters } });
		const left = sim.state.schedules.map(({ scheduledDate }) => scheduledDate.toISOString());
		return { sim, item: items[0], left };
	};

	it('never puts off an earlier one that somebody scheduled by hand, and reports it', async () => {
		const { sim, item, left } = await days(['2099-06-20T13:00:00Z']);

		expect(item).toMatchObject({
			action: 'skipped',
			reason: 'foreign_suspension',
			scheduled: { at: '2099-06-20T13:00:00.000Z' },
		});
		expect(item?.message).toMatch(/2099-06-20T13:00:00.000Z.*by hand/);
		expect(left).toEqual(['2099-06-20T13:00:00.000Z']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('leaves a later one of somebody alone, and comes before it', async () => {
		const { item, left } = await days(['2100-06-20T13:00:00Z']);

		expect(item).toMatchObject({ action: 'scheduled' });
		expect(left).toEqual(['2100-06-20T13:00:00.000Z', '2099-12-31T22:59:00.000Z']);
	});

	it('replaces one at its own time of day, in winter and in summer', async () => {
		const { left } = await days(['2099-06-30T21:59:00Z']);

		expect(left).toEqual(['2099-12-31T22:59:00.000Z']);
	});

	describe('at a moment with a time of its own', () => {
		// 18:00 and half a minute in Madrid, in winter.
		const date = '2099-12-31T17:00:30Z';

		it('never puts off one by hand either', async () => {
			const byHand = '2099-06-20T13:00:00Z';
			const { sim, item, left } = await days([byHand], { date });

			expect(item).toMatchObject({ action: 'skipped', reason: 'foreign_suspension' });
			expect(left).toEqual(['2099-06-20T13:00:00.000Z']);
			expect(sim.journal.writes()).toEqual([]);
		});

		it('replaces what comes at that time of another day, in winter and in summer', async () => {
			const { left } = await days(['2099-12-01T17:00:30Z', '2099-06-30T16:00:30Z'], { date });

			expect(left).toEqual(['2099-12-31T17:00:30.000Z']);
		});

		it('leaves a later one by hand alone', async () => {
			const { left } = await days(['2100-06-20T13:00:00Z'], { date });

			expect(left).toEqual(['2100-06-20T13:00:00.000Z', '2099-12-31T17:00:30.000Z']);
		});
	});

	it('keeps an equal one, whoever made it', async () => {
		const { item, sim } = await days(['2099-12-31T22:59:00.400Z']);

		expect(item).toMatchObject({ action: 'unchanged' });
		expect(sim.journal.writes()).toEqual([]);
	});

	it('suspends at once when JumpCloud finds the time too close', async () => {
		const sim = await jumpCloud({ users: [aUser()], switches: { minimumLeadMinutes: 90 } });
		const parameters = { ...lastDay, date: inHours(1.2) };
		const { items } = await runUser(sim, 'suspend', { parameters });

		expect(items).toMatchObject([{ action: 'suspended', state: 'SUSPENDED' }]);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
	});
});

describe('Suspend with Remember the Last Day In', () => {
	const options = { rememberLastDay: 'lastDay' };
	const dayOf = (sim: Awaited<ReturnType<typeof jumpCloud>>) =>
		sim.state.user('noor.vidal').attributes.find(({ name }) => name === 'lastDay')?.value;

	it('keeps the day in the call that suspends, beside the other attributes', async () => {
		const sim = await jumpCloud({ users: [aUser({ attributes: [{ name: 'own', value: 'x' }] })] });
		const parameters = { ...leaver, when: 'at', date: '2020-02-29', options };
		const { items } = await runUser(sim, 'suspend', { parameters });

		expect(items).toMatchObject([{ action: 'suspended' }]);
		expect(onlyWrite(sim)).toEqual({
			...{ state: 'SUSPENDED', suspended: true },
			attributes: [
				{ name: 'own', value: 'x' },
				{ name: 'lastDay', value: '2020-02-29' },
			],
		});
	});

	it.each([
		['the day of a date', { date: '2099-12-31' }, '2099-12-31'],
		['the day that midnight ends', { date: '2099-12-31', timeOfDay: '24:00' }, '2099-12-31'],
		['the day in the zone of the step', { date: '2099-12-31T23:30:00Z' }, '2100-01-01'],
		[
			'the day in a zone of its own',
			{ date: '2099-12-31T23:30:00Z', timeZone: 'America/New_York' },
			'2099-12-31',
		],
	])('is %s, after the suspension is scheduled', async (_case, when, expected) => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', { parameters: { ...lastDay, ...when, options } });

		expect(dayOf(sim)).toBe(expected);
		expect(calls(sim)).toEqual([
			...['search', 'read schedule', 'schedule', 'read schedule', 'update'],
		]);
	});

	it('is today without a date, and twice is the same as once', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		await runUser(sim, 'suspend', { parameters: { ...leaver, options }, timezone: 'UTC' });
		const { items } = await runUser(sim, 'suspend', { parameters: { ...leaver, options } });

		expect(dayOf(sim)).toMatch(/^\d{4}-\d\d-\d\d$/);
		expect(items).toMatchObject([{ action: 'unchanged' }]);
		expect(sim.journal.writes()).toHaveLength(1);
	});

	it('keeps nobody in when JumpCloud does not take the attribute', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const body = { message: 'attributes are not valid' };
		sim.fail({ kind: 'answer', status: 400, body, method: 'PUT' });
		const { items } = await runUser(sim, 'suspend', { parameters: { ...leaver, options } });

		expect(items).toMatchObject([{ action: 'suspended', warnings: ['last_day_not_remembered'] }]);
		expect(sim.state.user('noor.vidal').state).toBe('SUSPENDED');
		expect(dayOf(sim)).toBeUndefined();
	});

	it('refuses a name that JumpCloud would not take, before anybody is asked', async () => {
		const sim = await jumpCloud({ users: [aUser()] });
		const parameters = { ...leaver, options: { rememberLastDay: 'last day' } };
		const { error } = await runUser(sim, 'suspend', { parameters });

		expect(words(error)).toMatch(/'Remember the Last Day In' cannot be 'last day'.*31/);
		expect(calls(sim)).toEqual([]);
	});

	it.each(['suspend', 'unsuspend'])(
		'refuses the attribute that holds the link: %s',
		async (operation) => {
			const link = [{ name: 'factorialId', value: '512' }];
			const user = { employeeIdentifier: '', attributes: link };
			const states = { state: operation === 'suspend' ? 'ACTIVATED' : 'SUSPENDED' } as const;
			const sim = await jumpCloud({ users: [aUser({ ...user, ...states })] });
			for (const when of [{}, { when: 'at', date: '2099-12-31' }]) {
				const names = { linkAttribute: 'factorialId', rememberLastDay: 'factorialId' };
				const parameters = { ...leaver, ...when, options: names };
				const { error } = await runUser(sim, operation, { parameters });

				expect(words(error)).toMatch(/'Remember the Last Day In' names the attribute.*link/);
			}
			expect(calls(sim)).toEqual([]);
			expect(sim.state.user('noor.vidal').attributes).toEqual(link);
		},
	);
});

describe('a role that may not change states', () => {
	it.each([
		['now', leaver],
		['at a date', lastDay],
	])('is told which permission is missing, %s', async (_case, parameters) => {
		const sim = await jumpCloud({ users: [aUser()], switches: { stateWritesForbidden: true } });
		const { error } = await runUser(sim, 'suspend', { parameters });

		expect(words(error)).toMatch(/may not.*user states/);
		expect(sim.state.user('noor.vidal').state).toBe('ACTIVATED');
		expect(calls(sim).filter((call) => ['update', 'schedule'].includes(call))).toHaveLength(1);
	});
});

function pending(
	sim: Awaited<ReturnType<typeof jumpCloud>>,
	systemUserId = '',
	state: 'ACTIVATED' | 'SUSPENDED',
	date: string,
) {
	const scheduledJobId = sim.state.nextId();
	const scheduledDate = new Date(date);
	sim.state.schedules.push({ scheduledJobId, systemUserId, state, scheduledDate, sendMail: false });
}
