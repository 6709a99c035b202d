import type { IDataObject } from 'n8n-workflow';

import { changedFields } from '../../sync/attributes';
import type { DeltaOptions, WantedUser } from '../../sync/attributes';
import type { JumpCloud } from '../../transport/client';
import { readUserBody, saysExists, updateUser } from '../../transport/users';
import type { User } from '../../transport/users';
import { done } from './result';

/** What came of an update: an item to emit, or JumpCloud says that a value belongs to somebody. */
export type Update = { kind: 'item'; item: IDataObject } | { kind: 'taken' };

/**
 * Sends what differs, and nothing when nothing differs. The username is never sent: JumpCloud
 * refuses to change it while the user is bound to anything.
 *
 * @throws NodeApiError when JumpCloud refuses the values
 */
export async function updateExisting(
	api: JumpCloud,
	user: User,
	wanted: WantedUser,
	options: DeltaOptions = {},
): Promise<Update> {
	const { changed, body } = changedFields(user, wanted, options);
	if (changed.length === 0) {
		return { kind: 'item', item: done('unchanged', user, { changed }) };
	}
	const answer = await updateUser(api, user, body);
	if (answer.status < 300) {
		const updated = readUserBody(answer.body);
		if (updated) return { kind: 'item', item: done('updated', updated, { changed }) };
	}
	if (saysExists(answer)) return { kind: 'taken' };
	throw api.http.failure(answer);
}
