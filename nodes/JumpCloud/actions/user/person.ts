import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { optionsOf } from '../../../shared/collections';
import {
	asChoice,
	byLabel,
	itemValue,
	readChoice,
	readCollection,
	readText,
} from '../../../shared/parameters';
import type { UsernameWish } from '../../directory/find';
import { leavingOf } from '../../sync/access';
import type { Identity, Skip } from '../../sync/conflicts';
import type { IdentityRules } from '../../sync/identity';
import { readText as asLine, readEmail, readPerson as readFrom, readId } from '../../sync/person';
import type { EmailRules, UsernameRules } from '../../sync/username';
import type { Link } from '../../sync/users';
import { allowedGroupsOption, groupsField } from '../userGroup/membership';
import { ATTRIBUTE_NAME, attributeLocator } from '../pickers';
import { attributeFields, clearEmptyOption } from './attributes';
import { NO_WORK_EMAIL, asEmailRules, madeEmailFields } from './madeEmails';
import { notAnEmployee, saidOf } from './result';
import {
	LETTER_SPELLINGS,
	USERNAME_CASES,
	USERNAME_LENGTHS,
	USERNAME_RULES,
	usernameFields,
	usernameOptions,
} from './usernames';

/** Who the person is; the defaults fit items of the Factorial nodes. */
export const personFields: INodeProperties[] = [
	{
		displayName: 'Work Email',
		name: 'email',
		type: 'string',
		default: '={{ $json.work_email }}',
		placeholder: 'e.g. nathan@example.com',
		description: 'People without one are skipped, not failed',
	},
	{
		displayName: 'First Name',
		name: 'firstname',
		type: 'string',
		default: '={{ $json.first_name }}',
	},
	{
		displayName: 'Last Name',
		name: 'lastname',
		type: 'string',
		default: '={{ $json.last_name }}',
	},
	{
		displayName: 'Employee ID',
		name: 'employeeId',
		type: 'string',
		default: '={{ $json.id }}',
		description:
			'The permanent ID in Factorial. It is stored with the user, so that the person is found again after a new name or email. Behind a JumpCloud step, map employeeIdentifier instead.',
	},
	{
		displayName: 'Active',
		name: 'active',
		type: 'string',
		default: '={{ $json.active }}',
		description:
			'When this is false, or the last day of the item (terminated_on) is over, a person who has no user yet is skipped. Empty counts as active.',
	},
];

/** A person as the parameters of one item describe them; whoever is not active has left, too. */
export interface ReadPerson extends Identity {
	stays: boolean;
	/** YYYY-MM-DD, where it is over */
	lastDay?: string;
	problem?: Skip<string>;
}

/**
 * Reads a person with the same reader as a plan does. The last day is that of the item, where it is an
 * item about them.
 */
export function readPerson(
	context: IExecuteFunctions,
	item: number,
	link: Link,
	mayLackEmail = false,
): ReadPerson {
	const value = (name: string) => itemValue(context, name, item, null);
	const json = context.getInputData()[item]?.json ?? {};
	const given = {
		...{ employeeId: value('employeeId'), email: value('email') },
		...{ firstName: value('firstname'), lastName: value('lastname') },
	};
	const id = readId(given.employeeId);
	const ref = { by: 'employeeIdentifier', value: typeof id === 'string' ? id : '' } as const;
	const about = saidOf(json, { ref, fallbackEmail: readEmail(given.email), link });
	// An email that may be somebody else's is theirs where the names are those of the item, and no ID speaks
	// against it.
	const isSame = (one: unknown, other: unknown) => asLine(one) === asLine(other);
	const isTheirs =
		about?.employeeId === undefined &&
		isSame(about?.firstName, given.firstName) &&
		isSame(about?.lastName, given.lastName);
	const said = about?.doubtful === undefined || isTheirs ? about : undefined;
	const person = readFrom(
		{
			...{ ...given, active: value('active'), noEmail: json.work_email_reason },
			...{ lastDay: said?.lastDay, firstDay: null, manager: null, username: null },
			...{ attributes: [], groups: { in: [], out: [] } },
		},
		{
			...{ link, suspensionTime: '23:59', activationTime: '08:00', needsFirstDay: false },
			...{ timeZone: context.getTimezone(), mayLackEmail },
		},
	);
	const { employeeId, email, firstName, lastName, active, lastDay } = person;
	const hasLeft =
		lastDay && leavingOf(person, { leavers: 'lastDay', now: new Date() }).kind === 'now';
	return {
		...{ employeeId, email, firstName, lastName },
		stays: active !== false && !hasLeft,
		...(hasLeft && { lastDay: lastDay.day }),
		problem: notAnEmployee(json, given.employeeId, link) ?? person.problem,
	};
}

/** Where the user remembers which employee they are. */
export const linkFields: INodeProperties[] = [
	{
		displayName: 'Link to Employee',
		name: 'link',
		type: 'options',
		options: [
			{
				name: 'Custom Attribute',
				value: 'customAttribute',
				description: 'For organizations that use the employee identifier for something else',
			},
			{
				name: 'Employee Identifier',
				value: 'employeeIdentifier',
				description: 'The Factorial ID is stored as the employee identifier of the user',
			},
			{
				name: 'None',
				value: 'none',
				description: 'People are recognised by work email only; a new email makes a new user',
			},
		],
		default: 'employeeIdentifier',
		description: 'How the user is recognised when name and email have changed',
	},
	attributeLocator('factorialId', {
		displayName: 'Link Attribute Name',
		name: 'linkAttribute',
		description: 'Letters and digits only, at most 31',
		displayOptions: { show: { link: ['customAttribute'] } },
	}),
];

/** What to do about users whom nothing but the email tells apart. */
export const unlinkedUserField: INodeProperties = {
	displayName: 'Unlinked User With This Email',
	name: 'unlinkedUser',
	type: 'options',
	options: [
		{
			name: 'Link Always',
			value: 'always',
			description: 'Whatever the names are; the user gets the name of the person',
		},
		{
			name: 'Link if the Name Agrees',
			value: 'ifNameAgrees',
			description:
				'A word of the first and a word of the last name in common, or no name at all; else reported',
		},
		{
			name: 'Report',
			value: 'report',
			description: 'Somebody enters the link in JumpCloud by hand',
		},
	],
	default: 'ifNameAgrees',
	description: 'A user who is linked to nobody, and has the work email of somebody who works here',
};

/** What to do about people who came back. */
export const newRecordField: INodeProperties = {
	displayName: 'Rehired Under a New ID',
	name: 'newRecord',
	type: 'options',
	options: [
		{
			name: 'Relink',
			value: 'relink',
			description: 'The user belongs to the new record from now on; the access stays as it is',
		},
		{ name: 'Report', value: 'report', description: 'Both records are left alone' },
	],
	default: 'report',
	description:
		'The linked employee has left, and a new one has the same email and name: the same person under another ID',
};

/** What can be chosen, the default first. */
export const UNLINKED_USER = ['ifNameAgrees', 'always', 'report'] as const;
export const NEW_RECORD = ['report', 'relink'] as const;
export const STATES = ['STAGED', 'ACTIVATED'] as const;

/** How users are recognised whom no link tells apart. */
export function readIdentityRules(
	context: IExecuteFunctions,
	item: number,
): Omit<IdentityRules, 'link'> {
	const choose = <T extends string>(name: string, label: string, choices: readonly [T, ...T[]]) =>
		readChoice(context, name, item, label, choices);
	return {
		unlinkedUser: choose('unlinkedUser', unlinkedUserField.displayName, UNLINKED_USER),
		newRecord: choose('newRecord', newRecordField.displayName, NEW_RECORD),
	};
}

/** The state in which a new user begins. */
export function readState(context: IExecuteFunctions, item: number): 'STAGED' | 'ACTIVATED' {
	return readChoice(context, 'state', item, stateField.displayName, STATES);
}

const LINKS = ['employeeIdentifier', 'customAttribute', 'none'] as const;

/** @throws NodeOperationError for an attribute name that JumpCloud would refuse */
export function readLink(context: IExecuteFunctions, item: number): Link {
	const kind = readChoice(context, 'link', item, 'Link to Employee', LINKS);
	if (kind !== 'customAttribute') return { kind };
	const name = readText(context, 'linkAttribute', item);
	if (ATTRIBUTE_NAME.test(name)) return { kind, name };
	throw new NodeOperationError(
		context.getNode(),
		`'Link Attribute Name' cannot be '${name.slice(0, 60)}'`,
		{
			itemIndex: item,
			description: 'JumpCloud accepts letters and digits only, at most 31 of them.',
		},
	);
}

export function readUsernameChoice(context: IExecuteFunctions, item: number): UsernameWish {
	const rule = readChoice(context, 'usernameRule', item, 'Username', USERNAME_RULES);
	if (rule === 'given') {
		return { kind: 'given', username: asLine(itemValue(context, 'username', item, '')) };
	}
	const {
		usernameCase = 'lower',
		usernameLength = '30',
		letterSpelling = 'plain',
	} = readCollection(context, 'options', item);
	return {
		kind: 'fromName',
		rules: usernameRules(
			asChoice(context, 'Username Letter Case', usernameCase, USERNAME_CASES, item),
			asChoice(context, 'Username Length', usernameLength, USERNAME_LENGTHS, item),
			asChoice(context, 'Username Letter Spelling', letterSpelling, LETTER_SPELLINGS, item),
		),
	};
}

/** How the email of somebody is made who has none; nothing where none is to be made. */
export function readEmailRules(
	context: IExecuteFunctions,
	item: number,
	link: Link,
): EmailRules | undefined {
	const choice = readChoice(context, 'noWorkEmail', item, 'No Work Email', NO_WORK_EMAIL);
	if (choice === 'skip') return undefined;
	const { letterSpelling } = readCollection(context, 'options', item);
	const emailPattern = itemValue(context, 'emailPattern', item, '');
	const emailDomain = itemValue(context, 'emailDomain', item, '');
	return asEmailRules(context, link, { emailPattern, emailDomain, letterSpelling }, item);
}

/** How usernames are made of names, as the options of {@link usernameOptions} say. */
export function usernameRules(
	letterCase: (typeof USERNAME_CASES)[number],
	length: (typeof USERNAME_LENGTHS)[number],
	letterSpelling: (typeof LETTER_SPELLINGS)[number],
): UsernameRules {
	return {
		...{ letterCase, maxLength: length === 'none' ? null : length === '20' ? 20 : 30 },
		...(letterSpelling !== 'plain' && { letterSpelling }),
	};
}

/** The state in which a user begins. */
export const stateField: INodeProperties = {
	displayName: 'State',
	name: 'state',
	type: 'options',
	options: [
		{
			name: 'Active',
			value: 'ACTIVATED',
			description: 'Has access at once and gets the activation mail',
		},
		{
			name: 'Staged',
			value: 'STAGED',
			description: 'Has no access until the user is activated',
		},
	],
	default: 'STAGED',
	description: 'For a new user; the state of an existing one is not changed',
};

/** The parameters of *Create* and *Create or Update*. */
export const provisionFields: INodeProperties[] = [
	...personFields,
	stateField,
	...usernameFields,
	...madeEmailFields,
	...linkFields,
	unlinkedUserField,
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: byLabel([...attributeFields, groupsField, allowedGroupsOption]),
	},
	optionsOf([clearEmptyOption, ...usernameOptions]),
];
