import type { INodeProperties } from 'n8n-workflow';

import { byLabel } from '../../../../shared/parameters';
import { groupsField } from '../../userGroup/fields';
import { attributeFields } from './attributes';
import { linkFields } from './link';
import { personFields } from './person';
import { usernameFields, usernameOptions } from './username';

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

/** For an `Options` collection. */
export const clearEmptyOption: INodeProperties = {
	displayName: 'Clear Emptied Fields',
	name: 'clearEmpty',
	type: 'boolean',
	default: false,
	description:
		'Whether an empty value empties the attribute of an existing user; otherwise it is left as it is',
};

/** The parameters of *Create* and *Create or Update*. */
export const provisionFields: INodeProperties[] = [
	...personFields,
	stateField,
	...usernameFields,
	...linkFields,
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: byLabel([...attributeFields, groupsField]),
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [clearEmptyOption, ...usernameOptions],
	},
];
