import { announce } from './announcer.js';
import { byId, make, setText } from './dom.js';
import { outcomeView } from './outcome.js';

/** n8n may take a while with everybody, and the machine may be busy. */
const PATIENCE_MS = 100_000;

const HOUR_MS = 60 * 60 * 1000;

const CLOCK_HINT =
	'This n8n goes by the real clock, and the simulated one is ahead of it. Whoever leaves in between has not left yet for n8n, and JumpCloud refuses dates that have passed by the simulated clock. An n8n that “npm start” has started itself goes by the simulated one.';

/** The buttons that are about everybody, and what came of the last one. */
export function setUpEverybody({ act }) {
	const error = byId('everybody-error');
	const result = byId('everybody-result');
	const pressed = new Set();
	let sweeps = { busy: null, imported: false, last: null };
	let shownNumber = 0;

	const buttons = {
		mess: { idle: () => 'Make a mess', busy: 'Making a mess …' },
		import: {
			action: () => (sweeps.imported ? 'undo-import' : 'import'),
			idle: () => (sweeps.imported ? 'Undo the import' : 'Bad HR import'),
			busy: 'One moment …',
		},
		preview: {
			idle: () => 'Preview',
			busy: 'Planning …',
			body: () => ({ option: byId('trial').value }),
		},
		reconcile: { idle: () => 'Reconcile now', busy: 'Reconciling …' },
	};

	function drawButtons() {
		const isOccupied = pressed.size > 0 || sweeps.busy !== null;
		for (const [name, { idle, busy }] of Object.entries(buttons)) {
			const isBusy = pressed.has(name) || sweeps.busy === name;
			const button = byId(name);
			setText(button.querySelector('span'), isBusy ? busy : idle());
			// Not `disabled`, which would take the focus away from whoever has just pressed it.
			button.setAttribute('aria-disabled', String(isOccupied));
			button.classList.toggle('busy', isBusy);
		}
	}

	async function press(name) {
		if (byId(name).getAttribute('aria-disabled') === 'true') return;
		error.hidden = true;
		pressed.add(name);
		drawButtons();
		try {
			const { action, body } = buttons[name];
			await act(action?.() ?? name, body?.() ?? {}, PATIENCE_MS);
		} catch (failure) {
			setText(error, failure.message);
			error.hidden = false;
		}
		pressed.delete(name);
		drawButtons();
	}

	for (const name of Object.keys(buttons)) {
		byId(name).addEventListener('click', () => void press(name));
	}

	function drawTrials({ trials }) {
		const select = byId('trial');
		if (select.options.length > 1) return;
		const optionOf = ({ word, name }) => make('option', { value: word }, name);
		select.append(
			...trials.map(({ title, options }) =>
				make('optgroup', { label: title }, ...options.map(optionOf)),
			),
		);
	}

	function close() {
		result.replaceChildren();
		byId('preview').focus();
	}

	function drawResult({ last, users }) {
		if (last === null || last.number === shownNumber) return;
		const isFirst = shownNumber === 0;
		shownNumber = last.number;
		const { element, title } = outcomeView(last, { users, close });
		result.replaceChildren(element);
		if (!isFirst || pressed.size > 0) announce(title);
	}

	return function show({ sweeps: latest, users, now, n8n }) {
		sweeps = latest;
		drawTrials(latest);
		drawButtons();
		drawResult({ last: sweeps.last, users });
		byId('everybody-clock').hidden = !n8n.ownClock || Date.parse(now) - Date.now() < HOUR_MS;
		setText(byId('everybody-clock'), CLOCK_HINT);
	};
}
