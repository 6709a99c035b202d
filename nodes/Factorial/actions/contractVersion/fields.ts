import type { INodeProperties } from 'n8n-workflow';

export const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'All Fields',
			value: 'all',
			description: 'Everything, including salary and working time; n8n keeps it in its executions',
		},
		{
			name: 'Main Fields',
			value: 'main',
			description: 'IDs, job title and days; no salary and no working time',
		},
	],
	default: 'main',
	description: 'Which part of the contract version leaves this node',
};

export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Effective On or Before',
			name: 'effectiveOnOrBefore',
			type: 'dateTime',
			default: '',
			description: 'Versions that have taken effect by this day',
		},
		{
			displayName: 'Employee IDs',
			name: 'employees',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1042, 1043',
			description: 'Versions of the contracts of these people, separated by commas',
		},
		{
			displayName: 'Updated Since',
			name: 'updatedSince',
			type: 'dateTime',
			default: '',
		},
		{
			displayName: 'Updated Until',
			name: 'updatedUntil',
			type: 'dateTime',
			default: '',
		},
	],
};
