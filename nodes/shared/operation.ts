import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	NodeExecutionHint,
} from 'n8n-workflow';

import { agentsField, checkAgent } from './agents';
import type { ForAgents } from './agents';
import { concerning, nodeError } from './errors';
import type { Concerned } from './errors';
import { asText, isRecord } from './parameters';
import { POOL_SIZE, inOrder, settle } from './pool';
import type { Outcome } from './pool';

const LONGEST = 120;

/**
 * What a run has done, for the person in front of the editor: how many items per action, and why some
 * were left alone. Long ones are cut.
 *
 * @param items what leaves; those without `action` only read, and there is nothing to tell
 * @param failed how many items failed and left with their error
 * @returns undefined when a look at the only item says as much
 */
export function actionHint(items: IDataObject[], failed: number): NodeExecutionHint | undefined {
	const acted = items.filter(({ action }) => asText(action) !== '');
	if (acted.length === 0 || acted.length + failed < 2) return undefined;
	const actions = counted(acted, 'action');
	const parts = actions.map(([action, count]) => {
		const reasons = counted(
			acted.filter((item) => item.action === action),
			'reason',
		);
		return `${count} ${action.replaceAll('_', ' ')}${inBrackets(reasons)}`;
	});
	const warned = acted.filter(({ warnings }) => Array.isArray(warnings) && warnings.length > 0);
	if (failed > 0) parts.push(`${failed} failed`);
	if (warned.length > 0) parts.push(`${warned.length} with warnings`);
	const isWarning = failed > 0 || warned.length > 0 || acted.some(isSkipped);
	return {
		message: cut(parts.join(', ')),
		type: isWarning ? 'warning' : 'info',
		location: 'outputPane',
	};
}

const shown = new WeakMap<IExecuteFunctions, Set<string>>();

/**
 * n8n shows the hint beside the output; one that has no place for it is no reason to fail. What many
 * items of a run have to say is said once.
 */
export function showHint(context: IExecuteFunctions, hint: NodeExecutionHint | undefined): void {
	if (!hint || !('addExecutionHints' in context)) return;
	const before = shown.get(context) ?? new Set();
	if (before.has(hint.message)) return;
	shown.set(context, before.add(hint.message));
	context.addExecutionHints(hint);
}

/** How often each value of a field occurs, the most frequent first; items without it do not count. */
export function counted(items: IDataObject[], field: string): Array<[string, number]> {
	const counts = new Map<string, number>();
	for (const item of items) {
		const value = asText(item[field]);
		if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return [...counts].toSorted(([, a], [, b]) => b - a);
}

export function inBrackets(reasons: Array<[string, number]>): string {
	if (reasons.length === 0) return '';
	const isOnly = reasons.length === 1;
	return ` (${reasons.map(([reason, count]) => (isOnly ? reason : `${count} ${reason}`)).join(', ')})`;
}

function isSkipped({ action }: IDataObject): boolean {
	return action === 'skipped';
}

export function cut(text: string): string {
	return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

export interface Run<Api> {
	context: IExecuteFunctions;
	api: Api;
	/** index of the input item */
	item: number;
}

/** What users see of an operation. */
interface Face {
	/** in Title Case, without the resource */
	name: string;
	/** in Sentence case, with the resource */
	action: string;
	description: string;
	fields: INodeProperties[];
	/** what an AI agent may do with it; where nothing is said, whatever the node may */
	agents?: ForAgents;
}

interface PerItem<Api> extends Face {
	/** Gives a list that seldom depends on the input item: several items would get it several times. */
	isList?: true;
	/** Works on one input item and gives what leaves for it. */
	run(run: Run<Api>): Promise<IDataObject | IDataObject[]>;
}

interface AllItems<Api> extends Face {
	/** Works on all input items at once, and links what leaves to them by itself. */
	runAll(run: Omit<Run<Api>, 'item'>): Promise<INodeExecutionData[]>;
}

/** One operation of a node: what the user sees and what happens, in one value. */
export type Operation<Api> = PerItem<Api> | AllItems<Api>;

export interface Resource<Api> {
	name: string;
	/** keyed by the value that saved workflows hold; in alphabetical order of the names */
	operations: Record<string, Operation<Api>>;
	/** value of the operation that is chosen at first */
	default: string;
}

export type Resources<Api> = Record<string, Resource<Api>>;

/**
 * The parameters of a node: the Resource and Operation selectors, then each operation's own fields,
 * shown for that operation only. An operation without fields here, or fields without an operation,
 * cannot exist.
 *
 * @param resources as n8n is to list them; five and more in alphabetical order of their names
 * @param initial the resource that is chosen at first. n8n stores no parameter that has its default,
 * so a later change of it would change saved workflows.
 */
export function properties<Api>(
	resources: Resources<Api>,
	initial = Object.keys(resources)[0],
): INodeProperties[] {
	const entries = Object.entries(resources);
	return [
		resourceSelector(entries, initial),
		...entries.map(([value, resource]) => operationSelector(value, resource)),
		...entries.flatMap(([value, resource]) => operationFields(value, resource)),
	];
}

function resourceSelector<Api>(
	entries: Array<[string, Resource<Api>]>,
	initial: string | undefined,
): INodeProperties {
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: entries.map(([value, { name }]) => ({ name, value })),
		default: initial,
	};
}

function operationSelector<Api>(
	resource: string,
	{ operations, default: initial }: Resource<Api>,
): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: Object.entries(operations).map(([value, { name, action, description, agents }]) => ({
			name,
			value,
			action,
			description,
			...(agents === 'never' && { displayOptions: { show: { '@tool': [false] } } }),
		})),
		default: initial,
	};
}

function operationFields<Api>(resource: string, { operations }: Resource<Api>): INodeProperties[] {
	return Object.entries(operations).flatMap(([operation, { fields, agents }]) =>
		[...fields, ...(agents && agents !== 'never' ? [agentsField] : [])].map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { ...field.displayOptions?.show, resource: [resource], operation: [operation] },
			},
		})),
	);
}

/**
 * Runs the chosen operation on every input item: a bounded number at a time, output in input order,
 * each output item linked to its input item. An item that fails stops the node, or with *Continue On
 * Fail* leaves as an item that carries the error, while the others are unaffected.
 *
 * @param connect called once per run; the items share what it gives, or fail with what it throws
 */
export async function runItems<Api>(
	context: IExecuteFunctions,
	resources: Resources<Api>,
	connect: (context: IExecuteFunctions) => Promise<Api>,
): Promise<INodeExecutionData[][]> {
	const operation = chosen(context, resources);
	if ('runAll' in operation) {
		return [
			await atOnce(context, async () => {
				checkAgent(context, operation, 0);
				return await operation.runAll({ context, api: await connect(context) });
			}),
		];
	}
	const api = connect(context);
	const outcomes = await inOrder(
		context.getInputData().length,
		POOL_SIZE,
		async (item) => {
			checkAgent(context, operation, item);
			return await operation.run({ context, api: await api, item });
		},
		!context.continueOnFail(),
	);
	const output = outcomes.flatMap((outcome, item) => leaving(context, outcome, item));
	const items = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value].flat() : []));
	showHint(context, actionHint(items, outcomes.filter(({ ok }) => !ok).length));
	if (operation.isList) showHint(context, repetitionHint(context, operation, outcomes));
	return [output];
}

/** Once per input item is n8n's way; for a list that does not depend on the item it is hardly meant. */
function repetitionHint(
	context: IExecuteFunctions,
	{ fields }: Face,
	outcomes: Array<Outcome<IDataObject | IDataObject[]>>,
): NodeExecutionHint | undefined {
	const counts = new Map<string, number>();
	outcomes.forEach((outcome, item) => {
		if (outcomes.length < 2 || !outcome.ok || [outcome.value].flat().length === 0) return;
		const valueOf = (name: string): unknown => context.getNodeParameter(name, item, null);
		const asked = JSON.stringify(fields.map(({ name }) => valueOf(name)));
		counts.set(asked, (counts.get(asked) ?? 0) + 1);
	});
	const times = Math.max(0, ...counts.values());
	const message = `${times} of the ${outcomes.length} input items ask for the same list, so it is given ${times} times. To have it once, switch on 'Execute Once' in the Settings of this step.`;
	return times < 2 ? undefined : { message, type: 'warning', location: 'outputPane' };
}

/** An operation on all items fails as a whole, with *Continue On Fail* as one item of nobody that says why. */
async function atOnce(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const outcome = await settle(work());
	if (outcome.ok) return outcome.value;
	const error = nodeError(context.getNode(), outcome.cause);
	if (!context.continueOnFail()) throw concerning(error, concernedIn(context));
	// Of nobody in particular: whoever comes first would otherwise be taken for the one who failed.
	return [{ json: failedItem(context, error), pairedItem: [] }];
}

function chosen<Api>(context: IExecuteFunctions, resources: Resources<Api>): Operation<Api> {
	const resource = context.getNodeParameter('resource', 0) as string;
	const operation = context.getNodeParameter('operation', 0) as string;
	const found = resources[resource]?.operations[operation];
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`The operation '${operation}' of '${resource}' does not exist`,
		{ description: 'Choose the operation again, or update the package.' },
	);
}

function leaving(
	context: IExecuteFunctions,
	outcome: Outcome<IDataObject | IDataObject[]>,
	item: number,
): INodeExecutionData[] {
	if (outcome.ok) {
		return [outcome.value].flat().map((json) => ({ json, pairedItem: { item } }));
	}
	const error = nodeError(context.getNode(), outcome.cause, item);
	if (!context.continueOnFail()) throw concerning(error, concernedIn(context));
	const input = context.getInputData()[item]?.json ?? {};
	return [{ json: failedItem(context, error, identityIn(input)), pairedItem: { item } }];
}

/**
 * What an item says that leaves with an error: what happened, what to do, and whatever else is known.
 * n8n would replace all of that by the message alone if the item had an `error` beside its JSON. To its
 * error output n8n takes items that hold an error and a message and nothing else, and adds the input.
 */
export function failedItem(
	context: IExecuteFunctions,
	{ message, description }: { message: string; description?: string | null },
	known: IDataObject = {},
): IDataObject {
	const told = description ? `${message.replace(/\.$/, '')}. ${description}` : message;
	const isForErrorOutput = context.getNode().onError === 'continueErrorOutput';
	if (isForErrorOutput) return { error: message, message: told };
	return { ...known, error: message, ...(description && { description }), message: told };
}

/** By what a person knows whom a failed item is about. */
function identityIn(input: IDataObject): IDataObject {
	const known = ['id', 'employee_id', 'employeeId', 'full_name', 'event'];
	return Object.fromEntries(known.flatMap((key) => (key in input ? [[key, input[key]]] : [])));
}

const MOST_CONCERNED = 10;

/**
 * Whom a step that fails leaves undone: everybody of the event that the workflow works on, whichever
 * of them it failed at. Items that no event has started say nothing about who the person is.
 */
function concernedIn(context: IExecuteFunctions): Concerned {
	const items = context.getInputData().map(({ json }) => json);
	const inEvent = items.filter(({ event }) => asText(event) !== '');
	const ids = distinct(inEvent.map(employeeIn));
	if (inEvent.length === 0) return {};
	const days = distinct(inEvent.map(({ terminated_on: lastDay }) => asText(lastDay)));
	return {
		event: distinct(inEvent.map(({ event }) => asText(event))).join(', '),
		...(ids.length > 0 && { employee_id: listedIds(ids) }),
		...(days.length === 1 && ids.length === 1 && { last_day: days[0] }),
	};
}

/** IDs in a line, not more of them than somebody reads. */
export function listedIds(ids: string[]): string {
	const rest = ids.length - MOST_CONCERNED;
	return [...ids.slice(0, MOST_CONCERNED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

function employeeIn({ id, employee_id, employeeId, person }: IDataObject): string {
	const planned = isRecord(person) ? asText(person.employeeId) : '';
	return planned || asText(employee_id) || asText(employeeId) || asText(id);
}

function distinct(texts: string[]): string[] {
	return [...new Set(texts.filter(Boolean))];
}
