import type { Resource } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { addUser } from './addUser.operation';
import { getAll } from './getAll.operation';
import { removeUser } from './removeUser.operation';

export const userGroup: Resource<JumpCloud> = {
	name: 'User Group',
	operations: { addUser, getAll, removeUser },
	default: 'getAll',
};
