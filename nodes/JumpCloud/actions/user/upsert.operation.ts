import type { INodeProperties } from 'n8n-workflow';

import { agentError, allowsAgents } from '../../../shared/agents';
import type { Operation, Run } from '../../../shared/operation';
import { changedFields } from '../../sync/attributes';
import type { WantedUser } from '../../sync/attributes';
import type { JumpCloud } from '../../transport/client';
import type { User } from '../../transport/users';
import { provisionFields } from './person';
import { givesAccess, provision, updated } from './provision';

const fields: INodeProperties[] = provisionFields;

export const upsert: Operation<JumpCloud> = {
	name: 'Create or Update',
	action: 'Create or update user',
	description: 'Create a new user, or update the current one if it already exists (upsert)',
	agents: givesAccess,
	fields,
	run: async (run) =>
		await provision(run, async (user, wanted, clearEmpty) => {
			checkAddresses(run, user, wanted, clearEmpty);
			return await updated(run.api, user, wanted, clearEmpty);
		}),
};

/** @throws NodeOperationError where a model gives a user other emails: whoever gets their mails gets in */
function checkAddresses(
	{ context }: Run<JumpCloud>,
	user: User,
	wanted: WantedUser,
	clearEmpty: boolean,
): void {
	if (allowsAgents(context)) return;
	const { changed } = changedFields(user, wanted, { clearEmpty });
	if (changed.includes('email') || changed.includes('alternateEmail')) {
		throw agentError(context, 'change the email of a user');
	}
}
