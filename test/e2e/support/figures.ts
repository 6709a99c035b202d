import type { Journal } from '../../../playground/core/journal';
import { countsOf } from './counts';
import type { QueueStage } from './cluster';

const answersOf = (journal: Journal) =>
	countsOf(journal.all().map(({ status }) => (status === 0 ? 'cut off' : String(status))));

/** What a while in queue mode came to: deliveries, the runs they started, and what was asked of both. */
export async function figuresOf({ factorial, jumpCloud, client }: QueueStage, workflowId: string) {
	const { deliveries } = factorial;
	const attempts = deliveries.flatMap((delivery) => delivery.attempts);
	const runs = await client.allExecutions(workflowId);
	return {
		deliveries: countsOf(deliveries.map(({ state }) => state)),
		'attempts to deliver': countsOf(
			attempts.map(({ status, error = '' }) => String(status ?? error)),
		),
		runs: countsOf(runs.map(({ status }) => status)),
		'answers of Factorial': answersOf(factorial.journal),
		'answers of JumpCloud': answersOf(jumpCloud.journal),
	};
}
