import { byId, setText } from './dom.js';
import { fullName, lackOfUser, userOf } from './employment.js';
import { makePersonRow } from './person-row.js';
import { Shelf } from './shelf.js';

/** Factorial's side: the newest person first. `act` carries an action out, `now` is simulated. */
export function setUpPeople({ act, now }) {
	const shelf = new Shelf('people', {
		limit: 6,
		noun: 'people',
		nothing: 'Nobody works here yet. Press “Hire somebody” to begin.',
		key: ({ id }) => id,
		create: (person) => makePersonRow(person, { act, now }),
		words: (person) =>
			[
				...[fullName(person), person.work_email, person.team, person.location, person.id],
				lackOfUser(person),
			].join(' '),
	});
	return function show({ employees, users }) {
		const gone = employees.filter(({ active }) => !active).length;
		const people = employees.length === 1 ? '1 person' : `${employees.length} people`;
		setText(byId('people-count'), gone > 0 ? `${people}, ${gone} of them gone` : people);
		const withUsers = employees.map((person) => ({ ...person, user: userOf(person, users) }));
		shelf.show(withUsers.reverse());
	};
}
