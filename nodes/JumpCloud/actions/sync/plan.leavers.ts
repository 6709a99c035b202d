import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	asChoice,
	itemValues,
	located,
	readChoice,
	readCollection,
	refuseFoundNothing,
} from '../../../shared/parameters';
import { isAutomated } from '../../sync/groups';
import type { Group } from '../../sync/groups';
import type { LeaveRules, LeaverInput, LeaverRules, LeavingRules } from '../../sync/leaver';
import { readText } from '../../sync/person';
import type { Plan } from '../../sync/planned';
import { linkField, literal } from '../../sync/users';
import type { JumpCloud } from '../../transport/client';
import { withMethod } from '../../transport/groups';
import { ATTRIBUTE_NAME, attributeLocator } from '../pickers';
import type { DecidedRules } from './plan.rules';

/** What besides a last day decides about the access, and what else happens to whoever is out. */
export const moreLeaverFields: INodeProperties[] = [
	{
		displayName: 'Fixed Terms',
		name: 'contractEnd',
		type: 'options',
		options: [
			{
				name: 'Counts as a Last Day',
				value: 'lastDay',
				description:
					'Where the source knows no last day, the access ends with the contract; it moves when the contract is extended',
			},
			{ name: 'Ignore', value: 'ignore' },
			{
				name: 'Report What Has Passed',
				value: 'report',
				description:
					'Whoever works here although the contract is over leaves as an item with the reason contract_ended, and keeps the access',
			},
		],
		default: 'ignore',
		description: 'What it means that a contract ends and nobody was terminated',
	},
	{
		displayName: 'Contract End',
		name: 'contractEndsOn',
		type: 'string',
		default: '={{ $json.contract_last_day }}',
		placeholder: 'e.g. 2026-12-31',
		description:
			'The last day of the contract, and of those that follow it the day after. Factorial gives it with Include: Current Contract. Where an item has no such field, nothing is taken back.',
		displayOptions: { show: { contractEnd: ['lastDay', 'report'] } },
	},
	{
		displayName: 'Leaves',
		name: 'leaves',
		type: 'options',
		options: [
			{ name: 'Ignore', value: 'ignore' },
			{
				name: 'Suspend Until They Are Over',
				value: 'suspend',
				description:
					'Whoever is on leave today is suspended, and let in again afterwards; whom IT has suspended stays out',
			},
		],
		default: 'ignore',
		description: 'What happens to people who work here and are on leave',
	},
	{
		displayName: 'On Leave',
		name: 'onLeave',
		type: 'string',
		default: '={{ $json.on_leave }}',
		placeholder: 'e.g. {{ $json.on_leave }}',
		description:
			'Whether the person is on leave today: yes or no. Where it says nothing, nobody is suspended or let in.',
		displayOptions: { show: { leaves: ['suspend'] } },
	},
	{
		displayName: 'Leave Until',
		name: 'leaveUntil',
		type: 'string',
		default: '={{ $json.leave_until }}',
		placeholder: 'e.g. 2026-12-31',
		description: 'The last day of the leave; empty where it is not known',
		displayOptions: { show: { leaves: ['suspend'] } },
	},
	attributeLocator('hrLeave', {
		displayName: 'Remember the Leave In',
		name: 'leaveMemory',
		description:
			'Name of a custom attribute that keeps since when a user is suspended for a leave: only who has it is let in again. Letters and digits only, at most 31.',
		displayOptions: { show: { leaves: ['suspend'] } },
	}),
	{
		displayName: 'When Somebody Has Left',
		name: 'leaving',
		type: 'collection',
		placeholder: 'Add What Else Happens',
		default: {},
		description:
			'Besides the suspension, as soon as the user is suspended. Only for people who are certain by the link; what was taken stands in the changes, so that it can be given back.',
		options: [
			{
				displayName: 'At Once for These Reasons',
				name: 'atOnceReasons',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Reason' },
				default: '',
				placeholder: 'e.g. Disciplinary dismissal',
				description:
					'For these reasons of a termination the access ends as soon as HR has entered the last day, instead of on it; in any letter case',
			},
			{
				displayName: 'Group Pattern',
				name: 'groupPattern',
				type: 'string',
				default: '',
				placeholder: 'e.g. app-*, vpn-*',
				description:
					'For Groups: Those of a Pattern. A star stands for anything, letter case counts; several are separated by commas.',
			},
			{
				displayName: 'Groups',
				name: 'groups',
				type: 'options',
				options: [
					{
						name: 'Keep',
						value: 'keep',
						description: 'JumpCloud gives nothing to a suspended user, and gives it back on return',
					},
					{
						name: 'Leave All',
						value: 'all',
						description: 'Whoever comes back gets groups by the rules only',
					},
					{
						name: 'Leave Those of a Pattern',
						value: 'pattern',
						description: 'The groups whose name fits Group Pattern',
					},
				],
				default: 'keep',
			},
			{
				displayName: 'Manager',
				name: 'manager',
				type: 'options',
				options: [
					{ name: 'Clear', value: 'clear' },
					{ name: 'Keep', value: 'keep' },
				],
				default: 'keep',
			},
			{
				displayName: 'Reason',
				name: 'reason',
				type: 'string',
				default: '={{ $json.termination_reason }}',
				placeholder: 'e.g. {{ $json.termination_reason }}',
				description:
					'Why the person was let go, for At Once for These Reasons. In the Factorial step choose Termination Reason under Include.',
			},
		],
	},
];

/** The parameters behind what an item says about leaving. */
const MAPPED = {
	contractEnd: 'contractEndsOn',
	leaveUntil: 'leaveUntil',
	onLeave: 'onLeave',
	terminationReason: 'leaving.reason',
} as const satisfies Partial<Record<keyof LeaverInput, string>>;

/** Where the mapping of an option was not added. */
const UNMAPPED: Readonly<Record<string, string>> = { 'leaving.reason': 'termination_reason' };

/** What is decided here, and what each item says of it. */
export interface MoreLeavers {
	rules: LeaverRules;
	of(item: number): LeaverInput;
	/** whether all groups have to be known */
	takesGroups: boolean;
	/** those of JumpCloud's groups that whoever is out leaves */
	groupsIn(groups: readonly Group[]): Group[];
}

/** @throws NodeOperationError that names the parameter with which no plan can be made */
export function readMoreLeavers(context: IExecuteFunctions, items: IDataObject[]): MoreLeavers {
	const contractEnd = readChoice(context, 'contractEnd', 0, 'Fixed Terms', [
		...(['ignore', 'report', 'lastDay'] as const),
	]);
	const leaves = readLeaves(context);
	const { rules: leaving, isLeft } = readLeaving(context);
	const needed: Array<keyof typeof MAPPED> = [
		...(contractEnd === 'ignore' ? [] : (['contractEnd'] as const)),
		...(leaves ? (['onLeave', 'leaveUntil'] as const) : []),
		...(leaving.atOnce.size === 0 ? [] : (['terminationReason'] as const)),
	];
	const readers = needed.map((key) => [key, valuesOf(context, MAPPED[key], items)] as const);
	for (const [key, read] of readers) {
		if (key === 'terminationReason') refuseUnread(context, items, read);
	}
	const isLeaving = leaving.clearsManager || leaving.atOnce.size > 0 || isLeft !== undefined;
	return {
		rules: {
			...(contractEnd !== 'ignore' && { contractEnd }),
			...(isLeaving && { leaving }),
			...(leaves && { leaves }),
		},
		of: (item) => Object.fromEntries(readers.map(([key, read]) => [key, read(item)])),
		takesGroups: isLeft !== undefined,
		groupsIn: (groups) => (isLeft ? groups.filter(({ name }) => isLeft(name)) : []),
	};
}

type ReadValue = (item: number) => unknown;

function valuesOf(context: IExecuteFunctions, path: string, items: IDataObject[]): ReadValue {
	const field = UNMAPPED[path];
	const [collection = '', option = ''] = path.split('.');
	const isAdded = field === undefined || option in readCollection(context, collection, 0);
	return isAdded ? itemValues(context, path, items) : (item) => items[item]?.[field];
}

/** @throws NodeOperationError where nobody's item says why they were let go, so that nobody would go at once */
function refuseUnread(context: IExecuteFunctions, items: IDataObject[], read: ReadValue): void {
	const isRead = (item: IDataObject) => Object.keys(item).length > 0 && item.reread === undefined;
	const indices = items.flatMap((item, index) => (isRead(item) ? [index] : []));
	if (indices.length === 0 || indices.some((index) => read(index) !== undefined)) return;
	throw new NodeOperationError(
		context.getNode(),
		"Nobody in the input says why they were let go, which 'At Once for These Reasons' needs",
		{
			description:
				"In the Factorial step choose 'Termination Reason' under 'Include', or map 'Reason'. Nothing was planned.",
		},
	);
}

/** @throws NodeOperationError for a name that JumpCloud would refuse: nobody would be let in again */
function readLeaves(context: IExecuteFunctions): LeaveRules | undefined {
	const choices = ['ignore', 'suspend'] as const;
	if (readChoice(context, 'leaves', 0, 'Leaves', choices) === 'ignore') return undefined;
	const memory = readText(located(context.getNodeParameter('leaveMemory', 0, '')));
	if (ATTRIBUTE_NAME.test(memory)) return { memory };
	throw new NodeOperationError(
		context.getNode(),
		memory === ''
			? "'Leaves' says Suspend, and 'Remember the Leave In' is empty"
			: `'Remember the Leave In' cannot be '${memory.slice(0, 60)}'`,
		{
			description:
				'Without it nothing would tell whom to let in again. Name a custom attribute, for example hrLeave: letters and digits only, at most 31. Nothing was planned.',
		},
	);
}

/** @throws NodeOperationError where something else keeps its value in the attribute that remembers leaves */
export function refuseSharedMemory(
	context: IExecuteFunctions,
	{ leaves, link, rememberLastDay }: Pick<DecidedRules, 'leaves' | 'link' | 'rememberLastDay'>,
	attributes: ReadonlyArray<{ field: string }>,
): void {
	const own = `attributes.${leaves?.memory ?? ''}`;
	const others = [
		linkField(link),
		`attributes.${rememberLastDay ?? ''}`,
		...attributes.map(({ field }) => field),
	];
	if (!leaves || !others.includes(own)) return;
	throw new NodeOperationError(
		context.getNode(),
		`'Remember the Leave In' names ${leaves.memory}, which already holds something else`,
		{
			description:
				"The link, 'Remember the Last Day In' or 'Attributes' uses it. Choose another name. Nothing was planned.",
		},
	);
}

interface ReadLeaving {
	rules: LeavingRules;
	/** whether a group of this name is left; nothing where all are kept */
	isLeft?: (name: string) => boolean;
}

function readLeaving(context: IExecuteFunctions): ReadLeaving {
	const given = readCollection(context, 'leaving', 0);
	const { groups = 'keep', manager = 'keep' } = given;
	for (const name of ['groups', 'manager', 'atOnceReasons']) {
		refuseFoundNothing(context, `leaving.${name}`, 'When Somebody Has Left');
	}
	const taken = asChoice(context, 'Groups', groups, ['keep', 'all', 'pattern']);
	const cleared = asChoice(context, 'Manager', manager, ['keep', 'clear']);
	const atOnce = [given.atOnceReasons ?? []].flat().map((reason) => readText(reason).toLowerCase());
	return {
		rules: {
			...{ groupIds: new Set(), computed: new Set(), clearsManager: cleared === 'clear' },
			atOnce: new Set(atOnce.filter((reason) => reason !== '')),
		},
		...(taken === 'all' && { isLeft: () => true }),
		...(taken === 'pattern' && { isLeft: patternIn(context, given.groupPattern) }),
	};
}

/** @throws NodeOperationError for a pattern that says nothing */
function patternIn(context: IExecuteFunctions, value: unknown): (name: string) => boolean {
	const patterns = readText(value).split(',').map(readText).filter(Boolean);
	if (patterns.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			"'When Somebody Has Left' says groups of a pattern, and 'Group Pattern' is empty",
			{ description: 'Add it, for example app-*. Nothing was planned.' },
		);
	}
	const tests = patterns.map(
		(one) => new RegExp(`^${one.split('*').map(literal).join('.*')}$`, 'su'),
	);
	return (name) => tests.some((test) => test.test(name));
}

/**
 * The ids of those groups that a plan would take somebody out of, and whose members JumpCloud computes: a
 * list of groups does not say it.
 */
export async function computedAmong(
	api: JumpCloud,
	{ decisions }: Pick<Plan, 'decisions'>,
	groups: readonly Group[],
): Promise<Set<string>> {
	const entries = decisions.flatMap((decision) => decision.entries);
	const changed = new Set(entries.flatMap(({ changes }) => changes).map(({ id }) => id));
	const computed = new Set<string>();
	for (const group of groups.filter(({ id }) => changed.has(id))) {
		if (isAutomated(await withMethod(api, group))) computed.add(group.id);
	}
	return computed;
}
