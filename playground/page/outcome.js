import { icon, make, setLink, unseen } from './dom.js';
import { second } from './format.js';
import { guardBanner, stopBanner } from './guard-banner.js';
import { RESULT, WHEN, planTable } from './plan-table.js';
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
		title: trial ? comparedTitle(plan, trial) : previewTitle(plan),
		parts: [
			...trialWords(trial),
			quiet(comparedWords(plan)),
			trial && reportLink(),
			...plan.alarms.map((alarm) => guardBanner(alarm, plan)),
			...(trial ? comparisonParts(trial.comparison, context) : planParts(plan, context)),
		],
	}),
	tried: ({ lines, failure, isTold, trial }, context) => ({
		title: `“${trial.name}”: ${triedTitle(lines, failure)}`,
		parts: [
			...trialWords(trial),
			isTold && reportLink(),
			failure && stopBanner(failure),
			planTable('What came of it', lines, { ...context, columns: RESULT }),
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
	const are = outOfScope === 1 ? 'is' : 'are';
	const outside = outOfScope > 0 ? ` ${outOfScope} of them ${are} not in the scope.` : '';
	return `${people} people were compared with all users.${outside} Nothing has been written.`;
}

function trialWords(trial) {
	if (!trial) return [];
	const { about, arranged } = trial;
	return [
		make('p', {}, about),
		arranged && make('p', { class: 'quiet' }, `Made for this trial, and taken back: ${arranged}`),
	];
}

function reportLink() {
	const report = (href, words) => {
		const link = make('a', { target: '_blank', rel: 'noopener noreferrer', href });
		link.append(words, unseen(' (new tab)'));
		return link;
	};
	return make(
		'p',
		{},
		'Read the report ',
		report('api/report', 'as it would come by mail'),
		' or ',
		report('api/message', 'in a chat'),
		'; in n8n the step has it as a table as well.',
	);
}

function triedTitle(lines, failure) {
	if (failure) return 'the run ended as failed';
	const count = (wanted) => lines.filter(({ result }) => result === wanted).length;
	const counts = {
		done: count('done'),
		'not done': count('not_done'),
		'left alone': count('left_alone'),
	};
	const told = Object.entries(counts).filter(([, number]) => number > 0);
	return told.map(([words, number]) => `${number} ${words}`).join(', ') || 'nothing to do';
}

function planParts({ changes, problems }, context) {
	return [
		planTable('To change', changes, { ...context, columns: WHEN }),
		planTable('To look at: left alone until a person decides', problems, context),
	];
}

/** First what the option does; what every night does as well is there for whoever asks. */
function comparisonParts({ own, instead, same }, context) {
	const folded = (title, lines) =>
		lines.length > 0 &&
		make(
			'details',
			{ class: 'folded' },
			make('summary', {}, title, make('span', { class: 'quiet' }, ` (${lines.length})`)),
			planTable(title, lines, { ...context, columns: WHEN, isTitled: false }),
		);
	return [
		planTable('By this option: to change', own.changes, { ...context, columns: WHEN }),
		planTable('By this option: to look at', own.problems, context),
		planTable('By this option: nothing is done', own.unchanged, context),
		folded('What the night would do instead, without it', instead),
		folded('What the night does either way', same),
	];
}

function comparedTitle({ alarms }, { name, comparison: { own, instead } }) {
	if (alarms.length > 0) return `With “${name}”: the guard would stop this`;
	const lines = [...own.changes, ...own.problems, ...own.unchanged, ...instead];
	const concerned = new Set(lines.map(({ id }) => id));
	return `With “${name}”: something else happens to ${concerned.size || 'nobody today'}`;
}

function previewTitle({ changes, problems, alarms }) {
	if (alarms.length > 0) return 'Preview: the guard would stop this';
	if (changes.length + problems.length === 0) return 'Preview: everything is as HR says';
	return `Preview: ${changes.length || 'nothing'} to change, ${problems.length || 'nothing'} to look at`;
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
