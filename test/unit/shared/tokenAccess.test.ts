import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { withToken } from '../../../nodes/shared/token';

interface Sent {
	token: string;
	url: string;
}

const REQUEST: IHttpRequestOptions = { method: 'GET', url: 'https://api.example/users' };

/**
 * n8n before 2.15 with a service whose only good token is `new`: any truthy rule hides every status,
 * and a token is renewed only when a status is thrown. Renewing takes a moment, as over a network.
 */
function oldN8n(refused: number[] = []) {
	const sent: Sent[] = [];
	let token = 'old';
	let renewals = 0;

	async function ask({ url, ignoreHttpStatusErrors }: IHttpRequestOptions) {
		sent.push({ token, url });
		const statusCode = token === 'old' ? 401 : (refused.shift() ?? 200);
		await new Promise((resolve) => setTimeout(resolve, 1));
		if (ignoreHttpStatusErrors || statusCode < 400) return { statusCode, headers: {}, body: {} };
		const response = { status: statusCode, headers: { 'retry-after': '7' }, data: {} };
		return await Promise.reject(Object.assign(new Error('axios'), { response }));
	}

	async function httpRequestWithAuthentication(_type: string, request: IHttpRequestOptions) {
		const asked = token;
		return await ask(request).catch(async (failure: { response: { status: number } }) => {
			if (failure.response.status !== 401) throw new Error('wrapped', { cause: failure });
			renewals += 1;
			if (asked !== token) throw new Error('this refresh token was used before');
			token = 'new';
			return await ask(request).catch((second: unknown) => {
				throw new Error('wrapped', { cause: second });
			});
		});
	}

	const helpers = { httpRequestWithAuthentication };
	return {
		context: { helpers } as never as IExecuteFunctions,
		sent,
		renewals: () => renewals,
		expire: () => (token = 'old'),
	};
}

it('lets an older n8n see the 401 that it would hide, so that it renews', async () => {
	const n8n = oldN8n();
	const answer = await withToken(n8n.context, 'oAuth2')(REQUEST, {});

	expect(answer.status).toBe(200);
	expect(n8n.sent.map(({ token }) => token)).toEqual(['old', 'old', 'new']);
});

it('renews once although many requests meet the end of a token together', async () => {
	const n8n = oldN8n();
	const send = withToken(n8n.context, 'oAuth2');
	await send(REQUEST, {});
	n8n.expire();
	const answers = await Promise.all(Array.from({ length: 8 }, async () => await send(REQUEST, {})));

	expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
	expect(n8n.renewals()).toBe(2);
});

it('keeps what a service says to the request that came with the renewal', async () => {
	const n8n = oldN8n([429]);
	const answer = await withToken(n8n.context, 'oAuth2')(REQUEST, {});

	expect(answer).toEqual({ status: 429, headers: { 'retry-after': '7' }, body: {} });
});

it('leaves the request it was given as it was', async () => {
	const headers = { Accept: 'application/json' };
	const request = { ...REQUEST, headers };
	const context = {
		helpers: {
			httpRequestWithAuthentication: async (
				_type: string,
				{ headers: given }: IHttpRequestOptions,
			) => {
				Object.assign(given ?? {}, { Authorization: 'Bearer x' });
				return { statusCode: 200, headers: {}, body: {} };
			},
		},
	};
	await withToken(context as never as IExecuteFunctions, 'oAuth2')(request, {});

	expect(headers).toEqual({ Accept: 'application/json' });
});
