import type { ErrorTexts } from '../../shared/errors';
import { JUMPCLOUD_TEXTS, forbiddenTo } from './errorTexts';

/** Where a token means something else than a key. https://jumpcloud.com/support/service-account-for-apis */
export const JUMPCLOUD_OAUTH2_TEXTS: ErrorTexts = {
	...JUMPCLOUD_TEXTS,
	300: {
		message: 'JumpCloud sent the request to its login page instead of answering it',
		description:
			'The address is not the console of your region. Check the region in the JumpCloud OAuth2 credential.',
		cause: 'credential-invalid',
	},
	401: {
		message: 'JumpCloud does not accept the service account: reconnect the credential',
		description:
			'Put a new client ID and client secret of the service account into the JumpCloud OAuth2 credential. A client secret expires at the date chosen when it was made, and works in its own region only.',
		cause: 'credential-invalid',
	},
	403: forbiddenTo('The service account'),
};
