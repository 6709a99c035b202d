import type { INodeProperties } from 'n8n-workflow';

import { mailFields } from '../../user/fields/mail';
import { stateField } from '../../user/fields/provision';

const activated = { activation: ['firstDay', 'now'] };

/** How new people get access. */
export const joinerFields: INodeProperties[] = [
	{
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
				description: 'Staged users are activated, new ones as soon as they are created',
			},
			{
				name: 'On the First Day',
				value: 'firstDay',
				description: 'Staged users are activated on their first day; JumpCloud keeps the date',
			},
		],
		default: 'none',
		description: 'When users who are Staged get access, new ones and those who are there already',
	},
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
		description: 'Factorial gives it with Include: Current Contract',
		displayOptions: { show: { activation: ['firstDay'] } },
	},
	{
		displayName: 'Activation Time',
		name: 'activationTime',
		type: 'string',
		default: '08:00',
		placeholder: 'e.g. 08:00',
		description: 'On the first day, in the time zone below',
		displayOptions: { show: { activation: ['firstDay'] } },
	},
	...mailFields.map((field) => ({
		...field,
		displayOptions: { show: { ...field.displayOptions?.show, ...activated } },
	})),
];

/** How people lose access, and whether they get it back. */
export const leaverFields: INodeProperties[] = [
	{
		displayName: 'Leavers',
		name: 'leavers',
		type: 'options',
		options: [
			{ name: 'Never Suspend', value: 'never' },
			{
				name: 'Suspend After the Last Day',
				value: 'lastDay',
				description: 'A last day to come is scheduled, and moved when it moves',
			},
			{
				name: 'Suspend Now',
				value: 'now',
				description: 'As soon as there is a last day, also one to come',
			},
		],
		default: 'lastDay',
	},
	{
		displayName: 'Last Day',
		name: 'lastDay',
		type: 'string',
		default: '={{ $json.terminated_on }}',
		placeholder: 'e.g. 2026-12-31',
		description:
			'Its value is empty for whoever stays. Where this field itself is empty, the source knows no last days: nothing is taken back, and nobody is let in again.',
	},
	{
		displayName: 'Suspension Time',
		name: 'suspensionTime',
		type: 'string',
		default: '23:59',
		placeholder: 'e.g. 23:59',
		description: 'On the last day, in the time zone below',
		displayOptions: { show: { leavers: ['lastDay'] } },
	},
	{
		displayName: 'Rehires',
		name: 'rehires',
		type: 'options',
		options: [
			{
				name: 'Report Only',
				value: 'report',
				description: 'Nothing tells a rehire from somebody whom IT has suspended',
			},
			{
				name: 'Unsuspend',
				value: 'unsuspend',
				description: 'Everybody who works here and is suspended gets the access back',
			},
		],
		default: 'report',
		description: 'People who work here and whose user is suspended',
	},
	{
		displayName: 'Time Zone',
		name: 'timeZone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Madrid',
		description: 'In which days begin and end; empty takes the zone of the workflow',
	},
];
