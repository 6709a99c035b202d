import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/**
 * `never`: the operation is not offered as a tool. `ifAllowed`: a field of the tool has to allow it, for
 * every item or for those that the function tells. `byChange`: the operation asks once it knows what
 * would change.
 */
export type ForAgents =
	| 'never'
	| 'ifAllowed'
	| 'byChange'
	| ((context: IExecuteFunctions, item: number) => boolean);

/**
 * Lets a model do what a person would otherwise have decided. It is no expression and counts only as it
 * stands in the node, so that the model cannot fill it in.
 */
export const agentsField: INodeProperties = {
	displayName: 'Allow Agents to Change Access',
	name: 'allowAgents',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether an AI agent may take or give access with this tool; a model is refused otherwise',
	displayOptions: { show: { '@tool': [true] } },
};

/** Whether a model decides what this run does: the node is a tool, however this n8n carries it out. */
function isAgent(context: IExecuteFunctions): boolean {
	if (context.getNode().type.endsWith('Tool')) return true;
	return 'isToolExecution' in context && context.isToolExecution();
}

/** Whether somebody has allowed agents to change access with this node. */
export function allowsAgents(context: IExecuteFunctions): boolean {
	return !isAgent(context) || context.getNode().parameters.allowAgents === true;
}

/** What a model gets to read that may not do something, and the person who looks into its log. */
export function agentError(context: IExecuteFunctions, what: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `An AI agent may not ${what} with this tool`, {
		description:
			"Nothing was changed. Whoever maintains the workflow can switch on 'Allow Agents to Change Access' in the tool, better behind an approval.",
	});
}

/** @throws NodeOperationError when a model runs what it may not */
export function checkAgent(
	context: IExecuteFunctions,
	{ name, agents }: { name: string; agents?: ForAgents },
	item: number,
): void {
	if (agents === undefined || !isAgent(context)) return;
	if (agents === 'never') {
		throw new NodeOperationError(context.getNode(), `'${name}' is not for AI agents`, {
			description:
				'Nothing was changed. Use the node in a workflow instead, where a person has decided what it does.',
		});
	}
	if (agents === 'byChange' || allowsAgents(context)) return;
	if (agents === 'ifAllowed' || agents(context, item)) {
		throw agentError(context, `use '${name}' like this`);
	}
}
