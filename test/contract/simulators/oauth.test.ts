import axios from 'axios';

import { CLIENT } from '../../../playground/core/oauth';
import { startFactorial } from '../../../playground/factorial/simulator';
import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { startJumpCloud } from '../../../playground/jumpcloud/simulator';
import type { JumpCloudSimulator } from '../../../playground/jumpcloud/simulator';

let factorial: FactorialSimulator;
let jumpCloud: JumpCloudSimulator;

beforeEach(async () => {
	factorial = await startFactorial();
	jumpCloud = await startJumpCloud();
});

afterEach(async () => {
	await factorial.close();
	await jumpCloud.close();
});

const SECRETS = { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret };
const BACK = 'http://127.0.0.1/callback';
const http = axios.create({ maxRedirects: 0, validateStatus: () => true, proxy: false });

const token = async (fields: Record<string, string>) =>
	await http.post<Record<string, string>>(
		`${factorial.url}/oauth/token`,
		new URLSearchParams(fields),
	);

const serviceToken = async (fields: Record<string, string>, password = CLIENT.clientSecret) =>
	await http.post<Record<string, unknown>>(
		`${jumpCloud.url}/oauth2/token`,
		new URLSearchParams(fields),
		{ auth: { username: CLIENT.clientId, password } },
	);

/** What the browser brings back after somebody agreed. */
async function codeFor(more: Record<string, string> = {}): Promise<string> {
	const params = { redirect_uri: BACK, response_type: 'code', state: 's1', ...more };
	const answer = await http.get(`${factorial.url}/oauth/authorize`, { params });
	const back = new URL(String(answer.headers.location));
	expect([answer.status, back.searchParams.get('state')]).toEqual([302, 's1']);
	return back.searchParams.get('code') ?? '';
}

const bearer = (data: Record<string, unknown>) => ({
	headers: { authorization: `Bearer ${String(data.access_token)}` },
});

const API = '/api/2026-07-01/resources';

describe('Factorial', () => {
	it('exchanges a code once, for a token that opens the company', async () => {
		const code = await codeFor();
		const fields = { grant_type: 'authorization_code', redirect_uri: BACK, code, ...SECRETS };
		const { data } = await token(fields);
		const url = `${factorial.url}${API}/employees/employees`;

		expect((await http.get(url, bearer(data))).status).toBe(200);
		expect(await token(fields)).toMatchObject({ status: 400, data: { error: 'invalid_grant' } });
	});

	it('renews with a new refresh token each time', async () => {
		const first = factorial.oauth.issue('person');
		const fields = { grant_type: 'refresh_token', refresh_token: String(first.refresh_token) };
		const { data } = await token({ ...fields, ...SECRETS });

		expect(data.refresh_token).not.toBe(first.refresh_token);
		expect(await token({ ...fields, ...SECRETS })).toMatchObject({ status: 400 });
	});

	it('lets the token of the company last, and that of a person end', async () => {
		const url = `${factorial.url}${API}/api_public/webhook_subscriptions`;
		factorial.switches.personsMayNotSubscribe = false;
		const [company, person] = [factorial.oauth.issue('company'), factorial.oauth.issue('person')];
		factorial.clock.advance(24 * 3_600_000);

		expect((await http.get(url, bearer({ ...company }))).status).toBe(200);
		expect((await http.get(url, bearer({ ...person }))).status).toBe(401);
	});

	it('gives a token of the company to who asks for it, and keeps persons from subscribing', async () => {
		const statuses = [];
		for (const more of [{ resource_owner_type: 'company' }, undefined]) {
			const code = await codeFor(more);
			const { data } = await token({ grant_type: 'authorization_code', code, ...SECRETS });
			const url = `${factorial.url}${API}/api_public/webhook_subscriptions`;
			statuses.push((await http.get(url, bearer(data))).status);
		}
		expect(statuses).toEqual([200, 403]);
	});

	it('knows its clients', async () => {
		const code = await codeFor();
		const fields = { grant_type: 'authorization_code', code, ...SECRETS, client_secret: 'wrong' };
		expect(await token(fields)).toMatchObject({ status: 401, data: { error: 'invalid_client' } });
	});
});

describe('JumpCloud', () => {
	const WANTED = { grant_type: 'client_credentials', scope: 'api' };

	it('gives a service account a token for both versions of the API', async () => {
		const { data } = await serviceToken(WANTED);
		expect(data).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'api' });
		for (const path of ['/api/systemusers?limit=1', '/api/v2/usergroups']) {
			expect((await http.get(jumpCloud.url + path, bearer(data))).status).toBe(200);
		}
	});

	it.each([
		['another scope', { ...WANTED, scope: 'openid' }, 'invalid_scope', undefined],
		['another grant', { ...WANTED, grant_type: 'password' }, 'unsupported_grant_type', undefined],
		['a wrong secret', WANTED, 'invalid_client', 'wrong'],
	])('refuses %s', async (_what, fields, error, secret) => {
		expect((await serviceToken(fields, secret)).data).toMatchObject({ error });
	});

	it('does not take an API key for a token', async () => {
		const answer = await http.get(
			`${jumpCloud.url}/api/systemusers`,
			bearer({ access_token: jumpCloud.credential.apiKey }),
		);
		expect(answer.status).toBe(401);
	});
});

it('writes down what was asked of the token endpoints, without a secret', async () => {
	const code = await codeFor();
	const fields = { grant_type: 'authorization_code', code, ...SECRETS };
	const { data } = await token(fields);
	const journal = JSON.stringify(factorial.journal.all());

	expect(journal).toContain('"grant_type":"authorization_code"');
	for (const secret of [code, CLIENT.clientSecret, data.access_token]) {
		expect(journal).not.toContain(secret);
	}
});
