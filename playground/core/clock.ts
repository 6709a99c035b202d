type Listener = (now: Date) => void;

/**
 * A clock that ticks like the real one but can be moved, so that a test need not wait for next month.
 * Several simulators may share one clock.
 */
export class Clock {
	private offsetMs = 0;
	private readonly listeners = new Set<Listener>();

	now(): Date {
		return new Date(Date.now() + this.offsetMs);
	}

	/** How far it is ahead of the real one. */
	get aheadMs(): number {
		return this.offsetMs;
	}

	/** Shows the real moment again. */
	reset(): void {
		this.offsetMs = 0;
		this.announce();
	}

	/** Jumps to a moment; the clock goes on ticking from there. Throws a RangeError for a non-date. */
	set(moment: Date | string): void {
		const target = new Date(moment).getTime();
		if (Number.isNaN(target)) throw new RangeError(`Not a date: ${String(moment)}`);
		this.offsetMs = target - Date.now();
		this.announce();
	}

	/** Moves the clock forward, or back with a negative number of milliseconds. */
	advance(byMs: number): void {
		this.offsetMs += byMs;
		this.announce();
	}

	/** Calls the listener after every move (not while time merely passes); returns how to stop that. */
	onMove(listener: Listener): () => void {
		this.listeners.add(listener);
		return () => {
			this.listeners.delete(listener);
		};
	}

	private announce(): void {
		const now = this.now();
		for (const listener of this.listeners) listener(now);
	}
}
