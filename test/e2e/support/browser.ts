import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, selectors } from 'playwright-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { OWNER } from '../../../playground/n8n/stage';
import type { Stage } from '../../../playground/n8n/stage';
import { PATIENCE_MS } from './world';

/** PICTURES=docs/images keeps the pictures that the README shows; otherwise they are thrown away. */
const FOLDER = process.env.PICTURES || join('.cache', 'pictures');

export const WINDOW = { width: 1600, height: 1000 };

export async function openBrowser(): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH,
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
	});
}

/** A page of n8n, logged in as its owner. */
export async function openEditor(
	browser: Browser,
	{ client }: Pick<Stage, 'client'>,
): Promise<Page> {
	const context = await browser.newContext({
		viewport: WINDOW,
	});
	const answer = await context.request.post(`${client.url}/rest/login`, {
		data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password },
	});
	expect(answer.status()).toBe(200);
	// A busy machine draws slowly; what a test may take is said elsewhere.
	context.setDefaultTimeout(PATIENCE_MS);
	return await context.newPage();
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds on a page that keeps somebody out, each with where it is. */
export async function violations(page: Page): Promise<string[]> {
	await page.evaluate(AXE);
	return await page.evaluate(async () => {
		const { axe } = globalThis as unknown as {
			axe: {
				run(): Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }>;
			};
		};
		const found = (await axe.run()).violations;
		return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
	});
}

/** The windows and colours in which a page has to work. */
export const WAYS_TO_LOOK: Array<[string, BrowserContextOptions]> = [
	['light', { viewport: WINDOW, colorScheme: 'light' }],
	['dark', { viewport: WINDOW, colorScheme: 'dark' }],
	['phone', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
];

/** Of what the window shows, or of all of one element. */
export async function picture(shown: Page | Locator, name: string): Promise<void> {
	await mkdir(FOLDER, { recursive: true });
	await shown.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
}
