import type { INodeProperties } from 'n8n-workflow';

import { employeeFieldOptions } from './fields';
import { WORK_EMAIL_SOURCES } from './workEmail';

/** How much of an employee record leaves a node. */
export const outputFields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
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
		displayOptions: { show: { output: ['selected'] } },
		options: employeeFieldOptions,
		default: ['full_name', 'login_email', 'terminated_on'],
		description: 'The fields of the employee record to give, besides the ID and the work email',
	},
];

/** Which address is the one from work. */
export const workEmailField: INodeProperties = {
	displayName: 'Work Email',
	name: 'workEmailSource',
	type: 'options',
	options: WORK_EMAIL_SOURCES.map((value) => ({ name: workEmailLabel(value), value })),
	default: 'login_email,email',
	description:
		'Which field becomes work_email. A value equal to the personal email is never used; without any, work_email is null.',
};

function workEmailLabel(source: string): string {
	const labels = source.split(',').map((field) => (field === 'email' ? 'Email' : 'Login Email'));
	return labels.length > 1 ? labels.join(', Else ') : `Only ${labels.join('')}`;
}
