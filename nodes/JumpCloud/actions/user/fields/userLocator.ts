import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText, isRecord } from '../../../../shared/values';

export type UserRef =
	| { by: 'id'; value: string }
	| { by: 'email'; value: string }
	| { by: 'employeeIdentifier'; value: string };

const OBJECT_ID = /^[0-9a-f]{24}$/i;

/** A field that picks one user: from a list, or by what is known of them. */
export function userLocator(field: {
	displayName: string;
	name: string;
	description: string;
	required?: boolean;
}): INodeProperties {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a user…',
				typeOptions: { searchListMethod: 'searchUsers', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 64f0c0ffee00000000000001',
				hint: 'Or the address of the user in the Admin Portal',
			},
			{
				displayName: 'By Email',
				name: 'email',
				type: 'string',
				placeholder: 'e.g. nathan@example.com',
			},
			{
				displayName: 'By Employee Identifier',
				name: 'employeeIdentifier',
				type: 'string',
				placeholder: 'e.g. 1042',
			},
		],
		...field,
	};
}

/**
 * Reads what a locator points at.
 *
 * @returns undefined when it is empty
 * @throws NodeOperationError for an ID that cannot be one
 */
export function readUserRef(
	context: IExecuteFunctions,
	locator: unknown,
	label: string,
	item: number,
): UserRef | undefined {
	const mode = isRecord(locator) ? asText(locator.mode) : 'id';
	const value = asText(isRecord(locator) ? locator.value : locator);
	if (value === '') return undefined;
	if (mode === 'email') return { by: 'email', value };
	if (mode === 'employeeIdentifier') return { by: 'employeeIdentifier', value };

	const id = value.split(/[/?#]/).find((part) => OBJECT_ID.test(part));
	if (id) return { by: 'id', value: id.toLowerCase() };
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is not the ID of a JumpCloud user: ${value.slice(0, 80)}`,
		{
			itemIndex: item,
			description: 'An ID has 24 characters, 0 to 9 and a to f. Or choose By Email.',
		},
	);
}
