import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { visible } from '../../shared/filters';
import { asText } from '../../shared/parameters';

/** What identifies somebody and says where they belong; nothing that is nobody's business. */
export const IDENTITY_FIELDS: readonly string[] = [
	'id',
	'first_name',
	'last_name',
	'full_name',
	'preferred_name',
	'email',
	'login_email',
	'company_id',
	'company_identifier',
	'manager_id',
	'location_id',
	'legal_entity_id',
	'active',
	'is_terminating',
	'terminated_on',
	'created_at',
	'updated_at',
];

/** What of a contract may leave by default: no salary, no working time. */
export const CONTRACT_FIELDS: readonly string[] = [
	'id',
	'employee_id',
	'job_title',
	'starts_on',
	'ends_on',
	'effective_on',
	'updated_at',
];

/** https://apidoc.factorialhr.com/reference, employees: everything beyond identity */
const OTHER_FIELDS = [
	'access_id',
	'address_line_1',
	'address_line_2',
	'age_number',
	'attendable',
	'bank_number',
	'bank_number_format',
	'birth_name',
	'birthday_on',
	'birthplace',
	'city',
	'communications_email',
	'contact_name',
	'contact_number',
	'country',
	'country_of_birth',
	'default_work_area_id',
	'disability_percentage_cents',
	'gender',
	'identifier',
	'identifier_expiration_date',
	'identifier_type',
	'nationality',
	'personal_email',
	'phone_number',
	'postal_code',
	'pronouns',
	'seniority_calculation_date',
	'social_security_number',
	'state',
	'swift_bic',
	'termination_observations',
	'termination_reason',
	'termination_reason_type',
	'termination_type_description',
	'timeoff_manager_id',
	'unconfirmed_communications_email',
];

/**
 * What n8n never shows of an execution, whoever looks at it, where an item holds it after all: steps
 * behind get the values.
 */
export const SENSITIVE_FIELDS: string[] = [
	'bank_number',
	'disability_percentage_cents',
	'identifier',
	'salary_amount',
	'salary_frequency',
	'social_security_number',
	'swift_bic',
	'termination_observations',
];

/** Every field of an employee as a choice, in alphabetical order. */
export const employeeFieldOptions: INodePropertyOptions[] = [...IDENTITY_FIELDS, ...OTHER_FIELDS]
	.sort()
	.map((value) => ({ name: titleOf(value), value }));

function titleOf(field: string): string {
	return field
		.split('_')
		.map((word) => (word === 'id' ? 'ID' : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');
}

/** The fields that can hold a work email, in the order in which they are looked at. */
export const WORK_EMAIL_SOURCES = [
	'login_email,email',
	'email,login_email',
	'login_email',
	'email',
] as const;

type WorkEmailSource = (typeof WORK_EMAIL_SOURCES)[number];

/** The first one where a value is not one of the known. */
function workEmailSourceOf(value: unknown): WorkEmailSource {
	return WORK_EMAIL_SOURCES.find((source) => source === value) ?? WORK_EMAIL_SOURCES[0];
}

/** Which addresses of an employee are the ones from work. */
export interface WorkEmailChoice {
	workEmailSource: WorkEmailSource;
	/** the company's own, see {@link domainsIn}; without a list every address counts */
	workEmailDomains?: readonly string[];
}

/**
 * The first of the source's fields that has a value which is not the personal email, and which is at
 * one of the company's domains; null when there is none. Factorial's own `email` is documented as
 * personal and mostly holds the work email. Where all that is there is somebody's private address, it
 * is said: that is another matter than no address at all.
 */
export function workEmailOf(
	employee: IDataObject,
	{ workEmailSource, workEmailDomains }: WorkEmailChoice,
): { work_email: string | null; work_email_reason?: 'not_a_work_email' } {
	const personal = visible(employee.personal_email).toLowerCase();
	const emails = workEmailSource
		.split(',')
		.map((field) => asText(employee[field]))
		.filter((email) => email !== '' && visible(email).toLowerCase() !== personal);
	const own = emails.find((email) => isAt(email, workEmailDomains));
	if (own !== undefined || emails.length === 0) return { work_email: own ?? null };
	return { work_email: null, work_email_reason: 'not_a_work_email' };
}

const DOMAIN = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

/**
 * The domains in a value, as they are compared: a list, or texts separated by commas. `*.example.com`
 * stands for everything below `example.com`, and not for itself.
 *
 * @returns no `domains` when nothing is named, so that every address counts; `unreadable` is what cannot
 * be a domain: it lets nobody in
 */
export function domainsIn(value: unknown): { domains?: string[]; unreadable: string[] } {
	const parts = [value ?? []]
		.flat()
		.flatMap((one: unknown) => (typeof one === 'string' ? one.split(/[\s,;]+/) : [String(one)]))
		.filter((part) => part !== '');
	if (parts.length === 0) return { unreadable: [] };
	const read = parts.map((part) => {
		const [, wildcard = '', domain = ''] = /^@?(\*\.)?(.*)$/.exec(part) ?? [];
		const host = hostIn(domain);
		return host && `${wildcard}${host}`;
	});
	return {
		domains: read.filter(Boolean),
		unreadable: parts.filter((_, index) => read[index] === ''),
	};
}

function isAt(email: string, domains: readonly string[] | undefined): boolean {
	if (domains === undefined) return true;
	const host = hostIn(email.slice(email.lastIndexOf('@') + 1));
	if (host === '' || !email.includes('@')) return false;
	return domains.some((domain) =>
		domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain,
	);
}

/** A domain in the one way in which it can be compared; empty where it is none. */
function hostIn(domain: string): string {
	const visible = domain.replace(/\p{Cf}/gu, '').replace(/\.$/, '');
	const address = `http://${visible}`;
	return DOMAIN.test(visible) && URL.canParse(address) ? new URL(address).hostname : '';
}

/** How much of a record can leave, the careful choice first. */
export const OUTPUTS = ['identity', 'selected', 'all'] as const;

type Output = (typeof OUTPUTS)[number];

export interface Shape {
	output: Output;
	/** for `selected` */
	fields: string[];
}

/** The careful choice where a value is not one of the known. */
function outputOf(value: unknown): Output {
	return OUTPUTS.find((output) => output === value) ?? OUTPUTS[0];
}

/**
 * What was chosen for the items of employees.
 *
 * @param read gives the value of a parameter of {@link outputFields}, {@link workEmailField} and
 * {@link workEmailDomainsField}; a domain that is none lets nobody in
 */
export function readShape(read: (name: string) => unknown): Shape & WorkEmailChoice {
	return {
		output: outputOf(read('output')),
		fields: [read('fields') ?? []].flat().map(String),
		workEmailSource: workEmailSourceOf(read('workEmailSource')),
		workEmailDomains: domainsIn(read('workEmailDomains')).domains,
	};
}

/** The part of an employee that may leave; the ID always does, so that the next node knows whom. */
export function shapedEmployee(employee: IDataObject, { output, fields }: Shape): IDataObject {
	if (output === 'all') return employee;
	return picked(employee, output === 'selected' ? ['id', ...fields] : IDENTITY_FIELDS);
}

/** A field that is not there stays away: it must not look as if it had been emptied. */
export function picked(record: IDataObject, fields: readonly string[]): IDataObject {
	const own: IDataObject = {};
	for (const field of fields) if (Object.hasOwn(record, field)) own[field] = record[field];
	return own;
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

/** Which addresses are the company's own. */
export const workEmailDomainsField: INodeProperties = {
	displayName: 'Work Email Domains',
	name: 'workEmailDomains',
	type: 'string',
	default: '',
	placeholder: 'e.g. example.com, *.example.org',
	description:
		"The domains of the company, separated by commas; an address elsewhere is somebody's private one and never becomes work_email. *.example.org stands for everything below example.org. Where nothing is named, every address counts.",
};

function workEmailLabel(source: string): string {
	const labels = source.split(',').map((field) => (field === 'email' ? 'Email' : 'Login Email'));
	return labels.length > 1 ? labels.join(', Else ') : `Only ${labels.join('')}`;
}
