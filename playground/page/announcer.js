import { byId, make } from './dom.js';

const SHOWN_MS = 7000;

/** Says something to everybody: in a corner of the window, and to screen readers. */
export function announce(text) {
	const message = make('p', {}, text);
	byId('announcer').append(message);
	setTimeout(() => message.remove(), SHOWN_MS);
}
