import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readCollection } from '../../../shared/parameters';
import type { EmployeeFilters } from '../../employee/search';
import { readEmails, readIds, readMoment } from '../values';

const CHOOSE =
	'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Emails',
			name: 'emails',
			type: 'string',
			default: '',
			placeholder: 'e.g. nathan@example.com, alma@example.com',
			description: 'Whose email or login email is one of these, separated by commas',
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
	],
};

/** @throws NodeOperationError for a value that cannot be what its filter needs */
export function readFilters(context: IExecuteFunctions, item: number): EmployeeFilters {
	const filters = readCollection(context, 'filters', item);
	const from = (label: string) => ({ context, label, item });
	return {
		onlyActive: filters.onlyActive === true,
		updatedSince: readMoment(from('Updated Since'), filters.updatedSince),
		teams: readIds(from('Team Names or IDs'), filters.teams),
		locations: readIds(from('Location Names or IDs'), filters.locations),
		legalEntities: readIds(from('Legal Entity Names or IDs'), filters.legalEntities),
		emails: readEmails(from('Emails'), filters.emails),
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
