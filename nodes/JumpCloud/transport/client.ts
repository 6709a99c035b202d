import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { safeAddress, secretsOf, usesOAuth2 } from '../../shared/authentication';
import { HttpClient } from '../../shared/http';
import type { ApiContext } from '../../shared/http';
import { KeyedLock } from '../../shared/keyedLock';
import type { Group } from '../sync/groups';
import { JUMPCLOUD_TEXTS } from './errorTexts';
import { jumpCloudBaseUrl } from './hosts';
import { JUMPCLOUD_OAUTH2_TEXTS } from './oAuth2Texts';

const API_KEY = { credentialType: 'jumpCloudApi', texts: JUMPCLOUD_TEXTS };

const OAUTH2 = {
	credentialType: 'jumpCloudOAuth2Api',
	texts: JUMPCLOUD_OAUTH2_TEXTS,
	headers: organizationHeader,
	renewsTokens: true,
};

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
	/** all groups, once something in this run has asked for them */
	groups?: Promise<Group[]>;
}

/**
 * The client for the credential of the node, which is read and decrypted once.
 *
 * @throws NodeOperationError when an address in the credential is not acceptable
 */
export async function connect(context: ApiContext): Promise<JumpCloud> {
	const chosen = usesOAuth2(context) ? OAUTH2 : API_KEY;
	const credential = await context.getCredentials<ICredentialDataDecryptedObject>(
		chosen.credentialType,
	);
	const http = new HttpClient(context, {
		...chosen,
		name: 'JumpCloud',
		secrets: secretsOf(credential),
		credential,
		baseUrl: safeAddress(context, 'JumpCloud', jumpCloudBaseUrl(credential), credential),
	});
	return {
		http,
		organizationId: String(credential.organizationId ?? ''),
		locks: new KeyedLock(),
		givenUsernames: new Set(),
		managers: new Map(),
	};
}

/** With an API key the credential itself says it; n8n adds nothing to a token. */
function organizationHeader({ organizationId }: ICredentialDataDecryptedObject) {
	const headers: Record<string, string> = {};
	if (organizationId) headers['x-org-id'] = String(organizationId);
	return headers;
}
