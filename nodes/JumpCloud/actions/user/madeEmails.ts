import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { shownValue } from '../../../shared/parameters';
import { isDomain, isEmailPattern } from '../../sync/madeEmail';
import { readText } from '../../sync/person';
import type { EmailRules } from '../../sync/username';
import type { Link } from '../../sync/users';

/** What can be chosen, the default first. */
export const NO_WORK_EMAIL = ['skip', 'makeFromName'] as const;

const displayOptions = { show: { noWorkEmail: ['makeFromName'] } };

/** What happens to new people who have no work email, where IT makes the address. */
export const madeEmailFields: INodeProperties[] = [
	{
		displayName: 'No Work Email',
		name: 'noWorkEmail',
		type: 'options',
		options: [
			{
				name: 'Make From Name',
				value: 'makeFromName',
				description:
					'New users get an email that nobody has, and the result says which one to enter in the source; nothing is written there',
			},
			{ name: 'Skip', value: 'skip', description: 'No user is made until the source has one' },
		],
		default: 'skip',
		description: 'What happens to people whose work email is empty',
	},
	{
		displayName: 'Email Pattern',
		name: 'emailPattern',
		type: 'string',
		default: '{first}.{last}',
		placeholder: 'e.g. {f}{last}',
		description:
			'What stands before the @: {first}, {last}, {f} and {l} for their first letters, {username}, and letters, digits, dots, hyphens and underscores of your own. A number follows when somebody has it.',
		displayOptions,
	},
	{
		displayName: 'Email Domain',
		name: 'emailDomain',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. example.com',
		description: 'What stands behind the @',
		displayOptions,
	},
];

/**
 * How emails are made, of the values of {@link madeEmailFields}.
 *
 * @throws NodeOperationError for a pattern or domain of which no email comes, and where no link would
 * find the user again
 */
export function asEmailRules(
	context: IExecuteFunctions,
	link: Link,
	values: Record<'emailPattern' | 'emailDomain' | 'letterSpelling', unknown>,
	itemIndex?: number,
): EmailRules {
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex, description });
	if (link.kind === 'none') {
		throw refuse(
			"'No Work Email: Make From Name' needs a link",
			"Choose another 'Link to Employee': without one nobody could find the user again, and each run would make another.",
		);
	}
	const pattern = readText(values.emailPattern).toLowerCase();
	if (!isEmailPattern(pattern)) {
		throw refuse(
			`'Email Pattern' cannot be ${shownValue(values.emailPattern)}`,
			'Write it with {first}, {last}, {f}, {l} or {username}, and nothing else than letters, digits, dots, hyphens and underscores.',
		);
	}
	const domain = readText(values.emailDomain).toLowerCase().replace(/^@/, '');
	if (!isDomain(domain)) {
		throw refuse(
			`'Email Domain' cannot be ${shownValue(values.emailDomain)}`,
			'Write it as example.com.',
		);
	}
	const isExpanded = values.letterSpelling === 'expanded';
	return { pattern, domain, ...(isExpanded && { letterSpelling: 'expanded' as const }) };
}
