import { failureOf, itemsOf, skipReasons } from '../n8n/outputs';
import type { Stage } from '../n8n/stage';
import type { Execution, ExecutionSummary } from '../n8n/wire';
import type { Entry } from './timeline';

const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);

function summary(execution: Execution): string {
	const failure = failureOf(execution);
	if (failure !== undefined) return `stopped: ${failure}`;
	const reasons = skipReasons(execution);
	return reasons.length > 0 ? `skipped: ${reasons.join(', ')}` : 'done';
}

function subject(execution: Execution): string {
	const person = itemsOf(execution).find(({ first_name: name }) => typeof name === 'string');
	return person === undefined ? '' : ` for ${person.first_name} ${person.last_name}`;
}

/** n8n's runs of the workflow as entries of the time line; an ended one is read only once. */
export class Executions {
	private readonly ended = new Map<string, Entry>();

	constructor(
		private readonly stage: Pick<Stage, 'client' | 'clock'>,
		private readonly workflowId: string,
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
		if (UNFINISHED.has(execution.status)) return entry;
		const full = await this.stage.client.execution(execution.id);
		const done: Entry = {
			...entry,
			text: `n8n runs the workflow${subject(full)}: ${summary(full)}`,
			status: execution.status === 'success' ? 'ok' : 'failed',
		};
		this.ended.set(execution.id, done);
		return done;
	}

	private begun({ id, startedAt }: ExecutionSummary): Entry {
		const { client, clock } = this.stage;
		// n8n's clock is the real one; the time line goes by the simulated one.
		const agoMs = Date.now() - Date.parse(startedAt);
		return {
			id: `execution-${id}`,
			at: new Date(clock.now().getTime() - agoMs).toISOString(),
			kind: 'execution',
			text: 'n8n runs the workflow',
			status: 'pending',
			executionUrl: `${client.url}/workflow/${this.workflowId}/executions/${id}`,
		};
	}
}
