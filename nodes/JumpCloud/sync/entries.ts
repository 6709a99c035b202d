/** One entry of an array that JumpCloud keeps by name or by type. */
export interface Entry {
	key: string;
	value: string;
}

export interface MergedEntries {
	changed: string[];
	/** Every entry to send: the old ones in their order, then the new ones. */
	entries: Entry[];
}

/**
 * Puts the wanted entries among the current ones. Where the current ones hold a key twice the first
 * is the managed one, and where the wanted ones do the last counts.
 *
 * @param clearEmpty an empty wanted value removes the entry; without it the entry stays as it is
 */
export function mergeEntries(
	current: Entry[],
	wanted: Entry[],
	clearEmpty: boolean,
): MergedEntries {
	const changed: string[] = [];
	let entries = current.map(({ key, value }) => ({ key, value }));

	for (const [key, value] of new Map(
		wanted.map((entry) => [entry.key.trim(), entry.value.trim()]),
	)) {
		const existing = entries.find((entry) => entry.key === key);
		if (key === '' || (value === '' && (!clearEmpty || !existing))) continue;
		if (value !== '' && existing?.value?.trim() === value) continue;

		changed.push(key);
		if (value === '') entries = entries.filter((entry) => entry.key !== key);
		else if (existing) existing.value = value;
		else entries.push({ key, value });
	}
	return { changed, entries };
}
