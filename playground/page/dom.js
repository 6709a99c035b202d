const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Properties named `on…` are listeners, `true` is a bare attribute, and null, false
 * and undefined are left out. Children are nodes or text, and what is
 * none of it is left out; text is never read as HTML, because names
 * come from outside.
 */
export function make(tag, properties = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
		else if (value === true) element.setAttribute(name, '');
		else if (value !== null && value !== undefined && value !== false) {
			element.setAttribute(name, value);
		}
	}
	element.append(...children.filter((child) => child || child === ''));
	return element;
}

/** One of the drawings of icons.svg; what it says must also be said in words. */
export function icon(name, className = 'icon') {
	const drawing = document.createElementNS(SVG, 'svg');
	drawing.setAttribute('class', className);
	drawing.setAttribute('aria-hidden', 'true');
	const use = document.createElementNS(SVG, 'use');
	use.setAttribute('href', `icons.svg#${name}`);
	drawing.append(use);
	return drawing;
}

/** Text for screen readers alone. */
export function unseen(text) {
	return make('span', { class: 'unseen' }, text);
}

/** Writes only what differs, so that a selection in the text survives. */
export function setText(element, text) {
	if (element.textContent !== text) element.textContent = text;
}

/** Points a link somewhere, but never at anything that is not a web page. */
export function setLink(link, address) {
	if (/^https?:\/\//.test(address) && link.getAttribute('href') !== address) link.href = address;
}

/** The element with this id. */
export function byId(id) {
	return document.getElementById(id);
}
