import { aCompany } from './company/company';
import { aDirectory, addGroups } from './company/directory';
import { commonControls, mountControls } from './core/control';
import { mountFactorialControls } from './factorial/control';
import { Advice } from './n8n/progress.cjs';
import { openBeside } from './n8n/stage';
import type { RunningN8n, ServiceOptions, Stage } from './n8n/stage';
import { Started } from './n8n/started';
import { importTemplates } from './templates';
import type { Templates } from './templates';

/** The invented company, its directory, and the templates that n8n works with: one beginning of the game. */
export interface Session {
	stage: Stage;
	templates: Templates;
	/**
	 * Takes away again what n8n was given, and closes the services; n8n runs on. Only what ends for good
	 * gives up its credentials, too.
	 */
	end(forGood?: boolean): Promise<void>;
}

/** @param earlier the session that has ended, whose addresses, credentials and ids this one keeps */
export async function beginSession(
	n8n: RunningN8n,
	ports?: ServiceOptions['preferredPorts'],
	earlier?: Session,
): Promise<Session> {
	n8n.n8nClock?.reset();
	const now = n8n.n8nClock?.now() ?? new Date();
	const company = aCompany(now);
	const started = new Started();
	return await started.orClose(async () => {
		const stage = started.keep(
			await openBeside(n8n, {
				...{ company, users: aDirectory(now), preferredPorts: portsOf(earlier) ?? ports },
				credentials: earlier?.stage.credentials,
				// A patient Factorial is nearer to life than one that gives up within seconds.
				delivery: { delayMs: (attempt) => 500 * attempt },
			}),
		);
		refuseMoved(stage, earlier?.stage);
		addGroups(stage.jumpCloud.state, company);
		mountFactorialControls(stage.factorial);
		mountControls(
			stage.jumpCloud,
			commonControls(stage.jumpCloud, () => stage.jumpCloud.state),
		);
		const templates = await importTemplates(stage, earlier?.templates);
		const end = async (forGood = false) => {
			await takeAway(stage, templates);
			if (forGood) await takeCredentials(stage);
			await stage.close();
		};
		return { stage, templates, end };
	});
}

/** While the services still answer, because n8n takes back its subscriptions. */
async function takeAway({ client }: Stage, templates: Templates): Promise<void> {
	for (const id of Object.values(templates)) {
		// Somebody may have deleted it in n8n.
		await client.unpublish(id).catch(() => undefined);
		await client.deleteWorkflow(id).catch(() => undefined);
	}
	// Before 2.0 n8n has none.
	await client.deleteDataTables(TABLES).catch(() => undefined);
}

async function takeCredentials({ client, credentials }: Stage): Promise<void> {
	const references = Object.values(credentials).flatMap((byType) => Object.values(byType));
	for (const id of new Set(references.map((reference) => reference.id))) {
		await client.deleteCredential(id).catch(() => undefined);
	}
}

/** Credentials that somebody has made in n8n, and the addresses that were printed, go on being right. */
function refuseMoved(stage: Stage, earlier?: Stage): void {
	for (const service of ['factorial', 'jumpCloud'] as const) {
		if (!earlier || stage[service].url === earlier[service].url) continue;
		throw new Advice(
			`Another program has taken ${earlier[service].url} in the meantime. Stop the playground and start it again.`,
		);
	}
}

/** What the templates remember from run to run. */
const TABLES = ['jumpcloud_changes', 'jumpcloud_left_out'];

function portsOf(earlier?: Session): ServiceOptions['preferredPorts'] {
	if (!earlier) return undefined;
	const portOf = ({ url }: { url: string }) => Number(new URL(url).port);
	const { factorial, jumpCloud } = earlier.stage;
	return { factorial: portOf(factorial), jumpCloud: portOf(jumpCloud) };
}
