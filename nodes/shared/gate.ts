import { sleep } from 'n8n-workflow';

/** Requests of one node run that may be under way at the same time. */
export const POOL_SIZE = 8;

/**
 * Lets a bounded number of requests through at once. When the service asks to slow down the bound
 * is halved and everybody waits; each full round of answers without such a request raises it by one.
 */
export class Gate {
	private bound: number;

	private inside = 0;

	private calm = 0;

	private closedUntil = 0;

	private readonly queue: Array<() => void> = [];

	constructor(private readonly maximum = POOL_SIZE) {
		this.bound = maximum;
	}

	/** Runs a request as soon as there is room for it. */
	async pass<T>(request: () => Promise<T>): Promise<T> {
		await this.enter();
		try {
			return await request();
		} finally {
			this.leave();
		}
	}

	/** The service asked to slow down: nobody enters for `waitMs`, and fewer afterwards. */
	slowDown(waitMs: number): void {
		this.bound = Math.max(1, Math.floor(this.bound / 2));
		this.calm = 0;
		this.closedUntil = Math.max(this.closedUntil, Date.now() + waitMs);
	}

	/** The service answered without complaint. */
	succeeded(): void {
		this.calm += 1;
		if (this.calm < this.bound || this.bound >= this.maximum) return;
		this.bound += 1;
		this.calm = 0;
	}

	private async enter(): Promise<void> {
		while (this.inside >= this.bound) {
			await new Promise<void>((resolve) => this.queue.push(resolve));
		}
		this.inside += 1;
		// Whoever is asked to slow down while others wait makes them wait longer.
		while (this.closedUntil > Date.now()) await sleep(this.closedUntil - Date.now());
	}

	private leave(): void {
		this.inside -= 1;
		const room = this.bound - this.inside;
		for (const resume of this.queue.splice(0, Math.max(0, room))) resume();
	}
}
