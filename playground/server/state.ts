import type { Stage } from '../n8n/stage';
import type { Approvals } from './approvals';
import type { Sweeps } from './sweeps';
import type { Timeline } from './timeline';

/** What the page looks at and works on. */
export interface Desk {
	stage: Stage;
	/** id of the workflow that events start */
	workflowId: string;
	timeline: Timeline;
	sweeps: Sweeps;
	approvals: Approvals;
	/** whether everything can begin anew */
	canBeginAnew: boolean;
	/** which beginning this is: what the page has seen of an earlier one is over */
	number: number;
}

/** Everything the page shows. */
export async function pageState(desk: Desk): Promise<object> {
	const { stage, workflowId, timeline, sweeps, approvals, canBeginAnew, number } = desk;
	const { clock, factorial, jumpCloud, server, login, n8nClock } = stage;
	const [waiting] = await Promise.all([approvals.waiting(), timeline.refresh()]);
	const { email, password } = login;
	const workflowUrl = `${server.url}/workflow/${workflowId}`;
	return {
		now: clock.now().toISOString(),
		session: { number, canBeginAnew },
		n8n: { url: server.url, email, password, workflowUrl, ownClock: n8nClock === undefined },
		simulators: {
			factorial: { url: factorial.url, key: factorial.credential.apiKey },
			jumpcloud: { url: jumpCloud.url, key: jumpCloud.credential.apiKey },
		},
		approvals: waiting,
		...sweeps.records(),
		sweeps: sweeps.state(),
		timeline: timeline.list(),
	};
}
