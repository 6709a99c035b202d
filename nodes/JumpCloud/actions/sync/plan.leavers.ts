import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { itemValues, located, readChoice, readCollection } from '../../../shared/parameters';
import type { Group } from '../../sync/groups';
import type { LeaveRules, LeaverInput, LeaverRules } from '../../sync/leaver';
import { readText } from '../../sync/person';
import { linkField } from '../../sync/users';
import { ATTRIBUTE_NAME, attributeLocator, timeZoneField } from '../pickers';
import type { DecidedRules } from './plan.rules';
import { leavingField, readLeaving } from './plan.whenLeft';

/** Whether people lose access, and get it back. */
export const leavingFields: INodeProperties[] = [
	{
		displayName: 'Leavers',
		name: 'leavers',
		type: 'options',
		options: [
			{ name: 'Never Suspend', value: 'never' },
			{
				name: 'Suspend After the Last Day',
				value: 'lastDay',
				description: 'A last day to come is scheduled, and moved when it moves',
			},
			{
				name: 'Suspend Now',
				value: 'now',
				description: 'As soon as there is a last day, also one to come',
			},
		],
		default: 'lastDay',
	},
	{
		displayName: 'Rehires',
		name: 'rehires',
		type: 'options',
		options: [
			{
				name: 'Report Only',
				value: 'report',
				description: 'Nothing tells a rehire from somebody whom IT has suspended',
			},
			{
				name: 'Unsuspend',
				value: 'unsuspend',
				description: 'Everybody who works here and is suspended gets the access back',
			},
		],
		default: 'report',
		description:
			'People who work here and whose user is suspended. Whom a last day suspended comes back either way, where the last day is remembered.',
	},
];

/** On what day and at what time. */
export const leaverFields: INodeProperties[] = [
	{
		displayName: 'Last Day',
		name: 'lastDay',
		type: 'string',
		default: '={{ $json.terminated_on }}',
		placeholder: 'e.g. 2026-12-31',
		description:
			'Its value is empty for whoever stays. Where this field itself is empty, the source knows no last days: nothing is taken back, and nobody is let in again.',
	},
	{
		displayName: 'Suspension Time',
		name: 'suspensionTime',
		type: 'string',
		default: '23:59',
		placeholder: 'e.g. 23:59',
		description: 'On the last day, in the time zone below',
		displayOptions: { show: { leavers: ['lastDay'] } },
	},
	timeZoneField({ description: 'In which days begin and end' }),
];

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
	leavingField,
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
	/** that a choice does nothing, because nobody's item says what it goes by */
	idle: string[];
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
	const idle = readers.flatMap(([key, read]) => {
		const told = DOES_NOTHING[key];
		return told && isUnread(items, read) ? [told] : [];
	});
	const isLeaving = leaving.clearsManager || leaving.atOnce.size > 0 || isLeft !== undefined;
	return {
		rules: {
			...(contractEnd !== 'ignore' && { contractEnd }),
			...(isLeaving && { leaving }),
			...(leaves && { leaves }),
		},
		of: (item) => Object.fromEntries(readers.map(([key, read]) => [key, read(item)])),
		takesGroups: isLeft !== undefined,
		idle,
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

/** Whether there are people, and nobody's item has such a field. */
function isUnread(items: IDataObject[], read: ReadValue): boolean {
	const isRead = (item: IDataObject) => Object.keys(item).length > 0 && item.reread === undefined;
	const indices = items.flatMap((item, index) => (isRead(item) ? [index] : []));
	return indices.length > 0 && indices.every((index) => read(index) === undefined);
}

const DOES_NOTHING: Readonly<Partial<Record<keyof typeof MAPPED, string>>> = {
	contractEnd:
		"Nobody's item says when a contract ends, so 'Fixed Terms' does nothing: in the Factorial step choose 'Current Contract' under 'Include', or map 'Contract End'.",
	onLeave:
		"Nobody's item says who is on leave, so 'Leaves' does nothing: in the Factorial step choose 'Leaves' under 'Include', or map 'On Leave'.",
};

/** @throws NodeOperationError where nobody's item says why they were let go, so that nobody would go at once */
function refuseUnread(context: IExecuteFunctions, items: IDataObject[], read: ReadValue): void {
	if (!isUnread(items, read)) return;
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
