import { filtersOf } from '../../../shared/collections';
import { readFilterValues, readLimit, resultFields } from '../../../shared/filters';
import { take } from '../../../shared/http';
import type { Operation } from '../../../shared/operation';
import type { Factorial } from '../../employee/directory';
import { listedOr, paths } from '../../transport/client';
import { readIds } from '../values';

const filtersField = filtersOf([
	{
		displayName: 'Location IDs',
		name: 'locations',
		type: 'string',
		default: '',
		placeholder: 'e.g. 9, 10',
		description: 'Only these locations, separated by commas',
	},
	{
		displayName: 'Only Main',
		name: 'onlyMain',
		type: 'boolean',
		default: true,
		description: 'Whether to give the main location only',
	},
]);

export const getAll: Operation<Factorial> = {
	name: 'Get Many',
	action: 'Get many locations',
	description: 'Retrieve the locations of the company',
	isList: true,
	fields: [...resultFields, filtersField],
	async run({ context, api: { http }, item }) {
		const filters = readFilterValues(context, item, filtersField);
		const query = { main: filters.onlyMain === true ? true : undefined };
		const ids = readIds({ context, label: 'Location IDs', item }, filters.locations);
		const some = { filter: 'ids[]', key: 'id', ids };
		const locations = listedOr(http, paths.locations, some, query);
		return await take(locations, readLimit(context, item));
	},
};
