import { ClientRequest } from 'node:http';

import type { Fault } from '../../../playground/core/faults';
import { aSmallCompany, employee, factorial, runFactorial } from '../../support/factorial';
import { aPerson, aUser, closeAll, jumpCloud, runUser, words } from '../../support/jumpcloud';
import { shortenWaits } from '../errors/spoiling.support';

/*
 * Errors must not send people the wrong way: each row is what somebody met, what they have to read, and
 * what would have led them astray. One row holds for both services, unless it names one.
 */

afterEach(async () => {
	jest.restoreAllMocks();
	await closeAll();
});

interface Outcome {
	text: string;
	tries: number;
}

type Where = 'JumpCloud' | 'Factorial';

/** Runs one operation that reads, and counts its requests. */
const SERVICES: Record<
	Where,
	(fault?: Fault, credential?: Record<string, string>) => Promise<Outcome>
> = {
	async JumpCloud(fault, credential = {}) {
		const sim = await jumpCloud({ users: [aUser()] });
		if (fault) sim.fail({ times: 99, ...fault });
		const { error } = await runUser(sim, 'upsert', { items: [aPerson()], credential });
		return { text: words(error), tries: sim.journal.all().length };
	},
	async Factorial(fault, credential = {}) {
		const sim = await factorial({ company: aSmallCompany() });
		if (fault) sim.fail({ times: 99, ...fault });
		const parameters = employee('id', '512');
		const { error } = await runFactorial(sim, 'employee', 'get', { parameters, credential });
		return { text: words(error), tries: sim.journal.all().length };
	},
};
const BOTH: Where[] = ['JumpCloud', 'Factorial'];
const each = <Row>(rows: Row[], of: (row: Row) => Where[] = () => BOTH) =>
	rows.flatMap((row) => of(row).map((where) => ({ ...row, where })));

describe('a connection that does not come about', () => {
	interface Row {
		code: string;
		says: RegExp;
		never: RegExp;
		/** how often it is tried: what cannot pass by itself is not repeated */
		tries: number;
	}
	const AUTHORITY =
		/no safe connection.*NODE_EXTRA_CA_CERTS.*HTTPS_PROXY.*Never switch the check off/s;
	const BROKE = /connection to \w+ broke|API key|values of this item/;
	const CERTIFICATE = /certificate|NODE_EXTRA_CA_CERTS/;
	const rows: Row[] = [
		...[
			...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_UNTRUSTED'],
			...['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_GET_ISSUER_CERT', 'INVALID_CA'],
			...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
		].map((code) => ({ code, says: AUTHORITY, never: BROKE, tries: 1 })),
		...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'].map((code) => ({
			...{ code, says: /no safe connection.*out of date.*clock/s, tries: 1 },
			never: /NODE_EXTRA_CA_CERTS|broke/,
		})),
		...['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'].map((code) => ({
			...{ code, says: /no safe connection.*another name.*address/s, tries: 1 },
			never: /NODE_EXTRA_CA_CERTS|broke/,
		})),
		...['ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO', 'CERT_REVOKED'].map((code) => ({
			...{ code, says: /no safe connection.*proxy/s, never: /NODE_EXTRA_CA_CERTS|broke/, tries: 1 },
		})),
		{
			...{ code: 'ENOTFOUND', says: /could not be found.*DNS/s, never: CERTIFICATE, tries: 4 },
		},
		{
			...{ code: 'EAI_AGAIN', says: /could not be found.*DNS/s, never: CERTIFICATE, tries: 4 },
		},
		{
			...{ code: 'ECONNREFUSED', says: /could not be reached.*firewall/s, tries: 4 },
			never: CERTIFICATE,
		},
		{
			...{ code: 'ETIMEDOUT', says: /did not answer in time/, never: CERTIFICATE, tries: 4 },
		},
		...['ECONNRESET', 'EPIPE'].map((code) => ({
			...{ code, says: /connection to \w+ broke.*network/s, never: CERTIFICATE, tries: 4 },
		})),
	];

	it.each(each(rows))('$where: $code', async ({ where, code, says, never, tries }) => {
		shortenWaits();
		const sent = jest.spyOn(ClientRequest.prototype, 'end').mockImplementation(function (
			this: ClientRequest,
		) {
			return this.destroy(Object.assign(new Error(code), { code }));
		});
		const { text } = await SERVICES[where]();

		expect(text).toMatch(says);
		expect(text).not.toMatch(never);
		expect(text).toContain(code);
		expect(sent).toHaveBeenCalledTimes(tries);
	});
});

describe('an answer', () => {
	interface Row {
		what: string;
		fault: Fault;
		says: RegExp;
		never: RegExp;
		tries: number;
		only?: Where;
	}
	const answer = (status: number, message: string): Fault => ({
		...{ kind: 'answer', status, body: { message } },
	});
	const rows: Row[] = [
		{
			what: '401 for a key of several organizations',
			fault: answer(401, 'no organization selected'),
			...{ says: /which organization.*Organization ID/s, never: /newer key|expired/, tries: 1 },
			only: 'JumpCloud',
		},
		{
			what: '401 for a key',
			fault: answer(401, 'Unauthorized'),
			...{ says: /does not accept the API key/, never: /organization is meant|role/, tries: 1 },
		},
		{
			what: '403 for an address that is blocked',
			fault: answer(403, 'This IP address is blocked for abuse'),
			...{ says: /does not let this n8n in|in front of it/, never: /The role must be/, tries: 1 },
			only: 'JumpCloud',
		},
		{
			what: '403 with the page of a firewall',
			fault: { kind: 'html', status: 403 },
			...{ says: /in front of it|page/, never: /The role must be/, tries: 1 },
			only: 'JumpCloud',
		},
		{
			what: '403 for a role',
			fault: answer(403, 'Forbidden'),
			...{ says: /may not read users.*role must be/s, never: /blocked|proxy/, tries: 1 },
			only: 'JumpCloud',
		},
		{
			what: '407 of a proxy that wants a login',
			fault: { kind: 'html', status: 407 },
			...{ says: /proxy.*HTTPS_PROXY/s, never: /values of this item|The role|API key/, tries: 1 },
		},
		{
			what: '511 of a network that wants a login',
			fault: { kind: 'html', status: 511 },
			...{ says: /network.*login/s, never: /is not working at the moment/, tries: 4 },
		},
		{
			what: '302 to a login page',
			fault: { kind: 'html', status: 302 },
			...{ says: /login page|elsewhere/, never: /values of this item/, tries: 1 },
		},
		{
			what: '200 with a page',
			fault: { kind: 'html' },
			...{ says: /page.*(address|base URL|proxy)/s, never: /Check the ID|values/, tries: 1 },
		},
		{
			what: '405 of something that is no API',
			fault: { kind: 'html', status: 405 },
			...{ says: /address/, never: /values of this item/, tries: 1 },
		},
		...[413, 414].map((status) => ({
			what: `${status} of a proxy`,
			fault: { kind: 'html', status } as const,
			...{ says: /too large.*proxy/s, never: /values of this item/, tries: 1 },
		})),
		{
			what: '404 with the page of a website',
			fault: { kind: 'html', status: 404, path: /search|employees$/ },
			...{ says: /not at this address.*credential/s, never: /Check the ID/, tries: 1 },
			only: 'JumpCloud',
		},
		{
			what: '404 for everything',
			fault: answer(404, 'Not Found'),
			...{ says: /Check the ID.*every record.*(region|base URL)/s, never: /the role/, tries: 1 },
			only: 'JumpCloud',
		},
	];

	it.each(each(rows, ({ only }) => (only ? [only] : BOTH)))(
		'$where: $what',
		async ({ where, fault, says, never, tries }) => {
			shortenWaits();
			const outcome = await SERVICES[where](fault);

			expect(outcome.text).toMatch(says);
			expect(outcome.text).not.toMatch(never);
			expect(outcome.tries).toBe(tries);
		},
	);
});

describe('an address with more behind it than belongs there', () => {
	it.each(
		each(
			['/api', '/api/', '/api/v2/', '/api/v1', '//api//v2//', '/api/2026-07-01/resources'].map(
				(end) => ({ end }),
			),
		),
	)('$where: $end is cut off', async ({ where, end }) => {
		const sim = where === 'JumpCloud' ? await jumpCloud({}) : await factorial({});
		const { text } = await SERVICES[where](undefined, { baseUrl: `${sim.url}${end}` });
		// Another simulator of the same kind, which knows nobody.
		expect(text).not.toMatch(/Check the ID|base URL/);
	});
});
