import { make } from './dom.js';

/** The report of a run: its sections with what each of them tells. */
export function reportView(sections, failure) {
	const told = sections.filter(({ lines }) => lines.length > 0);
	if (told.length === 0) {
		// A run that stopped has no report, and then its banner says all there is.
		return failure ? null : make('p', { class: 'quiet' }, 'Nothing had to be done.');
	}
	return make('div', { class: 'report' }, ...told.map(sectionView));
}

function sectionView({ name, lines }) {
	return make(
		'section',
		{},
		make('h4', {}, `${name[0].toUpperCase()}${name.slice(1)} `, count(lines.length)),
		make('ul', { role: 'list' }, ...lines.map((line) => make('li', { dir: 'auto' }, line))),
	);
}

function count(number) {
	return make('span', { class: 'quiet' }, `(${number})`);
}
