import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { filtersOf } from '../../../shared/collections';
import { readFilterValues } from '../../../shared/filters';
import type { Origin } from '../../../shared/filters';
import { asText, isRecord } from '../../../shared/parameters';
import { outputFields, workEmailDomainsField, workEmailField } from '../../employee/fields';
import { includeFields } from '../../employee/include';
import type { EmployeeFilters } from '../../employee/read';
import { readEmail, readEmails, readId, readIds, readMoment } from '../values';

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
			hint: 'Of several records with this email, the one of who works here',
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
		? { by: 'email', value: readEmail(origin, value) }
		: { by: 'id', value: readId(origin, value) };
}

const CHOOSE =
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

export const filtersField = filtersOf([
	{
		displayName: 'Emails',
		name: 'emails',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan@example.com, alma@example.com',
		description:
			'Whose email or login email is one of these, separated by commas. Nobody when it is empty.',
	},
	listFilter('Legal Entity', 'legalEntities', 'getLegalEntities'),
	listFilter('Location', 'locations', 'getLocations'),
	{
		displayName: 'Only Active',
		name: 'onlyActive',
		type: 'boolean',
		default: true,
		description: 'Whether to leave out people whose last day is past',
	},
	listFilter('Team', 'teams', 'getTeams'),
	{
		displayName: 'Updated Since',
		name: 'updatedSince',
		type: 'dateTime',
		default: '',
		description: 'Who has changed at this time or later; only the latest change counts',
	},
]);

/** @throws NodeOperationError for a value that cannot be what its filter needs */
export function readFilters(context: IExecuteFunctions, item: number): EmployeeFilters {
	const filters = readFilterValues(context, item, filtersField, ['emails']);
	const from = (label: string) => ({ context, label, item });
	return {
		onlyActive: filters.onlyActive === true,
		updatedSince: readMoment(from('Updated Since'), filters.updatedSince),
		teams: readIds(from('Team Names or IDs'), filters.teams),
		locations: readIds(from('Location Names or IDs'), filters.locations),
		legalEntities: readIds(from('Legal Entity Names or IDs'), filters.legalEntities),
		// Added and empty, as by an expression that finds nothing, must never mean the whole company.
		emails: 'emails' in filters ? readEmails(from('Emails'), filters.emails) : undefined,
	};
}

function listFilter(what: string, name: string, loadOptionsMethod: string): INodeProperties {
	return {
		displayName: `${what} Names or IDs`,
		name,
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod },
		default: [],
		description: CHOOSE,
	};
}

/** What leaves for an employee, for every operation that reads some. */
export const itemFields: INodeProperties[] = [
	...includeFields,
	...outputFields,
	workEmailField,
	workEmailDomainsField,
];
