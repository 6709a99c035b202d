import { byId, setText } from './dom.js';
import { KeyedList } from './keyed-list.js';

const normal = (text) =>
	text
		.normalize('NFD')
		.replace(/\p{Diacritic}/gu, '')
		.toLowerCase();

/**
 * A list with a search box, a button that shows the rest, and words for when there is nothing.
 *
 * The page holds `<name>-list`, `-search`, `-more` and `-empty`. A row may have `pinned()`: while that
 * is true the row stays, whatever is searched for, because somebody is typing in it.
 */
export class Shelf {
	#items = [];
	#isOpen = false;

	constructor(name, { limit, noun, key, create, words, nothing }) {
		Object.assign(this, { limit, noun, key, words, nothing });
		this.list = new KeyedList(byId(`${name}-list`), { key, create });
		this.search = byId(`${name}-search`);
		this.input = this.search.querySelector('input');
		this.more = byId(`${name}-more`);
		this.empty = byId(`${name}-empty`);
		this.input.addEventListener('input', () => this.#draw());
		this.more.addEventListener('click', () => {
			this.#isOpen = !this.#isOpen;
			this.#draw();
		});
	}

	show(items) {
		this.#items = items;
		this.#draw();
	}

	row(key) {
		return this.list.row(key);
	}

	#draw() {
		const wanted = normal(this.input.value.trim());
		const found = this.#items.filter((item) => normal(this.words(item)).includes(wanted));
		const shown = new Set(this.#isOpen ? found : found.slice(0, this.limit));
		this.list.show(this.#items.filter((item) => shown.has(item) || this.#isPinned(item)));
		this.#drawRest(found.length, wanted);
	}

	#isPinned(item) {
		return this.row(this.key(item))?.pinned?.() ?? false;
	}

	#drawRest(foundCount, wanted) {
		this.search.hidden = this.#items.length <= this.limit && wanted === '';
		this.more.hidden = foundCount <= this.limit;
		this.more.setAttribute('aria-expanded', String(this.#isOpen));
		setText(this.more, this.#isOpen ? 'Show fewer' : `Show all ${foundCount} ${this.noun}`);
		this.empty.hidden = foundCount > 0;
		const mark = `“${this.input.value.trim()}”`;
		setText(this.empty, wanted === '' ? this.nothing : `Nothing here mentions ${mark}.`);
	}
}
