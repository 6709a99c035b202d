import { NodeOperationError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { checkedBaseUrl } from '../../shared/baseUrl';
import { HttpClient } from '../../shared/http';
import type { ApiContext } from '../../shared/http';
import { FACTORIAL_TEXTS } from './errorTexts';
import { factorialBaseUrl } from './hosts';

/**
 * The client for the credential of the node, which is read and decrypted once.
 *
 * @param patienceMs how long one request may take with all its repetitions; shorter where Factorial
 * itself waits for our answer
 * @throws NodeOperationError when the address in the credential is not acceptable
 */
export async function connect(context: ApiContext, patienceMs?: number): Promise<HttpClient> {
	const credential = await context.getCredentials<ICredentialDataDecryptedObject>('factorialApi');
	return new HttpClient(context, {
		name: 'Factorial',
		texts: FACTORIAL_TEXTS,
		secrets: [String(credential.apiKey)],
		credentialType: 'factorialApi',
		credential,
		baseUrl: addressOf(context, credential),
		patienceMs,
	});
}

function addressOf(context: ApiContext, credential: ICredentialDataDecryptedObject): string {
	try {
		return checkedBaseUrl(factorialBaseUrl(credential));
	} catch (failure) {
		throw new NodeOperationError(context.getNode(), failure as Error, {
			description: 'Change it in the Factorial credential.',
		});
	}
}
