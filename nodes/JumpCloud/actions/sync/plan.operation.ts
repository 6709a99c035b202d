import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { showHint } from '../../../shared/hints';
import type { Operation } from '../../../shared/operation';
import { readCollection, readText } from '../../../shared/parameters';
import { linkField } from '../../sync/attributes';
import { guard } from '../../sync/guard';
import { plan as makePlan } from '../../sync/plan';
import type { JumpCloud } from '../../transport/client';
import { allGroups } from '../../transport/groups';
import { linkFields } from '../user/fields/link';
import { usernameFields } from '../user/fields/username';
import { joinerFields, leaverFields } from './fields/access';
import { attributeRulesField, readAttributeRules } from './fields/attributes';
import { groupRulesField, hasGroupRules, readGroupRules } from './fields/groups';
import { guardFields, readGuardLimits } from './fields/guard';
import { managerFields } from './fields/managers';
import { planOptions } from './fields/options';
import { mappingFields, peopleFields } from './fields/people';
import { protectedUsersField, readProtection } from './fields/protectedUsers';
import { markAsItem } from './planMark';
import type { PlanMark } from './planMark';
import { guardError } from './planning/alarm';
import { itemsOf } from './planning/output';
import { readDirectory, readManagedGroups, readProtectedUsers } from './planning/readDirectory';
import { readPeople } from './planning/readPeople';
import { readRules } from './planning/readRules';
import type { DecidedRules } from './planning/readRules';
import { planHint, summaryOf } from './planning/summary';

const fields: INodeProperties[] = [
	...peopleFields,
	...mappingFields,
	...linkFields,
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
	description: 'Compare all people with all users and give what would change; nothing is written',
	fields,
	async runAll({ context, api }) {
		const now = new Date();
		const decided = readRules(context, now);
		const limits = readGuardLimits(context);
		const plan = await planned(context, api, decided);
		const alarms = guard(plan, limits, decided.everyone);
		if (alarms.length > 0 && readText(context, 'whenGuarded', 0) !== 'mark') {
			throw guardError(context.getNode(), alarms);
		}
		showHint(context, planHint(plan, alarms));
		const { includeUnchanged, summaryItem } = readCollection(context, 'options', 0);
		const mark = markOf(decided, now);
		const items: INodeExecutionData[] = itemsOf(context, plan, {
			mark,
			includeUnchanged: includeUnchanged === true,
			isGuarded: alarms.length > 0,
		});
		if (summaryItem !== true) return items;
		return [...items, { json: { ...summaryOf(plan, alarms), plan: markAsItem(mark) } }];
	},
};

async function planned(context: IExecuteFunctions, api: JumpCloud, decided: DecidedRules) {
	const items = context.getInputData().map(({ json }) => json);
	const attributes = readAttributeRules(context, decided.link, items);
	const protection = readProtection(context);
	const needsGroups = hasGroupRules(context) || protection.groupNames.length > 0;
	const groups = needsGroups ? await allGroups(api) : [];
	const groupRules = readGroupRules(context, groups, items);
	const rules = { ...decided, attributes: attributes.rules };
	const [managed, protectedUsers] = await Promise.all([
		readManagedGroups(api, groupRules, groups),
		readProtectedUsers(context, api, protection, groups),
	]);
	const directory = await readDirectory(api, rules, managed);
	const people = readPeople(context, items, attributes, groupRules);
	return makePlan(people, directory, { ...rules, protectedUsers });
}

function markOf({ link, username }: DecidedRules, madeAt: Date): PlanMark {
	return {
		id: randomUUID(),
		madeAt,
		link: linkField(link) ?? null,
		usernames: username.kind === 'fromName' ? username.rules : null,
	};
}
