import axios from 'axios';
import { untilQuiet } from '../../playground/n8n/quiet';
import { publishTemplate } from './support/published';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

describe('calls that do not come from Factorial', () => {
	const stage = world();
	let workflowId: string;
	let target: string;
	let challenge: string;

	beforeAll(async () => {
		workflowId = (await publishTemplate(stage())).workflow.id;
		const [subscription] = stage().factorial.state.subscriptions;
		target = subscription?.target_url ?? '';
		challenge = subscription?.challenge ?? '';
		expect(challenge.length).toBeGreaterThanOrEqual(32);
	});

	const employee = { id: '7', first_name: 'Mallory', last_name: 'Invento' };
	const lastChanged = () => challenge.slice(0, -1) + (challenge.endsWith('0') ? '1' : '0');

	it.each([
		['without a challenge', () => ({}), employee],
		['with an empty challenge', () => ({ 'x-factorial-wh-challenge': '' }), employee],
		['with a challenge of a wrong last letter', () => header(lastChanged()), employee],
		['with a challenge that is too long', () => header('a'.repeat(10_000)), employee],
	])('are refused %s', async (_, headers, body) => {
		const { client, jumpCloud } = stage();
		const response = await axios.post<unknown>(target, body, {
			headers: headers(),
			proxy: false,
			validateStatus: () => true,
		});
		expect(response.status).toBe(401);
		expect(JSON.stringify(response.data)).not.toContain(challenge);
		expect(await client.executions(workflowId)).toEqual([]);
		expect(jumpCloud.journal.writes()).toEqual([]);
	});

	it.each([
		['no person', {}],
		['a list of texts', ['Mallory']],
	])('touch nobody with the right challenge and %s, and cost no event', async (_, body) => {
		const { client, jumpCloud } = stage();
		const headers = header(challenge);
		const before = (await client.executions(workflowId)).length;
		const response = await axios.post<unknown>(target, body, { headers, proxy: false });
		expect(response.status).toBe(200);
		expect(JSON.stringify(response.data)).not.toContain(challenge);
		await untilQuiet(stage(), workflowId);
		expect((await client.executions(workflowId)).length).toBe(before + 1);
		expect(jumpCloud.journal.writes()).toEqual([]);
	});

	function header(value: string): Record<string, string> {
		return { 'x-factorial-wh-challenge': value };
	}
});
