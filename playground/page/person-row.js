import { makeChip } from './chip.js';
import { make, setText, unseen } from './dom.js';
import { employment, fullName, lackOfUser } from './employment.js';
import {
	emailForm,
	hireAgainForm,
	rehireForm,
	renameForm,
	terminateForm,
} from './person-actions.js';

const FORMS = {
	Rename: renameForm,
	'Change email': emailForm,
	Terminate: terminateForm,
	Rehire: rehireForm,
	'Hire again': hireAgainForm,
};

/** One of Factorial's people with what HR can do to them. */
export function makePersonRow(first, { act, now }) {
	let person = first;
	const name = make('bdi', { class: 'row-title' });
	const chip = makeChip();
	const email = make('bdi', {});
	const place = make('span', { class: 'quiet' });
	const names = [];
	const lack = make('span', { class: 'lacking' });
	const tray = make('div', { class: 'tray' });
	const buttons = new Map();
	let opened = null;

	function button(label, onclick) {
		const whom = unseen('');
		names.push(whom);
		const made = make('button', { type: 'button', class: 'button small', onclick }, label, whom);
		buttons.set(label, made);
		return made;
	}

	function close() {
		tray.replaceChildren();
		const origin = buttons.get(opened);
		opened = null;
		origin.setAttribute('aria-expanded', 'false');
		(origin.hidden ? buttons.get('Rename') : origin).focus();
	}

	function toggle(label) {
		const isAgain = opened === label;
		if (opened !== null) close();
		if (isAgain) return;
		opened = label;
		buttons.get(label).setAttribute('aria-expanded', 'true');
		const form = FORMS[label](person, { act, close, now });
		tray.replaceChildren(form.element);
		form.focus();
	}

	function offer(label, isOffered) {
		const offered = buttons.get(label);
		if (!isOffered && offered === document.activeElement) buttons.get('Rename').focus();
		offered.hidden = !isOffered;
	}

	const forms = Object.keys(FORMS).map((label) => button(label, () => toggle(label)));
	for (const opener of forms) opener.setAttribute('aria-expanded', 'false');
	const element = make(
		'li',
		{ class: 'row' },
		make(
			'div',
			{ class: 'row-main' },
			name,
			chip.element,
			make('div', { class: 'row-actions' }, ...forms),
		),
		make('div', { class: 'row-detail' }, email, place, lack),
		tray,
	);

	return {
		element,
		pinned: () => opened !== null,
		update(latest) {
			person = latest;
			const { kind, text } = employment(person, now());
			setText(name, fullName(person));
			for (const whom of names) setText(whom, ` ${fullName(person)}`);
			chip.show(kind, text);
			setText(email, person.work_email ?? 'No work email');
			email.classList.toggle('lacking', person.work_email === null);
			const facts = [person.team, person.location, `ID ${person.id}`];
			setText(place, facts.filter(Boolean).join(' · '));
			setText(lack, lackOfUser(person));
			lack.hidden = lack.textContent === '';
			offer('Terminate', person.terminated_on === null);
			offer('Rehire', person.terminated_on !== null);
			offer('Hire again', person.terminated_on !== null && !person.active);
		},
	};
}
