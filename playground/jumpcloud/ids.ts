const OBJECT_ID = /^[0-9a-f]{24}$/;

/** Makes ids of 24 hex digits that sort by age, as the service's database does. */
export class Ids {
	private count = 0;

	next(now: Date): string {
		this.count += 1;
		const seconds = Math.floor(now.getTime() / 1000);
		return `${seconds.toString(16).padStart(8, '0')}5eed0c10${this.count.toString(16).padStart(8, '0')}`;
	}
}

export function isObjectId(text: string): boolean {
	return OBJECT_ID.test(text);
}
