import { NodeOperationError } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
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
 * @throws NodeOperationError that says what is wrong with which address
 */
export function safeAddress(
	context: ApiContext,
	service: Addresses,
	credential: ICredentialDataDecryptedObject,
): string {
	const { issuerUrl, accessTokenUrl } = credential;
	try {
		for (const url of [issuerUrl, accessTokenUrl].map(asText)) if (url) checkedBaseUrl(url);
		return checkedBaseUrl(addressOf(service, credential));
	} catch (failure) {
		throw new NodeOperationError(context.getNode(), failure as Error, {
			description: `Change it in the ${service.name} credential.`,
		});
	}
}

const API_VERSION = String.raw`v\d+|\d+\.\d+|\d{4}-\d{2}-\d{2}|latest`;

/** Where a service is, and how a credential says it. */
export interface Addresses {
	/** of the service, as users know it */
	name: string;
	/** the field of the credential that chooses a host, or `custom` for its field `baseUrl` */
	choice: string;
	hosts: Readonly<Record<string, string>>;
	/** that may get its keys, whichever host is chosen: names, or `*.` and what they end with */
	domains: readonly string[];
	/** what may stand right behind `/api` in paths of the service, without a version in between */
	resources?: readonly string[];
}

/**
 * What people paste of the API behind its address, from its documentation or out of a browser: `/api`,
 * `/api/v2`, `/api/2026-07-01/…`, a resource, `/login`, a query or a fragment. As text, because an
 * expression needs it as well.
 */
export function apiAtEnd({ resources = [] }: Addresses): string {
	const behind = [API_VERSION, ...resources].join('|');
	return String.raw`(?:\/+(?:login|oauth\/+token|api(?:\/+(?:${behind})(?:\/[^?#]*)?)?))?\/*(?:[?#].*)?$`;
}

/**
 * The address a credential points at, unchecked: that of its choice, or its own one without what was
 * pasted of the API behind it; empty where there is none.
 */
export function addressOf(service: Addresses, credential: ICredentialDataDecryptedObject): string {
	const chosen = String(credential[service.choice]);
	if (chosen !== 'custom') return service.hosts[chosen] ?? '';
	return asText(credential.baseUrl).replace(new RegExp(apiAtEnd(service), 'i'), '');
}

/**
 * Sees to it that a key goes to its service, or to the address that the credential itself names: n8n's HTTP
 * Request step lets people choose the URL, and the key of a whole company must not be sent anywhere else by
 * accident. n8n has a list of domains for that; where it depends on a field it is an expression, which n8n
 * evaluates for every single request, so only OAuth2 credentials use it, which n8n does not let look here.
 *
 * @param request as n8n is about to send it: the whole URL, or one that begins at `baseURL`
 * @throws Error that says where the key may go
 */
export function refuseElsewhere(
	service: Addresses,
	credential: ICredentialDataDecryptedObject,
	{ url, baseURL, ...legacy }: IHttpRequestOptions & { uri?: unknown },
): void {
	const own = new URL(checkedBaseUrl(addressOf(service, credential)));
	const to = parse(asText(url) || asText(legacy.uri), asText(baseURL) || undefined);
	const isOfDomain = (domain: string) =>
		domain.startsWith('*.') ? to?.hostname.endsWith(domain.slice(1)) : to?.hostname === domain;
	if (to?.origin === own.origin) return;
	if (to?.protocol === 'https:' && service.domains.some(isOfDomain)) return;
	const allowed = new Set([...service.domains, own.host]);
	throw new Error(
		`The ${service.name} credential is sent to ${[...allowed].join(', ')} only, and not to ${to?.host ?? 'an address that is none'}`,
	);
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

function parse(value: string, base?: string): URL | undefined {
	return URL.canParse(value, base) ? new URL(value, base) : undefined;
}
