import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { JumpCloud } from '../../transport/client';
import { readUserBody, updateUser } from '../../transport/users';
import type { User } from '../../transport/users';

/**
 * Suspends a user or takes a suspension back, at once. JumpCloud has two fields for the same thing
 * and refuses when they disagree, so both are sent; and only what it reports back counts as done.
 *
 * @throws NodeApiError when JumpCloud refuses, and NodeOperationError when JumpCloud answers with another state than the one asked for
 */
export async function setSuspended(
	context: IExecuteFunctions,
	api: JumpCloud,
	user: User,
	suspended: boolean,
): Promise<User> {
	const state = suspended ? 'SUSPENDED' : 'ACTIVATED';
	const answer = await updateUser(api, user, { state, suspended });
	if (answer.status >= 400) throw api.http.failure(answer);
	const now = readUserBody(answer.body);
	if (now?.state === state) return now;
	throw new NodeOperationError(
		context.getNode(),
		`JumpCloud accepted the change of "${user.username}" but reports the state ${now?.state ?? 'unknown'} instead of ${state}`,
		{ description: 'Look at the user in the Admin Portal and run this again.' },
	);
}
