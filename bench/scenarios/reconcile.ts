import { startBenchN8n } from '../n8n';
import type { Prepared } from '../../playground/n8n/installation';
import type { Run } from '../n8n';
import { startServices } from '../services';
import { workflowOf } from '../workflows';
import type { Competitor } from '../workflows';

export const LATENCY_MS = 50;

export interface Reconciliation extends Run {
	competitor: Competitor;
	people: number;
	/** to both services */
	calls: number;
	jumpCloudWrites: number;
	/** at the same time, to JumpCloud */
	peakInFlight: number;
	/** answered with 429 */
	refused: number;
	/** people who have the user that they should have, afterwards */
	right: number;
}

interface Conditions {
	people: number;
	/** nobody has a user before */
	isNew?: boolean;
	/** of JumpCloud */
	limit?: { requests: number; perMs: number };
	deadlineMs?: number;
}

const DEADLINE_MS = 30 * 60_000;

/** Brings a company into step, once, in a fresh n8n and with fresh services. */
export async function reconcile(
	prepared: Prepared,
	competitor: Competitor,
	{ people, isNew = false, limit, deadlineMs = DEADLINE_MS }: Conditions,
): Promise<Reconciliation> {
	const services = await startServices(people, isNew);
	try {
		const n8n = await startBenchN8n(prepared, services);
		try {
			const id = await n8n.save(await workflowOf(competitor));
			await services.behave(LATENCY_MS, limit);
			const run = await n8n.run(id, deadlineMs);
			const { factorial, jumpCloud } = await services.calls();
			const { right } = await services.outcome();
			const writes = Object.entries(jumpCloud.calls).filter(([call]) => isWrite(call));
			return {
				...{ competitor, people, ...run, right },
				calls: factorial.total + jumpCloud.total,
				jumpCloudWrites: writes.reduce((sum, [, count]) => sum + count, 0),
				peakInFlight: jumpCloud.peakInFlight,
				refused: jumpCloud.refused,
			};
		} finally {
			await n8n.close();
		}
	} finally {
		await services.close();
	}
}

function isWrite(call: string): boolean {
	return !call.startsWith('GET ') && !call.includes('/search/');
}
