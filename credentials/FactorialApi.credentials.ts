import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { API_VERSIONS, FACTORIAL, paths } from '../nodes/Factorial/transport/client';
import { environmentFields, hostIn } from '../nodes/Factorial/transport/credential';
import { refuseElsewhere } from '../nodes/shared/authentication';
import { boundByRequest, secureUrl, testOf } from '../nodes/shared/credential';
import { asText } from '../nodes/shared/parameters';

const TEXTS = {
	302: 'The address sent the request elsewhere: check the environment or the base URL',
	401: 'Factorial does not accept this key: paste it without Bearer, and check that it was not deleted',
	402: 'The Factorial plan of this company does not include the API',
	403: 'This key may not use the API: it must be created by a full admin',
};

export class FactorialApi implements ICredentialType {
	name = 'factorialApi';

	displayName = 'Factorial API';

	icon: Icon = {
		light: 'file:../nodes/Factorial/factorial.svg',
		dark: 'file:../nodes/Factorial/factorial.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-factorial-jumpcloud/n8n-nodes-factorial-jumpcloud/blob/main/docs/credentials.md#factorial-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'Only a <b>full admin</b> of Factorial can create API keys. A key opens the <b>whole company</b>: it belongs to no user, cannot be limited and never expires. Keys of production and demo <b>do not mix</b>: with the wrong environment Factorial answers with nothing instead of an error.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		...environmentFields('key'),
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In Factorial: Settings > API keys. Paste the key as it is, without Bearer.',
		},
		boundByRequest,
	];

	/** A function, not an expression: n8n would evaluate an expression for every single request. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		refuseElsewhere(FACTORIAL, credentials, request);
		return {
			...request,
			headers: { ...request.headers, 'x-api-key': asText(credentials.apiKey) },
		};
	}

	test: ICredentialTestRequest = testOf(
		'Factorial',
		{
			baseURL: secureUrl(hostIn('$credentials')),
			// What was saved before there was a choice has no version.
			url: `={{ "/api/" + ($credentials["apiVersion"] || "${API_VERSIONS[0]}") + "/resources${paths.credentials}" }}`,
		},
		TEXTS,
		{
			key: 'data[0]',
			message:
				'Factorial knows no company for this key: most likely the key belongs to the other environment (production or demo)',
		},
	);
}
