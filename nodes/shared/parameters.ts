import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** Whether a value from outside is a plain object that can be read by key. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as text without surrounding blanks; numbers become text, anything else is empty. */
export function asText(value: unknown): string {
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	return typeof value === 'string' ? value.trim() : '';
}

/** The records of a list from outside; whatever is not a record is left out. */
export function asRecords(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** An expression that only names a field, such as `={{ $json.work_email }}`. */
const FIELD = /^=\{\{\s*\$json((?:\.[A-Za-z_][A-Za-z0-9_]*)+)\s*\}\}$/;

const AS_WRITTEN = { rawExpressions: true };

/**
 * How to get the value of a parameter for each item. n8n evaluates every expression in an isolated
 * engine, which takes longer than all the rest when there are thousands of items; one that only names
 * a field is read from the item directly, with the same outcome.
 *
 * @param name of the parameter, with its path where it is inside another
 * @param fallback for a parameter that is not there
 */
export function itemValues(
	context: IExecuteFunctions,
	name: string,
	items: IDataObject[],
	fallback: unknown = null,
): (item: number) => unknown {
	const raw: unknown = context.getNodeParameter(name, 0, fallback, AS_WRITTEN);
	if (typeof raw !== 'string' || !raw.startsWith('=')) return () => raw;
	const keys = fieldIn(raw);
	if (!keys) return (item) => context.getNodeParameter(name, item, fallback);
	return (item) => valueIn(items[item], keys);
}

/** The value of a parameter for one item, got in the cheapest way; see {@link itemValues}. */
export function itemValue(
	context: IExecuteFunctions,
	name: string,
	item: number,
	fallback: unknown,
): unknown {
	const raw: unknown = context.getNodeParameter(name, item, fallback, AS_WRITTEN);
	const keys = fieldIn(raw);
	if (!keys) return context.getNodeParameter(name, item, fallback);
	return valueIn(context.getInputData()[item]?.json, keys);
}

/** The steps to the field that an expression names; nothing when it does anything else. */
function fieldIn(raw: unknown): string[] | undefined {
	const [, field] = (typeof raw === 'string' && FIELD.exec(raw)) || [];
	return field?.slice(1).split('.');
}

function valueIn(record: unknown, keys: string[]): unknown {
	return keys.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), record);
}

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

/** Fields in the order of their labels, as n8n shows collections; a collator costs every start of n8n 8 ms. */
export function byLabel(fields: INodeProperties[]): INodeProperties[] {
	return fields.toSorted((a, b) => byText(a.displayName, b.displayName));
}

/** The order of two English labels, whatever their letter case. */
export function byText(a: string, b: string): number {
	const [one, other] = [a.toLowerCase(), b.toLowerCase()];
	return one < other ? -1 : one > other ? 1 : 0;
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
