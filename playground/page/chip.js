import { icon, make, setText } from './dom.js';

/** A label with a drawing and a colour; the words alone say everything. `show(kind, text)` sets it. */
export function makeChip() {
	const words = make('span', {});
	const element = make('span', { class: 'chip' }, words);
	let shown;
	return {
		element,
		show(kind, text) {
			setText(words, text);
			if (kind === shown) return;
			element.dataset.kind = kind;
			element.replaceChildren(icon(kind), words);
			shown = kind;
		},
	};
}
