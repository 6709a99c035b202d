import { basename, join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Browser, Page } from 'playwright-core';
import { aCompany } from '../../../playground/company/company';
import { aDirectory } from '../../../playground/company/directory';
import { preparedByRunner } from '../../../playground/n8n/installation';
import { itemsFrom } from '../../../playground/n8n/outputs';
import { untilQuiet } from '../../../playground/n8n/quiet';
import { N8nClient } from '../../../playground/n8n/rest';
import { startN8n } from '../../../playground/n8n/server';
import { DESK, OWNER, PACKAGE, openBeside } from '../../../playground/n8n/stage';
import type { Stage } from '../../../playground/n8n/stage';
import { Started } from '../../../playground/n8n/started';
import { readWorkflow } from '../../../playground/n8n/template';
import type { Execution, WorkflowNode } from '../../../playground/n8n/wire';
import { dayAfter } from '../../../playground/story/day';
import { decide, requestFor } from '../support/approval';
import { openBrowser, openEditor } from '../support/browser';
import {
	chooseCredentials,
	cutNotes,
	execute,
	marksOnCanvas,
	openOnCanvas,
	publish,
	stepsDrawn,
} from '../support/canvas';
import { displaced, essence, importFile, importUrl, serveFiles } from '../support/importing';
import { descriptionsOf } from '../support/parameters';
import { directoryOf, newHire } from '../support/people';
import { subscribedTypes, wantedTypes } from '../support/published';
import { lastItem, runAbout } from '../support/runs';
import { PATIENCE_MS } from '../support/world';

jest.setTimeout(PATIENCE_MS);

const FOLDER = join(__dirname, '..', '..', '..', 'workflows');
const TEMPLATES = [
	'failure-alert',
	'preview-and-backfill',
	'nightly-reconcile',
	'joiner-mover-leaver',
	'joiner-with-approval',
	'building-blocks',
];
const fileOf = (name: string) => join(FOLDER, `${name}.json`);

/** In the order of an admin who has just installed the package: nothing is there, then credentials. */
describe('a template, taken by hand from its file to its first work', () => {
	const started = new Started();
	const firstDay = dayAfter(new Date(), 10);
	const ids: Record<string, string> = {};
	let client: N8nClient;
	let types: INodeTypeDescription[];
	let page: Page;
	let stage: Stage;
	const directory = directoryOf(() => stage, 'Lienzo');

	beforeAll(async () => {
		const { installation, tarballs } = preparedByRunner();
		const packages = { [PACKAGE]: tarballs[PACKAGE] ?? '' };
		const server = started.keep(await startN8n({ installation, packages }));
		client = new N8nClient(server.url);
		await client.setUpOwner(OWNER);
		types = await descriptionsOf(client);
		stage = { server, client } as Stage;
		const browser: Browser = started.keep(await openBrowser());
		page = await openEditor(browser, { client });
	});
	afterAll(async () => await started.close());

	/** By what n8n knows of the steps: those that cannot work without a credential. */
	const wantCredentials = (nodes: WorkflowNode[]) =>
		nodes
			.filter(({ type }) => type.startsWith(`${PACKAGE}.`) || type.endsWith('.formTrigger'))
			.map(({ name }) => name);

	/** What n8n has saved is the file, step by step, and the canvas shows all of it. */
	const expectImported = async (name: string, id: string) => {
		const file = await readWorkflow(fileOf(name));
		const saved = await client.workflow(id);
		expect(essence(types, saved)).toEqual(essence(types, file));
		expect(displaced(file.nodes, saved.nodes)).toEqual([]);
		expect(saved.settings).toMatchObject(file.settings ?? {});
		expect(saved.active).toBe(false);
		await stepsDrawn(page, file.nodes);
		expect(await page.getByTestId('node-not-installed').count()).toBe(0);
		return saved;
	};

	describe('imported from a file, before there are credentials', () => {
		it.each(TEMPLATES)(
			'%s is what the file says, and marks what wants a credential',
			async (name) => {
				const id = await importFile(page, client.url, fileOf(name));
				ids[name] = id;
				const { nodes } = await expectImported(name, id);
				const marked = await marksOnCanvas(page);
				expect(marked.sort()).toEqual(wantCredentials(nodes).sort());
				expect(await cutNotes(page, nodes)).toEqual([]);
			},
		);
	});

	describe('imported from an address, when the credentials are there', () => {
		let files: Awaited<ReturnType<typeof serveFiles>>;

		beforeAll(async () => {
			files = started.keep(await serveFiles(FOLDER));
			const services = { company: aCompany(new Date()), users: aDirectory() };
			stage = started.keep(await openBeside(stage, services));
		});

		it.each(TEMPLATES)(
			'%s is what the file says, and n8n has chosen all credentials',
			async (name) => {
				const id = await importUrl(page, client.url, `${files.url}/${basename(fileOf(name))}`);
				const { nodes } = await expectImported(name, id);
				expect(await marksOnCanvas(page)).toEqual([]);
				const chosen = nodes.filter(({ credentials }) => credentials).map((node) => node.name);
				expect(chosen.sort()).toEqual(wantCredentials(nodes).sort());
				expect(files.asked).toContain(basename(fileOf(name)));
				await client.deleteWorkflow(id);
			},
		);

		it('asks neither service for anything, as long as nothing runs', () => {
			expect(stage.factorial.journal.all()).toEqual([]);
			expect(stage.jumpCloud.journal.all()).toEqual([]);
		});
	});

	describe('set up on the canvas', () => {
		const open = async (name: string) => {
			const id = ids[name] ?? '';
			await openOnCanvas(page, client.url, await client.workflow(id));
			return id;
		};

		it.each(TEMPLATES)('%s has a credential wherever there was a red mark', async (name) => {
			const id = await open(name);
			await chooseCredentials(page, client, id);
			const { nodes } = await expectImported(name, id);
			for (const { type, credentials, name: step } of nodes) {
				expect([step, credentials]).toEqual([step, stage.credentials[type]]);
			}
		});

		const newestRun = async (id: string, status: string): Promise<Execution> =>
			await runAbout(stage, id, status, '');
		const clearJournals = () => {
			stage.factorial.journal.clear();
			stage.jumpCloud.journal.clear();
		};
		const written = () => stage.jumpCloud.journal.writes().length;
		const usersOf = (name: string) =>
			stage.jumpCloud.state.users
				.filter(({ firstname, lastname }) => firstname === name && lastname === 'Lienzo')
				.map(({ username }) => username);
		const readPaths = () => [
			...new Set(
				[...stage.factorial.journal.reads(), ...stage.jumpCloud.journal.reads()].map(
					({ path }) => path,
				),
			),
		];
		/** Hires somebody while n8n listens for one event; nothing stays behind in Factorial. */
		const hireWhileListening = async (name: string) => {
			await execute(page, 'Waiting for trigger event');
			const listening = stage.factorial.state.subscriptions;
			expect(listening.every(({ target_url: url }) => url.includes('/webhook-test/'))).toBe(true);
			expect(listening.length).toBeGreaterThan(0);
			clearJournals();
			stage.factorial.hire(newHire(name, 'Lienzo', firstDay));
		};
		const expectSubscribed = async (id: string) => {
			expect(await publish(page, client, id)).toBe('published');
			expect(subscribedTypes(stage)).toEqual(await wantedTypes(stage, id));
			expect(stage.factorial.state.subscriptions.every(({ enabled }) => enabled)).toBe(true);
		};
		/** So that the next one can have the events. */
		const unpublish = async (id: string) => {
			await client.unpublish(id);
			expect(subscribedTypes(stage)).toEqual([]);
		};

		it('failure-alert writes its message about n8n’s example of a failure, and waits for real ones', async () => {
			const id = await open('failure-alert');
			// The editor may still ask for a list of the workflow before.
			await page.waitForLoadState('networkidle');
			clearJournals();
			await execute(page);
			const run = await newestRun(id, 'success');
			expect(lastItem(run, 'Send It From Here')?.text).toMatch(/^A workflow .*\nWho: /);
			expect(await publish(page, client, id)).toBe('published');
			expect(readPaths()).toEqual([]);
		});

		it('preview-and-backfill shows the plan in a form, and does it after a yes', async () => {
			const { state } = stage.jumpCloud;
			const id = await open('preview-and-backfill');
			const before = state.users.length;
			await page.context().setHTTPCredentials({ username: DESK.user, password: DESK.password });
			const [form] = await Promise.all([page.context().waitForEvent('page'), execute(page)]);
			await form.getByRole('button').first().click();
			await form.getByText(/^Yes: /).click();
			expect(readPaths()).toEqual(
				expect.arrayContaining([
					expect.stringMatching(/employees$/),
					expect.stringMatching(/systemusers$/),
				]),
			);
			expect([written(), state.users.length]).toEqual([0, before]);
			await form.getByLabel('Your name').fill(OWNER.firstName);
			await form.getByRole('button', { name: 'Send' }).click();
			await form.getByText('What came of it').waitFor();
			// The last page belongs to the run, which ends once n8n has answered all that the page asks for.
			const run = await newestRun(id, 'success');
			await form.close();
			const done = itemsFrom(run, 'Apply').filter(({ result }) => result === 'applied');
			expect(done.length).toBeGreaterThan(0);
			expect(state.user('kwame.mensah').state).toBe('STAGED');
			expect(written()).toBeGreaterThan(0);
			expect(await publish(page, client, id)).toBe('published');
		});

		it('nightly-reconcile brings into step what no event told, and is published beside the others', async () => {
			const id = await open('nightly-reconcile');
			stage.factorial.hire(newHire('Nora', 'Lienzo', firstDay), { silent: true });
			clearJournals();
			await execute(page);
			const run = await newestRun(id, 'success');
			const [report] = itemsFrom(run, 'Write the Report');
			expect(report?.created).toContainEqual(expect.stringContaining('Nora Lienzo'));
			expect(directory.user('Nora').state).toBe('STAGED');
			expect(readPaths()).toEqual(
				expect.arrayContaining([expect.stringContaining('webhook_subscriptions')]),
			);
			expect(await publish(page, client, id)).toBe('published');
			expect(subscribedTypes(stage)).toEqual([]);
		});

		it('joiner-mover-leaver creates the user of whoever is hired while n8n listens, and after it is published', async () => {
			const id = await open('joiner-mover-leaver');
			await hireWhileListening('Ana');
			await runAbout(stage, id, 'success', 'Ana');
			await untilQuiet(stage, id);
			// Two events tell of her, each is a run, and both may try to create her at once: one does.
			expect(usersOf('Ana')).toEqual(['ana.lienzo']);
			expect(directory.user('Ana').state).toBe('STAGED');
			expect(subscribedTypes(stage)).toEqual([]);
			await expectSubscribed(id);
			stage.factorial.hire(newHire('Bea', 'Lienzo', firstDay));
			await untilQuiet(stage, id);
			expect(directory.user('Bea').state).toBe('STAGED');
			await unpublish(id);
		});

		it('joiner-with-approval asks, and lets in after a yes', async () => {
			const id = await open('joiner-with-approval');
			await hireWhileListening('Cleo');
			const { link, run } = await requestFor(stage, id, 'Cleo Lienzo');
			expect(directory.schedules('Cleo')).toEqual([]);
			expect(await decide(link, 'Approve')).toBe(200);
			await runAbout(stage, id, 'success', 'Cleo', run.id);
			expect(directory.schedules('Cleo').map(({ state }) => state)).toEqual(['ACTIVATED']);
			await expectSubscribed(id);
			await unpublish(id);
		});

		it('building-blocks creates and activates with single steps', async () => {
			const id = await open('building-blocks');
			await hireWhileListening('Dora');
			await runAbout(stage, id, 'success', 'Dora');
			await untilQuiet(stage, id);
			expect(directory.user('Dora').state).toBe('STAGED');
			expect(directory.schedules('Dora').map(({ state }) => state)).toEqual(['ACTIVATED']);
			await expectSubscribed(id);
			await unpublish(id);
		});
	});
});
