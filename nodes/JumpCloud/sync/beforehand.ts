import { daysBefore, dayIn } from './days';
import type { Skip } from './conflicts';
import type { Person } from './person';

/** What an admin decides about when new users are made. */
export interface BeforehandRules {
	/** how many days before the first day; nothing, or 0, makes them as soon as the source knows them */
	createDaysBefore?: number;
	/** IANA name */
	timeZone: string;
	now: Date;
}

/**
 * Why somebody gets no user yet: the first day is too far ahead. Days are those of the calendar in the
 * time zone of the person, whatever the clocks do in between. Whoever has no first day is not held back;
 * of whom it cannot be read, nobody knows when it is time.
 */
export function tooEarly(
	{ firstDay, noFirstDay }: Pick<Person, 'firstDay' | 'noFirstDay'>,
	{ createDaysBefore = 0, timeZone, now }: BeforehandRules,
): Skip<'too_early' | 'invalid_date'> | undefined {
	if (createDaysBefore === 0) return undefined;
	if (noFirstDay === 'unreadable') return { reason: 'invalid_date', message: UNREADABLE };
	if (!firstDay) return undefined;
	const from = daysBefore(firstDay.day, createDaysBefore);
	if (from <= dayIn(now, timeZone)) return undefined;
	const days = createDaysBefore === 1 ? 'a day' : `${createDaysBefore} days`;
	return {
		reason: 'too_early',
		message: `The first day is ${firstDay.day}, and users are created ${days} before, so this one is created from ${from} on (${timeZone}), by the first plan that looks at the person then. Nothing has to be done if one runs every night.`,
	};
}

const UNREADABLE =
	'The first day is not a date, so it is not known from when on the user may be created. Write it as 2026-12-31, or leave it empty, which creates the user at once.';
