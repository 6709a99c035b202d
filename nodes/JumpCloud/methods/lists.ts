import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { SEARCHED_FIELDS } from '../actions/user/getAll.operation';
import { isAutomated } from '../sync/groups';
import { portalOfUser } from '../transport/client';
import { connect } from '../transport/safety';
import { allGroups, withMethods } from '../transport/groups';
import { searchPage } from '../transport/users';

/** One page of users for the editor's list, by part of a name, email or username. */
export async function searchUsers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const api = await connect(this);
	const skip = Number(paginationToken ?? 0);
	const search = filter ? { searchFilter: { searchTerm: filter, fields: SEARCHED_FIELDS } } : {};
	const fields = '_id username email firstname lastname state';
	const { items, next } = await searchPage(api, search, skip, { fields, sort: 'username' });
	return {
		results: items.map(({ id, username, email }) => ({
			name: `${username} (${email})`,
			value: id,
			url: portalOfUser(api.http.baseUrl, id),
		})),
		paginationToken: next,
	};
}

/** All user groups for the editor's list; those that JumpCloud computes are marked. */
export async function getGroups(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const api = await connect(this);
	const groups = await withMethods(api, await allGroups(api));
	return groups
		.toSorted((a, b) => a.name.localeCompare(b.name))
		.map((group) => ({
			name: group.name,
			value: group.id,
			description: isAutomated(group) ? 'Its members are computed by JumpCloud' : group.description,
		}));
}
