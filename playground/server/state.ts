import { workEmail } from '../company/workEmail';
import type { FactorialState } from '../factorial/state';
import type { JumpCloudState } from '../jumpcloud/state';
import type { Stage } from '../n8n/stage';
import type { Approvals } from './approvals';
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
	approvals: Approvals;
	/** whether everything can begin anew */
	canBeginAnew: boolean;
	/** which beginning this is: what the page has seen of an earlier one is over */
	number: number;
}

/** Everything the page shows. */
export async function pageState(desk: Desk): Promise<object> {
	const { stage, workflowId, timeline, sweeps, approvals, canBeginAnew, number } = desk;
	const { clock, factorial, jumpCloud, server, login, n8nClock } = stage;
	const [waiting] = await Promise.all([approvals.waiting(), timeline.refresh()]);
	const { email, password } = login;
	const workflowUrl = `${server.url}/workflow/${workflowId}`;
	return {
		now: clock.now().toISOString(),
		session: { number, canBeginAnew },
		n8n: { url: server.url, email, password, workflowUrl, ownClock: n8nClock === undefined },
		simulators: {
			factorial: { url: factorial.url, key: factorial.credential.apiKey },
			jumpcloud: { url: jumpCloud.url, key: jumpCloud.credential.apiKey },
		},
		approvals: waiting,
		employees: employees(factorial.state),
		users: users(jumpCloud.state),
		sweeps: sweeps.state(),
		timeline: timeline.list(),
	};
}
