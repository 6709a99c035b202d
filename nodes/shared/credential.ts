import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';

import { apiAtEnd } from './authentication';
import type { Addresses } from './authentication';

/** What any service can answer, for whoever has just saved a credential. */
const commonTexts = (service: string): Readonly<Record<number, string>> => ({
	404: `${service} is not at this address: check it`,
	407: `A proxy between this n8n and ${service} wants a login: put it into HTTPS_PROXY`,
	429: `${service} asked to slow down: try again in some minutes`,
	500: `${service} is not working at the moment: try again later`,
	502: `${service} is not working at the moment: try again later`,
	503: `${service} is not working at the moment: try again later`,
	504: `${service} is not working at the moment: try again later`,
});

/**
 * What n8n asks when a credential is saved, and what it says then: a text per status, and one for an
 * answer that succeeds without holding what it should. Without an answer n8n shows the code of the
 * broken connection, whatever stands here.
 */
export function testOf(
	service: string,
	request: { baseURL: string; url: string },
	statusTexts: Readonly<Record<number, string>>,
	missing: { key: string; message: string },
): ICredentialTestRequest {
	const rules = [
		...Object.entries({ ...commonTexts(service), ...statusTexts }).map(([status, message]) => ({
			type: 'responseCode' as const,
			properties: { value: Number(status), message },
		})),
		{ type: 'responseSuccessBody' as const, properties: { ...missing, value: undefined } },
	];
	return {
		request: {
			...request,
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		},
		// n8n declares a list of the one kind or the other and reads both from one list.
		rules: rules as ICredentialTestRequest['rules'],
	};
}

/** The field that n8n shows where a credential has none: which hosts steps of one's own may send it to. */
const allowedIn = (which: 'all' | 'domains'): INodeProperties => ({
	displayName: 'Allowed HTTP Request Domains',
	name: 'allowedHttpRequestDomains',
	type: 'hidden',
	default: which,
});

/** For keys: where they may go is checked for each request, see {@link refuseElsewhere}. */
export const boundByRequest = allowedIn('all');

/**
 * Binds tokens to the service's own hosts, and to the address that the credential names itself, where n8n
 * lets users choose the URL, as in its HTTP Request step: what opens a whole company must not be sent
 * anywhere else by accident. Some versions of n8n ask the same list before the credential's own test.
 */
export function boundByList({ choice, domains }: Addresses): INodeProperties[] {
	const own = String.raw`(/^https?:\/\/(\[[^\]]*\]|[^\/:?#]+)/i.exec($self["baseUrl"].trim()) ?? [])[1]`;
	const hosts = `[${JSON.stringify(domains.join(', '))}, $self["${choice}"] === "custom" ? ${own} : ""]`;
	return [
		allowedIn('domains'),
		{
			displayName: 'Allowed Domains',
			name: 'allowedDomains',
			type: 'hidden',
			default: `={{ ${hosts}.filter(Boolean).join(", ") }}`,
		},
	];
}

/**
 * An expression for an address that n8n itself sends secrets to. Anything but https leads nowhere, to
 * a name that says why; http is accepted for this machine only.
 *
 * @param address a JavaScript expression over `$self`, the fields of the credential, or over
 * `$credentials` in its test
 */
export function secureUrl(address: string): string {
	const secure = String.raw`/^(https:\/\/|http:\/\/(localhost|127(\.\d+)+|\[::1\])(:\d+)?(\/|$))/`;
	return `={{ ((url) => ${secure}.test(url) ? url : "${NOWHERE}")(${address}) }}`;
}

const NOWHERE = 'https://the-address-must-begin-with-https.invalid';

/**
 * The address of a credential in an expression: own ones without a pasted `/api…`, or by choice.
 *
 * @param self how the expression calls the credential: `$self` in its own fields, `$credentials` in
 * its test
 */
export function baseUrlOf(service: Addresses, self = '$self'): string {
	const { choice, hosts } = service;
	const own = `${self}["baseUrl"].trim().replace(/${apiAtEnd(service)}/i, "")`;
	return `(${self}["${choice}"] === "custom" ? ${own} : (${JSON.stringify(hosts)})[${self}["${choice}"]])`;
}
