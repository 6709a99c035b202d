import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeProperties,
	IWorkflowDataProxyData,
} from 'n8n-workflow';

import { asRecords, asText, byLabel, isRecord, readChoice } from '../../../shared/parameters';
import { gapInWords } from '../../sync/absence';
import { GUARDED_KINDS, countsOf, isFirstStopped } from '../../sync/guard';
import type { Alarm, Counts, GuardLimits, GuardedKind, Limit } from '../../sync/guard';
import type { Plan, PlanEntry } from '../../sync/planned';
import { readChange, readUser } from './planItem';

/** What counts where an admin says nothing; the table in docs/reconcile.md says why. */
const GUARD_DEFAULTS = {
	...{ deletions: 0, deletionsPercent: 10 },
	...{ suspensions: 20, suspensionsPercent: 10 },
	...{ lettingIn: 30, lettingInPercent: 20 },
	...{ emails: 20, emailsPercent: 10 },
	...{ names: 20, namesPercent: 10 },
	...{ groupRemovals: 50, groupRemovalsPercent: 25 },
	emptiedGroups: 0,
	creations: 50,
	...{ unreadable: 20, unreadablePercent: 10 },
	changes: 500,
} as const;

/** Of what no share is taken by default, or no number is a share of users. */
const INITIAL_PERCENT = 10;

const LABELS: Readonly<Record<GuardedKind, string>> = {
	deletions: 'Deletions',
	suspensions: 'Suspensions',
	lettingIn: 'People Let In',
	emails: 'New Emails',
	names: 'New Names',
	groupRemovals: 'Group Removals',
	emptiedGroups: 'Emptied Groups',
	creations: 'Creations',
	unreadable: 'Unreadable People',
	changes: 'Changes in All',
};

/** As they stand in a sentence after a number. */
const IN_WORDS: Readonly<Record<GuardedKind, string>> = {
	deletions: 'deletions planned',
	suspensions: 'suspensions planned',
	lettingIn: 'people to be let in',
	emails: 'new emails planned',
	names: 'people who get another name',
	groupRemovals: 'group removals planned',
	emptiedGroups: 'groups to be emptied',
	creations: 'creations planned',
	unreadable: 'people with values that cannot be read',
	changes: 'changes planned',
};

/** How much a plan may change. */
export const guardFields: INodeProperties[] = [
	{
		displayName: 'Guard',
		name: 'guard',
		type: 'collection',
		placeholder: 'Add Limit',
		default: {},
		description:
			'Stops a plan that changes more than this. Where nothing is said, at most 20 suspensions and no more than 10 percent of the active users whom people have, and likewise for everything else that hurts; no deletions.',
		options: byLabel(
			GUARDED_KINDS.flatMap((kind) => [
				countLimit(kind, GUARD_DEFAULTS[kind]),
				...(kind === 'emptiedGroups' ? [] : [percentLimit(kind, initialPercent(kind))]),
			]),
		),
	},
	{
		displayName: 'When the Guard Stops a Plan',
		name: 'whenGuarded',
		type: 'options',
		options: [
			{
				name: 'Show the Changes, Apply None',
				value: 'mark',
				description:
					'The items leave with guarded: true, to be looked at; Apply Changes refuses them',
			},
			{ name: 'Stop With an Error', value: 'stop' },
			{
				name: 'Stop With One Error, Hold the Others',
				value: 'once',
				description:
					'For single events: of all plans that are stopped because many leave at once, one ends with an error, and the items of the others leave marked',
			},
		],
		default: 'stop',
	},
];

function countLabel(kind: GuardedKind): string {
	return `Most ${LABELS[kind]}`;
}

function percentLabel(kind: GuardedKind): string {
	return `${countLabel(kind)} in Percent`;
}

function countLimit(kind: GuardedKind, initial: number): INodeProperties {
	return {
		displayName: countLabel(kind),
		name: kind,
		type: 'number',
		typeOptions: { minValue: 0 },
		default: initial,
	};
}

function initialPercent(kind: GuardedKind): number {
	const defaults = new Map<string, number>(Object.entries(GUARD_DEFAULTS));
	return defaults.get(`${kind}Percent`) ?? INITIAL_PERCENT;
}

function percentLimit(kind: GuardedKind, initial: number): INodeProperties {
	return {
		displayName: percentLabel(kind),
		name: `${kind}Percent`,
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: initial,
		description: `Of the users whom people of the input have, by the link or the email${
			kind === 'suspensions' ? ', and who are active' : ''
		}; counts from ten such users on, and for Everyone only`,
	};
}

/**
 * What an admin says replaces the defaults, and only a number does: an expression that finds nothing
 * must not lift a limit.
 *
 * @throws NodeOperationError for a limit that is no number
 */
export function readGuardLimits(context: IExecuteFunctions): GuardLimits {
	const given = context.getNodeParameter('guard', 0, {});
	if (!isRecord(given)) throw noLimit(context, "'Guard'", 'a set of limits', given);
	const said = new Map(Object.entries(given));
	const defaults = new Map<string, number>(Object.entries(GUARD_DEFAULTS));
	const limitOf = (key: string, label: string) =>
		said.has(key) ? limitFrom(context, label, said.get(key)) : defaults.get(key);
	const limits = GUARDED_KINDS.map((kind): [GuardedKind, Limit] => [
		kind,
		{
			most: limitOf(kind, countLabel(kind)),
			mostPercent: limitOf(`${kind}Percent`, percentLabel(kind)),
		},
	]);
	return Object.fromEntries(limits) as GuardLimits;
}

/**
 * How much was planned by earlier runs of this very step in this execution: a loop over batches must
 * not do in many steps what the guard forbids in one.
 *
 * @throws NodeOperationError where the whole company is planned for a second time: a batch is not everyone
 */
export function plannedBefore(context: IExecuteFunctions, everyone: boolean): Partial<Counts> {
	const { name } = context.getNode();
	const proxy = context.getWorkflowDataProxy(0);
	const runs = Number(proxy.$runIndex) || 0;
	if (runs === 0) return {};
	if (everyone) {
		throw new NodeOperationError(
			context.getNode(),
			"'The Input Is' says Everyone, and this step has planned before in this execution",
			{
				description:
					'A batch of a loop is not everyone: whoever is missing from it would count as gone, and the guard would see a part only. Plan once for all items, or choose Some People. Nothing was planned by this run.',
			},
		);
	}
	const earlier = Array.from({ length: runs }, (_, run) => itemsOfRun(proxy, name, run)).flat();
	return countsOf(earlier.map(entryOf));
}

/** What an earlier run has let out; n8n keeps it as long as the execution runs. */
function itemsOfRun(proxy: IWorkflowDataProxyData, name: string, run: number): IDataObject[] {
	const items: unknown = proxy.$items(name, 0, run);
	return Array.isArray(items) ? items.flatMap(({ json }) => (isRecord(json) ? [json] : [])) : [];
}

function entryOf(json: IDataObject): PlanEntry {
	const action = asText(json.action) as PlanEntry['action'];
	const changes = asRecords(json.changes).flatMap((change) => readChange(action, change) ?? []);
	return {
		...{ action, reason: asText(json.reason), changes },
		...{ person: null, user: readUser(json.user), effectiveAt: null },
	};
}

const WHEN_GUARDED = ['stop', 'mark', 'once'] as const;

type WhenGuarded = (typeof WHEN_GUARDED)[number];

export function readWhenGuarded(context: IExecuteFunctions): WhenGuarded {
	const label = 'When the Guard Stops a Plan';
	return readChoice(context, 'whenGuarded', 0, label, WHEN_GUARDED);
}

/** Whether alarms end this run: of many runs that are stopped by many events, only one says so. */
export function isStopping(
	whenGuarded: WhenGuarded,
	plan: Plan,
	alarms: readonly Alarm[],
): boolean {
	if (whenGuarded !== 'once') return whenGuarded !== 'mark';
	// What has nothing to do with others is this run's own.
	return alarms.some((alarm) => isFirstStopped(plan, alarm) ?? true);
}

function limitFrom(context: IExecuteFunctions, label: string, value: unknown): number {
	const isWritten = typeof value === 'string' && value.trim() !== '';
	const limit = typeof value === 'number' || isWritten ? Number(value) : NaN;
	if (Number.isFinite(limit) && limit >= 0) return limit;
	throw noLimit(context, `The limit '${label}' of 'Guard'`, 'a number', value);
}

function noLimit(context: IExecuteFunctions, what: string, wanted: string, value: unknown) {
	const isNothing = value === undefined || value === null || value === '';
	const found = isNothing ? 'nothing was found' : String(value).slice(0, 40);
	return new NodeOperationError(context.getNode(), `${what} is not ${wanted}: ${found}`, {
		description:
			'Enter 0 or more, or remove the limit, and the default counts. An expression has to find a number. Nothing was planned.',
	});
}

const MOST_NAMES = 10;

/** The error with which the guard stops a plan: how many of what, and who the first ones are. */
export function guardError(node: INode, alarms: Alarm[]): NodeOperationError {
	const found = alarms.map(inWords);
	const names = alarms.flatMap((alarm) => ('entries' in alarm ? namesOf(alarm) : []));
	return new NodeOperationError(node, `The guard stopped this plan: ${found.join('; ')}`, {
		description: [
			...['Nothing was changed.', ...names, ...new Set(alarms.map(adviceOn))],
			...undatedInWords(alarms),
		].join(' '),
	});
}

/** Why more people count than a reader would expect, and what to map. */
export function undatedInWords(alarms: Alarm[]): string[] {
	return alarms.flatMap((alarm) => {
		const undated = 'entries' in alarm ? alarm.undated : 0;
		if (undated === 0) return [];
		return `'Changed At' holds no moment for ${undated} of these people, so whoever has lost access already counts as if it was just now. Map it to when the source has changed a person last.`;
	});
}

function adviceOn(alarm: Alarm): string {
	if (alarm.kind === 'nobodyInScope') return "Look at the items, and correct 'Scope'.";
	if (alarm.kind === 'incomplete') return gapInWords(alarm.gap).advice;
	if (alarm.kind === 'emptiedAttributes') {
		return "Look at the source and at the value in 'Attributes'. If nobody is meant to have one, remove the attribute there.";
	}
	return "If this is right, raise the limit under 'Guard' for this one run; if not, look at the source.";
}

function inWords(alarm: Alarm): string {
	if (alarm.kind === 'nobodyInScope') {
		return `of ${alarm.people} people nobody is in the scope, so most likely a field or its values have changed`;
	}
	if (alarm.kind === 'incomplete') {
		return `'Linked Users Without a Person' says Suspend, and the list is not known to be everybody: ${gapInWords(alarm.gap).what}`;
	}
	if (alarm.kind === 'empty') {
		return "there is nobody in the input, and 'The Input Is' says Everyone";
	}
	if (alarm.kind === 'emptyFields') {
		return `nobody has a value in ${alarm.fields.map((field) => `'${field}'`).join(', ')}, which 'Managed Groups' or 'Groups From a Field' needs`;
	}
	if (alarm.kind === 'emptiedAttributes') {
		return `nobody has a value for ${alarm.fields.join(', ')}, which 'Clear Emptied Fields' would empty for everybody`;
	}
	const { kind, count, allowed, of } = alarm;
	const users = kind === 'suspensions' ? 'active users' : 'users';
	return `${count} ${IN_WORDS[kind]}, at most ${allowed} allowed, with ${of} ${users} whom people have`;
}

function namesOf({ kind, entries }: Extract<Alarm, { entries: PlanEntry[] }>): string[] {
	const names = entries.slice(0, MOST_NAMES).map(nameOf);
	if (names.length === 0) return [];
	const rest = entries.length > names.length ? ` and ${entries.length - names.length} more` : '';
	return [`The ${IN_WORDS[kind]} are of ${names.join(', ')}${rest}.`];
}

function nameOf({ person, user }: PlanEntry): string {
	const name = person ? `${person.firstName} ${person.lastName}`.trim() : '';
	return name || user?.username || 'somebody without a name';
}
