import type { INodeProperties } from 'n8n-workflow';

/** Whether users get their manager from the source. */
export const managerFields: INodeProperties[] = [
	{
		displayName: 'Managers',
		name: 'managers',
		type: 'options',
		options: [
			{ name: 'Keep in Step', value: 'keep', description: 'The source decides who manages whom' },
			{ name: 'Leave Alone', value: 'none' },
		],
		default: 'none',
	},
	{
		displayName: 'Manager',
		name: 'manager',
		type: 'string',
		default: '={{ $json.manager_id }}',
		placeholder: 'e.g. 1042',
		description:
			'The employee ID of the manager, or the work email; empty leaves the manager as it is',
		displayOptions: { show: { managers: ['keep'] } },
	},
];
