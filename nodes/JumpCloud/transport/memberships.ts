import { sleep } from 'n8n-workflow';
import type { NodeApiError } from 'n8n-workflow';

import type { Answer } from '../../shared/http';
import { NO_ANSWER, waitMs } from '../../shared/retry';
import type { Group } from '../sync/groups';
import type { JumpCloud } from './client';
import { groupExists } from './groups';
import { paths } from './paths';
import { readUser } from './users';

export type MembershipChange = 'add' | 'remove';

const MOST_ATTEMPTS = 4;
const BROKEN = [NO_ANSWER, 500, 502, 503, 504];
const REFUSED = [400, 403, 404, 409];

/** What JumpCloud says when there is nothing to do: a member twice, or somebody who is none. */
const DONE_ALREADY: Record<MembershipChange, number> = { add: 409, remove: 404 };

/**
 * Puts a user into a group, or takes them out. Either can be done twice, so it is repeated when the
 * answer leaves in doubt whether it was done.
 *
 * @returns whether anything changed
 * @throws NodeApiError that names the group, when JumpCloud refuses or group or user is gone
 */
export async function changeMembership(
	api: JumpCloud,
	change: MembershipChange,
	group: Pick<Group, 'id' | 'name'>,
	userId: string,
): Promise<boolean> {
	for (let attempt = 1; ; attempt++) {
		const answer = await api.http.send({
			method: 'POST',
			path: paths.groupMembers(group.id),
			body: { op: change, type: 'user', id: userId },
			accept: [...BROKEN, ...REFUSED],
			mayBeEmpty: true,
		});
		if (answer.status >= 200 && answer.status < 300) return true;
		if (answer.status === DONE_ALREADY[change]) {
			const isGone = change === 'remove' && !(await bothExist(api, group.id, userId));
			if (isGone) throw failureIn(api, answer, group.name);
			// After an attempt without an answer it was most likely that one.
			return attempt > 1;
		}
		if (!BROKEN.includes(answer.status) || attempt === MOST_ATTEMPTS) {
			throw failureIn(api, answer, group.name);
		}
		await sleep(waitMs(attempt, answer.headers, Date.now()));
	}
}

/** The same 404 means that somebody is no member, and that user or group do not exist. */
async function bothExist(api: JumpCloud, groupId: string, userId: string): Promise<boolean> {
	return (await groupExists(api, groupId)) && (await readUser(api, userId)) !== undefined;
}

function failureIn(api: JumpCloud, answer: Answer, groupName: string): NodeApiError {
	const failure = api.http.failure(answer);
	failure.description = `${failure.description ?? ''} The group is "${groupName}".`.trim();
	return failure;
}
