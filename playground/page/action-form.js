import { make } from './dom.js';
import { makeField } from './field.js';

/**
 * A form for one action. Its failure is shown in it, in the words of the playground.
 *
 * @param about what the action does, where its name does not say it
 * @param fields see `makeField`
 * @param busyVerb stands on the button while it is done, where that takes a while
 * @param send gets the values by field name and may throw
 * @param close called after success and by Cancel
 */
export function actionForm(options) {
	const { title, about, fields, extra, verb, busyVerb = verb, isDanger, send, close } = options;
	const made = fields.map(makeField);
	const error = make('p', { class: 'error', role: 'alert', hidden: true });
	const style = isDanger ? 'button danger' : 'button primary';
	const submit = make('button', { type: 'submit', class: style }, verb);
	const cancel = make('button', { type: 'button', class: 'button quiet-button', onclick: close });
	cancel.append('Cancel');

	const form = make(
		'form',
		{ class: 'action-form', 'aria-label': title, novalidate: true },
		about && make('p', {}, about),
		made.length > 0 && make('div', { class: 'fields' }, ...made.map(({ element }) => element)),
		error,
		make('div', { class: 'button-row' }, submit, cancel, extra),
	);

	async function run() {
		const missing = made.find((field) => field.isMissing());
		if (missing) {
			missing.input.focus();
			throw new Error(`${missing.label} is missing`);
		}
		await send(Object.fromEntries(made.map(({ name, input }) => [name, input.value.trim()])));
		close();
	}

	form.addEventListener('submit', async (event) => {
		event.preventDefault();
		if (form.ariaBusy === 'true') return;
		form.ariaBusy = 'true';
		submit.textContent = busyVerb;
		error.hidden = true;
		try {
			await run();
		} catch (failure) {
			error.textContent = failure.message;
			error.hidden = false;
		}
		form.ariaBusy = 'false';
		submit.textContent = verb;
	});
	form.addEventListener('keydown', ({ key }) => {
		if (key === 'Escape') close();
	});
	return {
		element: form,
		focus: () => (made[0]?.input ?? submit).focus(),
		fill: (values) => {
			for (const { name, input } of made) input.value = values[name] ?? '';
		},
	};
}
