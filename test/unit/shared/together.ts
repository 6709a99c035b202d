/** Work that ends when the test says so, and what is going on meanwhile. */
export class Together {
	readonly begun: number[] = [];

	peak = 0;

	private readonly ends = new Map<number, (fails: boolean) => void>();

	work = async (item: number): Promise<string> => {
		this.begun.push(item);
		const fails = await new Promise<boolean>((resolve) => {
			this.ends.set(item, resolve);
			this.peak = Math.max(this.peak, this.ends.size);
		});
		this.ends.delete(item);
		if (fails) throw new Error(`item ${item}`);
		return `done ${item}`;
	};

	/** Ends the work on an item and lets everything that follows from it happen. */
	async end(item: number, fails = false): Promise<void> {
		this.ends.get(item)?.(fails);
		await settled();
	}
}

/** When all that can happen without time passing has happened. */
export async function settled(): Promise<void> {
	await new Promise<void>((resolve) => setImmediate(resolve));
}
