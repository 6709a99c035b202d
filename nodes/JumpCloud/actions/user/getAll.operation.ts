import type { INodeProperties } from 'n8n-workflow';

import { take } from '../../../shared/http';
import type { Operation } from '../../../shared/operation';
import {
	asText,
	readCollection,
	readFlag,
	readLimit,
	resultFields,
} from '../../../shared/parameters';
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

export const getAll: Operation<JumpCloud> = {
	name: 'Get Many',
	action: 'Get many users',
	description: 'Retrieve users, all or those that fit the filters',
	fields: [
		...resultFields,
		simplifyField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
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
			],
		},
	],
	async run({ context, api, item }) {
		const filters = readCollection(context, 'filters', item);
		const exact: Clause[] = [...Object.keys(EXACT_FILTERS), 'state']
			.map((field) => ({ [field]: asText(filters[field]) }))
			.filter((clause) => Object.values(clause).every((value) => value !== ''));
		const searchTerm = asText(filters.search);
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
