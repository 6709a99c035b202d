import { setTimeout as wait } from 'node:timers/promises';
import type { N8nClient } from './rest';
import { isUnfinished } from './unfinished';
import type { Execution } from './wire';

const POLL_MS = 200;

/**
 * Runs a workflow as it is saved from one of its triggers, and waits for the end of this run,
 * however it ends. Throws when that takes longer than the deadline.
 */
export async function runToEnd(
	client: N8nClient,
	workflowId: string,
	triggerName: string,
	deadlineMs = 180_000,
): Promise<Execution> {
	const deadline = Date.now() + deadlineMs;
	const id = await client.runFrom(workflowId, triggerName);
	if (id === undefined) throw new Error(`n8n did not start the workflow at ${triggerName}`);
	while (Date.now() < deadline) {
		// An execution that has just begun cannot be read in every version, but it is in the list.
		const summary = (await client.executions(workflowId)).find((execution) => execution.id === id);
		if (summary && !isUnfinished(summary)) return await client.execution(id);
		await wait(POLL_MS);
	}
	throw new Error(`n8n was still busy after ${deadlineMs / 1000} seconds`);
}
