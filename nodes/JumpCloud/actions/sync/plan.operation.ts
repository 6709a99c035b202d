import { randomUUID } from 'node:crypto';
import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { concerning } from '../../../shared/errors';
import { listedIds, showHint } from '../../../shared/operation';
import type { Operation } from '../../../shared/operation';
import { asText, readCollection, readText } from '../../../shared/parameters';
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
import { guardError, guardFields, isStopping, plannedBefore, readGuardLimits } from './plan.guard';
import { absenceHint, itemsOf, planHint, summaryOf, witnessHint } from './plan.output';
import {
	changedAtField,
	managerFields,
	mappingFields,
	peopleFields,
	readPeople,
	witnessField,
} from './plan.people';
import { joinerFields, leaverFields, planOptions, readRules } from './plan.rules';
import type { DecidedRules } from './plan.rules';
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
		const decided = readRules(context, now);
		const limits = readGuardLimits(context);
		const mark = markOf(decided, now);
		const before = plannedBefore(context, decided.everyone);
		const { plan, ...given } = await planned(context, api, decided, mark);
		const alarms = guard({ ...given, plan, rules: decided, limits, before });
		if (alarms.length > 0 && isStopping(readText(context, 'whenGuarded', 0), plan, alarms)) {
			throw guardError(context.getNode(), alarms);
		}
		showHint(context, planHint(plan, alarms));
		showHint(context, witnessHint(plan));
		showHint(context, absenceHint(plan));
		const { includeUnchanged, summaryItem } = readCollection(context, 'options', 0);
		const items: INodeExecutionData[] = itemsOf(context, plan, {
			mark,
			includeUnchanged: includeUnchanged === true,
			isGuarded: alarms.length > 0,
		});
		if (summaryItem !== true) return items;
		const json = { ...summaryOf(plan, alarms), plan: markAsItem(mark) };
		// Of nobody: n8n would otherwise link it to whoever stands at its position.
		return [...items, { json, pairedItem: [] }];
	},
};

async function planned(
	context: IExecuteFunctions,
	api: JumpCloud,
	decided: DecidedRules,
	mark: PlanMark,
) {
	const items = context.getInputData().map(({ json }) => json);
	const attributes = readAttributeRules(context, decided, items);
	const protection = readProtection(context);
	const isGuarded = api.safety.protectedGroup !== '';
	const needsGroups = isGuarded || hasGroupRules(context) || protection.groupNames.length > 0;
	const groups = needsGroups ? await allGroups(api) : [];
	const guarded = isGuarded ? [protectedGroup(api.safety, groups)] : [];
	const groupRules = readGroupRules(context, groups, items);
	refuseManaged(context, groupRules, guarded);
	const people = readPeople(context, items, attributes, groupRules);
	const rules = {
		...{ ...decided, attributes: attributes.rules },
		protectedUsers: { ...protection, ids: new Set<string>() },
	};
	const readAtMs = Date.now();
	const snapshot = await readSnapshot(api, {
		rules,
		concern: decided.everyone ? undefined : concernOf(people, rules),
		managed: groupsIn(groupRules, groups),
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
	const plan = makePlan(people, snapshot, { ...rules, protectedUsers });
	await refuseComputed(context, api, plan, groups);
	return {
		plan,
		directory: snapshot,
		emptyFields: emptyFieldsOf(groupRules, items),
	};
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

function markOf(decided: DecidedRules, madeAt: Date): PlanMark {
	const { link, username, leavers, suspensionTime, timeZone } = decided;
	return {
		id: randomUUID(),
		madeAt,
		link: linkField(link) ?? null,
		usernames: username.kind === 'fromName' ? username.rules : null,
		daysEnd: leavers === 'lastDay' ? { timeOfDay: suspensionTime, timeZone } : null,
	};
}
