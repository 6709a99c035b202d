import type { JumpCloud } from '../transport/client';
import { readUser, readUserBody, updateUser } from '../transport/users';
import type { User } from '../transport/users';
import { DirectoryError } from './update';

const MFA = 'enable_user_portal_multifactor';

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
