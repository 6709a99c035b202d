import type { User } from '../transport/users';

/** How long what a plan has read counts as read just now. */
const LONGEST_MS = 60_000;
const MOST_PLANS = 20;

/** A whole company would stay in memory longer than it is of use. */
const MOST_USERS = 2_000;

interface Reading {
	key: string;
	atMs: number;
	users: Map<string, User>;
}

const readings: Reading[] = [];

/**
 * Keeps the users that a plan has just read, so that *Apply* in the same execution need not read them
 * again. They are kept in this process only, for a minute; of very many nothing is kept.
 *
 * @param users with all that JumpCloud has in their lists, which it replaces whole
 * @param nowMs `Date.now()` when they were asked for
 */
export function keepRecent(
	planId: string,
	executionId: string,
	users: Iterable<User>,
	nowMs: number,
): void {
	dropOld(nowMs);
	const byId = new Map([...users].map((user) => [user.id, user]));
	if (byId.size > MOST_USERS) return;
	readings.push({ key: keyOf(planId, executionId), atMs: nowMs, users: byId });
	readings.splice(0, readings.length - MOST_PLANS);
}

/**
 * The users that a plan of this execution has read within the last minute, by id, and when. Whoever
 * changes one of them deletes it: what is not there has to be read.
 *
 * @returns nothing when there was no such plan, or it is too old, or was made elsewhere
 */
export function recentUsers(
	planId: string,
	executionId: string,
	nowMs: number,
): { users: Map<string, User>; readAtMs: number } | undefined {
	dropOld(nowMs);
	const found = readings.find(({ key }) => key === keyOf(planId, executionId));
	return found && { users: found.users, readAtMs: found.atMs };
}

function dropOld(nowMs: number): void {
	const isOld = ({ atMs }: Reading) => nowMs - atMs > LONGEST_MS;
	readings.splice(0, readings.length, ...readings.filter((one) => !isOld(one)));
}

function keyOf(planId: string, executionId: string): string {
	return `${executionId} ${planId}`;
}
