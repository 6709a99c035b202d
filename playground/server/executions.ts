import type { Stage } from '../n8n/stage';
import { isUnfinished } from '../n8n/unfinished';
import type { ExecutionSummary } from '../n8n/wire';
import type { RunWords } from './runs';
import type { Entry } from './entry';

/** n8n's runs of one workflow as entries of the time line; an ended one is read only once. */
export class Executions {
	private readonly ended = new Map<string, Entry>();

	constructor(
		private readonly stage: Pick<Stage, 'client' | 'clock' | 'n8nClock'>,
		private readonly workflowId: string,
		private readonly words: RunWords,
	) {}

	/** The newest hundred. An n8n that does not answer just now has nothing new to tell. */
	async newest(): Promise<Entry[]> {
		try {
			const summaries = await this.stage.client.executions(this.workflowId);
			return await Promise.all(summaries.map(async (execution) => await this.entry(execution)));
		} catch {
			return [...this.ended.values()];
		}
	}

	private async entry(execution: ExecutionSummary): Promise<Entry> {
		const known = this.ended.get(execution.id);
		if (known !== undefined) return known;
		const entry = this.begun(execution);
		if (isUnfinished(execution)) return entry;
		const full = await this.stage.client.execution(execution.id);
		const done: Entry = {
			...entry,
			text: this.words.end(full),
			status: execution.status === 'success' ? 'ok' : 'failed',
		};
		this.ended.set(execution.id, done);
		return done;
	}

	private begun({ id, startedAt }: ExecutionSummary): Entry {
		const { client, clock, n8nClock } = this.stage;
		// Where n8n's clock is the real one, the time line goes by the simulated one all the same.
		const agoMs = (n8nClock?.now().getTime() ?? Date.now()) - Date.parse(startedAt);
		return {
			id: `execution-${id}`,
			at: new Date(clock.now().getTime() - agoMs).toISOString(),
			kind: 'execution',
			text: this.words.begin,
			status: 'pending',
			executionUrl: `${client.url}/workflow/${this.workflowId}/executions/${id}`,
		};
	}
}
