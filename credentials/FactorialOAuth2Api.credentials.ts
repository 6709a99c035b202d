import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

import { FACTORIAL } from '../nodes/Factorial/transport/client';
import { environmentFields, hostIn } from '../nodes/Factorial/transport/credential';
import { boundByList, secureUrl } from '../nodes/shared/credential';

export class FactorialOAuth2Api implements ICredentialType {
	name = 'factorialOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Factorial OAuth2 API';

	icon: Icon = {
		light: 'file:../nodes/Factorial/factorial.svg',
		dark: 'file:../nodes/Factorial/factorial.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-factorial-jumpcloud/n8n-nodes-factorial-jumpcloud/blob/main/docs/credentials.md#factorial-oauth2-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'Create an <b>OAuth application</b> in Factorial with the redirect URL above, exactly as it stands there, and paste its ID and secret. Then connect as a <b>full admin</b>.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		...environmentFields('OAuth application'),
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: secureUrl(`${hostIn()} + "/oauth/authorize"`),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			typeOptions: { password: true },
			default: secureUrl(`${hostIn()} + "/oauth/token"`),
		},
		{
			displayName: 'Connect As',
			name: 'connectAs',
			type: 'options',
			options: [
				{
					name: 'Company',
					value: 'company',
					description: 'Sees everything, does not expire, and outlives whoever connected it',
				},
				{
					name: 'Person Who Signs In',
					value: 'person',
					description: 'Sees what this person may see, and ends with their account',
				},
			],
			default: 'company',
			description: 'Whom the connection belongs to. Receiving events may need the company.',
		},
		{
			displayName: 'Scopes',
			name: 'enabledScopes',
			type: 'string',
			default: '',
			placeholder: 'e.g. employees contracts company_locations',
			description:
				'What to ask for, separated by blanks. Leave empty for all that the OAuth application was given.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: '={{ $self["enabledScopes"] }}',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '={{ $self["connectAs"] === "company" ? "resource_owner_type=company" : "" }}',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		...boundByList(FACTORIAL),
	];
}
