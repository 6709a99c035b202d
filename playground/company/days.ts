/** The first day of the month that lies this many months before now (after it when negative). */
export function firstDayOfMonth(now: Date, monthsAgo: number): Date {
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, 1));
}

/** The last day of the month that lies this many months before now. */
export function lastDayOfMonth(now: Date, monthsAgo: number): Date {
	return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo + 1, 0));
}

/** `YYYY-MM-DD`. */
export function day(date: Date): string {
	return date.toISOString().slice(0, 10);
}
