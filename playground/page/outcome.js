import { icon, make, setLink, unseen } from './dom.js';
import { second } from './format.js';
import { guardBanner, stopBanner } from './guard-banner.js';
import { WHEN, planTable } from './plan-table.js';
import { reportView } from './report-view.js';

const quiet = (text) => make('p', { class: 'quiet' }, text);

/** For each kind of outcome its title, and what stands below it. */
const VIEWS = {
	mess: ({ deeds }) => ({
		title: 'A mess was made behind n8n’s back',
		parts: [
			make('ol', { class: 'deeds', role: 'list' }, ...deeds.map(deed)),
			quiet(
				'Nothing has told n8n of it. “Preview” shows what a comparison finds, and “Reconcile now” puts right what HR knows better.',
			),
		],
	}),
	import: ({ ended, of }) => ({
		title: `HR has imported a file by which ${ended} of ${of} people left a week ago`,
		parts: [
			quiet('No event came with it. See what “Preview” and “Reconcile now” make of such a file.'),
		],
	}),
	'import-undone': () => ({
		title: 'HR has taken the import back',
		parts: [quiet('Everybody has the last day again that they had before.')],
	}),
	preview: ({ plan, trial }, context) => ({
		title: previewTitle(plan, trial ? `With “${trial.name}”` : 'Preview'),
		parts: [
			trial && make('p', {}, trial.about),
			quiet(comparedWords(plan)),
			trial && reportLink(),
			...plan.alarms.map((alarm) => guardBanner(alarm, plan)),
			planTable('To change', plan.changes, { ...context, columns: WHEN }),
			planTable('To look at: left alone until a person decides', plan.problems, context),
		],
	}),
	reconcile: ({ sections, failure }) => ({
		title: reconcileTitle(sections, failure),
		parts: [failure && stopBanner(failure), reportView(sections, failure)],
	}),
};

/**
 * What came of a button: `{ element, title }`.
 *
 * @param last as the playground tells it
 * @param context `users` of JumpCloud, and `close()` for when it has been read
 */
export function outcomeView({ outcome, at }, { users, close }) {
	const { title, parts } = VIEWS[outcome.kind](outcome, { users });
	const closer = make('button', { type: 'button', class: 'button small', onclick: close }, 'Close');
	const element = make(
		'div',
		{ class: 'outcome' },
		make(
			'div',
			{ class: 'outcome-head' },
			make('h3', {}, title),
			make('time', { class: 'quiet' }, second(at)),
			outcome.executionUrl && linkTo(outcome.executionUrl),
			closer,
		),
		...parts,
	);
	return { element, title };
}

function comparedWords({ people, outOfScope }) {
	const outside = outOfScope > 0 ? ` ${outOfScope} of them are not in the scope.` : '';
	return `${people} people were compared with all users.${outside} Nothing has been written.`;
}

function reportLink() {
	const link = make('a', { target: '_blank', rel: 'noopener noreferrer', href: 'api/report' });
	link.append('Read the report', unseen(' (new tab)'));
	return make('p', {}, link, ', as it would come by mail.');
}

function previewTitle({ changes, problems, alarms }, what) {
	if (alarms.length > 0) return `${what}: the guard would stop this`;
	if (changes.length + problems.length === 0) return `${what}: everything is as HR says`;
	return `${what}: ${changes.length || 'nothing'} to change, ${problems.length || 'nothing'} to look at`;
}

function reconcileTitle(sections, failure) {
	if (failure?.guarded) return 'The guard stopped it: nothing was changed';
	if (failure) return 'n8n stopped before everything was done';
	const told = sections.filter(({ lines }) => lines.length > 0).map(inNumbers);
	return `Reconciled: ${told.join(', ') || 'everything is as HR says'}`;
}

function inNumbers({ name, lines }) {
	return lines.length === 1 ? `1 ${name.replace(/s$/, '')}` : `${lines.length} ${name}`;
}

function deed(text) {
	return make('li', { dir: 'auto' }, icon('you'), text);
}

function linkTo(address) {
	const link = make('a', { target: '_blank', rel: 'noopener noreferrer' });
	link.append('See it in n8n', unseen(' (new tab)'));
	setLink(link, address);
	return link;
}
