import type { ErrorTexts } from '../../shared/errors';
import { JUMPCLOUD_TEXTS } from './errorTexts';

const LOGIN = {
	message: 'JumpCloud answered with its login page instead of data',
	description:
		'The address is not the console of your region. Check the region in the JumpCloud OAuth2 credential.',
};

/** Where a token means something else than a key. https://jumpcloud.com/support/service-account-for-apis */
export const JUMPCLOUD_OAUTH2_TEXTS: ErrorTexts = {
	...JUMPCLOUD_TEXTS,
	301: LOGIN,
	302: LOGIN,
	303: LOGIN,
	307: LOGIN,
	401: {
		message: 'JumpCloud does not accept the service account: reconnect the credential',
		description:
			'Put a new client ID and client secret of the service account into the JumpCloud OAuth2 credential. A client secret expires at the date chosen when it was made, and works in its own region only.',
	},
	403: {
		message: 'The service account may not do this in JumpCloud',
		description:
			'Its role must be Manager, Administrator or Administrator With Billing. A custom role needs the permission for this very step: user states are granted apart from user properties.',
	},
};
