import type { PlanUser } from '../../../../nodes/JumpCloud/sync/rules';
import type { ScheduledChange } from '../../../../nodes/JumpCloud/sync/schedule';
import { aPerson, aUser, inShort, planned } from './building';

const LAST_DAY = '2026-12-31';
const ENDS_AT = '2026-12-31T22:59:00.000Z';

const pending = (state: ScheduledChange['state'], at: string): ScheduledChange => ({
	...{ id: `${state} ${at}`, userId: 'u1', state, at: new Date(at) },
});

describe('somebody leaves', () => {
	it.each([
		['on a day that is past', { lastDay: '2026-11-26' }, 'suspend (terminated)'],
		// A day is a day, whatever time and offset hang on it.
		['today, written with a time', { lastDay: '2026-11-27T11:30:00Z' }, 'schedule (last_day)'],
		['without a day', { active: false }, 'suspend (inactive)'],
		[
			'on a day to come, whatever active says',
			{ active: false, lastDay: LAST_DAY },
			'schedule (last_day)',
		],
	])('%s', (_case, about, expected) => {
		expect(inShort(planned([aPerson(about)], [aUser()]))).toEqual([expected]);
	});

	// How much notice JumpCloud wants is in no document: what it refuses is done at once when it is applied.
	it.each([
		['13:00', {}, ['suspend (terminated)']],
		['13:01', {}, ['schedule (last_day)']],
		['14:00', {}, ['schedule (last_day)']],
		['14:01', {}, ['schedule (last_day)']],
		['14:00', { state: 'STAGED' }, ['suspend (terminated)']],
	])('and the last day ends at %s (%j): %j', (suspensionTime, about, expected) => {
		const entries = planned([aPerson({ lastDay: '2026-11-27' })], [aUser(about)], {
			suspensionTime,
		});
		expect(inShort(entries)).toEqual(expected);
	});

	it.each([
		'2026-12-31T00:00:00.000Z',
		'2026-12-31 00:00:00',
		'2026-12-31T00:00:00+14:00',
		new Date('2026-12-31T00:00:00Z'),
		new Date('2026-12-30T23:00:00Z'),
	])('on a day that is written as %s: its end counts', (lastDay) => {
		const [entry] = planned([aPerson({ lastDay })], [aUser()]);
		expect(entry?.effectiveAt).toBe(ENDS_AT);
	});

	it.each(['0001-01-01T00:00:00', '1900-01-01', '9999-12-31'])(
		'on a day of a year in which nobody is employed (%s): nothing is done',
		(lastDay) => {
			const entries = planned([aPerson({ lastDay, active: false })], [aUser()]);
			expect(inShort(entries)).toEqual(['skip (invalid_date)']);
		},
	);

	it('and is suspended at the end of the last day, in the zone of the company', () => {
		const [entry] = planned([aPerson({ lastDay: LAST_DAY })], [aUser()]);
		expect(entry).toMatchObject({ effectiveAt: ENDS_AT });
		expect(entry?.changes).toEqual([{ field: 'scheduled.SUSPENDED', from: null, to: ENDS_AT }]);
	});

	it('on a day that has moved: the new one is made, the old one goes', () => {
		const old = pending('SUSPENDED', '2026-12-15T22:59:00Z');
		const [entry] = planned([aPerson({ lastDay: LAST_DAY })], [aUser()], {}, { pending: [old] });
		expect(entry?.changes).toEqual([
			{ field: 'scheduled.SUSPENDED', from: null, to: ENDS_AT },
			{ field: 'scheduled.SUSPENDED', from: '2026-12-15T22:59:00.000Z', to: null, id: old.id },
		]);
	});

	it('twice is the same as once', () => {
		const more = { pending: [pending('SUSPENDED', ENDS_AT)] };
		const entries = planned([aPerson({ lastDay: LAST_DAY })], [aUser()], {}, more);
		expect(inShort(entries)).toEqual(['noop (in_step)']);
	});

	it('and must not come back by what was scheduled before', () => {
		const back = pending('ACTIVATED', '2027-01-01T07:00:00Z');
		const gone = aPerson({ lastDay: '2026-01-31' });
		const [suspended] = planned([gone], [aUser()], {}, { pending: [back] });
		expect(suspended?.changes.map(({ field }) => field)).toEqual(['state', 'scheduled.ACTIVATED']);
		const already = planned([gone], [aUser({ state: 'SUSPENDED' })], {}, { pending: [back] });
		expect(inShort(already)).toEqual(['cancel_schedule (would_return)']);
	});

	it('is out already, and that is all', () => {
		const gone = aPerson({ lastDay: '2026-01-31' });
		expect(inShort(planned([gone], [aUser({ state: 'SUSPENDED' })]))).toEqual(['noop (in_step)']);
	});

	it('was out before the last day: that is for a person to decide', () => {
		const entries = planned([aPerson({ lastDay: LAST_DAY })], [aUser({ state: 'SUSPENDED' })], {
			rehires: 'unsuspend',
		});
		expect(inShort(entries)).toEqual(['skip (suspended)']);
	});

	it('without a work email any more: the link is enough', () => {
		const gone = aPerson({ lastDay: '2026-01-31', email: null });
		expect(inShort(planned([gone], [aUser()]))).toEqual(['suspend (terminated)']);
	});

	// An address of somebody who has left says nothing: reporting it would go on for ever.
	it('with an email that is somebody else’s: out, and nothing more', () => {
		const gone = aPerson({ lastDay: '2026-01-31', email: 'bo@corp.example' });
		const bo = aUser({
			id: 'u2',
			username: 'bo',
			email: 'bo@corp.example',
			employeeIdentifier: '513',
		});
		const entries = planned([gone], [aUser(), bo]);
		expect(inShort(entries)).toEqual(['suspend (terminated)']);
		expect(entries.map(({ user }) => user?.id)).toEqual(['u1']);
	});

	it('and somebody who stays has the email: nobody is suspended by a guess', () => {
		const gone = aPerson({ lastDay: '2026-01-31' });
		const back = aPerson({ employeeId: '900' });
		const entries = planned([gone, back], [aUser()]);
		expect(inShort(entries)).toEqual([
			'conflict (possibly_somebody_else)',
			'conflict (possibly_somebody_else)',
		]);
	});

	it('and somebody who stays has the email, and a user of their own: out all the same', () => {
		const gone = aPerson({ lastDay: '2026-01-31' });
		const back = aPerson({ employeeId: '900' });
		const own = aUser({ id: 'u2', username: 'noor1', employeeIdentifier: '900' });
		const entries = planned([gone, back], [aUser({ email: 'old@corp.example' }), own]);
		expect(inShort(entries)).toEqual(['suspend (terminated)', 'noop (in_step)']);
		expect(entries[0]?.user?.id).toBe('u1');
	});

	it('with a first day that is none: the last day is enough', () => {
		const gone = aPerson({ lastDay: '2026-01-31', firstDay: '31/12/2025' });
		const entries = planned([gone], [aUser()], { activation: 'firstDay' });
		expect(inShort(entries)).toEqual(['suspend (terminated)']);
	});

	it('and never had a user: nothing to do, and nothing to report', () => {
		expect(inShort(planned([aPerson({ lastDay: '2026-01-31' })], []))).toEqual(['noop (inactive)']);
	});

	it.each([
		['never', 'never', LAST_DAY, 'noop (in_step)'],
		['never, also afterwards', 'never', '2026-01-31', 'noop (in_step)'],
		['as soon as the day is known', 'now', LAST_DAY, 'suspend (terminated)'],
	] as const)('and the admin says: %s', (_case, leavers, lastDay, expected) => {
		expect(inShort(planned([aPerson({ lastDay })], [aUser()], { leavers }))).toEqual([expected]);
	});
});

describe('somebody stays', () => {
	it('and the suspension that was scheduled for the last day is taken back', () => {
		const old = pending('SUSPENDED', ENDS_AT);
		const [entry] = planned([aPerson()], [aUser()], {}, { pending: [old] });
		expect(entry).toMatchObject({ action: 'cancel_schedule', reason: 'not_leaving' });
		expect(entry?.changes).toEqual([
			{ field: 'scheduled.SUSPENDED', from: ENDS_AT, to: null, id: old.id },
		]);
	});

	it.each([
		['is missing', [aPerson({ email: null })], 'skip (missing_work_email)'],
		[
			'is a private one',
			[aPerson({ email: null, noEmail: 'not_a_work_email' })],
			'skip (not_a_work_email)',
		],
		['is shared', [aPerson(), aPerson({ employeeId: '513' })], 'conflict (conflict)'],
	])('also where the work email %s', (_case, people, problem) => {
		const old = pending('SUSPENDED', ENDS_AT);
		const entries = planned(people, [aUser()], {}, { pending: [old] });
		expect(inShort(entries).slice(0, 2)).toEqual([problem, 'cancel_schedule (not_leaving)']);
	});

	it('also of somebody who is yet to be activated, and has no work email', () => {
		const old = pending('SUSPENDED', ENDS_AT);
		const staged = aUser({ state: 'STAGED' });
		const more = { pending: [old] };
		const entries = planned([aPerson({ email: null })], [staged], { activation: 'now' }, more);
		expect(inShort(entries)).toEqual([
			'skip (missing_work_email)',
			'cancel_schedule (not_leaving)',
		]);
	});

	it('and one at another hour is reported: somebody scheduled it by hand', () => {
		const byHand = pending('SUSPENDED', '2026-12-15T11:00:00Z');
		const entries = planned([aPerson()], [aUser()], {}, { pending: [byHand] });
		expect(inShort(entries)).toEqual(['skip (foreign_suspension)']);
		expect(entries[0]?.message).toContain('2026-12-15T11:00:00.000Z');
	});

	it.each([
		['now', ['skip (foreign_suspension)']],
		['never', ['noop (in_step)']],
	] as const)(
		'and is going to be suspended, where leavers are suspended %s',
		(leavers, expected) => {
			const more = { pending: [pending('SUSPENDED', ENDS_AT)] };
			expect(inShort(planned([aPerson()], [aUser()], { leavers }, more))).toEqual(expected);
		},
	);

	it.each([
		['reported', 'report', null, 'skip (suspended)'],
		['let in, where the admin wants it', 'unsuspend', null, 'unsuspend (rehired)'],
		[
			'reported all the same where the input knows no last days',
			'unsuspend',
			undefined,
			'skip (suspended)',
		],
	] as const)('and is suspended: %s', (_case, rehires, lastDay, expected) => {
		const users = [aUser({ state: 'SUSPENDED' })];
		expect(inShort(planned([aPerson({ lastDay })], users, { rehires }))).toEqual([expected]);
	});

	it('and a suspension to come is not touched where the input knows no last days', () => {
		const people = [aPerson({ lastDay: undefined })];
		const more = { pending: [pending('SUSPENDED', ENDS_AT)] };
		expect(inShort(planned(people, [aUser()], {}, more))).toEqual(['noop (in_step)']);
	});
});

describe('somebody begins', () => {
	const staged = aUser({ state: 'STAGED' });
	const onFirst = { activation: 'firstDay' } as const;
	const BEGINS_AT = '2026-12-01T07:00:00.000Z';

	it.each([
		['never by itself', { activation: 'none' }, '2026-01-01', 'noop (in_step)'],
		['at once', { activation: 'now' }, null, 'activate (joiner)'],
		['on a first day that is past', onFirst, '2026-01-01', 'activate (joiner)'],
		['on a first day to come', onFirst, '2026-12-01', 'schedule (first_day)'],
		['on a day that nobody knows', onFirst, null, 'skip (missing_first_day)'],
	] as const)('%s', (_case, rules, firstDay, expected) => {
		expect(inShort(planned([aPerson({ firstDay })], [staged], rules))).toEqual([expected]);
	});

	it('back, with a user who is suspended: not before the first day', () => {
		const people = [aPerson({ firstDay: '2027-03-01' })];
		const rules = { ...onFirst, rehires: 'unsuspend' as const };
		expect(inShort(planned(people, [aUser({ state: 'SUSPENDED' })], rules))).toEqual([
			'skip (suspended)',
		]);
	});

	it('at once, when the first day has moved into the past: what was scheduled goes', () => {
		const old = pending('ACTIVATED', BEGINS_AT);
		const people = [aPerson({ firstDay: '2026-11-01' })];
		const [entry] = planned(people, [staged], onFirst, { pending: [old] });
		expect(entry).toMatchObject({ action: 'activate' });
		expect(entry?.changes.map(({ field, to }) => `${field} ${to}`)).toEqual([
			'state ACTIVATED',
			'scheduled.ACTIVATED null',
		]);
	});

	it('new: the first and the last day are part of the creation', () => {
		const people = [aPerson({ firstDay: '2026-12-01', lastDay: LAST_DAY })];
		const [entry] = planned(people, [], onFirst);
		expect(entry).toMatchObject({ action: 'create', effectiveAt: BEGINS_AT });
		expect(entry?.changes.slice(-3)).toEqual([
			{ field: 'state', from: null, to: 'STAGED' },
			{ field: 'scheduled.SUSPENDED', from: null, to: ENDS_AT },
			{ field: 'scheduled.ACTIVATED', from: null, to: BEGINS_AT },
		]);
	});

	it('not when the last day comes first', () => {
		const people = [aPerson({ firstDay: '2027-02-01', lastDay: LAST_DAY })];
		const entries = planned(people, [staged], onFirst);
		expect(inShort(entries)).toEqual(['schedule (last_day)']);
	});
});

describe('users whom nobody in the company has', () => {
	const orphan = aUser({ employeeIdentifier: '404' });

	it.each([
		['are nobody’s business when the input is some people', { everyone: false }, []],
		['are reported, and never suspended', { everyone: true }, ['skip (orphan)']],
		[
			'are suspended when the admin wants it',
			{ everyone: true, absent: 'suspend' },
			['suspend (absent)'],
		],
	] as const)('%s', (_case, rules, expected) => {
		const other = aPerson({ employeeId: '513', email: null });
		expect(inShort(planned([other], [orphan], rules)).slice(1)).toEqual(expected);
	});

	it.each([
		['has no ID', { employeeId: '' }],
		['has an ID that cannot be trusted', { employeeId: 2 ** 60 }],
	])('are reported only, as long as somebody %s and could be the one', (_case, about) => {
		const entries = planned([aPerson(about)], [orphan], { everyone: true, absent: 'suspend' });
		expect(inShort(entries).slice(1)).toEqual(['skip (orphan)']);
	});

	it.each([
		['has another ID', [{}], ['conflict (conflict)']],
		['has a last day that is none', [{ lastDay: '31/12/2026' }], ['skip (invalid_date)']],
		['is there twice', [{}, {}], ['conflict (conflict)', 'conflict (conflict)']],
		['has too long an ID', [{ employeeId: 'x'.repeat(300) }], ['skip (employee_id_too_long)']],
	])('are reported only, when somebody with the same work email %s', (_case, cases, before) => {
		const people = cases.map((about) => aPerson({ employeeId: '513', ...about }));
		const entries = planned(people, [orphan], { everyone: true, absent: 'suspend' });
		expect(inShort(entries)).toEqual([...before, 'skip (orphan)']);
	});

	it('are those without an employee, not those of a person who cannot be synced', () => {
		const people = [aPerson({ employeeId: '404', email: 'none', lastDay: 'soon' })];
		const entries = planned(people, [orphan], { everyone: true, absent: 'suspend' });
		expect(inShort(entries)).toEqual(['skip (invalid_date)']);
	});

	it('are left in peace when they have no access anyway, or no link', () => {
		const users = [
			{ ...orphan, state: 'SUSPENDED' },
			aUser({ id: 'u2', username: 'svc', email: 'svc@corp.example', employeeIdentifier: '' }),
		];
		expect(planned([], users, { everyone: true })).toEqual([]);
	});
});

describe('protected users', () => {
	const gone = aPerson({ lastDay: '2026-01-31', lastName: 'Prats' });
	const protectedBy = (about: { emails?: string[]; usernames?: string[]; ids?: string[] }) => ({
		protectedUsers: {
			emails: new Set(about.emails),
			usernames: new Set(about.usernames),
			ids: new Set(about.ids),
		},
	});

	it.each([
		['email', { emails: ['noor@corp.example'] }],
		['username', { usernames: ['noor.vidal'] }],
		['group', { ids: ['u1'] }],
	])('by %s are not written, and what would have been is said', (_case, about) => {
		const entries = planned([gone], [aUser()], protectedBy(about));
		expect(inShort(entries)).toEqual(['skip (protected)', 'skip (protected)']);
		expect(entries.map(({ message }) => message)).toEqual([
			'Protected, so this is not done: update (mover).',
			'Protected, so this is not done: suspend (terminated).',
		]);
	});

	it('by email count with the email of the source, too: JumpCloud may have another one', () => {
		const users = [aUser({ email: 'old@corp.example' })];
		const entries = planned([gone], users, protectedBy({ emails: ['noor@corp.example'] }));
		expect(inShort(entries)).toEqual(['skip (protected)', 'skip (protected)']);
	});

	it('by username keep it to themselves: nobody new becomes protected by the name', () => {
		const rules = protectedBy({ usernames: ['noor.vidal'] });
		const [entry] = planned([aPerson()], [], rules);
		expect(entry?.changes).toContainEqual({ field: 'username', from: null, to: 'noor.vidal1' });
		const given = { ...rules, username: { kind: 'given' as const } };
		const [refused] = planned([aPerson({ username: 'Noor.Vidal' })], [], given);
		expect(refused).toMatchObject({ action: 'conflict', conflict: 'username_taken' });
	});

	it('are not created either', () => {
		const entries = planned([aPerson()], [], protectedBy({ emails: ['noor@corp.example'] }));
		expect(inShort(entries)).toEqual(['skip (protected)']);
	});

	it('are not suspended as orphans', () => {
		const rules = { everyone: true, absent: 'suspend' as const, ...protectedBy({ ids: ['u1'] }) };
		expect(inShort(planned([], [aUser()], rules))).toEqual(['skip (protected)']);
	});
});

describe('nobody is let in before the first day', () => {
	const AHEAD = '2027-03-01';
	const BEGINS = '2027-03-01T07:00:00.000Z';

	it.each([
		['at once', { activation: 'now' as const }],
		['Active from the start', { activation: 'none' as const, state: 'ACTIVATED' as const }],
		['on it', { activation: 'firstDay' as const }],
	])('a new user who is to be let in %s', (_case, rules) => {
		const [entry] = planned([aPerson({ firstDay: AHEAD })], [], rules);
		expect(entry).toMatchObject({ action: 'create', effectiveAt: BEGINS });
		expect(entry?.changes.filter(({ field }) => /state|scheduled/.test(field))).toEqual([
			{ field: 'state', from: null, to: 'STAGED' },
			{ field: 'scheduled.ACTIVATED', from: null, to: BEGINS },
		]);
	});

	it('a staged user who is activated at once', () => {
		const staged = aUser({ state: 'STAGED' });
		const [entry] = planned([aPerson({ firstDay: AHEAD })], [staged], { activation: 'now' });
		expect(entry).toMatchObject({ action: 'schedule', reason: 'first_day', effectiveAt: BEGINS });
	});

	it('somebody who comes back, nor where nobody can read that day, and on the day from its start', () => {
		const rules = { rehires: 'unsuspend' as const };
		const back = (firstDay: unknown) =>
			inShort(planned([aPerson({ firstDay })], [aUser({ state: 'SUSPENDED' })], rules));
		expect(back(AHEAD)).toEqual(['skip (suspended)']);
		expect(back('next year')).toEqual(['skip (suspended)']);
		expect(back('2026-11-27')).toEqual(['unsuspend (rehired)']);
		expect(back(null)).toEqual(['unsuspend (rehired)']);
	});
});

describe('an activation that somebody has planned', () => {
	const staged = aUser({ state: 'STAGED' });
	const more = { pending: [pending('ACTIVATED', '2027-03-01T07:00:00Z')] };
	const keep = { activation: 'keepPlanned' as const };

	it.each<[string, Parameters<typeof aPerson>[0], string[]]>([
		['stays on the first day', { firstDay: '2027-03-01' }, ['noop (in_step)']],
		['moves with it', { firstDay: '2027-08-01' }, ['schedule (first_day)']],
		['goes when there is none any more', { firstDay: null }, ['cancel_schedule (not_joining)']],
		['stays when the source does not say', { firstDay: undefined }, ['noop (in_step)']],
		['stays when nobody can read it', { firstDay: 'soon' }, ['skip (invalid_date)']],
		['goes with the person', { firstDay: '2027-03-01', active: false }, ['suspend (inactive)']],
		[
			'goes with somebody who is not active, whatever last day is to come',
			{ firstDay: '2027-03-01', active: false, lastDay: '2027-06-30' },
			['schedule (last_day)', 'cancel_schedule (not_joining)'],
		],
		[
			'goes when the last day comes before it',
			{ firstDay: '2027-03-01', lastDay: '2027-01-31' },
			['schedule (last_day)'],
		],
		[
			'moves also when the email is missing',
			{ firstDay: '2027-08-01', email: null },
			['skip (missing_work_email)', 'schedule (first_day)'],
		],
		[
			'goes also when the email is missing',
			{ firstDay: null, email: null },
			['skip (missing_work_email)', 'cancel_schedule (not_joining)'],
		],
	])('%s', (_case, about, expected) => {
		expect(inShort(planned([aPerson(about)], [staged], keep, more))).toEqual(expected);
	});

	it('goes with somebody who is not active also where the email is missing and all begin now', () => {
		const person = aPerson({ email: null, active: false, lastDay: '2027-06-30' });
		const entries = planned([person], [staged], { activation: 'now' }, more);
		expect(inShort(entries)).toContain('cancel_schedule (not_joining)');
		const here = planned([aPerson({ email: null })], [staged], { activation: 'now' }, more);
		expect(inShort(here)).toEqual(['skip (missing_work_email)']);
	});

	it('goes without a first day also where first days activate', () => {
		const entries = planned([aPerson()], [staged], { activation: 'firstDay' }, more);
		expect(inShort(entries)).toEqual(['cancel_schedule (not_joining)']);
	});

	it('is not made where nothing was planned', () => {
		const people = [aPerson({ firstDay: '2027-03-01' })];
		expect(inShort(planned(people, [staged], keep))).toEqual(['noop (in_step)']);
	});

	it('never comes true for whoever has left, also where leavers are never suspended', () => {
		const gone = aPerson({ lastDay: '2026-01-31', firstDay: '2027-03-01' });
		for (const activation of ['none', 'now', 'firstDay', 'keepPlanned'] as const) {
			const entries = planned([gone], [staged], { leavers: 'never', activation }, more);
			expect(inShort(entries)).toEqual(['cancel_schedule (would_return)']);
		}
	});
});

describe('a last day that is remembered', () => {
	const memory = { rememberLastDay: 'hrLastDay' };
	const remembering = (day: string, about = {}) =>
		aUser({ attributes: [{ name: 'hrLastDay', value: day }], ...about });
	const out = { state: 'SUSPENDED' };
	const noted = (from: string | null, to: string | null) => ({
		...{ field: 'attributes.hrLastDay', from, to },
	});

	it('is written with the suspension, now and to come, and with a new user', () => {
		const [now] = planned([aPerson({ lastDay: '2026-11-20' })], [aUser()], memory);
		expect(now?.changes).toContainEqual(noted(null, '2026-11-20'));
		const [later] = planned([aPerson({ lastDay: LAST_DAY })], [aUser()], memory);
		expect(later?.changes).toContainEqual(noted(null, LAST_DAY));
		// Only access that somebody has had can be given back.
		const active = { ...memory, state: 'ACTIVATED' as const };
		const [created] = planned([aPerson({ lastDay: LAST_DAY })], [], active);
		expect(created?.changes).toContainEqual(noted(null, LAST_DAY));
		const [without] = planned([aPerson({ lastDay: LAST_DAY })], [], memory);
		expect(without?.changes).not.toContainEqual(noted(null, LAST_DAY));
	});

	it('is not written for whoever is suspended already: nobody knows why', () => {
		const gone = aPerson({ lastDay: '2026-11-20' });
		expect(inShort(planned([gone], [aUser(out)], memory))).toEqual(['noop (in_step)']);
	});

	it('lets in whom HR takes back, and is forgotten then', () => {
		const [entry] = planned([aPerson()], [remembering('2026-11-20', out)], memory);
		expect(entry).toMatchObject({ action: 'unsuspend', reason: 'rehired' });
		expect(entry?.changes).toContainEqual(noted('2026-11-20', null));
	});

	it.each<[string, Parameters<typeof aPerson>[0]]>([
		['whom IT has locked out', {}],
		['of whom the source does not say that they work here', { active: undefined }],
		['whose last day the source does not know', { lastDay: undefined }],
	])('keeps out %s', (why, about) => {
		const user = /IT/.test(why) ? aUser(out) : remembering('2026-11-20', out);
		expect(inShort(planned([aPerson(about)], [user], memory))).toEqual(['skip (suspended)']);
	});

	it('is forgotten when somebody is locked out before it: the suspension is not ours', () => {
		const person = aPerson({ lastDay: LAST_DAY });
		const entries = planned([person], [remembering(LAST_DAY, out)], memory);
		expect(inShort(entries)).toEqual(['skip (suspended)', 'update (not_leaving)']);
		expect(entries[1]?.changes).toEqual([noted(LAST_DAY, null)]);
	});

	it.each<[string, Parameters<typeof aPerson>[0]]>([
		['the last day moves into the past', { lastDay: '2026-11-20' }],
		['they leave without a day', { active: false }],
	])('takes back what it was planned for when %s', (_case, about) => {
		const ours = pending('SUSPENDED', ENDS_AT);
		for (const [user, rules] of [
			[remembering(LAST_DAY), memory],
			[aUser(), {}],
		] as const) {
			const [entry] = planned([aPerson(about)], [user], rules, { pending: [ours] });
			expect(entry).toMatchObject({ action: 'suspend' });
			expect(entry?.changes.map(({ id }) => id)).toContain(ours.id);
		}
	});

	it.each([
		['before the day, which HR takes back', LAST_DAY, ENDS_AT],
		['on the day, before its end', '2026-11-27', '2026-11-27T22:59:00Z'],
	])('whoever IT locks out %s, stays locked out', (_case, day, end) => {
		const more = { pending: [pending('SUSPENDED', end)] };
		const entries = planned([aPerson()], [remembering(day, out)], memory, more);
		expect(inShort(entries)).toEqual(['skip (suspended)', 'update (not_leaving)']);
	});

	// Once it was only kept, and whoever had a fixed term again never came back.
	it('on the very day of the suspension lets in until a last day to come that is entered', () => {
		const later = aPerson({ lastDay: LAST_DAY });
		const today = remembering('2026-11-27', out);
		const [back, ...more] = planned([later], [today], memory);
		expect(back).toMatchObject({ action: 'unsuspend', reason: 'rehired' });
		expect(back?.changes).toContainEqual(noted('2026-11-27', LAST_DAY));
		expect(back?.changes.map(({ field }) => field)).toContain('scheduled.SUSPENDED');
		expect(more).toEqual([]);
		expect(inShort(planned([aPerson()], [today], memory))).toEqual(['unsuspend (rehired)']);
	});

	it.each([
		['24:00', 'America/Santiago', '2027-09-04', '2027-09-05T04:00:00Z'],
		['02:30', 'Europe/Madrid', '2027-03-28', '2027-03-28T01:30:00Z'],
		['00:00', 'Europe/Madrid', '2027-05-01', '2027-04-30T22:00:00Z'],
	])('is found again where clocks change, and at midnight: %s in %s', (time, zone, day, at) => {
		const clock = { suspensionTime: time, timeZone: zone };
		const more = { pending: [pending('SUSPENDED', at)] };
		for (const [user, rules] of [
			[remembering(day), { ...clock, ...memory }],
			[aUser(), clock],
		] as const) {
			const same = planned([aPerson({ lastDay: day })], [user], rules, more);
			expect(inShort(same)).toEqual(['noop (in_step)']);
			const [stays] = planned([aPerson()], [user], rules, more);
			expect(stays).toMatchObject({ action: 'cancel_schedule', reason: 'not_leaving' });
			const [moved] = planned([aPerson({ lastDay: '2027-10-30' })], [user], rules, more);
			expect(moved).toMatchObject({ action: 'schedule', reason: 'last_day' });
		}
	});

	it('tells a suspension by hand at the same time of another day: it is not put off', () => {
		const byHand = pending('SUSPENDED', '2026-12-15T22:59:00Z');
		const plan = (day: string) =>
			planned([aPerson({ lastDay: LAST_DAY })], [remembering(day)], memory, { pending: [byHand] });
		// Once that one came true, the last day is not why the user is out.
		const entries = plan(LAST_DAY);
		expect(inShort(entries)).toEqual(['skip (foreign_suspension)', 'update (last_day)']);
		expect(entries[1]?.changes).toEqual([noted(LAST_DAY, 'taken back')]);
		expect(inShort(plan('taken back'))).toEqual(['skip (foreign_suspension)']);
	});

	it('is taken back beside a suspension by hand at the same time of day, which locks them out for good', () => {
		const byHand = pending('SUSPENDED', '2027-01-01T22:59:00Z');
		const ours = pending('SUSPENDED', ENDS_AT);
		const [back, told] = planned([aPerson()], [remembering(LAST_DAY)], memory, {
			pending: [ours, byHand],
		});
		expect(back).toMatchObject({ action: 'cancel_schedule', reason: 'not_leaving' });
		expect(back?.changes).toContainEqual(noted(LAST_DAY, 'taken back'));
		expect(told).toMatchObject({ action: 'skip', reason: 'foreign_suspension' });
		const plan = (about: Partial<PlanUser>, rest: ScheduledChange[]) =>
			inShort(planned([aPerson()], [remembering('taken back', about)], memory, { pending: rest }));
		expect(plan({}, [byHand])).toEqual(['skip (foreign_suspension)']);
		expect(plan(out, [])).toEqual(['skip (suspended)']);
		// Nothing has to be told apart any more.
		expect(plan({}, [])).toEqual(['update (not_leaving)']);
	});

	it.each<[string, Parameters<typeof aPerson>[0], string[]]>([
		['who does not begin any more', { firstDay: null }, ['update', 'cancel_schedule']],
		['who is not active', { firstDay: '2026-12-10', active: false }, ['update', 'cancel_schedule']],
	])('is emptied of somebody %s: access that nobody has had is not given back', (...given) => {
		const [, about, actions] = given;
		const world = {
			pending: [pending('ACTIVATED', '2026-12-10T07:00:00Z'), pending('SUSPENDED', ENDS_AT)],
		};
		const staged = remembering(LAST_DAY, { state: 'STAGED' });
		const person = aPerson({ lastDay: LAST_DAY, ...about });
		for (const activation of ['firstDay', 'keepPlanned'] as const) {
			const entries = planned([person], [staged], { ...memory, activation }, world);
			expect(entries.map(({ action }) => action)).toEqual(actions);
			expect(entries[0]?.changes).toEqual([noted(LAST_DAY, null)]);
		}
	});

	it.each<[string, Parameters<typeof aPerson>[0]]>([
		['the last day is to come', { lastDay: LAST_DAY }],
		['it is taken back', {}],
	])('is taken back beside one by hand, also where IT has locked them and %s', (_case, about) => {
		const byHand = pending('SUSPENDED', '2026-12-15T22:59:00Z');
		const world = { pending: [pending('SUSPENDED', ENDS_AT), byHand] };
		const entries = planned([aPerson(about)], [remembering(LAST_DAY, out)], memory, world);
		expect(inShort(entries)).toEqual(['skip (suspended)', 'update (not_leaving)']);
		expect(entries[1]?.changes).toEqual([noted(LAST_DAY, 'taken back')]);
	});

	describe('whose user may be that of somebody else', () => {
		const ana = aPerson({ employeeId: '900', firstName: 'Ana', lastName: 'Prats' });
		const again = aPerson({ employeeId: '900' });

		it.each<[string, Parameters<typeof aPerson>[0], typeof ana]>([
			['of another name', { lastDay: LAST_DAY }, ana],
			['of the same person, before the old last day', { lastDay: LAST_DAY }, again],
		])('%s: is forgotten all the same when IT locks the user', (_case, about, other) => {
			const world = { pending: [pending('SUSPENDED', ENDS_AT)] };
			const people = [aPerson(about), other];
			const entries = planned(people, [remembering(LAST_DAY, out)], memory, world);
			const writes = entries.filter(({ changes }) => changes.length > 0);
			expect(writes.map(({ changes }) => changes)).toEqual([[noted(LAST_DAY, null)]]);
		});

		it('is forgotten when they have access under the new record', () => {
			const people = [aPerson({ lastDay: '2026-11-20' }), again];
			const entries = planned(people, [remembering('2026-11-20')], memory);
			expect(inShort(entries)).toContain('update (not_leaving)');
		});

		it('and who goes on: a suspension by hand is told', () => {
			const byHand = pending('SUSPENDED', '2026-12-15T14:00:00Z');
			const people = [aPerson({ lastDay: LAST_DAY }), again];
			const entries = planned(people, [aUser()], {}, { pending: [byHand] });
			expect(inShort(entries)).toContain('skip (foreign_suspension)');
		});
	});

	it.each<[string, Parameters<typeof aPerson>[0], string]>([
		['moves into the past', { lastDay: '2026-11-26' }, 'terminated'],
		['gives way to somebody who is not active', { active: false }, 'inactive'],
	])(
		'is forgotten when IT locks somebody out before it, and then it %s',
		(_case, about, reason) => {
			const today = pending('SUSPENDED', '2026-11-27T22:59:00Z');
			const world = { pending: [today] };
			const [entry, ...more] = planned(
				[aPerson(about)],
				[remembering('2026-11-27', out)],
				memory,
				world,
			);
			expect([entry?.action, entry?.reason, more]).toEqual(['update', reason, []]);
			expect(entry?.changes).toEqual([noted('2026-11-27', null)]);
		},
	);

	it('of ours goes when the last day moves behind an earlier suspension by hand', () => {
		const byHand = pending('SUSPENDED', '2027-01-01T15:00:00Z');
		const ours = pending('SUSPENDED', ENDS_AT);
		const person = aPerson({ lastDay: '2027-01-31' });
		const entries = planned([person], [remembering(LAST_DAY)], memory, { pending: [ours, byHand] });
		expect(inShort(entries)).toEqual(['skip (foreign_suspension)', 'schedule (last_day)']);
		expect(entries[1]?.changes).toEqual([
			noted(LAST_DAY, null),
			expect.objectContaining({ id: ours.id, to: null }),
		]);
	});

	it('is kept where leavers are never suspended and the last day is to come', () => {
		const person = aPerson({ lastDay: LAST_DAY });
		const entries = planned([person], [remembering(LAST_DAY)], { ...memory, leavers: 'never' });
		expect(inShort(entries)).toEqual(['noop (in_step)']);
	});
});

describe('a suspension that somebody scheduled by hand', () => {
	const byHand = pending('SUSPENDED', '2026-12-20T14:00:00Z');

	it('is never put off, and reported', () => {
		const more = { pending: [byHand] };
		const entries = planned([aPerson({ lastDay: '2027-01-31' })], [aUser()], {}, more);
		expect(inShort(entries)).toEqual(['skip (foreign_suspension)']);
		expect(entries[0]?.message).toContain('2026-12-20T14:00:00.000Z');
	});

	it('stays beside an earlier one of ours', () => {
		const more = { pending: [byHand] };
		const [entry] = planned([aPerson({ lastDay: '2026-12-10' })], [aUser()], {}, more);
		expect(entry?.changes.map(({ field, to }) => [field, to])).toEqual([
			['scheduled.SUSPENDED', '2026-12-10T22:59:00.000Z'],
		]);
	});
});

describe('whoever leaves on a day to come', () => {
	const leaver = aPerson({ lastDay: LAST_DAY });
	const byHand = pending('SUSPENDED', '2026-12-10T15:00:00Z');
	const back = pending('ACTIVATED', '2026-12-12T08:00:00Z');
	const late = pending('ACTIVATED', '2027-01-10T08:00:00Z');

	it('and is locked out and let in again by hand before it, goes on the day all the same', () => {
		const more = { pending: [byHand, back] };
		const entries = planned([leaver], [aUser()], {}, more);
		expect(inShort(entries)).toEqual(['skip (foreign_suspension)', 'schedule (last_day)']);
		expect(entries[1]?.changes).toEqual([
			{ field: 'scheduled.SUSPENDED', from: null, to: ENDS_AT },
		]);
	});

	it.each([
		['beside a suspension by hand', 'ACTIVATED', {}, [byHand]],
		['suspended already', 'SUSPENDED', {}, []],
		['where leavers are never suspended', 'ACTIVATED', { leavers: 'never' as const }, []],
	])('is not let in again afterwards, %s', (_case, state, rules, others) => {
		const more = { pending: [...others, late] };
		const changes = planned([leaver], [aUser({ state })], rules, more).flatMap(
			(one) => one.changes,
		);
		expect(changes.filter(({ id }) => id === late.id)).toHaveLength(1);
	});

	it('and is not active, gets no user and no access', () => {
		const away = aPerson({ active: false, lastDay: LAST_DAY });
		for (const activation of ['none', 'now'] as const) {
			expect(inShort(planned([away], [], { activation }))).toEqual(['noop (inactive)']);
			const entries = planned([away], [aUser({ state: 'STAGED' })], { activation });
			expect(inShort(entries)).toEqual(['schedule (last_day)']);
		}
	});
});

it('a former colleague’s user who is going to be activated is reported, whoever has the address', () => {
	const gone = aPerson({ lastDay: '2026-01-31' });
	const next = aPerson({ employeeId: '900', firstName: 'Bo', lastName: 'Prats', witness: true });
	const users = [aUser({ state: 'SUSPENDED' })];
	const waiting = { pending: [pending('ACTIVATED', '2026-12-12T08:00:00Z')] };
	expect(inShort(planned([gone, next], users, {}, waiting))[0]).toBe(
		'conflict (possibly_somebody_else)',
	);
	expect(inShort(planned([gone, next], users))[0]).toBe('noop (in_step)');
});
