import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { filtersOf } from '../../../shared/collections';
import { readFilterValues, readLimit, resultFields } from '../../../shared/filters';
import { take } from '../../../shared/http';
import type { Query } from '../../../shared/http';
import type { Operation } from '../../../shared/operation';
import { readChoice } from '../../../shared/parameters';
import { dayIn } from '../../employee/contract';
import type { Factorial } from '../../employee/directory';
import { CONTRACT_FIELDS, picked } from '../../employee/fields';
import { listedOr, paths } from '../../transport/client';
import { readIds, readMoment } from '../values';

const outputField: INodeProperties = {
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

const filtersField = filtersOf([
	{
		displayName: 'Effective On or Before',
		name: 'effectiveOnOrBefore',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
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
]);

export const getAll: Operation<Factorial> = {
	name: 'Get Many',
	action: 'Get many contract versions',
	description: 'Retrieve versions of contracts: job titles and the days from which they apply',
	isList: true,
	fields: [...resultFields, outputField, filtersField],
	async run({ context, api, item }) {
		const filters = readFilterValues(context, item, filtersField);
		const momentOf = (label: string, name: string) =>
			readMoment({ context, label, item }, filters[name]);
		const day = momentOf('Effective On or Before', 'effectiveOnOrBefore');
		const query: Query = {
			date: day && dayIn(context.getTimezone(), day),
			updated_at_gteq: momentOf('Updated Since', 'updatedSince')?.toISOString(),
			updated_at_lteq: momentOf('Updated Until', 'updatedUntil')?.toISOString(),
		};
		const ids = readIds({ context, label: 'Employee IDs', item }, filters.employees);
		const some = { filter: 'employee_ids[]', key: 'employee_id', ids };
		const versions = listedOr(api.http, paths.contractVersions, some, query);
		const isOpen = readChoice(context, 'output', item, 'Output', ['main', 'all']) === 'all';
		const shaped = (version: IDataObject) => (isOpen ? version : picked(version, CONTRACT_FIELDS));
		return (await take(versions, readLimit(context, item))).map(shaped);
	},
};
