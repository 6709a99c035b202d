import type { IDataObject } from 'n8n-workflow';

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
