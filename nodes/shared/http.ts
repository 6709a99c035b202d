import { sleep } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
	NodeApiError,
} from 'n8n-workflow';

import { NOT_DATA } from './errorTexts';
import { apiError, isPage, masked, saidBy } from './errors';
import type { ServiceTexts } from './errors';
import { asText, isRecord } from './parameters';
import { Gate, LONGEST_WAIT_MS, NO_ANSWER, mayRepeat, waitMs } from './pool';

export interface Answer {
	/** HTTP status, or NO_ANSWER */
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
	/** what was asked, for the words of a refusal */
	call?: { method: string; path: string; secrets?: string[] };
}

/** The answer in what n8n gives for a request whose statuses are data. */
export function readResponse(response: unknown): Answer {
	if (!isRecord(response)) return { status: NO_ANSWER, headers: {}, body: undefined };
	const headers = isRecord(response.headers) ? response.headers : {};
	return { status: Number(response.statusCode), headers, body: response.body };
}

/** What stands for an answer when the connection broke. */
function brokenOff(failure: unknown): Answer {
	return { status: NO_ANSWER, headers: {}, body: causeOf(failure) };
}

/** n8n wraps the failed request, more than once at times: why the connection broke is inside. */
function causeOf(failure: unknown): unknown {
	if (!(failure instanceof Error)) return undefined;
	const codes = causesOf(failure).map(({ code }) => asText(code));
	return codes.find((code) => code !== '') ?? failure.message;
}

/** A failure and all that it was caused by, as plain fields. */
export function causesOf(failure: unknown): Array<Record<string, unknown>> {
	const causes: Array<Record<string, unknown>> = [];
	for (let cause = failure; isRecord(cause) && causes.length < 10; cause = cause.cause) {
		causes.push(cause);
	}
	return causes;
}

/** Sends with an API key, which is read once: n8n would otherwise decrypt it for every request. */
function withKey(context: ApiContext, type: string): Sending {
	return async (request, data) => {
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				type,
				// A 401 that n8n sees itself is sent a second time, which cannot help an API key.
				{ ...request, ignoreHttpStatusErrors: true },
				{ credentialsDecrypted: { id: '', name: '', type, data } },
			);
			return readResponse(response);
		} catch (failure) {
			return brokenOff(failure);
		}
	};
}

/** Every place in n8n from which a node calls its service. */
export type ApiContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

export type Query = Record<string, string | string[] | number | boolean | undefined>;

export interface Call {
	method: IHttpRequestMethods;
	/** from the root of the service, with every variable segment encoded */
	path: string;
	query?: Query;
	body?: object;
	/** statuses that the caller wants to see instead of a thrown error */
	accept?: readonly number[];
	/** a POST that only reads may be repeated like a GET */
	readOnly?: boolean;
	/** the records that a write is about, by their ids; none for one that is about to be created */
	about?: readonly string[];
	/** what of this request must never be shown, should the service repeat it */
	secrets?: string[];
	/** fields of the credential that are different for this call */
	credential?: ICredentialDataDecryptedObject;
	/** whether nothing, or a word, counts as an answer; a page never does */
	mayBeEmpty?: boolean;
}

/** Sends one request with a credential; what goes wrong on the way is an answer too. */
export type Sending = (
	request: IHttpRequestOptions,
	credential: ICredentialDataDecryptedObject,
) => Promise<Answer>;

interface Service extends ServiceTexts {
	/** as registered in n8n, with its `Api` at the end */
	credentialType: string;
	/** read once per execution: n8n would otherwise decrypt it for every request */
	credential: ICredentialDataDecryptedObject;
	/** how requests get the credential; as an API key where nothing is said */
	sendWith?: (context: ApiContext, credentialType: string) => Sending;
	baseUrl: string;
	/** what every request says besides the key or token */
	headers?: (credential: ICredentialDataDecryptedObject) => Record<string, string>;
	/** how long all attempts of one request may take together */
	patienceMs?: number;
	/** looks at whatever may change something before it is sent; what it throws is why nothing is */
	beforeWrite?: (call: Call) => Promise<void>;
}

const TIMEOUT_MS = 60_000;

/**
 * Talks to one service on behalf of one node run: bounded concurrency, patience with a busy service,
 * repetition only where it is safe, and one error for everything that went wrong.
 */
export class HttpClient {
	readonly gate = new Gate();

	readonly baseUrl: string;

	private readonly sending: Sending;

	constructor(
		private readonly context: ApiContext,
		private readonly service: Service,
	) {
		const { baseUrl, credentialType, sendWith = withKey } = service;
		this.baseUrl = baseUrl;
		this.sending = sendWith(context, credentialType);
	}

	/**
	 * Sends a request and gives the answer; statuses in `accept` come back as data.
	 *
	 * @throws NodeApiError for any other status from 300 on, for something that is not JSON, and when
	 * the service could not be reached; what the look before a write throws
	 */
	async send(call: Call): Promise<Answer> {
		if (!isReading(call)) await this.service.beforeWrite?.(call);
		const startedAt = Date.now();
		for (let attempt = 1; ; attempt++) {
			const answer = await this.gate.pass(async () => ({ ...(await this.attempt(call)), call }));
			if (answer.status > 0 && answer.status < 429) this.gate.succeeded();

			const wait = waitMs(attempt, answer.headers, Date.now());
			const patience = Math.min(this.service.patienceMs ?? Infinity, LONGEST_WAIT_MS);
			const inTime = wait <= patience && Date.now() - startedAt + wait <= 2 * patience;
			if (!inTime || this.cancelled() || !mayRepeat({ ...call, ...answer, attempt })) {
				return this.judge(call, answer);
			}
			if (answer.status === 429) this.gate.slowDown(wait);
			await sleep(wait);
		}
	}

	/** The error to throw for an answer that was accepted as data and turned out to be a refusal. */
	failure({ status, body, headers, call }: Answer): NodeApiError {
		const service = { ...this.service, secrets: this.secretsOf(call) };
		return apiError(this.context.getNode(), service, status, body, { headers, call });
	}

	/** What the service said in an answer that was accepted as data, fit to be shown. */
	words({ body, call }: Answer): string {
		return saidBy(masked(this.secretsOf(call), body));
	}

	private secretsOf(call: Answer['call']): string[] {
		return [...this.service.secrets, ...(call?.secrets ?? [])];
	}

	private async attempt({ method, path, query, body, credential }: Call): Promise<Answer> {
		const { baseUrl, headers, patienceMs = TIMEOUT_MS } = this.service;
		const used = { ...this.service.credential, ...credential };
		const request: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}${queryString(query)}`,
			headers: { Accept: 'application/json', ...headers?.(used) },
			body,
			json: true,
			returnFullResponse: true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
			timeout: Math.min(TIMEOUT_MS, patienceMs),
		};
		return await this.sending(request, used);
	}

	private judge(call: Call, answer: Answer): Answer {
		const isSuccess = answer.status >= 200 && answer.status < 300;
		const isJson = isRecord(answer.body) || Array.isArray(answer.body);
		if (isSuccess && (isJson || (call.mayBeEmpty && !isPage(answer.body)))) return answer;
		const judged = isSuccess ? { ...answer, status: NOT_DATA } : answer;
		if (call.accept?.includes(judged.status)) return judged;
		throw this.failure(judged);
	}

	private cancelled(): boolean {
		return 'getExecutionCancelSignal' in this.context
			? (this.context.getExecutionCancelSignal()?.aborted ?? false)
			: false;
	}
}

/** Whether a call changes nothing, whatever comes of it. */
function isReading({ method, readOnly }: Call): boolean {
	return method === 'GET' || method === 'HEAD' || readOnly === true;
}

/** `?a=1&ids%5B%5D=2`, or nothing; blanks as %20, lists as repeated keys. */
export function queryString(query: Query = {}): string {
	const pairs = Object.entries(query).flatMap(([key, value]) =>
		[value ?? []].flat().map((one): [string, string] => [key, String(one)]),
	);
	const text = new URLSearchParams(pairs).toString().replaceAll('+', '%20');
	return text && `?${text}`;
}

export interface Page<T> {
	items: T[];
	/** where the next page begins; nothing after the last page */
	next?: string;
}

const ADVICE = 'Run again later; the list read so far is incomplete and was not used.';

/**
 * Walks pages as a stream of items: a page that nobody reads is never fetched.
 *
 * @throws Error when the service sends the same cursor or the same page twice, which would
 * otherwise never end
 */
export async function* paginate<T>(
	read: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T> {
	const seen = new Set<string>();
	let cursor: string | undefined;
	let before = '';
	do {
		const page = await read(cursor);
		const content = JSON.stringify(page.items);
		if (page.items.length > 0 && content === before) {
			throw new Error(`The service sent the same page twice, so its list never ends. ${ADVICE}`);
		}
		before = content;
		yield* page.items;
		cursor = page.items.length > 0 ? page.next : undefined;
		if (cursor !== undefined && seen.has(cursor)) {
			throw new Error(
				`The service sent the page cursor '${cursor}' twice, so its list never ends. ${ADVICE}`,
			);
		}
		if (cursor !== undefined) seen.add(cursor);
	} while (cursor !== undefined);
}

/** The first items of a stream, or all of them when there is no limit. */
export async function take<T>(stream: AsyncGenerator<T>, limit = Infinity): Promise<T[]> {
	const taken: T[] = [];
	if (limit <= 0) return taken;
	for await (const item of stream) {
		taken.push(item);
		if (taken.length >= limit) break;
	}
	return taken;
}

/** The items of a stream that fit; still no page is fetched that nobody reads. */
export async function* where<T>(
	stream: AsyncGenerator<T>,
	fits: (item: T) => boolean,
): AsyncGenerator<T> {
	for await (const item of stream) if (fits(item)) yield item;
}
