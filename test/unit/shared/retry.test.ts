import type { IHttpRequestMethods } from 'n8n-workflow';

import { NO_ANSWER, mayRepeat, waitMs } from '../../../nodes/shared/pool';

describe('a request is repeated', () => {
	const POST: IHttpRequestMethods = 'POST';
	it.each([
		['a create that met a busy service', { method: POST, status: 429 }, true],
		['a create that met a broken service', { method: POST, status: 500 }, false],
		['a create whose connection broke', { method: POST, status: NO_ANSWER }, false],
		['a search that met a broken service', { method: POST, readOnly: true, status: 503 }, true],
		['a search whose connection broke', { method: POST, readOnly: true, status: NO_ANSWER }, true],
		['an update whose connection broke', { method: 'PUT' as const, status: NO_ANSWER }, true],
		['a deletion that met a broken service', { method: 'DELETE' as const, status: 502 }, true],
		['a search that met a busy proxy', { method: POST, readOnly: true, status: 408 }, true],
		['an update of something locked', { method: 'PUT' as const, status: 423 }, true],
		['a read that came too early', { method: 'GET' as const, status: 425 }, true],
		['a create that met a busy proxy', { method: POST, status: 408 }, false],
		['a refused key', { method: 'GET' as const, status: 401 }, false],
		['a missing right', { method: 'GET' as const, status: 403 }, false],
		['something unknown', { method: 'GET' as const, status: 404 }, false],
		['a success', { method: 'GET' as const, status: 200 }, false],
	])('%s: %j', (_case, call, expected) => {
		expect(mayRepeat({ ...call, attempt: 1 })).toBe(expected);
	});

	it.each([429, 500, NO_ANSWER])('but not for ever after %d', (status) => {
		const attempts = [1, 2, 3, 4, 5, 6, 7].map((attempt) =>
			mayRepeat({ method: 'GET', status, attempt }),
		);
		expect(attempts[0]).toBe(true);
		expect(attempts.at(-1)).toBe(false);
	});
});

describe('the wait before the next attempt', () => {
	const now = Date.parse('2026-06-01T12:00:00Z');
	it.each([
		['seconds', { 'retry-after': '7' }, 7_000],
		['nothing', { 'retry-after': '0' }, 0],
		['part of a second', { 'retry-after': '1.5' }, 1_500],
		['a number', { 'retry-after': 3 }, 3_000],
		['a date', { 'retry-after': 'Mon, 01 Jun 2026 12:00:30 GMT' }, 30_000],
		['a date that is past', { 'retry-after': 'Mon, 01 Jun 2026 11:00:00 GMT' }, 0],
		['seconds until a reset', { 'ratelimit-reset': '20' }, 20_000],
		['the moment of a reset', { 'x-ratelimit-reset': String(now / 1000 + 15) }, 15_000],
		['the moment of a past reset', { 'x-ratelimit-reset': String(now / 1000 - 15) }, 0],
		['the moment of a reset in milliseconds', { 'x-ratelimit-reset': now + 15_000 }, 15_000],
		['a moment', { 'retry-after': String(now / 1000 + 15) }, 15_000],
		['a moment in milliseconds', { 'retry-after': String(now + 15_000) }, 15_000],
		['no sense, and a reset', { 'retry-after': 'soon', 'ratelimit-reset': '9' }, 9_000],
		['both, and Retry-After wins', { 'retry-after': '2', 'ratelimit-reset': '60' }, 2_000],
	])('is what the service asks for in %s', (_case, headers, expected) => {
		expect(waitMs(1, headers, now)).toBe(expected);
	});

	it('outlasts ten seconds of a service that names one second again and again', () => {
		const waits = [1, 2, 3, 4, 5].map((attempt) => waitMs(attempt, { 'retry-after': '1' }, now));
		expect(waits.slice(0, 2)).toEqual([1_000, 1_000]);
		expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(10_000);
	});

	it.each([
		{},
		{ 'retry-after': 'soon' },
		{ 'retry-after': '' },
		{ 'ratelimit-reset': '-5' },
		{ 'retry-after': '999999999' },
		{ 'retry-after': 'Mon, 01 Jun 2099 12:00:00 GMT' },
		{ 'x-ratelimit-reset': '99999999999999999' },
	])('doubles and stays below ten seconds when the service says %j', (headers) => {
		const waits = [1, 2, 3, 4, 5, 6, 20].map((attempt) => waitMs(attempt, headers, now));
		const steps = [500, 1000, 2000, 4000, 8000, 8000, 8000];
		for (const [index, step] of steps.entries()) {
			expect(waits[index]).toBeGreaterThanOrEqual(step);
			expect(waits[index]).toBeLessThan(step + 250);
		}
	});
});
