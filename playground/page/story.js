import { makeChapterRow } from './chapter-row.js';
import { chaptersOf } from './chapters.js';
import { Shelf } from './shelf.js';

const NOTHING =
	'Nothing yet. Hire somebody: Factorial tells n8n, n8n runs the workflow, and JumpCloud gets a Staged user. Every step appears here, with a link to the run in n8n.';

/** The time line below. */
export function setUpStory() {
	const shelf = new Shelf('story', {
		limit: 8,
		noun: 'actions',
		nothing: NOTHING,
		key: ({ id }) => id,
		create: makeChapterRow,
		words: ({ cause, steps }) => [cause?.text, ...steps.map(({ text }) => text)].join(' '),
	});
	return function show(state) {
		shelf.show(chaptersOf(state.timeline, state));
	};
}
