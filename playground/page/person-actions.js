import { actionForm } from './action-form.js';
import { day, dayAfter } from './format.js';

/** The forms of a person: each is made from the person as they are when it is opened. */

export function renameForm(person, { act, close }) {
	return actionForm({
		title: `Rename ${person.first_name} ${person.last_name}`,
		fields: [
			{ name: 'first_name', label: 'First name', value: person.first_name },
			{ name: 'last_name', label: 'Last name', value: person.last_name },
		],
		verb: 'Rename',
		send: async (names) => await act('rename', { id: person.id, ...names }),
		close,
	});
}

export function emailForm(person, { act, close }) {
	return actionForm({
		title: `Change the work email of ${person.first_name} ${person.last_name}`,
		fields: [
			{
				name: 'login_email',
				label: 'Work email',
				value: person.work_email ?? '',
				isOptional: true,
				mode: 'email',
				hint: 'Empty takes the work email away.',
			},
		],
		verb: 'Change email',
		send: async (values) => await act('email', { id: person.id, ...values }),
		close,
	});
}

export function terminateForm(person, { act, close, now }) {
	const today = dayAfter(now());
	return actionForm({
		title: `Terminate ${person.first_name} ${person.last_name}`,
		fields: [
			{
				name: 'terminated_on',
				label: 'Last day',
				type: 'date',
				value: today,
				hint: `Today is ${day(today)}. The account is suspended when the last day is over.`,
			},
		],
		verb: 'Terminate',
		isDanger: true,
		send: async (values) => await act('terminate', { id: person.id, ...values }),
		close,
	});
}
