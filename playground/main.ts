import { aCompany } from './company/company';
import { aDirectory } from './company/directory';
import { CONTROL_PREFIX, commonControls, mountControls } from './core/control';
import { mountFactorialControls } from './factorial/control';
import type { Prepared } from './n8n/installation';
import { step } from './n8n/progress.cjs';
import { DESK, OWNER, openStage } from './n8n/stage';
import type { StageOptions } from './n8n/stage';
import { startPageServer } from './page-server';
import { tell } from './story/tell';
import { importTemplates } from './templates';

const PORTS = { page: 8060, n8n: 8061, factorial: 8062, jumpCloud: 8063 };

/** Everything that `npm start` started. */
interface Playground {
	close(): Promise<void>;
}

async function open(prepared: Prepared, ports?: StageOptions['preferredPorts']) {
	const company = aCompany(new Date());
	const stage = await step('n8n, Factorial and JumpCloud', async () => {
		return await openStage({
			...prepared,
			company,
			users: aDirectory(),
			preferredPorts: ports,
			// A patient Factorial is nearer to life than one that gives up within seconds.
			delivery: { delayMs: (attempt) => 500 * attempt },
		});
	});
	// Groups that are called like teams and locations, as the template with approval expects them.
	for (const { name } of [...(company.teams ?? []), ...(company.locations ?? [])]) {
		if (name) stage.jumpCloud.state.addGroup({ name });
	}
	mountFactorialControls(stage.factorial);
	mountControls(
		stage.jumpCloud,
		commonControls(stage.jumpCloud, () => stage.jumpCloud.state),
	);
	const templates = await step('The workflows: import and publish', async () => {
		return await importTemplates(stage);
	}).catch(async (failure: unknown) => {
		await stage.close();
		return await Promise.reject(failure);
	});
	return { stage, templates };
}

/** Starts the playground and tells where it is. It runs until it is closed. */
export async function start(prepared: Prepared): Promise<Playground> {
	const { stage, templates } = await open(prepared, PORTS);
	const page = await startPageServer(stage, templates, PORTS.page);
	const { server, factorial, jumpCloud } = stage;
	const workflow = (id: string) => `${server.url}/workflow/${id}`;
	process.stdout.write(`
  The page     ${page.url}
  n8n          ${workflow(templates.main)}
               log in as ${OWNER.email} with ${OWNER.password}
  Also there   ${workflow(templates.nightly)}   (what the events missed, every night at 2; published)
               ${workflow(templates.backfill)}   (what a first synchronization would do; execute it: its form asks for ${DESK.user} and ${DESK.password})
               ${workflow(templates.alert)}   (alert when a run fails; published)
               ${workflow(templates.approval)}   (activate after approval; unpublish the first one to publish it)
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
	const { stage, templates } = await open(prepared);
	try {
		return await tell({
			...stage,
			workflowId: templates.main,
			workflows: templates,
			ids: new Map(),
		});
	} finally {
		await stage.close();
	}
}
