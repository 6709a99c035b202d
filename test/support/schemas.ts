/** The part of JSON Schema in which n8n reads what a node gives. */
export interface Schema {
	/** what it usually is comes first: the editor shows that one */
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

/**
 * One schema that fits all the values, with every field that any of them has, in the order in which
 * they come. No field is required, because an item that was skipped has others than one that was not.
 */
export function schemaOf(values: readonly unknown[]): Schema {
	const types = [...new Set(values.map(typeOf))].toSorted(nullLast);
	const records = values.filter(isRecord);
	const entries = values.filter((value) => Array.isArray(value)).flat();
	return {
		type: types.length === 1 ? types[0] : types,
		...(records.length > 0 && { properties: propertiesOf(records) }),
		...(entries.length > 0 && { items: schemaOf(entries) }),
	};
}

function propertiesOf(records: Array<Record<string, unknown>>): Record<string, Schema> {
	const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
	return Object.fromEntries(
		names.map((name) => [
			name,
			schemaOf(records.filter((record) => name in record).map((record) => record[name])),
		]),
	);
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeOf(value) === 'object';
}

const nullLast = (a: string, b: string) => Number(a === 'null') - Number(b === 'null');
