import { actionForm } from './action-form.js';
import { byId, make } from './dom.js';
import { inventPerson } from './invented.js';

const NO_EMAIL =
	'Leave it empty, and n8n skips the person and says why. Add it later, and the account is made.';

const FIELDS = [
	{ name: 'first_name', label: 'First name' },
	{ name: 'last_name', label: 'Last name' },
	{ name: 'login_email', label: 'Work email', isOptional: true, mode: 'email', hint: NO_EMAIL },
];

/** Wires the Hire button. `employees()` gives the present ones, `act` carries an action out. */
export function setUpHiring({ act, employees }) {
	const button = byId('hire');
	const place = byId('hire-form');

	function close() {
		place.replaceChildren();
		button.setAttribute('aria-expanded', 'false');
		button.focus();
	}

	function open() {
		const surprise = make('button', { type: 'button', class: 'button end' });
		surprise.append('Surprise me');
		const form = actionForm({
			title: 'Hire somebody',
			fields: FIELDS,
			extra: surprise,
			verb: 'Hire',
			send: async (values) => await act('hire', values),
			close,
		});
		surprise.addEventListener('click', () => form.fill(inventPerson(employees())));
		place.replaceChildren(form.element);
		button.setAttribute('aria-expanded', 'true');
		form.focus();
	}

	button.addEventListener('click', () => (place.hasChildNodes() ? close() : open()));
}
