import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { sameEmail } from '../../../sync/match';
import type { JumpCloud } from '../../../transport/client';
import { anyCase, findUsers } from '../../../transport/users';
import type { Clause } from '../../../transport/users';
import { readUserRef } from './userLocator';
import type { UserRef } from './userLocator';

/** The id to write as manager; without one when the manager is not in JumpCloud. */
export type ManagerChoice =
	| { kind: 'notManaged' }
	| { kind: 'missing' }
	| { kind: 'id'; id: string };

/**
 * The JumpCloud id behind the manager that the item names. Several people share a manager, so each
 * one is looked up once per run.
 *
 * @param label of the field, for the error
 * @throws NodeOperationError when more than one user fits
 */
export async function readManager(
	context: IExecuteFunctions,
	api: JumpCloud,
	locator: unknown,
	item: number,
	label = 'Manager',
): Promise<ManagerChoice> {
	const ref = readUserRef(context, locator, label, item);
	if (!ref) return { kind: 'notManaged' };
	if (ref.by === 'id') return { kind: 'id', id: ref.value };

	const key = `${ref.by}:${ref.value.toLowerCase()}`;
	const search = api.managers.get(key) ?? searchManagers(api, ref);
	api.managers.set(key, search);
	// What broke for this item may work for the next one.
	search.catch(() => api.managers.delete(key));
	const ids = await search;
	const [id] = ids;
	if (ids.length <= 1) return id === undefined ? { kind: 'missing' } : { kind: 'id', id };
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' fits ${ids.length} JumpCloud users: ${ids.join(', ')}`,
		{ itemIndex: item, description: 'Choose the manager by ID.' },
	);
}

async function searchManagers(api: JumpCloud, ref: UserRef): Promise<string[]> {
	const clause: Clause =
		ref.by === 'email' ? { email: anyCase(ref.value) } : { employeeIdentifier: ref.value };
	const users = await findUsers(api, { filter: { and: [clause] } });
	const fits = users.filter(({ email, employeeIdentifier }) =>
		ref.by === 'email' ? sameEmail(email, ref.value) : employeeIdentifier === ref.value,
	);
	return fits.map(({ id }) => id);
}
