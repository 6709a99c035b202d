import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** https://apidoc.factorialhr.com/docs/production-and-demo */
export const FACTORIAL_HOSTS: Readonly<Record<string, string>> = {
	demo: 'https://api.eu2.demo.factorial.dev',
	production: 'https://api.factorialhr.com',
};

/** The address a credential points at, unchecked; a pasted `/api` at its end is taken off. */
export function factorialBaseUrl({ environment, baseUrl }: ICredentialDataDecryptedObject): string {
	if (environment === 'custom') return String(baseUrl ?? '').replace(/\/+(api\/*)?$/, '');
	return FACTORIAL_HOSTS[String(environment)] ?? '';
}
