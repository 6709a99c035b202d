import { itemsFrom } from '../n8n/outputs';
import type { N8nClient } from '../n8n/rest';
import { runToEnd } from '../n8n/run-to-end';
import type { Execution, WorkflowFile } from '../n8n/wire';
import { planView } from './planView';
import type { PlanView } from './planView';
import { doneLine } from './doneLines';
import type { DoneLine } from './doneLines';
import { PLAN, TRIGGER, pieceOf, previewOf } from './previewOf';
import { sectionsOf } from './report';
import type { Section } from './report';
import type { Trial } from './trials/trial';

/** The workflows that look at everybody, by their ids in n8n. */
export interface SweepWorkflows {
	/** the template as shipped */
	nightly: string;
	/** the playground's own, made anew from the nightly one whenever it runs */
	preview: string;
	/** the single steps to compose a workflow from */
	blocks: string;
}

/** What a step tells in plain words. */
export interface Told {
	/** as a page */
	html: string;
	/** as a message for a chat */
	text: string;
}

interface Preview {
	executionId: string;
	plan: PlanView;
	/** only of a trial */
	told?: Told;
}

interface Tried {
	executionId: string;
	lines: DoneLine[];
	failure: Failure | null;
	told?: Told;
}

export interface Reconciliation {
	executionId: string;
	/** empty when it did not get as far as its report */
	sections: Section[];
	failure: Failure | null;
}

/** Why a run stopped, in n8n's words. */
export interface Failure {
	/** whether the guard of *Plan* did it, so that nothing was written */
	guarded: boolean;
	message: string;
	description: string | null;
}

/** Plans what the next night would do, with an option that is tried on top. Throws with n8n's words when that is not possible. */
export async function previewNow(
	client: N8nClient,
	ids: SweepWorkflows,
	trial?: Trial,
): Promise<Preview> {
	const execution = await runOf(client, ids, previewOf(await client.workflow(ids.nightly), trial));
	const failure = failureIn(execution);
	if (failure) throw new Error([failure.message, failure.description].filter(Boolean).join('. '));
	return { executionId: execution.id, plan: planned(execution), told: toldBy(execution, PLAN) };
}

/** Tries what does more than plan. A run that ends as failed can be what is to be seen. */
export async function tryNow(client: N8nClient, ids: SweepWorkflows, trial: Trial): Promise<Tried> {
	const { blocks } = trial;
	const workflow = blocks
		? pieceOf(await client.workflow(ids.blocks), blocks)
		: previewOf(await client.workflow(ids.nightly), trial);
	const execution = await runOf(client, ids, workflow);
	const last = workflow.nodes.at(-1)?.name ?? PLAN;
	return {
		executionId: execution.id,
		lines: itemsFrom(execution, last).flatMap((item) => doneLine(item) ?? []),
		failure: failureIn(execution),
		told: toldBy(execution, last),
	};
}

async function runOf(
	client: N8nClient,
	ids: SweepWorkflows,
	{ nodes, connections, settings }: WorkflowFile,
): Promise<Execution> {
	await client.updateWorkflow(ids.preview, { nodes, connections, settings });
	return await runToEnd(client, ids.preview, nodes[0]?.name ?? TRIGGER);
}

function toldBy(execution: Execution, step: string): Told | undefined {
	// What a step before has told is passed on as it is.
	const isOwn = ({ action, result }: Record<string, unknown>) =>
		action === 'report' && result !== 'noop';
	const report = itemsFrom(execution, step).find(isOwn);
	if (typeof report?.html !== 'string' || typeof report.text !== 'string') return undefined;
	return { html: report.html, text: report.text };
}

/** Runs the nightly workflow as shipped, now. */
export async function reconcileNow(
	client: N8nClient,
	ids: SweepWorkflows,
): Promise<Reconciliation> {
	const execution = await runToEnd(client, ids.nightly, TRIGGER);
	return { executionId: execution.id, ...reconciled(execution) };
}

/** What came of a run of the nightly workflow that has ended. */
export function reconciled(execution: Execution): Omit<Reconciliation, 'executionId'> {
	const [report = {}] = itemsFrom(execution, 'Write the Report');
	return { sections: sectionsOf(report), failure: failureIn(execution) };
}

/** What *Plan* gave in a run that has ended. */
export function planned(execution: Execution): PlanView {
	return planView(itemsFrom(execution, PLAN));
}

function failureIn({ status, data }: Execution): Failure | null {
	const { error } = data.resultData;
	if (!error && status === 'success') return null;
	const message = error?.message ?? `n8n ended the run as ${status}`;
	const guarded = message.startsWith('The guard stopped');
	return { guarded, message, description: error?.description ?? null };
}
