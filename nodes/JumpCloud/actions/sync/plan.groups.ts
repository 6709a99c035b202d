import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { asRecords, asText, readCollection, refuseFoundNothing } from '../../../shared/parameters';
import { groupsIn } from '../../directory/snapshot';
import { chooseGroups, isAutomated, isFilled, valueIn } from '../../sync/groups';
import type { Group, GroupRule } from '../../sync/groups';
import { checkEmail, readText } from '../../sync/person';
import type { Plan } from '../../sync/planned';
import { keyOf } from '../../sync/users';
import type { JumpCloud } from '../../transport/client';
import { withMethod } from '../../transport/groups';
import { TO_GROUP, groupLocator, readGroupRef, rows } from '../pickers';
import { groupsField, readGroupNames } from '../userGroup/membership';

/** By what somebody belongs into a group, and in which field Factorial's items have it. */
const FIELDS: Readonly<Record<string, string>> = {
	jobTitle: 'job_title',
	legalEntity: 'legal_entity_name',
	location: 'location_name',
	team: 'team_names',
	teamLead: 'lead_team_names',
};

/**
 * The two parameters with which an admin names a field of the person; {@link fieldOf} reads them.
 *
 * @param choice how the own field is called (a model tells parameters apart by their labels), and which
 * fields are offered besides those that every choice has
 */
export function fieldChoice(choice: {
	label: string;
	placeholder?: string;
	more?: INodePropertyOptions[];
}): INodeProperties[] {
	const { label, placeholder = 'e.g. custom_fields.cost_center', more = [] } = choice;
	const offered: INodePropertyOptions[] = [
		{ name: 'Another Field', value: 'field' },
		{ name: 'Legal Entity', value: 'legalEntity' },
		{ name: 'Location', value: 'location' },
		{ name: 'Team', value: 'team' },
		...more,
	];
	return [
		{
			displayName: 'By',
			name: 'by',
			type: 'options',
			options: offered.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
			default: 'team',
			description: 'Factorial gives the names with Include',
		},
		{
			...{ displayName: label, name: 'field', type: 'string', default: '', placeholder },
			// What is dropped here from the input is its name then, not an expression of its value.
			requiresDataPath: 'single',
			description:
				'Name of the field in the input, with dots for what is inside another. Drag it here from the input, or type it.',
			displayOptions: { show: { by: ['field'] } },
		},
	];
}

/** The field in the title of a row; see `rows`. */
export const NAMED_FIELD = 'row.by === "field" ? row.field : label("by")';

/** How n8n writes a name that is no single word, such as `custom_fields['cost-center']`. */
const IN_BRACKETS = /\[(['"])(.*?)\1\]/g;

/** The field of the input that an entry is about; empty where it names none. */
export function fieldOf({ by, field }: IDataObject): string {
	return FIELDS[asText(by)] ?? asText(field).replace(IN_BRACKETS, '.$2').replace(/^\./, '');
}

/** Groups whose members follow the source. */
export const groupRulesField: INodeProperties = {
	displayName: 'Managed Groups',
	name: 'groupRules',
	type: 'fixedCollection',
	typeOptions: rows('row.is', TO_GROUP),
	placeholder: 'Add Rule',
	default: {},
	description:
		'People are put into these groups and taken out of them as the rules say; other groups are never touched. Whoever has left keeps theirs.',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				...fieldChoice({ label: 'Field', placeholder: 'e.g. job_title' }),
				{
					displayName: 'Is',
					name: 'is',
					type: 'string',
					default: '',
					placeholder: 'e.g. Finance',
					description: 'In any letter case; where the field is a list, one of its entries',
				},
				groupLocator({ displayName: 'Group', name: 'group' }),
			],
		},
	],
};

/** Whether there are any rules, for which the groups have to be read. */
export function hasGroupRules(context: IExecuteFunctions): boolean {
	return asRecords(context.getNodeParameter('groupRules.rule', 0, [])).length > 0;
}

/**
 * The rules with the groups they name.
 *
 * @throws NodeOperationError for a rule that says nothing, a group that does not exist, one whose
 * members JumpCloud computes, and a field that no item has
 */
export function readGroupRules(
	context: IExecuteFunctions,
	groups: Group[],
	items: IDataObject[],
): GroupRule[] {
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description });
	return asRecords(context.getNodeParameter('groupRules.rule', 0, [])).map((rule) => {
		const field = fieldOf(rule);
		const is = asText(rule.is);
		if (field === '' || is === '') {
			throw refuse(
				"A rule of 'Managed Groups' is empty",
				"Fill in 'Field' and 'Is', or remove it.",
			);
		}
		const [choice] = chooseGroups([readGroupRef(rule.group)], groups);
		if (choice?.kind !== 'group') {
			const message = choice?.message ?? "A rule of 'Managed Groups' names no group";
			throw refuse(message, "Check 'Managed Groups'. Nothing was planned.");
		}
		if (isAutomated(choice.group)) throw computed(context, choice.group, MANAGED);
		refuseMissing(context, field, items, MANAGED);
		return { field, is, groupId: choice.group.id };
	});
}

const MANAGED = 'Managed Groups';

/** @throws NodeOperationError for a field that no item has: everybody would seem to belong nowhere */
export function refuseMissing(
	context: IExecuteFunctions,
	field: string,
	items: IDataObject[],
	label: string,
): void {
	if (items.length === 0 || items.some((item) => valueIn(item, field) !== undefined)) return;
	throw new NodeOperationError(
		context.getNode(),
		`Nobody in the input has the field '${field}', which '${label}' needs`,
		{ description: "Add it, in Factorial under 'Include', or remove the rule." },
	);
}

/**
 * A list of groups does not say which of them JumpCloud computes, so those that a plan would change are
 * asked for it.
 *
 * @throws NodeOperationError for one whose members JumpCloud computes
 */
export async function refuseComputed(
	context: IExecuteFunctions,
	api: JumpCloud,
	{ decisions }: Pick<Plan, 'decisions'>,
	groups: readonly Group[],
	ofPatterns: ReadonlySet<string>,
): Promise<void> {
	const entries = decisions.flatMap((decision) => decision.entries);
	const changed = new Set(entries.flatMap(({ changes }) => changes).map(({ id }) => id));
	for (const group of groups.filter(({ id }) => changed.has(id))) {
		const known = await withMethod(api, group);
		if (!isAutomated(known)) continue;
		throw computed(context, known, ofPatterns.has(known.id) ? 'Groups From a Field' : MANAGED);
	}
}

/** The error about a group that no step can change for long. */
export function computed(
	context: IExecuteFunctions,
	{ name }: Group,
	label: string,
): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`JumpCloud computes the members of the group "${name}" by itself`,
		{
			description: `Remove it from '${label}', and let the conditions of the group use an attribute.`,
		},
	);
}

/** The fields of rules that nobody has a value in, where that says of everybody that they belong nowhere. */
export function emptyFieldsOf(
	rules: readonly GroupRule[],
	items: readonly IDataObject[],
): string[] {
	const fields = [...new Set(rules.map(({ field }) => field))];
	return fields.filter((field) => !items.some((item) => isFilled(valueIn(item, field))));
}

/** Users who are never touched. */
export const protectedUsersField: INodeProperties = {
	displayName: 'Protected Users',
	name: 'protectedUsers',
	type: 'collection',
	placeholder: 'Add Protection',
	default: {},
	description:
		'They are never created, changed or suspended; what would have been done is reported',
	options: [
		{
			displayName: 'Emails',
			name: 'emails',
			type: 'string',
			default: '',
			placeholder: 'e.g. nathan@example.com, alma@example.com',
			description: 'Separated by commas, in any letter case',
		},
		{
			...groupsField,
			description: `The members of these groups. ${groupsField.description ?? ''}`,
		},
		{
			displayName: 'Usernames',
			name: 'usernames',
			type: 'string',
			default: '',
			placeholder: 'e.g. admin, backup.service',
			description: 'Separated by commas, in any letter case',
		},
	],
};

interface Protection {
	emails: Set<string>;
	usernames: Set<string>;
	groupNames: string[];
}

export function readProtection(context: IExecuteFunctions): Protection {
	refuseFoundNothing(context, 'protectedUsers', protectedUsersField.displayName);
	const { emails, usernames, groups } = readCollection(context, 'protectedUsers', 0);
	const protectedEmails = listed(context, 'Emails', emails);
	const wrong = protectedEmails.find((email) => checkEmail(email) !== undefined);
	if (wrong !== undefined) throw notProtecting(context, 'Emails', `"${wrong.slice(0, 80)}"`);
	return {
		emails: new Set(protectedEmails),
		usernames: new Set(listed(context, 'Usernames', usernames)),
		groupNames: groups === undefined ? [] : (readGroupNames(context, groups, 0) ?? []),
	};
}

/**
 * Groups that say something about their members, such as that they are protected.
 *
 * @param label of the parameter that names them
 * @throws NodeOperationError for a group that does not exist: it would say it of nobody
 */
export function namedGroups(
	context: IExecuteFunctions,
	names: string[],
	groups: Group[],
	label: string,
): Group[] {
	return chooseGroups(names, groups).map((choice) => {
		if (choice.kind === 'group') return choice.group;
		throw new NodeOperationError(context.getNode(), choice.message, {
			description: `Check '${label}'. Nothing was planned.`,
		});
	});
}

/** @throws NodeOperationError for an entry that is no text: whoever it means would not be protected */
function listed(context: IExecuteFunctions, label: string, value: unknown): string[] {
	const entries = value === undefined ? [] : [value].flat();
	const unreadable = entries.findIndex((entry) => typeof entry !== 'string');
	if (unreadable >= 0) {
		throw notProtecting(context, label, JSON.stringify(entries[unreadable]) ?? 'nothing');
	}
	const texts = entries.flatMap((entry) => readText(entry).split(/[,;\s]+/));
	return texts.map(keyOf).filter((text) => text !== '');
}

function notProtecting(context: IExecuteFunctions, label: string, what: string) {
	return new NodeOperationError(
		context.getNode(),
		`'${label}' of 'Protected Users' cannot be read: ${what} names nobody`,
		{ description: 'Whoever is meant would not be protected. Nothing was planned.' },
	);
}

/** @throws NodeOperationError for a rule about a group whose members no step may change */
export function refuseManaged(
	context: IExecuteFunctions,
	rules: GroupRule[],
	guarded: Group[],
): void {
	const [both] = groupsIn(rules, guarded);
	if (!both) return;
	throw new NodeOperationError(
		context.getNode(),
		`The group "${both.name}" is protected by the credential, so no plan decides who is in it`,
		{
			description:
				"Remove it from 'Managed Groups' or 'Groups From a Field', or from 'Protected Group' in the credential. Nothing was planned.",
		},
	);
}
