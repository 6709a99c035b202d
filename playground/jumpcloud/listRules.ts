import { isRecord } from '../core/exchange';
import { refuse } from './refusals';

const ATTRIBUTE_NAME = /^[A-Za-z0-9]{1,31}$/;

const TYPES: Record<string, string[]> = {
	addresses: ['work', 'home'],
	phoneNumbers: ['mobile', 'home', 'work', 'work_mobile', 'work_fax'],
};

/** Names of custom attributes: letters and digits, shorter than 32, each once per user. */
export function checkAttributes(attributes: unknown): void {
	const names = recordsOf(attributes).map(({ name }) => String(name ?? ''));
	for (const name of names) {
		if (!ATTRIBUTE_NAME.test(name)) refuse(400, `attribute name is not valid: ${name}`);
	}
	if (new Set(names).size < names.length) refuse(400, 'attribute names must be unique');
}

/** Addresses and phone numbers come in a fixed set of types. */
export function checkTypes(given: Record<string, unknown>): void {
	for (const [field, allowed] of Object.entries(TYPES)) {
		for (const { type } of recordsOf(given[field])) {
			if (!allowed.includes(String(type)))
				refuse(400, `${field} has an unknown type: ${String(type)}`);
		}
	}
}

/** An entry of a list has a value, also one that has been there for years. */
export function checkEntries(given: Record<string, unknown>): void {
	const isEmpty = (value: unknown) => value === undefined || value === null || value === '';
	const empty = [
		...recordsOf(given.attributes).filter(({ value }) => isEmpty(value)),
		...recordsOf(given.phoneNumbers).filter(({ number }) => isEmpty(number)),
	];
	if (empty.length > 0) refuse(400, 'Validation failed: an entry has no value');
}

function recordsOf(value: unknown): Array<Record<string, unknown>> {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}
