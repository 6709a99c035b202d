import fc from 'fast-check';
import { DateTime } from 'luxon';

import { isCalendarDate, isWallClock, zonedTimeToUtc } from '../../../nodes/JumpCloud/sync/days';
import { forAll } from './properties';

const ZONES = [
	...['UTC', 'Europe/Madrid', 'Europe/London', 'Europe/Dublin', 'America/New_York'],
	...['America/Sao_Paulo', 'America/St_Johns', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo'],
	...['Asia/Tehran', 'Australia/Lord_Howe', 'Australia/Adelaide', 'Pacific/Auckland'],
	...['Pacific/Kiritimati', 'Pacific/Chatham', 'Pacific/Apia', 'Africa/Casablanca'],
	...['Atlantic/Azores', 'America/Santiago'],
];

const two = (part: number) => String(part).padStart(2, '0');
const clockOf = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** Days on which some zone moves its clocks, and any other day of this century's first half. */
const anyDay = fc.oneof(
	fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05'),
	fc.constantFrom('2026-10-04', '2026-09-27', '2026-09-06', '2011-12-30', '2026-02-15'),
	fc
		.date({ min: new Date('2001-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
		.map((date) => date.toISOString().slice(0, 10)),
);
const anyWallClock = fc.record({
	day: anyDay,
	minutes: fc.nat(24 * 60 - 1),
	zone: fc.constantFrom(...ZONES),
});

describe('a time of day in a zone', () => {
	it.each([
		['2026-12-31', '24:00', 'Europe/Madrid', '2026-12-31T23:00:00.000Z'],
		['2026-12-31', '00:00', 'Europe/Madrid', '2026-12-30T23:00:00.000Z'],
		['2026-07-01', '09:30', 'America/New_York', '2026-07-01T13:30:00.000Z'],
		['2026-07-01', '9:30', 'America/New_York', '2026-07-01T13:30:00.000Z'],
		['2026-01-15', '12:00', 'Asia/Kathmandu', '2026-01-15T06:15:00.000Z'],
		['2024-02-29', '24:00', 'UTC', '2024-03-01T00:00:00.000Z'],
	])('%s %s in %s is %s', (date, time, zone, instant) => {
		expect(zonedTimeToUtc(date, time, zone).toISOString()).toBe(instant);
	});

	it('that spring skips moves forward by the hour that is missing', () => {
		const skipped = zonedTimeToUtc('2026-03-29', '02:30', 'Europe/Madrid');
		expect(skipped).toEqual(zonedTimeToUtc('2026-03-29', '03:30', 'Europe/Madrid'));
	});

	it('that autumn brings twice is the first of the two', () => {
		const twice = zonedTimeToUtc('2026-10-25', '02:30', 'Europe/Madrid');
		expect(twice.toISOString()).toBe('2026-10-25T00:30:00.000Z');
	});

	it('of a day that a zone left out is the same time of the next day', () => {
		const leftOut = zonedTimeToUtc('2011-12-30', '12:00', 'Pacific/Apia');
		expect(leftOut).toEqual(zonedTimeToUtc('2011-12-31', '12:00', 'Pacific/Apia'));
	});

	it('ends the day where the next one starts', () => {
		forAll(anyWallClock, ({ day, zone }) => {
			const next = DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toISODate();
			expect(zonedTimeToUtc(day, '24:00', zone)).toEqual(
				zonedTimeToUtc(String(next), '00:00', zone),
			);
		});
	});

	it('is what clocks there show, unless they skip it', () => {
		forAll(anyWallClock, ({ day, minutes, zone }) => {
			const wanted = `${day} ${clockOf(minutes)}`;
			const instant = DateTime.fromJSDate(zonedTimeToUtc(day, clockOf(minutes), zone), { zone });
			const shown = instant.toFormat('yyyy-MM-dd HH:mm');
			// Luxon moves skipped times too, so it shows something else than was asked only there.
			const luxon = DateTime.fromFormat(wanted, 'yyyy-MM-dd HH:mm', { zone });
			expect(shown).toBe(luxon.toFormat('yyyy-MM-dd HH:mm'));
		});
	});

	it('is the earliest instant that Luxon knows for it', () => {
		forAll(anyWallClock, ({ day, minutes, zone }) => {
			const luxon = DateTime.fromFormat(`${day} ${clockOf(minutes)}`, 'yyyy-MM-dd HH:mm', { zone });
			const instants = luxon.getPossibleOffsets().map((possible) => possible.toMillis());
			expect(zonedTimeToUtc(day, clockOf(minutes), zone).getTime()).toBe(Math.min(...instants));
		});
	});
});

describe('what does not exist is refused by name', () => {
	it.each([
		['2026-02-30', '09:00', 'UTC', '"2026-02-30" is not a date'],
		['31.12.2026', '09:00', 'UTC', '"31.12.2026" is not a date'],
		['2026-12-31', '24:01', 'UTC', '"24:01" is not a time'],
		['2026-12-31', '09:60', 'UTC', '"09:60" is not a time'],
		['2026-12-31', 'noon', 'UTC', '"noon" is not a time'],
		['2026-12-31', '09:00', 'Mars/Olympus', '"Mars/Olympus" is not a time zone'],
		['2026-12-31', '09:00', '', '"" is not a time zone'],
	])('%s %s %s', (date, time, zone, message) => {
		const attempt = () => zonedTimeToUtc(date, time, zone);
		expect(attempt).toThrow(RangeError);
		expect(attempt).toThrow(message);
	});

	it('and can be asked about first', () => {
		expect(['2024-02-29', '2023-02-29', '2026-13-01', '2026-1-1'].map(isCalendarDate)).toEqual([
			true,
			false,
			false,
			false,
		]);
		expect(['00:00', '24:00', '24:30', '7:05', '7'].map(isWallClock)).toEqual([
			true,
			true,
			false,
			true,
			false,
		]);
	});
});
