const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const WALL_CLOCK = /^(\d{1,2}):(\d{2})$/;

// Making a formatter costs far more than using it.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether this is a day of the calendar, written YYYY-MM-DD. */
export function isCalendarDate(date: string): boolean {
	return dayMs(date) !== undefined;
}

/** Whether this is a time of day, written HH:mm, up to and including 24:00. */
export function isWallClock(time: string): boolean {
	return timeOfDayMs(time) !== undefined;
}

/**
 * The instant at which clocks in a zone show a date and time, by Intl only.
 *
 * A time that daylight saving skips moves forward by what was skipped; one that comes twice is the
 * earlier of the two. 24:00 is the end of the day, that is the start of the next.
 *
 * @param date YYYY-MM-DD
 * @param time HH:mm, or 24:00
 * @param timeZone IANA name such as Europe/Madrid
 * @throws RangeError for a date, time or zone that does not exist
 */
export function zonedTimeToUtc(date: string, time: string, timeZone: string): Date {
	const [day, timeOfDay] = [dayMs(date), timeOfDayMs(time)];
	if (day === undefined) throw new RangeError(`"${date}" is not a date; use YYYY-MM-DD`);
	if (timeOfDay === undefined) throw new RangeError(`"${time}" is not a time; use HH:mm`);

	const shown = day + timeOfDay;
	const before = shown - offsetMs(shown - DAY_MS, timeZone);
	const after = shown - offsetMs(shown + DAY_MS, timeZone);
	const isShownAt = (instant: number) => instant + offsetMs(instant, timeZone) === shown;
	const found = [before, after].filter(isShownAt);
	return new Date(found.length > 0 ? Math.min(...found) : before);
}

function dayMs(date: string): number | undefined {
	const midnight = CALENDAR_DATE.test(date) ? Date.parse(`${date}T00:00:00.000Z`) : Number.NaN;
	// Some engines roll 30 February over to March instead of refusing it.
	const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
	return exists ? midnight : undefined;
}

function timeOfDayMs(time: string): number | undefined {
	const [, hours, minutes] = (WALL_CLOCK.exec(time) ?? []).map(Number);
	if (hours === undefined || minutes === undefined || minutes > 59) return undefined;
	const sinceMidnight = (hours * 60 + minutes) * 60 * 1000;
	return sinceMidnight <= DAY_MS ? sinceMidnight : undefined;
}

/** How far clocks in the zone are ahead of UTC at an instant. */
function offsetMs(instant: number, timeZone: string): number {
	const parts = new Map<string, number>();
	for (const { type, value } of formatter(timeZone).formatToParts(instant)) {
		parts.set(type, Number(value));
	}
	const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(instant / 1000) * 1000;
}

function formatter(timeZone: string): Intl.DateTimeFormat {
	const made = formatters.get(timeZone) ?? makeFormatter(timeZone);
	if (!made) {
		throw new RangeError(`"${timeZone}" is not a time zone; use a name such as Europe/Madrid`);
	}
	formatters.set(timeZone, made);
	return made;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
	try {
		return new Intl.DateTimeFormat('en-US', {
			timeZone,
			calendar: 'gregory',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
	} catch {
		return undefined;
	}
}

/** Whether there is a time zone of this IANA name. */
export function isZone(timeZone: string): boolean {
	return timeZone !== '' && (formatters.has(timeZone) || makeFormatter(timeZone) !== undefined);
}

/**
 * The day whose end, or other time of day, comes at an instant, as {@link zonedTimeToUtc} has it, also
 * where daylight saving skips that time.
 *
 * @param time HH:mm, or 24:00
 * @returns YYYY-MM-DD; nothing when the time of day comes at another moment
 */
export function dayWithTimeAt(instant: Date, time: string, timeZone: string): string | undefined {
	// 24:00 comes on the next day already.
	const days = [dayIn(new Date(instant.getTime() - 1), timeZone), dayIn(instant, timeZone)];
	return days.find((day) => {
		const aheadMs = instant.getTime() - zonedTimeToUtc(day, time, timeZone).getTime();
		return aheadMs >= 0 && aheadMs < 1000;
	});
}

interface MomentDefaults {
	/** Time of day for a date that has none: HH:mm, or 24:00 for the end of the day. */
	time: string;
	/** IANA name of the zone whose clocks a time without an offset means. */
	timeZone: string;
}

/** A day of the calendar, and the moment of it that counts. */
export interface Day {
	/** YYYY-MM-DD */
	day: string;
	at: Date;
}

/** The day after which somebody has no access any more. */
export interface LastDay extends Day {
	/** it is the end of a fixed term, and nobody was terminated */
	isOfContract?: boolean;
	/** the access ends as soon as the day is known */
	isAtOnce?: boolean;
}

const DATE_TIME =
	/^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::([0-5]\d)(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Days of employment lie in between; what does not is an empty value in a date's clothes. */
const YEARS = { first: 1950, last: 2100 };

/** From these days programs count, so that they are what an empty value becomes, also a zone further west. */
const ZEROS = new Set(['1960-01-01', '1969-12-31', '1970-01-01', '1979-12-31', '1980-01-01']);

/**
 * Reads a day on which somebody begins or leaves: the day that is written counts, whatever time and offset
 * hang on it, at the time of day that the rules name, because HR systems and spreadsheets write days as
 * midnights. Only a moment at which a day begins in the zone, written in another one, is that day: it is what
 * programs make of a day when they write it in UTC.
 *
 * @param value YYYY-MM-DD, an ISO date-time, a Date, or an object that writes itself as one
 * @returns undefined when it is not a day, or lies in a year in which nobody is employed
 * @throws RangeError when the defaults are not a time or a zone
 */
export function readDay(value: unknown, { time, timeZone }: MomentDefaults): Day | undefined {
	const day = dayOf(value, timeZone);
	if (day === undefined || !isPlausible(day)) return undefined;
	return { day, at: zonedTimeToUtc(day, time, timeZone) };
}

/** The day that clocks in a zone show at an instant, as YYYY-MM-DD. */
export function dayIn(instant: Date, timeZone: string): string {
	return new Date(instant.getTime() + offsetMs(instant.getTime(), timeZone))
		.toISOString()
		.slice(0, 10);
}

/** The time of day that clocks in a zone show at an instant: HH:mm, and the rest of that minute. */
export function timeOfDayAt(
	instant: Date,
	timeZone: string,
): { timeOfDay: string; restMs: number } {
	const shownMs = instant.getTime() + offsetMs(instant.getTime(), timeZone);
	return {
		timeOfDay: new Date(shownMs).toISOString().slice(11, 16),
		restMs: shownMs - Math.floor(shownMs / MINUTE_MS) * MINUTE_MS,
	};
}

/** The day of the calendar that lies so many days before another one, both YYYY-MM-DD. */
export function daysBefore(day: string, days: number): string {
	return new Date((dayMs(day) ?? Number.NaN) - days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * Reads a moment as a workflow may hold it: YYYY-MM-DD, an ISO date-time, a Date, or an object that
 * writes itself as one (Luxon's DateTime). Undefined when it is none, or lies in an implausible year.
 *
 * A date alone takes the default time; a date-time without an offset is what clocks in the default
 * zone show. Plain numbers are refused, because nothing says whether they count seconds.
 *
 * @throws RangeError when a default that is needed is not a time or a zone
 */
export function parseMoment(value: unknown, defaults: MomentDefaults): Date | undefined {
	if (value instanceof Date) return plausibleOnly(new Date(value.getTime()));
	const text = textOf(value)?.trim();
	if (text === undefined) return undefined;
	if (isCalendarDate(text)) {
		return plausibleOnly(zonedTimeToUtc(text, defaults.time, defaults.timeZone));
	}
	const [, date, time, seconds = '0', fraction = '0', offset] = DATE_TIME.exec(text) ?? [];
	if (date === undefined || time === undefined) return undefined;
	if (!isCalendarDate(date) || !isWallClock(time)) return undefined;
	const start = zonedTimeToUtc(date, time, offset === undefined ? defaults.timeZone : 'UTC');
	const restMs = Number(seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
	return plausibleOnly(new Date(start.getTime() + restMs - writtenOffsetMs(offset)));
}

/**
 * Whether a day is written with a time that is none: systems write days as midnights, in whatever zone.
 *
 * @param timeZone in which days begin: where it is given, a moment at which one does is that day
 */
export function isDayAlone(value: unknown, timeZone?: string): boolean {
	const { day, isMidnight, moment } = written(value);
	const isBeginning = () =>
		timeZone !== undefined && moment !== undefined && beginsAt(moment, timeZone) !== undefined;
	return day !== undefined && (isMidnight === true || isBeginning());
}

function dayOf(value: unknown, timeZone: string): string | undefined {
	const { day, isMidnight, moment } = written(value);
	if (isMidnight || moment === undefined) return day;
	// A date without its text shows no day but that of the zone.
	return beginsAt(moment, timeZone) ?? (value instanceof Date ? dayIn(moment, timeZone) : day);
}

/** The day of the zone that begins at a moment; nothing where none does. */
function beginsAt(moment: Date, timeZone: string): string | undefined {
	const day = dayIn(moment, timeZone);
	if (!isCalendarDate(day)) return undefined;
	return zonedTimeToUtc(day, '00:00', timeZone).getTime() === moment.getTime() ? day : undefined;
}

interface Written {
	/** the day that stands there */
	day?: string;
	/** without a time, or with one that says nothing */
	isMidnight?: boolean;
	/** where an offset makes it one */
	moment?: Date;
}

function written(value: unknown): Written {
	if (value instanceof Date) {
		if (Number.isNaN(value.getTime())) return {};
		const isMidnight = value.getTime() % DAY_MS === 0;
		return { day: value.toISOString().slice(0, 10), isMidnight, moment: value };
	}
	const text = textOf(value)?.trim() ?? '';
	if (isCalendarDate(text)) return { day: text, isMidnight: true };
	const [, day, time, seconds = '0', fraction = '0', offset] = DATE_TIME.exec(text) ?? [];
	if (day === undefined || time === undefined) return {};
	if (!isCalendarDate(day) || !isWallClock(time)) return {};
	const isMidnight = time === '00:00' && Number(seconds) === 0 && Number(fraction) === 0;
	const moment = offset ? parseMoment(text, { time: '00:00', timeZone: 'UTC' }) : undefined;
	return { day, isMidnight, moment };
}

function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return typeof value.toString === 'function' ? String(value.toString()) : undefined;
}

function writtenOffsetMs(offset = 'Z'): number {
	if (offset.toUpperCase() === 'Z') return 0;
	const [hours = '', minutes = ''] = [offset.slice(1, 3), offset.slice(3).replace(':', '')];
	const aheadMs = (Number(hours) * 60 + Number(minutes)) * 60 * 1000;
	return offset.startsWith('-') ? -aheadMs : aheadMs;
}

function isPlausible(day: string): boolean {
	const year = Number(day.slice(0, 4));
	return year >= YEARS.first && year <= YEARS.last && !ZEROS.has(day.slice(0, 10));
}

function plausibleOnly(date: Date): Date | undefined {
	if (Number.isNaN(date.getTime())) return undefined;
	return isPlausible(date.toISOString()) ? date : undefined;
}
