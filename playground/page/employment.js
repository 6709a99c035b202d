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
