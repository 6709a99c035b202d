import type { INodeProperties } from 'n8n-workflow';

import { personFields } from '../../user/fields/person';

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

/** What a plan concludes from the fields of a person, where it differs from a single creation. */
const MEANINGS: Readonly<Record<string, string>> = {
	active:
		'When this is false and there is no last day, the person has left. Empty counts as active.',
	email: 'People without one get no user; a leaver who is linked is suspended all the same',
};

/** Who a person is; the defaults fit items of the Factorial nodes. */
export const mappingFields: INodeProperties[] = personFields.map((field) => ({
	...field,
	description: MEANINGS[field.name] ?? field.description,
}));
