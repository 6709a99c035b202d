import { NOT_DATA } from '../../shared/commonTexts';
import type { ErrorText, ErrorTexts } from '../../shared/errors';
import { FIELD_LABELS } from './fieldLabels';
import { STEPS } from './permissions';

const ROLES = 'The role must be Manager, Administrator or Administrator With Billing.';

const FIELDS: ErrorText = {
	when: 'it names fields',
	labels: FIELD_LABELS,
	message: 'JumpCloud does not accept {fields}',
	description: 'Correct the value in this item.',
};

const TAKEN: ErrorText = {
	when: 'it says that a value is taken',
	says: /already|exists|taken|duplicate|unique|in use/i,
	message: 'JumpCloud has another record with a value of this item',
	description:
		'Usernames, emails and employee identifiers belong to one user only, across all organizations. Look for the other user in JumpCloud.',
};

const ORGANIZATION: ErrorText = {
	when: 'it speaks of the organization',
	says: /organi[sz]ation|x-org-id/i,
	message: "JumpCloud does not accept the 'Organization ID'",
	description:
		'Check it in the JumpCloud credential. It is needed by admins of several organizations only; leave it empty otherwise.',
	cause: 'configuration-invalid',
};

/**
 * Why a step is refused, with the permissions that it needs.
 *
 * @param who may not do it, at the beginning of a sentence
 */
export function forbiddenTo(who: string): ErrorText[] {
	return STEPS.map(({ does, calls, anyOf, also }) => {
		const needs = `A custom role needs ${anyOf.length > 1 ? 'one of these permissions' : 'this permission'}: ${anyOf.join(', ')}.`;
		return {
			when: `to ${does}`,
			calls,
			message: `${who} may not ${does} in JumpCloud`,
			description: [ROLES, needs, also].filter(Boolean).join(' '),
		};
	});
}

/** https://jumpcloud.com/support/jumpcloud-apis1 · https://jumpcloud.com/support/admin-portal-roles */
export const JUMPCLOUD_TEXTS: ErrorTexts = {
	[NOT_DATA]: {
		when: 'a page',
		says: /^\s*</,
		message: 'JumpCloud answered with a page, such as its login page, instead of data',
		description:
			'The address is not the console of your region, or a proxy is in between. Check the region in the JumpCloud credential.',
	},
	300: {
		message: 'JumpCloud sent the request to its login page instead of answering it',
		description:
			'It does not accept the API key, or the address is not the console of your region. Check both in the JumpCloud credential.',
		cause: 'credential-invalid',
	},
	400: [ORGANIZATION, TAKEN, FIELDS],
	401: {
		message: 'JumpCloud does not accept the API key',
		description:
			"Generating a new key revokes the old one, keys expire after 90 days by default, and a key works in its own region only. Check the JumpCloud credential; an admin of several organizations also needs the 'Organization ID' there.",
		cause: 'credential-invalid',
	},
	403: forbiddenTo('The admin behind the API key'),
	404: [
		ORGANIZATION,
		{
			message: 'JumpCloud does not know this record',
			description: 'Check the ID; the record may have been deleted.',
		},
	],
	409: TAKEN,
	422: FIELDS,
};
