import { ClientRequest } from 'node:http';

import { NO_ANSWER } from '../../../nodes/shared/pool';
import type { Host } from '../../../playground/core/simulator';
import { nameOf } from '../../support/errorRows';
import type { Row } from '../../support/errorRows';

/** Where a service is spoilt: the one request that an operation makes there. */
export interface Place {
	method?: string;
	/** the whole path, as a pattern that ends with `$` */
	path: RegExp;
}

/** What to do so that the next request meets a row; other fields of the credential, where needed. */
type Way = (sim: Host, place: Place) => { baseUrl: string } | undefined;

/** Several times, because n8n itself repeats what was refused with 401 after it renewed a token. */
const AN_HOUR = { retryAfterSeconds: 3600, times: 9 };

/** Rows that the status alone does not bring about. */
const WAYS: Record<string, Way> = {
	'0 its name is unknown': () => ({ baseUrl: 'https://service.invalid' }),
	'0 nothing listens there': () => ({ baseUrl: 'http://127.0.0.1:1' }),
	'0 the connection is not safe': ({ url }) => ({ baseUrl: url.replace('http:', 'https:') }),
	'0 it takes too long': (sim, place) => {
		shortenTimeouts();
		return spoil({ kind: 'slow', delayMs: 1_000, times: 9 })(sim, place);
	},
	'0 its certificate is out of date': breakingWith('CERT_HAS_EXPIRED'),
	'0 its certificate is for another name': breakingWith('ERR_TLS_CERT_ALTNAME_INVALID'),
	'0 nobody vouches for its certificate': breakingWith('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
	'0': spoil({ kind: 'reset', times: 9 }),
	'-1 a page': spoil({ kind: 'html' }),
	'-1': spoil({ kind: 'empty' }),
	'404 a page': spoil({ kind: 'html', status: 404, times: 9 }),
	'300': spoil({ kind: 'html', status: 302 }),
	'400 it names fields': answering(400, { errors: { email: ['is odd'] } }),
	'422 it names fields': answering(422, { errors: [{ field: 'email', message: 'is odd' }] }),
	'400 it speaks of the organization': answering(400, { message: 'x-org-id is odd' }),
	'404 it speaks of the organization': answering(404, { message: 'Organization not found' }),
	'400 it says that a value is taken': answering(400, { message: 'User already exists' }),
	'409 it says that a value is taken': answering(409, { message: 'ALREADY_EXISTS' }),
	'401 it speaks of the organization': answering(401, { message: 'no organization selected' }),
	'403 it is about where the request comes from': answering(403, {
		message: 'This IP address is blocked for abuse',
	}),
	'409': answering(409, { message: 'The record is locked' }),
};

/** How a row comes about; without a way of its own the service answers with the status. */
export function wayTo(row: Row): Way {
	const { status } = row;
	// Broken connections are tried again.
	if (status === NO_ANSWER) shortenWaits();
	// A wait of an hour is not waited for, and is said and declared.
	return WAYS[nameOf(row)] ?? spoil({ kind: 'status', status, ...AN_HOUR });
}

function spoil(fault: Parameters<Host['fail']>[0]): Way {
	return (sim, place) => {
		sim.fail({ ...fault, ...place });
		return undefined;
	};
}

function answering(status: number, body: object): Way {
	return (sim, place) => {
		sim.fail({ kind: 'answer', status, body, times: 9, ...place });
		return undefined;
	};
}

/** Every connection breaks with this code, before anything was sent. */
function breakingWith(code: string): Way {
	return () => {
		jest.spyOn(ClientRequest.prototype, 'end').mockImplementation(function (this: ClientRequest) {
			return this.destroy(Object.assign(new Error(code), { code }));
		});
		return undefined;
	};
}

/** Of `setTimeout`, what is longer is no wait between two attempts. */
const LONGEST_WAIT_MS = 10_000;

/** Waits between two attempts take no longer than 10 ms. */
export function shortenWaits(): void {
	const wait = globalThis.setTimeout;
	const shortened = (listener: () => void, ms = 0) =>
		wait(listener, ms > LONGEST_WAIT_MS ? ms : Math.min(ms, 10));
	jest.spyOn(globalThis, 'setTimeout').mockImplementation(shortened as typeof setTimeout);
}

/** Requests time out after 300 ms instead of a minute. */
function shortenTimeouts(): void {
	const setRequestTimeout = ClientRequest.prototype.setTimeout;
	jest.spyOn(ClientRequest.prototype, 'setTimeout').mockImplementation(function (
		this: ClientRequest,
		ms: number,
		listener?: () => void,
	) {
		return setRequestTimeout.call(this, Math.min(ms, 300), listener);
	});
}
