import type { Browser, Page } from 'playwright-core';
import { preparedByRunner } from '../../playground/n8n/installation';
import { untilQuiet } from '../../playground/n8n/quiet';
import { N8nClient } from '../../playground/n8n/rest';
import { startN8n } from '../../playground/n8n/server';
import { OWNER, PACKAGE, openBeside } from '../../playground/n8n/stage';
import type { Stage } from '../../playground/n8n/stage';
import { Started } from '../../playground/n8n/started';
import { readWorkflow, withCredentials } from '../../playground/n8n/template';
import { openBrowser, openEditor } from './support/browser';
import { marksOnCanvas, openOnCanvas } from './support/canvas';
import { FIRST_VERSION, firstTemplate } from './support/firstVersion';
import { directoryOf, newHire } from './support/people';
import { subscribedTypes } from './support/published';
import { startRegistry } from './support/registry';
import type { Registry } from './support/registry';
import { PATIENCE_MS } from './support/world';

jest.setTimeout(PATIENCE_MS);

describe('Settings → Community nodes', () => {
	const started = new Started();
	let registry: Registry;
	let client: N8nClient;
	let browser: Browser;
	let page: Page;
	let stage: Stage;
	let workflowId: string;
	const directory = directoryOf(() => stage, 'Tienda');

	beforeAll(async () => {
		registry = started.keep(await startRegistry());
		await registry.publish(FIRST_VERSION, '0.0.1');
		const { installation } = preparedByRunner();
		const server = started.keep(await startN8n({ installation, settings: registry.settings }));
		client = new N8nClient(server.url);
		await client.setUpOwner(OWNER);
		stage = { server, client } as Stage;
		browser = started.keep(await openBrowser());
		page = await openEditor(browser, { client });
		// The screen counts in the browser what the public registry offers.
		await page.context().route(
			({ hostname }) => hostname !== '127.0.0.1',
			async (route) => await route.abort(),
		);
	});
	afterAll(async () => await started.close());

	const card = () => page.getByTestId('community-package-card').filter({ hasText: PACKAGE });
	const open = async () => await page.goto(`${client.url}/settings/community-nodes`);
	const hire = async (name: string) => {
		stage.factorial.hire(newHire(name, 'Tienda', '2031-01-07'));
		await untilQuiet(stage, workflowId);
		const [run] = await client.executions(workflowId);
		return [run?.status, directory.user(name).state];
	};

	it('installs the package by its name', async () => {
		await open();
		await page.getByRole('button', { name: 'Install a community node' }).click();
		await page.getByTestId('package-name-input').fill(PACKAGE);
		await page.getByTestId('user-agreement-checkbox').click();
		await page.getByTestId('install-community-package-button').click();
		await card().getByText('v0.0.1').waitFor();
		expect(await card().innerText()).toContain('Factorial Trigger');
	});

	it('has then all that a template needs, without a start anew', async () => {
		stage = started.keep(await openBeside(stage, {}));
		const template = await readWorkflow(firstTemplate('joiner-mover-leaver'));
		const { id, nodes } = await client.createWorkflow(withCredentials(template, stage.credentials));
		workflowId = id;
		expect(await client.publish(id)).toBeUndefined();
		await openOnCanvas(page, client.url, { id, nodes });
		expect(await marksOnCanvas(page)).toEqual([]);
		expect(await hire('Ana')).toEqual(['success', 'STAGED']);
	});

	it('offers a newer version, and updates to it while workflows are published', async () => {
		await registry.publish(preparedByRunner().tarballs[PACKAGE] ?? '', '0.0.2');
		const subscriptions = subscribedTypes(stage);
		await open();
		await card().getByRole('button', { name: 'Update', exact: true }).click();
		await page.getByRole('button', { name: 'Confirm update' }).click();
		await card().getByText('v0.0.2').waitFor();
		expect(await card().innerText()).toContain('Factorial Polling Trigger');
		expect((await client.workflow(workflowId)).active).toBe(true);
		expect(subscribedTypes(stage)).toEqual(subscriptions);
		expect(await hire('Bea')).toEqual(['success', 'STAGED']);
	});

	it('uninstalls it; what was unpublished before leaves nothing in Factorial', async () => {
		await client.unpublish(workflowId);
		await open();
		await card().getByRole('button').last().click();
		await page.getByRole('menuitem', { name: 'Uninstall package' }).click();
		await page.getByRole('button', { name: 'Confirm uninstall' }).click();
		await page.getByRole('button', { name: 'Install a community node' }).waitFor();
		expect(subscribedTypes(stage)).toEqual([]);
		const types = (await client.nodeTypes()).map(({ name }) => name);
		expect(types.filter((type) => type.startsWith(PACKAGE))).toEqual([]);
	});
});
