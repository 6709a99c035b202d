import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readCollection } from '../../../../shared/parameters';
import { asText } from '../../../../shared/values';
import { keyOf } from '../../../sync/directoryIndex';
import { chooseGroups } from '../../../sync/groups';
import type { Group } from '../../../sync/groups';
import { groupsField, readGroupNames } from '../../userGroup/fields';

/** Users who are never touched. */
export const protectedUsersField: INodeProperties = {
	displayName: 'Protected Users',
	name: 'protectedUsers',
	type: 'collection',
	placeholder: 'Add Protection',
	default: {},
	description:
		'They are never created, changed or suspended; what would have been done is reported',
	options: [
		{
			displayName: 'Emails',
			name: 'emails',
			type: 'string',
			default: '',
			placeholder: 'e.g. nathan@example.com, alma@example.com',
			description: 'Separated by commas, in any letter case',
		},
		{
			...groupsField,
			description: `The members of these groups. ${groupsField.description ?? ''}`,
		},
		{
			displayName: 'Usernames',
			name: 'usernames',
			type: 'string',
			default: '',
			placeholder: 'e.g. admin, backup.service',
			description: 'Separated by commas, in any letter case',
		},
	],
};

export interface Protection {
	emails: Set<string>;
	usernames: Set<string>;
	groupNames: string[];
}

export function readProtection(context: IExecuteFunctions): Protection {
	const { emails, usernames, groups } = readCollection(context, 'protectedUsers', 0);
	return {
		emails: listed(emails),
		usernames: listed(usernames),
		groupNames: readGroupNames(groups) ?? [],
	};
}

/** @throws NodeOperationError for a group that does not exist: its members would not be protected */
export function protectedGroups(
	context: IExecuteFunctions,
	{ groupNames }: Protection,
	groups: Group[],
): Group[] {
	return chooseGroups(groupNames, groups).map((choice) => {
		if (choice.kind === 'group') return choice.group;
		throw new NodeOperationError(context.getNode(), choice.message, {
			description: "Check 'Protected Users'. Nothing was planned.",
		});
	});
}

function listed(value: unknown): Set<string> {
	const texts = [value].flat().flatMap((entry) => asText(entry).split(/[,;\s]+/));
	return new Set(texts.map(keyOf).filter((text) => text !== ''));
}
