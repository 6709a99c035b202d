import { randomUUID } from 'node:crypto';
import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { concerning } from '../../../shared/errors';
import { listedIds, showHint } from '../../../shared/operation';
import type { Operation } from '../../../shared/operation';
import {
	asText,
	isRecord,
	optionSwitch,
	readCollection,
	refuseDiffering,
} from '../../../shared/parameters';
import { groupsIn, keepRecent, readSnapshot } from '../../directory/snapshot';
import { linkField } from '../../sync/attributes';
import type { Group, GroupRule } from '../../sync/groups';
import { guard } from '../../sync/guard';
import { concernOf, plan as makePlan } from '../../sync/plan';
import type { JumpCloud } from '../../transport/client';
import { allGroups } from '../../transport/groups';
import { protectedGroup } from '../../transport/safety';
import { linkFields, newRecordField, unlinkedUserField, usernameFields } from '../user/person';
import { attributeRulesField, readAttributeRules } from './plan.attributes';
import {
	emptyFieldsOf,
	groupRulesField,
	hasGroupRules,
	protectedGroups,
	protectedUsersField,
	readGroupRules,
	readProtection,
	refuseComputed,
} from './plan.groups';
import {
	guardError,
	guardFields,
	isStopping,
	plannedBefore,
	readGuardLimits,
	readWhenGuarded,
} from './plan.guard';
import {
	computedAmong,
	moreLeaverFields,
	readMoreLeavers,
	refuseSharedMemory,
} from './plan.leavers';
import type { MoreLeavers } from './plan.leavers';
import { absenceHint, itemsOf, planHint, summaryOf, witnessHint } from './plan.output';
import {
	changedAtField,
	isMapping,
	managerFields,
	mappingFields,
	peopleFields,
	readPeople,
	witnessField,
} from './plan.people';
import { isOwnSetting, joinerFields, leaverFields, planOptions, readRules } from './plan.rules';
import type { Decided, DecidedRules, Own } from './plan.rules';
import { markAsItem } from './planItem';
import type { PlanMark } from './planItem';

const fields: INodeProperties[] = [
	...peopleFields,
	...mappingFields,
	witnessField,
	changedAtField,
	...linkFields,
	unlinkedUserField,
	newRecordField,
	...usernameFields,
	...joinerFields,
	...leaverFields,
	...moreLeaverFields,
	...managerFields,
	attributeRulesField,
	groupRulesField,
	protectedUsersField,
	...guardFields,
	planOptions,
];

export const plan: Operation<JumpCloud> = {
	name: 'Plan Changes',
	action: 'Plan changes',
	description: 'Compare people with users and give what would change; nothing is written',
	fields,
	async runAll({ context, api }) {
		const now = new Date();
		const input = context.getInputData().map(({ json }) => json);
		refuseDiffering(context, fields, input, (path) => isOwnSetting(path) || isMapping(path));
		const more = isMoreChosen(context) ? readMoreLeavers(context, input) : NO_MORE;
		const decided = withMore(readRules(context, input, now), more);
		const { rules } = decided;
		const limits = readGuardLimits(context);
		const whenGuarded = readWhenGuarded(context);
		const options = readCollection(context, 'options', 0);
		const isSummed = optionSwitch(context, options, 'summaryItem', 'Add a Summary');
		const includeUnchanged = optionSwitch(
			...([context, options, 'includeUnchanged', 'Include Unchanged'] as const),
		);
		const mark = markOf(rules, { id: randomUUID(), madeAt: now });
		const before = plannedBefore(context, rules.everyone);
		const { plan, ...given } = await planned(context, api, decided, mark, more);
		const alarms = guard({ ...given, plan, rules, limits, before });
		if (alarms.length > 0 && isStopping(whenGuarded, plan, alarms)) {
			throw guardError(context.getNode(), alarms);
		}
		showHint(context, planHint(plan, alarms));
		showHint(context, witnessHint(plan));
		showHint(context, absenceHint(plan));
		const items: INodeExecutionData[] = itemsOf(context, plan, {
			markFor: marksOf(mark, decided),
			includeUnchanged,
			isGuarded: alarms.length > 0,
		});
		if (!isSummed) return items;
		const json = { ...summaryOf(plan, alarms), plan: markAsItem(mark) };
		// Of nobody: n8n would otherwise link it to whoever stands at its position.
		return [...items, { json, pairedItem: [] }];
	},
};

async function planned(
	context: IExecuteFunctions,
	api: JumpCloud,
	{ rules: decided, ownOf }: Decided,
	mark: PlanMark,
	more: MoreLeavers,
) {
	const items = context.getInputData().map(({ json }) => json);
	const attributes = readAttributeRules(context, decided, items);
	if (decided.leaves) refuseSharedMemory(context, decided, attributes.rules);
	const protection = readProtection(context);
	const isGuarded = api.safety.protectedGroup !== '';
	const needsGroups =
		isGuarded || more.takesGroups || hasGroupRules(context) || protection.groupNames.length > 0;
	const groups = needsGroups ? await allGroups(api) : [];
	const guarded = isGuarded ? [protectedGroup(api.safety, groups)] : [];
	const groupRules = readGroupRules(context, groups, items);
	refuseManaged(context, groupRules, guarded);
	const people = readPeople(context, items, { attributes, groupRules, ownOf, moreOf: more.of });
	const ruled = groupsIn(groupRules, groups);
	const left = more.groupsIn(groups);
	const leaving = decided.leaving && { ...decided.leaving, groupIds: idsOf(left) };
	const rules = {
		...{ ...decided, ...(leaving && { leaving }), attributes: attributes.rules },
		protectedUsers: { ...protection, ids: new Set<string>() },
	};
	const readAtMs = Date.now();
	const snapshot = await readSnapshot(api, {
		rules,
		concern: decided.everyone ? undefined : concernOf(people, rules),
		managed: [...ruled, ...left.filter((group) => !ruled.includes(group))],
		protecting: [...protectedGroups(context, protection, groups), ...guarded],
	}).catch((cause: unknown) => {
		// Items of an event say by themselves whom they are about.
		const isOnlyHere = !decided.everyone && items.every(({ event }) => asText(event) === '');
		const ids = people.map(({ employeeId }) => asText(employeeId)).filter(Boolean);
		throw isOnlyHere && ids.length > 0 ? concerning(cause, { employee_id: listedIds(ids) }) : cause;
	});
	if (snapshot.whole) {
		keepRecent(mark.id, context.getExecutionId(), {
			...{ users: snapshot.whole, readAtMs },
			pending: [...snapshot.pending.values()].flat(),
		});
	}
	const protectedUsers = { ...protection, ids: snapshot.protectedIds };
	const decide = (own: Partial<typeof rules> = {}) =>
		makePlan(people, snapshot, { ...rules, ...own, protectedUsers });
	const first = decide();
	await refuseComputed(context, api, first, ruled);
	const computed = left.length > 0 ? await computedAmong(api, first, left) : undefined;
	const plan = leaving && computed?.size ? decide({ leaving: { ...leaving, computed } }) : first;
	return {
		plan,
		directory: snapshot,
		emptyFields: emptyFieldsOf(groupRules, items),
		emptyAttributes: attributes.emptyIn(items),
	};
}

const NO_MORE: MoreLeavers = { rules: {}, of: () => ({}), takesGroups: false, groupsIn: () => [] };

const idsOf = (groups: readonly Group[]) => new Set(groups.map(({ id }) => id));

const isFilled = (value: unknown) => isRecord(value) && Object.keys(value).length > 0;

/** What few companies choose is not even read by the others. */
function isMoreChosen(context: IExecuteFunctions): boolean {
	const { contractEnd = 'ignore', leaves = 'ignore', leaving } = context.getNode().parameters;
	return contractEnd !== 'ignore' || leaves !== 'ignore' || isFilled(leaving);
}

function withMore({ rules, ownOf }: Decided, more: MoreLeavers): Decided {
	return { rules: { ...rules, ...more.rules }, ownOf };
}

/** @throws NodeOperationError for a rule about a group whose members no step may change */
function refuseManaged(context: IExecuteFunctions, rules: GroupRule[], guarded: Group[]): void {
	const [both] = groupsIn(rules, guarded);
	if (!both) return;
	throw new NodeOperationError(
		context.getNode(),
		`The group "${both.name}" is protected by the credential, so no plan decides who is in it`,
		{
			description:
				"Remove it from 'Managed Groups', or from 'Protected Group' in the credential. Nothing was planned.",
		},
	);
}

function markOf(
	decided: Pick<DecidedRules, 'leavers' | 'link' | 'suspensionTime' | 'timeZone' | 'username'>,
	{ id, madeAt }: Pick<PlanMark, 'id' | 'madeAt'>,
): PlanMark {
	const { link, username, leavers, suspensionTime, timeZone } = decided;
	return {
		...{ id, madeAt, link: linkField(link) ?? null },
		usernames: username.kind === 'fromName' ? username.rules : null,
		daysEnd: leavers === 'lastDay' ? { timeOfDay: suspensionTime, timeZone } : null,
	};
}

/** What an item carries tells by which rules it was planned, which can be those of one person. */
function marksOf(mark: PlanMark, { rules, ownOf }: Decided): (input: number | null) => IDataObject {
	const forAll = markAsItem(mark);
	const marks = new Map<Own, IDataObject>();
	return (input) => {
		const own = input === null ? undefined : ownOf(input);
		if (!own || 'unclear' in own) return forAll;
		const made = marks.get(own) ?? markAsItem(markOf({ ...rules, ...own.rules }, mark));
		marks.set(own, made);
		return made;
	};
}
