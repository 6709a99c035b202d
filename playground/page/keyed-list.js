/**
 * Keeps the children of an element in step with a list: one row per key, made once and then updated,
 * so that focus, open forms and the scroll position stay.
 *
 * `create(item)` gives a row: `{ element, update(item) }`.
 */
export class KeyedList {
	#rows = new Map();

	constructor(parent, { key, create }) {
		this.parent = parent;
		this.key = key;
		this.create = create;
	}

	/** The row of a key that was shown before, also while it is not shown. */
	row(key) {
		return this.#rows.get(key);
	}

	show(items) {
		// A list without anything in it is none: a screen reader would announce it all the same.
		this.parent.hidden = items.length === 0;
		const rows = items.map((item) => this.#rowOf(item));
		const elements = new Set(rows.map(({ element }) => element));
		for (const child of [...this.parent.children]) {
			if (!elements.has(child)) child.remove();
		}
		let place = this.parent.firstElementChild;
		for (const { element } of rows) {
			// Moving an element takes the focus out of it: only what is out of place is moved.
			if (element === place) place = place.nextElementSibling;
			else this.parent.insertBefore(element, place);
		}
	}

	#rowOf(item) {
		const key = this.key(item);
		const row = this.#rows.get(key) ?? this.create(item);
		this.#rows.set(key, row);
		row.update(item);
		return row;
	}
}
