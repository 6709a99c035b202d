import { PACKAGE } from '../../playground/n8n/stage';
import { TEMPLATE, TRIGGER, subscribedTypes } from './support/published';
import { eventually } from './support/runs';
import { world } from './support/world';

// n8n asks once a minute at most.
const PATIENCE_MS = 240_000;
const MINUTES_MS = 150_000;

jest.setTimeout(PATIENCE_MS);

describe('an n8n that Factorial cannot reach, with the polling trigger in the place of the other', () => {
	const stage = world();
	let workflowId: string;

	const runs = async () => (await stage().client.executions(workflowId)).length;
	const usernames = () => stage().jumpCloud.state.users.map(({ username }) => username);
	const hire = (first_name: string) =>
		stage().factorial.hire({
			...{ first_name, last_name: 'Ejemplo' },
			login_email: `${first_name.toLowerCase()}@corp.example`,
		});

	it('can be published, and wants no subscription', async () => {
		const { client, credentials, importTemplate } = stage();
		hire('Berta');
		const { id, nodes } = await importTemplate(TEMPLATE);
		workflowId = id;
		const type = `${PACKAGE}.factorialPollingTrigger`;
		const pollTimes = { item: [{ mode: 'everyMinute' }] };
		const about = { type, credentials: credentials[type], parameters: { pollTimes } };
		const replaced = nodes.map((node) => (node.name === TRIGGER ? { ...node, ...about } : node));
		await client.updateWorkflow(id, { nodes: replaced });
		expect(await client.publish(id)).toBeUndefined();
		expect(subscribedTypes(stage())).toEqual([]);
	});

	it('brings whoever was hired after that, and nobody who was there before', async () => {
		hire('Alba');
		const username = async () => await Promise.resolve(usernames()[0]);
		expect(await eventually('A user', username, MINUTES_MS)).toBe('alba.ejemplo');
		expect(usernames()).toHaveLength(1);
	});

	it('keeps its place when n8n is killed, and brings what happened meanwhile, once', async () => {
		const { server, factorial, jumpCloud } = stage();
		const before = await runs();
		const [alba] = factorial.state.employees.filter(({ first_name }) => first_name === 'Alba');
		await server.kill9();
		factorial.updateEmployee(alba?.id ?? '', { last_name: 'Nueva' });
		await server.restart();
		const renamed = async () =>
			await Promise.resolve(jumpCloud.state.users[0]?.lastname === 'Nueva' || undefined);
		await eventually('The new name', renamed, MINUTES_MS);
		expect(usernames()).toEqual(['alba.ejemplo']);
		expect(await runs()).toBe(before + 1);
	});
});
