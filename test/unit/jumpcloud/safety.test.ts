import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { connect } from '../../../nodes/JumpCloud/transport/safety';
import type { Call } from '../../../nodes/shared/http';

const ADMIN = 'a'.repeat(24);
const OTHER = 'b'.repeat(24);

/** The context of a node with a credential, and what was sent from it. */
function nodeWith(limits: object) {
	const sent: string[] = [];
	const answer = (url: string) => {
		if (url.includes('/membership')) return [{ id: ADMIN, type: 'user' }];
		return url.includes('usergroups') ? [{ id: 'g1', name: 'Admins' }] : {};
	};
	const context = {
		getNode: () => ({ name: 'Users', type: 'x.jumpCloud', typeVersion: 1, parameters: {} }),
		getCredentials: async () => ({ region: 'us', apiKey: 'an example', ...limits }),
		helpers: {
			async httpRequestWithAuthentication(_type: string, { method, url }: IHttpRequestOptions) {
				if (method !== 'GET') sent.push(String(method));
				return { statusCode: 200, headers: {}, body: answer(url) };
			},
		},
	};
	return { context: context as object as IExecuteFunctions, sent };
}

const WRITE: Call = { method: 'POST', path: '/api/v2/anything', body: {} };

async function send(limits: object, call: Call) {
	const { context, sent } = nodeWith(limits);
	const { http } = await connect(context);
	const why = await http.send(call).then(
		() => undefined,
		(failure: Error) => ('reason' in failure ? failure.reason : failure.message),
	);
	return { why, sent };
}

const GROUP = { protectedGroup: 'Admins' };

describe('a call that writes, of whatever operation', () => {
	it.each([
		['nothing is limited', {}, WRITE, undefined],
		['writing is allowed', { access: 'readWrite' }, WRITE, undefined],
		['the credential may only read', { access: 'readOnly' }, { ...WRITE, about: [] }, 'read_only'],
		['it does not say whom it is about', GROUP, WRITE, 'protected'],
		['it is about somebody protected', GROUP, { ...WRITE, about: [OTHER, ADMIN] }, 'protected'],
		['it is about the group', GROUP, { ...WRITE, about: [OTHER, 'g1'] }, 'protected'],
		['it is about others', GROUP, { ...WRITE, about: [OTHER] }, undefined],
		['it is about nobody yet', GROUP, { ...WRITE, about: [] }, undefined],
	])('where %s', async (_case, limits, call, reason) => {
		const { why, sent } = await send(limits, call);

		expect(why).toBe(reason);
		expect(sent).toHaveLength(reason === undefined ? 1 : 0);
	});
});

it('a POST that reads is always sent', async () => {
	const { why, sent } = await send({ access: 'readOnly' }, { ...WRITE, readOnly: true });

	expect(why).toBeUndefined();
	expect(sent).toHaveLength(1);
});
