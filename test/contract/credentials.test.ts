import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INodeProperties,
	INodeTypeDescription,
} from 'n8n-workflow';

import { CredentialsInMemory, evaluated } from '../support/credentials';
import { choicesOf, descriptions } from '../support/descriptions';
import { loadPackage } from '../support/engine';

let nodes: Array<[string, INodeTypeDescription]>;

beforeAll(async () => {
	nodes = Object.entries(await descriptions());
});

const credentialsFor = ({ credentials = [] }: INodeTypeDescription, choice: unknown) =>
	credentials
		.filter(({ displayOptions }) =>
			displayOptions?.show?.authentication?.includes(choice as string),
		)
		.map(({ name }) => name);

/** A credential as n8n hands it to its OAuth2 client. */
async function resolved(type: string, saved: ICredentialDataDecryptedObject) {
	const loader = await loadPackage();
	const helper = new CredentialsInMemory(
		{ [type]: loader.getCredential(type).type },
		{ [type]: saved },
	);
	return await helper.getDecrypted({} as never, { id: type, name: type }, type);
}

it('offers an API key and OAuth2 in every node, the key unless told otherwise', () => {
	for (const [, { properties }] of nodes) {
		const [choice] = properties;
		expect(choice).toMatchObject({ name: 'authentication', default: 'apiKey' });
		expect(choice && choicesOf(choice).map(({ value }) => value)).toEqual(['apiKey', 'oAuth2']);
	}
});

it('asks for exactly one credential, whatever is chosen', () => {
	const services = {
		factorialPollingTrigger: 'factorial',
		factorialTrigger: 'factorial',
		factorial: 'factorial',
		jumpCloud: 'jumpCloud',
	};
	for (const [name, description] of nodes) {
		const service = services[name as keyof typeof services];
		expect(credentialsFor(description, 'apiKey')).toEqual([`${service}Api`]);
		expect(credentialsFor(description, 'oAuth2')).toEqual([`${service}OAuth2Api`]);
		expect(description.credentials).toHaveLength(2);
		expect(description.credentials?.every(({ required }) => required)).toBe(true);
	}
});

it('has every credential that a node asks for', async () => {
	const { credentialTypes } = await loadPackage();
	const names = nodes.flatMap(([, { credentials = [] }]) => credentials.map(({ name }) => name));
	expect([...new Set(names)].sort()).toEqual(Object.keys(credentialTypes).sort());
});

describe('the OAuth2 credential of Factorial', () => {
	const type = 'factorialOAuth2Api';

	it.each([
		['production', 'https://api.factorialhr.com'],
		['demo', 'https://api.eu2.demo.factorial.dev'],
	])('goes to %s', async (environment, host) => {
		expect(await resolved(type, { environment })).toMatchObject({
			grantType: 'authorizationCode',
			authUrl: `${host}/oauth/authorize`,
			accessTokenUrl: `${host}/oauth/token`,
			authentication: 'body',
		});
	});

	it('goes to an own address, without a pasted /api', async () => {
		const baseUrl = 'https://proxy.example:8443/hr/api/';
		expect(await resolved(type, { environment: 'custom', baseUrl })).toMatchObject({
			authUrl: 'https://proxy.example:8443/hr/oauth/authorize',
			accessTokenUrl: 'https://proxy.example:8443/hr/oauth/token',
		});
	});

	it('connects the company unless told otherwise', async () => {
		const byDefault = await resolved(type, {});
		const asPerson = await resolved(type, { connectAs: 'person' });
		expect(byDefault.authQueryParameters).toBe('resource_owner_type=company');
		expect(asPerson.authQueryParameters).toBe('');
	});

	it('asks for the scopes that were entered', async () => {
		const enabledScopes = 'employees contracts';
		expect(await resolved(type, { enabledScopes })).toMatchObject({ scope: enabledScopes });
	});
});

describe('the OAuth2 credential of JumpCloud', () => {
	const type = 'jumpCloudOAuth2Api';

	it.each([
		['us', 'https://admin-oauth.id.jumpcloud.com'],
		['eu', 'https://admin-oauth.id.eu.jumpcloud.com'],
		['in', 'https://admin-oauth.id.in.jumpcloud.com'],
	])('gets its tokens in its region: %s', async (region, host) => {
		expect(await resolved(type, { region })).toMatchObject({
			grantType: 'clientCredentials',
			accessTokenUrl: `${host}/oauth2/token`,
			authentication: 'header',
			scope: 'api',
		});
	});

	it.each(['in', 'custom'])('gets them elsewhere when told so (%s)', async (region) => {
		const issuerUrl = 'https://tokens.example/oauth2/token';
		expect(await resolved(type, { region, baseUrl: 'https://c.example', issuerUrl })).toMatchObject(
			{
				accessTokenUrl: issuerUrl,
			},
		);
	});
});

it.each([
	['http://plain.example', false],
	['http://127.0.0.1.plain.example', false],
	['http://localhost.plain.example', false],
	['ftp://plain.example', false],
	['', false],
	['http://127.0.0.1:4010', true],
	['http://localhost:4010', true],
	['http://[::1]:4010', true],
	['https://proxy.example', true],
])('%s as the address of tokens is followed: %s', async (baseUrl, isFollowed) => {
	const factorial = await resolved('factorialOAuth2Api', { environment: 'custom', baseUrl });
	const jumpCloud = await resolved('jumpCloudOAuth2Api', { region: 'custom', baseUrl });
	for (const url of [factorial.authUrl, factorial.accessTokenUrl, jumpCloud.accessTokenUrl]) {
		expect(String(url).startsWith(`${baseUrl}/oauth`)).toBe(isFollowed);
		if (!isFollowed) expect(new URL(String(url)).hostname).toMatch(/^the-address-.*\.invalid$/);
	}
});

const OWN_HOSTS = [
	['https://proxy.example/jumpcloud', 'proxy.example'],
	['https://Proxy.example:8443', 'Proxy.example'],
	['http://127.0.0.1:4010/', '127.0.0.1'],
	['http://[::1]:4010', '[::1]'],
];

const BOUND = [
	['factorialApi', 'environment', 'api.factorialhr.com, api.eu2.demo.factorial.dev'],
	['jumpCloudApi', 'region', '*.jumpcloud.com'],
] as const;

describe.each([
	['factorialOAuth2Api', BOUND[0][1], BOUND[0][2]],
	['jumpCloudOAuth2Api', BOUND[1][1], BOUND[1][2]],
] as const)('steps that choose the URL themselves may send tokens of %s', (type, choice, hosts) => {
	it.each(OWN_HOSTS)('to %s, because the credential names it', async (baseUrl, host) => {
		const { allowedDomains, allowedHttpRequestDomains } = await resolved(type, {
			...{ [choice]: 'custom', baseUrl },
		});
		expect(allowedHttpRequestDomains).toBe('domains');
		expect(allowedDomains).toBe(`${hosts}, ${host}`);
	});

	it.each(['', '   ', 'proxy.example', '*'])(
		'nowhere but to the service when the address is %j',
		async (baseUrl) => {
			const { allowedDomains } = await resolved(type, { [choice]: 'custom', baseUrl });
			expect(allowedDomains).toBe(hosts);
		},
	);

	it('not to an address that is not in use any more', async () => {
		const { allowedDomains } = await resolved(type, { baseUrl: 'https://proxy.example' });
		expect(allowedDomains).toBe(hosts);
	});
});

describe.each(BOUND)('whatever step sends the key of %s, it goes', (type, choice, hosts) => {
	/** Where a request that is about to get the key goes, or why it gets none. */
	const sent = async (
		credential: ICredentialDataDecryptedObject,
		request: { url?: string; baseURL?: string; uri?: string },
	) => {
		const { authenticate } = (await loadPackage()).getCredential(type).type;
		if (typeof authenticate !== 'function') throw new Error('it is no function');
		const filled = await resolved(type, { ...credential, apiKey: 'sesame' });
		try {
			const { headers } = await authenticate(filled, request as IHttpRequestOptions);
			return headers?.['x-api-key'];
		} catch (refused) {
			return (refused as Error).message;
		}
	};
	const [first = ''] = hosts.replace('*.', 'api.').split(', ');

	it('to the service, in each form in which n8n names an address', async () => {
		expect(await sent({}, { url: `https://${first}/api/v2/x?y=1` })).toBe('sesame');
		expect(await sent({}, { url: '/api/v2/x', baseURL: `https://${first}` })).toBe('sesame');
		expect(await sent({}, { uri: `https://${first}/api/v2/x` })).toBe('sesame');
	});

	it.each(OWN_HOSTS)('to %s, because the credential names it', async (baseUrl) => {
		const own = { [choice]: 'custom', baseUrl };
		expect(await sent(own, { url: `${new URL(baseUrl ?? '').origin}/api` })).toBe('sesame');
		expect(await sent(own, { url: `https://${first}/api` })).toBe('sesame');
	});

	it.each([
		['https://elsewhere.example/api', undefined],
		[`https://elsewhere.example/${first}`, undefined],
		[`https://${first}.elsewhere.example`, undefined],
		[`https://elsewhere.example?${first}`, undefined],
		[`https://${first}@elsewhere.example`, undefined],
		[`http://${first}/api`, undefined],
		['//elsewhere.example/api', `https://${first}`],
		['/api', undefined],
		['', undefined],
		['http://127.0.0.1:4011/api', undefined],
		['https://proxy.example/api', undefined],
	])('not to %s', async (url, baseURL) => {
		const refused = await sent({ baseUrl: 'https://proxy.example' }, { url, baseURL });
		expect(refused).toMatch(
			/^The (Factorial|JumpCloud) credential is sent to .* only, and not to /,
		);
		expect(refused).not.toContain('sesame');
	});

	it('not to another port of the address that the credential names', async () => {
		const own = { [choice]: 'custom', baseUrl: 'http://127.0.0.1:4010' };
		expect(await sent(own, { url: 'http://127.0.0.1:4011/api' })).toContain('only, and not to 127');
	});

	it('without an expression, which n8n would evaluate for every single request', async () => {
		const { properties } = (await loadPackage()).getCredential(type).type;
		expect(JSON.stringify(properties.map((field) => field.default))).not.toMatch(/"=/);
	});
});

it('keeps fixed what nobody should change', async () => {
	const tampered = { accessTokenUrl: 'https://elsewhere.example', region: 'us' };
	const { accessTokenUrl } = await resolved('jumpCloudOAuth2Api', tampered);
	expect(accessTokenUrl).toBe('https://admin-oauth.id.jumpcloud.com/oauth2/token');
});

/** Where the *Test* button sends the key or token of a credential. */
async function testedAddress(type: string, credential: ICredentialDataDecryptedObject) {
	const { test } = (await loadPackage()).getCredential(type).type;
	return evaluated(String(test?.request.baseURL), { $credentials: credential });
}

const TESTED = [
	['factorialApi', 'environment', 'production'],
	['jumpCloudApi', 'region', 'us'],
	['jumpCloudOAuth2Api', 'region', 'us'],
] as const;

describe.each(TESTED)('the test of %s', (type, choice, standard) => {
	it.each([
		'http://plain.example',
		'http://192.168.1.7:8080',
		'http://127.0.0.1.plain.example',
		'http://127.0.0.1@plain.example',
		'http://localhost:1@plain.example',
		'ftp://plain.example',
		'HTTP://plain.example',
		'//plain.example',
		'',
	])('sends nothing to %s', async (baseUrl) => {
		const url = await testedAddress(type, { [choice]: 'custom', baseUrl });
		expect(new URL(url).hostname).toMatch(/^the-address-must-begin-with-https\.invalid$/);
	});

	it.each(['https://proxy.example', 'http://127.0.0.1:4010', 'http://localhost:4010'])(
		'goes to %s',
		async (baseUrl) => {
			expect(await testedAddress(type, { [choice]: 'custom', baseUrl })).toBe(baseUrl);
		},
	);

	it('goes to the service unless told otherwise', async () => {
		const url = await testedAddress(type, { [choice]: standard });
		expect(new URL(url).hostname).toMatch(/\.(factorialhr|jumpcloud)\.com$/);
	});
});

it.each(['jumpCloudApi', 'jumpCloudOAuth2Api'])(
	'%s lets workflows write unless told otherwise, and no expression decides that',
	async (type) => {
		const { properties } = (await loadPackage()).getCredential(type).type;
		const field = (wanted: string) => properties.find(({ name }) => name === wanted);
		expect(field('access')).toMatchObject({ default: 'readWrite', noDataExpression: true });
		expect(choicesOf(field('access') as INodeProperties).map(({ value }) => value)).toEqual([
			...['readWrite', 'readOnly'],
		]);
		expect(field('protectedGroup')).toMatchObject({ default: '', noDataExpression: true });
	},
);
