import type { INodeProperties } from 'n8n-workflow';

import { asText, located } from '../../shared/parameters';

/*
 * Fields that pick one thing from a list of JumpCloud, or take it as it is typed. Steps that were saved
 * before there was a list hold the plain text: n8n shows it as it stands, and it means the same.
 *
 * No field has a `validation`: before every run n8n tries its expression against a clock of a few
 * milliseconds, which on a busy machine ends runs that are right. What reads a value says what is wrong.
 */

/** What JumpCloud takes as the name of a custom attribute. */
export const ATTRIBUTE_NAME = /^[A-Za-z0-9]{1,31}$/;

interface Field {
	displayName: string;
	name: string;
	description?: string;
	required?: boolean;
	displayOptions?: INodeProperties['displayOptions'];
	builderHint?: INodeProperties['builderHint'];
}

/** A field that picks one user: from a list, or by what is known of them. */
export function userLocator(field: Field): INodeProperties {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a user…',
				typeOptions: { searchListMethod: 'searchUsers', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 64f0c0ffee00000000000001',
				hint: 'Or the address of the user in the Admin Portal',
			},
			{
				displayName: 'By Email',
				name: 'email',
				type: 'string',
				placeholder: 'e.g. nathan@example.com',
			},
			{
				displayName: 'By Employee Identifier',
				name: 'employeeIdentifier',
				type: 'string',
				placeholder: 'e.g. 1042',
			},
		],
		...field,
	};
}

/** A field that picks one user group. */
export function groupLocator(field: Field): INodeProperties {
	return {
		type: 'resourceLocator',
		default: { __rl: true, mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a group…',
				typeOptions: { searchListMethod: 'searchGroups', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. Finance',
				hint: 'Exactly as in JumpCloud, letter case counts',
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 64f0c0ffee00000000000001',
				hint: 'Or the address of the group in the Admin Portal',
			},
		],
		...field,
	};
}

/** The group in the title of a row; see {@link rows}. */
export const TO_GROUP =
	'row.group?.value ? "→ " + (row.group.cachedResultName ?? row.group.value) : ""';

const GROUP_ADDRESS = /\/groups\/user\/([0-9a-f]{24})(?![0-9a-f])/i;

/** The name or ID of the group that a field points at; of an address in the Admin Portal, its ID. */
export function readGroupRef(value: unknown): string {
	const text = asText(located(value));
	return GROUP_ADDRESS.exec(text)?.[1]?.toLowerCase() ?? text;
}

/**
 * A field that names one custom attribute. JumpCloud has no list of their names: the one that is shown is
 * made of users, and a name that nobody has yet is typed.
 *
 * @param initial the name that is there at first
 */
export function attributeLocator(initial: string, field: Field): INodeProperties {
	return {
		type: 'resourceLocator',
		default: { __rl: true, mode: initial === '' ? 'list' : 'name', value: initial },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select an attribute…',
				typeOptions: { searchListMethod: 'searchAttributes', searchable: true },
				hint: 'What the first 500 users have; any other goes by name',
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: `e.g. ${initial || 'costUnit'}`,
				hint: 'Letters and digits only, at most 31',
			},
		],
		...field,
	};
}

// The name of a zone is all there is, which n8n's usual "Name or ID" would only obscure.
const ZONES = { loadOptionsMethod: 'getTimeZones' };

/** A time zone; empty takes that of the workflow. */
export function timeZoneField(
	field: Pick<INodeProperties, 'description' | 'displayOptions'>,
): INodeProperties {
	return {
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'options',
		typeOptions: ZONES,
		// Zones have several names, and n8n may know other ones than JumpCloud's admin.
		allowArbitraryValues: true,
		default: '',
		...field,
	};
}

/**
 * Of a collection whose rows an admin can move, and which show what they hold while they are closed.
 *
 * @param parts expressions over `row`, the values of a row, and `label`, which gives the label of what was
 * chosen in a field of it
 */
export function rows(...parts: string[]): INodeProperties['typeOptions'] {
	const label =
		'(name) => $collection.item.properties?.find((one) => one.name === name)?.options?.find(({ value }) => value === row[name])?.name ?? row[name]';
	const title = `((row, label) => [${parts.join(', ')}].filter((part) => typeof part === "string" && part !== "").join(" "))`;
	return {
		multipleValues: true,
		sortable: true,
		fixedCollection: {
			itemTitle: `={{ ((row) => ${title}(row, ${label}))($collection.item.value) }}`,
		},
	};
}
