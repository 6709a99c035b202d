import { settle } from '../../shared/pool';
import { isMfa, mfaDaysIn } from '../sync/planned';
import type { JumpCloud } from '../transport/client';
import type { User } from '../transport/systemUser';
import { readUser, readUserBody, updateUser } from '../transport/users';
import { concernsAll, troubleOf } from './applyParts';
import type { Task, Trouble } from './applyParts';
import { DirectoryError } from './find';
import { MFA } from './snapshot';

/**
 * Sees to it that a user needs a second factor, with days to enrol one. Whoever needs one already keeps
 * the time they have. It is done before anybody gets access, so that a refusal leaves nobody in without;
 * as days and not as a date, which JumpCloud does not take for Staged users.
 *
 * @returns whether something was written
 * @throws NodeApiError when JumpCloud refuses, DirectoryError when it then does not report it
 */
export async function requireMfa(api: JumpCloud, user: User, days: number): Promise<boolean> {
	const before = await readUser(api, user.id, MFA);
	if (before?.[MFA] === true) return false;
	const body = { [MFA]: true, mfa: { exclusion: true, exclusionDays: days } };
	const answer = await updateUser(api, user, body);
	if (answer.status >= 300) throw api.http.failure(answer);
	// An answer may leave it out.
	const told = readUserBody(answer.body)?.[MFA] ?? (await readUser(api, user.id, MFA))?.[MFA];
	if (told === true) return true;
	throw new DirectoryError(
		`JumpCloud accepted that "${user.username}" needs a second factor, and does not report it`,
		'The user was not activated. Look at the user in the Admin Portal, then run this again.',
	);
}

/**
 * Requires a second factor as it was planned.
 *
 * @returns why it is not required now; nothing where it is
 * @throws NodeApiError when the credential is not accepted
 */
export async function requirePlannedMfa(
	api: JumpCloud,
	{ work, made, settled }: Task,
	user: User,
): Promise<Trouble | undefined> {
	for (const change of work.changes.filter(isMfa)) {
		const outcome = await settle(requireMfa(api, user, mfaDaysIn(change) ?? 0));
		if (!outcome.ok) {
			const trouble = troubleOf(outcome.cause);
			if (api.isCancelled() || concernsAll(trouble)) throw outcome.cause;
			const then = work.action === 'update' ? SCHEDULED : KEPT_OUT;
			return {
				...trouble,
				message: `A second factor could not be required, ${then}: ${trouble.message}`,
			};
		}
		if (outcome.value) made.push(change);
		settled.add(change);
	}
	return undefined;
}

const KEPT_OUT = 'so the user is not let in';

const SCHEDULED = 'and JumpCloud is going to activate the user without one';
