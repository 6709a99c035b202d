import { randomUUID } from 'node:crypto';
import { sleep } from 'n8n-workflow';
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
import { boundAmong } from '../../directory/rename';
import { groupsIn, keepRecent, readSnapshot, usersIn } from '../../directory/snapshot';
import type { Snapshot } from '../../directory/snapshot';
import { beginWith } from '../../sync/beginning';
import type { Group } from '../../sync/groups';
import { guard } from '../../sync/guard';
import { concernOf, plan as makePlan, readPeople as readInputs } from '../../sync/plan';
import { linkField } from '../../sync/users';
import type { JumpCloud } from '../../transport/client';
import { allGroups } from '../../transport/groups';
import { protectedGroup } from '../../transport/safety';
import { linkFields, newRecordField, unlinkedUserField } from '../user/person';
import { madeEmailFields } from '../user/madeEmails';
import { followsRenameField, usernameFields } from '../user/usernames';
import { attributeRulesField, readAttributeRules } from './plan.attributes';
import { deleteAfterField, readDeletions } from './plan.deletions';
import {
	emptyFieldsOf,
	groupRulesField,
	hasGroupRules,
	namedGroups,
	protectedUsersField,
	readGroupRules,
	readProtection,
	refuseComputed,
	refuseManaged,
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
	leaverFields,
	leavingFields,
	moreLeaverFields,
	readMoreLeavers,
	refuseSharedMemory,
} from './plan.leavers';
import type { MoreLeavers } from './plan.leavers';
import { itemsOf, notDoneAtAll, planHint, summaryOf, witnessHint } from './plan.output';
import { isMapping, managerFields, mappingFields, peopleFields, readPeople } from './plan.people';
import { activationField, joinerFields } from './plan.joiners';
import { groupPatternsField, readPatterns } from './plan.patterns';
import type { Patterns } from './plan.patterns';
import { isOwnSetting, planOptions, readRules } from './plan.rules';
import type { Decided, DecidedRules, Own } from './plan.rules';
import { beginWithField, readBeginning, readScope, scopeField } from './plan.scope';
import { computedAmong, refuseVainLeaving } from './plan.whenLeft';
import { markAsItem } from './planItem';
import type { PlanMark } from './planItem';
import { readReport, reportItem } from './report';
import type { Format } from './report';

/** A line with a title between fields; an n8n that does not know such lines shows the title in a box. */
function section(name: string, displayName: string): INodeProperties {
	return { displayName, name, type: 'notice', default: '', typeOptions: { sectionHeader: true } };
}

/** What an admin has to decide comes first, and what already fits the items of Factorial last. */
const fields: INodeProperties[] = [
	...peopleFields,
	activationField,
	...leavingFields,
	scopeField,
	section('sectionJoiners', 'People Who Join'),
	...joinerFields,
	...usernameFields,
	followsRenameField,
	...madeEmailFields,
	section('sectionLeavers', 'People Who Leave'),
	...leaverFields,
	...moreLeaverFields,
	deleteAfterField,
	section('sectionKept', 'What Follows the Source'),
	...managerFields,
	attributeRulesField,
	groupRulesField,
	groupPatternsField,
	section('sectionLimits', 'What Stops a Plan'),
	protectedUsersField,
	...guardFields,
	beginWithField,
	section('sectionLink', 'Whose User It Is'),
	...linkFields,
	unlinkedUserField,
	newRecordField,
	section('sectionPerson', 'What the Items Say of a Person'),
	...mappingFields,
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
		if (rules.leaving) refuseVainLeaving(context, rules, more);
		if (isChosen(context, 'deleteAfter')) rules.deleteAfter = readDeletions(context, rules);
		const limits = readGuardLimits(context);
		const whenGuarded = readWhenGuarded(context);
		const options = readCollection(context, 'options', 0);
		const isSummed = optionSwitch(context, options, 'summaryItem', 'Add a Summary');
		const includeUnchanged = optionSwitch(
			...([context, options, 'includeUnchanged', 'Include Unchanged'] as const),
		);
		const reports = 'report' in options ? readReport(context, options) : [];
		const mark = markOf(rules, { id: randomUUID(), madeAt: now });
		const before = plannedBefore(context, rules.everyone);
		const { plan: whole, beginning, ...given } = await planned(context, api, decided, mark, more);
		// A bad import must not hide behind the few who are changed at first.
		const alarms = guard({ ...given, plan: whole, rules, limits, before });
		if (alarms.length > 0 && isStopping(whenGuarded, whole, alarms)) {
			throw guardError(context.getNode(), alarms);
		}
		const begun = beginning && beginWith(whole.decisions, beginning);
		const plan = begun ? { ...whole, decisions: begun.decisions } : whole;
		showHint(context, planHint(plan, alarms));
		showHint(context, witnessHint(plan));
		const idle = [...more.idle, ...decided.idle];
		for (const told of notDoneAtAll(plan, begun?.later, idle)) showHint(context, told);
		const items: INodeExecutionData[] = itemsOf(context, plan, {
			markFor: marksOf(mark, decided),
			includeUnchanged,
			isGuarded: alarms.length > 0,
		});
		const told = reports.length > 0 ? [await reportOf(context, reports, items, mark)] : [];
		if (!isSummed) return [...items, ...told];
		const json = { ...summaryOf(plan, alarms, begun?.later, idle), plan: markAsItem(mark) };
		// Of nobody: n8n would otherwise link it to whoever stands at its position.
		return [...items, ...told, { json, pairedItem: [] }];
	},
};

/** Requests are on their way after that, and whatever takes a moment costs nothing while they are. */
const UNTIL_SENT_MS = 1;

const STOPPED =
	'The guard has stopped this plan, because it changes more than is allowed. Nothing of it is applied.';

/** The plan in words, as an item that *Apply* knows for one of this plan. */
async function reportOf(
	context: IExecuteFunctions,
	formats: Format[],
	items: INodeExecutionData[],
	mark: PlanMark,
): Promise<INodeExecutionData> {
	const isGuarded = items.some(({ json }) => json.guarded === true);
	const leaving = items.map(({ json }) => json);
	const { json, ...rest } = await reportItem(context, formats, leaving, {
		title: 'Plan',
		madeAt: mark.madeAt,
		...(isGuarded && { notice: STOPPED }),
	});
	return { ...rest, json: { ...json, plan: markAsItem(mark) } };
}

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
	const scope = isChosen(context, 'scope') ? readScope(context, decided.link) : undefined;
	const begin = isChosen(context, 'beginWith') ? readBeginning(context) : undefined;
	const named = [protection, scope, begin].flatMap((one) => one?.groupNames ?? []);
	const isPatterned = isChosen(context, 'groupPatterns');
	const needsGroups =
		isGuarded || more.takesGroups || hasGroupRules(context) || isPatterned || named.length > 0;
	const groups = needsGroups ? await allGroups(api) : [];
	const guarded = isGuarded ? [protectedGroup(api.safety, groups)] : [];
	const patterns = isPatterned ? readPatterns(context, groups, items, decided.everyone) : undefined;
	const groupRules = [...readGroupRules(context, groups, items), ...(patterns?.rules ?? [])];
	refuseManaged(context, groupRules, guarded);
	const protecting = [
		...namedGroups(context, protection.groupNames, groups, 'Protected Users'),
		...guarded,
	];
	const leftAlone = namedGroups(context, scope?.groupNames ?? [], groups, 'Scope');
	const canary = namedGroups(context, begin?.groupNames ?? [], groups, 'Begin With');
	const people = readPeople(context, items, {
		...{ attributes, groupRules, ownOf, moreOf: more.of, scope, link: decided.link },
	});
	const ruled = groupsIn(groupRules, groups);
	const left = more.groupsIn(groups);
	const leaving = decided.leaving && { ...decided.leaving, groupIds: idsOf(left) };
	const rules = {
		...{ ...decided, ...(leaving && { leaving }), attributes: attributes.rules },
		leavingScope: scope?.leavingScope,
		protectedUsers: { ...protection, ids: new Set<string>() },
	};
	const isAny = (isSo: (one: Partial<typeof rules>) => unknown) =>
		[rules, ...people.flatMap(({ own }) => own ?? [])].some((one) => Boolean(isSo(one)));
	const readAtMs = Date.now();
	const some = decided.everyone ? undefined : readInputs(people, rules);
	const asked = readSnapshot(api, {
		rules,
		concern: some && concernOf(some, rules),
		alternateEmails: isAny(({ madeEmails }) => madeEmails),
		managed: [...ruled, ...left.filter((group) => !ruled.includes(group))],
		watched: [...protecting, ...leftAlone, ...canary, ...(patterns?.kept ?? [])],
	}).catch((cause: unknown) => {
		// Items of an event say by themselves whom they are about.
		const isOnlyHere = !decided.everyone && items.every(({ event }) => asText(event) === '');
		const ids = people.map(({ employeeId }) => asText(employeeId)).filter(Boolean);
		throw isOnlyHere && ids.length > 0 ? concerning(cause, { employee_id: listedIds(ids) }) : cause;
	});
	const whileAsked = async () => {
		await sleep(UNTIL_SENT_MS);
		return readInputs(people, rules);
	};
	const [snapshot, read] = await Promise.all([asked, some ?? whileAsked()]);
	const protectedUsers = { ...protection, ids: usersIn(snapshot, protecting) };
	const directory = {
		...snapshot,
		...(patterns && { groups: withKept(snapshot, patterns) }),
		...(leftAlone.length > 0 && { leftAlone: usersIn(snapshot, leftAlone) }),
	};
	const decide = (own: Partial<typeof rules> = {}, bound?: ReadonlyMap<string, string>) =>
		makePlan(people, { ...directory, bound }, { ...rules, ...own, protectedUsers }, read);
	const first = decide();
	const ofPatterns = new Set(patterns?.rules.map(({ groupId }) => groupId));
	await refuseComputed(context, api, first, ruled, ofPatterns);
	const computed = left.length > 0 ? await computedAmong(api, first, left) : undefined;
	const isRenaming = isAny(({ usernameFollowsRename }) => usernameFollowsRename);
	const bound = isRenaming ? await boundAmong(api, first) : undefined;
	const known = leaving && computed?.size ? { leaving: { ...leaving, computed } } : undefined;
	const plan = known || bound?.size ? decide(known, bound) : first;
	keepRecent(mark.id, context.getExecutionId(), plan, snapshot, readAtMs);
	const reports = (patterns?.reports ?? []).map((entry) => ({ input: null, entries: [entry] }));
	return {
		plan: reports.length > 0 ? { ...plan, decisions: [...plan.decisions, ...reports] } : plan,
		beginning: begin && {
			...{ most: begin.most },
			...(canary.length > 0 && { canary: usersIn(snapshot, canary) }),
		},
		directory,
		emptyFields: emptyFieldsOf(groupRules, items),
		emptyAttributes: attributes.emptyIn(items),
	};
}

/** Whether anything was added to a collection, also by an expression, whatever it gives. */
function isChosen(context: IExecuteFunctions, name: string): boolean {
	const raw: unknown = context.getNodeParameter(name, 0, {}, { rawExpressions: true });
	return isRecord(raw) ? Object.keys(raw).length > 0 : raw !== '';
}

/** The managed groups, with those whom a pattern takes out of none of its own. */
function withKept(snapshot: Snapshot, { keptBy }: Patterns): Snapshot['groups'] {
	return new Map(
		[...snapshot.groups].map(([id, group]) => {
			const kept = usersIn(snapshot, keptBy.get(id) ?? []);
			return [id, kept.size > 0 ? { ...group, kept } : group];
		}),
	);
}

const NO_MORE: MoreLeavers = {
	...{ rules: {}, of: () => ({}), takesGroups: false, groupsIn: () => [], idle: [] },
};

const idsOf = (groups: readonly Group[]) => new Set(groups.map(({ id }) => id));

/** What few companies choose is not even read by the others. */
function isMoreChosen(context: IExecuteFunctions): boolean {
	const { contractEnd = 'ignore', leaves = 'ignore' } = context.getNode().parameters;
	return contractEnd !== 'ignore' || leaves !== 'ignore' || isChosen(context, 'leaving');
}

function withMore({ rules, ...rest }: Decided, more: MoreLeavers): Decided {
	return { ...rest, rules: { ...rules, ...more.rules } };
}

function markOf(
	decided: Pick<
		DecidedRules,
		'leavers' | 'link' | 'madeEmails' | 'suspensionTime' | 'timeZone' | 'username'
	>,
	{ id, madeAt }: Pick<PlanMark, 'id' | 'madeAt'>,
): PlanMark {
	const { link, username, leavers, madeEmails, suspensionTime, timeZone } = decided;
	return {
		...{ id, madeAt, link: linkField(link) ?? null },
		usernames: username.kind === 'fromName' ? username.rules : null,
		...(madeEmails && { emails: madeEmails }),
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
