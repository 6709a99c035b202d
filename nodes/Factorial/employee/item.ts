import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asText } from '../../shared/values';
import { IDENTITY_FIELDS, employeeFieldOptions } from './fields';

/** The fields that can hold a work email, in the order in which they are looked at. */
export const WORK_EMAIL_SOURCES = [
	'login_email,email',
	'email,login_email',
	'login_email',
	'email',
] as const;

export type WorkEmailSource = (typeof WORK_EMAIL_SOURCES)[number];

/** The first one where a value is not one of the known. */
export function workEmailSourceOf(value: unknown): WorkEmailSource {
	return WORK_EMAIL_SOURCES.find((source) => source === value) ?? WORK_EMAIL_SOURCES[0];
}

/**
 * The first of the source's fields that has a value which is not the personal email; null when there
 * is none. Factorial's own `email` is documented as personal and mostly holds the work email.
 */
export function workEmail(employee: IDataObject, source: WorkEmailSource): string | null {
	const personal = asText(employee.personal_email).toLowerCase();
	const emails = source.split(',').map((field) => asText(employee[field]));
	return emails.find((email) => email !== '' && email.toLowerCase() !== personal) ?? null;
}

export type Output = 'identity' | 'selected' | 'all';

export interface Shape {
	output: Output;
	/** for `selected` */
	fields: string[];
}

/** The careful choice where a value is not one of the known. */
export function outputOf(value: unknown): Output {
	return value === 'all' || value === 'selected' ? value : 'identity';
}

/** The part of an employee that may leave; the ID always does, so that the next node knows whom. */
export function shapedEmployee(employee: IDataObject, { output, fields }: Shape): IDataObject {
	if (output === 'all') return employee;
	return picked(employee, output === 'selected' ? ['id', ...fields] : IDENTITY_FIELDS);
}

/** A field that is not there stays away: it must not look as if it had been emptied. */
export function picked(record: IDataObject, fields: readonly string[]): IDataObject {
	return Object.fromEntries(
		Object.entries(record).filter(([field]) => fields.includes(field)),
	) as IDataObject;
}

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
