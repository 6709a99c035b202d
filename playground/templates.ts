import { Advice } from './n8n/progress.cjs';
import type { Stage } from './n8n/stage';
import { previewOf } from './reconcile/previewOf';
import type { SweepWorkflows } from './reconcile/run';

/** Ids of the imported templates in n8n. */
export interface Templates extends SweepWorkflows {
	/** Published: the one whose work the page shows. */
	main: string;
	/** Published, and told when one of the others fails. */
	alert: string;
	/** To look at; it wants some of the main one's events, and Factorial gives each to one only. */
	approval: string;
	/** To run by hand: it waits for a yes. */
	backfill: string;
	/** Single steps to look at and to copy. */
	blocks: string;
}

async function publish({ client }: Stage, id: string, name: string): Promise<void> {
	const reason = await client.publish(id);
	if (reason === undefined) return;
	// What is half published would be in the way of whoever tries again.
	await client.unpublish(id).catch(() => undefined);
	throw new Advice(`n8n could not publish ${name}: ${reason}`);
}

/** An n8n of the 1.x calls a workflow for failures as it is saved, and refuses to publish it. */
const NOT_TO_BE_PUBLISHED = /no node to start the workflow/;

/**
 * Imports the templates, and publishes those that can run beside each other.
 *
 * @param ids under which they were before
 */
export async function importTemplates(stage: Stage, ids?: Templates): Promise<Templates> {
	const { client, importTemplate } = stage;
	const alert = await importTemplate('failure-alert', ids?.alert);
	await publish(stage, alert.id, alert.name).catch((refusal: Error) => {
		if (!NOT_TO_BE_PUBLISHED.test(refusal.message)) throw refusal;
	});
	const importWatched = async (name: string, id?: string) => {
		const workflow = await importTemplate(name, id);
		const settings = { ...workflow.settings, errorWorkflow: alert.id };
		const watched = await client.updateWorkflow(workflow.id, { settings });
		await publish(stage, workflow.id, workflow.name);
		return watched;
	};
	const main = await importWatched('joiner-mover-leaver', ids?.main);
	const nightly = await importWatched('nightly-reconcile', ids?.nightly);
	const preview = await client.createWorkflow(previewOf(nightly), ids?.preview);
	const approval = await importTemplate('joiner-with-approval', ids?.approval);
	const backfill = await importTemplate('preview-and-backfill', ids?.backfill);
	const blocks = await importTemplate('building-blocks', ids?.blocks);
	return {
		main: main.id,
		nightly: nightly.id,
		preview: preview.id,
		alert: alert.id,
		approval: approval.id,
		backfill: backfill.id,
		blocks: blocks.id,
	};
}
