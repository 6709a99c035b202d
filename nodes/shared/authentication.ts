import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { checkedBaseUrl } from './baseUrl';
import { isRecord } from './guards';
import type { ApiContext } from './http';

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
	return [apiKey, clientSecret, ...tokens].filter((secret) => typeof secret === 'string');
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
		for (const url of [issuerUrl, accessTokenUrl]) if (url) checkedBaseUrl(String(url));
		return checkedBaseUrl(baseUrl);
	} catch (failure) {
		throw new NodeOperationError(context.getNode(), failure as Error, {
			description: `Change it in the ${service} credential.`,
		});
	}
}
