import { untilQuiet } from '../../../playground/n8n/quiet';
import type { SavedWorkflow } from '../../../playground/n8n/wire';
import { dayAfter } from '../../../playground/story/day';
import { decide, requestFor } from '../support/approval';
import { directoryOf, newHire } from '../support/people';
import { TEMPLATE } from '../support/published';
import { lastItem, runAbout } from '../support/runs';
import { PATIENCE_MS, world } from '../support/world';

jest.setTimeout(PATIENCE_MS);

describe('the failure alert', () => {
	const stage = world();
	const firstDay = dayAfter(new Date(), 10);
	let alertId: string;

	beforeAll(async () => {
		const { client, importTemplate } = stage();
		alertId = (await importTemplate('failure-alert')).id;
		expect(await client.publish(alertId)).toBeUndefined();
	});

	/** Imports another template, names the alert as its error workflow, and publishes it. */
	const watch = async (name: string): Promise<SavedWorkflow> => {
		const { client, importTemplate } = stage();
		const workflow = await importTemplate(name);
		const settings = { ...workflow.settings, errorWorkflow: alertId };
		await client.updateWorkflow(workflow.id, { settings });
		expect(await client.publish(workflow.id)).toBeUndefined();
		return workflow;
	};
	/** What is ready to be sent about the failed run in which a word occurs. */
	const alertAbout = async ({ id, name }: SavedWorkflow, word: string) => {
		const failed = await runAbout(stage(), id, 'error', word);
		const link = `${stage().client.url}/workflow/${id}/executions/${failed.id}`;
		const sent = lastItem(await runAbout(stage(), alertId, 'success', link), 'Send It From Here');
		expect(sent).toMatchObject({ workflow: name, link });
		return sent;
	};

	it('names the joiner and says what to do, also when JumpCloud could not be read', async () => {
		const workflow = await watch(TEMPLATE);
		const { client, factorial, jumpCloud } = stage();
		jumpCloud.switches.keyRevoked = true;
		const { id } = factorial.hire(newHire('Eva', 'Aviso', firstDay));
		const sent = await alertAbout(workflow, 'Aviso');
		jumpCloud.switches.keyRevoked = false;
		expect(sent).toMatchObject({
			...{ step: 'Plan', who: `employee ${id}`, last_day: '' },
			event: expect.stringMatching(/^(employees|contracts)\/\w+\/create/) as string,
			what: expect.stringContaining('API key') as string,
			to_do: expect.stringMatching(/credential/) as string,
			next: expect.stringContaining('nightly comparison') as string,
		});
		expect(sent?.text).toMatch(
			/^A workflow .*\nWho: employee \d+\nWhat: .*\nTo do: .*\nAfter: .*\nStep: Plan\nNext: .*\nLink: http.*$/,
		);
		expect(JSON.stringify(sent)).not.toMatch(/@|Aviso|Analyst/);
		expect(JSON.stringify(sent)).not.toContain(jumpCloud.credential.apiKey);
		await client.unpublish(workflow.id);
	});

	it('names the leaver and the last day when Factorial could not be read', async () => {
		const workflow = await watch(TEMPLATE);
		const { client, factorial } = stage();
		const { id } = factorial.hire(newHire('Pau', 'Aviso', firstDay), { silent: true });
		const lastDay = dayAfter(new Date(), 20);
		factorial.fail({ kind: 'status', status: 403, path: /employees/, forMs: PATIENCE_MS });
		factorial.terminate(id, lastDay);
		const sent = await alertAbout(workflow, 'Pau Aviso');
		factorial.faults.clear();
		expect(sent).toMatchObject({
			...{ step: 'Read Employee', who: `employee ${id}`, last_day: lastDay },
			event: 'employees/employee/terminate',
		});
		expect(sent?.text).toContain(`\nLast day: ${lastDay}\n`);
		expect(JSON.stringify(sent)).not.toMatch(/@|Aviso/);
		await client.unpublish(workflow.id);
	});

	it('names the leaver who could not be suspended', async () => {
		const workflow = await watch(TEMPLATE);
		const { client, factorial, jumpCloud } = stage();
		const { id } = factorial.hire(newHire('Ana', 'Aviso', firstDay));
		await untilQuiet(stage(), workflow.id);
		jumpCloud.switches.stateWritesForbidden = true;
		factorial.terminate(id, dayAfter(new Date(), -1));
		const sent = await alertAbout(workflow, 'employees/employee/terminate');
		jumpCloud.switches.stateWritesForbidden = false;
		expect(sent).toMatchObject({
			...{ who: `employee ${id}, Ana Aviso`, step: 'Apply Changes' },
			event: 'employees/employee/terminate',
			to_do: expect.stringContaining('Press Retry') as string,
		});
		await client.unpublish(workflow.id);
	});

	it('says who is concerned and in which step, and nothing else of the person', async () => {
		const workflow = await watch('joiner-with-approval');
		const { factorial, jumpCloud } = stage();
		const { id } = factorial.hire(newHire('Bruno', 'Aviso', firstDay));
		const { link } = await requestFor(stage(), workflow.id, 'Bruno Aviso');
		jumpCloud.switches.stateWritesForbidden = true;
		await decide(link, 'Approve');
		const sent = await alertAbout(workflow, 'Bruno');
		expect(sent).toMatchObject({ who: `employee ${id}, Bruno Aviso`, step: 'Activate User' });
		expect(sent?.text).toContain(`Who: employee ${id}, Bruno Aviso\nWhat: `);
		expect(JSON.stringify(sent)).not.toMatch(/@|Analyst/);
		expect(directoryOf(stage, 'Aviso').user('Bruno').state).toBe('STAGED');
	});
});
