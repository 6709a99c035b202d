import type { IDataObject, NodeExecutionHint } from 'n8n-workflow';

import { asText, isRecord } from '../../shared/parameters';
import { paths, wholeList, wholeListFor } from '../transport/client';
import { dayOf } from './contract';
import { Lookup, byPerson, ofPeople, once, perRun, unlessShort } from './directory';
import type { Directory } from './directory';

/** Why it is not known what somebody has in a custom field. */
type Unclear =
	/** Factorial has no such field, or not any more */
	| 'unknown_field'
	/** what was chosen is not among the options of the field, or is several of them at once */
	| 'unknown_option'
	/** what stands there is not of the kind of the field */
	| 'unreadable_value'
	/** several values where one can be */
	| 'several_values'
	/** Factorial says that it has more values than it sends */
	| 'short_list';

type Plain = string | number | boolean;

/** One value, none at all, or why it is not known. */
type Read = Plain | null | { unclear: Unclear };

/** By what a field is named: its slug, or where it has none its ID. */
export function nameOf({ slug, id }: IDataObject): string {
	return asText(slug) || asText(id);
}

/** So many values a request gives, and so many fields somebody may have: a few people at a time. */
const PEOPLE_PER_REQUEST = 5;

const allFields = perRun((directory) =>
	once(async () => (await wholeList(directory.api, paths.customFields)).records),
);

/**
 * The custom fields with these names and what people have in them, read once per run. Of few people all
 * values are asked for, of many the values of these fields alone.
 */
const fieldsNamed = perRun((directory, names) => {
	const byName = once(async () => {
		const fields = await allFields(directory)();
		return new Map(names.map((name) => [name, fields.filter((one) => nameOf(one) === name)]));
	});
	const ids = async () => [...(await byName()).values()].flat().map(({ id }) => asText(id));
	const isOwn = ({ valuable_type: type }: IDataObject) => asText(type).toLowerCase() === 'employee';
	const api = directory.api;
	const values = new Lookup(
		async (people) => {
			const list = await wholeListFor(api, paths.customValues, ofPeople(people, 'valuable_id'));
			return byPerson({ ...list, records: list.records.filter(isOwn) }, 'valuable_id');
		},
		async () => {
			const all = { records: [] as IDataObject[], isShort: false };
			for (const id of await ids()) {
				const list = await wholeList(api, paths.customValues, { field_id: id });
				all.records.push(...list.records.filter(isOwn));
				all.isShort ||= list.isShort;
			}
			return byPerson(all, 'valuable_id');
		},
		PEOPLE_PER_REQUEST,
	);
	const options = once(async () => {
		const fields = [...(await byName()).values()].flat().filter(isChoice);
		if (fields.length === 0) return [];
		const query = { 'field_ids[]': fields.map(({ id }) => asText(id)) };
		return (await wholeList(api, paths.customOptions, query)).records;
	});
	return { byName, values, options };
});

/** What people have in the custom fields with these names, for all of them at once. */
export async function customFieldsOfPeople(
	directory: Directory,
	names: readonly string[],
	people: string[],
): Promise<(employeeId: string) => IDataObject> {
	const named = fieldsNamed(directory, names);
	const byName = await named.byName();
	const isAny = [...byName.values()].some(({ length }) => length > 0);
	const [options, values] = isAny
		? await Promise.all([named.options(), named.values.get(people)])
		: [[], byPerson({ records: [], isShort: false })];
	return (employeeId) => {
		const fields = customFieldsOf(values.get(employeeId) ?? [], { byName, options });
		return unlessShort(values.isShort, fields);
	};
}

/** The custom fields of a company that a run asks for, with the options of those that have some. */
interface CustomFields {
	/** by what the admin has named: several fields can share a slug, as those of several legal entities */
	byName: ReadonlyMap<string, IDataObject[]>;
	options: readonly IDataObject[];
}

/** Whether the values of a field are options of it. */
function isChoice({ field_type: type }: IDataObject): boolean {
	return type === 'single_choice' || type === 'multiple_choice';
}

/**
 * What somebody has in each of the fields. What is empty is null. What is not known is an object with
 * the reason, which every rule of a plan takes for no value and leaves alone: a text in its place, or
 * nothing, would decide.
 */
function customFieldsOf(values: readonly IDataObject[], known: CustomFields): IDataObject {
	const entries = [...known.byName].map(([name, fields]) => [
		name,
		fields.length === 0 ? { unclear: 'unknown_field' } : valueOf(values, fields, known.options),
	]);
	return Object.fromEntries(entries) as IDataObject;
}

function valueOf(
	values: readonly IDataObject[],
	fields: readonly IDataObject[],
	options: readonly IDataObject[],
): Read | Plain[] {
	const read = fields.flatMap((field) =>
		values
			.filter(({ field_id: id }) => asText(id) === asText(field.id))
			.flatMap((value) => readValue(value, field, optionsOf(field, options))),
	);
	const unclear = read.find(isRecord);
	if (unclear) return unclear;
	const filled = [...new Set(read.filter((one) => one !== null))];
	const isList = fields.some(({ field_type: type }) => type === 'multiple_choice');
	if (isList && filled.length > 0) return filled as Plain[];
	if (filled.length > 1) return { unclear: 'several_values' };
	return filled[0] ?? null;
}

/** In the property of its kind, or in the one for all kinds; Factorial's description has both. */
function readValue(record: IDataObject, field: IDataObject, options: IDataObject[]): Read | Read[] {
	const { value } = record;
	switch (field.field_type) {
		case 'single_choice':
			return chosenOf([record.single_choice_value, value], options);
		case 'multiple_choice':
			return severalOf([value, record.single_choice_value], options);
		case 'date':
			return oneOf([record.date_value, value], (one) => dayOf(one) || undefined);
		case 'checkbox':
			return oneOf([value], yesOrNo);
		case 'rating':
			return oneOf([value], numberOf);
		case 'cents':
		case 'money':
			// Whether the property for all kinds is in cents is not known, so it alone does not tell.
			return oneOf([record.cents_value ?? value], (one) =>
				one === record.cents_value ? inUnits(one) : undefined,
			);
		default:
			return oneOf([record.long_text_value, value], plainOf);
	}
}

/** The one value that the properties agree on. */
function oneOf(candidates: unknown[], read: (value: unknown) => Plain | undefined): Read {
	const given = candidates.filter(isGiven).map(read);
	if (given.includes(undefined)) return { unclear: 'unreadable_value' };
	const [only, ...others] = new Set(given);
	return others.length > 0 ? { unclear: 'several_values' } : (only ?? null);
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && !(typeof value === 'string' && !value.trim());
}

function plainOf(value: unknown): Plain | undefined {
	if (typeof value === 'boolean') return value;
	return typeof value === 'number' ? numberOf(value) : asText(value) || undefined;
}

function yesOrNo(value: unknown): boolean | undefined {
	const word = String(value).trim().toLowerCase();
	return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** A number as it is; what has lost digits on its way is none. */
function numberOf(value: unknown): number | undefined {
	const number = typeof value === 'string' ? Number(value) : value;
	const isExact = typeof number === 'number' && Math.abs(number) <= Number.MAX_SAFE_INTEGER;
	return isExact ? number : undefined;
}

function inUnits(cents: unknown): number | undefined {
	const number = numberOf(cents);
	return number === undefined ? undefined : number / 100;
}

function optionsOf({ id }: IDataObject, options: readonly IDataObject[]): IDataObject[] {
	return options.filter(({ field_id: field }) => asText(field) === asText(id));
}

/** Options as their labels; one that cannot be chosen any more is still what somebody has. */
function chosenOf(candidates: unknown[], options: IDataObject[]): Read {
	const given = candidates.filter(isGiven);
	if (given.length === 0) return null;
	const labels = new Set(given.flatMap((one) => labelOf(one, options) ?? []));
	const [label, ...others] = labels;
	if (others.length > 0) return { unclear: 'several_values' };
	return label ?? { unclear: 'unknown_option' };
}

function severalOf(candidates: unknown[], options: IDataObject[]): Read[] {
	const given = candidates.find((one) => isGiven(one) && !(Array.isArray(one) && one.length === 0));
	if (given === undefined) return [null];
	const whole = labelOf(given, options);
	if (whole !== undefined) return [whole];
	return listIn(given).map((one) => labelOf(one, options) ?? { unclear: 'unknown_option' });
}

/** A list, the text of one, or texts separated by commas. */
function listIn(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	const text = asText(value);
	if (text.startsWith('[')) {
		try {
			return [JSON.parse(text)].flat() as unknown[];
		} catch {
			return [text];
		}
	}
	return text.split(',').filter((part) => part.trim() !== '');
}

/** An option is named by its value, its ID or its label: which of them is not known, so all must agree. */
function labelOf(value: unknown, options: IDataObject[]): string | undefined {
	const wanted = typeof value === 'boolean' ? String(value) : asText(value);
	if (wanted === '') return undefined;
	const meant = options.filter((option) =>
		[option.id, option.value, option.label].some((name) => asText(name) === wanted),
	);
	const [label, ...others] = new Set(
		meant.map((option) => asText(option.label) || asText(option.value)),
	);
	return others.length > 0 ? undefined : label || undefined;
}

/** Said of fields of which it is not known what people have in them. */
export function unclearHint(items: readonly IDataObject[]): NodeExecutionHint | undefined {
	const counts = new Map<string, number>();
	for (const [name, { unclear }] of items.flatMap(recordsIn)) {
		const said = `${name} (${asText(unclear)})`;
		counts.set(said, (counts.get(said) ?? 0) + 1);
	}
	if (counts.size === 0) return undefined;
	const named = [...counts].map(([said, count]) => `${said} of ${count}`);
	const isShort = items.some(isOfShortList);
	return {
		message: `What people have in a field is not known, so Plan Changes leaves it as it is: ${named.join(', ')}. ${isShort ? 'With short_list, Factorial has sent fewer records than it says it has, also when asked again: run again later. ' : ''}Look at the fields, their options and their values in Factorial.`,
		type: 'warning',
		location: 'outputPane',
	};
}

/** Whether something of somebody is not known because Factorial has sent too few records. */
export function isOfShortList(item: IDataObject): boolean {
	return recordsIn(item).some(([, { unclear }]) => unclear === 'short_list');
}

/** What stands in place of a plain value in an item and in its custom fields, which is not known then. */
function recordsIn(item: IDataObject): Array<[string, IDataObject]> {
	const records: Array<[string, IDataObject]> = [];
	for (const [name, value] of Object.entries(item)) {
		if (!isRecord(value)) continue;
		if (name === 'custom_fields') records.push(...recordsIn(value));
		else records.push([name, value]);
	}
	return records;
}
