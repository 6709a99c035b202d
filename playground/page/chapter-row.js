import { icon, make, setText } from './dom.js';
import { dayAndMinute } from './format.js';
import { KeyedList } from './keyed-list.js';
import { makeStepRow } from './step-row.js';

/** What somebody did, and below it what followed, in the order in which it happened. */
export function makeChapterRow() {
	const title = make('h3', { class: 'chapter-title', dir: 'auto' });
	const time = make('time', { class: 'quiet' });
	const steps = make('ol', { class: 'steps', role: 'list' });
	const list = new KeyedList(steps, { key: ({ id }) => id, create: makeStepRow });
	const element = make(
		'li',
		{ class: 'chapter' },
		make('div', { class: 'chapter-head' }, icon('you'), title, time),
		steps,
	);
	return {
		element,
		update({ cause, at, steps: entries }) {
			setText(title, cause?.text ?? 'Before anybody pressed a button');
			setText(time, dayAndMinute(at));
			list.show(entries.map((entry) => ({ ...entry, since: at })));
		},
	};
}
