import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asChoice, byLabel, isRecord, shownValue } from '../../../shared/parameters';
import { readText } from '../../sync/person';
import type { NotInScope } from '../../sync/person';
import { notInScope } from '../../sync/scope';
import type { Condition } from '../../sync/scope';
import type { Link } from '../../sync/users';
import { rows } from '../pickers';
import { groupsField, readGroupNames } from '../userGroup/membership';
import { NAMED_FIELD, fieldChoice, fieldOf } from './plan.groups';

const OPERATORS = ['contains', 'is', 'isEmpty', 'isNot'] as const;

/*
 * n8n's own filter parameter gives nothing but a yes or a no, and a field that is missing is a no: a
 * renamed field would look as if everybody had left the scope. So conditions are read here.
 */
const conditions = (of: 'Scope' | 'Excluded'): INodeProperties['options'] => [
	{
		displayName: 'Condition',
		name: 'condition',
		values: [
			...fieldChoice({ label: `${of} Field`, more: [{ name: 'Job Title', value: 'jobTitle' }] }),
			{
				displayName: 'Condition',
				name: 'operator',
				type: 'options',
				options: [
					{ name: 'Contains', value: 'contains' },
					{ name: 'Is', value: 'is' },
					{ name: 'Is Empty', value: 'isEmpty' },
					{ name: 'Is Not', value: 'isNot' },
				],
				default: 'is',
				description: 'Of a field that is a list, one entry that fits is enough',
			},
			{
				displayName: `${of} Values`,
				name: 'values',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Value' },
				default: [],
				placeholder: 'e.g. Finance',
				description: 'One of them is enough; letter case does not count',
				displayOptions: { hide: { operator: ['isEmpty'] } },
			},
		],
	},
];

/** Whom the plan is about, and whom it leaves alone. */
export const scopeField: INodeProperties = {
	displayName: 'Scope',
	name: 'scope',
	type: 'collection',
	placeholder: 'Add Scope',
	default: {},
	description:
		'Whoever is not in the scope is left alone: not created, not changed, not suspended, and not taken for missing. Use this rather than a filter before this step, which would make people look as if they had left.',
	options: byLabel([
		{
			displayName: 'Not People Who',
			name: 'notWho',
			type: 'fixedCollection',
			typeOptions: rows(NAMED_FIELD, 'label("operator").toLowerCase()', 'row.values?.join(", ")'),
			placeholder: 'Add Condition',
			default: {},
			description: 'Whoever fits one of the conditions is left alone',
			options: conditions('Excluded'),
		},
		{
			...groupsField,
			displayName: 'Not Users in Group Names or IDs',
			name: 'notInGroups',
			description: `Whoever is in one of these JumpCloud groups is left alone. ${groupsField.description ?? ''}`,
		},
		{
			displayName: 'Only People Who',
			name: 'onlyWho',
			type: 'fixedCollection',
			typeOptions: rows(NAMED_FIELD, 'label("operator").toLowerCase()', 'row.values?.join(", ")'),
			placeholder: 'Add Condition',
			default: {},
			description: 'Whoever does not fit all of the conditions is left alone',
			options: conditions('Scope'),
		},
		{
			displayName: 'When Somebody Leaves the Scope',
			name: 'whenLeaving',
			type: 'options',
			options: [
				{ name: 'Do Nothing', value: 'nothing' },
				{
					name: 'Suspend',
					value: 'suspend',
					description:
						'Every user who is linked to a person outside the scope, where the link is certain; not by a group, and not where a field cannot be read',
				},
			],
			default: 'nothing',
			description: 'What happens to the user who is linked to a person outside the scope',
		},
	]),
};

/** With how much of a plan to begin. */
export const beginWithField: INodeProperties = {
	displayName: 'Begin With',
	name: 'beginWith',
	type: 'collection',
	placeholder: 'Add Limit',
	default: {},
	description:
		'A first run can change a few people only; everything else leaves as an item with the reason later, and is not done, suspensions included. The guard judges the whole plan all the same.',
	options: [
		{
			displayName: 'Only the First People',
			name: 'first',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description:
				'Of so many people something is changed, with all that is planned for each of them, in the order of their IDs',
		},
		{
			...groupsField,
			displayName: 'Only Users in Group Names or IDs',
			name: 'groups',
			description: `Only whoever is in one of these JumpCloud groups is changed, and nobody is created. ${groupsField.description ?? ''}`,
		},
	],
};

/** With whom to begin; the groups are yet to be found. */
interface BeginningChoice {
	most?: number;
	/** names or IDs; none where a user may be in any */
	groupNames: string[];
}

/**
 * @returns nothing where a plan is to be carried out as a whole
 * @throws NodeOperationError for a limit that limits nothing: everybody would be changed
 */
export function readBeginning(context: IExecuteFunctions): BeginningChoice | undefined {
	const given: unknown = context.getNodeParameter('beginWith', 0, {});
	const refuse = (message: string) =>
		new NodeOperationError(context.getNode(), message, {
			description: "Correct 'Begin With', or empty it to plan for everybody. Nothing was planned.",
		});
	if (!isRecord(given)) throw refuse("'Begin With' is not a set of limits");
	if (Object.keys(given).length === 0) return undefined;
	const most = 'first' in given ? Number(given.first || NaN) : undefined;
	if (most !== undefined && !(Number.isInteger(most) && most >= 1)) {
		throw refuse(`'Only the First People' is not a number of people: ${shownValue(given.first)}`);
	}
	const groupNames = readGroupNames(context, given.groups, 0) ?? [];
	if ('groups' in given && groupNames.length === 0) {
		throw refuse("'Only Users in Group' names no group");
	}
	return { most, groupNames };
}

/** Whom a plan is about. */
export interface Scope {
	leavingScope: 'nothing' | 'suspend';
	/** names or IDs of the groups whose members are left alone */
	groupNames: string[];
	/** why the person of an item is not in the scope; nothing where they are */
	of(item: IDataObject): NotInScope | undefined;
}

/**
 * @returns nothing where no scope is set
 * @throws NodeOperationError for one that does not say whom it means: everybody would be in it, or nobody
 */
export function readScope(context: IExecuteFunctions, link: Link): Scope | undefined {
	const given: unknown = context.getNodeParameter('scope', 0, {});
	if (!isRecord(given)) throw refusal(context, 'Scope', 'Add what limits the scope, or empty it.');
	if (Object.keys(given).length === 0) return undefined;
	const only = conditionsIn(context, 'Only People Who', given, 'onlyWho');
	const not = conditionsIn(context, 'Not People Who', given, 'notWho');
	const groupNames = readGroupNames(context, given.notInGroups, 0) ?? [];
	if ('notInGroups' in given && groupNames.length === 0) {
		throw refusal(context, 'Not Users in Group', 'Choose a group, or remove it.');
	}
	const whenLeaving = 'whenLeaving' in given ? given.whenLeaving : 'nothing';
	const leavingScope = asChoice(context, 'When Somebody Leaves the Scope', whenLeaving, [
		...(['nothing', 'suspend'] as const),
	]);
	const isByField = only.length + not.length > 0;
	if (leavingScope === 'suspend' && !isByField) throw vain(context, 'nobody leaves it by a field');
	if (leavingScope === 'suspend' && link.kind === 'none') {
		throw vain(context, "'Link to Employee' says None");
	}
	return {
		leavingScope,
		groupNames,
		of: (item) => (isByField ? notInScope(item, { only, not }) : undefined),
	};
}

function conditionsIn(
	context: IExecuteFunctions,
	label: string,
	given: IDataObject,
	name: string,
): Condition[] {
	// An expression that finds nothing is there all the same, and must not lift a limit.
	if (!(name in given)) return [];
	const value = given[name];
	const entries = isRecord(value) ? [value.condition ?? []].flat() : [];
	const advice = 'Fill in the field, the condition and the values, or remove it.';
	if (entries.length === 0) throw refusal(context, label, advice);
	return entries.map((entry) => {
		if (!isRecord(entry)) throw refusal(context, label, advice);
		const field = fieldOf(entry);
		const operator = asChoice(
			...([context, 'Condition', 'operator' in entry ? entry.operator : 'is', OPERATORS] as const),
		);
		const values = [entry.values ?? []].flat().map(readValue);
		const isComplete = operator === 'isEmpty' || (values.length > 0 && !values.includes(''));
		if (field === '' || !isComplete) throw refusal(context, label, advice);
		return { field, operator, values: operator === 'isEmpty' ? [] : values };
	});
}

/** Who is suspended for leaving the scope is certain by the link, and outside of it by a field. */
function vain(context: IExecuteFunctions, why: string) {
	return new NodeOperationError(
		context.getNode(),
		`'When Somebody Leaves the Scope' says Suspend, and suspends nobody, because ${why}`,
		{
			description:
				"Only linked users are suspended who do not fit 'Only People Who', or fit 'Not People Who'. Add a condition and a link, or choose Do Nothing. Nothing was planned.",
		},
	);
}

const readValue = (value: unknown) => readText(typeof value === 'boolean' ? String(value) : value);

function refusal(context: IExecuteFunctions, label: string, advice: string) {
	return new NodeOperationError(
		context.getNode(),
		`'${label}' does not say who is in the scope of this plan`,
		{ description: `${advice} Nothing was planned.` },
	);
}
