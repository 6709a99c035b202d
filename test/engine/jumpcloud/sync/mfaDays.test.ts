import type { IDataObject } from 'n8n-workflow';

import { aPerson, aUser, calls, closeAll, jumpCloud } from '../../../support/jumpcloud';
import {
	EVERYONE,
	planAndApply,
	planChanges,
	planThenApply,
	reasons,
	results,
} from './sync.support';

afterEach(closeAll);

const AFTER_A_WEEK: IDataObject = { options: { mfaDays: 7 } };
const NEEDED = { enable_user_portal_multifactor: true };
const WRITTEN = { ...NEEDED, mfa: { exclusion: true, exclusionDays: 7 } };
const CHANGE = { field: 'mfa', from: null, to: '7' };

const staged = (about: object = {}) => aUser({ state: 'STAGED' as const, ...about });
const beginning = (start_date: string) => aPerson({ start_date });

const fields = ({ changes }: IDataObject) =>
	(changes as IDataObject[]).map(({ field, to }) => `${String(field)} ${String(to)}`);

describe.each([
	['Everyone', EVERYONE],
	['Some People', { people: 'some' }],
])('with %s, a second factor', (_, reading) => {
	const now = { ...reading, ...AFTER_A_WEEK, activation: 'now' };
	const onTheDay = { ...now, activation: 'firstDay' };

	it('is required before a Staged user is activated, and the second run is quiet', async () => {
		const sim = await jumpCloud({ users: [staged()] });
		const { planned, items } = await planAndApply(sim, [aPerson()], now);
		expect(reasons(planned)).toEqual(['activate joiner']);
		expect(planned[0]?.changes).toEqual([
			CHANGE,
			{ field: 'state', from: 'STAGED', to: 'ACTIVATED' },
		]);
		expect(results(items)).toEqual(['applied activate']);
		expect(items[0]).toMatchObject({ changes: [CHANGE, { field: 'state' }] });
		expect(sim.journal.writes().map(({ method, body }) => [method, body])).toEqual([
			['PUT', WRITTEN],
			['POST', expect.anything()],
		]);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', ...NEEDED });
		expect((await planAndApply(sim, [aPerson()], now)).planned).toEqual([]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('is required at once of whoever is activated on the first day', async () => {
		const sim = await jumpCloud({ users: [staged()] });
		const person = beginning('2099-07-01');
		const { planned } = await planAndApply(sim, [person], onTheDay);
		expect(planned.map(fields)).toEqual([['mfa 7', expect.stringMatching(/^scheduled.ACTIVATED/)]]);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'STAGED', ...NEEDED });
		expect((await planAndApply(sim, [person], onTheDay)).planned).toEqual([]);

		const moved = await planAndApply(sim, [beginning('2099-08-01')], onTheDay);
		expect(moved.planned.map(fields).flat().join()).not.toContain('mfa');
	});

	it('is required where the activation is scheduled already and stays', async () => {
		const sim = await jumpCloud({ users: [staged()] });
		const person = beginning('2099-07-01');
		await planAndApply(sim, [person], { ...onTheDay, options: {} });
		expect(sim.state.user('noor.vidal')).not.toMatchObject(NEEDED);

		const { planned, items } = await planAndApply(sim, [person], onTheDay);
		expect(reasons(planned)).toEqual(['update joiner']);
		expect(planned[0]?.changes).toEqual([CHANGE]);
		expect(results(items)).toEqual(['applied update']);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'STAGED', ...NEEDED });
		expect(sim.state.schedules).toHaveLength(1);
		expect((await planAndApply(sim, [person], onTheDay)).planned).toEqual([]);
	});

	it.each([
		['now', now, 'ACTIVATED'],
		['who begin as Active', { ...now, activation: 'none', state: 'ACTIVATED' }, 'ACTIVATED'],
		['on the first day', onTheDay, 'STAGED'],
	])('of new users %s is required before they get access', async (_case, parameters, state) => {
		const sim = await jumpCloud();
		const person = state === 'STAGED' ? beginning('2099-07-01') : aPerson();
		const { planned, items } = await planAndApply(sim, [person], parameters);
		expect(planned[0]?.changes).toContainEqual(CHANGE);
		expect(results(items)).toEqual(['applied create']);
		const [made, required, ...access] = sim.journal.writes().map(({ body }) => body);
		expect([made, required]).toMatchObject([{ state: 'STAGED' }, WRITTEN]);
		expect(access).toHaveLength(1);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state, ...NEEDED });
		expect((await planAndApply(sim, [person], parameters)).planned).toEqual([]);
	});

	it('that is needed already keeps its time', async () => {
		const mfa = { exclusion: true, exclusionDays: 30 };
		const sim = await jumpCloud({ users: [staged({ ...NEEDED, mfa })] });
		const { planned } = await planAndApply(sim, [aPerson()], now);
		expect(planned.map(fields)).toEqual([['state ACTIVATED']]);
		expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', mfa });
	});

	it.each([
		['is active', aUser(), {}, now],
		['has left', staged(), { terminated_on: '2020-01-31' }, now],
		['leaves before the first day', staged(), { terminated_on: '2099-01-31' }, onTheDay],
		['comes back', aUser({ state: 'SUSPENDED' as const }), {}, { ...now, rehires: 'unsuspend' }],
		['is on leave', staged(), { on_leave: true }, { ...now, leaves: 'suspend' }],
	])('is none for whoever %s', async (_case, user, about, parameters) => {
		const sim = await jumpCloud({ users: [user] });
		const person = aPerson({ start_date: '2099-07-01', ...about });
		const early = about && 'terminated_on' in about ? person : { ...person, start_date: null };
		await planAndApply(sim, [early], parameters);
		expect(sim.state.user('noor.vidal')).not.toMatchObject(NEEDED);
	});

	it.each([400, 403])(
		'that JumpCloud refuses (%s) keeps the user out, and says why',
		async (status) => {
			const bo = { id: '9', first_name: 'Bo', work_email: 'bo@corp.example' };
			const sim = await jumpCloud({ users: [staged()] });
			const own = new RegExp(`systemusers/${sim.state.user('noor.vidal')._id}$`);
			sim.fail({ kind: 'status', status, method: 'PUT', path: own, times: 1 });
			const people = [aPerson(), aPerson({ ...bo, terminated_on: '2099-01-31' })];
			const { items } = await planAndApply(sim, people, now);
			expect(results(items)[0]).toBe('failed activate (not_accepted)');
			expect(items[0]).toMatchObject({ notDone: ['mfa', 'state'], changes: [] });
			expect(items[0]?.message).toContain(
				'A second factor could not be required, so the user is not let in',
			);
			expect(sim.state.user('noor.vidal').state).toBe('STAGED');
			expect(results(items)[1]).toBe('applied create');

			await planAndApply(sim, people, now);
			expect(sim.state.user('noor.vidal')).toMatchObject({ state: 'ACTIVATED', ...NEEDED });
		},
	);

	it('that JumpCloud refuses for a new user leaves them Staged, with nothing scheduled', async () => {
		const sim = await jumpCloud();
		sim.fail({ kind: 'status', status: 400, method: 'PUT', path: /systemusers/, times: 1 });
		const person = beginning('2099-07-01');
		const { items } = await planAndApply(sim, [person], onTheDay);
		expect(results(items)).toEqual(['failed create (not_accepted)']);
		expect(items[0]?.notDone).toEqual(['mfa', 'scheduled.ACTIVATED']);
		expect([sim.state.user('noor.vidal').state, sim.state.schedules]).toEqual(['STAGED', []]);

		await planAndApply(sim, [person], onTheDay);
		expect(sim.state.user('noor.vidal')).toMatchObject(NEEDED);
		expect(sim.state.schedules).toHaveLength(1);
	});
});

it('that JumpCloud accepts and does not show keeps the user out', async () => {
	const sim = await jumpCloud({ users: [staged()] });
	const unchanged = { ...staged(), _id: sim.state.user('noor.vidal')._id };
	const { items } = await planAndApply(
		sim,
		[aPerson()],
		{ ...AFTER_A_WEEK, activation: 'now' },
		(planned) => {
			const answer = { kind: 'answer', status: 200, body: unchanged } as const;
			sim.fail({ ...answer, method: 'PUT', path: /systemusers/ });
			return planned;
		},
	);
	expect(results(items)).toEqual(['failed activate (failed)']);
	expect(items[0]?.message).toContain('does not report it');
	expect(sim.state.user('noor.vidal').state).toBe('STAGED');
});

it('an activation that is kept is told of where its second factor is refused', async () => {
	const sim = await jumpCloud({ users: [staged()] });
	const parameters = { activation: 'firstDay' };
	await planAndApply(sim, [beginning('2099-07-01')], parameters);
	sim.fail({ kind: 'status', status: 400, method: 'PUT', path: /systemusers/, times: 1 });
	const { items } = await planAndApply(sim, [beginning('2099-07-01')], {
		...parameters,
		...AFTER_A_WEEK,
	});
	expect(results(items)).toEqual(['failed update (not_accepted)']);
	expect(items[0]?.message).toContain('is going to activate the user without one');
});

it('plan and apply in one execution look at it once more before it is written', async () => {
	const sim = await jumpCloud({ users: [staged()] });
	await planThenApply(sim, [aPerson()], { ...AFTER_A_WEEK, activation: 'now' });
	expect(calls(sim)).toEqual([
		...['search', 'read', 'read schedule'],
		...['read', 'update', 'activate'],
	]);
});

it('nothing more is asked of JumpCloud where it is not chosen', async () => {
	const sim = await jumpCloud({ users: [staged()] });
	await planThenApply(sim, [aPerson()], { activation: 'now' });
	expect(calls(sim)).toEqual(['search', 'read schedule', 'activate']);
});

it('a change that no plan makes is refused', async () => {
	const sim = await jumpCloud({ users: [staged()] });
	const parameters = { ...AFTER_A_WEEK, activation: 'now' };
	const { items } = await planAndApply(sim, [aPerson()], parameters, ([item]) => [
		{ ...item, changes: [{ ...CHANGE, to: '0' }] },
	]);
	expect(results(items)).toEqual(['refused activate (not_planned)']);
	expect(sim.journal.writes()).toEqual([]);
});

it.each([
	['an expression that finds nothing', '={{ null }}', /finds nothing/],
	['more than a year', 366, /Require MFA After \(Days\)/],
	['no number', 'soon', /Require MFA After \(Days\)/],
])('%s is an error', async (_case, mfaDays, message) => {
	const sim = await jumpCloud({ users: [staged()] });
	const parameters = { activation: 'now', options: { mfaDays } };
	const { error } = await planChanges(sim, [aPerson()], parameters);
	expect(error?.message).toMatch(message);
});

it('days that differ from person to person are refused', async () => {
	const sim = await jumpCloud();
	const people = [aPerson({ days: 3 }), aPerson({ id: '9', days: 4 })];
	const options = { mfaDays: '={{ $json.days }}' };
	const { error } = await planChanges(sim, people, { activation: 'now', options });
	expect(error?.message).toContain('Require MFA After (Days)');
});
