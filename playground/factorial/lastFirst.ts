/** How long tasks are collected before they are carried out in reverse order. */
const HOLD_MS = 30;

/** Carries out tasks that come shortly after one another one by one, the latest first. */
export class LastFirst {
	private held: Array<() => Promise<void>> = [];

	/** Fulfilled when the task is done; tasks must not fail. */
	async run(task: () => Promise<void>): Promise<void> {
		if (this.held.length === 0) setTimeout(() => void this.release(), HOLD_MS);
		await new Promise<void>((resolve) => {
			this.held.push(async () => {
				await task();
				resolve();
			});
		});
	}

	private async release(): Promise<void> {
		for (const task of this.held.splice(0).reverse()) await task();
	}
}
