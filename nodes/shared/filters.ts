import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText, isRecord, readCollection, readFlag, shownValue } from './parameters';

/** Where a value comes from, for messages about it. */
export interface Origin {
	context: IExecuteFunctions;
	/** the label of the parameter */
	label: string;
	item: number;
}

/**
 * The filters that the user added. One whose expression finds nothing must never mean everybody:
 * what was meant to narrow would widen.
 *
 * @param field the collection of filters
 * @param mayBeEmpty the names of those that mean nobody by themselves when they are empty
 * @throws NodeOperationError for a filter without a value, unless it was only added and left as it is
 */
export function readFilterValues(
	context: IExecuteFunctions,
	item: number,
	{ name: collection, options = [] }: INodeProperties,
	mayBeEmpty: string[] = [],
): IDataObject {
	const filters = readCollection(context, collection, item);
	const raw: unknown = context.getNodeParameter(collection, item, {}, { rawExpressions: true });
	const written = isRecord(raw) ? raw : undefined;
	for (const option of options) {
		const { name, displayName: label } = option as INodeProperties;
		const isAdded = name in filters || (written !== undefined && name in written);
		if (!isAdded || mayBeEmpty.includes(name)) continue;
		const { type, default: unset } = option as INodeProperties;
		const isLeft = written !== undefined && isUnset(written[name], unset);
		const isValue =
			type === 'boolean' ? typeof filters[name] === 'boolean' : partsOf(filters[name]).length > 0;
		if (!isLeft && !isValue) throw withoutValue({ context, label, item }, type);
	}
	return filters;
}

/**
 * The one text of a filter; empty where it was added and left as it is.
 *
 * @throws NodeOperationError for a list or an object, of which no single text can be made
 */
export function filterText({ context, label, item }: Origin, value: unknown): string {
	const text = asText(value);
	if (text !== '' || partsOf(value).length === 0) return text;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is not a single text: ${shownValue(value)}`,
		{ itemIndex: item, description: 'Map one text or number, or remove the filter.' },
	);
}

/**
 * The single values in a value: those of a list, and of texts separated by commas. What holds nothing
 * is none of them; what cannot be used is one all the same, so that whoever reads it can refuse it.
 */
export function partsOf(value: unknown): unknown[] {
	return [value]
		.flat()
		.flatMap((one: unknown) => (typeof one === 'string' ? one.split(',') : [one]))
		.filter((part) => part !== undefined && part !== null && !isBlank(part));
}

/** What takes up no space on any screen, and comes along when a text is copied. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text without invisible characters, composed as it looks. */
export function visible(text: unknown): string {
	return asText(asText(text).replace(INVISIBLE, '').normalize('NFC'));
}

function isBlank(part: unknown): boolean {
	return typeof part === 'string' && visible(part) === '';
}

function withoutValue({ context, label, item }: Origin, type: string): NodeOperationError {
	const wanted = type === 'boolean' ? 'true or false' : 'a value that every item has';
	return new NodeOperationError(
		context.getNode(),
		type === 'boolean' ? `'${label}' is neither true nor false` : `'${label}' is empty`,
		{
			itemIndex: item,
			description: `Without it the filter would let everything through. Map ${wanted}, or remove the filter.`,
		},
	);
}

/** Whether a filter stands there as it was added, or was emptied by hand. */
function isUnset(written: unknown, unset: unknown): boolean {
	return isBlank(written) || JSON.stringify(written) === JSON.stringify(unset);
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

/** How many results are wanted: `undefined` for all of them. */
export function readLimit(context: IExecuteFunctions, item: number): number | undefined {
	if (readFlag(context, 'returnAll', item, 'Return All')) return undefined;
	const limit = Number(asText(context.getNodeParameter('limit', item, 50)));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw new NodeOperationError(context.getNode(), "The parameter 'Limit' must be 1 or more", {
		itemIndex: item,
		description: "Enter a whole number, or switch on 'Return All'.",
	});
}
