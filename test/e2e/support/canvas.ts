import type { Locator, Page } from 'playwright-core';
import type { N8nClient } from '../../../playground/n8n/rest';
import type { WorkflowNode } from '../../../playground/n8n/wire';
import { eventually } from './runs';

export const nodeOnCanvas = (page: Page, name: string): Locator =>
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

export async function stepsDrawn(page: Page, nodes: Array<{ name: string; type: string }>) {
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

/** The notes whose text is longer than they are, with what they lack. */
export async function cutNotes(page: Page, nodes: Array<{ type: string }>): Promise<string[]> {
	const notes = nodes.filter(({ type }) => type.endsWith('.stickyNote')).length;
	await page.keyboard.press('1');
	const stickies = page.getByTestId('sticky');
	if (notes > 0) await stickies.nth(notes - 1).waitFor();
	const seen = await stickies.evaluateAll((elements) =>
		elements.map((element) => ({
			title: element.textContent?.trim().slice(0, 60) ?? '',
			missingPx: Math.max(
				...Array.from(element.querySelectorAll('*'))
					.filter((inner) => getComputedStyle(inner).overflowY !== 'visible')
					.map((inner) => inner.scrollHeight - inner.clientHeight),
			),
		})),
	);
	return seen
		.filter(({ missingPx }) => missingPx > 1)
		.map(({ title, missingPx }) => `"${title}" lacks ${missingPx} px`);
}

/** Opens a step, chooses the one credential that is offered, and closes it again. */
async function chooseCredential(page: Page, name: string): Promise<void> {
	await nodeOnCanvas(page, name).dblclick();
	await page.getByTestId('node-credentials-select').click();
	const offered = page.locator(
		'[data-test-id^="node-credentials-select-item-"]:not([data-test-id$="-new"])',
	);
	await offered.filter({ visible: true }).click();
	await closePanel(page);
}

/**
 * Chooses a credential in every step with a red mark. n8n 2.41 then fills in other steps of the same
 * service, takes their marks away, and does not always save that: such a step is marked again once the
 * page was loaded anew.
 */
export async function chooseCredentials(page: Page, client: N8nClient, id: string): Promise<void> {
	for (;;) {
		let [marked] = await marksOnCanvas(page);
		if (marked === undefined) return;
		while (marked !== undefined) {
			await chooseCredential(page, marked);
			await untilCredentialSaved(client, id, marked);
			[marked] = await marksOnCanvas(page);
		}
		await page.reload();
		await stepsDrawn(page, (await client.workflow(id)).nodes);
	}
}

async function untilCredentialSaved(client: N8nClient, id: string, step: string): Promise<void> {
	await eventually(`The credential of ${step}`, async () => {
		const { nodes } = await client.workflow(id);
		return nodes.find(({ name }) => name === step)?.credentials;
	});
}

/** Presses *Execute workflow*, and waits until the button says what it says then, when told. */
export async function execute(page: Page, said?: string): Promise<void> {
	const button = page.getByTestId('execute-workflow-button');
	await button.click();
	if (said !== undefined) await button.filter({ hasText: said }).waitFor();
}

/** Presses *Publish*, and gives what came of it when n8n has set up the triggers. */
export async function publish(page: Page, client: N8nClient, id: string): Promise<string> {
	await page.getByTestId('workflow-open-publish-modal-button').click();
	await page.getByTestId('workflow-publish-button').click();
	await page.getByTestId('workflow-publish-button').waitFor({ state: 'hidden' });
	return await eventually('The publication', async () => {
		const { status } = await client.publication(id);
		return ['in_progress', 'not_published'].includes(status) ? undefined : status;
	});
}
