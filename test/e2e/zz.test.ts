import type { Browser, Page } from 'playwright-core';
import { writeFileSync } from 'node:fs';
import { aCompany } from '../../playground/company/company';
import { aDirectory } from '../../playground/company/directory';
import { openBrowser, openEditor } from './support/browser';
import { nodeOnCanvas, marksOnCanvas, openOnCanvas, wrongInPanel } from './support/canvas';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);
const OUT = '/tmp/native-shots';

describe('look', () => {
	const stage = world({ company: aCompany(new Date()), users: aDirectory() });
	let browser: Browser;
	let page: Page;
	it('looks', async () => {
		browser = await openBrowser();
		page = await openEditor(browser, stage());
		const rl = (value: string, mode = 'name') => ({ __rl: true, mode, value });
		const step = (name: string, typeVersion: number, parameters: object, x: number) => ({
			id: name, name, type: 'n8n-nodes-factorial-jumpcloud.jumpCloud', typeVersion, position: [x, 0], parameters,
			credentials: stage().credentials['n8n-nodes-factorial-jumpcloud.jumpCloud'],
		});
		const group = stage().jumpCloud.state.groups[0];
		stage().jumpCloud.state.users.slice(0, 3).forEach((u) => u.attributes.push({ name: 'costUnit', value: 'K1' }));
		const nodes = [
			{ id: 't', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [-200, 0], parameters: {} },
			step('OldSuspend', 1, { resource: 'user', operation: 'suspend', when: 'at', user: rl('512', 'employeeIdentifier'), date: '2098-06-30T18:00:00Z', timeZone: 'Asia/Calcutta', options: { rememberLastDay: 'hrLastDay', linkAttribute: 'factorialId' } }, 0),
			step('OldSuspend2', 1, { resource: 'user', operation: 'suspend', when: 'at', user: rl('512', 'employeeIdentifier'), date: '2098-06-30', timeZone: 'Europe/Nowhere', options: { rememberLastDay: '={{ $json.x }}' } }, 200),
			step('OldPlan', 1, { resource: 'sync', operation: 'plan', people: 'everyone', absent: 'suspend', timeZone: 'Europe/Madrid', link: 'customAttribute', linkAttribute: 'factorialNo',
				attributes: { attribute: [{ attribute: 'attributes', name: 'costUnit', value: '={{ $json.cost_unit }}' }, { attribute: 'jobTitle', value: '={{ $json.job_title }}' }] },
				groupRules: { rule: [{ by: 'team', is: 'Sales', group: group?.id ?? 'Sales' }] } }, 400),
			step('NewSuspend', 2, { resource: 'user', operation: 'suspend' }, 600),
			step('NewPlan', 2, { resource: 'sync', operation: 'plan' }, 800),
			step('NewPlan2', 2, { resource: 'sync', operation: 'plan', link: 'customAttribute', attributes: { attribute: [{ attribute: 'attributes', name: rl('', 'list'), value: 'x' }, { attribute: 'jobTitle', value: '={{ $json.job_title }}' }] },
				groupRules: { rule: [{ by: 'team', is: 'Sales', group: rl('', 'list') }] } }, 1000),
			step('NewUpsert', 2, { resource: 'user', operation: 'upsert' }, 1200),
			step('NewActivate', 2, { resource: 'user', operation: 'activate', when: 'at' }, 1400),
		];
		const { id } = await stage().client.createWorkflow({ name: 'look', nodes, connections: {}, settings: {} } as never);
		await page.setViewportSize({ width: 1500, height: 2600 });
		await openOnCanvas(page, stage().client.url, { id, nodes: nodes as never });
		const found: unknown[] = [['marks', await marksOnCanvas(page)]];
		for (const { name } of nodes.slice(1)) {
			found.push([name, await wrongInPanel(page, name)]);
			await nodeOnCanvas(page, name).dblclick();
			const panel = page.getByTestId('node-parameters');
			await panel.getByTestId('parameter-item').first().waitFor();
			await page.waitForTimeout(2500);
			await page.screenshot({ path: `${OUT}/${name}.png`, animations: 'disabled' });
			if (name === 'NewSuspend') {
				const date = panel.getByTestId('parameter-input-date');
				found.push(['date html', (await date.innerHTML()).slice(0, 1500)]);
			}
			if (name === 'NewPlan2') {
				for (const input of await panel.getByTestId('rlc-input').all()) {
					await input.click().catch(() => {});
					await page.waitForTimeout(2500);
					found.push(['rlc', await page.getByTestId('rlc-item').allInnerTexts()]);
					await page.keyboard.press('Escape');
				}
				await page.screenshot({ path: `${OUT}/NewPlan2-list.png`, animations: 'disabled' });
			}
			await page.getByTestId('ndv-close-button').click({ timeout: 5000 }).catch(() => {});
			await panel.waitFor({ state: 'hidden' });
		}
		writeFileSync(`${OUT}/found.json`, JSON.stringify(found, null, 1));
		await browser.close();
	});
});
