import { NodeOperationError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	INodeCredentialDescription,
	INodeProperties,
} from 'n8n-workflow';

import type { ApiContext } from './http';
import { asText, isRecord } from './parameters';

/** Which of the two credentials of a node is used; what was saved without it used the API key. */
export const authenticationField: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'API Key', value: 'apiKey' },
		{ name: 'OAuth2', value: 'oAuth2' },
	],
	default: 'apiKey',
};

/** The two credentials of a node, of which *Authentication* chooses one. */
export const credentialsOf = (apiKey: string, oAuth2: string): INodeCredentialDescription[] =>
	Object.entries({ apiKey, oAuth2 }).map(([kind, name]) => ({
		name,
		required: true,
		displayOptions: { show: { authentication: [kind] } },
	}));

/** Whether the node is set to OAuth2. */
export function usesOAuth2(context: ApiContext): boolean {
	return context.getNode().parameters.authentication === 'oAuth2';
}

/** Everything in a credential that must never be shown. */
export function secretsOf(credential: ICredentialDataDecryptedObject): string[] {
	const { apiKey, clientSecret, oauthTokenData } = credential;
	const tokens = isRecord(oauthTokenData)
		? [oauthTokenData.access_token, oauthTokenData.refresh_token]
		: [];
	// Without the blanks that were pasted around them: so they are sent, and so a service may repeat them.
	return [apiKey, clientSecret, ...tokens].map(asText).filter((secret) => secret !== '');
}

/**
 * The address to send to, once it is certain that neither a key nor a token can be read on the way.
 *
 * @param service as users know it
 * @throws NodeOperationError that says what is wrong with which address
 */
export function safeAddress(
	context: ApiContext,
	service: string,
	baseUrl: string,
	{ issuerUrl, accessTokenUrl }: ICredentialDataDecryptedObject,
): string {
	try {
		for (const url of [issuerUrl, accessTokenUrl].map(asText)) if (url) checkedBaseUrl(url);
		return checkedBaseUrl(baseUrl);
	} catch (failure) {
		throw new NodeOperationError(context.getNode(), failure as Error, {
			description: `Change it in the ${service} credential.`,
		});
	}
}

const API_VERSION = String.raw`v\d+|\d+\.\d+|\d{4}-\d{2}-\d{2}|latest`;
const RESOURCE = 'organizations|search|systemusers';

/**
 * What people paste of the API behind its address, from its documentation or out of a browser: `/api`,
 * `/api/v2`, `/api/2026-07-01/resources/…`, `/api/systemusers`, `/login`, a query or a fragment. As text,
 * because an expression needs it as well.
 */
export const API_AT_END = String.raw`(?:\/+(?:login|oauth\/+token|api(?:\/+(?:${API_VERSION}|${RESOURCE})(?:\/[^?#]*)?)?))?\/*(?:[?#].*)?$`;

/** An own address of a credential, unchecked, without what was pasted of the API behind it. */
export function ownAddress(baseUrl: unknown): string {
	return String(baseUrl ?? '')
		.trim()
		.replace(new RegExp(API_AT_END, 'i'), '');
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of a service as `https://host[:port][/path]`, without a trailing slash.
 * Plain http is accepted for this machine only: a key must never travel in the clear.
 *
 * @throws Error that says what is wrong and what to enter
 */
export function checkedBaseUrl(value: string): string {
	const url = parse(value.trim());
	if (!url) {
		throw new Error(`The base URL '${value}' is not a URL. Enter one such as https://example.com`);
	}
	if (url.username || url.password) {
		throw new Error('The base URL must not contain a user name or password');
	}
	const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
	if (!allowed) {
		throw new Error(
			`The base URL must start with https:// (http:// is accepted for this machine only), not ${url.protocol}//${url.host}`,
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Whether the host is this machine itself. */
export function isLoopback(url: URL): boolean {
	return LOOPBACK.test(url.hostname);
}

function parse(value: string): URL | undefined {
	return URL.canParse(value) ? new URL(value) : undefined;
}
