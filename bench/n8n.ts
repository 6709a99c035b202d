import { setTimeout as wait } from 'node:timers/promises';
import type { Prepared } from '../playground/n8n/installation';
import { N8nClient } from '../playground/n8n/rest';
import { startN8n } from '../playground/n8n/server';
import { OWNER, PACKAGE } from '../playground/n8n/stage';
import { withCredentials } from '../playground/n8n/template';
import type { WorkflowFile } from '../playground/n8n/wire';
import { watchMemory } from './memory';
import type { Memory } from './memory';
import type { Services } from './services';

export interface Run extends Memory {
	/** as n8n reports it */
	status: string;
	seconds: number;
}

const POLL_MS = 200;
const UNFINISHED = new Set(['new', 'running', 'waiting', 'unknown']);

/** A fresh n8n with the package, that knows both services; with its default settings but for those given. */
export async function startBenchN8n(
	{ installation, tarballs }: Prepared,
	services: Services,
	settings: Record<string, string> = {},
) {
	const server = await startN8n({
		installation,
		packages: { [PACKAGE]: tarballs[PACKAGE] ?? '' },
		settings,
	});
	const client = new N8nClient(server.url);
	await client.setUpOwner(OWNER);
	const credential = async (type: string, name: string, data: object) => {
		const { id } = await client.createCredential(type, name, data);
		return { [type]: { id, name } };
	};
	const { factorial, jumpCloud } = services;
	const own = {
		[`${PACKAGE}.factorial`]: await credential('factorialApi', 'Factorial', factorial),
		[`${PACKAGE}.jumpCloud`]: await credential('jumpCloudApi', 'JumpCloud', jumpCloud),
	};
	const credentials = {
		...own,
		[`${PACKAGE}.factorialTrigger`]: own[`${PACKAGE}.factorial`] ?? {},
	};
	const header = async (name: string, value = '') =>
		await credential('httpHeaderAuth', name, { name: 'x-api-key', value });
	const headers = {
		factorial: await header('Factorial key', factorial.apiKey),
		jumpCloud: await header('JumpCloud key', jumpCloud.apiKey),
	};

	/** Gives the steps of a workflow their credentials, and those of peers the addresses as well. */
	const save = async (file: WorkflowFile): Promise<string> => {
		const text = JSON.stringify(withCredentials(file, credentials))
			.replaceAll('https://api.factorialhr.com', factorial.baseUrl ?? '')
			.replaceAll('https://console.jumpcloud.com', jumpCloud.baseUrl ?? '');
		const workflow = JSON.parse(text) as WorkflowFile;
		const nodes = workflow.nodes.map((node) => {
			if (node.type !== 'n8n-nodes-base.httpRequest') return node;
			const isHr = JSON.stringify(node.parameters).includes(factorial.baseUrl ?? '');
			return { ...node, credentials: isHr ? headers.factorial : headers.jumpCloud };
		});
		return (await client.createWorkflow({ ...workflow, nodes })).id;
	};

	/** Runs a saved workflow by hand and measures it; what n8n then tells of it is not loaded. */
	const run = async (id: string, deadlineMs: number): Promise<Run> => {
		const memory = watchMemory(server.pid ?? 0);
		const deadline = Date.now() + deadlineMs;
		await client.runFrom(id, 'Start');
		for (;;) {
			// An n8n with thousands of connections open may not find the time to answer.
			const [newest] = await client.executions(id).catch(() => []);
			const isOver = newest?.stoppedAt !== undefined && !UNFINISHED.has(newest.status);
			if (newest && isOver) {
				const ms = Date.parse(newest.stoppedAt ?? '') - Date.parse(newest.startedAt);
				return { status: newest.status, seconds: ms / 1000, ...memory.stop() };
			}
			if (Date.now() > deadline) {
				return { status: 'not finished', seconds: deadlineMs / 1000, ...memory.stop() };
			}
			await wait(POLL_MS);
		}
	};

	return { client, save, run, close: async () => await server.close() };
}
