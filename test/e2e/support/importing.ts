import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { freePort } from '../../../playground/n8n/port';
import type { WorkflowFile, WorkflowNode } from '../../../playground/n8n/wire';
import { withDefaults } from './parameters';

/** What n8n gives a step anew, or an admin does; whether it has an address is kept all the same. */
const OF_THE_PLACE = ['id', 'position', 'webhookId', 'credentials'];

/** What stays the same wherever a workflow is imported, with the parameters as n8n reads them. */
export function essence(types: INodeTypeDescription[], { name, nodes, connections }: WorkflowFile) {
	const steps = nodes.map((node): [string, object] => {
		const kept = Object.entries(node).filter(([key]) => !OF_THE_PLACE.includes(key));
		const parameters = withDefaults(types, node);
		const isReached = Boolean(node.webhookId);
		return [node.name, { ...Object.fromEntries(kept), parameters, isReached }];
	});
	return { name, connections, steps: Object.fromEntries(steps) };
}

/** n8n lays every step on its grid, and the whole where there is room: a third of a step's width at most. */
const MOVED_PX = 32;

/** The steps that do not lie to the others as they do in the file. */
export function displaced(file: WorkflowNode[], saved: WorkflowNode[]): string[] {
	const [wanted, found] = [placesOf(file), placesOf(saved)];
	return file.flatMap(({ name }) =>
		(wanted[name] ?? []).some((place, axis) => {
			return !(Math.abs(place - (found[name]?.[axis] ?? NaN)) <= MOVED_PX);
		})
			? [name]
			: [],
	);
}

function placesOf(nodes: WorkflowNode[]): Record<string, number[]> {
	const [left, top] = [0, 1].map((axis) =>
		Math.min(...nodes.map(({ position }) => position[axis] ?? NaN)),
	);
	return Object.fromEntries(
		nodes.map(({ name, position: [x = NaN, y = NaN] }) => [
			name,
			[x - (left ?? 0), y - (top ?? 0)],
		]),
	);
}

/** Gives out the files of a folder by http, as a page with downloads does. */
export async function serveFiles(folder: string) {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const name = basename(request.url ?? '');
		asked.push(name);
		void readFile(join(folder, name)).then(
			(content) => response.setHeader('content-type', 'application/json').end(content),
			() => response.writeHead(404).end(),
		);
	});
	const port = await freePort();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${port}`,
		/** Names of the files that somebody has fetched. */
		asked,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** Opens a new workflow, and what its menu offers for an import. */
async function openImportMenu(page: Page, n8nUrl: string): Promise<void> {
	await page.goto(`${n8nUrl}/workflow/new`);
	await page.getByTestId('workflow-menu').first().click();
	await page.getByTestId('workflow-menu-item-import').hover();
}

/** n8n saves what was imported by itself; the address then names it. */
async function idOnceSaved(page: Page): Promise<string> {
	await page.waitForURL(
		({ pathname, search }) => /^\/workflow\/(?!new)/.test(pathname) && !search.includes('new'),
		{ waitUntil: 'commit' },
	);
	return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** ⋯ → Import → From file. Gives the id of the workflow. */
export async function importFile(page: Page, n8nUrl: string, file: string): Promise<string> {
	await openImportMenu(page, n8nUrl);
	const [chooser] = await Promise.all([
		page.waitForEvent('filechooser'),
		page.getByTestId('workflow-menu-item-import-from-file').click(),
	]);
	await chooser.setFiles(file);
	return await idOnceSaved(page);
}

/** ⋯ → Import → From URL. Gives the id of the workflow. */
export async function importUrl(page: Page, n8nUrl: string, address: string): Promise<string> {
	await openImportMenu(page, n8nUrl);
	await page.getByTestId('workflow-menu-item-import-from-url').click();
	await page.getByPlaceholder('Workflow URL').fill(address);
	await page.getByTestId('confirm-workflow-import-url-button').click();
	return await idOnceSaved(page);
}
