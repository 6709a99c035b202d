import type { ErrorTexts } from '../../shared/errors';
import { FACTORIAL_TEXTS } from './errorTexts';

/** Where a token means something else than an API key. https://apidoc.factorialhr.com/docs/oauth-2 */
export const FACTORIAL_OAUTH2_TEXTS: ErrorTexts = {
	...FACTORIAL_TEXTS,
	401: {
		message: 'Factorial does not accept the connection any more: reconnect the credential',
		description:
			'Open the Factorial OAuth2 credential in n8n and connect it again as a full admin. Access was revoked in Factorial, the scopes of the OAuth application were changed, or the connection was not used for a week.',
		cause: 'credential-invalid',
	},
	403: {
		message:
			'The connected account may not do this in Factorial: connect the credential as the company, signed in as a full admin',
		description:
			"Choose 'Connect As: Company' in the Factorial OAuth2 credential and connect it again; check the scopes of the OAuth application, and that the module is part of the plan.",
	},
};
