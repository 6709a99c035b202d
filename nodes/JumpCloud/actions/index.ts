import type { Resource, Resources } from '../../shared/operation';
import type { JumpCloud } from '../transport/client';
import { cancel } from './scheduledChange/cancel.operation';
import { getAll as getAllScheduledChanges } from './scheduledChange/getAll.operation';
import { apply } from './sync/apply.operation';
import { plan } from './sync/plan.operation';
import { activate } from './user/activate.operation';
import { create } from './user/create.operation';
import { deleteUser } from './user/delete.operation';
import { get } from './user/get.operation';
import { getAll as getAllUsers } from './user/getAll.operation';
import { resendActivation } from './user/resendActivation.operation';
import { suspend } from './user/suspend.operation';
import { unsuspend } from './user/unsuspend.operation';
import { update } from './user/update.operation';
import { upsert } from './user/upsert.operation';
import { addUser } from './userGroup/addUser.operation';
import { getAll as getAllUserGroups } from './userGroup/getAll.operation';
import { removeUser } from './userGroup/removeUser.operation';

const scheduledChange: Resource<JumpCloud> = {
	name: 'Scheduled Change',
	operations: { cancel, getAll: getAllScheduledChanges },
	default: 'getAll',
};

const sync: Resource<JumpCloud> = {
	name: 'Sync',
	operations: { apply, plan },
	default: 'plan',
};

const user: Resource<JumpCloud> = {
	name: 'User',
	operations: {
		activate,
		create,
		upsert,
		delete: deleteUser,
		get,
		getAll: getAllUsers,
		resendActivation,
		suspend,
		unsuspend,
		update,
	},
	default: 'upsert',
};

const userGroup: Resource<JumpCloud> = {
	name: 'User Group',
	operations: { addUser, getAll: getAllUserGroups, removeUser },
	default: 'getAll',
};

/** In the order in which people look for them. */
export const resources: Resources<JumpCloud> = { user, sync, userGroup, scheduledChange };
