import type { Browser, Page } from 'playwright-core';
import { aCompany } from '../../playground/company/company';
import { aDirectory } from '../../playground/company/directory';
import { startPageServer } from '../../playground/page-server';
import type { PageServer } from '../../playground/page-server';
import { importTemplates } from '../../playground/templates';
import type { Templates } from '../../playground/templates';
import { WINDOW, openBrowser, openEditor, picture } from './support/browser';
import {
	copiedFromCanvas,
	marksOnCanvas,
	nodeOnCanvas,
	openOnCanvas,
	wrongInPanel,
} from './support/canvas';
import { TRIGGER } from './support/published';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

describe('the editor of n8n', () => {
	const stage = world({ company: aCompany(new Date()), users: aDirectory() });
	let browser: Browser;
	let page: Page;
	let templates: Templates;
	let playground: PageServer | undefined;
	const complaints: string[] = [];

	beforeAll(async () => {
		templates = await importTemplates(stage());
		browser = await openBrowser();
		page = await openEditor(browser, stage());
		page.on('pageerror', (failure) => complaints.push(failure.message));
		await page.goto(`${stage().client.url}/workflow/${templates.main}`);
	});
	afterAll(async () => {
		await browser?.close();
		await playground?.close();
	});

	const node = (name: string) =>
		page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

	it('shows the template on the canvas, every node known', async () => {
		await node(TRIGGER).waitFor();
		await node('Apply Changes').waitFor();
		// n8n's advice for production covers a part of the canvas, and comes a little later.
		const advice = page.getByText('Production Checklist');
		await advice.waitFor();
		await page.keyboard.press('Escape');
		await advice.waitFor({ state: 'hidden' });
		// The workflow is wide: a window like it shows it large enough to be read.
		await page.setViewportSize({ width: 2600, height: 920 });
		await page.keyboard.press('1');
		await picture(page, 'canvas');
		await page.setViewportSize(WINDOW);
		await page.keyboard.press('1');
		expect(await page.getByText('Install this node').count()).toBe(0);
	});

	it.each([
		[TRIGGER, ['events', 'rereadEmployee'], 'trigger-panel'],
		['Plan', ['resource', 'operation', 'people', 'employeeId', 'email'], 'jumpcloud-panel'],
		['Apply Changes', ['resource', 'operation'], 'apply-panel'],
	])('opens the panel of %s', async (name, parameters, file) => {
		await node(name).dblclick();
		const panel = page.getByTestId('node-parameters');
		for (const parameter of parameters) {
			await panel.getByTestId(`parameter-input-${parameter}`).waitFor();
		}
		await picture(page, file);
		await page.keyboard.press('Escape');
		await panel.waitFor({ state: 'hidden' });
	});

	it('is one click away from the page of the playground, where HR hires somebody', async () => {
		playground = await startPageServer({ stage: stage(), templates });
		await page.goto(playground.url);
		await page.getByRole('button', { name: 'Hire somebody' }).click();
		await page.getByLabel('First name').fill('Noor');
		await page.getByLabel('Last name').fill('Vidal');
		await page.getByLabel(/Work email/).fill('noor.vidal@corp.example');
		await page.getByLabel('Last name').press('Enter');
		await page.getByText('noor.vidal', { exact: true }).first().waitFor();
		await page
			.getByText(/creates noor\.vidal/)
			.first()
			.waitFor();
		expect(stage().jumpCloud.state.user('noor.vidal').state).toBe('STAGED');
	});

	it('shows on that page what the next night would put right, and what is left to people', async () => {
		const berta = { first_name: 'Berta', last_name: 'Marín', login_email: 'backup@corp.example' };
		stage().factorial.hire(berta, { silent: true });
		await page.getByRole('button', { name: 'Make a mess' }).click();
		await page.getByText('A mess was made').first().waitFor();
		await page.getByRole('button', { name: 'Preview' }).click();
		const changes = page.getByRole('table', { name: /To change/ });
		await changes.waitFor();
		const problems = page.getByRole('table', { name: /To look at/ });
		const another = /Berta Marín svc\.backup.*A user with another name has the email/;
		expect(await problems.getByRole('row', { name: another }).count()).toBe(1);
		expect(await problems.getByRole('row', { name: /Conflict/ }).count()).toBe(2);
		await page
			.getByRole('button', { name: /^Show all \d+$/ })
			.first()
			.click();
		await changes.getByRole('row', { name: /Lola Perdida/ }).waitFor();
	});

	describe('steps in which one thing is picked', () => {
		const TYPE = 'n8n-nodes-factorial-jumpcloud.jumpCloud';
		const step = (name: string, typeVersion: number, parameters: object) => ({
			...{ id: name, name, type: TYPE, typeVersion, parameters, position: [0, 0] },
			credentials: stage().credentials[TYPE],
		});
		const plan = { resource: 'sync', operation: 'plan', link: 'customAttribute' };
		const suspend = { resource: 'user', operation: 'suspend', when: 'at' };
		const rules = (group: unknown, name: unknown) => ({
			attributes: { attribute: [{ attribute: 'attributes', name, value: 'K7' }] },
			groupRules: { rule: [{ by: 'team', is: 'Sales', group }] },
		});
		const none = { __rl: true, mode: 'list', value: '' };

		/** Opens a workflow of such steps, one beside the other. */
		const open = async (...steps: Array<ReturnType<typeof step>>) => {
			const { client } = stage();
			const nodes = steps.map((one, n) => ({ ...one, position: [n * 300, 0] }));
			const file = { name: 'Picked', nodes, connections: {}, settings: {} };
			const saved = await client.createWorkflow(
				file as Parameters<typeof client.createWorkflow>[0],
			);
			await openOnCanvas(page, client.url, saved);
		};

		it('that were saved with texts are shown with them, and nothing is marked', async () => {
			await open(
				step('Plan', 1, {
					...{ ...plan, linkAttribute: 'factorialNo', timeZone: 'Asia/Calcutta' },
					...{ leaves: 'suspend', leaveMemory: 'hrAway', options: { rememberLastDay: 'hrGone' } },
					...rules('Sales', 'costUnit'),
				}),
				step('Suspend', 1, {
					...{ ...suspend, date: '2098-06-30', timeZone: 'Europe/Nowhere' },
					user: { __rl: true, mode: 'employeeIdentifier', value: '512' },
					options: { linkAttribute: 'factorialNo', rememberLastDay: '={{ $json.memory }}' },
				}),
			);
			expect(await marksOnCanvas(page)).toEqual([]);
			for (const name of ['Plan', 'Suspend']) expect(await wrongInPanel(page, name)).toEqual([]);

			await nodeOnCanvas(page, 'Plan').dblclick();
			const fields = page.getByTestId('node-parameters').getByTestId('rlc-input');
			// They come one by one.
			await fields.nth(4).waitFor();
			const shown = await fields.evaluateAll((inputs) =>
				inputs.map((input) => (input.querySelector('input') ?? (input as HTMLInputElement)).value),
			);
			expect(shown.toSorted()).toEqual(['Sales', 'costUnit', 'factorialNo', 'hrAway', 'hrGone']);
			await page.getByTestId('ndv-close-button').click();
		});

		it('have a list of attributes, and one of groups with a link to the Admin Portal', async () => {
			const { jumpCloud } = stage();
			jumpCloud.state.user('svc.backup').attributes.push({ name: 'costUnit', value: 'K7' });
			const { id: groupId } = jumpCloud.state.addGroup({ name: 'Sales' });
			await open(step('Plan', 2, { ...plan, ...rules(none, none) }));

			await nodeOnCanvas(page, 'Plan').dblclick();
			const panel = page.getByTestId('node-parameters');
			for (const [field, choice] of [
				['Select an attribute…', 'costUnit'],
				['Select a group…', 'Sales'],
			] as const) {
				await panel.getByPlaceholder(field).click();
				await page.getByTestId('rlc-item').filter({ hasText: choice, visible: true }).click();
			}
			const portal = page.waitForEvent('popup');
			await panel.getByTestId('rlc-open-resource-link').click();
			const opened = await portal;
			expect(opened.url()).toBe(`${jumpCloud.url}/#/groups/user/${groupId}/details`);
			await opened.close();
			await page.getByTestId('ndv-close-button').click();
			expect(await copiedFromCanvas(page)).toMatchObject([
				{
					parameters: {
						attributes: { attribute: [{ name: { value: 'costUnit' } }] },
						groupRules: { rule: [{ group: { value: groupId } }] },
					},
				},
			]);
		});

		it('have a calendar for a day, and warn of a filter before they run', async () => {
			await open(
				step('Suspend', 2, { ...suspend, date: '2098-06-30' }),
				step('Plan', 2, { ...plan, people: 'everyone', absent: 'suspend' }),
				step('Plan Some', 2, plan),
			);
			await nodeOnCanvas(page, 'Suspend').dblclick();
			const date = page.getByTestId('parameter-input-date').locator('input');
			await date.click();
			await page.getByRole('gridcell', { name: '15', exact: true }).first().click();
			expect(await date.inputValue()).toBe('2098-06-15');
			await page.getByTestId('ndv-close-button').click();

			const warning = page.getByText('is suspended. Leave people out with');
			for (const [name, count] of [
				['Plan', 1],
				['Plan Some', 0],
			] as const) {
				await nodeOnCanvas(page, name).dblclick();
				await page.getByTestId('parameter-input-people').waitFor();
				if (count > 0) await warning.waitFor();
				expect(await warning.count()).toBe(count);
				await page.getByTestId('ndv-close-button').click();
			}
		});
	});

	it('met no error in the browser', () => {
		expect(complaints).toEqual([]);
	});
});
