import { Advice } from './n8n/progress.cjs';
import type { Stage } from './n8n/stage';

/** Ids of the imported templates in n8n. */
export interface Templates {
	/** Published: the one whose work the page shows. */
	main: string;
	/** Published, and told when the main one fails. */
	alert: string;
	/** To look at; it wants some of the main one's events, and Factorial gives each to one only. */
	approval: string;
}

async function publish({ client }: Stage, id: string, name: string): Promise<void> {
	const reason = await client.publish(id);
	if (reason !== undefined) throw new Advice(`n8n could not publish ${name}: ${reason}`);
}

/** Imports the templates, and publishes those that can run beside each other. */
export async function importTemplates(stage: Stage): Promise<Templates> {
	const { client, importTemplate } = stage;
	const alert = await importTemplate('failure-alert');
	await publish(stage, alert.id, alert.name);
	const main = await importTemplate('joiner-mover-leaver');
	const settings = { ...main.settings, errorWorkflow: alert.id };
	await client.updateWorkflow(main.id, { settings });
	await publish(stage, main.id, main.name);
	const approval = await importTemplate('joiner-with-approval');
	return { main: main.id, alert: alert.id, approval: approval.id };
}
