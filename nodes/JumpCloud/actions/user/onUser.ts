import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { Run } from '../../../shared/operation';
import { match, sameEmail } from '../../sync/match';
import type { Match } from '../../sync/match';
import type { JumpCloud } from '../../transport/client';
import { anyCase, findUsers, readUser } from '../../transport/users';
import type { User } from '../../transport/users';
import { readTargetOptions } from './fields/target';
import type { TargetOptions } from './fields/target';
import { readUserRef } from './fields/userLocator';
import type { UserRef } from './fields/userLocator';
import { linkClauses } from './findPerson';
import { conflicting, skipped } from './result';

/**
 * Reads the user that an item points at and hands it to `work`; one change at a time per user.
 * When there is none, the item fails or leaves as skipped, as the user chose.
 *
 * @throws NodeOperationError when no user is named, or none is found
 */
export async function onUser<Output extends IDataObject | IDataObject[]>(
	run: Run<JumpCloud>,
	work: (user: User) => Promise<Output>,
): Promise<Output | IDataObject> {
	const { context, api, item } = run;
	const { ref, options } = readTarget(run);
	return await api.locks.hold([`user:${ref?.value.toLowerCase() ?? ''}`], async () => {
		const found = ref ? await findByRef(api, ref, options) : ({ kind: 'none' } as const);
		if (found.kind === 'matched') return await work(found.user);
		if (found.kind === 'conflict') return conflicting(identity(ref, options), found);
		const message = `No JumpCloud user fits ${describe(ref, options)}`;
		if (options.skipMissing) return skipped('user_not_found', message, identity(ref, options));
		throw new NodeOperationError(context.getNode(), message, {
			itemIndex: item,
			description: "Check 'User', or choose to skip under Options > If No User Is Found.",
		});
	});
}

/**
 * Reads at which user an item points, without asking JumpCloud.
 *
 * @throws NodeOperationError when no user is named and the item is not to be skipped then
 */
export function readTarget({ context, item }: Run<JumpCloud>) {
	const options = readTargetOptions(context, item);
	const ref = readUserRef(context, context.getNodeParameter('user', item), 'User', item);
	if (ref || options.skipMissing) return { ref, options };
	throw new NodeOperationError(context.getNode(), "'User' is empty", {
		itemIndex: item,
		description: 'Choose a user, or map a value that every item has.',
	});
}

async function findByRef(
	api: JumpCloud,
	ref: UserRef,
	options: TargetOptions,
): Promise<Match<User>> {
	if (ref.by === 'id') {
		const user = await readUser(api, ref.value);
		return user ? { kind: 'matched', by: 'link', user } : { kind: 'none' };
	}
	const person = identity(ref, options);
	const email = person.email ? [{ email: anyCase(person.email) }] : [];
	const clauses = [...linkClauses(person.employeeId, options.link), ...email];
	const candidates = await findUsers(api, { filter: { or: clauses } });
	if (ref.by === 'employeeIdentifier') {
		// The link decides alone: whoever else has the email must not keep a leaver from being found.
		const linked = match({ ...person, email: '' }, candidates, options.link);
		return linked.kind === 'none' ? match(person, candidates, options.link) : linked;
	}
	// By email alone it does not matter to whom the user is linked.
	return match(
		person,
		candidates.filter((user) => sameEmail(user.email, ref.value)),
		{ kind: 'none' },
	);
}

function identity(ref: UserRef | undefined, { fallbackEmail }: TargetOptions) {
	if (ref?.by === 'email') return { employeeId: '', email: ref.value };
	return { employeeId: ref?.by === 'employeeIdentifier' ? ref.value : '', email: fallbackEmail };
}

function describe(ref: UserRef | undefined, { fallbackEmail }: TargetOptions): string {
	if (!ref) return 'an empty value';
	const name = { id: 'the ID', email: 'the email', employeeIdentifier: 'the employee identifier' };
	const also =
		fallbackEmail && ref.by === 'employeeIdentifier' ? ` or the email ${fallbackEmail}` : '';
	return `${name[ref.by]} ${ref.value}${also}`;
}
