// The services count their days in UTC; any other zone would move a last day to its neighbour.
const formatter = (options) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });

const DAY = formatter({ day: 'numeric', month: 'short', year: 'numeric' });
const DAY_OF_MONTH = formatter({ day: 'numeric', month: 'short' });
const WEEKDAY = formatter({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const MINUTE = formatter({ hour: '2-digit', minute: '2-digit' });
const SECOND = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** `2026-11-30` or a moment as "30 Nov 2026". */
export function day(moment) {
	return DAY.format(new Date(moment));
}

/** A moment as "30 Nov". */
export function dayOfMonth(moment) {
	return DAY_OF_MONTH.format(new Date(moment));
}

/** A moment as "Mon, 30 Nov 2026, 23:59". */
export function dayAndMinute(moment) {
	return `${WEEKDAY.format(new Date(moment))}, ${MINUTE.format(new Date(moment))}`;
}

/** A moment as "23:59:07", with its day when that is another than the one of `since`. */
export function second(moment, since = moment) {
	const time = SECOND.format(new Date(moment));
	return day(moment) === day(since) ? time : `${dayOfMonth(moment)}, ${time}`;
}

/** The calendar day of a moment, `YYYY-MM-DD`, some days later. */
export function dayAfter(moment, days = 0) {
	const later = new Date(moment);
	later.setUTCDate(later.getUTCDate() + days);
	return later.toISOString().slice(0, 10);
}

/** "1 user", "2 users". */
export function counted(count, noun) {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
