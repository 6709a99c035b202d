import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { safeAddress, secretsOf, usesOAuth2 } from '../../shared/authentication';
import { HttpClient } from '../../shared/http';
import type { ApiContext } from '../../shared/http';
import { withToken } from '../../shared/token';
import { FACTORIAL_OAUTH2_TEXTS, FACTORIAL_TEXTS } from './texts';

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

/**
 * One version for requests and for deliveries. From 2026-07-01 on ids are strings: they can be
 * larger than a JavaScript number holds. https://apidoc.factorialhr.com/docs/api-versioning
 */
export const API_VERSION = '2026-07-01';

const root = `/api/${API_VERSION}/resources`;
const id = encodeURIComponent;

/** Paths from the API host. https://apidoc.factorialhr.com/reference */
export const paths = {
	/** whose key it is; its company is needed to subscribe */
	credentials: `${root}/api_public/credentials`,
	contractVersions: `${root}/contracts/contract_versions`,
	employees: `${root}/employees/employees`,
	employee: (employeeId: string) => `${root}/employees/employees/${id(employeeId)}`,
	legalEntities: `${root}/companies/legal_entities`,
	locations: `${root}/locations/locations`,
	memberships: `${root}/teams/memberships`,
	teams: `${root}/teams/teams`,
	/** list, create */
	subscriptions: `${root}/api_public/webhook_subscriptions`,
	/** read, update, delete */
	subscription: (subscriptionId: string) =>
		`${root}/api_public/webhook_subscriptions/${id(subscriptionId)}`,
};

const API_KEY = { credentialType: 'factorialApi', texts: FACTORIAL_TEXTS };

const OAUTH2 = {
	credentialType: 'factorialOAuth2Api',
	texts: FACTORIAL_OAUTH2_TEXTS,
	sendWith: withToken,
};

/**
 * The client for the credential of the node, which is read and decrypted once.
 *
 * @param patienceMs how long one request may take with all its repetitions; shorter where Factorial
 * itself waits for our answer
 * @throws NodeOperationError when an address in the credential is not acceptable
 */
export async function connect(context: ApiContext, patienceMs?: number): Promise<HttpClient> {
	const chosen = usesOAuth2(context) ? OAUTH2 : API_KEY;
	const credential = await context.getCredentials<ICredentialDataDecryptedObject>(
		chosen.credentialType,
	);
	return new HttpClient(context, {
		...chosen,
		name: 'Factorial',
		secrets: secretsOf(credential),
		credential,
		baseUrl: safeAddress(context, 'Factorial', factorialBaseUrl(credential), credential),
		patienceMs,
	});
}
