import { anEmployee } from './builders';
import { addContractVersion } from './contracts';
import type { Announcement } from './events';
import { addMembership } from './memberships';
import type { Office } from './office';
import type { ContractVersion, Employee, EmployeeRecord } from './types';

interface NewHire extends Partial<EmployeeRecord> {
	first_name: string;
	last_name: string;
	/** The first contract; one with default values is made anyway. */
	contract?: Partial<ContractVersion>;
	/** The team they start in. */
	team_id?: string;
}

/**
 * Somebody is hired.
 *
 * `email` and `login_email` stand in for one another when only one is given; null keeps one empty.
 */
export function hire(office: Office, newHire: NewHire, how?: Announcement): Employee {
	const { contract, team_id, ...given } = newHire;
	const { state, switches, raise } = office;
	const now = office.clock.now().toISOString();
	const record = anEmployee({
		id: state.ids.take(),
		created_at: now,
		updated_at: now,
		...given,
		email: given.email === undefined ? (given.login_email ?? null) : given.email,
		login_email: given.login_email === undefined ? (given.email ?? null) : given.login_email,
	});
	const employee = state.describe(state.insert(state.people, record));
	const withoutEmails = { email: null, login_email: null, communications_email: null };
	const announced = switches.nullEmailsInCreatePayload ? withoutEmails : {};
	raise('employees/employee/create_with_contract', [{ ...employee, ...announced }], how);
	addContractVersion(office, employee.id, contract ?? {}, how);
	if (team_id !== undefined) addMembership(office, { employee_id: employee.id, team_id }, how);
	return employee;
}

/** HR changes the fields of somebody's record; everything but the team and the contract. */
export function updateEmployee(
	office: Office,
	id: string,
	changes: Partial<EmployeeRecord>,
	how?: Announcement,
): Employee {
	const isQuiet =
		office.switches.quietEmails && Object.keys(changes).every((field) => EMAILS.has(field));
	const employee = change(office, id, changes);
	office.raise('employees/employee/update', [employee], isQuiet ? { ...how, silent: true } : how);
	return employee;
}

const EMAILS = new Set(['id', 'email', 'login_email', 'communications_email', 'personal_email']);

/** Many records change at once, as in an import. */
export function updateEmployees(
	office: Office,
	changes: Array<Partial<EmployeeRecord> & { id: string }>,
	how?: Announcement,
): Employee[] {
	const employees = changes.map((fields) => change(office, fields.id, fields));
	office.raise('employees/employee/update', employees, how);
	return employees;
}

/** HR submits the termination form, possibly long before the last day (`YYYY-MM-DD`). */
export function terminate(
	office: Office,
	id: string,
	lastDay: string,
	how?: Announcement,
): Employee {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(lastDay)) throw new Error(`Not a day: ${lastDay}`);
	const isQuiet = isMovable(office, id);
	const employee = change(office, id, {
		terminated_on: lastDay,
		termination_reason_type: 'others',
	});
	office.raise(
		'employees/employee/terminate',
		[employee],
		isQuiet ? { ...how, silent: true } : how,
	);
	return employee;
}

/** HR takes a termination back, before or after the last day. */
export function unterminate(office: Office, id: string, how?: Announcement): Employee {
	if (find(office, id).terminated_on === null) throw new Error(`Employee ${id} is not terminated`);
	const isQuiet = isMovable(office, id);
	const employee = change(office, id, { terminated_on: null, termination_reason_type: null });
	office.raise(
		'employees/employee/unterminate',
		[employee],
		isQuiet ? { ...how, silent: true } : how,
	);
	return employee;
}

/** The invitation mail goes out. */
export function invite(office: Office, id: string, how?: Announcement): Employee {
	const employee = change(office, id, {});
	office.raise('employees/employee/invite', [employee], how);
	return employee;
}

/** HR decides from when somebody may log in; the day itself is not part of the record. */
export function setRegularAccessStartDate(
	office: Office,
	id: string,
	how?: Announcement,
): Employee {
	const employee = change(office, id, {});
	office.raise('employees/employee/set_regular_access_start_date', [employee], how);
	return employee;
}

/** Whether somebody's last day is still to come, and changes of it are announced to nobody. */
function isMovable(office: Office, id: string): boolean {
	const record = find(office, id);
	const isToCome = record.terminated_on !== null && office.state.isActive(record);
	return office.switches.quietLastDays && isToCome;
}

function change(office: Office, id: string, changes: Partial<EmployeeRecord>): Employee {
	const record = find(office, id);
	Object.assign(record, changes, { id, updated_at: office.clock.now().toISOString() });
	return office.state.describe(record);
}

function find({ state }: Office, id: string): EmployeeRecord {
	const record = state.people.find((person) => person.id === id);
	if (!record) throw new Error(`There is no employee ${id}`);
	return record;
}
