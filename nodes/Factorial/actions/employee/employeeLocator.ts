import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asText, isRecord } from '../../../shared/guards';
import { readEmail, readId } from '../values';
import type { Origin } from '../values';

export type EmployeeRef = { by: 'id'; value: string } | { by: 'email'; value: string };

export const employeeField: INodeProperties = {
	displayName: 'Employee',
	name: 'employee',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The employee to read',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an employee…',
			typeOptions: { searchListMethod: 'searchEmployees', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 1042',
			hint: 'Or the address of the employee in Factorial',
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. nathan@example.com',
		},
	],
};

/**
 * Reads whom the locator points at.
 *
 * @throws NodeOperationError when it is empty, and for an ID or an email that cannot be one
 */
export function readEmployeeRef(context: IExecuteFunctions, item: number): EmployeeRef {
	const locator: unknown = context.getNodeParameter('employee', item);
	const origin: Origin = { context, label: 'Employee', item };
	const value: unknown = isRecord(locator) ? locator.value : locator;
	if (asText(value) === '') {
		throw new NodeOperationError(context.getNode(), "'Employee' is empty", {
			itemIndex: item,
			description: 'Choose an employee, or map a value that every item has.',
		});
	}
	return isRecord(locator) && locator.mode === 'email'
		? { by: 'email', value: readEmail(origin, asText(value)) }
		: { by: 'id', value: readId(origin, value) };
}
