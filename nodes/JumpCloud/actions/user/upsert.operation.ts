import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { provisionFields } from './person';
import { provision, updated } from './provision';

const fields: INodeProperties[] = provisionFields;

export const upsert: Operation<JumpCloud> = {
	name: 'Create or Update',
	action: 'Create or update user',
	description: 'Create a new user, or update the current one if it already exists (upsert)',
	fields,
	run: async (run) =>
		await provision(run, async (user, wanted, clearEmpty) =>
			updated(run.api, user, wanted, clearEmpty),
		),
};
