import type { IDataObject } from 'n8n-workflow';

import { settle } from '../../../shared/pool';
import { asText } from '../../../shared/values';
import { chooseGroups } from '../../sync/groups';
import type { GroupChoice } from '../../sync/groups';
import type { JumpCloud } from '../../transport/client';
import { allGroups } from '../../transport/groups';
import { changeGroup, groupWarnings } from '../userGroup/changing';
import type { GroupResult } from '../userGroup/changing';
import { readGroupNames } from '../userGroup/fields';
import { withWarnings } from './result';

/**
 * The groups that a person should be in.
 *
 * @throws NodeApiError when JumpCloud does not give its groups: nobody is created then
 */
export async function readGroupChoices(api: JumpCloud, value: unknown): Promise<GroupChoice[]> {
	const names = readGroupNames(value) ?? [];
	return names.length > 0 ? chooseGroups(names, await allGroups(api)) : [];
}

/**
 * Puts the user whose item is about to leave into groups, and takes them out of none. A group that
 * cannot be joined does not undo the user: it leaves as a warning that names the group.
 *
 * @param isActive whether the person works here; whoever does not, or is suspended, joins nothing: an
 * update of a leaver must not bring back what was taken from them
 */
export async function joinGroups(
	api: JumpCloud,
	json: IDataObject,
	choices: GroupChoice[],
	isActive: boolean,
): Promise<IDataObject> {
	if (choices.length === 0 || json.action === 'skipped') return json;
	const mayJoin = isActive && json.state !== 'SUSPENDED';
	const groups: GroupResult[] = [];
	for (const choice of choices) {
		groups.push(mayJoin ? await join(api, choice, asText(json.id)) : keptOut(choice));
	}
	return withWarnings({ ...json, ...changedBy(json, groups), groups }, groupWarnings(groups));
}

async function join(api: JumpCloud, choice: GroupChoice, userId: string): Promise<GroupResult> {
	if (choice.kind === 'problem') {
		const { wanted, reason, message } = choice;
		return { id: null, name: wanted, changed: false, reason, message };
	}
	const { group } = choice;
	const outcome = await settle(changeGroup(api, 'add', group, userId));
	if (outcome.ok) return outcome.value;
	const { cause } = outcome;
	const message = cause instanceof Error ? cause.message : String(cause);
	return { id: group.id, name: group.name, changed: false, reason: 'group_not_added', message };
}

function keptOut(choice: GroupChoice): GroupResult {
	const { id, name } = choice.kind === 'group' ? choice.group : { id: null, name: choice.wanted };
	return { id, name, changed: false, reason: 'not_active', message: NOT_ACTIVE };
}

const NOT_ACTIVE =
	'The person is not active or the user is suspended, so nothing is added. Use Add User if the membership is wanted all the same.';

/** A new membership is a change of a user who was there before; of a new one it is part. */
function changedBy(json: IDataObject, groups: GroupResult[]): IDataObject {
	const joined = groups.filter(({ changed }) => changed).map(({ name }) => `groups.${name}`);
	if (json.action === 'created' || joined.length === 0) return {};
	const before = Array.isArray(json.changed) ? json.changed : [];
	return { action: 'updated', changed: [...before, ...joined] };
}
