import type { INodeProperties } from 'n8n-workflow';

import { filtersOf } from '../../../shared/collections';
import { filterText, readFilterValues, readLimit, resultFields } from '../../../shared/filters';
import { take } from '../../../shared/http';
import type { Operation } from '../../../shared/operation';
import { asChoice, readFlag } from '../../../shared/parameters';
import type { JumpCloud } from '../../transport/client';
import { listUsers, searchUsers } from '../../transport/users';
import type { Clause } from '../../transport/users';
import { simplified, simplifyField } from './result';

/** Where *Search* looks. */
export const SEARCHED_FIELDS = [
	'firstname',
	'lastname',
	'displayname',
	'email',
	'username',
	'employeeIdentifier',
];

/** Filters that compare the whole value, in the order of their labels. */
const EXACT_FILTERS = {
	costCenter: 'Cost Center',
	department: 'Department',
	employeeType: 'Employee Type',
	location: 'Location',
};

/** By JumpCloud's names. */
const STATES = ['ACTIVATED', 'STAGED', 'SUSPENDED'] as const;

const filtersField = filtersOf([
	...Object.entries(EXACT_FILTERS).map(([name, label]) => exactFilter(name, label)),
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan',
		description: 'Part of a name, email, username or employee identifier',
	},
	{
		displayName: 'State',
		name: 'state',
		type: 'options',
		options: [
			{ name: 'Active', value: 'ACTIVATED' },
			{ name: 'Staged', value: 'STAGED' },
			{ name: 'Suspended', value: 'SUSPENDED' },
		],
		default: 'ACTIVATED',
	},
]);

export const getAll: Operation<JumpCloud> = {
	name: 'Get Many',
	action: 'Get many users',
	description: 'Retrieve users, all or those that fit the filters',
	isList: true,
	fields: [...resultFields, simplifyField, filtersField],
	async run({ context, api, item }) {
		const filters = readFilterValues(context, item, filtersField);
		const textOf = (name: string, label: string) =>
			filterText({ context, label, item }, filters[name]);
		const exact: Clause[] = Object.entries(EXACT_FILTERS)
			.map(([name, label]) => ({ [name]: textOf(name, label) }))
			.filter((clause) => Object.values(clause).every((value) => value !== ''));
		if ('state' in filters) {
			exact.push({ state: asChoice(context, 'State', filters.state, STATES, item) });
		}
		const searchTerm = textOf('search', 'Search');
		const users = searchTerm
			? searchUsers(api, {
					...(exact.length > 0 && { filter: { and: exact } }),
					searchFilter: { searchTerm, fields: SEARCHED_FIELDS },
				})
			: listUsers(
					api,
					exact.flatMap((clause) =>
						Object.entries(clause).map(([field, value]) => `${field}:$eq:${String(value)}`),
					),
				);
		const simplify = readFlag(context, 'simplify', item, 'Simplify');
		return (await take(users, readLimit(context, item))).map((user) => simplified(user, simplify));
	},
};

function exactFilter(name: string, displayName: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		description: `Exactly this ${displayName.toLowerCase()}; letter case counts`,
	};
}
