import type { Employee } from '../../../playground/factorial/types';
import type { Services } from '../../../playground/mess/healthy';

/** Who has not exactly the one user that they should have, and what is wrong with it. */
export function whoIsWrong(services: Services): string[] {
	return services.factorial.state.employees.flatMap((employee) => {
		const wrong = wrongWith(services, employee);
		return wrong === undefined ? [] : [`${employee.full_name} (${employee.id}): ${wrong}`];
	});
}

function wrongWith({ jumpCloud }: Services, employee: Employee): string | undefined {
	const { users, schedules } = jumpCloud.state;
	const [user, ...more] = users.filter((one) => one.employeeIdentifier === employee.id);
	if (!user) return 'no user';
	if (more.length > 0) return `${more.length + 1} users`;
	if (user.firstname !== employee.first_name || user.lastname !== employee.last_name) {
		return `is called ${user.firstname} ${user.lastname}`;
	}
	if (user.email !== employee.login_email) return `has the email ${user.email}`;
	if ((user.state === 'SUSPENDED') === employee.active) return `is ${user.state}`;
	const planned = schedules.filter(({ systemUserId }) => systemUserId === user._id);
	const wanted = employee.active && employee.is_terminating ? 1 : 0;
	return planned.length === wanted ? undefined : `${planned.length} scheduled suspensions`;
}

/** Values that belong to one user each, and are with more than one. */
export function doubled({ jumpCloud }: Services): string[] {
	const keys = jumpCloud.state.users.flatMap(({ username, email, employeeIdentifier }) => [
		`username ${username.toLowerCase()}`,
		`email ${email.toLowerCase()}`,
		...(employeeIdentifier ? [`employee ${employeeIdentifier}`] : []),
	]);
	return keys.filter((key, index) => keys.indexOf(key) !== index);
}

/** Whom a request has suspended at once, by their ids in Factorial, whatever came of it. */
export function everSuspended({ jumpCloud }: Services): string[] {
	const ids = jumpCloud.journal.writes().flatMap(({ path, body }) => {
		const { state, suspended } = (body ?? {}) as { state?: string; suspended?: boolean };
		const user = jumpCloud.state.users.find(({ _id }) => path.endsWith(_id));
		return user && (state === 'SUSPENDED' || suspended) ? [user.employeeIdentifier ?? '?'] : [];
	});
	return [...new Set(ids)];
}
