import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { safeAddress, secretsOf, usesOAuth2 } from '../../shared/authentication';
import { HttpClient } from '../../shared/http';
import type { ApiContext } from '../../shared/http';
import { FACTORIAL_TEXTS } from './errorTexts';
import { factorialBaseUrl } from './hosts';
import { FACTORIAL_OAUTH2_TEXTS } from './oAuth2Texts';

const API_KEY = { credentialType: 'factorialApi', texts: FACTORIAL_TEXTS };

const OAUTH2 = {
	credentialType: 'factorialOAuth2Api',
	texts: FACTORIAL_OAUTH2_TEXTS,
	renewsTokens: true,
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
