import { IdSequence } from './ids';
import { OPTIONAL_EMPLOYEE_TEXTS } from './types';
import type {
	ContractVersion,
	CustomField,
	CustomOption,
	CustomValueRecord,
	EmployeeRecord,
	Leave,
	LeaveType,
	LegalEntity,
	Location,
	Membership,
	TeamRecord,
} from './types';

export const COMPANY_ID = '4711';

const LONG_AGO = '2024-02-20T08:00:00.000Z';
const ids = new IdSequence('501');

const emptyTexts = Object.fromEntries(
	OPTIONAL_EMPLOYEE_TEXTS.map((name) => [name, null]),
) as Record<(typeof OPTIONAL_EMPLOYEE_TEXTS)[number], null>;

/** An employee of whom HR knows the name and nothing else; `given` replaces any field. */
export function anEmployee(given: Partial<EmployeeRecord> = {}): EmployeeRecord {
	const id = given.id ?? ids.take();
	return {
		id,
		access_id: `access-9${id}`,
		first_name: 'Noor',
		last_name: 'Vidal',
		...emptyTexts,
		company_id: COMPANY_ID,
		attendable: true,
		age_number: null,
		disability_percentage_cents: null,
		created_at: LONG_AGO,
		updated_at: LONG_AGO,
		...given,
	};
}

/** A contract that has been in force since the beginning; `given` replaces any field. */
export function aContract(
	given: Partial<ContractVersion> & { employee_id: string },
): ContractVersion {
	return {
		id: given.id ?? ids.take(),
		company_id: COMPANY_ID,
		effective_on: '2024-03-01',
		starts_on: '2024-03-01',
		ends_on: null,
		country: 'es',
		job_title: null,
		job_catalog_tree_node_uuid: null,
		has_payroll: true,
		bank_holiday_treatment: 'non_workable',
		fr_forfait_jours: false,
		salary_amount: null,
		salary_frequency: null,
		working_hours: 40,
		working_hours_frequency: 'week',
		created_at: LONG_AGO,
		updated_at: LONG_AGO,
		...given,
	};
}

export function aTeam(given: Partial<TeamRecord> = {}): TeamRecord {
	return {
		id: given.id ?? ids.take(),
		name: 'Finance',
		company_id: COMPANY_ID,
		description: null,
		avatar: null,
		...given,
	};
}

export function aMembership(
	given: Partial<Membership> & { employee_id: string; team_id: string },
): Membership {
	return { id: given.id ?? ids.take(), company_id: COMPANY_ID, lead: false, ...given };
}

export function aLocation(given: Partial<Location> = {}): Location {
	return {
		id: given.id ?? ids.take(),
		company_id: COMPANY_ID,
		name: 'Main office',
		main: false,
		timezone: 'Europe/Madrid',
		country: 'es',
		city: 'Valencia',
		...given,
	};
}

export function aLegalEntity(given: Partial<LegalEntity> = {}): LegalEntity {
	return {
		id: given.id ?? ids.take(),
		company_id: COMPANY_ID,
		country: 'es',
		legal_name: 'Corp Example SL',
		currency: 'EUR',
		tin: null,
		...given,
	};
}

export function aCustomField(given: Partial<CustomField> = {}): CustomField {
	return {
		id: given.id ?? ids.take(),
		field_type: 'text',
		label_text: 'T-Shirt Size',
		position: 1,
		required: false,
		min_value: null,
		max_value: null,
		legal_entity_name: null,
		legal_entity_id: null,
		slug: null,
		...given,
	};
}

export function aCustomOption(given: Partial<CustomOption> & { field_id: string }): CustomOption {
	return { id: given.id ?? ids.take(), label: null, value: null, is_active: true, ...given };
}

export function aCustomValue(
	given: Partial<CustomValueRecord> & Pick<CustomValueRecord, 'field_id' | 'valuable_id' | 'value'>,
): CustomValueRecord {
	const valuable_type = 'Employee';
	return { id: given.id ?? ids.take(), valuable_type, updated_at: LONG_AGO, ...given };
}

/** An approved leave; without a `finish_on` of one day. */
export function aLeave(given: Partial<Leave> & { employee_id: string; start_on: string }): Leave {
	return {
		id: given.id ?? ids.take(),
		company_id: COMPANY_ID,
		finish_on: given.start_on,
		half_day: null,
		// Invented, and here so that it would be noticed wherever it does not belong.
		description: 'A private matter',
		reason: 'A private reason',
		leave_type_id: null,
		approved: true,
		start_time: null,
		hours_amount_in_cents: null,
		days_taken: 1,
		created_at: LONG_AGO,
		updated_at: LONG_AGO,
		deleted_at: null,
		...given,
	};
}

/** A kind of leave at which people do not work, and that somebody has to approve. */
export function aLeaveType(given: Partial<LeaveType> = {}): LeaveType {
	return {
		id: given.id ?? ids.take(),
		name: 'Vacation',
		translated_name: null,
		identifier: 'custom',
		color: 'red',
		active: true,
		editable: false,
		approval_required: true,
		accrues: true,
		attachment: false,
		allow_endless: false,
		restricted: false,
		visibility: true,
		workable: false,
		payable: true,
		company_id: COMPANY_ID,
		is_attachment_mandatory: false,
		allowance_ids: [],
		half_days_units_enabled: true,
		max_days_in_cents: null,
		min_days_in_cents: null,
		description: null,
		details_required: false,
		...given,
	};
}
