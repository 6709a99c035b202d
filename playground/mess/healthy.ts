import { workEmail } from '../company/workEmail';
import type { Employee } from '../factorial/types';
import type { SystemUser } from '../jumpcloud/types';
import type { Stage } from '../n8n/stage';

export type Services = Pick<Stage, 'clock' | 'factorial' | 'jumpCloud'>;

/** Somebody of Factorial, and the JumpCloud user who is theirs. */
export interface Pair {
	employee: Employee;
	user: SystemUser;
}

/** Who works here, is not about to leave, leads nobody, and has a user that is as HR says. */
export function healthyPairs({ factorial, jumpCloud }: Services): Pair[] {
	const { users, schedules } = jumpCloud.state;
	const busy = new Set([
		...schedules.map(({ systemUserId }) => systemUserId),
		...users.map(({ manager }) => manager),
	]);
	return factorial.state.employees.filter(stays).flatMap((employee) => {
		const user = users.find(({ employeeIdentifier }) => employeeIdentifier === employee.id);
		return user && !busy.has(user._id) && isAsHrSays(user, employee) ? [{ employee, user }] : [];
	});
}

/** Whether somebody works here, and nothing says until when. */
export function stays({ active, terminated_on }: Employee): boolean {
	return active && terminated_on === null;
}

function isAsHrSays(user: SystemUser, employee: Employee): boolean {
	return (
		user.state !== 'SUSPENDED' &&
		user.firstname === employee.first_name &&
		user.lastname === employee.last_name &&
		user.email.toLowerCase() === workEmail(employee)?.toLowerCase()
	);
}
