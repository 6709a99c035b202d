import { plannedText, stateOf } from './user-state.js';

const FIELDS = {
	username: 'username',
	email: 'email',
	firstname: 'first name',
	lastname: 'last name',
	employeeIdentifier: 'employee identifier',
};

/** What differs between two readings of JumpCloud's users: `{ id, username, text }` for each. */
export function changesBetween(before, after) {
	const known = new Map(before.map((user) => [user.id, user]));
	const present = new Set(after.map(({ id }) => id));
	const changed = after.flatMap((user) => {
		const text = known.has(user.id)
			? differences(known.get(user.id), user).join(', ')
			: `created, ${stateOf(user.state).text}`;
		return text === '' ? [] : [{ id: user.id, username: user.username, text }];
	});
	const gone = before.filter(({ id }) => !present.has(id));
	return [...changed, ...gone.map(({ id, username }) => ({ id, username, text: 'deleted' }))];
}

function differences(before, after) {
	const fields = Object.keys(FIELDS).filter((field) => before[field] !== after[field]);
	return [
		...(before.state === after.state ? [] : [`now ${stateOf(after.state).text}`]),
		...(fields.length === 0 ? [] : [`new ${fields.map((field) => FIELDS[field]).join(' and ')}`]),
		...scheduleDifferences(before, after),
	];
}

function scheduleDifferences(before, after) {
	const texts = (user) => user.scheduled.map(plannedText);
	const added = texts(after).filter((text) => !texts(before).includes(text));
	if (added.length > 0) return added.map((text) => text.replace('Will', 'will'));
	const isDone = before.state !== after.state;
	return after.scheduled.length < before.scheduled.length && !isDone
		? ['planned change cancelled']
		: [];
}
