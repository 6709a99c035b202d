import type { INodeProperties } from 'n8n-workflow';

/** Who the input is, which says what it means to be missing from it. */
export const peopleFields: INodeProperties[] = [
	{
		displayName: 'The Input Is',
		name: 'people',
		type: 'options',
		options: [
			{
				name: 'Everyone',
				value: 'everyone',
				description:
					'The whole company, also those who have left: whoever is missing has no employee',
			},
			{
				name: 'Some People',
				value: 'some',
				description: 'Nothing is concluded about anybody who is not in the input',
			},
		],
		default: 'some',
	},
	{
		displayName: 'Linked Users Without a Person',
		name: 'absent',
		type: 'options',
		options: [
			{
				name: 'Report Only',
				value: 'report',
				description: 'They leave as items with the reason orphan, and keep their access',
			},
			{
				name: 'Suspend',
				value: 'suspend',
				description: 'Only where the input holds everybody and every person has an ID',
			},
		],
		default: 'report',
		description: 'Users who are linked to an employee whom the input does not have',
		displayOptions: { show: { people: ['everyone'] } },
	},
];
