import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** Whether a value from outside is a plain object that can be read by key. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as text without surrounding blanks; numbers become text, anything else is empty. */
export function asText(value: unknown): string {
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	return typeof value === 'string' ? value.trim() : '';
}

/** What a resource locator points at, in whatever mode; a plain value, as older steps hold it, is itself. */
export function located(value: unknown): unknown {
	return isRecord(value) ? value.value : value;
}

/** How many a service says there are, as a number or its text; undefined where that is not plainly one. */
export function readCount(value: unknown): number | undefined {
	const text = asText(value);
	return /^\d+(\.0+)?$/.test(text) ? Number(text) : undefined;
}

/** The records of a list from outside; whatever is not a record is left out. */
export function asRecords(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** An expression that only names a field, such as `={{ $json.work_email }}`. */
const FIELD = /^=\{\{\s*\$json((?:\.[A-Za-z_][A-Za-z0-9_]*)+)\s*\}\}$/;

/** What an expression names that is the same for every item of a run. */
const OF_THE_RUN = new Set([
	...['$env', '$execution', '$if', '$ifEmpty', '$jmespath', '$max', '$min', '$mode', '$now'],
	...['$runIndex', '$secrets', '$today', '$vars', '$workflow'],
]);
const WHOLE_STEPS = /\$(?:input|\(\s*(?:'[^']*'|"[^"]*")\s*\))\.(?:all|first|last)\(/g;
const NAMES = /\$[A-Za-z_]*/g;

const AS_WRITTEN = { rawExpressions: true };

/** Whether the value of a parameter, as it is written, can be another one for each item. */
function isOfItem(raw: unknown): raw is string {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return false;
	const names = raw.replace(WHOLE_STEPS, '').match(NAMES) ?? [];
	return names.some((name) => !OF_THE_RUN.has(name));
}

/** Whether an expression decides a parameter that can be another one for each item, or some entry of it. */
export function isFromItems(context: IExecuteFunctions, name: string): boolean {
	const raw: unknown = context.getNodeParameter(name, 0, null, AS_WRITTEN);
	return [raw].flat().some(isOfItem);
}

/** The value of a parameter for each item. */
interface ItemValues {
	(item: number): unknown;
	/** whether an expression decides it, which can tell one item from another */
	varies: boolean;
}

/**
 * How to get the value of a parameter for each item. n8n evaluates every expression in an isolated
 * engine, which takes longer than all the rest when there are thousands of items; one that only names
 * a field is read from the item directly, and one that knows of no item once, with the same outcome.
 *
 * @param name of the parameter, with its path where it is inside another
 * @param fallback for a parameter that is not there
 */
export function itemValues(
	context: IExecuteFunctions,
	name: string,
	items: IDataObject[],
	fallback: unknown = null,
): ItemValues {
	const raw: unknown = context.getNodeParameter(name, 0, fallback, AS_WRITTEN);
	const varies = isOfItem(raw);
	const keys = fieldIn(raw);
	if (keys) return Object.assign((item: number) => valueIn(items[item], keys), { varies });
	const read = (item: number): unknown => context.getNodeParameter(name, item, fallback);
	if (varies) return Object.assign(read, { varies });
	const value = read(0);
	return Object.assign(() => value, { varies });
}

/** The value of a parameter for one item, got in the cheapest way; see {@link itemValues}. */
export function itemValue(
	context: IExecuteFunctions,
	name: string,
	item: number,
	fallback: unknown,
): unknown {
	const raw: unknown = context.getNodeParameter(name, item, fallback, AS_WRITTEN);
	const keys = fieldIn(raw);
	if (keys) return valueIn(context.getInputData()[item]?.json, keys);
	const isPlain = typeof raw === 'string' ? !raw.startsWith('=') : typeof raw !== 'object';
	return isPlain ? raw : context.getNodeParameter(name, item, fallback);
}

/**
 * Sees to it that parameters which hold for all items at once have one value: n8n lets an expression
 * give another one for each, and the first one would count for everybody.
 *
 * @param fields of the operation
 * @param isOwn whether a parameter, by its path, may differ from item to item
 * @throws NodeOperationError that names the parameter, and the first two items that differ
 */
export function refuseDiffering(
	context: IExecuteFunctions,
	fields: INodeProperties[],
	items: IDataObject[],
	isOwn: (path: string) => boolean,
): void {
	const { parameters } = context.getNode();
	const paths = fields.flatMap(({ name }) => expressionsIn(parameters[name], name));
	for (const path of new Set(paths.filter((one) => !isOwn(one)))) {
		const read = itemValues(context, path, items);
		if (!read.varies) continue;
		const first = JSON.stringify(read(0)) ?? 'nothing';
		for (let item = 1; item < items.length; item++) {
			const other = JSON.stringify(read(item)) ?? 'nothing';
			if (other === first) continue;
			throw new NodeOperationError(
				context.getNode(),
				`${labelOf(fields, path)} holds for everybody, and differs: ${short(first)} for item 0, ${short(other)} for item ${item}`,
				{
					itemIndex: item,
					description:
						'Give it one value, or use a step of its own for each value. Nothing was done.',
				},
			);
		}
	}
}

/**
 * Sees to it that no expression decides a parameter by finding nothing: what was meant is not known then,
 * and is hardly what happens where nothing was chosen.
 *
 * @param path of the parameter, with all that is inside it
 * @throws NodeOperationError that names it
 */
export function refuseFoundNothing(
	context: IExecuteFunctions,
	path: string,
	label: string,
	item?: number,
): void {
	const raw: unknown = context.getNodeParameter(path, item ?? 0, null, AS_WRITTEN);
	for (const inside of expressionsIn(raw, path)) {
		const value: unknown = context.getNodeParameter(inside, item ?? 0, null);
		if (![value].flat().every(isNothing)) continue;
		throw new NodeOperationError(
			context.getNode(),
			`The expression in '${label}' finds nothing`,
			about(item, 'Correct it, or remove it if nothing is meant. Nothing was done.'),
		);
	}
}

const isNothing = (value: unknown) =>
	value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** The paths of all expressions inside the value of a parameter as it is written. */
function expressionsIn(value: unknown, path: string): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [path] : [];
	if (Array.isArray(value)) {
		return value.flatMap((entry, index) => expressionsIn(entry, `${path}[${index}]`));
	}
	if (!isRecord(value)) return [];
	return Object.entries(value).flatMap(([key, entry]) => expressionsIn(entry, `${path}.${key}`));
}

/** A parameter as the user sees it, also one that is inside another. */
function labelOf(fields: INodeProperties[], path: string): string {
	const [top = '', ...keys] = path.split('.').map((key) => key.replace(/\[\d+\]$/, ''));
	const outer = fields.find(({ name }) => name === top);
	const inner = outer && labelIn(outer.options ?? [], keys);
	return `${inner ? `'${inner}' of ` : ''}'${outer?.displayName ?? top}'`;
}

function labelIn(options: readonly unknown[], [key, ...rest]: string[]): string | undefined {
	const option = options.filter(isRecord).find(({ name }) => name === key);
	if (!option) return undefined;
	const nested = [option.values, option.options].flatMap((list) => asRecords(list));
	return labelIn(nested, rest) ?? asText(option.displayName);
}

function short(text: string): string {
	return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

const LONGEST_SHOWN = 60;

/**
 * One of the values that a list offers. Whatever else an expression gives is not taken for the first
 * one that comes to mind.
 *
 * @throws NodeOperationError that names the parameter
 */
export function asChoice<T extends string>(
	context: IExecuteFunctions,
	label: string,
	value: unknown,
	choices: readonly T[],
	item?: number,
): T {
	const text = asText(value);
	const found = choices.find((choice) => choice === text);
	if (found !== undefined) return found;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' cannot be ${shownValue(value)}`,
		about(item, `Choose it from the list, or map one of: ${choices.join(', ')}.`),
	);
}

/** What was chosen for one item; a parameter that is hidden has its first choice. */
export function readChoice<T extends string>(
	context: IExecuteFunctions,
	name: string,
	item: number,
	label: string,
	choices: readonly [T, ...T[]],
): T {
	return asChoice(context, label, itemValue(context, name, item, choices[0]), choices, item);
}

/**
 * A whole number from 0 on; empty is 0.
 *
 * @throws NodeOperationError for anything else
 */
export function asWholeNumber(
	context: IExecuteFunctions,
	label: string,
	value: unknown,
	most: number,
	item?: number,
): number {
	const isEmpty = value === null || value === undefined || value === '';
	const text = asText(value);
	const number = isEmpty ? 0 : text === '' ? Number.NaN : Number(text);
	if (Number.isInteger(number) && number >= 0 && number <= most) return number;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' cannot be ${shownValue(value)}`,
		about(item, `Enter a whole number from 0 to ${most}.`),
	);
}

const ON = new Set(['true', 'yes', 'on', '1']);
const OFF = new Set(['false', 'no', 'off', '0']);

/**
 * Whether something is switched on.
 *
 * @throws NodeOperationError for what is neither a yes nor a no
 */
export function asSwitch(
	context: IExecuteFunctions,
	label: string,
	value: unknown,
	item?: number,
): boolean {
	const word = String(typeof value === 'object' ? '' : value)
		.trim()
		.toLowerCase();
	if (ON.has(word)) return true;
	if (OFF.has(word)) return false;
	throw new NodeOperationError(
		context.getNode(),
		`'${label}' is neither a yes nor a no: ${shownValue(value)}`,
		about(item, 'Switch it on or off, or map true or false.'),
	);
}

/** Whether a switch among options is on; one that the user has not added is off. */
export function optionSwitch(
	context: IExecuteFunctions,
	options: IDataObject,
	name: string,
	label: string,
	item?: number,
): boolean {
	return name in options && asSwitch(context, label, options[name], item);
}

function about(itemIndex: number | undefined, description: string) {
	return itemIndex === undefined ? { description } : { itemIndex, description };
}

/** A value for a message, in quotes and cut. */
export function shownValue(value: unknown): string {
	const text = short(typeof value === 'object' ? JSON.stringify(value) : String(value));
	return text === '' || value === undefined || value === null ? 'empty' : `'${text}'`;
}

/** The steps to the field that an expression names; nothing when it does anything else. */
function fieldIn(raw: unknown): string[] | undefined {
	const [, field] = (typeof raw === 'string' && FIELD.exec(raw)) || [];
	return field?.slice(1).split('.');
}

function valueIn(record: unknown, keys: string[]): unknown {
	return keys.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), record);
}

/** The text of a parameter, also a picked one, for one item, without surrounding blanks; empty when it has no value. */
export function readText(context: IExecuteFunctions, name: string, item: number): string {
	return asText(located(itemValue(context, name, item, '')));
}

/**
 * Whether a switch is on for one item.
 *
 * @throws NodeOperationError for what is neither a yes nor a no
 */
export function readFlag(
	context: IExecuteFunctions,
	name: string,
	item: number,
	label: string,
): boolean {
	return asSwitch(context, label, context.getNodeParameter(name, item, false), item);
}

/** The entries of a collection that the user added; empty when there are none. */
export function readCollection(
	context: IExecuteFunctions,
	name: string,
	item: number,
): IDataObject {
	const value = context.getNodeParameter(name, item, {});
	return isRecord(value) ? value : {};
}

/** Fields in the order of their labels, as n8n shows collections; a collator costs every start of n8n 8 ms. */
export function byLabel(fields: INodeProperties[]): INodeProperties[] {
	return fields.toSorted((a, b) => byText(a.displayName, b.displayName));
}

/** The order of two English labels, whatever their letter case. */
export function byText(a: string, b: string): number {
	const [one, other] = [a.toLowerCase(), b.toLowerCase()];
	return one < other ? -1 : one > other ? 1 : 0;
}
