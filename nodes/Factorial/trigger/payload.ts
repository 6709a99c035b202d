import type { IDataObject } from 'n8n-workflow';

import { asText, isRecord } from '../../shared/guards';

const ID_KEY = /(^|_)id$/;
const LONG_ID = /("(?:\w+_)?id"\s*:\s*)(-?\d{16,})(?=\s*[,}\]])/g;

/**
 * The records of a delivery with their ids as exact text; nothing when it is anything but records
 * that have an id.
 *
 * @param body as parsed by n8n
 * @param raw the text it was parsed from. Subscriptions to an older API version send ids as numbers
 * that JavaScript cannot hold: only the text still has all digits.
 */
export function readPayload(body: unknown, raw: string): IDataObject[] | undefined {
	const exact = parsed(raw.replace(LONG_ID, '$1"$2"')) ?? body;
	const records = (Array.isArray(exact) ? exact : [exact]).map(withTextIds);
	return records.every(hasId) ? records : undefined;
}

function hasId(record: unknown): record is IDataObject {
	return isRecord(record) && asText(record.id) !== '';
}

function withTextIds(record: unknown): unknown {
	if (!isRecord(record)) return record;
	const entries = Object.entries(record).map(([key, value]) => [
		key,
		ID_KEY.test(key) && typeof value === 'number' ? exactText(value) : value,
	]);
	return Object.fromEntries(entries);
}

/** An inexact id would mean somebody else. */
function exactText(value: number): string | null {
	return Number.isSafeInteger(value) ? String(value) : null;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
