import { join } from 'node:path';
import { untilQuiet } from '../../playground/n8n/quiet';
import { PACKAGE, SINGLE_PACKAGES } from '../../playground/n8n/stage';
import { readWorkflow } from '../../playground/n8n/template';
import { publishTemplate, subscribedTypes, wantedTypes } from './support/published';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

const TEMPLATE = join(__dirname, '../../workflows/joiner-mover-leaver.json');

const someone = (name: string) => ({
	first_name: name,
	last_name: 'Ejemplo',
	login_email: `${name.toLowerCase()}@corp.example`,
});

describe('the two packages for one service each, side by side', () => {
	const stage = world({ install: SINGLE_PACKAGES });
	let workflowId: string;

	it('bring every node once, under the names of their own packages', async () => {
		const types = (await stage().client.nodeTypes()).map(({ name }) => name);
		const ours = types.filter((type) => /^n8n-nodes-(factorial|jumpcloud)/.test(type));
		// n8n offers every node as a tool for agents as well.
		expect(ours.filter((type) => !type.endsWith('Tool')).sort()).toEqual([
			'n8n-nodes-factorialhr.factorial',
			'n8n-nodes-factorialhr.factorialPollingTrigger',
			'n8n-nodes-factorialhr.factorialTrigger',
			'n8n-nodes-jumpcloud-directory.jumpCloud',
		]);
	});

	it('take a new colleague from Factorial to JumpCloud', async () => {
		const { workflow, reason } = await publishTemplate(stage());
		workflowId = workflow.id;
		expect(reason).toBeUndefined();
		expect(subscribedTypes(stage())).toEqual(await wantedTypes(stage(), workflowId));
		stage().factorial.hire(someone('Alba'));
		await untilQuiet(stage(), workflowId);
		const users = stage().jumpCloud.state.users.map(({ username }) => username);
		expect(users).toEqual(['alba.ejemplo']);
	});

	it('do not publish a template of the combined package, which would do nothing, and say so', async () => {
		const { client, jumpCloud } = stage();
		const before = subscribedTypes(stage());
		const { nodes, connections, name } = await readWorkflow(TEMPLATE);
		const foreign = await client.createWorkflow({ name, nodes, connections });
		const refused = await client.publish(foreign.id).catch((refusal: Error) => refusal.message);
		expect(refused).toMatch(new RegExp(`${PACKAGE}|[Uu]nrecognized|not (known|installed)`));
		expect(subscribedTypes(stage())).toEqual(before);
		expect(jumpCloud.state.users).toHaveLength(1);
	});
});

describe('both ways of installing on one n8n, which nobody should do', () => {
	const stage = world({ install: [PACKAGE, ...SINGLE_PACKAGES] });

	it('show every node twice, share the credentials, and give an event to one workflow only', async () => {
		const { client, factorial, jumpCloud, credentials } = stage();
		const types = (await client.nodeTypes()).map(({ name }) => name);
		expect(types.filter((type) => /\.jumpCloud$/.test(type)).sort()).toEqual(
			[`${PACKAGE}.jumpCloud`, 'n8n-nodes-jumpcloud-directory.jumpCloud'].sort(),
		);
		const { workflow, reason } = await publishTemplate(stage());
		expect(reason).toBeUndefined();
		const { nodes, connections, name } = await readWorkflow(TEMPLATE);
		const single = JSON.stringify(nodes)
			.replaceAll(`${PACKAGE}.factorial`, 'n8n-nodes-factorialhr.factorial')
			.replaceAll(`${PACKAGE}.jumpCloud`, 'n8n-nodes-jumpcloud-directory.jumpCloud');
		const own = (JSON.parse(single) as typeof nodes).map((node) => ({
			...node,
			...(credentials[node.type] && { credentials: credentials[node.type] }),
		}));
		const second = await client.createWorkflow({ name, nodes: own, connections });
		// One event has one receiver: n8n sees it by the address, this package by the subscription.
		const subscriptions = structuredClone(factorial.state.subscriptions);
		expect(await client.publish(second.id)).toMatch(/conflict|already/);
		expect(factorial.state.subscriptions).toEqual(subscriptions);
		factorial.hire(someone('Bela'));
		await untilQuiet(stage(), workflow.id);
		expect(jumpCloud.state.users.map(({ username }) => username)).toEqual(['bela.ejemplo']);
	});
});
