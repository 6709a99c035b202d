import { settle } from '../../shared/pool';
import { chooseGroups } from '../sync/groups';
import type { Group, GroupChoice } from '../sync/groups';
import type { JumpCloud } from '../transport/client';
import { allGroups, changeMembership as sendChange } from '../transport/groups';
import type { MembershipChange } from '../transport/groups';
import { Withheld, unlessWithheld } from '../transport/safety';

/** What was done about one group, with the reason when it was left alone. */
export interface GroupResult {
	/** null when there is no such group */
	id: string | null;
	name: string;
	changed: boolean;
	reason?: string;
	message?: string;
}

/**
 * The groups behind names or IDs; nobody is asked where there are none.
 *
 * @throws NodeApiError when JumpCloud does not give its groups
 */
export async function groupsNamed(api: JumpCloud, names: string[]): Promise<GroupChoice[]> {
	return names.length > 0 ? chooseGroups(names, await allGroups(api)) : [];
}

/**
 * Changes one membership, unless JumpCloud decides about it by itself.
 *
 * @throws NodeApiError that names the group
 */
export async function changeMembership(
	api: JumpCloud,
	change: MembershipChange,
	group: Group,
	userId: string,
): Promise<GroupResult> {
	const { id, name } = group;
	const outcome = await settle(sendChange(api, change, group, userId));
	if (outcome.ok) {
		const { kind, isReviewed } = outcome.value;
		const changed = kind === 'changed';
		if (kind === 'computed') return { id, name, changed, ...COMPUTED };
		if (kind === 'undone') return { id, name, changed, ...UNDONE };
		return { id, name, changed, ...(changed && isReviewed && REVIEWED) };
	}
	if (!isOfGroup(outcome.cause)) throw outcome.cause;
	const { reason, words: message } = outcome.cause;
	return { id, name, changed: false, reason, message };
}

function isOfGroup(cause: unknown): cause is Withheld {
	return cause instanceof Withheld && cause.what === 'group';
}

/**
 * Puts a user into groups. One that does not exist, or cannot be joined, is reported and keeps the user
 * out of no other.
 */
export async function joinGroups(
	api: JumpCloud,
	userId: string,
	choices: readonly GroupChoice[],
): Promise<GroupResult[]> {
	const results: GroupResult[] = [];
	for (const choice of choices) results.push(await join(api, choice, userId));
	return results;
}

async function join(api: JumpCloud, choice: GroupChoice, userId: string): Promise<GroupResult> {
	if (choice.kind === 'problem') {
		const { wanted, reason, message } = choice;
		return { id: null, name: wanted, changed: false, reason, message };
	}
	const { group } = choice;
	const outcome = await settle(changeMembership(api, 'add', group, userId));
	if (outcome.ok) return outcome.value;
	const cause = unlessWithheld(outcome.cause);
	const message = cause instanceof Error ? cause.message : String(cause);
	return { id: group.id, name: group.name, changed: false, reason: 'group_not_added', message };
}

/** The groups of somebody who must not join any: whoever has left does not get back what was taken. */
export function keptOut(choices: readonly GroupChoice[]): GroupResult[] {
	return choices.map((choice) => {
		const { id, name } = choice.kind === 'group' ? choice.group : { id: null, name: choice.wanted };
		return { id, name, changed: false, reason: 'not_active', message: NOT_ACTIVE };
	});
}

/** Names every group that was left alone, after the reason. */
export function groupWarnings(results: readonly GroupResult[]): string[] {
	return results.flatMap(({ reason, name }) => (reason ? [`${reason}: ${name}`] : []));
}

/** Why a membership is not, or may not stay, as it was asked for: a word for workflows, a text for people. */
export const COMPUTED = {
	reason: 'automated_group',
	message:
		'JumpCloud computes the members of this group and takes back what is changed by hand. Change the conditions of the group, or the attributes of the user.',
} as const;

export const UNDONE = {
	reason: 'membership_undone',
	message:
		'JumpCloud accepted the change and does not show it afterwards. Most likely it computes the members of this group: look at its conditions in JumpCloud. Or something on the way, such as a proxy, answered in its place.',
} as const;

export const REVIEWED = {
	reason: 'review_group',
	message:
		'The membership was changed. JumpCloud also suggests who belongs into this group, and whoever reviews that may take it back.',
} as const;

const NOT_ACTIVE =
	'The person is not active or the user is suspended, so nothing is added. Use Add User if the membership is wanted all the same.';
