import { make } from './dom.js';

let count = 0;

/**
 * A labelled input.
 *
 * @param options `name` and `label`; optionally `value`, `type`, `hint`, and `isOptional`
 */
export function makeField({
	name,
	label,
	value = '',
	type = 'text',
	hint,
	isOptional = false,
	mode,
}) {
	count += 1;
	const id = `field-${count}`;
	const input = make('input', {
		id,
		name,
		type,
		value,
		inputmode: mode,
		dir: type === 'text' ? 'auto' : null,
		autocomplete: 'off',
		spellcheck: 'false',
		required: !isOptional,
		'aria-describedby': hint ? `${id}-hint` : null,
	});
	const optional = isOptional ? make('span', { class: 'quiet' }, ' (optional)') : null;
	const element = make(
		'div',
		{ class: hint ? 'field wide' : 'field' },
		make('label', { for: id }, label, optional),
		input,
		hint ? make('p', { id: `${id}-hint`, class: 'hint' }, hint) : null,
	);
	return { name, label, input, element, isMissing: () => !isOptional && input.value.trim() === '' };
}
