import { itemsFrom } from '../n8n/outputs';
import type { Stage } from '../n8n/stage';
import type { ExecutionSummary } from '../n8n/wire';
import type { Templates } from '../templates';

/** A run that waits for a yes. */
export interface Approval {
	id: string;
	/** what is asked */
	question: string;
	/** ISO 8601, by n8n's clock */
	since: string;
	/** of the form, where the run tells it */
	formUrl: string | null;
	executionUrl: string;
}

const ASK = 'Ask for Approval';

/** What waits for somebody's yes in n8n; a run that waits is read once. */
export class Approvals {
	private readonly known = new Map<string, Approval>();
	private last: Approval[] = [];

	constructor(
		private readonly stage: Pick<Stage, 'client'>,
		private readonly workflows: Pick<Templates, 'approval' | 'backfill'>,
	) {}

	/** Longest first. An n8n that does not answer just now has nothing new to tell. */
	async waiting(): Promise<Approval[]> {
		const { approval, backfill } = this.workflows;
		try {
			const lists = await Promise.all([approval, backfill].map(async (id) => await this.of(id)));
			this.last = lists.flat().toSorted((one, other) => (one.since < other.since ? -1 : 1));
		} catch {
			// As it was when n8n was last seen.
		}
		return this.last;
	}

	private async of(workflowId: string): Promise<Approval[]> {
		const waiting = await this.stage.client.executions(workflowId, ['waiting']);
		const found = await Promise.all(waiting.map(async (run) => await this.read(run)));
		return found.flatMap((one) => one ?? []);
	}

	private async read({
		id,
		workflowId,
		startedAt,
	}: ExecutionSummary): Promise<Approval | undefined> {
		const { client } = this.stage;
		const known = this.known.get(id);
		if (known) return known;
		const [asked] = itemsFrom(await client.execution(id), ASK);
		// It waits for something else.
		if (!asked) return undefined;
		const { full_name: name, approval_link: link } = asked;
		const approval = {
			id,
			question:
				typeof name === 'string'
					? `Give ${name} access?`
					: 'Apply the plan of a first synchronization?',
			since: new Date(startedAt).toISOString(),
			formUrl: typeof link === 'string' && link.startsWith(client.url) ? link : null,
			executionUrl: `${client.url}/workflow/${workflowId}/executions/${id}`,
		};
		this.known.set(id, approval);
		return approval;
	}
}
