import type { IHttpRequestOptions } from 'n8n-workflow';

import { causesOf, readResponse } from './http';
import type { Answer, ApiContext, Sending } from './http';
import { asText, isRecord } from './parameters';
import { KeyedLock, NO_ANSWER, settle } from './pool';

type StatusRule = IHttpRequestOptions['ignoreHttpStatusErrors'];

/**
 * Sends with an OAuth2 token. n8n fetches the token, and renews it when it sees a 401; so 401 is the
 * one status that is not data here. The items of a run share one renewal.
 */
export function withToken(context: ApiContext, type: string): Sending {
	const turns = new KeyedLock();
	let first: Promise<unknown> | undefined;
	/** what everybody gets once there is no token to be had any more */
	let over: Answer | undefined;

	const ask = async (request: IHttpRequestOptions, ignoreHttpStatusErrors: StatusRule) =>
		await settle<unknown>(
			context.helpers.httpRequestWithAuthentication.call(
				context,
				type,
				// n8n writes the token into the headers it is given.
				{ ...request, headers: { ...request.headers }, ignoreHttpStatusErrors },
				{ oauth2: { tokenType: 'Bearer' } },
			),
		);

	const refused = (failure: unknown): Answer => {
		const { answer, isFinal } = refusalOf(failure);
		if (isFinal) over = answer;
		return answer;
	};

	const renewed = async (request: IHttpRequestOptions): Promise<Answer> => {
		const outcome = await ask(request, false);
		return outcome.ok ? readResponse(outcome.value) : refused(outcome.cause);
	};

	const answerTo = async (request: IHttpRequestOptions): Promise<Answer> => {
		const outcome = await ask(request, { ignore: true, except: [401] });
		if (!outcome.ok) return refused(outcome.cause);
		const answer = readResponse(outcome.value);
		if (answer.status !== 401) return answer;
		// n8n before 2.15 knows no exception and gives a 401 as data too: it has to see one to renew.
		// One at a time, because a renewal makes the refresh token of the one before worthless.
		return await turns.hold(['renewal'], async () => over ?? (await renewed(request)));
	};

	return async (request) => {
		// The first one gets the token for all.
		if (first) await first;
		if (over) return over;
		const answer = answerTo(request);
		first ??= answer;
		return await answer;
	};
}

/**
 * Codes of n8n's OAuth2 client for what a token endpoint refuses, and for a token that it has nothing
 * to renew with (n8n 1); none of them is a broken connection.
 */
const REFUSED: ReadonlySet<string> = new Set(['EAUTH', 'ESTATUS', 'ERR_ASSERTION']);

interface Refusal {
	answer: Answer;
	/** whether there is no token to be had, so that asking for another thing is in vain as well */
	isFinal: boolean;
}

/**
 * What is behind a failure that n8n threw while it sent a request with a token: a status of the
 * service, a broken connection, or a token that could not be renewed, which counts as 401.
 */
export function refusalOf(failure: unknown): Refusal {
	const causes = causesOf(failure);
	const response = causes.map((cause) => cause.response).find(isRecord);
	if (response) {
		const headers = isRecord(response.headers) ? { ...response.headers } : {};
		return passing({ status: Number(response.status), headers, body: response.data });
	}
	// n8n 1 drops the causes and keeps the status or the code of the last one under this name.
	const codes = causes
		.flatMap(({ code, httpCode }) => [code, httpCode])
		.map(asText)
		.filter(Boolean);
	const [code] = codes;
	if (code === undefined || codes.some((one) => REFUSED.has(one))) {
		const body = causes.map((cause) => cause.body).find(isRecord);
		return { answer: { status: 401, headers: {}, body }, isFinal: true };
	}
	const status = codes.find((one) => /^[1-5]\d\d$/.test(one));
	if (status) return passing({ status: Number(status), headers: {}, body: undefined });
	return passing({ status: NO_ANSWER, headers: {}, body: code });
}

function passing(answer: Answer): Refusal {
	return { answer, isFinal: false };
}
