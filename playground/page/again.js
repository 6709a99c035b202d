import { actionForm } from './action-form.js';
import { byId } from './dom.js';

/** n8n takes back its workflows and gets them anew. */
const PATIENCE_MS = 120_000;

const ABOUT =
	'Factorial and JumpCloud will be as in the beginning, and the clock will show the real time. In n8n the workflows of the playground will be imported anew: their runs, their tables and what you have changed in them go. Workflows and credentials of your own stay.';

/** The button that begins everything anew. Gives what shows whether it is there. */
export function setUpAgain({ act }) {
	const button = byId('again');
	const place = byId('again-form');

	function close() {
		place.replaceChildren();
		button.setAttribute('aria-expanded', 'false');
		button.focus();
	}

	function open() {
		const form = actionForm({
			title: 'Start over',
			about: ABOUT,
			fields: [],
			verb: 'Forget everything',
			busyVerb: 'Starting over …',
			isDanger: true,
			send: async () => await act('again', {}, PATIENCE_MS),
			close,
		});
		place.replaceChildren(form.element);
		button.setAttribute('aria-expanded', 'true');
		form.focus();
	}

	button.addEventListener('click', () => (place.hasChildNodes() ? close() : open()));
	return function show({ session }) {
		button.hidden = !session.canBeginAnew;
	};
}
