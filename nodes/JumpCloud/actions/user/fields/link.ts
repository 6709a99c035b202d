import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readText } from '../../../../shared/parameters';
import type { Link } from '../../../sync/match';
import { ATTRIBUTE_NAME } from './attributes';

/** Where the user remembers which employee they are. */
export const linkFields: INodeProperties[] = [
	{
		displayName: 'Link to Employee',
		name: 'link',
		type: 'options',
		options: [
			{
				name: 'Custom Attribute',
				value: 'customAttribute',
				description: 'For organizations that use the employee identifier for something else',
			},
			{
				name: 'Employee Identifier',
				value: 'employeeIdentifier',
				description: 'The Factorial ID is stored as the employee identifier of the user',
			},
			{
				name: 'None',
				value: 'none',
				description: 'People are recognised by work email only; a new email makes a new user',
			},
		],
		default: 'employeeIdentifier',
		description: 'How the user is recognised when name and email have changed',
	},
	{
		displayName: 'Link Attribute Name',
		name: 'linkAttribute',
		type: 'string',
		default: 'factorialId',
		placeholder: 'e.g. factorialId',
		description: 'Letters and digits only, at most 31',
		displayOptions: { show: { link: ['customAttribute'] } },
	},
];

/** @throws NodeOperationError for an attribute name that JumpCloud would refuse */
export function readLink(context: IExecuteFunctions, item: number): Link {
	const kind = readText(context, 'link', item);
	if (kind === 'none') return { kind };
	if (kind !== 'customAttribute') return { kind: 'employeeIdentifier' };
	const name = readText(context, 'linkAttribute', item);
	if (ATTRIBUTE_NAME.test(name)) return { kind, name };
	throw new NodeOperationError(
		context.getNode(),
		`'Link Attribute Name' cannot be '${name.slice(0, 60)}'`,
		{
			itemIndex: item,
			description: 'JumpCloud accepts letters and digits only, at most 31 of them.',
		},
	);
}
