import { aCompany } from './company/company';
import { aDirectory } from './company/directory';
import { CONTROL_PREFIX, commonControls, mountControls } from './core/control';
import { mountFactorialControls } from './factorial/control';
import type { N8nInstallation } from './n8n/installation';
import { Advice, step } from './n8n/progress.cjs';
import { OWNER, openStage } from './n8n/stage';
import type { Stage, StageOptions } from './n8n/stage';
import { startPageServer } from './page-server';
import { tell } from './story/tell';

const TEMPLATE = 'joiner-mover-leaver';
const PORTS = { page: 8060, n8n: 8061, factorial: 8062, jumpCloud: 8063 };

/** What the installing script hands over. */
interface Prepared {
	installation: N8nInstallation;
	tarball: string;
}

/** Everything that `npm start` started. */
export interface Playground {
	close(): Promise<void>;
}

async function publishTemplate({ client, importTemplate }: Stage): Promise<string> {
	const { id } = await importTemplate(TEMPLATE);
	const reason = await client.publish(id);
	if (reason !== undefined) throw new Advice(`n8n could not publish ${TEMPLATE}: ${reason}`);
	return id;
}

async function open(prepared: Prepared, ports?: StageOptions['preferredPorts']) {
	const stage = await step('n8n, Factorial and JumpCloud', async () => {
		return await openStage({
			...prepared,
			company: aCompany(new Date()),
			users: aDirectory(),
			preferredPorts: ports,
			// A patient Factorial is nearer to life than one that gives up within seconds.
			delivery: { delayMs: (attempt) => 500 * attempt },
		});
	});
	mountFactorialControls(stage.factorial);
	mountControls(
		stage.jumpCloud,
		commonControls(stage.jumpCloud, () => stage.jumpCloud.state),
	);
	const workflowId = await step('The workflow: import and publish', async () => {
		return await publishTemplate(stage);
	}).catch(async (failure: unknown) => {
		await stage.close();
		return await Promise.reject(failure);
	});
	return { stage, workflowId };
}

/** Starts the playground and tells where it is. It runs until it is closed. */
export async function start(prepared: Prepared): Promise<Playground> {
	const { stage, workflowId } = await open(prepared, PORTS);
	const page = await startPageServer(stage, workflowId, PORTS.page);
	const { server, factorial, jumpCloud } = stage;
	process.stdout.write(`
  The page     ${page.url}
  n8n          ${server.url}/workflow/${workflowId}
               log in as ${OWNER.email} with ${OWNER.password}
  Factorial    ${factorial.url}${CONTROL_PREFIX}   (simulated; what can be asked of it)
  JumpCloud    ${jumpCloud.url}${CONTROL_PREFIX}   (simulated)

Ctrl-C stops everything.
`);
	return {
		async close() {
			await page.close();
			await stage.close();
		},
	};
}

/** Plays the scripted story, one line per step. True when everything was as expected. */
export async function check(prepared: Prepared): Promise<boolean> {
	const { stage, workflowId } = await open(prepared);
	try {
		return await tell({ ...stage, workflowId, ids: new Map() });
	} finally {
		await stage.close();
	}
}
