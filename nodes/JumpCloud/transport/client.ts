import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { safeAddress, secretsOf, usesOAuth2 } from '../../shared/authentication';
import type { Addresses } from '../../shared/authentication';
import { HttpClient } from '../../shared/http';
import type { ApiContext, Call, Query } from '../../shared/http';
import { asRecords, asText, readCount } from '../../shared/parameters';
import { KeyedLock } from '../../shared/pool';
import { withToken } from '../../shared/token';
import type { Group } from '../sync/groups';
import { JUMPCLOUD_OAUTH2_TEXTS, JUMPCLOUD_TEXTS } from './texts';

/** Console hosts by region, both versions of the API behind /api. https://jumpcloud.com/support/jumpcloud-apis1 */
export const JUMPCLOUD: Addresses = {
	name: 'JumpCloud',
	choice: 'region',
	hosts: {
		eu: 'https://console.eu.jumpcloud.com',
		in: 'https://console.in.jumpcloud.com',
		us: 'https://console.jumpcloud.com',
	},
	domains: ['*.jumpcloud.com'],
	resources: ['organizations', 'search', 'systemusers'],
};

/**
 * Where service accounts get tokens; the India host is named by JumpCloud's command line tool only.
 * https://jumpcloud.com/support/service-account-for-apis
 */
export const JUMPCLOUD_TOKENS: Addresses = {
	...JUMPCLOUD,
	hosts: {
		eu: 'https://admin-oauth.id.eu.jumpcloud.com',
		in: 'https://admin-oauth.id.in.jumpcloud.com',
		us: 'https://admin-oauth.id.jumpcloud.com',
	},
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
	/** the activation mail once more */
	reactivateUser: (userId: string) => `/api/systemusers/${id(userId)}/reactivate`,
	/** read-only POST with regular expressions and alternatives */
	searchUsers: '/api/search/systemusers',
	/** list, create */
	groups: '/api/v2/usergroups',
	/** read */
	group: (groupId: string) => `/api/v2/usergroups/${id(groupId)}`,
	/** list direct members, add or remove one */
	groupMembers: (groupId: string) => `/api/v2/usergroups/${id(groupId)}/members`,
	/** everybody who is in a group, by whatever way */
	groupMembership: (groupId: string) => `/api/v2/usergroups/${id(groupId)}/membership`,
	/** what a user is bound to directly */
	associations: (userId: string) => `/api/v2/users/${id(userId)}/associations`,
	/** what of a kind a user is bound to, directly or through a group */
	boundTo: (userId: string, kind: string) => `/api/v2/users/${id(userId)}/${kind}`,
	/** the groups that a user is in */
	groupsOfUser: (userId: string) => `/api/v2/users/${id(userId)}/memberof`,
	/** scheduled state changes: list, create */
	scheduledChanges: '/api/v2/bulk/userstates',
	/** cancel one */
	scheduledChange: (jobId: string) => `/api/v2/bulk/userstates/${id(jobId)}`,
};

/** Where people look at a user: https://console.jumpcloud.com/#/users/… */
export const portalOfUser = (consoleHost: string, userId: string) =>
	`${consoleHost}/#/users/${id(userId)}/details`;

/** Where people look at a user group: https://console.jumpcloud.com/#/groups/user/… */
export const portalOfGroup = (consoleHost: string, groupId: string) =>
	`${consoleHost}/#/groups/user/${id(groupId)}/details`;

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
 * @param name as users know it
 */
function readSafety(
	{ access = 'readWrite', protectedGroup }: ICredentialDataDecryptedObject,
	name: string,
): Safety {
	return {
		isReadOnly: access !== 'readWrite',
		protectedGroup: protectedName(protectedGroup),
		credential: name,
	};
}

/** What somebody has entered and names no group, such as blanks, is no group that exists: nobody may write. */
function protectedName(value: unknown): string {
	const isEmpty = value === undefined || value === null || value === '';
	return isEmpty ? '' : asText(value) || NO_NAME;
}

const NO_NAME = ' ';

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
	/** emails that this run has made or promised, in lower case */
	givenEmails: Set<string>;
	/** managers looked up in this run, by what the item said */
	managers: Map<string, Promise<string[]>>;
	/** all groups, once something in this run has asked for them */
	groups?: Promise<Group[]>;
	/** who decides about the members of groups, by their ids, as far as something in this run has asked */
	methods: Map<string, Promise<string>>;
	/** what this JumpCloud has turned out not to take in a search, or to take */
	searching: Searching;
}

/** What a search does where nobody knows; found out at the first one that tells. */
interface Searching {
	/** it refuses alternatives of different kinds, so that each kind is a search of its own */
	isSplit: boolean;
	/** it finds nobody by the values of custom attributes, while the list does */
	isBlind: boolean;
	/** fields that it refuses */
	without: Set<string>;
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
		baseUrl: safeAddress(context, JUMPCLOUD, credential),
		beforeWrite: async (call) => await beforeWrite(api, call),
	});
	const organizationId = asText(credential.organizationId);
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
		givenEmails: new Set(),
		managers: new Map(),
		methods: new Map(),
		searching: { isSplit: false, isBlind: false, without: new Set() },
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

/** Says which organization is meant, where the credential does. */
export function organizationHeader(credential: ICredentialDataDecryptedObject) {
	const headers: Record<string, string> = {};
	const organizationId = asText(credential.organizationId);
	if (organizationId !== '') headers['x-org-id'] = organizationId;
	return headers;
}

/** JumpCloud serves at most this many per page, whatever is asked for. */
export const PAGE_SIZE = 100;

/** One page of a list. */
interface CountedPage<T> {
	items: T[];
	/** how many there are in all, where JumpCloud says so */
	total?: number;
}

/**
 * How many entries a list has, by what JumpCloud says beside a page. What is no number says nothing, and
 * neither does one that is less than what has come by the end of the page.
 */
export function totalOf(said: unknown, skip: number, count: number): number | undefined {
	const total = readCount(said);
	const isLess = count === 0 ? total === 0 && skip > 0 : (total ?? 0) < skip + count;
	return isLess ? undefined : total;
}

/**
 * Whether a total tells where a list ends. One that is less than what came does not, and neither does
 * one of a full first page, which may be of that page alone: then the next page tells.
 *
 * @param came how many have come so far
 * @param count how many of them with the last page
 */
export function tellsEnd(total: number | undefined, came: number, count: number): total is number {
	const isOwn = total === count && came === count && count >= PAGE_SIZE;
	return total !== undefined && total >= came && !isOwn;
}

interface Counting<T> {
	/** the entries in words, for the error */
	what: string;
	idOf(item: T): string;
	/** pages may be short, or bring nobody new, and more be to come: it counts what it does not give */
	isShifting?: boolean;
	/** entries that are counted and never given are no loss, as long as every part was asked for */
	isLoose?: boolean;
}

/** How often a list is read that does not stand still. */
export const MOST_READINGS = 3;

/** Pages in a row that bring nothing new, after which a reading is given up. */
const MOST_IDLE = 10;

const ADVICE = 'Run again later; the list read so far is incomplete and was not used.';

/**
 * The entries of a list, each once, and only as many as there are: what is short of the total that
 * JumpCloud names, because pages moved while they were read, is read again. A page that nobody reads is
 * never fetched.
 *
 * @throws Error when the list never ends, or stays short
 */
export async function* counted<T>(
	read: (skip: number) => Promise<CountedPage<T>>,
	{ what, idOf, isShifting = false, isLoose = false }: Counting<T>,
): AsyncGenerator<T> {
	const given = new Set<string>();
	let [total, found] = [0, 0];
	for (let reading = 1; reading <= MOST_READINGS; reading++) {
		const [before, seen] = [given.size, new Set<string>()];
		let [skip, idle, coveredTo] = [0, 0, 0];
		let known: number | undefined;
		for (let isMore = true; isMore; ) {
			const { items, total: said } = await read(skip);
			// Whoever goes meanwhile moves somebody else to a page that was read already: the most counts.
			if (said !== undefined) known = Math.max(known ?? 0, said);
			const seenBefore = seen.size;
			for (const item of items) {
				const id = idOf(item);
				seen.add(id);
				if (given.has(id)) continue;
				given.add(id);
				yield item;
			}
			const isIdle = items.length > 0 && seen.size === seenBefore;
			const isUnmet = known === undefined || (seen.size < known && !isShifting);
			if (isIdle && items.length === PAGE_SIZE && isUnmet) {
				throw new Error(`JumpCloud sent the same page twice, so its list never ends. ${ADVICE}`);
			}
			idle = isIdle ? idle + 1 : 0;
			// Where an empty page comes first, there is none before it that it could hide.
			if (items.length > 0 || skip === 0) coveredTo = skip + PAGE_SIZE;
			// A page that was there before is asked for once more, then passed over.
			if (idle !== 1) skip += isIdle ? PAGE_SIZE : items.length;
			const isOver = tellsEnd(known, seen.size, items.length) ? skip >= known : isIdle;
			isMore = items.length > 0 && !isOver && idle < MOST_IDLE;
		}
		[total, found] = [known ?? 0, seen.size];
		if (found >= total) return;
		const isSame = reading > 1 && given.size === before && seen.size === before;
		if (isLoose && isSame && coveredTo >= total) return;
	}
	throw new Error(
		`JumpCloud says that there are ${total} ${what} and gave ${found}, ${MOST_READINGS} times in a row. ${ADVICE}`,
	);
}

/**
 * The entries of a list of the API's version 2: a bare array, the total in a header.
 *
 * @throws Error when the answer is no list, or not a whole one: it must not be taken for an empty one
 */
export function listEntries(
	api: JumpCloud,
	path: string,
	query: Query,
	{ idOf = ({ id }) => asText(id), ...counting }: Partial<Counting<IDataObject>> & { what: string },
): AsyncGenerator<IDataObject> {
	const read = async (skip: number) => {
		const { body, headers } = await api.http.send({
			method: 'GET',
			path,
			query: { ...query, limit: PAGE_SIZE, skip },
		});
		const items = asRecords(body);
		// Without an ID nobody can tell which one it is, nor count it.
		const isList = Array.isArray(body) && items.length === body.length;
		if (!isList || items.some((item) => idOf(item) === '')) {
			throw new Error(`JumpCloud answered with something else than a list of ${counting.what}`);
		}
		return { items, total: totalOf(headers['x-total-count'], skip, items.length) };
	};
	return counted(read, { ...counting, idOf, isShifting: true });
}
