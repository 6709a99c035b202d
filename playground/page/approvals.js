import { byId, icon, make, setLink, setText, unseen } from './dom.js';
import { dayAndMinute } from './format.js';
import { KeyedList } from './keyed-list.js';

const newTab = () => unseen(' (new tab)');

function makeApprovalRow() {
	const question = make('span', { class: 'row-title', dir: 'auto' });
	const since = make('p', { class: 'quiet' });
	const outside = { target: '_blank', rel: 'noopener noreferrer' };
	const form = make('a', { ...outside, class: 'button small' }, 'Answer', newTab());
	const run = make('a', outside, 'See it in n8n', newTab());
	const element = make(
		'li',
		{ class: 'approval' },
		make('div', {}, make('p', {}, icon('clock'), question), since),
		make('div', { class: 'button-row' }, run, form),
	);
	return {
		element,
		update({ question: asked, since: at, formUrl, executionUrl }) {
			setText(question, asked);
			setText(since, `since ${dayAndMinute(at)} UTC`);
			setLink(run, executionUrl);
			form.hidden = formUrl === null;
			if (formUrl !== null) setLink(form, formUrl);
		},
	};
}

/** The runs of n8n that wait for somebody's yes; nothing where there are none. */
export function setUpApprovals() {
	const list = new KeyedList(byId('approvals-list'), {
		key: ({ id }) => id,
		create: makeApprovalRow,
	});
	return function show({ approvals }) {
		byId('approvals').hidden = approvals.length === 0;
		list.show(approvals);
	};
}
