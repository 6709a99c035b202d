import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText, isRecord } from './guards';
import { itemValue } from './itemValues';

/** The text of a parameter for one item, without surrounding blanks; empty when it has no value. */
export function readText(context: IExecuteFunctions, name: string, item: number): string {
	return asText(itemValue(context, name, item, ''));
}

/** Whether a switch is on for one item. */
export function readFlag(context: IExecuteFunctions, name: string, item: number): boolean {
	return context.getNodeParameter(name, item, false) === true;
}

/** The entries of a collection that the user added; empty when there are none. */
export function readCollection(
	context: IExecuteFunctions,
	name: string,
	item: number,
): IDataObject {
	const value = context.getNodeParameter(name, item, {});
	return isRecord(value) ? value : {};
}

/** How many results are wanted: `undefined` for all of them. */
export function readLimit(context: IExecuteFunctions, item: number): number | undefined {
	if (readFlag(context, 'returnAll', item)) return undefined;
	const limit = Number(context.getNodeParameter('limit', item, 50));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new NodeOperationError(context.getNode(), "The parameter 'Limit' must be 1 or more", {
		itemIndex: item,
		description: "Enter a whole number, or switch on 'Return All'.",
	});
}

/** Fields in the order of their labels, as n8n shows collections. */
export function byLabel(fields: INodeProperties[]): INodeProperties[] {
	return fields.toSorted((a, b) => a.displayName.localeCompare(b.displayName));
}

/** Return All and Limit, as every *Get Many* has them. */
export const resultFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];
