interface Part {
	close(): Promise<void>;
}

/** What has been started one after another, to be closed in turn, newest first. */
export class Started {
	private readonly parts: Part[] = [];

	keep<T extends Part>(part: T): T {
		this.parts.unshift(part);
		return part;
	}

	/** Starts more, and gives what that gives; everything is closed when it fails. */
	async orClose<T>(startMore: () => Promise<T>): Promise<T> {
		let complete = false;
		try {
			const result = await startMore();
			complete = true;
			return result;
		} finally {
			if (!complete) await this.close();
		}
	}

	async close(): Promise<void> {
		for (const part of this.parts.splice(0)) await part.close().catch(() => undefined);
	}
}
