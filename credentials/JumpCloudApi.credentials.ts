import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { JUMPCLOUD_HOSTS, jumpCloudBaseUrl } from '../nodes/JumpCloud/transport/client';
import { safetyFields } from '../nodes/JumpCloud/transport/safety';
import { checkedBaseUrl } from '../nodes/shared/authentication';
import { baseUrlOf, boundTo, secureUrl, testRules } from '../nodes/shared/credential';

const host = baseUrlOf('region', JUMPCLOUD_HOSTS, '$credentials');

const LOGIN =
	'JumpCloud sent the request to its login page: it does not accept this key. Check the key and the region';

const TEXTS = {
	301: LOGIN,
	302: LOGIN,
	303: LOGIN,
	307: LOGIN,
	400: 'JumpCloud refused the request: check the organization ID',
	401: 'JumpCloud does not accept this key: it may have been regenerated, have expired, or belong to another region; an admin of several organizations needs the organization ID',
	403: 'The admin behind this key may not read users: the role must be Manager, Administrator or Administrator With Billing. Or JumpCloud has blocked the address of this n8n',
};

export class JumpCloudApi implements ICredentialType {
	name = 'jumpCloudApi';

	displayName = 'JumpCloud API';

	icon: Icon = {
		light: 'file:../nodes/JumpCloud/jumpcloud.svg',
		dark: 'file:../nodes/JumpCloud/jumpcloud.dark.svg',
	};

	documentationUrl = 'https://jumpcloud.com/support/jumpcloud-apis1';

	properties: INodeProperties[] = [
		{
			displayName:
				'Use the key of a <b>dedicated admin or a service account</b>, not of a person who may leave. The role must be <b>Manager</b>, <b>Administrator</b> or <b>Administrator With Billing</b>. Generating a new key <b>revokes the one in use</b>, and by default a key <b>expires after 90 days</b>: note the date.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Custom Address', value: 'custom' },
				{ name: 'Europe', value: 'eu' },
				{ name: 'India', value: 'in' },
				{ name: 'United States (Standard)', value: 'us' },
			],
			default: 'us',
			description:
				'Where your JumpCloud organization lives: the address of your Admin Portal shows it (console.jumpcloud.com, console.eu.jumpcloud.com or console.in.jumpcloud.com). A key works in its own region only.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://console.jumpcloud.com',
			description: 'Address of the console without /api; https, or http on this machine only',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'In the Admin Portal: your initials > My API Key > Generate New API Key. It is shown only once. An Administrator With Billing may have to switch on API access for the admin first.',
		},
		{
			displayName: 'Organization ID',
			name: 'organizationId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 64f0c0ffee000000000000aa',
			description:
				'Only for admins of several organizations (Multi-Tenant Portal): the organization to work on. Leave empty otherwise.',
		},
		...safetyFields,
		...boundTo('*.jumpcloud.com', 'region'),
	];

	/** A function, not an expression: n8n would evaluate an expression for every single request. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		checkedBaseUrl(jumpCloudBaseUrl(credentials));
		const headers: Record<string, unknown> = {
			...request.headers,
			'x-api-key': credentials.apiKey,
		};
		if (credentials.organizationId) headers['x-org-id'] = credentials.organizationId;
		return { ...request, headers: headers as IHttpRequestOptions['headers'] };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: secureUrl(host),
			url: '/api/systemusers?limit=1&fields=_id',
			headers: { Accept: 'application/json' },
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		},
		rules: testRules(TEXTS, {
			key: 'results',
			message:
				'The address answered with something else than users: check the region or the base URL',
		}),
	};
}
