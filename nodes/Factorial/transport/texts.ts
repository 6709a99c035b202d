import { NOT_DATA, NO_API } from '../../shared/errorTexts';
import type { ErrorText, ErrorTexts } from '../../shared/errorTexts';

/** The parameters of the nodes by the names that Factorial has for what they hold. */
export const FIELD_LABELS: Readonly<Record<string, string>> = {
	effective_on: 'Effective On or Before',
	emails: 'Emails',
	employee_ids: 'Employee IDs',
	only_active: 'Only Active',
	subscription_type: 'Trigger On',
	updated_since: 'Updated Since',
	updated_until: 'Updated Until',
};

const FIELDS: ErrorText = {
	when: 'it names fields',
	labels: FIELD_LABELS,
	message: 'Factorial does not accept {fields}',
	description: 'Correct the value in this item.',
};

/** https://apidoc.factorialhr.com/docs/faqs */
export const FACTORIAL_TEXTS: ErrorTexts = {
	[NOT_DATA]: {
		when: 'a page',
		says: /^\s*</,
		message: 'Factorial answered with a page instead of data',
		description:
			'Check the environment or the base URL in the Factorial credential: a website or a proxy answers there.',
	},
	300: {
		message: 'Factorial sent the request elsewhere instead of answering it',
		description: 'Check the environment or the base URL in the Factorial credential.',
	},
	400: FIELDS,
	401: {
		message: 'Factorial does not accept the API key',
		description:
			'Check the key in the Factorial credential: it must be pasted without Bearer, and it may have been deleted in Factorial.',
		cause: 'credential-invalid',
	},
	402: {
		message: 'The Factorial plan of this company does not include this',
		description: 'Ask Factorial which plan includes the API and webhooks.',
		cause: 'configuration-invalid',
	},
	403: {
		message: 'The API key may not do this in Factorial',
		description:
			'Use a key created by a full admin, and check that the module is part of the plan.',
	},
	404: [
		NO_API,
		{
			message: 'Factorial does not know this record',
			description:
				'Check the ID, and that it belongs to the company of this key. If it happens with every record, check the environment or the base URL in the Factorial credential.',
		},
	],
	409: {
		message: 'Factorial cannot do this in the present state of the record',
		description: 'Look the record up in Factorial; somebody may have changed it in the meantime.',
	},
	422: FIELDS,
};

/** Where a token means something else than an API key. https://apidoc.factorialhr.com/docs/oauth-2 */
export const FACTORIAL_OAUTH2_TEXTS: ErrorTexts = {
	...FACTORIAL_TEXTS,
	401: {
		message: 'Factorial does not accept the connection any more: reconnect the credential',
		description:
			'Open the Factorial OAuth2 credential in n8n and connect it again as a full admin. Access was revoked in Factorial, the scopes of the OAuth application were changed, or the connection was not used for a week. If a new connection is not accepted either, the application itself may lack the role Api Public in Factorial.',
		cause: 'credential-invalid',
	},
	403: {
		message:
			'The connected account may not do this in Factorial: connect the credential as the company, signed in as a full admin',
		description:
			"Choose 'Connect As: Company' in the Factorial OAuth2 credential and connect it again; check the scopes of the OAuth application, that it has the role Api Public in Factorial, and that the module is part of the plan.",
	},
};
