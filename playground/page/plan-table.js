import { makeChip } from './chip.js';
import { make, setText, unseen } from './dom.js';
import { dayAndMinute } from './format.js';
import { actionOf, changeOf, mailInWords } from './plan-words.js';

/** More than this is shown only when asked for. */
const LIMIT = 8;

/**
 * A part of a plan as a table; null when there is nothing in it.
 *
 * @param columns further ones: their names, each with what a line has there
 * @param isTitled whether the caption is shown; what stands above may say it already
 */
export function planTable(caption, lines, { users, columns = {}, isTitled = true }) {
	if (lines.length === 0) return null;
	const all = { ...COLUMNS, ...columns };
	const rows = lines.map((line) => row(line, all, users));
	const rest = rows.slice(LIMIT);
	for (const one of rest) one.hidden = true;
	// The roles say what the layout for narrow windows would otherwise take away.
	const head = ['Who', ...Object.keys(all)].map((name) =>
		make('th', { scope: 'col', role: 'columnheader' }, name),
	);
	const table = make(
		'table',
		{ class: 'plan', role: 'table' },
		make(
			'caption',
			{ class: !isTitled && 'unseen' },
			caption,
			make('span', { class: 'quiet' }, ` (${lines.length})`),
		),
		make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...head)),
		make('tbody', { role: 'rowgroup' }, ...rows),
	);
	return make('div', {}, table, rest.length > 0 ? moreButton(rest, lines.length) : null);
}

function moreButton(rest, count) {
	const properties = {
		type: 'button',
		class: 'button quiet-button more',
		'aria-expanded': 'false',
	};
	const button = make('button', properties, `Show all ${count}`);
	button.addEventListener('click', () => {
		const isOpen = button.getAttribute('aria-expanded') === 'true';
		for (const one of rest) one.hidden = isOpen;
		button.setAttribute('aria-expanded', String(!isOpen));
		setText(button, isOpen ? `Show all ${count}` : 'Show fewer');
	});
	return button;
}

/** What a line of a plan has in each column, apart from whom it is about. */
const COLUMNS = {
	What: (line) => [chipOf(actionOf(line))],
	Why: ({ why, reason }) => (reason ? [why, ' ', make('code', { class: 'quiet' }, reason)] : ['']),
	'In detail': details,
};

/** When a change takes effect; what is left to people has no such moment. */
export const WHEN = {
	When: ({ effectiveAt }) => [effectiveAt ? `${dayAndMinute(effectiveAt)} UTC` : 'At once'],
};

/** Who is left alone is called so already. */
const RESULTS = { done: 'Done', not_done: 'Not done', left_alone: '' };

/** What came of a change. */
export const RESULT = { Result: ({ result }) => [RESULTS[result]] };

function row(line, columns, users) {
	const cells = Object.entries(columns).map(([name, content]) =>
		cell(name, ...content(line, users)),
	);
	return make(
		'tr',
		{ role: 'row' },
		make('th', { scope: 'row', role: 'rowheader' }, ...who(line)),
		...cells,
	);
}

function chipOf({ kind, text }) {
	const chip = makeChip();
	chip.show(kind, text);
	return chip.element;
}

function cell(column, ...children) {
	return make('td', { role: 'cell', 'data-column': column }, ...children);
}

function who({ action, name, username }) {
	const user = username || (action === 'create' ? 'no user yet' : '');
	return [
		name && make('bdi', { class: 'row-title' }, name),
		name && user && make('br'),
		user && make('bdi', { class: 'mono quiet' }, user),
	].filter(Boolean);
}

function details({ changes, message, mail }, users) {
	const words = changes.map((change) => changeOf(change, users));
	return [
		words.length > 0 && make('ul', { class: 'changes', role: 'list' }, ...words.map(changeItem)),
		mail && make('p', {}, mailInWords(mail)),
		message && make('p', { dir: 'auto' }, message),
	].filter(Boolean);
}

function changeItem({ name, from, to }) {
	const before = from === null ? [] : [make('bdi', { class: 'before' }, from), arrow()];
	const after = make('bdi', { class: 'after' }, to ?? 'nothing');
	return make('li', {}, make('span', { class: 'quiet' }, `${name}: `), ...before, after);
}

function arrow() {
	return make('span', {}, make('span', { 'aria-hidden': 'true' }, ' → '), unseen(' becomes '));
}
