import type { Operation } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { targetOptions, currentUserFields } from '../user/target';
import { byLabel } from '../../../shared/parameters';
import { allowedGroupsOption, changeGroups, groupsField } from './membership';

export const addUser: Operation<JumpCloud> = {
	name: 'Add User',
	action: 'Add user to groups',
	description: 'Put a user into groups; whoever is in one already stays in it',
	agents: 'ifAllowed',
	fields: [
		...currentUserFields,
		{ ...groupsField, required: true },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: byLabel([...targetOptions, allowedGroupsOption]),
		},
	],
	run: async (run) => await changeGroups(run, 'add'),
};
