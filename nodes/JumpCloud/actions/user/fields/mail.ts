import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readText } from '../../../../shared/parameters';
import type { MailChoice } from '../../../transport/schedules';

/** Who is told about an activation. */
export const mailFields: INodeProperties[] = [
	{
		displayName: 'Send Email To',
		name: 'sendEmailTo',
		type: 'options',
		options: [
			{ name: 'An Address', value: 'address' },
			{
				name: 'Default Recipient',
				value: 'default',
				description: 'The alternate email of the user if there is one, else the company email',
			},
			{ name: 'Nobody', value: 'none' },
		],
		default: 'default',
		description: 'Who gets the mail with which the user sets a password',
	},
	{
		displayName: 'Email Address',
		name: 'mailAddress',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. nathan@example.com',
		displayOptions: { show: { sendEmailTo: ['address'] } },
	},
];

/** @throws NodeOperationError when an address is wanted and none is given */
export function readMail(context: IExecuteFunctions, item: number): MailChoice {
	const kind = readText(context, 'sendEmailTo', item);
	if (kind === 'none') return { kind };
	if (kind !== 'address') return { kind: 'default' };
	const address = readText(context, 'mailAddress', item);
	if (/^[^@\s]+@[^@\s]+$/.test(address)) return { kind, address };
	throw new NodeOperationError(
		context.getNode(),
		`'Email Address' is not an email address: ${address.slice(0, 80) || 'empty'}`,
		{ itemIndex: item, description: "Map an address, or choose another 'Send Email To'." },
	);
}
