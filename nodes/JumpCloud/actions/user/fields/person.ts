import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { itemValue, readText } from '../../../../shared/parameters';

/** A person as the item describes them. */
export interface Person {
	email: string;
	firstName: string;
	lastName: string;
	employeeId: string;
	active: boolean;
}

/** Who the person is; the defaults fit items of the Factorial nodes. */
export const personFields: INodeProperties[] = [
	{
		displayName: 'Work Email',
		name: 'email',
		type: 'string',
		default: '={{ $json.work_email }}',
		placeholder: 'e.g. nathan@example.com',
		description: 'People without one are skipped, not failed',
	},
	{
		displayName: 'First Name',
		name: 'firstname',
		type: 'string',
		default: '={{ $json.first_name }}',
	},
	{
		displayName: 'Last Name',
		name: 'lastname',
		type: 'string',
		default: '={{ $json.last_name }}',
	},
	{
		displayName: 'Employee ID',
		name: 'employeeId',
		type: 'string',
		default: '={{ $json.id }}',
		description:
			'The permanent ID in Factorial. It is stored with the user, so that the person is found again after a new name or email.',
	},
	{
		displayName: 'Active',
		name: 'active',
		type: 'string',
		default: '={{ $json.active }}',
		description:
			'When this is false, a person who has no user yet is skipped. Empty counts as active.',
	},
];

export function readPerson(context: IExecuteFunctions, item: number): Person {
	const text = (name: string) => readText(context, name, item);
	return {
		email: text('email'),
		firstName: text('firstname'),
		lastName: text('lastname'),
		employeeId: text('employeeId'),
		active: !isFalse(itemValue(context, 'active', item, true)),
	};
}

function isFalse(value: unknown): boolean {
	return /^(false|no|0)$/i.test(String(value).trim());
}
