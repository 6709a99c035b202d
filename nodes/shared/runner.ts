import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { nodeError } from './errors';
import { POOL_SIZE } from './gate';
import { actionHint, showHint } from './hints';
import { inOrder, settle } from './inOrder';
import type { Outcome } from './inOrder';
import type { Operation, Resources } from './operation';

/**
 * Runs the chosen operation on every input item: a bounded number at a time, output in input order,
 * each output item linked to its input item. An item that fails stops the node, or with *Continue On
 * Fail* leaves as an item that carries the error, while the others are unaffected.
 *
 * @param connect called once per run; the items share what it gives, or fail with what it throws
 */
export async function runItems<Api>(
	context: IExecuteFunctions,
	resources: Resources<Api>,
	connect: (context: IExecuteFunctions) => Promise<Api>,
): Promise<INodeExecutionData[][]> {
	const operation = chosen(context, resources);
	if ('runAll' in operation) {
		return [
			await atOnce(
				context,
				async () => await operation.runAll({ context, api: await connect(context) }),
			),
		];
	}
	const api = connect(context);
	const outcomes = await inOrder(
		context.getInputData().length,
		POOL_SIZE,
		async (item) => await operation.run({ context, api: await api, item }),
		!context.continueOnFail(),
	);
	const output = outcomes.flatMap((outcome, item) => leaving(context, outcome, item));
	tell(context, output);
	return [output];
}

/** An operation on all items fails as a whole, with *Continue On Fail* as one item that says why. */
async function atOnce(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const outcome = await settle(work());
	if (outcome.ok) return outcome.value;
	const error = nodeError(context.getNode(), outcome.cause);
	if (!context.continueOnFail()) throw error;
	return [{ json: { error: error.message }, error, pairedItem: { item: 0 } }];
}

function chosen<Api>(context: IExecuteFunctions, resources: Resources<Api>): Operation<Api> {
	const resource = context.getNodeParameter('resource', 0) as string;
	const operation = context.getNodeParameter('operation', 0) as string;
	const found = resources[resource]?.operations[operation];
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`The operation '${operation}' of '${resource}' does not exist`,
		{ description: 'Choose the operation again, or update the package.' },
	);
}

function tell(context: IExecuteFunctions, output: INodeExecutionData[]): void {
	const items = output.filter(({ error }) => !error).map(({ json }) => json);
	showHint(context, actionHint(items, output.length - items.length));
}

function leaving(
	context: IExecuteFunctions,
	outcome: Outcome<IDataObject | IDataObject[]>,
	item: number,
): INodeExecutionData[] {
	if (outcome.ok) {
		return [outcome.value].flat().map((json) => ({ json, pairedItem: { item } }));
	}
	const error = nodeError(context.getNode(), outcome.cause, item);
	if (!context.continueOnFail()) throw error;
	return [{ json: { error: error.message }, error, pairedItem: { item } }];
}
