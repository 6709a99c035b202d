import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { ownAddress, safeAddress, secretsOf, usesOAuth2 } from '../../shared/authentication';
import { HttpClient, paginate } from '../../shared/http';
import type { ApiContext, Page, Query } from '../../shared/http';
import { asRecords, asText, isRecord } from '../../shared/parameters';
import { withToken } from '../../shared/token';
import { FACTORIAL_OAUTH2_TEXTS, FACTORIAL_TEXTS } from './texts';

/** https://apidoc.factorialhr.com/docs/production-and-demo */
export const FACTORIAL_HOSTS: Readonly<Record<string, string>> = {
	demo: 'https://api.eu2.demo.factorial.dev',
	production: 'https://api.factorialhr.com',
};

/** The address a credential points at, unchecked; a pasted `/api…` at its end is taken off. */
export function factorialBaseUrl({ environment, baseUrl }: ICredentialDataDecryptedObject): string {
	if (environment === 'custom') return ownAddress(baseUrl);
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

/** Factorial gives no more than this, whatever is asked for. */
export const PAGE_SIZE = 100;

const CIRCLE =
	'Factorial sent the same records again on a further page, so its list never ends. Run again later; the list read so far is incomplete and was not used.';

/**
 * All records of a list. An empty one may come without `data`.
 * https://apidoc.factorialhr.com/docs/pagination
 *
 * @throws NodeApiError when Factorial refuses, Error when its pages never end: Factorial lists by
 * id, so a page that brings nobody new leads in circles, whatever its cursor says
 */
export function listed(
	api: HttpClient,
	path: string,
	query: Query = {},
): AsyncGenerator<IDataObject> {
	const seen = new Set<string>();
	return paginate(async (cursor) => {
		const page = await pageOf(api, path, { ...query, after_id: cursor });
		const before = seen.size;
		for (const one of page.items) seen.add(asText(one.id) || JSON.stringify(one));
		if (page.items.length > 0 && seen.size === before) throw new Error(CIRCLE);
		return page;
	});
}

/** One page of a list; its cursor is sent as `after_id` for the page behind it. */
export async function pageOf(
	api: HttpClient,
	path: string,
	query: Query = {},
): Promise<Page<IDataObject>> {
	const { body } = await api.send({ method: 'GET', path, query: { ...query, limit: PAGE_SIZE } });
	const { data, meta } = isRecord(body) ? body : {};
	return { items: asRecords(data), next: nextCursor(meta) };
}

/**
 * The records of a list that belong to some of many ids. So many go into one request that its
 * address stays short; what was not asked for is left out, because not every filter can be relied on.
 *
 * @param filter the name of the filter, such as `ids[]`
 * @param key the field of the record that the filter looks at
 */
export async function* listedFor(
	api: HttpClient,
	path: string,
	{ filter, key, ids }: { filter: string; key: string; ids: string[] },
	query: Query = {},
): AsyncGenerator<IDataObject> {
	const wanted = [...new Set(ids)];
	for (let start = 0; start < wanted.length; start += PAGE_SIZE) {
		const some = wanted.slice(start, start + PAGE_SIZE);
		for await (const record of listed(api, path, { ...query, [filter]: some })) {
			if (some.includes(asText(record[key]))) yield record;
		}
	}
}

function nextCursor(meta: unknown): string | undefined {
	if (!isRecord(meta) || meta.has_next_page !== true) return undefined;
	const cursor = asText(meta.end_cursor);
	if (cursor !== '') return cursor;
	throw new Error(
		'Factorial says that its list goes on but not where. Run again later; the list read so far is incomplete and was not used.',
	);
}
