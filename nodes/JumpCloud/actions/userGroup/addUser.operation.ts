import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { targetOptions, currentUserFields } from '../user/target';
import { allowedGroupsOption, changeGroups, groupsField } from './membership';

export const addUser: Operation<JumpCloud> = {
	name: 'Add User',
	action: 'Add user to groups',
	description: 'Put a user into groups; whoever is in one already stays in it',
	agents: 'ifAllowed',
	fields: [
		...currentUserFields,
		{ ...groupsField, required: true },
		optionsOf([...targetOptions, allowedGroupsOption]),
	],
	run: async (run) => await changeGroups(run, 'add'),
};
