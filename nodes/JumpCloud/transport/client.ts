import { NodeOperationError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { checkedBaseUrl } from '../../shared/baseUrl';
import { HttpClient } from '../../shared/http';
import type { ApiContext } from '../../shared/http';
import { KeyedLock } from '../../shared/keyedLock';
import { JUMPCLOUD_TEXTS } from './errorTexts';
import { jumpCloudBaseUrl } from './hosts';

/** What the items of one run share. */
export interface JumpCloud {
	http: HttpClient;
	/** empty unless the admin has several organizations */
	organizationId: string;
	/** one change at a time per person and per user */
	locks: KeyedLock;
	/** usernames handed out in this run, so that namesakes in one batch do not collide */
	givenUsernames: Set<string>;
	/** managers looked up in this run, by what the item said */
	managers: Map<string, Promise<string[]>>;
}

/**
 * The client for the credential of the node, which is read and decrypted once.
 *
 * @throws NodeOperationError when the address in the credential is not acceptable
 */
export async function connect(context: ApiContext): Promise<JumpCloud> {
	const credential = await context.getCredentials<ICredentialDataDecryptedObject>('jumpCloudApi');
	const http = new HttpClient(context, {
		name: 'JumpCloud',
		texts: JUMPCLOUD_TEXTS,
		secrets: [String(credential.apiKey)],
		credentialType: 'jumpCloudApi',
		credential,
		baseUrl: addressOf(context, credential),
	});
	return {
		http,
		organizationId: String(credential.organizationId ?? ''),
		locks: new KeyedLock(),
		givenUsernames: new Set(),
		managers: new Map(),
	};
}

function addressOf(context: ApiContext, credential: ICredentialDataDecryptedObject): string {
	try {
		return checkedBaseUrl(jumpCloudBaseUrl(credential));
	} catch (failure) {
		throw new NodeOperationError(context.getNode(), failure as Error, {
			description: 'Change it in the JumpCloud credential.',
		});
	}
}
