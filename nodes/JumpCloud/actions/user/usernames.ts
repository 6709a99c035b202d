import type { INodeProperties } from 'n8n-workflow';

/** What can be chosen, the default first. */
export const USERNAME_RULES = ['fromName', 'given'] as const;
export const USERNAME_LENGTHS = ['30', '20', 'none'] as const;
export const LETTER_SPELLINGS = ['plain', 'expanded'] as const;
export const USERNAME_CASES = ['lower', 'asTyped'] as const;

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
		description:
			'Made once, when the user is created. A change of the name changes it only where a plan is told so.',
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

/** What can be chosen, the default first. */
export const FOLLOWS_RENAME = ['never', 'unbound'] as const;

/** What becomes of the username of a user whose person gets another name. */
export const followsRenameField: INodeProperties = {
	displayName: 'Username Follows Rename',
	name: 'usernameFollowsRename',
	type: 'options',
	options: [
		{
			name: 'For Users Who Are Bound to Nothing',
			value: 'unbound',
			description:
				'Only where the username is exactly what is made of the former name, and the user is bound to no device, application or directory, as far as JumpCloud tells',
		},
		{ name: 'Never', value: 'never' },
	],
	default: 'never',
	description: 'What happens to the username when the source has another name for the person',
	displayOptions: { show: { usernameRule: ['fromName'] } },
};

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
	{
		displayName: 'Username Letter Spelling',
		name: 'letterSpelling',
		type: 'options',
		options: [
			{ name: 'Ä Becomes A', value: 'plain', description: 'So do ö, ü, ø and å lose their marks' },
			{
				name: 'Ä Becomes Ae',
				value: 'expanded',
				description: 'Ö and ø become oe, ü becomes ue, å becomes aa, as in German and Danish',
			},
		],
		default: 'plain',
		description: 'ß is ss and æ is ae either way; every other accent goes',
	},
];
