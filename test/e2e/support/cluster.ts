import { setTimeout as wait } from 'node:timers/promises';
import { startCluster } from '../../../playground/n8n/cluster';
import type { N8nCluster } from '../../../playground/n8n/cluster';
import type { Stage, StageOptions } from '../../../playground/n8n/stage';
import { UNFINISHED } from '../../../playground/n8n/unfinished';
import { world } from './world';

/** A stage whose n8n runs in queue mode. */
export interface QueueStage extends Stage {
	server: N8nCluster;
}

/** As `world`, with the main process, two workers and one that takes the events. */
export function queueWorld(options: Partial<StageOptions> = {}): () => QueueStage {
	const stage = world({ ...options, launch: startCluster });
	return () => stage() as QueueStage;
}

const POLL_MS = 500;
/** An execution that waits for longer than this while nothing else runs is in no queue any more. */
const LOST_MS = 10_000;

/**
 * Waits until every event has been delivered and nothing is carried out any more. What the queue has
 * lost, because a process was killed just before it could be put there, stays unfinished: n8n looks for
 * such executions only every three hours.
 */
export async function untilIdle(
	{ factorial, client }: QueueStage,
	workflowId: string,
	deadlineMs: number,
): Promise<void> {
	const deadline = Date.now() + deadlineMs;
	await factorial.settled(deadlineMs);
	let idleSinceMs = Date.now();
	while (Date.now() < deadline) {
		const unfinished = await client.executions(workflowId, UNFINISHED);
		if (unfinished.length === 0) return;
		if (unfinished.some(({ status }) => status !== 'new')) idleSinceMs = Date.now();
		if (Date.now() - idleSinceMs > LOST_MS) return;
		await wait(POLL_MS);
	}
	throw new Error(`Workflow ${workflowId} was still running after ${deadlineMs} ms`);
}
