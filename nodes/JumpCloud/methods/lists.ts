import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { ATTRIBUTE_NAME } from '../actions/pickers';
import { SEARCHED_FIELDS } from '../actions/user/getAll.operation';
import { isZone } from '../sync/days';
import { isAutomated } from '../sync/groups';
import type { Group } from '../sync/groups';
import { portalOfGroup, portalOfUser } from '../transport/client';
import type { JumpCloud } from '../transport/client';
import { allGroups, withMethods } from '../transport/groups';
import { connect } from '../transport/safety';
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
	return (await groupsByName(await connect(this))).map((group) => ({
		name: group.name,
		value: group.id,
		description: isAutomated(group) ? 'Its members are computed by JumpCloud' : group.description,
	}));
}

/** The user groups with a text in their names, each with the way to it in the Admin Portal. */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const api = await connect(this);
	const found = (await groupsByName(api)).filter(({ name }) => holds(name, filter));
	return {
		results: found.map((group) => ({
			name: isAutomated(group) ? `${group.name} (computed by JumpCloud)` : group.name,
			value: group.id,
			url: portalOfGroup(api.http.baseUrl, group.id),
		})),
	};
}

async function groupsByName(api: JumpCloud): Promise<Group[]> {
	const groups = await withMethods(api, await allGroups(api));
	return groups.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** More than that are not read to make a list: somebody is waiting for it. */
const USERS_READ = 500;

/** The names of the custom attributes that users have; JumpCloud keeps no list of them. */
export async function searchAttributes(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const api = await connect(this);
	const names = new Set<string>();
	let next: string | undefined = '0';
	while (next !== undefined && Number(next) < USERS_READ) {
		const page = await searchPage(api, {}, Number(next), { fields: '_id username attributes' });
		for (const { attributes = [] } of page.items) {
			for (const { name } of attributes) names.add(name);
		}
		next = page.next;
	}
	const fitting = [...names].filter((name) => ATTRIBUTE_NAME.test(name) && holds(name, filter));
	return {
		results: fitting.toSorted((a, b) => a.localeCompare(b)).map((name) => ({ name, value: name })),
	};
}

const holds = (name: string, text: string) => name.toLowerCase().includes(text.toLowerCase());

/** Names that people look for, where JavaScript lists the zone under a former one. */
const ALSO_CALLED = [
	...['America/Argentina/Buenos_Aires', 'America/Indiana/Indianapolis', 'America/Nuuk'],
	...['Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Kolkata', 'Asia/Yangon', 'Atlantic/Faroe'],
	...['Europe/Kyiv', 'Pacific/Kanton', 'UTC'],
];

/** The time zones that there are, after that of the workflow. */
export async function getTimeZones(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const zones = new Set([...Intl.supportedValuesOf('timeZone'), ...ALSO_CALLED.filter(isZone)]);
	return [
		{ name: 'Time Zone of the Workflow', value: '' },
		...[...zones].toSorted().map((zone) => ({ name: zone, value: zone })),
	];
}
