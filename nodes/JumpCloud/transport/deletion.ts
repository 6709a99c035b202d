import type { Answer } from '../../shared/http';
import { saidBy } from '../../shared/errors';
import { paths } from './client';
import type { JumpCloud } from './client';
import type { User } from './systemUser';
import { findUsers } from './users';

/** What becomes of the people who have a deleted user as manager. */
export type ReportsChoice =
	| { kind: 'refuse' }
	| { kind: 'clear' }
	| { kind: 'move'; managerId: string };

/**
 * Deletes a user for good; one who is gone already is as good. That JumpCloud keeps a user who manages
 * others, unless it is told what to do with them, comes back for the caller.
 *
 * @throws NodeApiError when JumpCloud refuses for another reason
 */
export async function deleteUser(
	api: JumpCloud,
	userId: string,
	reports: ReportsChoice,
): Promise<Answer> {
	const heir = { refuse: undefined, clear: 'null' };
	// Whoever reports to the user gets another manager by this, and may be protected.
	const isAlone = api.safety.protectedGroup === '' || reports.kind === 'refuse';
	const changed = isAlone ? [] : await reportsOf(api, userId);
	const answer = await api.http.send({
		method: 'DELETE',
		path: paths.user(userId),
		query: { cascade_manager: reports.kind === 'move' ? reports.managerId : heir[reports.kind] },
		accept: [400, 404, 409],
		mayBeEmpty: true,
		about: [userId, ...changed.map(({ id }) => id)],
	});
	if (answer.status === 400 && !isKeptForReports(answer)) throw api.http.failure(answer);
	return answer;
}

/** The users whose manager is this one. */
export async function reportsOf(api: JumpCloud, userId: string): Promise<User[]> {
	const found = await findUsers(api, { filter: { and: [{ manager: userId }] } });
	return found.filter(({ manager }) => manager === userId);
}

/** Whether JumpCloud keeps a user because they manage others; nobody has documented the status. */
export function isKeptForReports({ status, body }: Answer): boolean {
	return status === 409 || (status === 400 && /manager/i.test(saidBy(body)));
}
