import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from './guards';

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
