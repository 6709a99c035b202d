import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readCollection, readText } from '../../../../shared/parameters';
import type { UsernameRules } from '../../../sync/username';

export type UsernameChoice =
	/** `planned` is taken as long as it is free */
	| { kind: 'fromName'; rules: UsernameRules; planned?: string }
	| { kind: 'given'; username: string };

/** How the username of a new user is made; users that exist keep theirs. */
export const usernameFields: INodeProperties[] = [
	{
		displayName: 'Username',
		name: 'usernameRule',
		type: 'options',
		options: [
			{
				name: 'From Name',
				value: 'fromName',
				description: 'First.last, with a number at the end when somebody has it already',
			},
			{ name: 'Given', value: 'given', description: 'Exactly what you enter' },
		],
		default: 'fromName',
		description: 'Made once, when the user is created; it never follows a change of name',
	},
	{
		displayName: 'Given Username',
		name: 'username',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan.smith',
		description: 'Somebody else having it is reported as a conflict',
		displayOptions: { show: { usernameRule: ['given'] } },
	},
];

/** The options of *From Name*; for an `Options` collection. */
export const usernameOptions: INodeProperties[] = [
	{
		displayName: 'Username Length',
		name: 'usernameLength',
		type: 'options',
		options: [
			{ name: '20 Characters (Windows)', value: '20' },
			{ name: '30 Characters (macOS and Linux)', value: '30' },
			{ name: 'No Limit', value: 'none' },
		],
		default: '30',
		description: 'Longer names are cut; a number at the end stays',
	},
	{
		displayName: 'Username Letter Case',
		name: 'usernameCase',
		type: 'options',
		options: [
			{ name: 'As Typed', value: 'asTyped' },
			{ name: 'Lower Case', value: 'lower' },
		],
		default: 'lower',
		description: 'MacOS and Linux tell upper and lower case apart',
	},
];

export function readUsernameChoice(context: IExecuteFunctions, item: number): UsernameChoice {
	if (readText(context, 'usernameRule', item) === 'given') {
		return { kind: 'given', username: readText(context, 'username', item) };
	}
	const { usernameCase, usernameLength } = readCollection(context, 'options', item);
	const letterCase = usernameCase === 'asTyped' ? 'asTyped' : 'lower';
	const maxLength = usernameLength === 'none' ? null : usernameLength === '20' ? 20 : 30;
	return { kind: 'fromName', rules: { letterCase, maxLength } };
}
