import type { ErrorTexts } from '../../shared/errors';

const LOGIN = {
	message: 'JumpCloud answered with its login page instead of data',
	description:
		'It does not accept the API key, or the address is not the console of your region. Check both in the JumpCloud credential.',
};

/** https://jumpcloud.com/support/jumpcloud-apis1 · https://jumpcloud.com/support/admin-portal-roles */
export const JUMPCLOUD_TEXTS: ErrorTexts = {
	301: LOGIN,
	302: LOGIN,
	303: LOGIN,
	307: LOGIN,
	401: {
		message: 'JumpCloud does not accept the API key',
		description:
			'Generating a new key revokes the old one, keys expire after 90 days by default, and a key works in its own region only. Check the JumpCloud credential.',
	},
	403: {
		message: 'The admin behind the API key may not do this in JumpCloud',
		description:
			'The role must be Manager, Administrator or Administrator With Billing. A custom role needs the permission for this very step: user states are granted apart from user properties.',
	},
	404: {
		message: 'JumpCloud does not know this record',
		description: 'Check the ID; the record may have been deleted.',
	},
};
