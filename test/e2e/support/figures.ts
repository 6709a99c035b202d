import type { Journal } from '../../../playground/core/journal';
import { UNFINISHED } from '../../../playground/n8n/unfinished';
import { countsOf } from './counts';
import type { QueueStage } from './cluster';

const answersOf = (journal: Journal) =>
	countsOf(journal.all().map(({ status }) => (status === 0 ? 'cut off' : String(status))));

/** That an execution can have in n8n. */
const STATUSES = ['success', 'error', 'crashed', 'canceled', ...UNFINISHED];

/** What a while in queue mode came to: deliveries, the runs they started, and what was asked of both. */
export async function figuresOf({ factorial, jumpCloud, client }: QueueStage, workflowId: string) {
	const { deliveries } = factorial;
	const attempts = deliveries.flatMap((delivery) => delivery.attempts);
	const runs: Record<string, number> = {};
	for (const status of STATUSES) {
		const count = await client.countExecutions(workflowId, status);
		if (count !== 0) runs[status] = count;
	}
	return {
		deliveries: countsOf(deliveries.map(({ state }) => state)),
		'attempts to deliver': countsOf(
			attempts.map(({ status, error = '' }) => String(status ?? error)),
		),
		runs,
		'answers of Factorial': answersOf(factorial.journal),
		'answers of JumpCloud': answersOf(jumpCloud.journal),
	};
}
