import type { IDataObject } from 'n8n-workflow';

import { filtersOf } from '../../../shared/collections';
import { filterText, readFilterValues, readLimit, resultFields } from '../../../shared/filters';
import type { Operation } from '../../../shared/operation';
import type { Group } from '../../sync/groups';
import type { JumpCloud } from '../../transport/client';
import { groupsOf, groupsToShow, withMethods } from '../../transport/groups';
import { isOfOneUser, onUser, scopeFields, scopeOptions } from '../user/target';

const filtersField = filtersOf([
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. sales',
		description: 'Part of the name, in any letter case',
	},
]);

export const getAll: Operation<JumpCloud> = {
	name: 'Get Many',
	action: 'Get many user groups',
	description: 'Retrieve user groups, all of them or those that a user is in',
	isList: true,
	fields: [...scopeFields('Groups'), ...resultFields, filtersField, scopeOptions],
	async run(run) {
		const { context, api, item } = run;
		const limit = readLimit(context, item);
		const { search } = readFilterValues(context, item, filtersField);
		const term = filterText({ context, label: 'Search', item }, search).toLowerCase();
		// JumpCloud's own search tells letter case apart and splits a term at commas.
		const isWanted = ({ name }: Group) => name.toLowerCase().includes(term);
		if (!isOfOneUser(context, item, 'Groups')) {
			return (await groupsToShow(api, isWanted, limit)).map(asOutput);
		}
		return await onUser(run, async (user) => {
			const groups = await groupsOf(api, user.id);
			const shown = await withMethods(api, groups.filter(isWanted).slice(0, limit));
			return shown.map(asOutput);
		});
	},
};

function asOutput({ id, name, description, membershipMethod }: Group): IDataObject {
	return { id, name, description, membershipMethod };
}
