import type { Failure } from 'n8n-workflow';

import { NO_ANSWER, UNSAFE } from './pool';

/** What an answer means to the user; `{service}`, `{fields}` and `{later}` are filled in. */
export interface ErrorText {
	/** what happened */
	message: string;
	/** what to do */
	description: string;
	/** why, in n8n's own terms, where the answer proves it */
	cause?: Failure['cause'];
	/** the conditions below in words; a text with conditions comes before those without */
	when?: string;
	/** what the answer has to say; without an answer, why the connection broke */
	says?: RegExp;
	/** which calls it is about, as `METHOD /path` */
	calls?: RegExp;
	/** the answer has to name fields; the names of the parameters that users know them by */
	labels?: Readonly<Record<string, string>>;
}

/**
 * What a service's failures mean, by HTTP status, NO_ANSWER or NOT_DATA. Where the status alone does
 * not tell, the first text counts whose conditions hold. 300, 400 and 500 also stand for the statuses
 * above them that have no text.
 */
export interface ErrorTexts {
	readonly [status: number]: ErrorText | readonly ErrorText[];
}

/** What the conditions of a text are compared with. */
interface Clues {
	/** the words of the service, or the code of the broken connection */
	said: string;
	/** `METHOD /path`, or empty where it is not known */
	call: string;
	/** the fields that the answer names */
	fields: string[];
}

/** The text for an answer: the service's own ones win over the common ones. */
export function textFor(texts: ErrorTexts, status: number, clues: Clues): ErrorText | undefined {
	const family = status >= 300 ? Math.floor(status / 100) * 100 : status;
	const candidates = [status, family].flatMap((key) =>
		[texts[key] ?? [], COMMON_TEXTS[key] ?? []].flat(),
	);
	return candidates.find((text) => holds(text, clues));
}

function holds({ says, calls, labels }: ErrorText, { said, call, fields }: Clues): boolean {
	if (says && !says.test(said)) return false;
	if (calls && !calls.test(call)) return false;
	return labels === undefined || fields.length > 0;
}

/** Stands for a page, or nothing, where data was expected: what a login page or a proxy sends. */
export const NOT_DATA = -1;

/** A certificate that leads to no authority known here. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNKNOWN_AUTHORITY =
	/SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_UNTRUSTED|INVALID_CA|self-signed certificate|unable to (verify the first certificate|get( local)? issuer certificate)/i;

const BUSY = {
	message: '{service} is not working at the moment',
	description: 'Run the workflow again {later}; repeating is safe.',
	cause: 'temporarily-unavailable',
} as const;

const UNFIT = {
	message: '{service} does not take the request in this form',
	description:
		'Check that the address in the {service} credential leads to the API itself, and update this package.',
};

/** A page in the place of a record: nothing of the API is at that address. */
export const NO_API: ErrorText = {
	when: 'a page',
	says: /^\s*</,
	message: '{service} is not at this address',
	description:
		'A website or a proxy answers there and does not know the page. Check the address in the {service} credential.',
};

/** Limits of the two services are far away; those of a proxy may not be. */
const TOO_LARGE: ErrorText = {
	message: '{service}, or something in front of it, finds the request too large',
	description:
		'Most likely a proxy in between sets a low limit: raise it there. Otherwise shorten the longest value of this item.',
};

/** What any service can answer. https://www.rfc-editor.org/rfc/rfc9110#name-status-codes */
export const COMMON_TEXTS: ErrorTexts = {
	[NO_ANSWER]: [
		{
			when: 'its name is unknown',
			says: /ENOTFOUND|EAI_/,
			message: '{service} could not be found',
			description:
				'This n8n cannot look up the host name. Check the address in the {service} credential, and the DNS and proxy settings of this n8n.',
		},
		{
			when: 'nothing listens there',
			says: /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/,
			message: '{service} could not be reached',
			description:
				'Nothing takes connections at the address. Check it in the {service} credential, and whether a firewall or proxy is in between.',
		},
		{
			when: 'it takes too long',
			says: /ECONNABORTED|ETIMEDOUT|timed? ?out/i,
			message: '{service} did not answer in time',
			description:
				'It may have done what it was asked all the same. Run the workflow again {later}; repeating is safe.',
		},
		{
			when: 'its certificate is out of date',
			says: /CERT_(HAS_EXPIRED|NOT_YET_VALID)|certificate (has expired|is not yet valid)/i,
			message: 'There is no safe connection to {service}',
			description:
				'The certificate at the address is out of date, or the clock of the machine that n8n runs on is wrong. Check the clock; if it is right, whoever runs the address or the proxy in between has to renew the certificate.',
		},
		{
			when: 'its certificate is for another name',
			says: /ALTNAME|HOSTNAME_MISMATCH|does not match certificate/i,
			message: 'There is no safe connection to {service}',
			description:
				'The certificate belongs to another name than the address. Check the address in the {service} credential, and whether a proxy or a wrong DNS entry answers in its place.',
		},
		{
			when: 'nobody vouches for its certificate',
			says: UNKNOWN_AUTHORITY,
			message: 'There is no safe connection to {service}',
			description:
				'This n8n does not know the authority behind the certificate. Most likely a proxy or firewall of your company looks into connections: set the environment variable NODE_EXTRA_CA_CERTS of every n8n process to a file with the certificate of that authority (PEM), and start n8n again. If connections have to go through a proxy, set HTTPS_PROXY (and NO_PROXY) as well. Never switch the check off.',
		},
		{
			when: 'the connection is not safe',
			says: UNSAFE,
			message: 'There is no safe connection to {service}',
			description:
				'The certificate is not accepted here, or it is no https that answers. Check the address in the {service} credential, and whether a proxy is in between (HTTPS_PROXY of this n8n).',
		},
		{
			message: 'The connection to {service} broke',
			description:
				'It may have done what it was asked all the same. Run the workflow again {later}; repeating is safe. If it happens often, check the network of this n8n.',
		},
	],
	[NOT_DATA]: [
		{
			when: 'a page',
			says: /^\s*</,
			message: '{service} answered with a page instead of data',
			description:
				'Check the address in the {service} credential: a website or a proxy answers there.',
		},
		{
			message: '{service} answered with nothing instead of data',
			description:
				'It may have done what it was asked all the same: look before you repeat it. If it happens every time, check the address in the {service} credential.',
		},
	],
	300: {
		message: '{service} sent the request elsewhere',
		description: 'Check the address in the {service} credential; redirects are not followed.',
	},
	400: { message: '{service} refused the request', description: 'Check the values of this item.' },
	402: {
		message: 'The {service} plan of this company does not include this',
		description: 'Ask {service} which plan includes it.',
		cause: 'configuration-invalid',
	},
	404: [
		NO_API,
		{
			message: '{service} does not know this record',
			description:
				'Check the ID. If it happens with every record, check the address in the {service} credential.',
		},
	],
	405: UNFIT,
	406: UNFIT,
	407: {
		message: 'A proxy between this n8n and {service} wants a login',
		description:
			'Put the name and the password for it into HTTPS_PROXY of every n8n process (http://NAME:PASSWORD@HOST:PORT), or take {service} out with NO_PROXY, and start n8n again.',
		cause: 'configuration-invalid',
	},
	408: BUSY,
	409: {
		message: '{service} reports a conflict with an existing record',
		description: 'Look the record up in {service} and check the values of this item.',
	},
	410: {
		message: '{service} does not offer this any more',
		description: 'Update this package; the way in which it asks has been withdrawn.',
		cause: 'configuration-invalid',
	},
	413: TOO_LARGE,
	414: TOO_LARGE,
	415: UNFIT,
	423: BUSY,
	425: BUSY,
	429: {
		message: '{service} asked to slow down for longer than this run can wait',
		description: 'Run the workflow again {later}, or with fewer items.',
		cause: 'rate-limited',
	},
	// What breaks with 500 may break every time, so nothing says that it passes.
	500: { message: BUSY.message, description: BUSY.description },
	502: BUSY,
	503: BUSY,
	504: BUSY,
	511: {
		message: 'The network of this n8n wants a login before it lets requests out',
		description:
			'Somebody has to sign in to that network on this machine, or let the machine through to {service}.',
		cause: 'configuration-invalid',
	},
};
