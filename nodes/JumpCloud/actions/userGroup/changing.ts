import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import type { Run } from '../../../shared/operation';
import { chooseGroups, isAutomated } from '../../sync/groups';
import type { Group } from '../../sync/groups';
import type { JumpCloud } from '../../transport/client';
import { allGroups, changeMembership } from '../../transport/groups';
import type { MembershipChange } from '../../transport/groups';
import { onUser } from '../user/onUser';
import { done, skipped, withWarnings } from '../user/result';
import { readGroups } from './fields';

const AUTOMATED =
	'JumpCloud computes the members of this group and takes back what is changed by hand. Change the conditions of the group, or the attributes of the user.';

/** What was done about one group, with the reason when it was left alone. */
export interface GroupResult extends IDataObject {
	/** null when there is no such group */
	id: string | null;
	name: string;
	changed: boolean;
}

/**
 * Puts the user of an item into groups, or takes them out. All groups are found before the first one
 * is changed.
 *
 * @throws NodeOperationError for a group that does not exist or a name that several have
 */
export async function changeGroups(
	run: Run<JumpCloud>,
	change: MembershipChange,
): Promise<IDataObject> {
	const { context, api, item } = run;
	const wanted = readGroups(context, item);
	const choices = wanted.length > 0 ? chooseGroups(wanted, await allGroups(api)) : [];
	for (const choice of choices) {
		if (choice.kind === 'group') continue;
		throw new NodeOperationError(context.getNode(), choice.message, {
			itemIndex: item,
			description: "Check 'Group Names or IDs'. The user was not changed.",
		});
	}
	const groups = choices.flatMap((choice) => (choice.kind === 'group' ? [choice.group] : []));
	return await onUser(run, async (user) => {
		const results: GroupResult[] = [];
		for (const group of groups) results.push(await changeGroup(api, change, group, user.id));
		const changed = results.some((result) => result.changed);
		const extra = withWarnings({ changed, groups: results }, groupWarnings(results));
		if (changed) return done(change === 'add' ? 'added' : 'removed', user, extra);
		if (groups.length > 0 && groups.every(isAutomated)) {
			const { id, username, email } = user;
			return skipped('automated_group', AUTOMATED, { id, username, email }, extra);
		}
		return done('unchanged', user, extra);
	});
}

/** Changes one membership, unless JumpCloud decides about it by itself. */
export async function changeGroup(
	api: JumpCloud,
	change: MembershipChange,
	group: Group,
	userId: string,
): Promise<GroupResult> {
	const { id, name } = group;
	if (isAutomated(group)) {
		return { id, name, changed: false, reason: 'automated_group', message: AUTOMATED };
	}
	return { id, name, changed: await changeMembership(api, change, group, userId) };
}

/** Names every group that was left alone, after the reason. */
export function groupWarnings(results: GroupResult[]): string[] {
	return results.flatMap(({ reason, name }) => (reason ? [`${String(reason)}: ${name}`] : []));
}
