import type { Locator, Page } from 'playwright-core';
import type { WorkflowNode } from '../../../playground/n8n/wire';
import { eventually } from './runs';

const nodeOnCanvas = (page: Page, name: string): Locator =>
	page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

/** Opens a workflow in the editor and waits until all its steps are drawn. */
export async function openOnCanvas(
	page: Page,
	url: string,
	{ id, nodes }: { id: string; nodes: WorkflowNode[] },
): Promise<void> {
	await page.goto(`${url}/workflow/${id}`);
	await stepsDrawn(page, nodes);
}

async function stepsDrawn(page: Page, nodes: Array<{ name: string; type: string }>) {
	for (const { name, type } of nodes) {
		if (!type.endsWith('.stickyNote'))
			await nodeOnCanvas(page, name).waitFor({ state: 'attached' });
	}
}

/** What the editor has to complain about: the steps with a red mark, or of a type that it does not know. */
export async function marksOnCanvas(page: Page): Promise<string[]> {
	const marked = page.getByTestId('canvas-node').filter({
		has: page.locator('[data-test-id="node-issues"], [data-test-id="node-not-installed"]'),
	});
	return await marked.evaluateAll((nodes) =>
		nodes.map((node) => node.getAttribute('data-node-name') ?? '?'),
	);
}

/** Opens the panel of a step, gives the parameters that the editor finds wrong, and closes it again. */
export async function wrongInPanel(page: Page, name: string): Promise<string[]> {
	await nodeOnCanvas(page, name).dblclick();
	const panel = page.getByTestId('node-parameters');
	await panel.getByTestId('parameter-item').first().waitFor();
	const wrong = await panel
		.getByTestId('parameter-item')
		.filter({ has: page.getByTestId('parameter-issues') })
		.allInnerTexts();
	await closePanel(page);
	return wrong.map((text) => `${name}: ${text.split('\n')[0]}`);
}

/** By its cross: the field that was filled in last takes Escape for itself. */
async function closePanel(page: Page): Promise<void> {
	await page.getByTestId('ndv-close-button').click();
	await page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
}

/** The steps as the editor would save them: all selected, and copied. */
export async function copiedFromCanvas(page: Page): Promise<WorkflowNode[]> {
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.evaluate(async () => await navigator.clipboard.writeText(''));
	return await eventually('A copy of the steps', async () => {
		// The keys go to the canvas once something on it was chosen.
		await page.getByTestId('canvas-node').first().click();
		await page.keyboard.press('ControlOrMeta+a');
		await page.keyboard.press('ControlOrMeta+c');
		const text = await page.evaluate(async () => await navigator.clipboard.readText());
		// Before the canvas listens, it is the words of the page that are copied, or nothing.
		return text.startsWith('{') ? (JSON.parse(text) as { nodes: WorkflowNode[] }).nodes : undefined;
	});
}
