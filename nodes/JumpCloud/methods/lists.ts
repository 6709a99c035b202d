import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { SEARCHED_FIELDS } from '../actions/user/getAll.operation';
import { isAutomated } from '../sync/groups';
import { PAGE_SIZE, paths } from '../transport/client';
import { connect } from '../transport/safety';
import { allGroups } from '../transport/groups';
import { pageOf } from '../transport/users';

/** One page of users for the editor's list, by part of a name, email or username. */
export async function searchUsers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { http } = await connect(this);
	const skip = Number(paginationToken ?? 0);
	const { body } = await http.send({
		method: 'POST',
		path: paths.searchUsers,
		body: {
			...(filter && { searchFilter: { searchTerm: filter, fields: SEARCHED_FIELDS } }),
			fields: '_id username email firstname lastname state',
			limit: PAGE_SIZE,
			skip,
			sort: 'username',
		},
		readOnly: true,
	});
	const { items, next } = pageOf(body, skip);
	return {
		results: items.map(({ id, username, email }) => ({
			name: `${username} (${email})`,
			value: id,
		})),
		paginationToken: next,
	};
}

/** All user groups for the editor's list; those that JumpCloud computes are marked. */
export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const groups = await allGroups(await connect(this));
	return groups
		.toSorted((a, b) => a.name.localeCompare(b.name))
		.map((group) => ({
			name: group.name,
			value: group.id,
			description: isAutomated(group) ? 'Its members are computed by JumpCloud' : group.description,
		}));
}
