import { NodeOperationError, tryToParseDateTime } from 'n8n-workflow';

import { partsOf, visible } from '../../shared/filters';
import type { Origin } from '../../shared/filters';
import { asText, shownValue } from '../../shared/parameters';

/** Factorial's ids are opaque text: most are long numbers, some carry a prefix. */
const ID = /^[A-Za-z0-9_-]+$/;

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
	const text = visible(value);
	const id = text.includes('/') ? idInAddress(text) : text;
	const isExact = typeof value !== 'number' || Number.isSafeInteger(value);
	if (isExact && ID.test(id)) return id;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is not an ID of Factorial: ${written(value)}`,
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
		`'${label}' is not an email address: ${written(value)}`,
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
	const text = typeof value === 'string' ? visible(value) : value;
	const moment = momentIn(text, context.getTimezone());
	if (moment && isPlausible(moment)) return moment;
	throw new NodeOperationError(context.getNode(), `'${label}' is not a date: ${written(value)}`, {
		itemIndex: item,
		description: 'Write it as 2026-12-31 or 2026-12-31T18:00:00Z.',
	});
}

/** A plain number is no moment: nothing says whether it counts seconds, milliseconds or days. */
function momentIn(value: unknown, timeZone: string): Date | undefined {
	if (typeof value === 'number' || /^[\d.]+$/.test(asText(value))) return undefined;
	try {
		return tryToParseDateTime(value, timeZone).toJSDate();
	} catch {
		return undefined;
	}
}

/** Whether records can have been changed then: what is far off was never meant, and would filter nothing. */
function isPlausible(moment: Date): boolean {
	const year = moment.getUTCFullYear();
	return year >= 1950 && year <= 2100;
}

function idInAddress(address: string): string {
	const numbers = address.split(/[/?#]/).filter((part) => /^\d+$/.test(part));
	const [, ofEmployee] = /\/employees?\/([A-Za-z0-9_-]*\d[A-Za-z0-9_-]*)/.exec(address) ?? [];
	return ofEmployee ?? (numbers.length === 1 ? String(numbers[0]) : '');
}

/** A value for a message: a text as it is, anything else as JSON. */
function written(value: unknown): string {
	const text = asText(value);
	return text === '' ? shownValue(value) : text.slice(0, 80);
}
