import type { Resource } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { activate } from './activate.operation';
import { create } from './create.operation';
import { deleteUser } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { suspend } from './suspend.operation';
import { unsuspend } from './unsuspend.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';

export const user: Resource<JumpCloud> = {
	name: 'User',
	operations: {
		activate,
		create,
		upsert,
		delete: deleteUser,
		get,
		getAll,
		suspend,
		unsuspend,
		update,
	},
	default: 'upsert',
};
