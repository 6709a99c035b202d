import { workEmail } from '../company/workEmail';
import { reasonsToLook } from '../eventRun';
import { itemsOf } from '../n8n/outputs';
import type { Schedule, SystemUser } from '../jumpcloud/types';
import { moment } from './day';
import type { Scene } from './step';
import { idOf } from './step';

/** The JumpCloud users that are linked to somebody's Factorial id; there should never be two. */
export function usersOf(scene: Scene, person: string): SystemUser[] {
	const id = idOf(scene, person);
	return scene.jumpCloud.state.users.filter((user) => user.employeeIdentifier === id);
}

/** One line about somebody's users: state, username, names and email of each. */
export function account(scene: Scene, person: string): string {
	const users = usersOf(scene, person);
	if (users.length === 0) return 'no user';
	return users
		.map((user) =>
			[user.state, user.username, `${user.firstname} ${user.lastname}`, user.email].join(' · '),
		)
		.join(' AND ');
}

/** The changes that wait for somebody's users. */
function schedulesOf(scene: Scene, person: string): Schedule[] {
	const userIds = usersOf(scene, person).map((user) => user._id);
	return scene.jumpCloud.state.schedules.filter(({ systemUserId }) =>
		userIds.includes(systemUserId),
	);
}

/** One line about somebody's state and what waits for them. */
export function prospects(scene: Scene, person: string): string {
	const states = usersOf(scene, person).map(({ state }) => state);
	const waiting = schedulesOf(scene, person).map(
		({ state, scheduledDate }) => `${state} at ${moment(scheduledDate)}`,
	);
	return [states.join(' AND '), waiting.join(' AND ') || 'nothing scheduled'].join(', ');
}

/** One line about the user who is linked to an employee: the state, and whether HR agrees with the rest. */
export function accessOf({ factorial, jumpCloud }: Scene, employeeId: string): string {
	const employee = factorial.state.employee(employeeId);
	const user = jumpCloud.state.users.find((one) => one.employeeIdentifier === employeeId);
	if (!employee || !user) return 'no user';
	const agrees =
		user.firstname === employee.first_name &&
		user.lastname === employee.last_name &&
		user.email === workEmail(employee);
	return `${user.state}, ${agrees ? 'as HR says' : 'not as HR says'}`;
}

/** How many users may come in, or are about to. */
export function activeUsers({ jumpCloud }: Scene): number {
	return jumpCloud.state.users.filter(({ state }) => state !== 'SUSPENDED').length;
}

/** The reasons for which runs of the workflow left somebody out, each once. */
export async function reasonsFor(scene: Scene, employeeId: string): Promise<string[]> {
	const summaries = await scene.client.executions(scene.workflowId);
	const executions = await Promise.all(summaries.map(({ id }) => scene.client.execution(id)));
	const theirs = executions.filter((execution) =>
		itemsOf(execution).some(({ id }) => id === employeeId),
	);
	return [...new Set(theirs.flatMap(reasonsToLook))];
}
