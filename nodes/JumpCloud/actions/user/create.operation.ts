import type { Operation } from '../../../shared/operation';
import type { JumpCloud } from '../../transport/client';
import { provisionFields } from './person';
import { givesAccess, provision } from './provision';
import { skipped } from './result';

export const create: Operation<JumpCloud> = {
	name: 'Create',
	action: 'Create user',
	description: 'Create a user for a person who has none; existing users are not touched',
	agents: givesAccess,
	fields: provisionFields,
	run: async (run) =>
		await provision(run, async ({ id, username, email }) =>
			skipped(
				'conflict',
				`The person has the JumpCloud user "${username}" (${id}, ${email}) already. Use 'Create or Update' to keep it in step.`,
				{ email },
				{ conflict: 'user_exists', users: [{ id, username, email }] },
			),
		),
};
