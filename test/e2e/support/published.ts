import type { Stage } from '../../../playground/n8n/stage';

export const TEMPLATE = 'joiner-mover-leaver';
export const TRIGGER = 'Factorial Trigger';

/** Imports the template and publishes it; the reason is what n8n shows when that failed. */
export async function publishTemplate({ client, importTemplate }: Stage) {
	const workflow = await importTemplate(TEMPLATE);
	return { workflow, reason: await client.publish(workflow.id) };
}

/** The event types of Factorial's subscriptions, sorted; one that is there twice shows twice. */
export function subscribedTypes({ factorial }: Stage): string[] {
	return factorial.state.subscriptions.map(({ type }) => type).sort();
}

/** The event types that the template's trigger asks for, sorted. */
export async function wantedTypes({ client }: Stage, workflowId: string): Promise<string[]> {
	const { nodes } = await client.workflow(workflowId);
	const events = nodes.find(({ name }) => name === TRIGGER)?.parameters.events;
	return Array.isArray(events) ? events.map(String).sort() : [];
}

/** Fills in a template's *Settings* step as an admin would, and publishes the result. */
export async function changeSettings(
	{ client }: Stage,
	workflowId: string,
	wishes: Record<string, string>,
): Promise<void> {
	const { nodes } = await client.workflow(workflowId);
	const settings = nodes.find(({ name }) => name === 'Settings');
	const { assignments } = settings?.parameters.assignments as {
		assignments: Array<{ name: string; value: string }>;
	};
	for (const field of assignments) field.value = wishes[field.name] ?? field.value;
	await client.updateWorkflow(workflowId, { nodes });
	expect(await client.publish(workflowId)).toBeUndefined();
}
