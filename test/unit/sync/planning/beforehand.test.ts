import { aPerson, aUser, inShort, planned } from './building';

/** What is planned for Noor with some first day, at a moment, when users are made a week before. */
function at(now: string, firstDay: unknown, more: Parameters<typeof planned>[2] = {}) {
	const rules = { now: new Date(now), createDaysBefore: 7, ...more };
	return planned([aPerson({ firstDay })], [], rules);
}

describe('a new user who is made some days before the first day', () => {
	it.each([
		['a second before that day begins', '2026-12-07T22:59:59Z', 'skip (too_early)'],
		['from the moment on at which it begins', '2026-12-07T23:00:00Z', 'create (joiner)'],
		['on the first day itself', '2026-12-15T12:00:00Z', 'create (joiner)'],
		['and whenever that is over', '2027-03-01T12:00:00Z', 'create (joiner)'],
	])('%s', (_, now, expected) => {
		expect(inShort(at(now, '2026-12-15'))).toEqual([expected]);
	});

	it.each([
		['back, on the day it is time', '2026-11-01', '2026-10-24T21:59:59Z', '2026-10-24T22:00:00Z'],
		['back, in the days between', '2026-10-28', '2026-10-20T21:59:59Z', '2026-10-20T22:00:00Z'],
		[
			'forward, on the day it is time',
			'2027-04-04',
			'2027-03-27T22:59:59Z',
			'2027-03-27T23:00:00Z',
		],
		['forward, in the days between', '2027-03-30', '2027-03-22T22:59:59Z', '2027-03-22T23:00:00Z'],
	])('counts days of the calendar where clocks go %s', (_, firstDay, before, then) => {
		expect(inShort(at(before, firstDay))).toEqual(['skip (too_early)']);
		expect(inShort(at(then, firstDay))).toEqual(['create (joiner)']);
	});

	it('counts them where the person is', () => {
		const now = '2026-12-07T12:00:00Z';
		const inAuckland = { timeZone: 'Pacific/Auckland' };
		expect(inShort(at(now, '2026-12-15'))).toEqual(['skip (too_early)']);
		expect(inShort(at(now, '2026-12-15', inAuckland))).toEqual(['create (joiner)']);
	});

	it('says from when on', () => {
		const [entry] = at('2026-11-27T12:00:00Z', '2027-01-04');
		expect(entry?.message).toMatch(/2027-01-04.*7 days before.*2026-12-28.*Europe\/Madrid/);
	});

	it.each([
		['no first day', null],
		['an empty one', ''],
		['a field that is not there', undefined],
	])('holds nobody back who has %s', (_, firstDay) => {
		expect(inShort(at('2026-11-27T12:00:00Z', firstDay))).toEqual(['create (joiner)']);
	});

	it('is not made as long as nobody can read the first day', () => {
		expect(inShort(at('2026-11-27T12:00:00Z', 'soon'))).toEqual(['skip (invalid_date)']);
	});

	it('is made at once where no number of days was chosen', () => {
		const rules = { createDaysBefore: 0 };
		expect(inShort(at('2026-11-27T12:00:00Z', '2030-01-01', rules))).toEqual(['create (joiner)']);
	});

	it('leaves a user who is there as they are, and in step', () => {
		const person = aPerson({ firstDay: '2027-06-01', lastName: 'Prats' });
		const [entry] = planned([person], [aUser()], { createDaysBefore: 7 });
		expect(entry).toMatchObject({ action: 'update', reason: 'mover' });
		const unreadable = aPerson({ firstDay: 'soon', lastName: 'Prats' });
		expect(inShort(planned([unreadable], [aUser()], { createDaysBefore: 7 }))).toEqual([
			'update (mover)',
		]);
	});

	it('leaves those who have left, and witnesses, what they are', () => {
		const rules = { createDaysBefore: 7 };
		const firstDay = '2027-06-01';
		const about = (person: Parameters<typeof aPerson>[0]) =>
			inShort(planned([aPerson({ firstDay, ...person })], [], rules));
		expect(about({ active: false })).toEqual(['noop (inactive)']);
		expect(about({ lastDay: '2026-11-01' })).toEqual(['noop (inactive)']);
		expect(about({ witness: true })).toEqual(['noop (witness)']);
		expect(about({ email: null })).toEqual(['skip (missing_work_email)']);
	});

	it('takes no username from a namesake who begins before', () => {
		const early = aPerson({ firstDay: '2027-06-01' });
		const now = aPerson({ employeeId: '900', email: 'other@corp.example' });
		const entries = planned([early, now], [], { createDaysBefore: 7 });
		expect(inShort(entries)).toEqual(['skip (too_early)', 'create (joiner)']);
		expect(entries[1]?.changes).toContainEqual({ field: 'username', from: null, to: 'noor.vidal' });
	});

	it('is nobody’s manager until then', () => {
		const boss = aPerson({ firstDay: '2027-06-01' });
		const report = aPerson({ employeeId: '900', email: 'r@corp.example', manager: '512' });
		const rules = { createDaysBefore: 7, managers: true };
		const fieldsOf = (entries: ReturnType<typeof planned>) =>
			entries.flatMap(({ changes }) => changes.map(({ field }) => field));
		expect(fieldsOf(planned([boss, report], [], rules))).not.toContain('manager');
		const later = { ...rules, now: new Date('2027-05-26T12:00:00Z') };
		expect(fieldsOf(planned([boss, report], [], later))).toContain('manager');
	});
});
