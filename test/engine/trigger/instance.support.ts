import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { trigger } from '../../support/engine';
import type { Given } from '../../support/engine';

const WEBHOOK_ID = '4f1c1a86-5c1b-4f0a-9f5e-2b7f3f0c8a11';

type Trigger = Awaited<ReturnType<typeof trigger>>;

export interface NodeChoices {
	parameters: INodeParameters;
	name?: string;
	webhookId?: string;
	workflowName?: string;
	workflowId?: string;
	/** of the node in the workflow */
	nodeId?: string;
	/** of the node, as an earlier run of n8n has stored it */
	memory?: IDataObject;
	/** of the workflow, likewise: it stays when the node is renamed */
	workflowMemory?: IDataObject;
}

export interface About {
	credentialType?: string;
	instanceId?: string;
	/** below which it answers, such as `/staging` */
	path?: string;
	/** of the host that several n8n share, or that this one had before */
	url?: string;
}

/**
 * The part of n8n's server that routes deliveries to triggers. The triggers themselves run in
 * n8n-core's own contexts; what they make of a delivery is kept in `executions`.
 */
export class Instance {
	/** the items of every execution that was started */
	readonly executions: IDataObject[][] = [];

	private readonly routes = new Map<string, Trigger>();

	private turn: Promise<unknown> = Promise.resolve();

	private constructor(
		private readonly server: Server,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly about: About,
	) {}

	/** Starts on a free port, with a Factorial credential. */
	static async start(
		credential: ICredentialDataDecryptedObject,
		about: About = {},
	): Promise<Instance> {
		const server = createServer((request, response) => {
			instance.serve(request, response).catch(() => response.destroy());
		});
		const instance = new Instance(server, credential, about);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return instance;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** where its webhooks begin */
	private get base(): string {
		return (this.about.url ?? this.url) + (this.about.path ?? '');
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise<void>((resolve) => this.server.close(() => resolve()));
	}

	/** A trigger of a workflow; `isTest` as when somebody listens for a test event. */
	async node(choices: NodeChoices, isTest = false) {
		const name = choices.name ?? 'Factorial Trigger';
		const webhookId = choices.webhookId ?? WEBHOOK_ID;
		const given: Given = {
			nodes: [
				{
					name,
					type: 'factorialTrigger',
					webhookId,
					parameters: choices.parameters,
					...(choices.nodeId && { id: choices.nodeId }),
				},
			],
			credentials: { [this.about.credentialType ?? 'factorialApi']: this.credential },
			staticData: {
				...(choices.memory && { [`node:${name}`]: choices.memory }),
				...(choices.workflowMemory && { global: choices.workflowMemory }),
			},
			workflowName: choices.workflowName,
			workflowId: choices.workflowId,
			instanceId: this.about.instanceId,
			n8nUrl: this.base,
		};
		const node = await trigger(given, isTest);
		const path = `${isTest ? '/webhook-test' : '/webhook'}/${webhookId}/webhook`;
		return {
			...node,
			url: this.base + path,
			/** as n8n stores it */
			memory: () => JSON.parse(JSON.stringify(node.staticData())) as IDataObject,
			workflowMemory: () => JSON.parse(JSON.stringify(node.workflowStaticData())) as IDataObject,
			/** As n8n does: the route first; what was made is taken down again when it fails. */
			start: async () => {
				this.routes.set((this.about.path ?? '') + path, node);
				await node.listen().catch(async (failure: unknown) => {
					await node.delete();
					this.routes.delete((this.about.path ?? '') + path);
					throw failure;
				});
			},
			stop: async () => {
				const isClean = await node.delete();
				this.routes.delete((this.about.path ?? '') + path);
				return isClean;
			},
		};
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', this.url);
		const rawBody = await buffer(request);
		const node = this.routes.get(url.pathname);
		if (!node) return void response.writeHead(404).end();
		const delivery = {
			body: JSON.parse(rawBody.toString() || 'null') as unknown,
			rawBody,
			headers: { ...request.headers } as IDataObject,
			query: Object.fromEntries(url.searchParams),
		};
		// The harness holds one request at a time.
		this.turn = this.turn.then(async () => await node.receive(delivery));
		const result = (await this.turn) as Awaited<ReturnType<Trigger['receive']>>;
		for (const items of result.workflowData ?? []) {
			this.executions.push(items.map(({ json }) => json));
		}
		const body: unknown = result.noWebhookResponse ? result.answer.body : result.webhookResponse;
		response.writeHead(result.answer.status ?? 200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(body ?? {}));
	}
}
