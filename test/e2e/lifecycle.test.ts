import { untilQuiet } from '../../playground/n8n/quiet';
import { publishTemplate, subscribedTypes, wantedTypes } from './support/published';
import { isAtLeast } from './support/version';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

const someone = (name: string) => ({
	first_name: name,
	last_name: 'Ejemplo',
	login_email: `${name.toLowerCase()}@corp.example`,
});

describe('the subscriptions of a published workflow', () => {
	// Slow enough that Factorial still tries when n8n is back.
	const stage = world({ delivery: { delayMs: (attempt) => 500 * attempt } });
	let workflowId: string;

	it('are one for each chosen event once it is published', async () => {
		const { workflow, reason } = await publishTemplate(stage());
		workflowId = workflow.id;
		expect(reason).toBeUndefined();
		const wanted = await wantedTypes(stage(), workflowId);
		expect(wanted.length).toBeGreaterThan(0);
		expect(subscribedTypes(stage())).toEqual(wanted);
	});

	it('still deliver after n8n was killed, without a second one', async () => {
		const { server, factorial, jumpCloud } = stage();
		await server.kill9();
		factorial.hire(someone('Alba'));
		await server.restart();
		await untilQuiet(stage(), workflowId);
		expect(jumpCloud.state.users.map(({ username }) => username)).toEqual(['alba.ejemplo']);
		expect(subscribedTypes(stage())).toEqual(await wantedTypes(stage(), workflowId));
		expect(factorial.state.subscriptions.every(({ enabled }) => enabled)).toBe(true);
	});

	it('stay the same ones when another node is edited and the workflow published again', async () => {
		const { client, factorial } = stage();
		const ids = () => factorial.state.subscriptions.map(({ id }) => id);
		const before = ids();
		const { nodes } = await client.workflow(workflowId);
		const edited = nodes.map((node) =>
			node.type.endsWith('.stickyNote') ? { ...node, parameters: { content: 'Seen' } } : node,
		);
		await client.updateWorkflow(workflowId, { nodes: edited });
		expect(await client.publish(workflowId)).toBeUndefined();
		// Before 2.41 n8n sets up every trigger anew, whatever was edited.
		if (isAtLeast('2.41')) expect(ids()).toEqual(before);
		expect(subscribedTypes(stage())).toEqual(await wantedTypes(stage(), workflowId));
	});

	it('are gone once it is unpublished', async () => {
		await stage().client.unpublish(workflowId);
		expect(subscribedTypes(stage())).toEqual([]);
	});

	it('say in n8n why Factorial refused them, and leave nothing behind', async () => {
		const { factorial } = stage();
		factorial.switches.subscriptionsForbidden = true;
		const { reason } = await publishTemplate(stage());
		expect(reason).toMatch(/Factorial/);
		expect(reason).toMatch(/key|admin|permission/i);
		expect(subscribedTypes(stage())).toEqual([]);
	});
});
