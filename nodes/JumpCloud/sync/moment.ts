import { isCalendarDate, isWallClock, zonedTimeToUtc } from './zone';

export interface MomentDefaults {
	/** Time of day for a date that has none: HH:mm, or 24:00 for the end of the day. */
	time: string;
	/** IANA name of the zone whose clocks a time without an offset means. */
	timeZone: string;
}

const DATE_TIME =
	/^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::([0-5]\d)(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Reads what a workflow may hold as a date: YYYY-MM-DD, an ISO date-time, a Date, or an object that
 * writes itself as one (Luxon's DateTime). Undefined when it is not a date.
 *
 * A date alone takes the default time; a date-time without an offset is what clocks in the default
 * zone show. Plain numbers are refused, because nothing says whether they count seconds.
 *
 * @throws RangeError when a default that is needed is not a time or a zone
 */
export function parseMoment(value: unknown, defaults: MomentDefaults): Date | undefined {
	if (value instanceof Date) return validOnly(new Date(value.getTime()));
	const text = textOf(value)?.trim();
	if (text === undefined) return undefined;
	if (isCalendarDate(text)) return zonedTimeToUtc(text, defaults.time, defaults.timeZone);

	const [, date, time, seconds = '0', fraction = '0', offset] = DATE_TIME.exec(text) ?? [];
	if (date === undefined || time === undefined) return undefined;
	if (!isCalendarDate(date) || !isWallClock(time)) return undefined;
	const start = zonedTimeToUtc(date, time, offset === undefined ? defaults.timeZone : 'UTC');
	const restMs = Number(seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
	return validOnly(new Date(start.getTime() + restMs - offsetMs(offset)));
}

function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return typeof value.toString === 'function' ? String(value.toString()) : undefined;
}

function offsetMs(offset = 'Z'): number {
	if (offset.toUpperCase() === 'Z') return 0;
	const [hours = '', minutes = ''] = [offset.slice(1, 3), offset.slice(3).replace(':', '')];
	const aheadMs = (Number(hours) * 60 + Number(minutes)) * 60 * 1000;
	return offset.startsWith('-') ? -aheadMs : aheadMs;
}

function validOnly(date: Date): Date | undefined {
	return Number.isNaN(date.getTime()) ? undefined : date;
}
