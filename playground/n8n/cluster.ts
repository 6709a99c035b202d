import { freePort } from './port';
import { startN8n } from './server';
import type { N8nOptions, N8nRole, N8nServer } from './server';
import { Started } from './started';
import { startStores } from './stores';

/** n8n in queue mode; what it offers itself is the main process. */
export interface N8nCluster extends N8nServer {
	/** They carry out the executions, ten at a time each. */
	readonly workers: N8nServer[];
	/** Takes the events. */
	readonly webhook: N8nServer;
}

const WORKERS = 2;

/**
 * Starts n8n in queue mode on loopback, with a database and a queue of its own: the main process, two
 * workers and one that takes the events. Each has a user folder of its own, as on machines of its own.
 */
export async function startCluster(options: N8nOptions): Promise<N8nCluster> {
	const started = new Started();
	const close = async () => await started.close();
	return await started.orClose(async () => {
		const stores = started.keep(await startStores());
		const port = await freePort();
		const settings = {
			...options.settings,
			...stores.settings,
			EXECUTIONS_MODE: 'queue',
			// Factorial is told this address; a proxy in front would send calls to it as well.
			N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		};
		const launch = async (role: N8nRole, preferredPort?: number) =>
			started.keep(await startN8n({ ...options, role, settings, preferredPort }));
		// The main process first: it sets up the database.
		const main = await launch('main', options.preferredPort);
		const webhook = await launch('webhook', port);
		const workers = await Promise.all(Array.from({ length: WORKERS }, () => launch('worker')));
		return Object.assign(Object.create(main) as N8nServer, { workers, webhook, close });
	});
}
