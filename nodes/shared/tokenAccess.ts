import type { IHttpRequestOptions } from 'n8n-workflow';

import { readResponse } from './answer';
import type { Answer } from './answer';
import type { ApiContext, Sending } from './http';
import { settle } from './inOrder';
import { KeyedLock } from './keyedLock';
import { refusalOf } from './refusal';

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
