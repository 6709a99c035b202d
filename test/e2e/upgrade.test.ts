import type { INodeTypeDescription } from 'n8n-workflow';
import type { Browser, Page } from 'playwright-core';
import { aCompany } from '../../playground/company/company';
import { aDirectory } from '../../playground/company/directory';
import { preparedByRunner } from '../../playground/n8n/installation';
import { itemsFrom } from '../../playground/n8n/outputs';
import { installPackage } from '../../playground/n8n/package-folder';
import { untilQuiet } from '../../playground/n8n/quiet';
import { runToEnd } from '../../playground/n8n/run-to-end';
import { PACKAGE } from '../../playground/n8n/stage';
import { readWorkflow, withCredentials } from '../../playground/n8n/template';
import type { SavedWorkflow } from '../../playground/n8n/wire';
import { dayAfter } from '../../playground/story/day';
import { decide, requestFor } from './support/approval';
import { openBrowser, openEditor } from './support/browser';
import { copiedFromCanvas, marksOnCanvas, openOnCanvas, wrongInPanel } from './support/canvas';
import { FIRST_VERSION, firstTemplate } from './support/firstVersion';
import { descriptionsOf, withDefaults } from './support/parameters';
import { directoryOf, newHire } from './support/people';
import { subscribedTypes } from './support/published';
import { runAbout } from './support/runs';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

const TEMPLATES = [
	'failure-alert',
	'joiner-mover-leaver',
	'joiner-with-approval',
	'nightly-reconcile',
	'preview-and-backfill',
] as const;
type Template = (typeof TEMPLATES)[number];

describe('an n8n whose workflows were saved and published with version 0.1.0', () => {
	const now = new Date();
	const stage = world({
		company: aCompany(now),
		users: aDirectory(),
		tarballs: { [PACKAGE]: FIRST_VERSION },
	});
	const directory = directoryOf(stage, 'Puente');
	const saved = {} as Record<Template, SavedWorkflow>;
	/** What came of the same deeds, with the version that was there first. */
	let before: object;
	let subscriptions: unknown[];
	let types: INodeTypeDescription[];
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		const { client, credentials } = stage();
		for (const name of TEMPLATES) {
			const template = withCredentials(await readWorkflow(firstTemplate(name)), credentials);
			saved[name] = await client.createWorkflow(template);
		}
		for (const name of ['failure-alert', 'joiner-mover-leaver', 'nightly-reconcile'] as const) {
			expect(await client.publish(saved[name].id)).toBeUndefined();
		}
		for (const name of TEMPLATES) saved[name] = await client.workflow(saved[name].id);
		// The first night has the most to do; the others are about what came since.
		await night();
		before = await deeds('Ana');
		subscriptions = structuredClone(stage().factorial.state.subscriptions);
		browser = await openBrowser();
	});
	afterAll(async () => await browser?.close());

	const night = async () =>
		await runToEnd(stage().client, saved['nightly-reconcile'].id, 'Every Night');
	const isOurs = ({ type }: { type: string }) => type.startsWith(`${PACKAGE}.`);

	/** Somebody's way through the company, after events and at night, and what was to be seen of it. */
	async function deeds(name: string): Promise<object> {
		const { factorial, client } = stage();
		const { id: workflowId } = saved['joiner-mover-leaver'];
		const seen: Record<string, unknown> = {};
		const look = async (what: string, happen: () => unknown) => {
			happen();
			await untilQuiet(stage(), workflowId);
			const { state, firstname, lastname, email, username } = directory.user(name);
			const planned = directory
				.schedules(name)
				.map((one) => `${one.state} ${one.scheduledDate.toISOString()}`);
			const [run] = await client.executions(workflowId);
			seen[what] = [run?.status, state, firstname, lastname, email, username, planned];
		};
		let id = '';
		await look('hired', () => {
			({ id } = factorial.hire(newHire(name, 'Puente', dayAfter(now, 10))));
		});
		await look('renamed', () => factorial.updateEmployee(id, { first_name: `${name}bel` }));
		await look('leaves', () => factorial.terminate(id, dayAfter(now, 40)));
		await look('stays', () => factorial.unterminate(id));
		factorial.updateEmployee(id, { last_name: 'Río' }, { silent: true });
		const { status, data } = await night();
		const report = itemsFrom({ status, data } as never, 'Write the Report');
		seen.night = [status, report, directory.user(name).lastname];
		return JSON.parse(
			JSON.stringify(seen).replaceAll(id, 'ID').replaceAll(new RegExp(name, 'gi'), 'X'),
		) as object;
	}

	it('goes on after the package was replaced by this version: they are published as before', async () => {
		const { server, client, factorial } = stage();
		await server.stop();
		await installPackage(preparedByRunner().tarballs[PACKAGE] ?? '', PACKAGE, server.folder);
		await server.restart();
		types = await descriptionsOf(client);
		expect(types.map((type) => type.name)).toContain(`${PACKAGE}.factorialPollingTrigger`);
		for (const name of TEMPLATES) {
			const { active, nodes } = await client.workflow(saved[name].id);
			expect([name, active, nodes]).toEqual([name, saved[name].active, saved[name].nodes]);
		}
		expect(factorial.state.subscriptions).toEqual(subscriptions);
	});

	it.each(TEMPLATES)('opens %s on the canvas with every parameter as it was', async (name) => {
		const { client } = stage();
		page ??= await openEditor(browser, stage());
		await openOnCanvas(page, client.url, saved[name]);
		expect(await marksOnCanvas(page)).toEqual([]);
		const ours = saved[name].nodes.filter(isOurs);
		for (const node of ours) expect(await wrongInPanel(page, node.name)).toEqual([]);
		const copied = await copiedFromCanvas(page);
		for (const node of ours) {
			const kept = copied.find((one) => one.name === node.name);
			const wanted = withDefaults(types, node);
			expect([node.name, withDefaults(types, kept ?? node)]).toEqual([node.name, wanted]);
			expect(wanted).toMatchObject(node.parameters);
		}
	});

	it('comes to the same after the same deeds', async () => {
		expect(await deeds('Bea')).toEqual(before);
	});

	it('asks for approval as it did, once that workflow is published', async () => {
		const { client, factorial } = stage();
		const { id } = saved['joiner-with-approval'];
		await client.unpublish(saved['joiner-mover-leaver'].id);
		expect(subscribedTypes(stage())).toEqual([]);
		expect(await client.publish(id)).toBeUndefined();
		factorial.hire(newHire('Cleo', 'Puente', dayAfter(now, 10)));
		const { link, run } = await requestFor(stage(), id, 'Cleo Puente');
		expect(await decide(link, 'Approve')).toBe(200);
		await runAbout(stage(), id, 'success', 'Cleo', run.id);
		expect(directory.schedules('Cleo').map(({ state }) => state)).toEqual(['ACTIVATED']);
	});
});
