import fc from 'fast-check';
import { DateTime } from 'luxon';

import { parseMoment } from '../../../nodes/JumpCloud/sync/days';
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
