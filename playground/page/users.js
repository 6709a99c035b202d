import { announce } from './announcer.js';
import { changesBetween } from './changes.js';
import { byId, setText } from './dom.js';
import { counted } from './format.js';
import { Shelf } from './shelf.js';
import { makeUserRow } from './user-row.js';
import { stateOf } from './user-state.js';

/** More than this at once is told as a number. */
const TOLD_ONE_BY_ONE = 3;

function tell(changes) {
	if (changes.length > TOLD_ONE_BY_ONE) {
		announce(`JumpCloud: ${counted(changes.length, 'user')} changed`);
		return;
	}
	for (const { username, text } of changes) announce(`JumpCloud: ${username}: ${text}`);
}

function summary(users) {
	const counts = new Map();
	for (const { state } of users) counts.set(state, (counts.get(state) ?? 0) + 1);
	const parts = [...counts].map(([state, count]) => `${count} ${stateOf(state).text}`);
	return [counted(users.length, 'user'), ...parts].join(' · ');
}

/** JumpCloud's side: who changed last comes first. */
export function setUpUsers() {
	const lastChange = new Map();
	let previous;
	let turn = 0;
	const shelf = new Shelf('users', {
		limit: 8,
		noun: 'users',
		nothing: 'No users yet. Hire somebody in Factorial, and n8n makes their account here.',
		key: ({ id }) => id,
		create: makeUserRow,
		words: (user) =>
			[
				user.username,
				user.email,
				user.firstname,
				user.lastname,
				user.employeeIdentifier,
				stateOf(user.state).text,
			].join(' '),
	});
	const recency = ({ id }) => lastChange.get(id) ?? 0;

	return function show(users) {
		turn += 1;
		const changes = previous === undefined ? [] : changesBetween(previous, users);
		previous = users;
		for (const { id } of changes) lastChange.set(id, turn);
		setText(byId('users-count'), summary(users));
		shelf.show([...users].reverse().sort((a, b) => recency(b) - recency(a)));
		for (const { id, text } of changes) shelf.row(id)?.flash(text);
		if (changes.length > 0) tell(changes);
	};
}
