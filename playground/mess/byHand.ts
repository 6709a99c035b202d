import type { Pair, Services } from './healthy';

/**
 * What somebody does in JumpCloud's Admin Portal. It goes into the records themselves: n8n is not told,
 * and what n8n asks and writes stays alone in the journal. Each gives a sentence about it.
 */

export function deleteUser({ jumpCloud }: Services, { user }: Pair): string {
	const { users, groups, schedules } = jumpCloud.state;
	users.splice(users.indexOf(user), 1);
	for (const group of groups) group.members = group.members.filter((id) => id !== user._id);
	const left = schedules.filter(({ systemUserId }) => systemUserId !== user._id);
	schedules.splice(0, schedules.length, ...left);
	return `Somebody deletes the user ${user.username}`;
}

export function editUser(_: Services, { user }: Pair): string {
	const { username } = user;
	const edits = { lastname: 'Oops', email: `oops.${username}@corp.example` };
	Object.assign(user, edits);
	return `Somebody changes ${username}: last name ${edits.lastname}, email ${edits.email}`;
}

export function suspendUser(_: Services, { user }: Pair): string {
	Object.assign(user, { state: 'SUSPENDED', suspended: true });
	return `Somebody suspends ${user.username}`;
}

/** From then on the person cannot be linked: the email leads to a user who is somebody else's. */
export function mistypeNumber({ factorial }: Services, { user, employee }: Pair): string {
	let number = `${employee.id}0`;
	while (factorial.state.employee(number)) number += '0';
	user.employeeIdentifier = number;
	return `Somebody mistypes the employee number of ${user.username}: ${number} instead of ${employee.id}`;
}
