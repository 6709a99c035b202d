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

export function rehireForm(person, { act, close }) {
	return actionForm({
		title: `Rehire ${person.first_name} ${person.last_name}`,
		about: person.active
			? 'HR takes the last day back, in the same record: n8n cancels the suspension that is planned.'
			: 'HR takes the last day back, in the same record: n8n lets the user in again, if it was the last day that had suspended them.',
		fields: [],
		verb: 'Take the last day back',
		send: async () => await act('rehire', { id: person.id }),
		close,
	});
}

export function hireAgainForm(person, { act, close }) {
	return actionForm({
		title: `Hire ${person.first_name} ${person.last_name} again`,
		about:
			'HR makes a new record with the same name and work email, as for a contractor who becomes an employee. n8n reports it; “Preview with Rehired Under a New ID” shows the user moving to the new record.',
		fields: [],
		verb: 'Make a new record',
		send: async () => await act('hire-again', { id: person.id }),
		close,
	});
}
