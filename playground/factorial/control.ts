import { commonControls, mountControls } from '../core/control';
import { anEmployee } from './builders';
import type { FactorialSimulator } from './simulator';
import type { EmployeeRecord } from './types';

type Fields = Record<string, unknown>;

/** Lets a person be the HR department of a running simulator, with curl. */
export function mountFactorialControls(sim: FactorialSimulator): void {
	mountControls(sim, {
		...commonControls(sim, () => stateOf(sim)),
		'POST /hire': {
			about: 'Hire somebody: {"first_name", "last_name", "email"} and any other employee field',
			run: (fields) =>
				sim.hire({
					...recordOf(fields),
					first_name: textOf(fields, 'first_name'),
					last_name: textOf(fields, 'last_name'),
				}),
		},
		'POST /update': {
			about: 'Change employee fields: {"id", "last_name": "New"}',
			run: (fields) => sim.updateEmployee(textOf(fields, 'id'), recordOf(fields)),
		},
		'POST /terminate': {
			about: 'Submit the termination form: {"id", "terminated_on": "2026-12-31"}',
			run: (fields) => sim.terminate(textOf(fields, 'id'), textOf(fields, 'terminated_on')),
		},
		'POST /unterminate': {
			about: 'Take a termination back: {"id"}',
			run: (fields) => sim.unterminate(textOf(fields, 'id')),
		},
		'POST /promote': {
			about: 'Approve a promotion: {"id" of the employee, "job_title"}',
			run: (fields) =>
				sim.approvePromotion(textOf(fields, 'id'), { job_title: textOf(fields, 'job_title') }),
		},
		'POST /leave': {
			about: 'Enter an approved leave: {"id" of the employee, "start_on", "finish_on"}',
			run: (fields) =>
				sim.grantLeave({
					employee_id: textOf(fields, 'id'),
					start_on: textOf(fields, 'start_on'),
					finish_on: textOf(fields, 'finish_on'),
				}),
		},
		'POST /invite': {
			about: 'Send the invitation: {"id"}',
			run: (fields) => sim.invite(textOf(fields, 'id')),
		},
	});
}

function stateOf({ state, deliveries }: FactorialSimulator) {
	const { employees, contracts, teams, memberships, locations, legalEntities } = state;
	const { subscriptions } = state;
	const { customFields, customOptions, customValues, leaves, leaveTypes } = state;
	const people = { employees, contracts, teams, memberships, leaves, leaveTypes };
	const custom = { customFields, customOptions, customValues };
	return { ...people, ...custom, locations, legalEntities, subscriptions, deliveries };
}

function textOf(fields: Fields, name: string): string {
	const value = fields[name];
	if (typeof value !== 'string' || value === '') throw new Error(`Say ${name}, as text`);
	return value;
}

/** The employee fields among what was sent; a field that employees do not have is an error. */
function recordOf(fields: Fields): Partial<EmployeeRecord> {
	const known = new Set(Object.keys(EXAMPLE));
	const record: Partial<Record<string, string | null>> = {};
	for (const [name, value] of Object.entries(fields)) {
		if (!known.has(name)) throw new Error(`Employees have no field ${name}`);
		if (typeof value !== 'string' && value !== null)
			throw new Error(`${name} must be text or null`);
		record[name] = value;
	}
	return record;
}

const EXAMPLE = anEmployee({ id: '1' });
