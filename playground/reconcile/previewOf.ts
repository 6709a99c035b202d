import type { WorkflowFile, WorkflowNode } from '../n8n/wire';
import type { Trial } from './trials';

export const TRIGGER = 'Every Night';
export const PLAN = 'Plan';

const PEOPLE = 'Everybody in Factorial';
const KEPT = [TRIGGER, PEOPLE, PLAN];

/**
 * The nightly workflow up to its plan: the same people, and the same rules down to the last parameter,
 * so that it shows what the next night would do. Only a plan that the guard stops is let out, to be
 * looked at.
 *
 * @param trial what is tried on top of it, and told as a report as well
 * @throws Error that names the step which somebody has renamed or taken out
 */
export function previewOf({ nodes, settings }: WorkflowFile, trial?: Trial): WorkflowFile {
	const kept = KEPT.map((name) => stepOf(nodes, name));
	return {
		name: 'Preview: what the next night would do',
		nodes: kept
			.map((node) => (node.name === PLAN ? withoutStopping(node) : node))
			.map(tried(trial)),
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

const tried =
	(trial?: Trial) =>
	(node: WorkflowNode): WorkflowNode => {
		if (!trial) return node;
		const { include = [], people } = trial;
		const { parameters } = node;
		if (node.name === PEOPLE) {
			const read = Array.isArray(parameters.include) ? (parameters.include as string[]) : [];
			return { ...node, parameters: { ...parameters, ...people, include: [...read, ...include] } };
		}
		if (node.name !== PLAN) return node;
		const merged = (name: string) => ({
			...(parameters[name] as object),
			...(trial.plan[name] as object),
		});
		const options = { ...merged('options'), report: ['html'] };
		const guard = merged('guard');
		return { ...node, parameters: { ...parameters, ...trial.plan, guard, options } };
	};

function chainOf(names: string[]): Record<string, unknown> {
	const pairs = names
		.slice(1)
		.map((node, index) => [names[index], { main: [[{ node, type: 'main', index: 0 }]] }]);
	return Object.fromEntries(pairs) as Record<string, unknown>;
}
