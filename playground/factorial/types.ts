/** The shapes that Factorial sends from API version 2026-07-01 on: every id is a string. */

/** Optional texts and dates of an employee; null when HR left them empty. */
export const OPTIONAL_EMPLOYEE_TEXTS = [
	'preferred_name',
	'birth_name',
	'gender',
	'pronouns',
	'identifier',
	'identifier_type',
	'identifier_expiration_date',
	'email',
	'login_email',
	'communications_email',
	'unconfirmed_communications_email',
	'personal_email',
	'birthday_on',
	'nationality',
	'address_line_1',
	'address_line_2',
	'postal_code',
	'city',
	'state',
	'country',
	'bank_number',
	'swift_bic',
	'bank_number_format',
	'legal_entity_id',
	'location_id',
	'default_work_area_id',
	'social_security_number',
	'terminated_on',
	'termination_reason_type',
	'termination_reason',
	'termination_observations',
	'termination_type_description',
	'manager_id',
	'timeoff_manager_id',
	'phone_number',
	'company_identifier',
	'contact_name',
	'contact_number',
	'seniority_calculation_date',
	'country_of_birth',
	'birthplace',
] as const;

type OptionalText = (typeof OPTIONAL_EMPLOYEE_TEXTS)[number];

/** What is stored of an employee; `Employee` adds what follows from it and from the clock. */
export interface EmployeeRecord extends Record<OptionalText, string | null> {
	id: string;
	access_id: string;
	first_name: string;
	last_name: string;
	company_id: string;
	attendable: boolean;
	age_number: number | null;
	disability_percentage_cents: number | null;
	created_at: string;
	updated_at: string;
}

/** An employee as the API answers it. */
export interface Employee extends EmployeeRecord {
	full_name: string;
	active: boolean;
	is_terminating: boolean;
}

export interface ContractVersion {
	id: string;
	company_id: string;
	employee_id: string;
	effective_on: string;
	starts_on: string | null;
	ends_on: string | null;
	country: string | null;
	job_title: string | null;
	job_catalog_tree_node_uuid: string | null;
	has_payroll: boolean;
	bank_holiday_treatment: 'workable' | 'non_workable';
	fr_forfait_jours: boolean;
	salary_amount: number | null;
	salary_frequency: string | null;
	working_hours: number | null;
	working_hours_frequency: string | null;
	created_at: string;
	updated_at: string;
}

/** What a promotion asks for; the contract version that comes of it has an id of its own. */
export interface ContractVersionRequest {
	id: string;
	company_id: string;
	employee_id: string;
	effective_on: string;
	status: 'approved';
	job_title: string | null;
	has_payroll: boolean;
	fr_forfait_jours: boolean;
	created_at: string;
	updated_at: string;
}

export interface Membership {
	id: string;
	company_id: string;
	employee_id: string;
	team_id: string;
	lead: boolean;
}

/** What is stored of a team; its people are the memberships. */
export interface TeamRecord {
	id: string;
	name: string;
	company_id: string;
	description: string | null;
	avatar: string | null;
}

export interface Team extends TeamRecord {
	employee_ids: string[];
	lead_ids: string[];
}

export interface Location {
	id: string;
	company_id: string;
	name: string;
	main: boolean;
	timezone: string | null;
	country: string | null;
	city: string | null;
}

export interface LegalEntity {
	id: string;
	company_id: string;
	country: string;
	legal_name: string;
	currency: string;
	tin: string | null;
}

/** A field that the company has added to the records of its people. */
export interface CustomField {
	id: string;
	field_type:
		| 'text'
		| 'long_text'
		| 'date'
		| 'rating'
		| 'checkbox'
		| 'single_choice'
		| 'multiple_choice'
		| 'money'
		| 'cents';
	label_text: string;
	position: number | null;
	required: boolean | null;
	min_value: number | null;
	max_value: number | null;
	legal_entity_name: string | null;
	legal_entity_id: string | null;
	slug: string | null;
}

export interface CustomOption {
	id: string;
	label: string | null;
	value: string | null;
	is_active: boolean | null;
	field_id: string;
}

/** What is stored of a value; in which of the properties of the API it is sent is a switch. */
export interface CustomValueRecord {
	id: string;
	field_id: string;
	/** whose it is, and what kind of thing that is */
	valuable_id: string;
	valuable_type: string;
	/** of a choice the id of the option, of several choices those; of money the amount in cents */
	value: string | number | boolean | string[] | null;
	updated_at: string;
}

export interface Leave {
	id: string;
	company_id: string;
	employee_id: string;
	start_on: string;
	/** null: without an end */
	finish_on: string | null;
	half_day: string | null;
	description: string | null;
	reason: string | null;
	leave_type_id: string | null;
	approved: boolean | null;
	start_time: string | null;
	hours_amount_in_cents: number | null;
	days_taken: number;
	created_at: string;
	updated_at: string;
	deleted_at: string | null;
}

export interface LeaveType {
	id: string;
	name: string;
	translated_name: string | null;
	identifier: string;
	color: string;
	active: boolean;
	editable: boolean;
	approval_required: boolean;
	accrues: boolean;
	attachment: boolean;
	allow_endless: boolean;
	restricted: boolean;
	visibility: boolean;
	workable: boolean;
	payable: boolean;
	company_id: string;
	is_attachment_mandatory: boolean;
	allowance_ids: string[];
	half_days_units_enabled: boolean;
	max_days_in_cents: number | null;
	min_days_in_cents: number | null;
	description: string | null;
	details_required: boolean;
}

export interface Subscription {
	id: string;
	type: string;
	target_url: string;
	company_id: string;
	name: string | null;
	challenge: string | null;
	enabled: boolean;
	api_version: string;
}

export interface Credential {
	id: string;
	company_id: string;
	employee_id: string | null;
	/** of the company, where the credential is the company's */
	name?: string;
	legal_name?: string;
	tos?: boolean;
	/** of the person, where it is one person's */
	email?: string | null;
	login_email?: string | null;
	full_name?: string;
	first_name?: string;
	last_name?: string;
	role?: string;
}
