import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { provisionFields } from './fields/provision';
import { provision } from './provision';
import { takenBySomebody } from './taken';
import { updateExisting } from './updateExisting';

const fields: INodeProperties[] = provisionFields;

export const upsert: Operation<JumpCloud> = {
	name: 'Create or Update',
	action: 'Create or update user',
	description: 'Create a new user, or update the current one if it already exists (upsert)',
	fields,
	run: async (run) =>
		await provision(run, async (user, wanted, clearEmpty) => {
			const update = await updateExisting(run.api, user, wanted.user, { clearEmpty });
			if (update.kind === 'item') return update.item;
			return await takenBySomebody(run.api, user, wanted.user);
		}),
};
