import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readCollection } from '../../../../shared/parameters';
import { asText } from '../../../../shared/values';
import type { Link } from '../../../sync/match';
import { userLocator } from './userLocator';

/** The user to work on. */
export const userField: INodeProperties = userLocator({
	displayName: 'User',
	name: 'user',
	required: true,
	description: 'The user to work on',
});

/** How a user is found, and what happens when there is none; for an `Options` collection. */
export const targetOptions: INodeProperties[] = [
	{
		displayName: 'If No User Is Found',
		name: 'ifNotFound',
		type: 'options',
		options: [
			{ name: 'Skip, With a Reason', value: 'skip' },
			{ name: 'Stop With an Error', value: 'error' },
		],
		default: 'error',
	},
	{
		displayName: 'Link Attribute Name',
		name: 'linkAttribute',
		type: 'string',
		default: '',
		placeholder: 'e.g. factorialId',
		description: 'By Employee Identifier looks into this custom attribute instead',
	},
	{
		displayName: 'Or by Work Email',
		name: 'fallbackEmail',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.work_email }}',
		description:
			'By Employee Identifier also finds the user with this email, as long as no other employee is linked to it',
	},
];

export interface TargetOptions {
	skipMissing: boolean;
	fallbackEmail: string;
	link: Link;
}

export function readTargetOptions(context: IExecuteFunctions, item: number): TargetOptions {
	const options = readCollection(context, 'options', item);
	const name = asText(options.linkAttribute);
	return {
		skipMissing: options.ifNotFound === 'skip',
		fallbackEmail: asText(options.fallbackEmail),
		link: name ? { kind: 'customAttribute', name } : { kind: 'employeeIdentifier' },
	};
}
