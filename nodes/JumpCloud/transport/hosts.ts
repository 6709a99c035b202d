import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/**
 * Console hosts by region; both versions of the API live there under /api and /api/v2.
 * https://jumpcloud.com/support/jumpcloud-apis1
 */
export const JUMPCLOUD_HOSTS: Readonly<Record<string, string>> = {
	eu: 'https://console.eu.jumpcloud.com',
	in: 'https://console.in.jumpcloud.com',
	us: 'https://console.jumpcloud.com',
};

/** The address a credential points at, unchecked; a pasted `/api` at its end is taken off. */
export function jumpCloudBaseUrl({ region, baseUrl }: ICredentialDataDecryptedObject): string {
	if (region === 'custom') return String(baseUrl ?? '').replace(/\/+(api\/*)?$/, '');
	return JUMPCLOUD_HOSTS[String(region)] ?? '';
}

/**
 * Where service accounts get their tokens, by region; the India host is named by JumpCloud's own
 * command line tool only. https://jumpcloud.com/support/service-account-for-apis
 */
export const JUMPCLOUD_TOKEN_HOSTS: Readonly<Record<string, string>> = {
	eu: 'https://admin-oauth.id.eu.jumpcloud.com',
	in: 'https://admin-oauth.id.in.jumpcloud.com',
	us: 'https://admin-oauth.id.jumpcloud.com',
};
