import { itemsFrom } from '../../../playground/n8n/outputs';
import { isUnfinished } from '../../../playground/n8n/unfinished';
import type { Execution } from '../../../playground/n8n/wire';
import { inStep } from '../support/bigCompany';
import { eventually } from '../support/runs';
import { world } from '../support/world';

const PATIENCE_MS = 240_000;
/** Often enough for a test. Two runs at once would not know what the other one told: none takes so long. */
const EVERY_FEW_SECONDS = '*/30 * * * * *';

jest.setTimeout(PATIENCE_MS);

describe('the reconciliation, started by the clock over and over', () => {
	const stage = world(inStep(40));
	let workflowId: string;

	const ids = async () => (await stage().client.executions(workflowId)).map(({ id }) => Number(id));

	/** The first run that began after now, or after all of these, once it has ended. */
	const nextRun = async (known?: number[]): Promise<Execution> => {
		const last = Math.max(0, ...(known ?? (await ids())));
		return await eventually('A further run', async () => {
			const { client } = stage();
			const runs = await client.executions(workflowId);
			const next = runs.filter(({ id }) => Number(id) > last).at(-1);
			if (next === undefined || isUnfinished(next)) return undefined;
			return await client.execution(next.id);
		});
	};
	const sent = (run: Execution) => {
		expect(run.status).toBe('success');
		return itemsFrom(run, 'Send It From Here');
	};
	const orphan = (username: string, employeeIdentifier: string) =>
		stage().jumpCloud.state.addUser({ username, employeeIdentifier });

	beforeAll(async () => {
		const { client, importTemplate } = stage();
		orphan('nobody', '31337');
		const { id, nodes } = await importTemplate('nightly-reconcile');
		workflowId = id;
		const rule = { interval: [{ field: 'cronExpression', expression: EVERY_FEW_SECONDS }] };
		const often = nodes.map((node) =>
			node.name === 'Every Night' ? { ...node, parameters: { rule } } : node,
		);
		// No workflow expects events here: missing subscriptions are told as well.
		await client.updateWorkflow(id, { nodes: often });
		expect(await client.publish(id)).toBeUndefined();
	}, PATIENCE_MS);

	it('tells what is open once', async () => {
		// It may have begun already.
		const [report, ...more] = sent(await nextRun([]));
		expect(more).toEqual([]);
		expect(report?.drift).toEqual([expect.stringMatching(/^nobody: orphan/)]);
		expect(report?.subscriptions).toHaveLength(8);
		expect(report?.still_open).toBe(0);
	});

	it('sends nothing as long as nothing is new', async () => {
		expect(sent(await nextRun())).toEqual([]);
	});

	it('sends nothing either after n8n was killed', async () => {
		await stage().server.kill9();
		await stage().server.restart();
		expect(sent(await nextRun())).toEqual([]);
	});

	it('tells what is new, and how much of what it told before is still open', async () => {
		orphan('newcomer', '31338');
		const [report] = sent(await nextRun());
		expect(report?.drift).toEqual([expect.stringMatching(/^newcomer: orphan/)]);
		expect(report?.subscriptions).toEqual([]);
		expect(report?.still_open).toBe(9);
		expect(report?.text).toMatch(/still open: 9$/);
	});

	it('tells again what was settled in between and has come back', async () => {
		const { users } = stage().jumpCloud.state;
		const [nobody] = users.splice(users.indexOf(stage().jumpCloud.state.user('nobody')), 1);
		expect(sent(await nextRun())).toEqual([]);
		if (nobody) users.push(nobody);
		const [report] = sent(await nextRun());
		expect(report?.drift).toEqual([expect.stringMatching(/^nobody: orphan/)]);
	});

	it('tells nothing again that it could not look for in between', async () => {
		const { factorial } = stage();
		factorial.switches.lostPeople = 3;
		const [report] = sent(await nextRun());
		expect(report?.not_checked).toHaveLength(1);
		expect(report?.drift).toEqual([]);
		factorial.switches.lostPeople = 0;
		expect(sent(await nextRun())).toEqual([]);
	});

	it('tells everything to whoever starts it by hand', async () => {
		const { client } = stage();
		const id = (await client.runFrom(workflowId, 'Every Night')) ?? '';
		const run = await eventually('The run by hand', async () => {
			const summary = (await client.executions(workflowId)).find((one) => one.id === id);
			return summary && !isUnfinished(summary) ? await client.execution(id) : undefined;
		});
		expect(sent(run)[0]?.drift).toHaveLength(2);
	});
});
