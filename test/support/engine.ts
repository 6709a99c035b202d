import 'reflect-metadata';
import './environment';

import path from 'node:path';

import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	HookContext,
	LoadOptionsContext,
	PollContext,
	PackageDirectoryLoader,
	RoutingNode,
	SupplyDataContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import { Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	IConnections,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodePropertyRouting,
	INodeType,
	INodeTypes,
	IRun,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	WebhookSetupMethodNames,
	WorkflowActivateMode,
} from 'n8n-workflow';

import { CredentialsInMemory } from './credentials';
import type { Secrets } from './credentials';

const ROOT = path.resolve(__dirname, '../..');
export const N8N_URL = 'http://localhost:5678';

let loaded: Promise<PackageDirectoryLoader> | undefined;

/** What nodes write into the log of n8n as warnings, from now on until mocks are restored. */
export function warnings(): string[] {
	const written: string[] = [];
	const context = Object.getPrototypeOf(HookContext.prototype) as { logger: unknown };
	const warn = (message: string) => void written.push(message);
	const quiet = () => undefined;
	const logger = { warn, error: quiet, info: quiet, debug: quiet };
	jest.spyOn(context, 'logger', 'get').mockReturnValue(logger);
	return written;
}

/** Each run is an execution of its own. */
let executions = 0;

/** The built package as n8n itself loads it. */
export async function loadPackage(): Promise<PackageDirectoryLoader> {
	loaded ??= (async () => {
		const loader = new PackageDirectoryLoader(ROOT);
		await loader.loadAll();
		return loader;
	})();
	return await loaded;
}

export interface Given {
	/** one node of this package, or several in a chain; `type` without the package name */
	nodes: Array<Partial<INode> & { name: string; type: string }>;
	/** what the node before the first one gives */
	items?: IDataObject[];
	credentials: Secrets;
	connections?: IConnections;
	staticData?: IDataObject;
	/** the zone of the workflow */
	timezone?: string;
	workflowName?: string;
	/** wf1 unless told */
	workflowId?: string;
	/** which n8n it is; that of this process unless told */
	instanceId?: string;
	/** one of its own unless told */
	executionId?: string;
	/** where n8n says it can be reached from outside; N8N_URL unless told */
	n8nUrl?: string;
}

/** Runs nodes of the built package in n8n's own engine, behind a start node that gives `items`. */
export async function run(given: Given): Promise<IRun> {
	return await (
		await begin(given)
	).end;
}

/** A run under way, which can be stopped as in the editor. */
export async function begin(given: Given) {
	const { workflow, additionalData } = await build(given);
	const startNode = workflow.getNode('Start');
	if (!startNode) throw new Error('the workflow has no start node');
	const end = new WorkflowExecute(additionalData, 'manual').run({ workflow, startNode });
	return { end, stop: () => end.cancel() };
}

/** Lets an agent call the first node, a tool, as n8n does where the agent itself runs its tools. */
export async function callTool(given: Given, said: IDataObject = {}): Promise<IDataObject[]> {
	const { workflow, additionalData, type, node } = await build(given);
	const items = [{ json: said }];
	const data = { ai_tool: [items] };
	const run = createRunExecutionData();
	const context = new SupplyDataContext(
		...([workflow, node, additionalData, 'manual', run, 0, items, data, 'ai_tool'] as const),
		{ data, node, source: null },
		[],
	);
	const output = (await type.execute?.call(context as never)) as INodeExecutionData[][];
	return output.flat().map(({ json }) => json);
}

/**
 * Presses the *Test* button of a credential: sends what n8n would send.
 *
 * @returns the answer, or why there is none
 */
export async function pressTest(type: string, credential: ICredentialDataDecryptedObject) {
	const loader = await loadPackage();
	const { request } = loader.getCredential(type).type.test ?? {};
	const routing = { request: request as INodePropertyRouting['request'] };
	const { description } = startNode([]);
	const tested: INodeType = {
		description: {
			...description,
			credentials: [{ name: type, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing, default: '' }],
		},
	};
	const about = { id: type, name: type };
	const node: INode = {
		...{ id: '1', name: 'Temp', type: 'test.start', typeVersion: 1, position: [0, 0] },
		...{ parameters: {}, credentials: { [type]: about } },
	};
	const workflow = new Workflow({
		...{ nodes: [node], connections: {}, active: false },
		nodeTypes: {
			getByName: () => tested,
			getByNameAndVersion: () => tested,
			getKnownTypes: () => ({}),
		},
	});
	const items = { main: [[{ json: {} }]] };
	const execution = additionalData(loader, { nodes: [], credentials: { [type]: credential } });
	const context = new ExecuteContext(
		...([workflow, node, execution, 'internal', createRunExecutionData(), 0] as const),
		[],
		items,
		{ node, data: {}, source: null },
		[],
	);
	const sender = new RoutingNode(context, tested, { ...about, type, data: credential });
	try {
		return { answer: (await sender.runNode())?.flat()[0]?.json };
	} catch (failure) {
		return { failure: failure as Error };
	}
}

/** The items that left a node, by output. */
export function outputs(run: IRun, node: string): INodeExecutionData[][] {
	const main = run.data.resultData.runData[node]?.at(-1)?.data?.main ?? [];
	return main.map((items) => items ?? []);
}

/** The JSON of the items that left the first output of a node. */
export function output(run: IRun, node: string): IDataObject[] {
	return (outputs(run, node)[0] ?? []).map((item) => item.json);
}

interface Delivery {
	body?: unknown;
	headers?: IDataObject;
	query?: IDataObject;
	rawBody?: Buffer;
}

/** What the caller of a webhook got to see, when the node answered by itself. */
interface OwnAnswer {
	status?: number;
	body?: unknown;
}

/**
 * A trigger with n8n's real contexts.
 * @param isTest listening for a test event: other URL, other modes, empty static data
 */
export async function trigger(given: Given, isTest = false) {
	const { workflow, additionalData, type, node } = await build(given);
	const webhookDescription = type.description.webhooks?.[0];
	if (!webhookDescription) throw new Error('the node has no webhook');
	const webhookData = {
		webhookDescription,
		isTest,
		node: node.name,
		workflowId: workflow.id,
		httpMethod: 'POST',
		path: 'webhook',
		workflowExecuteAdditionalData: additionalData,
	} as IWebhookData;

	const hook = async (method: WebhookSetupMethodNames, activation: WorkflowActivateMode) => {
		const mode = isTest ? 'manual' : 'trigger';
		const context = ofInstance(
			new HookContext(workflow, node, additionalData, mode, activation, webhookData),
			given,
		);
		const call = type.webhookMethods?.default?.[method];
		if (!call) throw new Error(`the node has no ${method}`);
		return await call.call(context);
	};
	const whenListening: WorkflowActivateMode = isTest ? 'manual' : 'activate';

	return {
		staticData: () => workflow.getStaticData('node', node),
		workflowStaticData: () => workflow.getStaticData('global'),
		checkExists: async () => await hook('checkExists', whenListening),
		create: async () => await hook('create', whenListening),
		delete: async () => await hook('delete', 'update'),
		/** what n8n does when it publishes or starts to listen */
		listen: async () =>
			(await hook('checkExists', whenListening)) || (await hook('create', whenListening)),
		receive: async (delivery: Delivery): Promise<IWebhookResponseData & { answer: OwnAnswer }> => {
			const answer: OwnAnswer = {};
			const rawBody = delivery.rawBody ?? Buffer.from(JSON.stringify(delivery.body ?? null));
			Object.assign(additionalData, {
				httpRequest: { params: {}, query: {}, headers: {}, ...delivery, rawBody },
				httpResponse: responseInto(answer),
			});
			const context = ofInstance(
				new WebhookContext(
					workflow,
					node,
					additionalData,
					isTest ? 'manual' : 'webhook',
					webhookData,
					[],
					null,
				),
				given,
			);
			if (!type.webhook) throw new Error('the node has no webhook method');
			return { ...(await type.webhook.call(context)), answer };
		},
	};
}

/**
 * A trigger that asks by itself, with n8n's real context. What it remembers is kept as n8n keeps it:
 * as JSON, after a question that started a run or none, and not after one that failed.
 */
export async function poller(given: Given) {
	let stored: string | undefined = given.staticData && JSON.stringify(given.staticData);
	return {
		/** the items that start a run, or null; `manual` as when somebody tries it on the canvas */
		async ask(mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[] | null> {
			const staticData = stored === undefined ? undefined : (JSON.parse(stored) as IDataObject);
			const { workflow, additionalData, type, node } = await build({ ...given, staticData });
			const context = new PollContext(workflow, node, additionalData, mode, 'activate');
			if (!type.poll) throw new Error('the node does not poll');
			const asked = await type.poll.call(context);
			if (mode === 'trigger') stored = JSON.stringify(workflow.staticData);
			return asked === null ? null : asked.flat().map(({ json }) => json);
		},
		stored: () => stored ?? '',
	};
}

/** The same context in another n8n: all of this process have one identity. */
function ofInstance<T extends object>(context: T, { instanceId }: Given): T {
	return instanceId === undefined
		? context
		: Object.assign(context, { getInstanceId: () => instanceId });
}

/** Calls a list search of a node as the editor does. */
export async function listSearch(given: Given, method: string, filter?: string, page?: string) {
	const { workflow, additionalData, type, node } = await build(given);
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	const search = type.methods?.listSearch?.[method];
	if (!search) throw new Error(`the node has no list search ${method}`);
	const found: INodeListSearchResult = await search.call(context, filter, page);
	return found;
}

/** Calls the source of a drop-down list of a node as the editor does. */
export async function loadOptions(given: Given, method: string) {
	const { workflow, additionalData, type, node } = await build(given);
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	const load = type.methods?.loadOptions?.[method];
	if (!load) throw new Error(`the node has no options ${method}`);
	return await load.call(context);
}

function responseInto(answer: OwnAnswer) {
	const response = {
		status(code: number) {
			answer.status = code;
			return response;
		},
		setHeader: () => response,
		header: () => response,
		json(body: unknown) {
			answer.status ??= 200;
			answer.body = body;
			return response;
		},
		send: (body: unknown) => response.json(body),
		end: (body?: unknown) => response.json(body),
	};
	return response;
}

async function build(given: Given) {
	const loader = await loadPackage();
	const nodeTypes = typesOf(loader, startNode(given.items ?? [{}]));
	const nodes = nodesOf(given, loader.packageName);
	const workflow = new Workflow({
		id: given.workflowId ?? 'wf1',
		name: given.workflowName ?? 'People',
		nodes,
		connections: given.connections ?? chain(nodes.map(({ name }) => name)),
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', timezone: given.timezone ?? 'Europe/Madrid' },
		staticData: given.staticData,
	});
	const node = workflow.getNode(given.nodes[0]?.name ?? '');
	if (!node) throw new Error('the workflow has no node to test');
	const type = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	return { workflow, node, type, additionalData: additionalData(loader, given) };
}

function nodesOf(given: Given, packageName: string): INode[] {
	const credentials = Object.fromEntries(
		Object.keys(given.credentials).map((type) => [type, { id: type, name: type }]),
	);
	const blank = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	return [
		{ ...blank, id: '0', name: 'Start', type: 'test.start' },
		...given.nodes.map((node, index) => ({
			...blank,
			id: String(index + 1),
			webhookId: '4f1c1a86-5c1b-4f0a-9f5e-2b7f3f0c8a11',
			credentials,
			...node,
			type: `${packageName}.${node.type}`,
		})),
	];
}

function chain(names: string[]): IConnections {
	return Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, index) => [
				name,
				{ main: [[{ node: names[index + 1] ?? '', type: 'main', index: 0 }]] },
			]),
	);
}

function typesOf(loader: PackageDirectoryLoader, start: INodeType): INodeTypes {
	const find = (type: string): INodeType => {
		if (type === 'test.start') return start;
		const name = type.slice(loader.packageName.length + 1);
		const found = loader.getNode(name.replace(/Tool$/, '')).type;
		const node = 'nodeVersions' in found ? found.getNodeType() : found;
		return name.endsWith('Tool') ? asTool(node) : node;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}

/** The twin that n8n makes of a node for agents, as far as nodes can tell. */
function asTool(node: INodeType): INodeType {
	const description = { ...node.description, name: `${node.description.name}Tool` };
	return Object.create(node, { description: { value: description } }) as INodeType;
}

function startNode(items: IDataObject[]): INodeType {
	return {
		description: {
			displayName: 'Start',
			name: 'start',
			group: ['trigger'],
			version: 1,
			description: '',
			defaults: { name: 'Start' },
			inputs: [],
			outputs: ['main'],
			properties: [],
		},
		execute: async () => [items.map((json) => ({ json }))],
	};
}

function additionalData(
	loader: PackageDirectoryLoader,
	{ credentials, n8nUrl = N8N_URL, executionId = `exec${++executions}` }: Given,
) {
	const types = Object.fromEntries(
		Object.keys(loader.credentialTypes).map((type) => [type, loader.getCredential(type).type]),
	);
	return {
		credentialsHelper: new CredentialsInMemory(types, credentials),
		hooks: new ExecutionLifecycleHooks('manual', 'exec', {} as never),
		currentNodeExecutionIndex: 0,
		executionId,
		restApiUrl: '',
		// n8n parses these as URLs whenever it evaluates a parameter.
		instanceBaseUrl: `${n8nUrl}/`,
		formWaitingBaseUrl: `${n8nUrl}/form-waiting`,
		webhookBaseUrl: `${n8nUrl}/webhook`,
		webhookTestBaseUrl: `${n8nUrl}/webhook-test`,
		webhookWaitingBaseUrl: `${n8nUrl}/webhook-waiting`,
		variables: {},
		setExecutionStatus() {},
	} as never as IWorkflowExecuteAdditionalData;
}
