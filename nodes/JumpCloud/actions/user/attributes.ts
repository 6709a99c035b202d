import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Run } from '../../../shared/operation';
import {
	asRecords,
	asText,
	byLabel,
	isRecord,
	located,
	optionSwitch,
	readCollection,
} from '../../../shared/parameters';
import { managerIds } from '../../directory/find';
import type { Sought } from '../../directory/find';
import type { WantedUser } from '../../sync/attributes';
import { checkEmail, readAttribute, readId } from '../../sync/person';
import type { Link } from '../../sync/users';
import type { JumpCloud } from '../../transport/client';
import { ATTRIBUTE_NAME, attributeLocator, rows, userLocator } from '../pickers';
import { readUserRef } from './target';

const LONGEST_VALUE = 1024;
const ONE_ADDRESS = 'Map one address, such as nathan@example.com.';

/** Single values, by JumpCloud's names, in the order of their labels. */
export const TEXTS = {
	alternateEmail: 'Alternate Email',
	company: 'Company',
	costCenter: 'Cost Center',
	department: 'Department',
	displayname: 'Display Name',
	employeeIdentifier: 'Employee Identifier',
	employeeType: 'Employee Type',
	jobTitle: 'Job Title',
	location: 'Location',
} as const;

/** Of phone numbers; a user has at most one of each here. */
export const PHONE_TYPES = [
	{ name: 'Home', value: 'home' },
	{ name: 'Mobile', value: 'mobile' },
	{ name: 'Work', value: 'work' },
	{ name: 'Work Fax', value: 'work_fax' },
	{ name: 'Work Mobile', value: 'work_mobile' },
];

type TextName = keyof typeof TEXTS;
const TEXT_NAMES = Object.keys(TEXTS) as TextName[];

/** Attributes beyond the four that are always kept in step; what is not added is not touched. */
export const attributeFields: INodeProperties[] = byLabel([
	...TEXT_NAMES.map((name) => textField(name)),
	customAttributesField(),
	userLocator({
		displayName: 'Manager',
		name: 'manager',
		description: 'Must be a JumpCloud user; one that does not exist yet is left out and reported',
	}),
	phoneNumbersField(),
]);

/**
 * The attributes that the user added to a collection, without the manager, who has to be looked up.
 *
 * @throws NodeOperationError for what JumpCloud would refuse
 */
export function readAttributes(
	context: IExecuteFunctions,
	collection: IDataObject,
	item: number,
): WantedUser {
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex: item, description });
	const wanted: WantedUser = {};
	for (const name of TEXT_NAMES) {
		if (collection[name] === undefined) continue;
		const isId = name === 'employeeIdentifier';
		const value = (isId ? readId : readAttribute)(collection[name]);
		if (value === undefined) continue;
		if (typeof value !== 'string') throw refuse(`'${TEXTS[name]}' cannot be read`, value.message);
		if (name === 'alternateEmail' && value !== '' && checkEmail(value)) {
			throw refuse(`'${TEXTS[name]}' is not an email address: ${value.slice(0, 80)}`, ONE_ADDRESS);
		}
		if (value.length > LONGEST_VALUE) {
			throw refuse(`'${TEXTS[name]}' is too long`, `JumpCloud takes ${LONGEST_VALUE} characters.`);
		}
		wanted[name] = value;
	}
	const attributes = entries(collection.customAttributes, 'attribute');
	if (attributes.length > 0) {
		wanted.attributes = attributes.flatMap(({ name, value }) => {
			const read = readAttribute(value);
			return read === undefined ? [] : [{ name: asText(located(name)), value: read }];
		});
	}
	for (const { name, value } of wanted.attributes ?? []) {
		if (!ATTRIBUTE_NAME.test(name) || value.length > LONGEST_VALUE) {
			throw refuse(
				`The custom attribute '${name.slice(0, 60)}' cannot be stored`,
				`Its name takes letters and digits only, at most 31; its value ${LONGEST_VALUE} characters.`,
			);
		}
	}
	const phones = entries(collection.phoneNumbers, 'phone');
	if (phones.length > 0) {
		wanted.phoneNumbers = phones.flatMap(({ type, number }) => {
			const read = readAttribute(number);
			return read === undefined ? [] : [{ type: asText(type), number: read }];
		});
	}
	return wanted;
}

function entries(value: unknown, key: string): IDataObject[] {
	return isRecord(value) ? asRecords(value[key]) : [];
}

function textField(name: TextName): INodeProperties {
	return { displayName: TEXTS[name], name, type: 'string', default: '' };
}

function customAttributesField(): INodeProperties {
	return {
		displayName: 'Custom Attributes',
		name: 'customAttributes',
		type: 'fixedCollection',
		typeOptions: rows('row.name?.value ?? row.name'),
		placeholder: 'Add Attribute',
		default: {},
		description: 'The others of the user stay as they are',
		options: [
			{
				displayName: 'Attribute',
				name: 'attribute',
				values: [
					attributeLocator('', { displayName: 'Name', name: 'name' }),
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	};
}

function phoneNumbersField(): INodeProperties {
	return {
		displayName: 'Phone Numbers',
		name: 'phoneNumbers',
		type: 'fixedCollection',
		typeOptions: rows('label("type")'),
		placeholder: 'Add Phone Number',
		default: {},
		description: 'One per type; the other types of the user stay as they are',
		options: [
			{
				displayName: 'Phone Number',
				name: 'phone',
				values: [
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: PHONE_TYPES,
						default: 'work',
					},
					{ displayName: 'Number', name: 'number', type: 'string', default: '' },
				],
			},
		],
	};
}

/** For an `Options` collection. */
export const clearEmptyOption: INodeProperties = {
	displayName: 'Clear Emptied Fields',
	name: 'clearEmpty',
	type: 'boolean',
	default: false,
	description:
		'Whether an empty value empties the attribute of an existing user; otherwise it is left as it is',
};

/** Whether an empty value empties what a user has. */
export function readClearEmpty(context: IExecuteFunctions, item: number): boolean {
	const options = readCollection(context, 'options', item);
	return optionSwitch(context, options, 'clearEmpty', clearEmptyOption.displayName, item);
}

/** The id to write as manager; without one when the manager is not in JumpCloud. */
type ManagerChoice = { kind: 'notManaged' } | { kind: 'missing' } | { kind: 'id'; id: string };

/**
 * The JumpCloud id behind the manager that the item names. Several people share a manager, so each
 * one is looked up once per run.
 *
 * @param label of the field, for the error
 * @throws NodeOperationError when more than one user fits
 */
export async function readManager(
	context: IExecuteFunctions,
	api: JumpCloud,
	locator: unknown,
	item: number,
	label = 'Manager',
): Promise<ManagerChoice> {
	const ref = locator === undefined ? undefined : readUserRef(context, locator, label, item);
	if (!ref) return { kind: 'notManaged' };
	if ('reason' in ref) return { kind: 'missing' };
	if (ref.by === 'id') return { kind: 'id', id: ref.value };

	const ids = await managerIds(api, ref);
	const [id] = ids;
	if (ids.length <= 1) return id === undefined ? { kind: 'missing' } : { kind: 'id', id };
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' fits ${ids.length} JumpCloud users: ${ids.join(', ')}`,
		{ itemIndex: item, description: 'Choose the manager by ID.' },
	);
}

interface Wanted {
	user: WantedUser;
	/** machine-readable, for the item that leaves */
	warnings: string[];
}

/**
 * What the user should be: name, email and link of the person, and the attributes that were added.
 *
 * @throws NodeOperationError when an attribute cannot be stored, or contradicts the link
 */
export async function readWanted(
	{ context, api, item }: Run<JumpCloud>,
	person: Sought,
	link: Link,
	collection: IDataObject,
): Promise<Wanted> {
	const attributes = readAttributes(context, collection, item);
	const manager = await readManager(context, api, collection.manager, item);
	const own = withLink(person, link, attributes);
	if (!own) {
		throw new NodeOperationError(
			context.getNode(),
			"'Additional Fields' sets the value that holds the link to the employee to something else",
			{
				itemIndex: item,
				description: "Remove it there, or choose another 'Link to Employee'.",
			},
		);
	}
	return {
		user: {
			...own,
			// The email of somebody who has left may be anybody's by now.
			...(person.stays && { email: person.email }),
			// A name that the source has lost is no reason to take it from the user.
			...(person.firstName && { firstname: person.firstName }),
			...(person.lastName && { lastname: person.lastName }),
			...(manager.kind === 'id' && { manager: manager.id }),
		},
		warnings: manager.kind === 'missing' ? ['manager_not_found'] : [],
	};
}

/** The attributes with the link among them; nothing when they hold another value in its place. */
function withLink(person: Sought, link: Link, wanted: WantedUser): WantedUser | undefined {
	const { employeeId } = person;
	if (link.kind === 'none') return wanted;
	if (link.kind === 'employeeIdentifier') {
		const other = wanted.employeeIdentifier;
		if (other && other !== employeeId) return undefined;
		return { ...wanted, employeeIdentifier: employeeId };
	}
	const others = wanted.attributes ?? [];
	if (others.some(({ name, value }) => name === link.name && value !== employeeId))
		return undefined;
	const rest = others.filter(({ name }) => name !== link.name);
	return { ...wanted, attributes: [...rest, { name: link.name, value: employeeId }] };
}
