import { icon, make, setLink, setText, unseen } from './dom.js';
import { second } from './format.js';

const PARTIES = {
	hand: { icon: 'you', name: 'By hand' },
	delivery: { icon: 'factorial', name: 'Factorial' },
	execution: { icon: 'n8n', name: 'n8n' },
	jumpcloud: { icon: 'jumpcloud', name: 'JumpCloud' },
	schedule: { icon: 'clock', name: 'On time' },
};

const STATUSES = { ok: 'Done', pending: 'Under way', failed: 'Failed' };

/** One thing that followed from what somebody did. */
export function makeStepRow({ kind }) {
	const party = PARTIES[kind] ?? { icon: 'ok', name: kind };
	const status = make('span', { class: 'status' });
	const text = make('span', { dir: 'auto' });
	const time = make('time', { class: 'quiet' });
	const link = make('a', { target: '_blank', rel: 'noopener noreferrer', hidden: true });
	link.append('See it in n8n', unseen(' (new tab)'));
	let shown;

	const element = make(
		'li',
		{ class: 'step', 'data-kind': kind },
		make('span', { class: 'party' }, icon(party.icon), party.name),
		make('p', { class: 'step-text' }, text, ' ', link),
		status,
		time,
	);
	return {
		element,
		update({ text: words, at, since, status: latest, executionUrl }) {
			setText(text, words);
			setText(time, second(at, since));
			if (executionUrl) setLink(link, executionUrl);
			link.hidden = !link.hasAttribute('href');
			if (latest === shown || !(latest in STATUSES)) return;
			shown = latest;
			status.dataset.status = latest;
			status.replaceChildren(icon(latest), STATUSES[latest]);
		},
	};
}
