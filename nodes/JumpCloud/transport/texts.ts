import { NOT_DATA, NO_API } from '../../shared/errorTexts';
import type { ErrorText, ErrorTexts } from '../../shared/errorTexts';

/** The parameters of the node by the names that JumpCloud has for what they hold. */
export const FIELD_LABELS: Readonly<Record<string, string>> = {
	activation_email_override: 'Email Address',
	alternateEmail: 'Alternate Email',
	attributes: 'Custom Attributes',
	company: 'Company',
	costCenter: 'Cost Center',
	department: 'Department',
	displayname: 'Display Name',
	email: 'Work Email',
	employeeIdentifier: 'Employee ID',
	employeeType: 'Employee Type',
	firstname: 'First Name',
	jobTitle: 'Job Title',
	lastname: 'Last Name',
	location: 'Location',
	manager: 'Manager',
	phoneNumbers: 'Phone Numbers',
	start_date: 'Date',
	state: 'State',
	username: 'Username',
};

/** A kind of call, what it does in the user's words, and the permissions of which it needs one. */
interface Step {
	/** completes `may not …` */
	does: string;
	/** as `METHOD /path` */
	calls: RegExp;
	anyOf: readonly string[];
	/** what else has to be said about it */
	also?: string;
}

const APART = 'Permissions for user states are granted apart from those for user properties.';

/**
 * What a custom role has to grant for each kind of call.
 * https://jumpcloud.com/support/custom-admin-roles
 */
const STEPS: readonly Step[] = [
	{
		does: 'read users',
		calls: /^(GET \/api\/systemusers|POST \/api\/search\/systemusers$)/,
		anyOf: ['users', 'users.readonly'],
	},
	{
		does: 'create users',
		calls: /^POST \/api\/systemusers$/,
		anyOf: ['users', 'users.create'],
	},
	{
		does: 'change users',
		calls: /^PUT \/api\/systemusers\/[^/]+$/,
		anyOf: ['users', 'users.properties', 'users.properties.update'],
		also: 'Suspending, and taking that back, may need the one for user states as well: users.state.',
	},
	{
		does: 'delete users',
		calls: /^DELETE \/api\/systemusers\/[^/]+$/,
		anyOf: ['users', 'users.delete'],
	},
	{
		does: 'activate users',
		calls: /^POST \/api\/systemusers\/[^/]+\/state\/activate$/,
		anyOf: ['users', 'users.state', 'users.state.activate'],
		also: APART,
	},
	{
		does: 'send activation mails again',
		calls: /^POST \/api\/systemusers\/[^/]+\/reactivate$/,
		anyOf: ['users', 'users.notification', 'users.notification.send-activation-email'],
	},
	{
		does: 'read scheduled changes',
		calls: /^GET \/api\/v2\/bulk\/userstates/,
		anyOf: ['users', 'users.readonly', 'users.state', 'users.state.readonly'],
	},
	{
		does: 'schedule changes',
		calls: /^POST \/api\/v2\/bulk\/userstates$/,
		anyOf: ['users', 'users.state', 'users.state.update'],
		also: APART,
	},
	{
		does: 'cancel scheduled changes',
		calls: /^DELETE \/api\/v2\/bulk\/userstates\//,
		anyOf: ['users', 'users.state', 'users.state.delete'],
		also: APART,
	},
	{
		does: 'read what users are bound to',
		calls:
			/^GET \/api\/v2\/users\/[^/]+\/(associations|systems|systemgroups|applications|directories|radiusservers)$/,
		anyOf: ['users', 'users.readonly'],
	},
	{
		does: 'read groups',
		calls: /^GET \/api\/v2\/(usergroups|users\/[^/]+\/memberof)/,
		anyOf: ['groups', 'groups.readonly'],
	},
	{
		does: 'create groups',
		calls: /^POST \/api\/v2\/usergroups$/,
		anyOf: ['groups'],
	},
	{
		does: 'change the members of groups',
		calls: /^POST \/api\/v2\/usergroups\/[^/]+\/members$/,
		anyOf: ['groups'],
	},
];

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
		'A username, which may be that of a local account, and an employee identifier belong to one user of the organization only, an email to one in all of JumpCloud. Look for the other user in JumpCloud.',
};

const ORGANIZATION: ErrorText = {
	when: 'it speaks of the organization',
	says: /organi[sz]ation|x-org-id/i,
	message: "JumpCloud does not accept the 'Organization ID'",
	description:
		'Check it in the JumpCloud credential. It is needed by admins of several organizations only; leave it empty otherwise.',
	cause: 'configuration-invalid',
};

const NO_ORGANIZATION: ErrorText = {
	when: 'it speaks of the organization',
	says: /organi[sz]ation|x-org-id/i,
	message: 'JumpCloud does not know which organization is meant',
	description:
		"Fill in 'Organization ID' in the JumpCloud credential: whoever administers several organizations has to say which one. If it is filled in, check it. Nothing was written.",
	cause: 'configuration-invalid',
};

/** What refuses before anybody has looked at the role: a block, an allow list, something in between. */
const BLOCKED: ErrorText = {
	when: 'it is about where the request comes from',
	says: /^\s*<|abus|block|banned|blacklist|denylist|firewall|\bip\b|ip.?address/i,
	message: 'JumpCloud, or something in front of it, does not let this n8n in',
	description:
		'This is not about a role: the public address of this n8n may be blocked, for instance after too many requests, or a proxy or firewall in between refuses. Look at these, and ask the support of JumpCloud about the address. Repeating it at once makes a block last longer.',
};

/**
 * Why a step is refused, with the permissions that it needs.
 *
 * @param who may not do it, at the beginning of a sentence
 */
function forbiddenTo(who: string): ErrorText[] {
	const byRole = STEPS.map(({ does, calls, anyOf, also }) => {
		const needs = `A custom role needs ${anyOf.length > 1 ? 'one of these permissions' : 'this permission'}: ${anyOf.join(', ')}.`;
		return {
			when: `to ${does}`,
			calls,
			message: `${who} may not ${does} in JumpCloud`,
			description: [ROLES, needs, also].filter(Boolean).join(' '),
		};
	});
	return [BLOCKED, ...byRole];
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
	401: [
		NO_ORGANIZATION,
		{
			message: 'JumpCloud does not accept the API key',
			description:
				"Generating a new key revokes the old one, keys expire after 90 days by default, and a key works in its own region only. Check the JumpCloud credential; an admin of several organizations also needs the 'Organization ID' there.",
			cause: 'credential-invalid',
		},
	],
	403: forbiddenTo('The admin behind the API key'),
	404: [
		ORGANIZATION,
		NO_API,
		{
			message: 'JumpCloud does not know this record',
			description:
				'Check the ID; the record may have been deleted. If it happens with every record, check the region in the JumpCloud credential.',
		},
	],
	409: TAKEN,
	422: FIELDS,
};

/** Where a token means something else than a key. https://jumpcloud.com/support/service-account-for-apis */
export const JUMPCLOUD_OAUTH2_TEXTS: ErrorTexts = {
	...JUMPCLOUD_TEXTS,
	300: {
		message: 'JumpCloud sent the request to its login page instead of answering it',
		description:
			'The address is not the console of your region. Check the region in the JumpCloud OAuth2 credential.',
		cause: 'credential-invalid',
	},
	401: [
		NO_ORGANIZATION,
		{
			message: 'JumpCloud does not accept the service account: reconnect the credential',
			description:
				'Put a new client ID and client secret of the service account into the JumpCloud OAuth2 credential. A client secret expires at the date chosen when it was made, and works in its own region only.',
			cause: 'credential-invalid',
		},
	],
	403: forbiddenTo('The service account'),
};
