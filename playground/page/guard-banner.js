import { icon, make } from './dom.js';

const WHAT = {
	suspensions: 'suspended',
	creations: 'created',
	changes: 'changed',
};

function banner(title, ...texts) {
	return make(
		'div',
		{ class: 'guard' },
		icon('conflict', 'icon large'),
		make(
			'div',
			{},
			make('h4', {}, title),
			...texts.filter(Boolean).map((text) => make('p', { dir: 'auto' }, text)),
		),
	);
}

/** Why the guard would stop a plan, and whom it is about. */
export function guardBanner({ kind, count, names }, { activeLinked }) {
	if (kind === 'empty') {
		return banner(
			'Factorial has nobody',
			'A company without anybody is no company: the guard stops such a plan.',
		);
	}
	const rest = count > names.length ? ` and ${count - names.length} more` : '';
	return banner(
		`${count} users would be ${WHAT[kind] ?? kind}: more than the guard allows`,
		`There are ${activeLinked} active linked users. The nightly run stops here and writes nothing.`,
		`${rest ? 'The first are' : 'They are'} ${names.join(', ')}${rest}.`,
		'If this is right, raise the limit under “Guard” in the step “Plan”; if not, look at the source.',
	);
}

/** Why a run stopped, in the words of n8n. */
export function stopBanner({ guarded, message, description }) {
	return banner(guarded ? message : `n8n says: ${message}`, description);
}
