import { inspect } from 'node:util';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { NOT_DATA } from '../../../nodes/shared/errorTexts';
import {
	apiError,
	fieldsIn,
	masked,
	nodeError,
	saidBy,
	standingAlone,
} from '../../../nodes/shared/errors';
import { NO_ANSWER, mayRepeat } from '../../../nodes/shared/pool';

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
	texts: {
		401: { message: 'Acme does not know the key', description: 'Make a new one.' },
		403: [
			{ calls: /^DELETE/, message: 'You may not delete in Acme', description: 'Ask an admin.' },
			{ message: 'You may not do this in Acme', description: 'Ask an admin.' },
		],
		422: { labels: { mail: 'Email' }, message: 'Acme dislikes {fields}', description: 'Mend it.' },
	},
	secrets: ['key-123', ''],
};

const violation = { fieldViolationsList: [{ field: 'email', description: 'is taken' }] };

describe('what a service says about a failure', () => {
	it.each([
		['a message', { message: 'no such user' }, 'no such user'],
		['an error and a message', { error: 'Unauthorized', message: 'bad key' }, 'bad key'],
		['an error only', { error: 'Unauthorized' }, 'Unauthorized'],
		[
			'violations of fields',
			{ message: 'invalid', details: [violation] },
			'invalid; email is taken',
		],
		['a list of errors', { errors: [{ message: 'a' }, { field: 'b', message: 'c' }] }, 'a; b c'],
		['errors by field', { errors: { email: ['is taken', 'is long'] } }, 'email is taken, is long'],
		['an exception', { errors: { exception: ['no such type'] } }, 'no such type'],
		['errors of the whole', { errors: { base: ['is locked'] } }, 'is locked'],
		['errors in errors', { errors: { errors: { email: ['is taken'] } } }, 'email is taken'],
		['texts in errors', { errors: { errors: ['is taken', 'is long'] } }, 'is taken, is long'],
		['a list of texts', { errors: ['a', 'b'] }, 'a, b'],
		['one text', { errors: 'is taken' }, 'is taken'],
		['messages by field', { errors: { email: [{ message: 'is taken' }] } }, 'email is taken'],
		['errors that say nothing', { errors: { email: null, exception: [] } }, ''],
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

	it.each([
		['violations', { details: [violation, violation] }, ['email']],
		['a list', { errors: [{ field: 'attributes.0.value' }, { field: null }] }, ['attributes']],
		['names', { errors: { 'team_ids[]': ['is odd'], 'body.name': 'x' } }, ['team_ids', 'name']],
		['an exception', { errors: { exception: ['x'], base: ['y'], errors: ['z'] } }, []],
		['errors in errors', { errors: { errors: { email: ['x'] } } }, ['email']],
		['a text', 'email', []],
		['nothing', undefined, []],
	])('names the fields that %s are about', (_case, body, expected) => {
		expect(fieldsIn(body)).toEqual(expected);
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
		[302, 'Acme sent the request elsewhere'],
		[400, 'Acme refused the request'],
		[404, 'Acme does not know this record'],
		[409, 'Acme reports a conflict'],
		[418, 'Acme refused the request'],
		[429, 'Acme asked to slow down'],
		[500, 'Acme is not working'],
		[503, 'Acme is not working'],
		[599, 'Acme is not working'],
		[NO_ANSWER, 'The connection to Acme broke'],
		[NOT_DATA, 'Acme answered with nothing'],
	])('of %d says what happened and what to do', (status, message) => {
		const error = apiError(node, service, status, undefined);

		expect(error.message).toContain(message);
		expect(String(error.description).length).toBeGreaterThan(10);
		expect(`${error.message} ${error.description}`).not.toContain('{');
	});

	it('names the cause of a broken connection', () => {
		expect(apiError(node, service, NO_ANSWER, 'ECONNRESET').description).toContain(
			'Cause: ECONNRESET',
		);
	});

	it.each([
		['DELETE', 'You may not delete in Acme'],
		['POST', 'You may not do this in Acme'],
	])('depends on what was asked: %s', (method, message) => {
		const call = { method, path: '/users/1' };

		expect(apiError(node, service, 403, {}, { call }).message).toBe(message);
	});

	it('calls a field as users know it, and others as the service does', () => {
		const body = { errors: { mail: ['is odd'], colour: ['is odd'] } };

		expect(apiError(node, service, 422, body).message).toBe("Acme dislikes 'Email', 'colour'");
		expect(apiError(node, service, 422, {}).message).toBe('Acme refused the request');
	});

	it.each([
		['1', 'in 1 second or later', 1_000],
		['90', 'in 90 seconds or later', 90_000],
		['3600', 'in 60 minutes or later', 3_600_000],
		['86400', 'in 24 hours or later', 86_400_000],
	])('says and declares the wait that a busy service names: %s', (seconds, words, retryAfterMs) => {
		const error = apiError(node, service, 429, {}, { headers: { 'retry-after': seconds } });

		expect(error.description).toContain(words);
		expect(error.failure).toEqual({ cause: 'rate-limited', retryAfterMs });
	});

	it('declares no wait that nobody named, and no reason that is not proved', () => {
		expect(apiError(node, service, 429, {}).failure).toEqual({ cause: 'rate-limited' });
		expect(apiError(node, service, 503, {}).failure).toEqual({ cause: 'temporarily-unavailable' });
		expect(apiError(node, service, 500, {}).failure).toBeUndefined();
		expect(apiError(node, service, NO_ANSWER, 'ECONNRESET').failure).toBeUndefined();
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

	it('does not show the key that a service repeats as the name of a field', () => {
		const error = apiError(node, service, 422, { errors: { 'key-123': ['key-123'] } });

		expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('key-123');
	});
});

describe('a connection that is not safe', () => {
	const AUTHORITY = 'NODE_EXTRA_CA_CERTS';
	it.each([
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', AUTHORITY],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', AUTHORITY],
		['UNABLE_TO_GET_ISSUER_CERT', AUTHORITY],
		['SELF_SIGNED_CERT_IN_CHAIN', AUTHORITY],
		['DEPTH_ZERO_SELF_SIGNED_CERT', AUTHORITY],
		['CERT_UNTRUSTED', AUTHORITY],
		['INVALID_CA', AUTHORITY],
		['unable to verify the first certificate', AUTHORITY],
		['self-signed certificate in certificate chain', AUTHORITY],
		['CERT_HAS_EXPIRED', 'out of date'],
		['CERT_NOT_YET_VALID', 'out of date'],
		['certificate has expired', 'out of date'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
		["Hostname/IP does not match certificate's altnames", 'another name'],
		['CERT_REVOKED', 'not accepted here'],
		['CERT_REJECTED', 'not accepted here'],
		['INVALID_PURPOSE', 'not accepted here'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'not accepted here'],
		['EPROTO', 'not accepted here'],
	])(
		'because of %s says so, gives the advice that fits, and is not tried again',
		(code, advice) => {
			const { message, description } = apiError(node, service, NO_ANSWER, code);

			expect(message).toBe('There is no safe connection to Acme');
			expect(description).toContain(advice);
			expect(description).toContain(code);
			expect(description?.includes(AUTHORITY)).toBe(advice === AUTHORITY);
			expect(mayRepeat({ method: 'GET', status: NO_ANSWER, attempt: 1, body: code })).toBe(false);
		},
	);

	it.each(['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ETIMEDOUT', 'ERR_TLS_HANDSHAKE_TIMEOUT'])(
		'is not what %s means, after which it is tried again',
		(code) => {
			expect(apiError(node, service, NO_ANSWER, code).message).not.toContain('safe');
			expect(mayRepeat({ method: 'GET', status: NO_ANSWER, attempt: 1, body: code })).toBe(true);
		},
	);
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

describe('an error whose message alone is shown', () => {
	it('says what to do in the message, once', () => {
		const error = standingAlone(apiError(node, service, 401, undefined));

		expect(error).toMatchObject({ message: 'Acme does not know the key. Make a new one.' });
		expect(standingAlone(error)).toMatchObject({
			message: 'Acme does not know the key. Make a new one.',
		});
		expect(error).toBeInstanceOf(NodeApiError);
	});

	it.each([['a text'], [new Error('plain')], [new NodeOperationError(node, 'No advice')]])(
		'is left as it is without advice: %s',
		(cause) => {
			const before = String(cause);

			expect(standingAlone(cause)).toBe(cause);
			expect(String(cause)).toBe(before);
		},
	);
});

describe('hiding a secret', () => {
	it.each([
		['12', { id: 12, amount: 4123, text: 'key 12', 12: true }],
		['true', { active: true, told: 'true', other: false }],
		['null', { nothing: null, told: 'null' }],
		[':', { time: '12:30' }],
		['"', { quoted: 'a "b" c' }],
		['{', ['{', { a: 1 }]],
		['x\ny', 'first x\ny last'],
	])('%j, wherever it stands, and never fails', (secret, body) => {
		const shown = masked([secret, ''], body);
		expect(leaves(shown).filter((leaf) => leaf.includes(secret))).toEqual([]);
	});

	it('changes nothing else', () => {
		const body = { id: 7, list: [true, null, 'a'], nested: { b: 1.5 } };
		expect(masked(['key-123', ''], body)).toEqual(body);
		expect(masked(['key-123'], undefined)).toBeNull();
		expect(masked(['12'], { a: 12, 12: 'x' })).toEqual({ a: '***', '***': 'x' });
	});
});

/** Every text, number and name of a field in a value, as text. */
function leaves(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [String(value)];
	return Object.entries(value).flatMap(([key, one]) => [
		...(Array.isArray(value) ? [] : [key]),
		...leaves(one),
	]);
}
