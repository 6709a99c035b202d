import { itemsFrom } from '../n8n/outputs';
import type { N8nClient } from '../n8n/rest';
import { runToEnd } from '../n8n/run-to-end';
import type { Execution } from '../n8n/wire';
import { planView } from './planView';
import type { PlanView } from './planView';
import { PLAN, TRIGGER, previewOf } from './previewOf';
import { sectionsOf } from './report';
import type { Section } from './report';
import type { Trial } from './trials';

/** The workflows that look at everybody, by their ids in n8n. */
export interface SweepWorkflows {
	/** the template as shipped */
	nightly: string;
	/** the playground's own, made anew from the nightly one whenever it runs */
	preview: string;
}

interface Preview {
	executionId: string;
	plan: PlanView;
	/** the plan in plain words, as a page; only of a trial */
	report?: string;
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
	const { nodes, connections, settings } = previewOf(await client.workflow(ids.nightly), trial);
	await client.updateWorkflow(ids.preview, { nodes, connections, settings });
	const execution = await runToEnd(client, ids.preview, TRIGGER);
	const failure = failureIn(execution);
	if (failure) throw new Error([failure.message, failure.description].filter(Boolean).join('. '));
	const report = itemsFrom(execution, PLAN).find(({ action }) => action === 'report')?.html;
	return {
		...{ executionId: execution.id, plan: planned(execution) },
		...(typeof report === 'string' && { report }),
	};
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
