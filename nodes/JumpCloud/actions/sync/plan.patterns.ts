import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	asChoice,
	asSwitch,
	isRecord,
	located,
	refuseFoundNothing,
} from '../../../shared/parameters';
import { chooseGroups, isAutomated, valueKey } from '../../sync/groups';
import type { Group } from '../../sync/groups';
import { expandPattern } from '../../sync/patterns';
import type { Expanded, GroupPattern } from '../../sync/patterns';
import { readText } from '../../sync/person';
import { TO_GROUP, groupLocator, readGroupRef, rows } from '../pickers';
import { groupsField, readGroupNames } from '../userGroup/membership';
import {
	NAMED_FIELD,
	computed,
	fieldChoice,
	fieldOf,
	namedGroups,
	refuseMissing,
} from './plan.groups';

const LABEL = 'Groups From a Field';

const GROUP_HINT = groupsField.description ?? '';

/** In the order in which an admin fills it in. */
const PATTERN: INodeProperties[] = [
	...fieldChoice({ label: 'Group Field', more: [{ name: 'Team They Lead', value: 'teamLead' }] }),
	{
		displayName: 'Prefix',
		name: 'prefix',
		type: 'string',
		default: '',
		placeholder: 'e.g. Team-',
		description: 'What stands before the value in the name of the group; blanks count',
	},
	{
		displayName: 'Suffix',
		name: 'suffix',
		type: 'string',
		default: '',
		placeholder: 'e.g. -staff',
		description: 'What stands after the value in the name of the group; blanks count',
	},
	{
		...groupsField,
		displayName: 'Only These Groups Names or IDs',
		name: 'allowed',
		description: `The only groups that a value can name, and from which people are taken out; without any, all whose names have the prefix and the suffix. ${GROUP_HINT}`,
	},
	{
		displayName: 'Exceptions',
		name: 'exceptions',
		type: 'fixedCollection',
		typeOptions: rows('row.value', TO_GROUP),
		placeholder: 'Add Exception',
		default: {},
		description: 'Values that name another group, or none',
		options: [
			{
				displayName: 'Exception',
				name: 'exception',
				values: [
					{
						displayName: 'Exceptional Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Finance',
					},
					groupLocator({
						displayName: 'Group Instead',
						name: 'group',
						description: 'Empty for none',
					}),
				],
			},
		],
	},
	{
		displayName: 'Make Missing Groups',
		name: 'createMissing',
		type: 'boolean',
		default: false,
		description:
			'Whether Apply Changes makes a group that somebody should be in and that does not exist; otherwise it is reported, with the people',
	},
	{
		displayName: 'Groups That No Value Names',
		name: 'unmatched',
		type: 'options',
		options: [
			{
				name: 'Leave Alone',
				value: 'leave',
				description:
					'A group whose name fits and that nobody has a value for can be one that somebody made by hand: it is reported',
			},
			{
				name: 'Take People Out',
				value: 'empty',
				description: 'Every group with this prefix and suffix is filled by this field alone',
			},
		],
		default: 'leave',
	},
	{
		...groupsField,
		displayName: 'Never Remove Members of Names or IDs',
		name: 'neverRemove',
		description: `Whoever is in one of these groups is taken out of no group by this field. ${GROUP_HINT}`,
	},
];

/** Groups that are named by the values of a field, so that no team needs a rule of its own. */
export const groupPatternsField: INodeProperties = {
	displayName: LABEL,
	name: 'groupPatterns',
	type: 'fixedCollection',
	typeOptions: rows('row.prefix', NAMED_FIELD, 'row.suffix'),
	placeholder: 'Add Field',
	default: {},
	description:
		'The values of a field name the groups, for example the team Finance the group "Team Finance". A prefix, a suffix or a list of groups is needed: otherwise whoever names a team in the source could choose any group, also one of administrators.',
	options: [
		{
			displayName: 'Field',
			name: 'pattern',
			values: PATTERN,
		},
	],
};

/** A pattern, and the groups whose members it takes out of nothing. */
interface Choice {
	pattern: GroupPattern;
	kept: Group[];
}

/** What all patterns come to. */
export interface Patterns extends Expanded {
	/** the groups that say of their members that they are taken out of nothing */
	kept: Group[];
	/** by the id of a managed group, those of its patterns */
	keptBy: ReadonlyMap<string, Group[]>;
}

function entriesIn(context: IExecuteFunctions): unknown[] {
	return [context.getNodeParameter('groupPatterns.pattern', 0, [])].flat();
}

/**
 * The rules that the patterns stand for.
 *
 * @throws NodeOperationError for a pattern by which a value could name any group, or that does not say
 * which field is meant, a group that does not exist, and a field that no item has
 */
export function readPatterns(
	context: IExecuteFunctions,
	groups: Group[],
	items: IDataObject[],
	everyone: boolean,
): Patterns {
	refuseFoundNothing(context, 'groupPatterns', LABEL);
	const choices = entriesIn(context).map((entry) => readPattern(context, entry, groups));
	const rules: Expanded['rules'] = [];
	const reports: Expanded['reports'] = [];
	const keptBy = new Map<string, Group[]>();
	for (const { pattern, kept } of choices) {
		refuseMissing(context, pattern.field, items, LABEL);
		const expanded = expandPattern(pattern, items, groups, everyone);
		rules.push(...expanded.rules);
		reports.push(...expanded.reports);
		if (kept.length === 0) continue;
		for (const { groupId } of expanded.rules) {
			keptBy.set(groupId, [...new Set([...(keptBy.get(groupId) ?? []), ...kept])]);
		}
	}
	// A group that another pattern or rule fills is no stranger.
	const managed = new Set(rules.map(({ groupId }) => groupId));
	const names = new Set(groups.filter(({ id }) => managed.has(id)).map(({ name }) => name));
	const isOpen = ({ reason, group = '' }: Expanded['reports'][number]) =>
		reason !== 'unmatched_group' || !names.has(group);
	return {
		rules: madeForAll(rules),
		reports: reports.filter(isOpen),
		keptBy,
		kept: choices.flatMap((one) => one.kept),
	};
}

/** A group that one of the fields makes is there for the others as well. */
function madeForAll(rules: Expanded['rules']): Expanded['rules'] {
	const made = new Set(
		rules.flatMap(({ missing }) => (missing?.isMade ? [valueKey(missing.name)] : [])),
	);
	return rules.map((rule) =>
		rule.missing && made.has(valueKey(rule.missing.name))
			? { ...rule, missing: { ...rule.missing, isMade: true } }
			: rule,
	);
}

function readPattern(context: IExecuteFunctions, entry: unknown, groups: Group[]): Choice {
	if (!isRecord(entry)) {
		throw refusal(context, 'cannot be read', 'Choose a field and a prefix, or remove it.');
	}
	const field = fieldOf(entry);
	if (field === '')
		throw refusal(context, 'names no field', "Fill in 'Group Field', or remove it.");
	const [prefix, suffix] = [affix(context, entry, 'prefix'), affix(context, entry, 'suffix')];
	const isLimited = 'allowed' in entry && !isNone(entry.allowed);
	if (!isLimited && readText(prefix) === '' && readText(suffix) === '') {
		throw refusal(
			context,
			`lets the values of '${field}' name any group`,
			"Whoever names a team in the source would choose which groups people are in. Fill in 'Prefix' or 'Suffix', or choose 'Only These Groups'.",
		);
	}
	const named = (value: unknown) =>
		namedGroups(context, readGroupNames(context, value, 0) ?? [], groups, LABEL);
	const allowed = isLimited ? named(entry.allowed) : undefined;
	if (allowed?.length === 0) throw refusal(context, 'names no group', "Check 'Only These Groups'.");
	if (allowed && entry.createMissing === true) {
		throw refusal(
			context,
			"makes no groups, because 'Only These Groups' names those that are there",
			"Remove 'Make Missing Groups', or 'Only These Groups' and fill in a prefix.",
		);
	}
	const exceptions = readExceptions(context, entry.exceptions, groups);
	for (const group of allowed ?? []) if (isAutomated(group)) throw computed(context, group, LABEL);
	const keeps = 'neverRemove' in entry && !isNone(entry.neverRemove);
	const kept = keeps ? named(entry.neverRemove) : [];
	if (keeps && kept.length === 0) {
		throw refusal(context, 'protects nobody', "Check 'Never Remove Members Of'.");
	}
	const unmatched = asChoice(context, 'Groups That No Value Names', entry.unmatched ?? 'leave', [
		...(['leave', 'empty'] as const),
	]);
	return {
		kept,
		pattern: {
			...{ field, prefix, suffix, exceptions },
			...(allowed && { allowed: new Set(allowed.map(({ id }) => id)) }),
			createMissing: asSwitch(context, 'Make Missing Groups', entry.createMissing ?? false),
			takesOutOfAll: unmatched === 'empty',
		},
	};
}

/** Nothing was chosen; an expression that finds nothing is another matter. */
const isNone = (value: unknown) => Array.isArray(value) && value.length === 0;

/** @throws NodeOperationError for what is no text: without it another group would be meant */
function affix(context: IExecuteFunctions, entry: IDataObject, name: 'prefix' | 'suffix'): string {
	const value = name in entry ? entry[name] : '';
	if (typeof value === 'string') return value;
	throw refusal(context, `has a ${name} that is no text`, 'Correct it, or empty it.');
}

function readExceptions(
	context: IExecuteFunctions,
	value: unknown,
	groups: Group[],
): GroupPattern['exceptions'] {
	const entries = isRecord(value) ? [value.exception ?? []].flat() : [];
	return new Map(
		entries.map((entry) => {
			const key = isRecord(entry) ? valueKey(entry.value) : '';
			if (!isRecord(entry) || key === '') {
				throw refusal(context, 'has an exception without a value', 'Fill it in, or remove it.');
			}
			// Emptied, it names no group; an expression that finds nothing does not say so.
			if (!('group' in entry) || located(entry.group) === '') return [key, undefined] as const;
			const [choice] = chooseGroups([readGroupRef(entry.group)], groups);
			if (choice?.kind !== 'group') {
				throw refusal(context, 'has an exception without a group', choice?.message ?? 'Check it.');
			}
			if (isAutomated(choice.group)) throw computed(context, choice.group, LABEL);
			return [key, choice.group.id] as const;
		}),
	);
}

function refusal(context: IExecuteFunctions, what: string, advice: string) {
	return new NodeOperationError(context.getNode(), `'${LABEL}' ${what}`, {
		description: `${advice} Nothing was planned.`,
	});
}
