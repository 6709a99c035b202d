import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

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
}

interface PerItem<Api> extends Face {
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
 * @param resources in alphabetical order of their names, as n8n lists them
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
		options: Object.entries(operations).map(([value, { name, action, description }]) => ({
			name,
			value,
			action,
			description,
		})),
		default: initial,
	};
}

function operationFields<Api>(resource: string, { operations }: Resource<Api>): INodeProperties[] {
	return Object.entries(operations).flatMap(([operation, { fields }]) =>
		fields.map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { ...field.displayOptions?.show, resource: [resource], operation: [operation] },
			},
		})),
	);
}
