import type { IDataObject } from 'n8n-workflow';

/** Runs one operation as people would, and gives the items that left: the usual ones first. */
export type Sample = () => Promise<IDataObject[]>;

/** Keyed by resource and operation, with a dot between them. */
export type Samples = Record<string, Sample>;

/** @throws Error when a run failed: its items would say nothing about the operation */
export async function itemsOf(
	...runs: Array<Promise<{ items: IDataObject[]; error?: { message: string } }>>
): Promise<IDataObject[]> {
	const finished = await Promise.all(runs);
	for (const { error } of finished) if (error) throw new Error(error.message);
	return finished.flatMap(({ items }) => items);
}
