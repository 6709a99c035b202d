import { Clock } from '../../../playground/core/clock';
import { closeAll, jumpCloud } from './jumpcloud.support';

afterEach(closeAll);

const HOUR_MS = 3_600_000;

async function organization() {
	const started = await jumpCloud({
		users: [
			{
				username: 'new',
				email: 'new@corp.example',
				alternateEmail: 'new@home.example',
				state: 'STAGED',
			},
			{ username: 'ana', email: 'ana@corp.example' },
			{ username: 'off', email: 'off@corp.example', state: 'SUSPENDED' },
		],
	});
	const { sim, send } = started;
	return {
		...started,
		id: (name: string) => sim.state.user(name)._id,
		activate: async (name: string, body?: unknown) =>
			await send('POST', `/systemusers/${sim.state.user(name)._id}/state/activate`, body),
		put: async (name: string, body: unknown) =>
			await send('PUT', `/systemusers/${sim.state.user(name)._id}`, body),
		schedule: async (name: string, state: string, aheadMs: number, more: object = {}) =>
			await send('POST', '/v2/bulk/userstates', {
				user_ids: [sim.state.user(name)._id],
				state,
				start_date: new Date(sim.clock.now().getTime() + aheadMs).toISOString(),
				...more,
			}),
	};
}

describe('suspending and unsuspending at once', () => {
	it('takes state and suspended together, both ways', async () => {
		const { sim, put } = await organization();
		await put('ana', { state: 'SUSPENDED', suspended: true });
		expect(sim.state.user('ana')).toMatchObject({ state: 'SUSPENDED', suspended: true });
		await put('ana', { state: 'ACTIVATED', suspended: false });
		expect(sim.state.user('ana')).toMatchObject({ state: 'ACTIVATED', suspended: false });
		expect(sim.state.mails).toEqual([]);
	});

	it('lifts a suspension with suspended: false alone', async () => {
		const { sim, put } = await organization();
		expect((await put('off', { suspended: false })).data.state).toBe('ACTIVATED');
		expect(sim.state.user('off').suspended).toBe(false);
	});

	it('lets one of the two pull the other along when switched so', async () => {
		const { sim, put } = await organization();
		sim.switches.loneStateAccepted = true;
		expect((await put('ana', { state: 'SUSPENDED' })).data.suspended).toBe(true);
		expect((await put('new', { suspended: true })).data.state).toBe('SUSPENDED');
	});

	it('mails a staged user whom an update activates, unless switched off', async () => {
		const { sim, put } = await organization();
		await put('new', { state: 'ACTIVATED', suspended: false });
		expect(sim.state.mails.map(({ to }) => to)).toEqual(['new@home.example']);
	});

	it('needs a permission of its own when switched so', async () => {
		const { sim, put, activate, schedule } = await organization();
		sim.switches.stateWritesForbidden = true;
		const answers = [
			await put('ana', { state: 'SUSPENDED', suspended: true }),
			await activate('new'),
			await schedule('ana', 'SUSPENDED', 2 * HOUR_MS),
		];
		expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
		expect((await put('ana', { department: 'IT' })).status).toBe(200);
		expect(sim.state.user('ana').state).toBe('ACTIVATED');
	});
});

describe('activating at once', () => {
	it.each([
		['nothing', undefined, ['new@home.example']],
		['an empty body', {}, ['new@home.example']],
		['true', { email: true }, ['new@home.example']],
		['an address', { email: 'boss@corp.example' }, ['boss@corp.example']],
		['false', { email: false }, []],
	])('given %s mails the right people', async (_what, body, recipients) => {
		const { sim, activate } = await organization();
		const answer = await activate('new', body);
		expect([answer.status, answer.data]).toEqual([200, '']);
		expect(sim.state.user('new').state).toBe('ACTIVATED');
		expect(sim.state.mails.map(({ to }) => to)).toEqual(recipients);
	});

	it('is refused for an address that is none, for unknown fields and for suspended users', async () => {
		const { sim, activate } = await organization();
		expect((await activate('new', { email: 'boss' })).status).toBe(400);
		expect((await activate('new', { mail: true })).status).toBe(400);
		expect((await activate('off')).status).toBe(400);
		expect([sim.state.user('new').state, sim.state.user('off').state]).toEqual([
			'STAGED',
			'SUSPENDED',
		]);
	});

	it('does nothing to somebody active, or says so when switched', async () => {
		const { sim, activate } = await organization();
		expect((await activate('ana')).status).toBe(200);
		sim.switches.activateActive = 'conflict';
		expect((await activate('ana')).status).toBe(409);
		sim.switches.activateActive = 'refuse';
		expect((await activate('ana')).status).toBe(400);
		expect(sim.state.mails).toEqual([]);
	});

	it('answers with a JSON string when switched so', async () => {
		const { sim, activate } = await organization();
		sim.switches.activateReply = 'text';
		expect((await activate('new')).headers['content-type']).toContain('application/json');
	});
});

describe('scheduled changes', () => {
	it('come true when the clock passes them, and not before', async () => {
		const { sim, id, schedule } = await organization();
		const { status, data } = await schedule('ana', 'SUSPENDED', 24 * HOUR_MS);
		expect([status, data]).toEqual([
			201,
			[
				{
					scheduledJobId: expect.any(String),
					systemUserId: id('ana'),
					state: 'SUSPENDED',
					scheduledDate: expect.any(String),
				},
			],
		]);
		sim.clock.advance(23 * HOUR_MS);
		expect(sim.state.user('ana').state).toBe('ACTIVATED');
		sim.clock.advance(HOUR_MS);
		expect(sim.state.user('ana')).toMatchObject({ state: 'SUSPENDED', suspended: true });
		expect(sim.state.schedules).toEqual([]);
	});

	it('come true in their own order when the clock leaps', async () => {
		const { sim, schedule } = await organization();
		await schedule('ana', 'ACTIVATED', 48 * HOUR_MS);
		await schedule('ana', 'SUSPENDED', 24 * HOUR_MS);
		sim.clock.advance(72 * HOUR_MS);
		expect(sim.state.user('ana').state).toBe('ACTIVATED');
	});

	it('come true while time merely passes', async () => {
		const { sim, schedule } = await organization();
		sim.switches.minimumLeadMinutes = 0;
		expect((await schedule('ana', 'SUSPENDED', 500)).status).toBe(201);
		while (sim.state.schedules.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
		expect(sim.state.user('ana').state).toBe('SUSPENDED');
	});

	it.each([
		['the default recipient', {}, ['new@home.example']],
		['an address', { activation_email_override: 'boss@corp.example' }, ['boss@corp.example']],
		['nobody', { send_activation_emails: false }, []],
		[
			'nobody, whatever the address',
			{ send_activation_emails: false, activation_email_override: 'boss@corp.example' },
			[],
		],
	])('mail %s when they activate a staged user', async (_what, more, recipients) => {
		const { sim, schedule } = await organization();
		expect((await schedule('new', 'ACTIVATED', 2 * HOUR_MS, more)).status).toBe(201);
		expect(sim.state.mails).toEqual([]);
		sim.clock.advance(3 * HOUR_MS);
		expect(sim.state.mails.map(({ to }) => to)).toEqual(recipients);
		expect(sim.state.user('new').state).toBe('ACTIVATED');
	});

	it('may start exactly one hour ahead on a clock that was set', async () => {
		const { sim, schedule } = await organization();
		sim.clock.set('2030-01-01T00:00:00Z');
		expect((await schedule('ana', 'SUSPENDED', HOUR_MS + 1000)).status).toBe(201);
		expect(sim.state.schedules[0]?.scheduledDate.toISOString()).toMatch(/^2030-01-01T01:00/);
	});

	it('are kept twice when asked for twice, listed by user and page, and cancelled one by one', async () => {
		const { sim, send, id, schedule } = await organization();
		for (let n = 0; n < 12; n += 1) await schedule('ana', 'SUSPENDED', 2 * HOUR_MS);
		await schedule('off', 'ACTIVATED', 2 * HOUR_MS);
		const first = await send('GET', `/v2/bulk/userstates?userid=${id('ana')}`);
		expect([first.data.length, first.headers['x-total-count']]).toEqual([10, '12']);
		const rest = await send('GET', `/v2/bulk/userstates?userid=${id('ana')}&skip=10&limit=100`);
		expect(rest.data).toHaveLength(2);
		const job = first.data[0].scheduledJobId;
		expect((await send('DELETE', `/v2/bulk/userstates/${job}`)).status).toBe(204);
		expect((await send('DELETE', `/v2/bulk/userstates/${job}`)).status).toBe(404);
		expect(sim.state.schedules).toHaveLength(12);
	});

	it('give the next change per user and state', async () => {
		const { send, id, schedule } = await organization();
		await schedule('ana', 'SUSPENDED', 5 * HOUR_MS);
		await schedule('ana', 'SUSPENDED', 3 * HOUR_MS);
		await schedule('ana', 'ACTIVATED', 4 * HOUR_MS);
		const { data } = await send(
			'GET',
			`/v2/bulk/userstates/eventlist/next?users=${id('ana')},${id('off')}`,
		);
		expect(data.events_count).toBe(2);
		expect(data.results.map(({ state }: { state: string }) => state)).toEqual([
			'SUSPENDED',
			'ACTIVATED',
		]);
	});

	it('vanish with their user', async () => {
		const { sim, send, id, schedule } = await organization();
		await schedule('ana', 'SUSPENDED', 2 * HOUR_MS);
		await send('DELETE', `/systemusers/${id('ana')}`);
		expect(sim.state.schedules).toEqual([]);
	});

	it('follow a clock that two simulators share', async () => {
		const clock = new Clock();
		const { sim } = await jumpCloud({ clock });
		clock.set('2031-05-05T00:00:00Z');
		expect(sim.clock.now().toISOString()).toMatch(/^2031-05-05T00:00/);
	});
});
