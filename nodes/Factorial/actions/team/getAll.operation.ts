import { filtersOf } from '../../../shared/collections';
import { readFilterValues, readLimit, resultFields } from '../../../shared/filters';
import { take } from '../../../shared/http';
import type { Operation } from '../../../shared/operation';
import type { Factorial } from '../../employee/directory';
import { listedOr, paths } from '../../transport/client';
import { readIds } from '../values';

const filtersField = filtersOf([
	{
		displayName: 'Team IDs',
		name: 'teams',
		type: 'string',
		default: '',
		placeholder: 'e.g. 15, 16',
		description: 'Only these teams, separated by commas',
	},
]);

export const getAll: Operation<Factorial> = {
	name: 'Get Many',
	action: 'Get many teams',
	description: 'Retrieve teams, with the IDs of their people and leads',
	isList: true,
	fields: [...resultFields, filtersField],
	async run({ context, api: { http }, item }) {
		const filters = readFilterValues(context, item, filtersField);
		const ids = readIds({ context, label: 'Team IDs', item }, filters.teams);
		const teams = listedOr(http, paths.teams, { filter: 'ids[]', key: 'id', ids });
		return await take(teams, readLimit(context, item));
	},
};
