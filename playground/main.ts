import { PORTS, addresses } from './addresses';
import { foreignN8n, openForeign } from './n8n/foreign';
import type { Prepared } from './n8n/installation';
import { step } from './n8n/progress.cjs';
import { openN8n } from './n8n/stage';
import type { RunningN8n } from './n8n/stage';
import { startPageServer } from './page-server';
import { beginSession } from './session';
import type { Session } from './session';
import { tell } from './story/tell';

/** Everything that `npm start` started. */
interface Playground {
	close(): Promise<void>;
}

/** An n8n of our own from what was prepared, or the one that `N8N_URL` names. */
async function openSomeN8n(prepared: Prepared, preferredPort?: number): Promise<RunningN8n> {
	const foreign = foreignN8n();
	if (foreign) return await step(`n8n at ${foreign.url}`, async () => await openForeign(foreign));
	const options = { ...prepared, preferredPort, oneClock: true };
	return await step('n8n', async () => await openN8n(options));
}

async function begin(n8n: RunningN8n, ports?: typeof PORTS, earlier?: Session): Promise<Session> {
	return await step('Factorial, JumpCloud, and the workflows: import and publish', async () => {
		return await beginSession(n8n, ports, earlier);
	});
}

/** Starts the playground and tells where it is. It runs until it is closed. */
export async function start(prepared: Prepared): Promise<Playground> {
	const n8n = await openSomeN8n(prepared, PORTS.n8n);
	let session: Session;
	const again = async () => {
		await session.end();
		session = await begin(n8n, PORTS, session);
		return session;
	};
	session = await begin(n8n, PORTS).catch(async (failure: unknown) => {
		await n8n.server.close();
		throw failure;
	});
	const page = await startPageServer(session, { again, preferredPort: PORTS.page });
	process.stdout.write(addresses(session, page.url));
	return {
		async close() {
			await page.close();
			// Our own n8n goes with all that it was given.
			await (n8n.n8nClock ? session.stage.close() : session.end(true));
			await n8n.server.close();
		},
	};
}

/** Plays the scripted story, one line per step. True when everything was as expected. */
export async function check(prepared: Prepared): Promise<boolean> {
	const n8n = await openSomeN8n(prepared);
	try {
		const { stage, templates } = await begin(n8n);
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
	} finally {
		await n8n.server.close();
	}
}
