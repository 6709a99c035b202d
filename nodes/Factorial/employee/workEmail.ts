import type { IDataObject } from 'n8n-workflow';

import { asText } from '../../shared/guards';

/** The fields that can hold a work email, in the order in which they are looked at. */
export const WORK_EMAIL_SOURCES = [
	'login_email,email',
	'email,login_email',
	'login_email',
	'email',
] as const;

export type WorkEmailSource = (typeof WORK_EMAIL_SOURCES)[number];

/** The first one where a value is not one of the known. */
export function workEmailSourceOf(value: unknown): WorkEmailSource {
	return WORK_EMAIL_SOURCES.find((source) => source === value) ?? WORK_EMAIL_SOURCES[0];
}

/**
 * The first of the source's fields that has a value which is not the personal email; null when there
 * is none. Factorial's own `email` is documented as personal and mostly holds the work email.
 */
export function workEmail(employee: IDataObject, source: WorkEmailSource): string | null {
	const personal = asText(employee.personal_email).toLowerCase();
	const emails = source.split(',').map((field) => asText(employee[field]));
	return emails.find((email) => email !== '' && email.toLowerCase() !== personal) ?? null;
}
