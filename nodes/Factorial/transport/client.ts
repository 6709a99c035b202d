import { NodeOperationError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { safeAddress, secretsOf, usesOAuth2 } from '../../shared/authentication';
import type { Addresses } from '../../shared/authentication';
import { HttpClient, paginate, take } from '../../shared/http';
import type { ApiContext, Page, Query } from '../../shared/http';
import { asRecords, asText, isRecord, readCount } from '../../shared/parameters';
import { withToken } from '../../shared/token';
import { FACTORIAL_OAUTH2_TEXTS, FACTORIAL_TEXTS } from './texts';

/** https://apidoc.factorialhr.com/docs/production-and-demo */
export const FACTORIAL: Addresses = {
	name: 'Factorial',
	choice: 'environment',
	hosts: {
		demo: 'https://api.eu2.demo.factorial.dev',
		production: 'https://api.factorialhr.com',
	},
	domains: ['api.factorialhr.com', 'api.eu2.demo.factorial.dev'],
};

/**
 * The versions of the API that this package speaks, the default first. One holds for requests and for
 * deliveries. From 2026-07-01 on ids are strings: they can be larger than a JavaScript number holds.
 * https://apidoc.factorialhr.com/docs/api-versioning
 */
export const API_VERSIONS = ['2026-07-01', '2026-10-01'] as const;

type ApiVersion = (typeof API_VERSIONS)[number];

/** The version that a credential chooses; undefined where it names one that is not spoken here. */
function apiVersionOf({ apiVersion }: ICredentialDataDecryptedObject): ApiVersion | undefined {
	// What was saved before there was a choice.
	const chosen = asText(apiVersion) || API_VERSIONS[0];
	return API_VERSIONS.find((version) => version === chosen);
}

const id = encodeURIComponent;

/** Paths from the root of a version. https://apidoc.factorialhr.com/reference */
export const paths = {
	/** whose key it is; its company is needed to subscribe */
	credentials: '/api_public/credentials',
	contractVersions: '/contracts/contract_versions',
	customFields: '/custom_fields/fields',
	customOptions: '/custom_fields/options',
	customValues: '/custom_fields/values',
	employees: '/employees/employees',
	employee: (employeeId: string) => `/employees/employees/${id(employeeId)}`,
	leaves: '/timeoff/leaves',
	leaveTypes: '/timeoff/leave_types',
	legalEntities: '/companies/legal_entities',
	locations: '/locations/locations',
	memberships: '/teams/memberships',
	teams: '/teams/teams',
	/** list, create */
	subscriptions: '/api_public/webhook_subscriptions',
	/** read, update, delete */
	subscription: (subscriptionId: string) =>
		`/api_public/webhook_subscriptions/${id(subscriptionId)}`,
};

/** Talks to Factorial in one version of its API. */
export type FactorialClient = HttpClient & { readonly version: ApiVersion };

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
 * @throws NodeOperationError when an address or the version in the credential is not acceptable
 */
export async function connect(context: ApiContext, patienceMs?: number): Promise<FactorialClient> {
	const chosen = usesOAuth2(context) ? OAUTH2 : API_KEY;
	const credential = await context.getCredentials<ICredentialDataDecryptedObject>(
		chosen.credentialType,
	);
	const version = apiVersionOf(credential);
	if (version === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`This package does not speak the version '${asText(credential.apiVersion).slice(0, 40)}' of the Factorial API`,
			{
				description: `Choose ${API_VERSIONS.join(' or ')} as 'API Version' in the Factorial credential, or update this package.`,
			},
		);
	}
	const host = safeAddress(context, FACTORIAL, credential);
	const client = new HttpClient(context, {
		...chosen,
		name: 'Factorial',
		secrets: secretsOf(credential),
		credential,
		baseUrl: `${host}/api/${version}/resources`,
		patienceMs,
	});
	return Object.assign(client, { version });
}

/** Factorial gives no more than this, whatever is asked for. */
export const PAGE_SIZE = 100;

const CIRCLE =
	'Factorial sent the same records again on a further page, so its list never ends. Run again later; the list read so far is incomplete and was not used.';

const NO_LIST =
	'Factorial answered with something that is not a list, so nothing of it was used. Run again later; if it happens every time, check the environment or the base URL in the Factorial credential: something else may answer there.';

const UNFINISHED =
	'Factorial sent a page of a list without saying whether another one follows. Run again later; the list read so far may be incomplete and was not used.';

/**
 * All records of a list as they come; somebody on two pages comes twice.
 * https://apidoc.factorialhr.com/docs/pagination
 *
 * @param look is shown every page
 * @throws NodeApiError when Factorial refuses, Error when its pages never end: Factorial lists by
 * id, so a page that brings nobody new leads in circles, whatever its cursor says
 */
export function listed(
	api: HttpClient,
	path: string,
	query: Query = {},
	look: (page: ListPage) => void = () => undefined,
): AsyncGenerator<IDataObject> {
	const seen = new Set<string>();
	return paginate(async (cursor) => {
		const page = await pageOf(api, path, { ...query, after_id: cursor });
		const before = seen.size;
		for (const one of page.items) seen.add(keyOf(one));
		if (page.items.length > 0 && seen.size === before) throw new Error(CIRCLE);
		look(page);
		return page;
	});
}

/** By what a record is told from the others. */
function keyOf(record: IDataObject): string {
	return asText(record.id) || JSON.stringify(record);
}

/** A list from its first page to its last. */
export interface WholeList {
	records: IDataObject[];
	/** Factorial says that it has ended, and how many records there are: no more than came */
	isWhole: boolean;
	/** fewer came than Factorial says there are: what is missing may exist all the same */
	isShort: boolean;
}

/** Reads a list to its end, and once more where fewer records came than Factorial says there are. */
export async function wholeList(
	api: HttpClient,
	path: string,
	query: Query = {},
): Promise<WholeList> {
	const first = await readWhole(api, path, query);
	return first.isShort ? await readWhole(api, path, query) : first;
}

async function readWhole(api: HttpClient, path: string, query: Query): Promise<WholeList> {
	let last: ListPage | undefined;
	let total: number | undefined;
	const all = await take(
		listed(api, path, query, (page) => {
			last = page;
			// Whoever goes meanwhile was counted before: the most counts.
			if (page.total !== undefined) total = Math.max(total ?? 0, page.total);
		}),
	);
	// Pages can overlap when the list changes meanwhile: the later record is the newer one.
	const records = [...new Map(all.map((one) => [keyOf(one), one])).values()];
	const isShort = records.length < (total ?? 0);
	return { records, isShort, isWhole: last?.isLast === true && total !== undefined && !isShort };
}

interface ListPage extends Page<IDataObject> {
	/** Factorial says that nothing follows */
	isLast: boolean;
	/** how many records the whole list has, where Factorial tells */
	total?: number;
}

/** One page of a list; its cursor is sent as `after_id` for the page behind it. */
export async function pageOf(api: HttpClient, path: string, query: Query = {}): Promise<ListPage> {
	const { body } = await api.send({ method: 'GET', path, query: { ...query, limit: PAGE_SIZE } });
	const items = recordsOf(body);
	const meta = isRecord(body) ? body.meta : undefined;
	const { has_next_page: hasNext, total } = isRecord(meta) ? meta : {};
	return {
		items,
		next: nextCursor(meta, items.length),
		isLast: hasNext === false,
		total: readCount(total),
	};
}

/**
 * The records of an answer that has to be a list. An empty one has been seen as `{"errors":null}`;
 * anything else that holds no records must not look like an empty company.
 *
 * @throws Error when it is no list
 */
export function recordsOf(body: unknown): IDataObject[] {
	const { data, ...rest } = isRecord(body) ? body : {};
	const records = asRecords(data);
	if (Array.isArray(data) && records.length === data.length) return records;
	const isEmpty = data === undefined && rest.errors === null && Object.keys(rest).length === 1;
	if (isEmpty) return [];
	throw new Error(NO_LIST);
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

/** The records that belong to some ids, or the whole list where no id is named. */
export function listedOr(
	api: HttpClient,
	path: string,
	some: { filter: string; key: string; ids: string[] },
	query: Query = {},
): AsyncGenerator<IDataObject> {
	return some.ids.length > 0 ? listedFor(api, path, some, query) : listed(api, path, query);
}

/**
 * The same as a whole. Whether the total of a list with a filter counts what the filter leaves out is not
 * known: where fewer came than it says, the list is read without the filter, and looked through here.
 */
export async function wholeListFor(
	api: HttpClient,
	path: string,
	{ filter, key, ids }: { filter: string; key: string; ids: string[] },
	query: Query = {},
): Promise<WholeList> {
	const wanted = new Set(ids);
	const own = (records: IDataObject[]) => records.filter((one) => wanted.has(asText(one[key])));
	const all: IDataObject[] = [];
	let isWhole = true;
	for (let start = 0; start < wanted.size; start += PAGE_SIZE) {
		const some = [...wanted].slice(start, start + PAGE_SIZE);
		const list = await wholeList(api, path, { ...query, [filter]: some });
		if (list.isShort) {
			const { records, ...rest } = await wholeList(api, path, query);
			return { ...rest, records: own(records) };
		}
		isWhole &&= list.isWhole;
		all.push(...own(list.records));
	}
	return { records: all, isWhole, isShort: false };
}

/** @param count how many records the page has: only one that is not full may leave out what follows */
function nextCursor(meta: unknown, count: number): string | undefined {
	const { has_next_page: goesOn, end_cursor, limit } = isRecord(meta) ? meta : {};
	const isFull = count >= Math.min(PAGE_SIZE, Number(limit) || PAGE_SIZE);
	const isSaid = goesOn !== undefined && goesOn !== null;
	if (typeof goesOn !== 'boolean' && (isSaid || isFull)) throw new Error(UNFINISHED);
	if (goesOn !== true) return undefined;
	const cursor = asText(end_cursor);
	if (cursor !== '') return cursor;
	throw new Error(
		'Factorial says that its list goes on but not where. Run again later; the list read so far is incomplete and was not used.',
	);
}
