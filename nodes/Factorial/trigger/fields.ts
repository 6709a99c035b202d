import type { INodeProperties } from 'n8n-workflow';

import { employeeFieldOptions } from './employeeFields';
import { eventOptions } from './events';
import { WORK_EMAIL_SOURCES } from './workEmail';

export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: eventOptions,
		default: [],
		required: true,
		noDataExpression: true,
		description: 'The events of Factorial that start the workflow',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All Fields',
				value: 'all',
				description:
					'Everything, including bank, social-security and salary data; n8n keeps it in its executions',
			},
			{
				name: 'Identity Fields',
				value: 'identity',
				description: 'Names, emails, IDs, state and last day; nothing sensitive',
			},
			{ name: 'Selected Fields', value: 'selected', description: 'The ID and what you choose' },
		],
		default: 'identity',
		description: 'Which part of the employee record leaves this node',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		noDataExpression: true,
		displayOptions: { show: { output: ['selected'] } },
		options: employeeFieldOptions,
		default: ['full_name', 'login_email', 'terminated_on'],
		description: 'The fields of the employee record to give, besides the ID and the work email',
	},
	{
		displayName: 'Re-Read Employee',
		name: 'rereadEmployee',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether to read the employee from Factorial when an event arrives. What is sent with an event can be old, can lack emails, and does not hold the employee for contract and team events.',
	},
	{
		displayName: 'Work Email',
		name: 'workEmailSource',
		type: 'options',
		noDataExpression: true,
		options: WORK_EMAIL_SOURCES.map((value) => ({ name: workEmailLabel(value), value })),
		default: 'login_email,email',
		description:
			'Which field becomes work_email. A value equal to the personal email is never used; without any, work_email is null.',
	},
	{
		displayName: 'Existing Subscription',
		name: 'existingSubscription',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Refuse',
				value: 'refuse',
				description: 'Leave the other receiver alone; the workflow cannot be published',
			},
			{
				name: 'Take Over',
				value: 'takeOver',
				description: 'Send the events here from now on; the other receiver gets nothing any more',
			},
		],
		default: 'refuse',
		description:
			'What to do when another receiver, such as another workflow or tool, already gets an event: Factorial allows one per event and company',
	},
	{
		displayName: 'Acknowledge',
		name: 'acknowledge',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'When Received',
				value: 'onReceived',
				description: 'Factorial gets its answer at once, whatever the workflow does afterwards',
			},
			{
				name: 'When the Workflow Finishes',
				value: 'lastNode',
				description: 'Factorial delivers again what the workflow failed on',
			},
		],
		default: 'onReceived',
		description: 'When to tell Factorial that the event has arrived',
	},
	{
		displayName:
			'After 20 failed deliveries Factorial <b>switches the subscription off</b> and nothing arrives any more until this workflow is published again. Use this only for a short workflow that handles its own failures.',
		name: 'acknowledgeNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { acknowledge: ['lastNode'] } },
	},
];

function workEmailLabel(source: string): string {
	const labels = source.split(',').map((field) => (field === 'email' ? 'Email' : 'Login Email'));
	return labels.length > 1 ? labels.join(', Else ') : `Only ${labels.join('')}`;
}
