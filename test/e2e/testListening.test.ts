import { untilQuiet } from '../../playground/n8n/quiet';
import type { Stage } from '../../playground/n8n/stage';
import { TRIGGER, publishTemplate, subscribedTypes, wantedTypes } from './support/published';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

/** The part of the addresses that tells production from test. */
const addresses = ({ factorial }: Stage) => [
	...new Set(factorial.state.subscriptions.map(({ target_url: url }) => url.split('/')[3])),
];

const someone = (name: string) => ({
	first_name: name,
	last_name: 'Ejemplo',
	login_email: `${name.toLowerCase()}@corp.example`,
});

describe('listening for a test event beside the published workflow', () => {
	const stage = world({ delivery: { delayMs: (attempt) => 300 * attempt } });
	let workflowId: string;
	let challenges: Array<string | null | undefined>;

	beforeAll(async () => {
		workflowId = (await publishTemplate(stage())).workflow.id;
		challenges = stage().factorial.state.subscriptions.map(({ challenge }) => challenge);
	});

	it('borrows the subscriptions of production, and gives them back after one event', async () => {
		const { client, factorial, jumpCloud } = stage();
		await client.listenForTestEvent(workflowId, TRIGGER);
		expect(addresses(stage())).toEqual(['webhook-test']);
		const hired = factorial.hire(someone('Berta'));
		await untilQuiet(stage(), workflowId);
		expect(jumpCloud.state.user('berta.ejemplo').employeeIdentifier).toBe(hired.id);
		expect(addresses(stage())).toEqual(['webhook']);
		expect(factorial.state.subscriptions.map(({ challenge }) => challenge)).toEqual(challenges);
	});

	it('gives them back when the listening is stopped, so that production goes on', async () => {
		const { client, factorial, jumpCloud } = stage();
		await client.listenForTestEvent(workflowId, TRIGGER);
		await client.stopListening(workflowId);
		await untilGivenBack();
		factorial.hire(someone('Carla'));
		await untilQuiet(stage(), workflowId);
		expect(jumpCloud.state.user('carla.ejemplo').state).toBe('STAGED');
	});

	it('leaves them to the next publish when n8n dies in between', async () => {
		const { client, server, factorial } = stage();
		await client.listenForTestEvent(workflowId, TRIGGER);
		await server.kill9();
		await server.restart();
		expect(addresses(stage())).toEqual(['webhook-test']);
		await client.unpublish(workflowId);
		expect(await client.publish(workflowId)).toBeUndefined();
		expect(addresses(stage())).toEqual(['webhook']);
		expect(subscribedTypes(stage())).toEqual(await wantedTypes(stage(), workflowId));
		expect(factorial.state.subscriptions.every(({ enabled }) => enabled)).toBe(true);
	});

	it('keeps one subscription per event when the trigger node is renamed', async () => {
		const { client, factorial, jumpCloud } = stage();
		const { nodes, connections } = await client.workflow(workflowId);
		const renamed = JSON.parse(
			JSON.stringify({ nodes, connections }).replaceAll(TRIGGER, 'Events of HR'),
		) as { nodes: typeof nodes; connections: typeof connections };
		await client.updateWorkflow(workflowId, renamed);
		expect(await client.publish(workflowId)).toBeUndefined();
		const types = subscribedTypes(stage());
		expect(new Set(types).size).toBe(types.length);
		expect(addresses(stage())).toEqual(['webhook']);
		factorial.hire(someone('Dora'));
		await untilQuiet(stage(), workflowId);
		expect(jumpCloud.state.user('dora.ejemplo').state).toBe('STAGED');
	});

	async function untilGivenBack(): Promise<void> {
		const deadline = Date.now() + 60_000;
		while (Date.now() < deadline && addresses(stage()).join() !== 'webhook') {
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
});
