import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { ownAddress, safeAddress, secretsOf, usesOAuth2 } from '../../shared/authentication';
import { HttpClient, paginate } from '../../shared/http';
import type { ApiContext, Call, Query } from '../../shared/http';
import { asRecords, asText } from '../../shared/parameters';
import { KeyedLock } from '../../shared/pool';
import { withToken } from '../../shared/token';
import type { Group } from '../sync/groups';
import { JUMPCLOUD_OAUTH2_TEXTS, JUMPCLOUD_TEXTS } from './texts';

/**
 * Console hosts by region; both versions of the API live there under /api and /api/v2.
 * https://jumpcloud.com/support/jumpcloud-apis1
 */
export const JUMPCLOUD_HOSTS: Readonly<Record<string, string>> = {
	eu: 'https://console.eu.jumpcloud.com',
	in: 'https://console.in.jumpcloud.com',
	us: 'https://console.jumpcloud.com',
};

/** The address a credential points at, unchecked; a pasted `/api…` at its end is taken off. */
export function jumpCloudBaseUrl({ region, baseUrl }: ICredentialDataDecryptedObject): string {
	if (region === 'custom') return ownAddress(baseUrl);
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

const id = encodeURIComponent;

/** Paths from the console host. v1: https://docs.jumpcloud.com/api/1.0/ · v2: https://docs.jumpcloud.com/api/2.0/ */
export const paths = {
	/** list, create */
	users: '/api/systemusers',
	/** read, update, delete */
	user: (userId: string) => `/api/systemusers/${id(userId)}`,
	/** Staged to Active, with the choice of who gets the mail */
	activateUser: (userId: string) => `/api/systemusers/${id(userId)}/state/activate`,
	/** read-only POST with regular expressions and alternatives */
	searchUsers: '/api/search/systemusers',
	/** list */
	groups: '/api/v2/usergroups',
	/** read */
	group: (groupId: string) => `/api/v2/usergroups/${id(groupId)}`,
	/** list direct members, add or remove one */
	groupMembers: (groupId: string) => `/api/v2/usergroups/${id(groupId)}/members`,
	/** everybody who is in a group, by whatever way */
	groupMembership: (groupId: string) => `/api/v2/usergroups/${id(groupId)}/membership`,
	/** the groups that a user is in */
	groupsOfUser: (userId: string) => `/api/v2/users/${id(userId)}/memberof`,
	/** scheduled state changes: list, create */
	scheduledChanges: '/api/v2/bulk/userstates',
	/** cancel one */
	scheduledChange: (jobId: string) => `/api/v2/bulk/userstates/${id(jobId)}`,
};

const API_KEY = { credentialType: 'jumpCloudApi', title: 'JumpCloud', texts: JUMPCLOUD_TEXTS };

const OAUTH2 = {
	credentialType: 'jumpCloudOAuth2Api',
	title: 'JumpCloud OAuth2',
	texts: JUMPCLOUD_OAUTH2_TEXTS,
	headers: organizationHeader,
	sendWith: withToken,
};

/** What a credential allows. */
export interface Safety {
	isReadOnly: boolean;
	/** name or ID of the group whose members nobody changes; empty when there is none */
	protectedGroup: string;
	/** what users have to look for, to change that */
	credential: string;
}

/**
 * Credentials that were saved before there was a choice may write; whatever else is not known may not.
 *
 * @param credential as n8n gives it
 * @param name as users know it
 */
function readSafety(
	{ access = 'readWrite', protectedGroup }: ICredentialDataDecryptedObject,
	name: string,
): Safety {
	return {
		isReadOnly: access !== 'readWrite',
		protectedGroup: asText(protectedGroup),
		credential: name,
	};
}

/** What the items of one run share. */
export interface JumpCloud {
	http: HttpClient;
	/** empty unless the admin has several organizations */
	organizationId: string;
	/** what the credential lets be written, which is looked at before every write */
	safety: Safety;
	/**
	 * One piece of work at a time on the same person or user, also between executions that this n8n runs
	 * side by side. Whoever holds a person may take hold of a user, never the other way round.
	 */
	hold: KeyedLock['hold'];
	/** whether the execution was stopped */
	isCancelled(): boolean;
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
 * @param beforeWrite what it throws is why a call that writes is not sent
 * @throws NodeOperationError when an address in the credential is not acceptable
 */
export async function open(
	context: ApiContext,
	beforeWrite: (api: JumpCloud, call: Call) => Promise<void>,
): Promise<JumpCloud> {
	const { title, ...chosen } = usesOAuth2(context) ? OAUTH2 : API_KEY;
	const credential = await context.getCredentials<ICredentialDataDecryptedObject>(
		chosen.credentialType,
	);
	const http = new HttpClient(context, {
		...chosen,
		name: 'JumpCloud',
		secrets: secretsOf(credential),
		credential,
		baseUrl: safeAddress(context, 'JumpCloud', jumpCloudBaseUrl(credential), credential),
		beforeWrite: async (call) => await beforeWrite(api, call),
	});
	const organizationId = String(credential.organizationId ?? '');
	const place = `${http.baseUrl} ${organizationId}`;
	const api: JumpCloud = {
		http,
		organizationId,
		safety: readSafety(credential, title),
		hold: async (keys, work) =>
			await LOCKS.hold(
				keys.map((key) => `${place} ${key}`),
				work,
			),
		isCancelled: () => isCancelled(context),
		givenUsernames: new Set(),
		managers: new Map(),
	};
	return api;
}

/** What one n8n works on at this moment, whichever executions it belongs to. */
const LOCKS = new KeyedLock();

function isCancelled(context: ApiContext): boolean {
	return 'getExecutionCancelSignal' in context
		? (context.getExecutionCancelSignal()?.aborted ?? false)
		: false;
}

/** With an API key the credential itself says it; n8n adds nothing to a token. */
function organizationHeader({ organizationId }: ICredentialDataDecryptedObject) {
	const headers: Record<string, string> = {};
	if (organizationId) headers['x-org-id'] = String(organizationId);
	return headers;
}

/** JumpCloud serves at most this many per page, whatever is asked for. */
export const PAGE_SIZE = 100;

/**
 * The entries of a list of the API's version 2, page by page: a bare array, the total in a header.
 *
 * @param what the entries in words, for the error
 * @throws Error when the answer is no list, which must not be taken for an empty one
 */
export function listEntries(
	api: JumpCloud,
	path: string,
	query: Query,
	what: string,
): AsyncGenerator<IDataObject> {
	return paginate(async (cursor = '0') => {
		const skip = Number(cursor);
		const { body, headers } = await api.http.send({
			method: 'GET',
			path,
			query: { ...query, limit: PAGE_SIZE, skip },
		});
		if (!Array.isArray(body)) {
			throw new Error(`JumpCloud answered with something else than a list of ${what}`);
		}
		const end = skip + body.length;
		const hasMore = body.length === PAGE_SIZE || end < Number(headers['x-total-count'] ?? 0);
		return { items: asRecords(body), next: hasMore ? String(end) : undefined };
	});
}
