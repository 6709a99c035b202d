import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Run } from '../../../shared/operation';
import { isFromItems, readCollection, shownValue } from '../../../shared/parameters';
import { changeMembership, groupWarnings, groupsNamed } from '../../directory/memberships';
import type { GroupResult } from '../../directory/memberships';
import { onlyAllowed } from '../../sync/groups';
import type { GroupChoice } from '../../sync/groups';
import { readText } from '../../sync/person';
import type { JumpCloud } from '../../transport/client';
import type { MembershipChange } from '../../transport/groups';
import { done, skipped, skippedBefore, withWarnings } from '../user/result';
import { onUser } from '../user/target';

/** Several groups, from a list or by what is known of them. */
export const groupsField: INodeProperties = {
	displayName: 'Group Names or IDs',
	name: 'groups',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getGroups' },
	default: [],
	description:
		'In the Admin Portal they are under User Groups; the address of a group holds its ID. An expression may give names as well, which must fit exactly. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** Which groups a step may put people into, where their names come from the source. */
export const allowedGroupsOption: INodeProperties = {
	displayName: 'Allowed Groups',
	name: 'allowedGroups',
	type: 'string',
	default: '',
	placeholder: 'e.g. Team-*, Office Madrid',
	description:
		'The only groups that this step puts anybody into, by name or ID, separated by commas; * at the end stands for any ending. Needed where the names of groups come from the source: otherwise whoever names a team there could choose any group, also one of administrators.',
};

/**
 * The groups that a step may put anybody into.
 *
 * @returns nothing where the option was not added; an empty list, which allows none, where it finds nothing
 */
function readAllowedGroups(options: IDataObject): string[] | undefined {
	if (!(allowedGroupsOption.name in options)) return undefined;
	const given = options[allowedGroupsOption.name];
	const names = Array.isArray(given) ? given : readText(given).split(',');
	return names.map(readText).filter((name) => name !== '');
}

/** From this version of the node on, items may only name groups that the step allows. */
const STRICT_VERSION = 2;

/**
 * The groups behind names, without those that a step may put nobody into.
 *
 * @param path of the parameter that names them
 * @throws NodeOperationError where items name them, and the step does not say which groups they may name:
 * whoever names a team in HR must not thereby choose a group of administrators
 */
export async function groupsToJoin(
	{ context, api, item }: Run<JumpCloud>,
	path: string,
	names: string[],
	options: IDataObject,
): Promise<GroupChoice[]> {
	const allowed = readAllowedGroups(options);
	const isOpen = allowed === undefined && names.length > 0;
	if (isOpen && context.getNode().typeVersion >= STRICT_VERSION && isFromItems(context, path)) {
		throw new NodeOperationError(
			context.getNode(),
			`'${groupsField.displayName}' comes from the items, and nothing says which groups they may name`,
			{
				itemIndex: item,
				description: `Add '${allowedGroupsOption.displayName}' and name the groups, such as Team-*, so that nobody chooses a group of administrators by a word in HR. Nothing was done.`,
			},
		);
	}
	const choices = await groupsNamed(api, names);
	return allowed ? onlyAllowed(choices, allowed) : choices;
}

/**
 * Names and IDs of groups as the item gives them: a list, or one of them as text. A list without
 * entries is an answer too.
 *
 * @returns undefined when there is no value
 * @throws NodeOperationError for what can be neither, such as a whole group: it would be left out
 */
export function readGroupNames(
	context: IExecuteFunctions,
	value: unknown,
	item: number,
): string[] | undefined {
	const entries: unknown[] = Array.isArray(value) ? value : [value ?? ''];
	const unreadable = entries.find((entry) => !['string', 'number'].includes(typeof (entry ?? '')));
	if (unreadable !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`'${groupsField.displayName}' holds something that is no name and no ID: ${shownValue(unreadable)}`,
			{ itemIndex: item, description: 'Map texts, such as the names alone. Nothing was done.' },
		);
	}
	const names = entries.map(readText).filter((entry) => entry !== '');
	return names.length === 0 && !Array.isArray(value) ? undefined : names;
}

/** @throws NodeOperationError when the item has no value for the groups */
function readGroups(context: IExecuteFunctions, item: number): string[] {
	const names = readGroupNames(context, context.getNodeParameter('groups', item), item);
	if (names) return names;
	throw new NodeOperationError(context.getNode(), "'Group Names or IDs' is empty", {
		itemIndex: item,
		description: 'Choose groups, or map a list that every item has; it may be without entries.',
	});
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
	const before = skippedBefore(context, item);
	if (before) return before;
	const names = readGroups(context, item);
	const options = readCollection(context, 'options', item);
	const choices =
		change === 'add'
			? await groupsToJoin(run, groupsField.name, names, options)
			: await groupsNamed(api, names);
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
		for (const group of groups) results.push(await changeMembership(api, change, group, user.id));
		const changed = results.some((result) => result.changed);
		const extra = withWarnings(
			{ changed, groups: results.map((one) => ({ ...one })) },
			groupWarnings(results),
		);
		if (changed) return done(change === 'add' ? 'added' : 'removed', user, extra);
		const { id, username, email } = user;
		const kept = results.find(({ reason }) => reason === 'protected');
		if (kept && results.every(({ reason }) => reason !== undefined)) {
			return skipped('protected', kept.message ?? '', { id, username, email }, extra);
		}
		const [{ reason: why, message = '' } = {}] = results;
		if (why !== undefined && results.every(({ reason }) => reason === why)) {
			return skipped(why, message, { id, username, email }, extra);
		}
		return done('unchanged', user, extra);
	});
}
