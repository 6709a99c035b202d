// What n8n hands to an agent; its package has no public way to it.
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { choicesOf, everyParameter, isOfVersion } from '../support/descriptions';
import { loadPackage } from '../support/engine';

/** What an agent has to read in the description of an operation that takes something away. */
const TAKES_AWAY: Record<string, RegExp> = {
	'jumpCloud user.delete': /^Delete .*for good.*cannot be undone/,
	'jumpCloud user.suspend': /^Take all access from a user/,
	'jumpCloud userGroup.removeUser': /^Take a user out of groups, and so the access/,
	'jumpCloud scheduledChange.cancel': /^Take back /,
};

/** Sorted by hand: whoever adds an operation has to say what a model may do with it. */
const GIVES_OR_CHANGES = new Set([
	'factorial webhookSubscription.repair',
	'jumpCloud sync.apply',
	'jumpCloud user.activate',
	'jumpCloud user.create',
	'jumpCloud user.resendActivation',
	'jumpCloud user.unsuspend',
	'jumpCloud user.update',
	'jumpCloud user.upsert',
	'jumpCloud userGroup.addUser',
]);

/** What a model may not do, and what somebody has to allow first; the rest it may. */
const NOT_OFFERED = [
	'factorial webhookSubscription.repair',
	'jumpCloud sync.apply',
	'jumpCloud user.delete',
];

const ASKED_FOR = [
	'jumpCloud scheduledChange.cancel',
	'jumpCloud user.activate',
	'jumpCloud user.create',
	'jumpCloud user.resendActivation',
	'jumpCloud user.suspend',
	'jumpCloud user.unsuspend',
	'jumpCloud user.update',
	'jumpCloud user.upsert',
	'jumpCloud userGroup.addUser',
	'jumpCloud userGroup.removeUser',
];

const FROM_MODEL: Record<string, string> = {
	string: 'string',
	dateTime: 'string',
	number: 'number',
	boolean: 'boolean',
	resourceLocator: 'string',
};

/** Reads, and gives something that was not there before. */
const COMPARES = new Set(['jumpCloud sync.plan']);

interface OperationOfNode {
	id: string;
	node: INodeType;
	resource: string;
	operation: string;
	name: string;
	action: string;
	description: string;
}

let operations: OperationOfNode[];
let types: INodeType[];

beforeAll(async () => {
	const loader = await loadPackage();
	types = Object.keys(loader.nodeTypes).map((name) => {
		const { type } = loader.getNode(name);
		return 'nodeVersions' in type ? type.getNodeType() : type;
	});
	operations = types.flatMap((node) =>
		node.description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap((selector) => operationsOf(node, selector)),
	);
});

function operationsOf(node: INodeType, selector: INodeProperties): OperationOfNode[] {
	const resource = String(selector.displayOptions?.show?.resource?.[0]);
	return choicesOf(selector).map(({ value, name, action = '', description = '' }) => {
		const operation = String(value);
		const id = `${node.description.name} ${resource}.${operation}`;
		return { id, node, resource, operation, name, action, description };
	});
}

/** The fields of an operation that an agent can be let to fill, also those inside collections. */
const newestOf = ({ description }: OperationOfNode['node']) =>
	Math.max(...[description.version].flat());

function fillable({ node, resource, operation }: OperationOfNode) {
	const own = node.description.properties.filter(
		(property) =>
			property.displayOptions?.show?.resource?.includes(resource) &&
			property.displayOptions.show.operation?.includes(operation) &&
			isOfVersion(property, newestOf(node)),
	);
	return everyParameter(own).filter(
		({ property }) => property.type in FROM_MODEL && !property.noDataExpression,
	);
}

/** As the editor names the argument of a field that the model fills. */
const keyOf = ({ displayName }: INodeProperties) =>
	displayName.replace(/[^a-zA-Z0-9_-]+/g, '_').slice(0, 64);

/** The operation as n8n gives it to a model, with every field left to the model. */
function asTool(chosen: OperationOfNode) {
	const { node, resource, operation } = chosen;
	const left = fillable(chosen).map(({ path, property }) => [
		path,
		`={{ $fromAI('${keyOf(property)}', \`${(property.description ?? '').replaceAll('`', "'")}\`, '${FROM_MODEL[property.type]}') }}`,
	]);
	const { name, displayName } = node.description;
	const ofWorkflow: INode = {
		id: '1',
		name: displayName,
		type: name,
		typeVersion: newestOf(node),
		position: [0, 0],
		parameters: { descriptionType: 'auto', resource, operation, ...Object.fromEntries(left) },
	};
	return createNodeAsTool({
		node: ofWorkflow,
		nodeType: node,
		handleToolInvocation: async () => '',
	}).response;
}

it('lets agents use what acts, and not what only starts workflows', () => {
	const usable = types.filter(({ description }) => description.usableAsTool);
	expect(usable.map(({ description }) => description.name).sort()).toEqual([
		'factorial',
		'jumpCloud',
	]);
});

it('gives every operation to a model under a description of its own, that names it', () => {
	const told = operations.map((chosen) => asTool(chosen).description);
	expect(told).toEqual(
		operations.map(({ action, node }) => `${action} in ${node.description.defaults.name}`),
	);
	expect(new Set(told).size).toBe(told.length);
});

it('lets a model fill every field, each by an argument of its own and with its kind', () => {
	for (const chosen of operations) {
		const fields = fillable(chosen);
		const { shape } = asTool(chosen).schema;
		const keys = fields.map(({ property }) => keyOf(property));
		expect([chosen.id, Object.keys(shape).sort()]).toEqual([chosen.id, keys.sort()]);
	}
});

it('describes every operation in words of some length, and in one line', () => {
	const unclear = operations.filter(
		({ description, name }) => !/^[A-Z].{20,140}$/.test(description) || description === name,
	);
	expect(unclear.map(({ id }) => id)).toEqual([]);
});

it('says in plain words what takes something away, and says so of nothing else', () => {
	for (const [id, words] of Object.entries(TAKES_AWAY)) {
		expect([id, operations.find((one) => one.id === id)?.description]).toEqual([
			id,
			expect.stringMatching(words),
		]);
	}
	const others = operations.filter(({ id }) => !(id in TAKES_AWAY));
	const alarming = others.filter(({ action, description }) =>
		/^(delete|remove|take|cancel|suspend)\b|undone/i.test(`${action} ${description}`),
	);
	expect(alarming.map(({ id }) => id)).toEqual([]);
});

it('knows of every operation whether it reads, changes or takes away', () => {
	const reads = operations.filter(({ operation }) => operation.startsWith('get'));
	const known = [
		...reads.map(({ id }) => id),
		...COMPARES,
		...GIVES_OR_CHANGES,
		...Object.keys(TAKES_AWAY),
	];
	expect(operations.map(({ id }) => id).toSorted()).toEqual(known.toSorted());
	expect(reads.filter(({ description }) => !description.startsWith('Retrieve'))).toEqual([]);
});

it('asks for the name once more before anything is deleted', () => {
	const confirmation = operations
		.filter(({ operation }) => operation === 'delete')
		.flatMap((chosen) => fillable(chosen).filter(({ property }) => property.required));
	expect(confirmation.map(({ path }) => path)).toContain('confirmation');
	for (const { property } of confirmation.filter(({ path }) => path === 'confirmation')) {
		expect(property).toMatchObject({
			default: '',
			description: expect.stringContaining('undone') as string,
		});
	}
});

/** Whether the editor shows something of an operation, in a node or in the tool made of it. */
function isShown(
	{ node, resource, operation }: OperationOfNode,
	shown: INodeProperties | INodePropertyOptions,
	isTool: boolean,
): boolean {
	const { name } = node.description;
	const description: INodeTypeDescription = {
		...node.description,
		name: isTool ? `${name}Tool` : name,
	};
	const values = { resource, operation };
	return NodeHelpers.displayParameter(values, shown as INodeProperties, null, description);
}

it('does not offer to a model what it may never do, and all of it in a workflow', () => {
	const offered = (isTool: boolean) =>
		operations.filter((chosen) => {
			const { node, resource, operation } = chosen;
			const selector = node.description.properties.find(
				({ name, displayOptions }) =>
					name === 'operation' && displayOptions?.show?.resource?.includes(resource),
			);
			const choice = selector && choicesOf(selector).find(({ value }) => value === operation);
			return choice && isShown(chosen, choice, isTool);
		});
	expect(offered(false)).toHaveLength(operations.length);
	const hidden = operations.filter((one) => !offered(true).includes(one));
	expect(hidden.map(({ id }) => id).toSorted()).toEqual(NOT_OFFERED);
});

it('asks in a tool, and only there, whether a model may change access', () => {
	const asking = (isTool: boolean) =>
		operations.filter((chosen) =>
			chosen.node.description.properties.some(
				(property) => property.name === 'allowAgents' && isShown(chosen, property, isTool),
			),
		);
	expect(asking(false)).toEqual([]);
	expect(
		asking(true)
			.map(({ id }) => id)
			.toSorted(),
	).toEqual(ASKED_FOR);
	const fields = types.flatMap(({ description }) =>
		description.properties.filter(({ name }) => name === 'allowAgents'),
	);
	// A model can only fill in what may be an expression.
	for (const field of fields)
		expect(field).toMatchObject({ noDataExpression: true, default: false });
});

it('sorts everything that takes access away, or writes, by what a model may do', () => {
	const writes = [...GIVES_OR_CHANGES, ...Object.keys(TAKES_AWAY)];
	expect([...NOT_OFFERED, ...ASKED_FOR].toSorted()).toEqual(writes.toSorted());
});
