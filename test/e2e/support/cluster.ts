import { setTimeout as wait } from 'node:timers/promises';
import type { DeliveryOptions } from '../../../playground/factorial/deliveries';
import { startCluster } from '../../../playground/n8n/cluster';
import type { N8nCluster } from '../../../playground/n8n/cluster';
import type { Stage, StageOptions } from '../../../playground/n8n/stage';
import { UNFINISHED } from '../../../playground/n8n/unfinished';
import { world } from './world';

/** A stage whose n8n runs in queue mode. */
export interface QueueStage extends Stage {
	server: N8nCluster;
}

/**
 * More than the workers can carry out at a time. Many more, and an n8n on a busy machine answers
 * nobody in time any more, because everybody tries again.
 */
export const PARALLEL: DeliveryOptions = {
	sockets: 25,
	delayMs: (attempt) => Math.min(1_000 * attempt, 10_000),
};

/** As `world`, with the main process, two workers and one that takes the events. */
export function queueWorld(options: Partial<StageOptions> = {}): () => QueueStage {
	const stage = world({ ...options, launch: startCluster });
	return () => stage() as QueueStage;
}

const POLL_MS = 500;
/** Nothing takes that long while both services are well, on a machine ten times too busy either. */
const STUCK_MS = 90_000;

/**
 * Waits until every event has been delivered and nothing is carried out any more. Executions whose
 * process was killed may stay unfinished all the same: n8n looks for such only every three hours.
 */
export async function untilIdle(
	{ factorial, client }: QueueStage,
	workflowId: string,
	deadlineMs: number,
): Promise<void> {
	const deadline = Date.now() + deadlineMs;
	await factorial.settled(deadlineMs);
	let before = '';
	let sinceMs = Date.now();
	while (Date.now() < deadline) {
		const unfinished = await client.executions(workflowId, UNFINISHED);
		if (unfinished.length === 0) return;
		const now = unfinished.map(({ id }) => id).join();
		if (now !== before) sinceMs = Date.now();
		if (Date.now() - sinceMs > STUCK_MS) return;
		before = now;
		await wait(POLL_MS);
	}
	throw new Error(`Workflow ${workflowId} was still running after ${deadlineMs} ms`);
}
