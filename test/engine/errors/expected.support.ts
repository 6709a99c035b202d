import { NodeApiError } from 'n8n-workflow';

import type { Row } from '../../support/errorRows';

/** What n8n has to show for a row. */
export interface Expected {
	message: string;
	description: string;
	failure: unknown;
}

const TIMED = ['rate-limited', 'quota-exhausted', 'temporarily-unavailable'];

/** The texts of a row as `spoiling.support.ts` brings it about: after an hour, and about an email. */
export function expectedOf(row: Row, service: string): Expected {
	const waits = row.status === 429 || row.status >= 500;
	const fill = (text: string) =>
		text
			.replaceAll('{service}', service)
			.replaceAll('{fields}', `'${row.labels?.email ?? 'email'}'`)
			.replaceAll('{later}', waits ? 'in 60 minutes or later' : 'later');
	const { cause } = row;
	return {
		message: fill(row.message),
		description: fill(row.description),
		failure: cause && (TIMED.includes(cause) ? { cause, retryAfterMs: 3_600_000 } : { cause }),
	};
}

/** Fails unless it is an error of an API that says exactly what the row says. */
export function expectToSay(error: unknown, row: Row, service: string): NodeApiError {
	if (!(error instanceof NodeApiError)) throw new Error(`no API error: ${String(error)}`);
	const { message, description, failure } = expectedOf(row, service);
	expect(error.message).toBe(message);
	expect(String(error.description)).toMatch(startingWith(description));
	expect(error.failure).toEqual(failure);
	expect(error.httpCode).toEqual(row.status > 0 ? expect.stringMatching(/^[345]\d\d$/) : null);
	return error;
}

/** What the service or the network said itself may follow. */
function startingWith(text: string): RegExp {
	return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( |$)`);
}
