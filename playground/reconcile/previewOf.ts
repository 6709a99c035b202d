import type { WorkflowFile, WorkflowNode } from '../n8n/wire';
import type { Step, Trial } from './trials/trial';

export const TRIGGER = 'Every Night';
export const PLAN = 'Plan';

const PEOPLE = 'Everybody in Factorial';
const KEPT = [TRIGGER, PEOPLE, PLAN];

/** Between two steps on n8n's canvas. */
const STEP_WIDTH = 220;

/**
 * The nightly workflow up to its plan: the same people, and the same rules down to the last parameter,
 * so that it shows what the next night would do. Only a plan that the guard stops is let out, to be
 * looked at.
 *
 * @param trial what is tried on top of it, and told as a report as well; its steps follow the plan
 * @throws Error that names the step which somebody has renamed or taken out
 */
export function previewOf({ nodes, settings }: WorkflowFile, trial?: Trial): WorkflowFile {
	const kept = KEPT.map((name) => stepOf(nodes, name))
		.map((node) => (node.name === PLAN ? withoutStopping(node) : node))
		.map(tried(trial));
	return chained(
		[...kept, ...(trial?.steps ?? []).map((step, index) => behind(kept, step, index))],
		settings,
	);
}

/**
 * Steps of a workflow that lead from one to the next, as they are in it; a trigger that is off is on.
 *
 * @throws Error that names the step which somebody has renamed or taken out
 */
export function pieceOf({ nodes, settings }: WorkflowFile, names: string[]): WorkflowFile {
	return chained(
		names.map((name) => ({ ...stepOf(nodes, name), disabled: false })),
		settings,
	);
}

function chained(nodes: WorkflowNode[], settings: WorkflowFile['settings']): WorkflowFile {
	return {
		name: 'Preview: what the next night would do',
		nodes,
		connections: chainOf(nodes.map(({ name }) => name)),
		// Whoever looks at a preview sees its failure; nobody else needs to be told.
		settings: { ...settings, errorWorkflow: undefined },
	};
}

function stepOf(nodes: WorkflowNode[], name: string): WorkflowNode {
	const found = nodes.find((node) => node.name === name);
	if (found) return found;
	throw new Error(`The workflow has no step '${name}' any more, so it cannot be previewed`);
}

/** A step further on; one of JumpCloud's with the credential of the plan. */
function behind(nodes: WorkflowNode[], step: Step, index: number): WorkflowNode {
	const plan = stepOf(nodes, PLAN);
	const [x = 0, y = 0] = plan.position;
	const place = { id: step.name, name: step.name, position: [x + STEP_WIDTH * (index + 1), y] };
	if (step.kind === 'code') {
		const parameters = { jsCode: step.code };
		return { ...place, type: 'n8n-nodes-base.code', typeVersion: 2, parameters };
	}
	const { authentication } = plan.parameters;
	return { ...plan, ...place, parameters: { authentication, ...step.parameters } };
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
		const { include = [], people, limits } = trial;
		const plan: Record<string, unknown> = { ...limits, ...trial.plan };
		const { parameters } = node;
		if (node.name === PEOPLE) {
			const read = Array.isArray(parameters.include) ? (parameters.include as string[]) : [];
			return { ...node, parameters: { ...parameters, ...people, include: [...read, ...include] } };
		}
		if (node.name !== PLAN) return node;
		const merged = (name: string) => ({
			...(parameters[name] as object),
			...(plan[name] as object),
		});
		const told = { includeUnchanged: true, report: ['csv', 'html', 'text'] };
		const options = { ...merged('options'), ...told };
		const guard = merged('guard');
		return { ...node, parameters: { ...parameters, ...plan, guard, options } };
	};

function chainOf(names: string[]): Record<string, unknown> {
	const pairs = names
		.slice(1)
		.map((node, index) => [names[index], { main: [[{ node, type: 'main', index: 0 }]] }]);
	return Object.fromEntries(pairs) as Record<string, unknown>;
}
