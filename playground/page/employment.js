import { day, dayAfter } from './format.js';

/** Whether somebody works here, as a kind and in words, seen from a moment of the simulated clock. */
export function employment({ active, terminated_on: lastDay }, now) {
	if (lastDay === null && active) return { kind: 'active', text: 'Active' };
	if (lastDay === null) return { kind: 'left', text: 'Not active' };
	if (!active) return { kind: 'left', text: `Left ${day(lastDay)}` };
	if (lastDay === dayAfter(now)) return { kind: 'leaving', text: 'Leaves today' };
	return { kind: 'leaving', text: `Leaves ${day(lastDay)}` };
}

export function fullName({ first_name: first, last_name: last }) {
	return `${first} ${last}`.trim();
}

const LACKS = {
	none: 'No user yet',
	email: 'User not linked yet',
	taken: 'The user belongs to another record',
};

/**
 * How somebody's user in JumpCloud is known: `linked`, by the `email` alone, `taken` by another record with
 * this email, or `none`.
 */
export function userOf({ id, work_email: email }, users) {
	if (users.some((user) => user.employeeIdentifier === id)) return 'linked';
	const found = users.find((user) => user.email.toLowerCase() === email?.toLowerCase());
	if (!found) return 'none';
	return found.employeeIdentifier === null ? 'email' : 'taken';
}

/** What is missing of the user of somebody who works here, in words; nothing where nothing is. */
export function lackOfUser({ active, user }) {
	return active && user !== 'linked' ? LACKS[user] : '';
}
