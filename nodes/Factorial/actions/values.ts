import { NodeOperationError, tryToParseDateTime } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText, isRecord, readCollection } from '../../shared/parameters';
import { visible } from '../employee/read';

/** Factorial's ids are opaque text: most are long numbers, some carry a prefix. */
const ID = /^[A-Za-z0-9_-]+$/;

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
		const isLeft = written !== undefined && isSame(written[name], unset);
		const isValue =
			type === 'boolean' ? typeof filters[name] === 'boolean' : !isEmpty(filters[name]);
		if (!isLeft && !isValue) throw withoutValue({ context, label, item }, type);
	}
	return filters;
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

function isEmpty(value: unknown): boolean {
	return value instanceof Object && !Array.isArray(value) ? false : partsOf(value).length === 0;
}

function isSame(value: unknown, other: unknown): boolean {
	return JSON.stringify(value) === JSON.stringify(other);
}

/**
 * The ids in a value: a list, or texts separated by commas.
 *
 * @throws NodeOperationError for something that cannot be an id
 */
export function readIds(origin: Origin, value: unknown): string[] {
	return partsOf(value).map((part) => readId(origin, part));
}

/**
 * The emails in a value: a list, or texts separated by commas.
 *
 * @throws NodeOperationError for something that cannot be an email
 */
export function readEmails(origin: Origin, value: unknown): string[] {
	return partsOf(value).map((part) => readEmail(origin, part));
}

/**
 * One id; of the address of a record in Factorial, the id in it.
 *
 * @throws NodeOperationError when it cannot be an id, or was rounded by JavaScript on its way
 */
export function readId({ context, label, item }: Origin, value: unknown): string {
	const text = asText(value);
	const id = text.includes('/') ? idInAddress(text) : text;
	const isExact = typeof value !== 'number' || Number.isSafeInteger(value);
	if (isExact && ID.test(id)) return id;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is not an ID of Factorial: ${text.slice(0, 80)}`,
		{
			itemIndex: item,
			description: isExact
				? 'An ID has only letters, digits, hyphens and underscores. Choose from the list, or map the ID of a record.'
				: 'It has more digits than a number can hold. Map it as text.',
		},
	);
}

/** @throws NodeOperationError when it cannot be an email */
export function readEmail({ context, label, item }: Origin, value: unknown): string {
	const email = visible(value);
	if (/^[^@\s,;<>"]+@[^@\s,;<>"]+$/u.test(email)) return email;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is not an email address: ${email.slice(0, 80)}`,
		{ itemIndex: item, description: 'Map an address such as nathan@example.com.' },
	);
}

/**
 * The moment that a value names; without a zone of its own it is meant in that of the workflow.
 *
 * @returns undefined when it is empty
 * @throws NodeOperationError when it is not a date
 */
export function readMoment({ context, label, item }: Origin, value: unknown): Date | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	try {
		return tryToParseDateTime(value, context.getTimezone()).toJSDate();
	} catch {
		throw new NodeOperationError(
			context.getNode(),
			`'${label}' is not a date: ${String(value).slice(0, 40)}`,
			{ itemIndex: item, description: 'Write it as 2026-12-31 or 2026-12-31T18:00:00Z.' },
		);
	}
}

function partsOf(value: unknown): unknown[] {
	return [value ?? []]
		.flat()
		.flatMap((one: unknown) => (typeof one === 'string' ? one.split(',') : [one]))
		.filter((part) => visible(part) !== '');
}

function idInAddress(address: string): string {
	const numbers = address.split(/[/?#]/).filter((part) => /^\d+$/.test(part));
	const [, ofEmployee] = /\/employees?\/([A-Za-z0-9_-]*\d[A-Za-z0-9_-]*)/.exec(address) ?? [];
	return ofEmployee ?? (numbers.length === 1 ? String(numbers[0]) : '');
}
