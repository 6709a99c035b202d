import { inspect } from 'node:util';

import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { apiError, nodeError, saidBy } from '../../../nodes/shared/errors';
import { NO_ANSWER } from '../../../nodes/shared/retry';

const node: INode = {
	id: '1',
	name: 'Users',
	type: 'users',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const service = {
	name: 'Acme',
	texts: { 401: { message: 'Acme does not know the key', description: 'Make a new one.' } },
	secrets: ['key-123', ''],
};

describe('what a service says about a failure', () => {
	it.each([
		['a message', { message: 'no such user' }, 'no such user'],
		['an error and a message', { error: 'Unauthorized', message: 'bad key' }, 'bad key'],
		['an error only', { error: 'Unauthorized' }, 'Unauthorized'],
		[
			'violations of fields',
			{
				message: 'invalid',
				details: [{ fieldViolationsList: [{ field: 'email', description: 'is taken' }] }],
			},
			'invalid; email is taken',
		],
		['a list of errors', { errors: [{ message: 'a' }, { field: 'b', message: 'c' }] }, 'a; b c'],
		['errors by field', { errors: { email: ['is taken', 'is long'] } }, 'email is taken, is long'],
		['a text', 'slow down', 'slow down'],
		['a page', ' <!doctype html><p>Oops', ''],
		['nothing', undefined, ''],
		['a number', 42, ''],
		['a list', [1], ''],
	])('is read from %s', (_case, body, expected) => {
		expect(saidBy(body)).toBe(expected);
	});

	it('is cut when it is long', () => {
		expect(saidBy({ message: 'x'.repeat(5_000) }).length).toBeLessThan(320);
	});
});

describe('the error of an answer', () => {
	it('takes the text of the service for the status, and adds what was said', () => {
		const error = apiError(node, service, 401, { message: 'expired' });

		expect(error.message).toBe('Acme does not know the key');
		expect(error.description).toBe('Make a new one. Acme said: expired');
		expect(error.httpCode).toBe('401');
	});

	it.each([
		[400, 'Acme refused the request'],
		[404, 'Acme does not know this record'],
		[409, 'Acme reports a conflict'],
		[418, 'Acme refused the request'],
		[429, 'Acme asked to slow down'],
		[500, 'Acme is not working'],
		[503, 'Acme is not working'],
		[NO_ANSWER, 'Acme could not be reached'],
	])('of %d says what happened and what to do', (status, message) => {
		const error = apiError(node, service, status, undefined);

		expect(error.message).toContain(message);
		expect(String(error.description).length).toBeGreaterThan(10);
		expect(`${error.message} ${error.description}`).not.toContain('{service}');
	});

	it('names the cause of a broken connection', () => {
		expect(apiError(node, service, NO_ANSWER, 'ECONNRESET').description).toContain(
			'Cause: ECONNRESET',
		);
	});

	it('never shows the key, wherever the service repeats it', () => {
		const body = {
			message: 'key-123 is bad',
			errors: [{ message: 'key-123' }],
			at: { k: 'key-123' },
		};
		const error = apiError(node, service, 400, body);

		expect(error.description).toContain('*** is bad');
		expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('key-123');
	});
});

describe('the error of an item', () => {
	it('names the item and keeps what is an error of n8n already', () => {
		const cause = new NodeOperationError(node, 'no');
		expect(nodeError(node, cause, 3)).toBe(cause);
		expect(cause.context.itemIndex).toBe(3);
	});

	it('leaves the item alone that an error names itself', () => {
		const cause = new NodeOperationError(node, 'no', { itemIndex: 7 });
		expect(nodeError(node, cause, 3).context.itemIndex).toBe(7);
	});

	it.each([
		['an error', new TypeError('odd'), 'odd'],
		['a text', 'odd', 'odd'],
	])('is made of %s', (_case, cause, message) => {
		const error = nodeError(node, cause, 2);

		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe(message);
		expect(error.context.itemIndex).toBe(2);
	});
});
