import { startCluster } from '../../../playground/n8n/cluster';
import type { N8nCluster } from '../../../playground/n8n/cluster';
import type { Stage, StageOptions } from '../../../playground/n8n/stage';
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
