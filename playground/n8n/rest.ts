import axios from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { setTimeout as wait } from 'node:timers/promises';
import { unflatten } from './flatted';
import type {
	CredentialReference,
	CredentialTest,
	Execution,
	ExecutionData,
	ExecutionSummary,
	NodeTypeSummary,
	Owner,
	Publication,
	SavedWorkflow,
	WorkflowFile,
} from './wire';

const PUBLICATION_MS = 120_000;
const BEGINNING_MS = 20_000;
const POLL_MS = 150;

interface Credential extends CredentialReference {
	type: string;
}

interface ExecutionList {
	/** The newest ones, as many as were asked for. */
	results: ExecutionSummary[];
	/** Of all that fit. */
	count: number;
}

/**
 * n8n's internal REST interface, as its editor uses it: everything we ask of it is in this file,
 * because it may change with every n8n.
 */
export class N8nClient {
	private readonly http: AxiosInstance;

	private cookie = '';

	constructor(readonly url: string) {
		this.http = axios.create({ baseURL: `${url}/rest`, proxy: false, validateStatus: () => true });
	}

	/** Whether nobody owns it yet. Throws when no n8n answers. */
	async wantsOwner(): Promise<boolean> {
		const settings = await this.call<{ userManagement?: { showSetupOnFirstLoad?: boolean } }>(
			'GET',
			'/settings',
		);
		if (!settings.userManagement) throw new Error('what answers is no n8n');
		return settings.userManagement.showSetupOnFirstLoad === true;
	}

	/** Creates the owner of a fresh n8n and stays logged in as them. */
	async setUpOwner(owner: Owner): Promise<void> {
		await this.call('POST', '/owner/setup', owner);
	}

	async logIn(email: string, password: string): Promise<void> {
		await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	async deleteCredential(id: string): Promise<void> {
		await this.call('DELETE', `/credentials/${id}`);
	}

	async createCredential(type: string, name: string, data: object): Promise<Credential> {
		return await this.call<Credential>('POST', '/credentials', { name, type, data });
	}

	/**
	 * Presses *Test* on a credential with these fields, which is saved first when it has no id yet;
	 * versions before 2.41 would not test it otherwise. A refusal is an answer, not a failure.
	 */
	async testCredential(type: string, data: object, id?: string): Promise<CredentialTest> {
		const saved = id ?? (await this.createCredential(type, type, data)).id;
		const credentials = { id: saved, name: type, type, data };
		return await this.call<CredentialTest>('POST', '/credentials/test', { credentials });
	}

	/**
	 * Presses *Connect* on a saved OAuth2 credential and goes where the browser is sent, up to the page
	 * that n8n shows at the end. Gives the address at which the service was asked.
	 */
	async connect(credentialId: string): Promise<URL> {
		const url = await this.call<string>('GET', `/oauth2-credential/auth?id=${credentialId}`);
		const agreed = await this.http.get(url, { maxRedirects: 0 });
		const page = await this.send('GET', String(agreed.headers.location));
		if (String(page.data).includes('Failed to connect')) throw new Error(String(page.data));
		return new URL(url);
	}

	/** @param id that it gets, where this n8n lets it be chosen */
	async createWorkflow(workflow: WorkflowFile, id?: string): Promise<SavedWorkflow> {
		const { name, nodes, connections, settings = {} } = workflow;
		const body = { ...(id && { id }), name, nodes, connections, settings, active: false };
		return await this.call<SavedWorkflow>('POST', '/workflows', body);
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.call<SavedWorkflow>('GET', `/workflows/${id}`);
	}

	/** Makes a data table of texts in the owner's own project; gives its id. */
	async createDataTable(name: string, columns: string[]): Promise<string> {
		const project = await this.call<{ id: string }>('GET', '/projects/personal');
		const body = { name, columns: columns.map((column) => ({ name: column, type: 'string' })) };
		const path = `/projects/${project.id}/data-tables`;
		return (await this.call<{ id: string }>('POST', path, body)).id;
	}

	/** Deletes the data tables of these names, as far as there are any. */
	async deleteDataTables(names: string[]): Promise<void> {
		const project = await this.call<{ id: string }>('GET', '/projects/personal');
		const path = `/projects/${project.id}/data-tables`;
		const { data } = await this.call<{ data: Array<{ id: string; name: string }> }>('GET', path);
		for (const { id, name } of data) {
			if (names.includes(name)) await this.call('DELETE', `${path}/${id}`);
		}
	}

	/** Saves another version; a published workflow keeps running the old one until it is published. */
	async updateWorkflow(id: string, change: Partial<WorkflowFile>): Promise<SavedWorkflow> {
		const { versionId } = await this.workflow(id);
		return await this.call<SavedWorkflow>('PATCH', `/workflows/${id}`, { ...change, versionId });
	}

	async deleteWorkflow(id: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/archive`, {});
		await this.call('DELETE', `/workflows/${id}`);
	}

	/**
	 * Publishes the newest version and waits until n8n has set up its triggers, which it does after
	 * it has answered. Gives what n8n shows when a trigger failed, undefined when all went well.
	 */
	async publish(id: string): Promise<string | undefined> {
		const { versionId } = await this.workflow(id);
		const answer = await this.send('POST', `/workflows/${id}/activate`, { versionId });
		// Before 2.41 n8n sets up the triggers first, and this is its answer when one failed.
		if (answer.status >= 400) return (answer.data as { message: string }).message;
		const askedAtMs = Date.now();
		// On a busy machine n8n has answered before it begins, and says for a moment what was before.
		const { status, triggers = [] } = await this.settledPublication(
			id,
			(one) =>
				one.status !== 'not_published' ||
				one.triggers?.some((trigger) => trigger.status === 'failed') === true ||
				Date.now() - askedAtMs > BEGINNING_MS,
		);
		if (status === 'published') return undefined;
		const failed = triggers.find((trigger) => trigger.status === 'failed');
		return failed?.errorMessage ?? `n8n gives no reason (${status})`;
	}

	async publication(id: string): Promise<Publication> {
		const { status, data } = await this.send('GET', `/workflows/${id}/publication-status`);
		// Before 2.41 nothing is left to be asked about once n8n has answered.
		if (status === 404) return { status: 'published' };
		return (data as { data: Publication }).data;
	}

	/** Unpublishes and waits until n8n has taken down the triggers. */
	async unpublish(id: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/deactivate`, {});
		await this.settledPublication(id);
	}

	/** Presses *Listen for test event*; answers once the trigger has subscribed. */
	async listenForTestEvent(id: string, triggerName: string): Promise<void> {
		await this.runFrom(id, triggerName);
	}

	/**
	 * Presses *Execute workflow* at a trigger. Gives the id of the execution, which has just begun;
	 * undefined when n8n waits for the trigger's event instead.
	 */
	async runFrom(id: string, triggerName: string): Promise<string | undefined> {
		// The 1.x run what they are sent, the later ones what is saved.
		const workflowData = await this.workflow(id);
		const body = { workflowData, triggerToStartFrom: { name: triggerName } };
		const answer = await this.call<{ executionId?: string }>('POST', `/workflows/${id}/run`, body);
		return answer.executionId;
	}

	async stopListening(id: string): Promise<void> {
		await this.call('DELETE', `/test-webhook/${id}`);
	}

	/** The newest executions first, at most a hundred; only those with one of these statuses when told. */
	async executions(workflowId: string, statuses?: string[]): Promise<ExecutionSummary[]> {
		const { results } = await this.listed(workflowId, 100, statuses);
		// One that ends while n8n collects the list is in it twice, the ended one last.
		return [...new Map(results.map((execution) => [execution.id, execution])).values()];
	}

	/** How many executions have a status. */
	async countExecutions(workflowId: string, status: string): Promise<number> {
		return (await this.listed(workflowId, 1, [status])).count;
	}

	async execution(id: string): Promise<Execution> {
		const found = await this.call<ExecutionSummary & { data: string }>('GET', `/executions/${id}`);
		return { ...found, data: unflatten<ExecutionData>(found.data) };
	}

	/**
	 * Presses *Retry* on an execution that failed: n8n goes on where it ended, with the workflow as it
	 * was. Answers at its end; gives the id of the new execution.
	 */
	async retry(id: string): Promise<string> {
		return (await this.call<{ id: string }>('POST', `/executions/${id}/retry`, {})).id;
	}

	/** The node types that the editor offers, community packages included. */
	async nodeTypes(): Promise<NodeTypeSummary[]> {
		const response = await this.send('GET', `${this.url}/types/nodes.json`);
		return response.data as NodeTypeSummary[];
	}

	private async listed(
		workflowId: string,
		limit: number,
		status?: string[],
	): Promise<ExecutionList> {
		const filter = JSON.stringify({ workflowId, status });
		const query = new URLSearchParams({ filter, limit: String(limit) });
		return await this.call<ExecutionList>('GET', `/executions?${query}`);
	}

	private async settledPublication(
		id: string,
		isBegun: (publication: Publication) => boolean = () => true,
	): Promise<Publication> {
		const deadline = Date.now() + PUBLICATION_MS;
		while (Date.now() < deadline) {
			const publication = await this.publication(id);
			if (publication.status !== 'in_progress' && isBegun(publication)) return publication;
			await wait(POLL_MS);
		}
		throw new Error(`n8n was still busy with workflow ${id} after ${PUBLICATION_MS} ms`);
	}

	private async call<T = unknown>(method: string, path: string, body?: object): Promise<T> {
		const response = await this.send(method, path, body);
		const answer = response.data as { data?: T; message?: string };
		if (response.status >= 400) {
			throw new Error(`n8n: ${method} ${path} answered ${response.status}: ${answer.message}`);
		}
		return (answer.data ?? answer) as T;
	}

	private async send(method: string, url: string, data?: object): Promise<AxiosResponse<unknown>> {
		const response = await this.http.request<unknown>({
			method,
			url,
			data,
			headers: { cookie: this.cookie },
		});
		const [cookie] = response.headers['set-cookie'] ?? [];
		if (cookie?.startsWith('n8n-auth=')) this.cookie = cookie.split(';')[0] ?? '';
		return response;
	}
}
