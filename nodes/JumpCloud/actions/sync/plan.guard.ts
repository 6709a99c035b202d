import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INode, INodeProperties } from 'n8n-workflow';

import { byLabel, readCollection } from '../../../shared/parameters';
import type { Alarm, GuardLimits, Limit } from '../../sync/guard';
import type { PlanEntry } from '../../sync/planned';

/** What counts where an admin says nothing. */
const DEFAULTS = { suspensions: 20, suspensionsPercent: 10, creations: 50 } as const;

/** What a limit begins with when it is added. */
const INITIAL = { ...DEFAULTS, changes: 500 } as const;

const LABELS: Readonly<Record<keyof GuardLimits, string>> = {
	changes: 'Changes in All',
	creations: 'Creations',
	suspensions: 'Suspensions',
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
			'Stops a plan that changes more than this. Where nothing is said, at most 20 suspensions and no more than 10 percent of the active linked users, and at most 50 creations.',
		options: byLabel(
			(Object.keys(LABELS) as Array<keyof GuardLimits>).flatMap((kind) => [
				countLimit(kind, INITIAL[kind]),
				percentLimit(kind),
			]),
		),
	},
	{
		displayName: 'When the Guard Stops a Plan',
		name: 'whenGuarded',
		type: 'options',
		options: [
			{
				name: 'Let the Items Out, Marked',
				value: 'mark',
				description: 'To look at them; Apply Changes refuses them',
			},
			{ name: 'Stop With an Error', value: 'stop' },
		],
		default: 'stop',
	},
];

function countLimit(kind: keyof GuardLimits, initial: number): INodeProperties {
	return {
		displayName: `Most ${LABELS[kind]}`,
		name: kind,
		type: 'number',
		typeOptions: { minValue: 0 },
		default: initial,
	};
}

function percentLimit(kind: keyof GuardLimits): INodeProperties {
	return {
		displayName: `Most ${LABELS[kind]} in Percent`,
		name: `${kind}Percent`,
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 10,
		description: 'Of the users who are linked to an employee and not suspended',
	};
}

/** @throws NodeOperationError for a limit that is no number */
export function readGuardLimits(context: IExecuteFunctions): GuardLimits {
	const given = { ...DEFAULTS, ...readCollection(context, 'guard', 0) };
	const values = new Map<string, unknown>(Object.entries(given));
	const limitOf = (kind: keyof GuardLimits): Limit => ({
		most: number(context, kind, values.get(kind)),
		mostPercent: number(context, kind, values.get(`${kind}Percent`)),
	});
	return {
		changes: limitOf('changes'),
		creations: limitOf('creations'),
		suspensions: limitOf('suspensions'),
	};
}

function number(
	context: IExecuteFunctions,
	kind: keyof GuardLimits,
	value: unknown,
): number | undefined {
	if (value === undefined) return undefined;
	const limit = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
	if (Number.isFinite(limit) && limit >= 0) return limit;
	throw new NodeOperationError(
		context.getNode(),
		`The limit 'Most ${LABELS[kind]}' of 'Guard' is not a number: ${String(value).slice(0, 40)}`,
		{ description: 'Enter 0 or more, or remove the limit. Nothing was planned.' },
	);
}

const MOST_NAMES = 10;

/** The error with which the guard stops a plan: how many of what, and who the first ones are. */
export function guardError(node: INode, alarms: Alarm[]): NodeOperationError {
	const found = alarms.map(inWords);
	const names = alarms.flatMap((alarm) => (alarm.kind === 'empty' ? [] : [namesOf(alarm)]));
	return new NodeOperationError(node, `The guard stopped this plan: ${found.join('; ')}`, {
		description: [
			'Nothing was changed.',
			...names,
			"If this is right, raise the limit under 'Guard' for this one run; if not, look at the source.",
		].join(' '),
	});
}

function inWords(alarm: Alarm): string {
	if (alarm.kind === 'empty') {
		return "there is nobody in the input, and 'The Input Is' says Everyone";
	}
	const { kind, count, allowed, of } = alarm;
	return `${count} ${kind} planned, at most ${allowed} allowed, with ${of} active linked users`;
}

function namesOf({ kind, entries }: Exclude<Alarm, { kind: 'empty' }>): string {
	const names = entries.slice(0, MOST_NAMES).map(nameOf);
	const rest = entries.length > names.length ? ` and ${entries.length - names.length} more` : '';
	return `The ${kind} are ${names.join(', ')}${rest}.`;
}

function nameOf({ person, user }: PlanEntry): string {
	const name = person ? `${person.firstName} ${person.lastName}`.trim() : '';
	return name || user?.username || 'somebody without a name';
}
