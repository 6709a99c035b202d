import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from './guards';

/** An expression that only names a field, such as `={{ $json.work_email }}`. */
const FIELD = /^=\{\{\s*\$json((?:\.[A-Za-z_][A-Za-z0-9_]*)+)\s*\}\}$/;

/**
 * How to get the value of a parameter for each item. n8n evaluates every expression in an isolated
 * engine, which takes longer than all the rest when there are thousands of items; one that only names
 * a field is read from the item directly, with the same outcome.
 *
 * @param name of the parameter, with its path where it is inside another
 */
export function itemValues(
	context: IExecuteFunctions,
	name: string,
	items: IDataObject[],
): (item: number) => unknown {
	const raw: unknown = context.getNodeParameter(name, 0, null, { rawExpressions: true });
	if (typeof raw !== 'string' || !raw.startsWith('=')) return () => raw;
	const [, field] = FIELD.exec(raw) ?? [];
	if (field === undefined) return (item) => context.getNodeParameter(name, item, undefined);
	const keys = field.slice(1).split('.');
	return (item) =>
		keys.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), items[item]);
}
