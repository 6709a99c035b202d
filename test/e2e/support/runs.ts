import { setTimeout as wait } from 'node:timers/promises';
import { itemsOf } from '../../../playground/n8n/outputs';
import type { Stage } from '../../../playground/n8n/stage';
import type { Execution } from '../../../playground/n8n/wire';

const POLL_MS = 250;
/** n8n looks once a minute for waiting runs whose time has come. */
const DEADLINE_MS = 120_000;

/** Asks again and again until there is an answer. Throws when there is none in time. */
export async function eventually<T>(
	what: string,
	look: () => Promise<T | undefined>,
	deadlineMs = DEADLINE_MS,
): Promise<T> {
	const deadline = Date.now() + deadlineMs;
	while (Date.now() < deadline) {
		const found = await look();
		if (found !== undefined) return found;
		await wait(POLL_MS);
	}
	throw new Error(`${what} did not come within ${deadlineMs} ms`);
}

/** The run of a workflow that has a status and in which the word occurs in some item; or a given one. */
export async function runAbout(
	{ client }: Stage,
	workflowId: string,
	status: string,
	word: string,
	id?: string,
): Promise<Execution> {
	return await eventually(`A run with the status ${status} about ${word}`, async () => {
		const summaries = await client.executions(workflowId);
		const fitting = summaries.filter((summary) =>
			id === undefined ? summary.status === status : summary.id === id && summary.status === status,
		);
		const runs = await Promise.all(
			fitting.map(async (summary) => await client.execution(summary.id)),
		);
		return runs.find((run) => JSON.stringify(itemsOf(run)).includes(word));
	});
}

/** What left a node for the last time, on its first output that has items. */
export function lastItem({ data }: Execution, node: string): Record<string, unknown> | undefined {
	const outputs = data.resultData.runData[node]?.at(-1)?.data?.main ?? [];
	return outputs.flatMap((items) => items ?? []).at(-1)?.json;
}
