/** n8n stores executions as one array in which strings are positions of other entries. */
export function unflatten<T>(text: string): T {
	const entries = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();

	const resolve = (reference: unknown): unknown =>
		typeof reference === 'string' ? revive(Number(reference)) : reference;

	const revive = (position: number): unknown => {
		if (done.has(position)) return done.get(position);
		const entry = entries[position];
		if (typeof entry !== 'object' || entry === null) return entry;
		const copy: unknown[] | Record<string, unknown> = Array.isArray(entry) ? [] : {};
		// Noted before its content is followed: an entry may lead back to itself.
		done.set(position, copy);
		for (const [key, value] of Object.entries(entry)) Reflect.set(copy, key, resolve(value));
		return copy;
	};

	return revive(0) as T;
}
