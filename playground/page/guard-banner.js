import { icon, make } from './dom.js';

const WHAT = {
	deletions: 'users would be deleted: more than the guard allows',
	suspensions: 'users would be suspended: more than the guard allows',
	lettingIn: 'users would be let in: more than the guard allows',
	emails: 'users would get another email: more than the guard allows',
	names: 'users would get another name: more than the guard allows',
	groupRemovals: 'users would be taken out of groups: more than the guard allows',
	emptiedGroups: 'users would be taken out of groups that nobody is left in',
	creations: 'users would be created: more than the guard allows',
	changes: 'users would be changed: more than the guard allows',
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
	if (kind === 'emptyFields') {
		return banner(
			'A field is empty for everybody',
			'Groups are made of a field that nobody in Factorial has a value in: the guard stops such a plan.',
		);
	}
	if (kind === 'emptiedAttributes') {
		return banner(
			'A field is empty for everybody',
			'Many users would lose a value that nobody in Factorial has any more: the guard stops such a plan.',
		);
	}
	if (!WHAT[kind]) {
		return banner(
			'Values that nobody can read',
			'Too many people have an ID, an email, a day or a state that cannot be read: the guard stops such a plan.',
		);
	}
	const rest = count > names.length ? ` and ${count - names.length} more` : '';
	return banner(
		`${count} ${WHAT[kind]}`,
		`There are ${activeLinked} active linked users. The nightly run stops here and writes nothing.`,
		`${rest ? 'The first are' : 'They are'} ${names.join(', ')}${rest}.`,
		'If this is right, raise the limit under “Guard” in the step “Plan”; if not, look at the source.',
	);
}

/** Why a run stopped, in the words of n8n. */
export function stopBanner({ guarded, message, description }) {
	return banner(guarded ? message : `n8n says: ${message}`, description);
}
