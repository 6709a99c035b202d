import { announce } from './announcer.js';
import { byId, icon, make, setLink, setText, unseen } from './dom.js';
import { second } from './format.js';

/** A button that shows a text and copies it; `show(text)` sets it. */
function makeCopyable(label) {
	const value = make('code', {});
	async function copy() {
		try {
			await navigator.clipboard.writeText(value.textContent);
			announce(`${label} copied`);
		} catch {
			// Without leave to write the clipboard the text is at least marked, ready to be copied.
			getSelection()?.selectAllChildren(value);
		}
	}
	const words = make('span', { class: 'quiet' }, unseen('Copy the '), label);
	const properties = {
		type: 'button',
		class: 'button small copyable',
		title: 'Copy',
		onclick: copy,
	};
	const element = make('button', properties, words, value, icon('copy'));
	return { element, show: (text) => setText(value, text) };
}

const RESULTS = { ok: 'went well', failed: 'failed' };

function statusText(timeline) {
	const runs = timeline.filter(({ kind }) => kind === 'execution');
	const last = runs.at(-1);
	if (timeline.some(({ status }) => status === 'pending')) return 'Running the workflow …';
	if (last === undefined) return 'Waiting for HR to do something';
	return `Last run at ${second(last.at)} ${RESULTS[last.status] ?? ''}`.trim();
}

/** n8n between the two services: where it is, how to log in, and whether it is at work. */
export function setUpBridge() {
	const email = makeCopyable('Email');
	const password = makeCopyable('Password');
	byId('login').append(email.element, password.element);
	const services = ['factorial', 'jumpcloud'].map((name) => {
		const url = makeCopyable('Base URL');
		const key = makeCopyable('API key');
		const words = make('span', { class: 'quiet' }, 'For a credential of your own:');
		byId(`${name}-access`).append(words, url.element, key.element);
		return { name, url, key };
	});

	return function show({ n8n, simulators, timeline }) {
		setLink(byId('open-workflow'), n8n.workflowUrl);
		for (const { name, url, key } of services) {
			setLink(byId(`${name}-inside`), `${simulators[name].url}/_simulator`);
			url.show(simulators[name].url);
			key.show(simulators[name].key);
		}
		email.show(n8n.email);
		password.show(n8n.password);
		setText(byId('bridge-status'), statusText(timeline));
		const isWorking = timeline.some(({ status }) => status === 'pending');
		byId('bridge').classList.toggle('working', isWorking);
	};
}
