import { optionsOf } from '../../../shared/collections';
import type { Operation } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { targetOptions, currentUserFields } from '../user/target';
import { changeGroups, groupsField } from './membership';

export const removeUser: Operation<JumpCloud> = {
	name: 'Remove User',
	action: 'Remove user from groups',
	description: 'Take a user out of groups, and so the access that comes with them',
	agents: 'ifAllowed',
	fields: [...currentUserFields, { ...groupsField, required: true }, optionsOf(targetOptions)],
	run: async (run) => await changeGroups(run, 'remove'),
};
