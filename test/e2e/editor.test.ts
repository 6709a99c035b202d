import type { Browser, Page } from 'playwright-core';
import { aCompany } from '../../playground/company/company';
import { aDirectory } from '../../playground/company/directory';
import { startPageServer } from '../../playground/page-server';
import type { PageServer } from '../../playground/page-server';
import { importTemplates } from '../../playground/templates';
import type { Templates } from '../../playground/templates';
import { WINDOW, openBrowser, openEditor, picture } from './support/browser';
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
		playground = await startPageServer(stage(), templates);
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
		await picture(page, 'playground');
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

	it('met no error in the browser', () => {
		expect(complaints).toEqual([]);
	});
});
