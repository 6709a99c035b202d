const DAY_MS = 24 * 60 * 60 * 1000;

/** A calendar day (`YYYY-MM-DD`, UTC), so many days after a moment. */
export function dayAfter(moment: Date, days: number): string {
	return new Date(moment.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** When a calendar day (UTC) is over, in milliseconds since 1970. */
export function endOfDayMs(day: string): number {
	return Date.parse(`${day}T00:00:00Z`) + DAY_MS;
}

/** A moment as the story tells it: the last minute of a day, midnight included, is its end. */
export function moment(at: Date): string {
	const day = dayAfter(new Date(at.getTime() - 1), 0);
	const leftMs = endOfDayMs(day) - at.getTime();
	return leftMs <= 60_000 ? `the end of ${day}` : at.toISOString();
}
