import { makeChip } from './chip.js';
import { icon, make, setText } from './dom.js';
import { plannedText, stateOf } from './user-state.js';

const HIGHLIGHT_MS = 8000;

/** One of JumpCloud's users; `flash(text)` shows for a while what has just changed. */
export function makeUserRow() {
	const username = make('bdi', { class: 'row-title mono' });
	const chip = makeChip();
	const name = make('bdi', {});
	const email = make('bdi', {});
	const identifier = make('span', { class: 'quiet' });
	const plans = make('ul', { class: 'plans', role: 'list', hidden: true });
	const news = make('p', { class: 'news', hidden: true });
	let timer;
	let planned = '';

	const element = make(
		'li',
		{ class: 'row' },
		make('div', { class: 'row-main' }, username, chip.element),
		make('div', { class: 'row-detail' }, name, email, identifier),
		plans,
		news,
	);

	function showPlans(scheduled) {
		const texts = scheduled.map(plannedText);
		if (texts.join() === planned) return;
		planned = texts.join();
		plans.hidden = texts.length === 0;
		plans.replaceChildren(...texts.map((text) => make('li', {}, icon('clock'), text)));
	}

	return {
		element,
		update(user) {
			const { kind, text } = stateOf(user.state);
			setText(username, user.username);
			chip.show(kind, text);
			setText(name, `${user.firstname} ${user.lastname}`.trim());
			setText(email, user.email);
			const { employeeIdentifier: id } = user;
			setText(identifier, id === null ? 'No employee identifier' : `Employee ${id}`);
			showPlans(user.scheduled);
		},
		flash(text) {
			clearTimeout(timer);
			element.classList.add('changed');
			setText(news, `Just now: ${text}`);
			news.hidden = false;
			timer = setTimeout(() => {
				element.classList.remove('changed');
				news.hidden = true;
			}, HIGHLIGHT_MS);
		},
	};
}
