import type { INodePropertyOptions } from 'n8n-workflow';

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
