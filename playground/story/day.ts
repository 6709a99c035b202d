const DAY_MS = 24 * 60 * 60 * 1000;

/** A calendar day (`YYYY-MM-DD`, UTC), so many days after a moment. */
export function dayAfter(moment: Date, days: number): string {
	return new Date(moment.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first minute after a calendar day, as the story prints moments. */
export function endOf(day: string): string {
	return `${dayAfter(new Date(`${day}T00:00:00Z`), 1)}T00:00`;
}
