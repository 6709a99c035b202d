import { workEmail } from '../company/workEmail';
import type { FactorialState } from '../factorial/state';
import type { JumpCloudState } from '../jumpcloud/state';
import type { Stage } from '../n8n/stage';

/** The people of Factorial and the users of JumpCloud, as the page shows them. */
export interface Records {
	employees: object[];
	users: object[];
}

/** As they are at this moment. */
export function recordsOf({
	factorial,
	jumpCloud,
}: Pick<Stage, 'factorial' | 'jumpCloud'>): Records {
	return { employees: employees(factorial.state), users: users(jumpCloud.state) };
}

function employees(state: FactorialState): object[] {
	const teamOf = new Map(
		state.memberships.map(({ employee_id, team_id }) => [employee_id, team_id]),
	);
	const teams = new Map(state.teamRecords.map(({ id, name }) => [id, name]));
	const locations = new Map(state.locations.map(({ id, name }) => [id, name]));
	return state.employees.map((employee) => ({
		id: employee.id,
		first_name: employee.first_name,
		last_name: employee.last_name,
		work_email: workEmail(employee),
		login_email: employee.login_email,
		active: employee.active,
		terminated_on: employee.terminated_on,
		team: teams.get(teamOf.get(employee.id) ?? '') ?? null,
		location: locations.get(employee.location_id ?? '') ?? null,
	}));
}

function users(state: JumpCloudState): object[] {
	return state.users.map((user) => ({
		id: user._id,
		username: user.username,
		email: user.email,
		firstname: user.firstname ?? '',
		lastname: user.lastname ?? '',
		state: user.state,
		employeeIdentifier: user.employeeIdentifier ?? null,
		scheduled: state.schedules
			.filter(({ systemUserId }) => systemUserId === user._id)
			.map((schedule) => ({ state: schedule.state, at: schedule.scheduledDate.toISOString() })),
	}));
}
