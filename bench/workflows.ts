import { join } from 'node:path';
import { GUARDED_KINDS } from '../nodes/JumpCloud/sync/guard';
import { PACKAGE } from '../playground/n8n/stage';
import { readWorkflow } from '../playground/n8n/template';
import type { WorkflowFile, WorkflowNode } from '../playground/n8n/wire';

type Parameters = Record<string, unknown>;

/** Those who do the same work. */
export type Competitor = 'ours' | 'expert' | 'per-person' | 'all-at-once';

export async function workflowOf(competitor: Competitor): Promise<WorkflowFile> {
	return competitor === 'ours' ? OURS : await readPeer(competitor);
}

export async function readPeer(name: string): Promise<WorkflowFile> {
	return await readWorkflow(join(__dirname, 'peers', `${name}.json`));
}

/** A whole company may change here: the guard would stop what is measured. */
const NO_LIMITS = Object.fromEntries(
	GUARDED_KINDS.flatMap((kind) => [
		[kind, 1_000_000],
		[`${kind}Percent`, 100],
	]),
);

const OURS: WorkflowFile = chain('Plan and apply', [
	step('Start', 'n8n-nodes-base.manualTrigger', {}),
	step('Employees', `${PACKAGE}.factorial`, {
		...{ resource: 'employee', operation: 'getAll', returnAll: true },
	}),
	step('Plan', `${PACKAGE}.jumpCloud`, {
		...{ resource: 'sync', operation: 'plan', people: 'everyone', guard: NO_LIMITS },
	}),
	step('Apply', `${PACKAGE}.jumpCloud`, { resource: 'sync', operation: 'apply' }),
]);

/** From the event to the user, with what the nodes do by default. */
export const OUR_JOINER: WorkflowFile = chain('A joiner’s event', [
	{
		...step('Trigger', `${PACKAGE}.factorialTrigger`, {
			events: ['employees/employee/create_with_contract'],
		}),
		webhookId: '0d5ad5c8-4c8e-4f3c-9a53-0c0f6e2f1b77',
	},
	step('Create or Update', `${PACKAGE}.jumpCloud`, { resource: 'user', operation: 'upsert' }),
]);

/** The same without reading the employee again, which is how the one by hand works. */
export const OUR_JOINER_AS_SENT: WorkflowFile = {
	...OUR_JOINER,
	nodes: OUR_JOINER.nodes.map((node) =>
		node.name === 'Trigger'
			? { ...node, parameters: { ...node.parameters, rereadEmployee: false } }
			: node,
	),
};

function step(name: string, type: string, parameters: Parameters): WorkflowNode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

function chain(name: string, nodes: WorkflowNode[]): WorkflowFile {
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map((node, index) => [
				nodes[index]?.name ?? '',
				{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
			]),
	);
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}
