import { preparedByRunner } from '../../../playground/n8n/installation';
import { openStage } from '../../../playground/n8n/stage';
import type { Stage, StageOptions } from '../../../playground/n8n/stage';

/** In queue mode five processes start one after another, each of which may take minutes on a busy machine. */
const START_MS = 600_000;
/** In queue mode up to six processes end one after another. */
const STOP_MS = 120_000;

/** What a test of this level may take: n8n runs five seconds of real work for some of them. */
export const PATIENCE_MS = 240_000;

/**
 * Starts a real n8n with the packed package beside both simulators, once for all tests of a file,
 * and stops everything after the last one. Call the result to get it inside a test.
 */
export function world(options: Partial<StageOptions> = {}): () => Stage {
	let stage: Stage | undefined;
	beforeAll(async () => {
		stage = await openStage({ ...preparedByRunner(), ...options });
	}, START_MS);
	afterAll(async () => {
		await stage?.close();
	}, STOP_MS);
	return () => {
		if (stage === undefined) throw new Error('The world is there once the tests run');
		return stage;
	};
}
