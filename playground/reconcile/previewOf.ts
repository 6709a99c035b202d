import type { WorkflowFile, WorkflowNode } from '../n8n/wire';

export const TRIGGER = 'Every Night';
export const PLAN = 'Plan';

const KEPT = [TRIGGER, 'Everybody in Factorial', PLAN];

/**
 * The nightly workflow up to its plan: the same people, and the same rules down to the last parameter,
 * so that it shows what the next night would do. Only a plan that the guard stops is let out, to be
 * looked at.
 *
 * @throws Error that names the step which somebody has renamed or taken out
 */
export function previewOf({ nodes, settings }: WorkflowFile): WorkflowFile {
	const kept = KEPT.map((name) => stepOf(nodes, name));
	return {
		name: 'Preview: what the next night would do',
		nodes: kept.map((node) => (node.name === PLAN ? withoutStopping(node) : node)),
		connections: chainOf(KEPT),
		// Whoever looks at a preview sees its failure; nobody else needs to be told.
		settings: { ...settings, errorWorkflow: undefined },
	};
}

function stepOf(nodes: WorkflowNode[], name: string): WorkflowNode {
	const found = nodes.find((node) => node.name === name);
	if (found) return found;
	throw new Error(`The nightly workflow has no step '${name}' any more, so it cannot be previewed`);
}

function withoutStopping(plan: WorkflowNode): WorkflowNode {
	const { options, ...parameters } = plan.parameters;
	const more = typeof options === 'object' ? options : {};
	return {
		...plan,
		parameters: { ...parameters, whenGuarded: 'mark', options: { ...more, summaryItem: true } },
	};
}

function chainOf(names: string[]): Record<string, unknown> {
	const pairs = names
		.slice(1)
		.map((node, index) => [names[index], { main: [[{ node, type: 'main', index: 0 }]] }]);
	return Object.fromEntries(pairs) as Record<string, unknown>;
}
