import { one, within } from './query';
import type { FactorialState } from './state';
import type { FactorialSwitches } from './switches';
import type { CustomField, CustomOption, CustomValueRecord } from './types';

export function filterCustomFields(state: FactorialState, query: URLSearchParams): CustomField[] {
	return state.customFields.filter(
		(field) =>
			within(query, 'ids[]', field.id) &&
			within(query, 'field_type', field.field_type) &&
			within(query, 'label', field.label_text) &&
			within(query, 'slug', field.slug) &&
			within(query, 'company_id', state.company.id),
	);
}

export function filterCustomOptions(state: FactorialState, query: URLSearchParams): CustomOption[] {
	return state.customOptions.filter(
		(option) => within(query, 'ids[]', option.id) && within(query, 'field_ids[]', option.field_id),
	);
}

export function filterCustomValues(
	state: FactorialState,
	query: URLSearchParams,
	{ customFiltersIgnored }: FactorialSwitches,
): CustomValueRecord[] {
	if (customFiltersIgnored) return state.customValues;
	const from = one(query, 'updated_at_gteq');
	return state.customValues.filter(
		(value) =>
			within(query, 'ids[]', value.id) &&
			within(query, 'employee_ids[]', isOfEmployee(value) ? value.valuable_id : null) &&
			within(query, 'identifiers[]', identifierOf(value)) &&
			within(query, 'instance_id', value.valuable_id) &&
			within(query, 'field_id', value.field_id) &&
			within(query, 'slug', fieldOf(state, value)?.slug ?? null) &&
			within(query, 'value', String(value.value)) &&
			(from === undefined || Date.parse(value.updated_at) >= Date.parse(from)),
	);
}

/** A value as the API answers it: which of its properties holds it depends on the switches. */
export function describeCustomValue(
	state: FactorialState,
	record: CustomValueRecord,
	{ customValuesIn, choicesAs, severalChoicesAs }: FactorialSwitches,
): object {
	const field = fieldOf(state, record);
	const type = field?.field_type ?? 'text';
	const nameOf = (id: unknown) => {
		const option = state.customOptions.find((candidate) => candidate.id === id);
		return option ? (option[choicesAs] ?? option.label) : id;
	};
	const isChoice = type === 'single_choice' || type === 'multiple_choice';
	const chosen = [record.value].flat().map((one) => (isChoice ? nameOf(one) : one));
	const several = severalChoicesAs === 'text' ? chosen.join(', ') : chosen;
	const value = Array.isArray(record.value) ? several : chosen[0];
	const typed = {
		...(type === 'long_text' && { long_text_value: value }),
		...(type === 'date' && { date_value: value }),
		...(type === 'single_choice' && { single_choice_value: value }),
		...((type === 'cents' || type === 'money') && { cents_value: value }),
	};
	const hasOwn = Object.keys(typed).length > 0;
	const { id, field_id, valuable_id, valuable_type, updated_at } = record;
	return {
		...{ id, field_id, valuable_id, valuable_type, updated_at },
		value: hasOwn && customValuesIn === 'own' ? null : value,
		...{ long_text_value: null, date_value: null, single_choice_value: null, cents_value: null },
		// The amount has a property of its own in any case: nobody knows how the other one holds it.
		...((customValuesIn !== 'common' || 'cents_value' in typed) && typed),
		custom_field_identifier: identifierOf(record),
		label: field?.label_text ?? null,
		required: field?.required ?? false,
		...{ usage_group_id: null, usage_group_slug: null },
	};
}

function isOfEmployee({ valuable_type: type }: CustomValueRecord): boolean {
	return type === 'Employee';
}

function fieldOf(state: FactorialState, { field_id: id }: CustomValueRecord) {
	return state.customFields.find((field) => field.id === id);
}

function identifierOf({ field_id: id }: CustomValueRecord): string {
	return `identifier-of-${id}`;
}
