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

	it('and the last day ends within the hour and a minute: at once', () => {
		const ending = (suspensionTime: string) =>
			inShort(planned([aPerson({ lastDay: '2026-11-27' })], [aUser()], { suspensionTime }));
		expect(ending('14:00')).toEqual(['suspend (terminated)']);
		expect(ending('14:01')).toEqual(['schedule (last_day)']);
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
