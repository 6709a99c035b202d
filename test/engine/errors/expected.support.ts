import type { NodeApiError } from 'n8n-workflow';

import type { Row } from '../../support/errorRows';

/** What n8n has to show for a row. */
interface Expected {
	message: string;
	description: string;
	failure: unknown;
}

const TIMED = ['rate-limited', 'quota-exhausted', 'temporarily-unavailable'];

/** The texts of a row as `spoiling.support.ts` brings it about: after an hour, and about an email. */
export function expectedOf(row: Row, service: string): Expected {
	const waits = [408, 423, 425, 429].includes(row.status) || row.status >= 500;
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

/** An error as n8n shows it: of an item that leaves the error itself, else a copy of its fields. */
type Shown = Partial<
	Pick<NodeApiError, 'name' | 'message' | 'description' | 'failure' | 'httpCode' | 'context'>
>;

/** Fails unless an error is one of an API, says exactly what the row says, and names the item. */
export function expectToSay(error: Shown | undefined, row: Row, service: string, item = 0): void {
	const { message, description, failure } = expectedOf(row, service);
	expect(error?.message).toBe(message);
	expect(error).toMatchObject({
		name: 'NodeApiError',
		description: expect.stringMatching(startingWith(description)),
		httpCode: row.status > 0 ? expect.stringMatching(/^[345]\d\d$/) : null,
		context: { itemIndex: item },
	});
	expect(error?.failure).toEqual(failure);
}

/** What the service or the network said itself may follow. */
export function startingWith(text: string): RegExp {
	return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( |$)`);
}
