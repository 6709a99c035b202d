import { setTimeout as wait } from 'node:timers/promises';
import type { Stage } from './stage';
import { UNFINISHED } from './unfinished';

const POLL_MS = 250;

/**
 * Waits until every event has been delivered and every execution it started has ended.
 * Throws when that takes longer than the deadline.
 */
export async function untilQuiet(
	{ factorial, client }: Pick<Stage, 'factorial' | 'client'>,
	workflowId: string,
	deadlineMs = 120_000,
): Promise<void> {
	const deadline = Date.now() + deadlineMs;
	await factorial.settled(deadlineMs);
	while (Date.now() < deadline) {
		const unfinished = await client.executions(workflowId, UNFINISHED);
		if (unfinished.length === 0) return;
		await wait(POLL_MS);
	}
	throw new Error(`Workflow ${workflowId} was still running after ${deadlineMs} ms`);
}
