import type { Operation } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { provisionFields } from './person';
import { givesAccess, provision, updated } from './provision';

export const upsert: Operation<JumpCloud> = {
	name: 'Create or Update',
	action: 'Create or update user',
	description: 'Create a new user, or update the current one if it already exists (upsert)',
	agents: givesAccess,
	fields: provisionFields,
	run: async (run) =>
		await provision(
			run,
			async (user, wanted, clearEmpty) => await updated(run, user, wanted, clearEmpty),
		),
};
