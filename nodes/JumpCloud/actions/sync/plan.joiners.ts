import type { INodeProperties } from 'n8n-workflow';

import { stateField } from '../user/person';
import { mailFields } from '../user/timing';

/** Nobody waits for more than a year to make a user. */
export const MOST_DAYS_BEFORE = 365;

const activated = { activation: ['firstDay', 'keepPlanned', 'now'] };

/** When new people get access. */
export const activationField: INodeProperties = {
	displayName: 'Activation',
	name: 'activation',
	type: 'options',
	options: [
		{
			name: 'None',
			value: 'none',
			description: 'New users begin in the state below and stay in it',
		},
		{
			name: 'Now',
			value: 'now',
			description:
				'Staged users are activated, new ones as soon as they are created; nobody before a first day to come',
		},
		{
			name: 'On the First Day',
			value: 'firstDay',
			description: 'Staged users are activated on their first day; JumpCloud keeps the date',
		},
		{
			name: 'Only Move What Is Planned',
			value: 'keepPlanned',
			description:
				'An activation that JumpCloud keeps moves with the first day, and is canceled when there is none any more; nothing new is planned',
		},
	],
	default: 'none',
	description: 'When users who are Staged get access, new ones and those who are there already',
	builderHint: {
		propertyHint:
			"Without this, new users have no access until somebody activates them. For joiners who begin to work on their first day take 'firstDay', and let the step that reads employees include 'contract', which gives that day.",
	},
};

/** How they begin. */
export const joinerFields: INodeProperties[] = [
	{
		...stateField,
		description: 'Of new users',
		displayOptions: { show: { activation: ['none'] } },
	},
	{
		displayName: 'First Day',
		name: 'firstDay',
		type: 'string',
		default: '={{ $json.start_date }}',
		placeholder: 'e.g. 2026-12-01',
		description: 'Nobody comes back before it. Factorial gives it with Include: Current Contract.',
	},
	{
		displayName: 'Create Days Before the First Day',
		name: 'createDaysBefore',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: MOST_DAYS_BEFORE, numberPrecision: 0 },
		default: 0,
		placeholder: 'e.g. 14',
		description:
			'New users are created from so many days before the first day on, not earlier; 0 creates them as soon as the source knows them. Users who are there are not concerned, and whoever has no first day is not held back. Plan every night as well: no event comes when it is time.',
	},
	{
		displayName: 'Activation Time',
		name: 'activationTime',
		type: 'string',
		default: '08:00',
		placeholder: 'e.g. 08:00',
		description:
			'On the first day, by the clock of Time Zone, which is below under People Who Leave',
		displayOptions: { show: { activation: ['firstDay', 'keepPlanned'] } },
	},
	...mailFields.map((field) => ({
		...field,
		displayOptions: { show: { ...field.displayOptions?.show, ...activated } },
	})),
];
