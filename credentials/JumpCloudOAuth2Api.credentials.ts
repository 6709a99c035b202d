import type { ICredentialTestRequest, ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

import { JUMPCLOUD } from '../nodes/JumpCloud/transport/client';
import {
	commonFields,
	readingTest,
	regionFields,
	tokenUrl,
} from '../nodes/JumpCloud/transport/credential';
import { boundByList } from '../nodes/shared/credential';

const TEXTS = {
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

	documentationUrl =
		'https://github.com/n8n-nodes-factorial-jumpcloud/n8n-nodes-factorial-jumpcloud/blob/main/docs/credentials.md#jumpcloud-oauth2-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'For a <b>service account</b> with a credential of the type <b>Client Secret</b>; an Administrator With Billing creates both in the Admin Portal under Settings > Service Accounts. Its role must be <b>Manager</b>, <b>Administrator</b> or <b>Administrator With Billing</b>. The secret <b>expires</b> at the date chosen there: note it.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'clientCredentials' },
		...regionFields,
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
			default: tokenUrl,
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: 'api' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
		...commonFields,
		...boundByList(JUMPCLOUD),
	];

	test: ICredentialTestRequest = readingTest(TEXTS, 'check the region or the base URL');
}
