import fc from 'fast-check';
import { DateTime } from 'luxon';

import { isDayAlone, parseMoment, readDay } from '../../../nodes/JumpCloud/sync/days';
import { forAll } from './properties';

const MADRID = { time: '18:00', timeZone: 'Europe/Madrid' };

describe('a moment is read from', () => {
	it.each<[string, unknown, string]>([
		['a date, with the default time', '2026-12-31', '2026-12-31T17:00:00.000Z'],
		['a date with blanks around it', ' 2026-12-31 ', '2026-12-31T17:00:00.000Z'],
		['a date-time without offset', '2026-12-31T09:15:00', '2026-12-31T08:15:00.000Z'],
		['a date-time without seconds', '2026-12-31 09:15', '2026-12-31T08:15:00.000Z'],
		['a date-time in UTC', '2026-12-31T09:15:30.250Z', '2026-12-31T09:15:30.250Z'],
		['an offset with a colon', '2026-12-31T00:00:00.000+01:00', '2026-12-30T23:00:00.000Z'],
		['an offset without a colon', '2026-12-31T00:00:00-0330', '2026-12-31T03:30:00.000Z'],
		['an offset of hours', '2026-12-31T00:00+05', '2026-12-30T19:00:00.000Z'],
		['microseconds', '2026-12-31T09:15:30.123456Z', '2026-12-31T09:15:30.123Z'],
		['a Date', new Date('2026-12-31T09:15:00Z'), '2026-12-31T09:15:00.000Z'],
		[
			"Luxon's DateTime",
			DateTime.fromISO('2026-12-31T00:00:00', { zone: 'Asia/Tokyo' }),
			'2026-12-30T15:00:00.000Z',
		],
	])('%s', (_, value, instant) => {
		expect(parseMoment(value, MADRID)?.toISOString()).toBe(instant);
	});

	it('every ISO text that Luxon writes, whatever the zone', () => {
		const anyInstant = fc.date({
			min: new Date('1990-01-01'),
			max: new Date('2090-01-01'),
			noInvalidDate: true,
		});
		const anyZone = fc.constantFrom('utc', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/Madrid');
		forAll(fc.tuple(anyInstant, anyZone), ([instant, zone]) => {
			const written = DateTime.fromJSDate(instant, { zone }).toISO();
			expect(parseMoment(written, MADRID)).toEqual(instant);
		});
	});
});

describe('it is not a date', () => {
	it.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['an empty text', ' '],
		['a word', 'tomorrow'],
		['a day that does not exist', '2026-02-30'],
		['a date-time on a day that does not exist', '2026-02-30T09:00:00Z'],
		['an hour that does not exist', '2026-02-03T25:00:00Z'],
		['a date with something behind it', '2026-12-31 or later'],
		['a number', 1798675200000],
		['a list', ['2026-12-31']],
		['an object that is no date', {}],
		['an object without any methods', Object.create(null)],
		['an invalid Date', new Date('nonsense')],
		['an invalid DateTime', DateTime.invalid('nonsense')],
	])('%s', (_, value) => {
		expect(parseMoment(value, MADRID)).toBeUndefined();
	});

	it('but a zone that does not exist is an error, because the setting is wrong', () => {
		const attempt = () => parseMoment('2026-12-31', { time: '18:00', timeZone: 'Madrid' });
		expect(attempt).toThrow('"Madrid" is not a time zone');
	});
});

describe('a day', () => {
	const inZone = (timeZone: string) => ({ time: '23:59', timeZone });

	it.each<[string, string, string]>([
		['2026-12-30T23:00:00.000Z', 'Europe/Madrid', '2026-12-31'],
		['2026-07-30T22:00:00Z', 'Europe/Madrid', '2026-07-31'],
		['2026-12-31T05:00:00.000Z', 'America/New_York', '2026-12-31'],
		['2026-12-30T18:30:00+00:00', 'Asia/Kolkata', '2026-12-31'],
		['2026-12-30T13:30:00-05:00', 'Asia/Kolkata', '2026-12-31'],
		// Where the clocks skip midnight, the day begins when they go on.
		['2026-09-06T04:00:00Z', 'America/Santiago', '2026-09-06'],
	])('is that which begins at %s in %s, as a text and as a Date', (value, timeZone, day) => {
		for (const one of [value, new Date(value), DateTime.fromISO(value, { zone: 'utc' })]) {
			expect(readDay(one, inZone(timeZone))?.day).toBe(day);
			expect(isDayAlone(one, timeZone)).toBe(true);
		}
	});

	it.each<[string, string, string]>([
		['2026-12-31', 'Asia/Tokyo', '2026-12-31'],
		['2026-12-31T00:00:00Z', 'America/New_York', '2026-12-31'],
		['2026-12-31T00:00:00-10:00', 'Pacific/Kiritimati', '2026-12-31'],
		['2026-12-30T23:00:01Z', 'Europe/Madrid', '2026-12-30'],
		['2026-12-30T23:00:00', 'Europe/Madrid', '2026-12-30'],
		['2026-12-30T18:00:00Z', 'Europe/Madrid', '2026-12-30'],
	])('is else the one that is written: %s in %s', (value, timeZone, day) => {
		expect(readDay(value, inZone(timeZone))?.day).toBe(day);
	});

	it.each([
		...['1970-01-01', '1970-01-01T00:00:00.000Z', '1970-01-01T01:00:00+01:00', '1969-12-31'],
		...['1969-12-31T19:00:00-05:00', '1980-01-01', '1979-12-31T19:00:00-05:00', '1960-01-01'],
		...['1899-12-30', '0001-01-01', '9999-12-31', '0000-00-00', new Date(0)],
	])('is not %p, which stands for nothing', (value) => {
		for (const zone of ['UTC', 'Europe/Madrid', 'America/New_York', 'Pacific/Auckland']) {
			expect(readDay(value, inZone(zone))).toBeUndefined();
		}
		expect(parseMoment(value, inZone('UTC'))).toBeUndefined();
	});

	it.each(['1985-03-01', '1970-01-02', '1980-01-02', '1999-12-31', '2000-01-01'])(
		'is %s, which is long ago',
		(day) => expect(readDay(day, inZone('UTC'))?.day).toBe(day),
	);
});
