/** At most so many requests in each window of real time. */
interface RateLimit {
	requests: number;
	perMs: number;
}

/** How a service far away behaves, apart from what it says: it takes its time, and has its limits. */
export class Traffic {
	/** Real time that every request takes before it is carried out. */
	latencyMs = 0;

	private limit?: RateLimit;
	private windowEndsMs = 0;
	private left = 0;

	/** From now on at most so many; nothing lifts the limit. */
	limitTo(limit: RateLimit | undefined): void {
		this.limit = limit;
		this.windowEndsMs = 0;
	}

	/** Takes one request. Gives the seconds until there is room again, or undefined when there is. */
	secondsToWait(nowMs = performance.now()): number | undefined {
		if (!this.limit) return undefined;
		if (nowMs >= this.windowEndsMs) {
			this.windowEndsMs = nowMs + this.limit.perMs;
			this.left = this.limit.requests;
		}
		this.left -= 1;
		// Whole milliseconds, because differences of large fractions are not exact.
		return this.left >= 0 ? undefined : Math.ceil(Math.round(this.windowEndsMs - nowMs) / 1000);
	}
}
