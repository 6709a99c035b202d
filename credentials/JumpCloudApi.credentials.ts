import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { JUMPCLOUD, organizationHeader } from '../nodes/JumpCloud/transport/client';
import { commonFields, readingTest, regionFields } from '../nodes/JumpCloud/transport/credential';
import { refuseElsewhere } from '../nodes/shared/authentication';
import { boundByRequest } from '../nodes/shared/credential';
import { asText } from '../nodes/shared/parameters';

const TEXTS = {
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

	documentationUrl =
		'https://github.com/n8n-nodes-factorial-jumpcloud/n8n-nodes-factorial-jumpcloud/blob/main/docs/credentials.md#jumpcloud-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'Use the key of a <b>dedicated admin or a service account</b>, not of a person who may leave. The role must be <b>Manager</b>, <b>Administrator</b> or <b>Administrator With Billing</b>. Generating a new key <b>revokes the one in use</b>, and by default a key <b>expires after 90 days</b>: note the date.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		...regionFields,
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
		...commonFields,
		boundByRequest,
	];

	/** A function, not an expression: n8n would evaluate an expression for every single request. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		refuseElsewhere(JUMPCLOUD, credentials, request);
		const headers = {
			...request.headers,
			'x-api-key': asText(credentials.apiKey),
			...organizationHeader(credentials),
		};
		return { ...request, headers };
	}

	test: ICredentialTestRequest = readingTest(
		TEXTS,
		'it does not accept this key. Check the key and the region',
	);
}
