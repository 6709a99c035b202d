import type { ICredentialTestRequest, ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

import { JUMPCLOUD_HOSTS, JUMPCLOUD_TOKEN_HOSTS } from '../nodes/JumpCloud/transport/client';
import { safetyFields } from '../nodes/JumpCloud/transport/safety';
import { baseUrlOf, boundTo, secureUrl, testRules } from '../nodes/shared/credential';

const host = baseUrlOf('region', JUMPCLOUD_HOSTS, '$credentials');
const tokenHost = baseUrlOf('region', JUMPCLOUD_TOKEN_HOSTS);

const LOGIN = 'JumpCloud sent the request to its login page: check the region or the base URL';

const TEXTS = {
	301: LOGIN,
	302: LOGIN,
	303: LOGIN,
	307: LOGIN,
	400: 'JumpCloud refused the request: check the client ID and the client secret',
	401: 'JumpCloud does not accept this service account: the secret may have expired or belong to another region',
	403: 'The service account may not read users: its role must be Manager, Administrator or Administrator With Billing',
};

export class JumpCloudOAuth2Api implements ICredentialType {
	name = 'jumpCloudOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'JumpCloud OAuth2 API';

	icon: Icon = {
		light: 'file:../nodes/JumpCloud/jumpcloud.svg',
		dark: 'file:../nodes/JumpCloud/jumpcloud.dark.svg',
	};

	documentationUrl = 'https://jumpcloud.com/support/service-account-for-apis';

	properties: INodeProperties[] = [
		{
			displayName:
				'For a <b>service account</b> with a credential of the type <b>Client Secret</b>; an Administrator With Billing creates both in the Admin Portal under Settings > Service Accounts. Its role must be <b>Manager</b>, <b>Administrator</b> or <b>Administrator With Billing</b>. The secret <b>expires</b> at the date chosen there: note it.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'clientCredentials' },
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
				'Where your JumpCloud organization lives: the address of your Admin Portal shows it (console.jumpcloud.com, console.eu.jumpcloud.com or console.in.jumpcloud.com)',
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
			displayName: 'Token URL',
			name: 'issuerUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://admin-oauth.id.in.jumpcloud.com/oauth2/token',
			description:
				'Where tokens are issued. Leave empty unless JumpCloud names another address for your region.',
			displayOptions: { show: { region: ['custom', 'in'] } },
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			typeOptions: { password: true },
			default: secureUrl(`$self["issuerUrl"] || ${tokenHost} + "/oauth2/token"`),
		},
		{
			displayName: 'Organization ID',
			name: 'organizationId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 64f0c0ffee000000000000aa',
			description:
				'Only if JumpCloud asks for it: the organization to work on. Leave empty otherwise.',
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: 'api' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
		...safetyFields,
		...boundTo('*.jumpcloud.com', 'region'),
	];

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
