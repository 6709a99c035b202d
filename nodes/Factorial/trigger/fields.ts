import type { INodeProperties } from 'n8n-workflow';

import { outputFields, workEmailDomainsField, workEmailField } from '../employee/fields';
import { eventOptions } from './events';

export const triggerFields: INodeProperties[] = [
	{
		displayName:
			'Connect the credential <b>as the company</b>: what a person has connected may bring only the events that this person may see, and ends with their account.',
		name: 'companyNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: eventOptions,
		default: [],
		required: true,
		noDataExpression: true,
		description: 'The events of Factorial that start the workflow',
		builderHint: {
			propertyHint:
				"To keep a directory in step take all of these together: 'employees/employee/create_with_contract', 'employees/employee/update', 'employees/employee/invite', 'employees/employee/terminate', 'employees/employee/unterminate', 'contracts/contract_version/create', 'contracts/contract_version/update', 'contracts/contract_version/delete'. Whoever gets a work email, a last day or a contract later comes with one of the others.",
		},
	},
	...outputFields.map(fixed),
	{
		displayName: 'Re-Read Employee',
		name: 'rereadEmployee',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether to read the employee from Factorial when an event arrives. What is sent with an event can be old, can lack emails, and does not hold the employee for contract and team events.',
	},
	fixed(workEmailField),
	fixed(workEmailDomainsField),
	{
		displayName: 'Existing Subscription',
		name: 'existingSubscription',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Refuse',
				value: 'refuse',
				description:
					'Leave the other receiver alone: the workflow cannot be published. One that was published before goes on with its other events, and its items say which are missing.',
			},
			{
				name: 'Take Over',
				value: 'takeOver',
				description:
					'Send the events of the named host here from now on; it gets nothing of them any more',
			},
		],
		default: 'refuse',
		description:
			'What to do when another receiver, such as another workflow or tool, already gets an event: Factorial allows one per event and company',
	},
	{
		displayName: 'Take Over From',
		name: 'takeOverFrom',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. other.example.com',
		description:
			'The host that gets the events now, as the refused publish names it; several separated by commas. Nothing is taken from any other.',
		displayOptions: { show: { existingSubscription: ['takeOver'] } },
	},
	{
		displayName: 'Leave Company',
		name: 'leaveCompany',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. 4711',
		description:
			'Only when publishing asks for it: the ID of the company that the credential led to before, where subscriptions of this workflow may stay behind',
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

/** Of the trigger that asks by itself. */
export const pollingFields: INodeProperties[] = [
	...outputFields,
	workEmailField,
	workEmailDomainsField,
].map(fixed);

/** No expression: all deliveries of a workflow are shaped alike. */
function fixed(field: INodeProperties): INodeProperties {
	return { ...field, noDataExpression: true };
}
