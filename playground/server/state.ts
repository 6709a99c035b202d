import { workEmail } from '../company/workEmail';
import type { FactorialState } from '../factorial/state';
import type { JumpCloudState } from '../jumpcloud/state';
import { OWNER } from '../n8n/stage';
import type { Stage } from '../n8n/stage';
import type { Sweeps } from './sweeps';
import type { Timeline } from './timeline';

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

/** What the page looks at and works on. */
export interface Desk {
	stage: Stage;
	/** id of the workflow that events start */
	workflowId: string;
	timeline: Timeline;
	sweeps: Sweeps;
}

/** Everything the page shows. */
export async function pageState({ stage, workflowId, timeline, sweeps }: Desk): Promise<object> {
	const { clock, factorial, jumpCloud, server } = stage;
	await timeline.refresh();
	const { email, password } = OWNER;
	return {
		now: clock.now().toISOString(),
		n8n: { url: server.url, email, password, workflowUrl: `${server.url}/workflow/${workflowId}` },
		simulators: { factorial: factorial.url, jumpcloud: jumpCloud.url },
		employees: employees(factorial.state),
		users: users(jumpCloud.state),
		sweeps: sweeps.state(),
		timeline: timeline.list(),
	};
}
