import { NodeHelpers } from 'n8n-workflow';
import type { INode, INodeTypeDescription } from 'n8n-workflow';
import type { N8nClient } from '../../../playground/n8n/rest';
import type { WorkflowNode } from '../../../playground/n8n/wire';
import { eventually } from './runs';

/** What n8n knows of every step. Right after a start it has not written that down yet. */
export async function descriptionsOf(client: N8nClient): Promise<INodeTypeDescription[]> {
	return await eventually('The list of all steps', async () => {
		const listed = await client.nodeTypes();
		return Array.isArray(listed) ? (listed as INodeTypeDescription[]) : undefined;
	});
}

/**
 * The parameters of a step as n8n reads them: with the defaults, which the editor does not save, and
 * without those that the step does not have.
 */
export function withDefaults(types: INodeTypeDescription[], node: WorkflowNode): object {
	const type = types.find(({ name, version }) => {
		return name === node.type && [version].flat().includes(node.typeVersion);
	});
	if (!type) throw new Error(`n8n does not know ${node.type} ${node.typeVersion}`);
	const { properties } = type;
	const known = node as unknown as INode;
	return (
		NodeHelpers.getNodeParameters(properties, known.parameters, true, false, known, type) ?? {}
	);
}
