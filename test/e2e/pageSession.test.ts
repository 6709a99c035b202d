import axios from 'axios';
import type { AxiosInstance } from 'axios';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { foreignN8n, openForeign } from '../../playground/n8n/foreign';
import { preparedByRunner } from '../../playground/n8n/installation';
import { itemsFrom } from '../../playground/n8n/outputs';
import { untilQuiet } from '../../playground/n8n/quiet';
import { runToEnd } from '../../playground/n8n/run-to-end';
import { OWNER, openN8n } from '../../playground/n8n/stage';
import type { RunningN8n } from '../../playground/n8n/stage';
import { startPageServer } from '../../playground/page-server';
import type { PageServer } from '../../playground/page-server';
import type { Approval } from '../../playground/server/approvals';
import type { Entry } from '../../playground/server/entry';
import type { SweepState } from '../../playground/server/sweeps';
import { beginSession } from '../../playground/session';
import type { Session } from '../../playground/session';
import { WAYS_TO_LOOK, WINDOW, openBrowser, picture, violations } from './support/browser';
import { beginPlan } from './support/planForm';
import { eventually } from './support/runs';
import { PATIENCE_MS } from './support/world';

jest.setTimeout(PATIENCE_MS);

const HOUR_MS = 60 * 60 * 1000;

interface Seen {
	now: string;
	n8n: { ownClock: boolean };
	session: { number: number };
	employees: Array<{ id: string; last_name: string }>;
	users: Array<{ username: string; scheduled: Array<{ state: string; at: string }> }>;
	approvals: Approval[];
	timeline: Entry[];
	sweeps: SweepState;
}

let n8n: RunningN8n;
let session: Session;
let server: PageServer;
let http: AxiosInstance;

beforeAll(async () => {
	n8n = await openN8n({ ...preparedByRunner(), oneClock: true });
	session = await beginSession(n8n);
	const again = async () => {
		await session.end();
		session = await beginSession(n8n, undefined, session);
		return session;
	};
	server = await startPageServer(session, { again });
	http = axios.create({ baseURL: server.url, proxy: false, validateStatus: () => true });
}, 600_000);

afterAll(async () => {
	await server.close();
	await session.stage.close();
	await n8n.server.close();
}, 120_000);

const see = async () => (await http.get<Seen>('/api/state')).data;

async function press(button: string, fields: object = {}): Promise<Seen> {
	const { data } = await http.post<unknown>(`/api/${button}`, fields);
	expect(data).toEqual({});
	await untilQuiet(session.stage, session.templates.main);
	return await see();
}

const plansOf = ({ users }: Seen, name: string) =>
	users.find(({ username }) => username === name)?.scheduled;

const later = (moment: string, days: number) =>
	new Date(Date.parse(moment) + days * 24 * HOUR_MS).toISOString().slice(0, 10);

describe('the clock of the playground', () => {
	/** What n8n takes for now: in an expression, in code, and where it notes when a run began. */
	async function momentsInN8n(): Promise<number[]> {
		const { client } = session.stage;
		const place = { typeVersion: 2, position: [0, 0] };
		const values = { assignments: [{ id: 'now', name: 'now', type: 'string' }] };
		const [given] = values.assignments;
		const assignments = { assignments: [{ ...given, value: '={{ $now.toISO() }}' }] };
		const jsCode = 'return [{ json: { ...$input.first().json, date: new Date() } }];';
		const { id } = await client.createWorkflow({
			name: 'What time is it',
			nodes: [
				{
					...place,
					id: '1',
					name: 'Go',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					parameters: {},
				},
				{
					...place,
					id: '2',
					name: 'Said',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					parameters: { assignments },
				},
				{ ...place, id: '3', name: 'Run', type: 'n8n-nodes-base.code', parameters: { jsCode } },
			],
			connections: {
				Go: { main: [[{ node: 'Said', type: 'main', index: 0 }]] },
				Said: { main: [[{ node: 'Run', type: 'main', index: 0 }]] },
			},
		});
		const run = await runToEnd(client, id, 'Go');
		const [item] = itemsFrom(run, 'Run');
		await client.deleteWorkflow(id);
		return [item?.now, item?.date, run.startedAt].map((moment) => Date.parse(String(moment)));
	}

	it('is the one that n8n lives by, and when it moves n8n goes along', async () => {
		for (const hours of [0, 3 * 24]) {
			if (hours > 0) await press('clock', { hours });
			const before = session.stage.clock.now().getTime();
			const moments = await momentsInN8n();
			const after = session.stage.clock.now().getTime();
			const isNow = (moment: number) => moment >= before && moment <= after;
			expect(moments.map(isNow)).toEqual([true, true, true]);
		}
		expect(session.stage.clock.aheadMs).toBe(3 * 24 * HOUR_MS);
		expect((await see()).n8n.ownClock).toBe(false);
	});

	it('lets Reconcile now work three days later, and plans what comes at the right moment', async () => {
		const { now } = await see();
		const [soren] = (await see()).employees.filter(({ last_name }) => last_name === 'Kjær');
		const lastDay = later(now, 1);
		session.stage.factorial.updateEmployee(
			soren?.id ?? '',
			{ terminated_on: lastDay },
			{ silent: true },
		);
		const seen = await press('reconcile');
		expect(seen.sweeps.last?.outcome).toMatchObject({ kind: 'reconcile', failure: null });
		const suspension = { state: 'SUSPENDED', at: `${lastDay}T23:59:00.000Z` };
		expect(plansOf(seen, 'soren.kjaer')).toEqual([suspension]);
	});

	it('lets an event that comes three days later plan at the right moment as well', async () => {
		const { now, employees } = await see();
		const hanako = employees.find(({ last_name }) => last_name === 'Satō');
		const terminated_on = later(now, 2);
		const seen = await press('terminate', { id: hanako?.id, terminated_on });
		const suspension = { state: 'SUSPENDED', at: `${terminated_on}T23:59:00.000Z` };
		expect(plansOf(seen, 'hanako.sato')).toEqual([suspension]);
		const [run] = seen.timeline.filter(({ kind }) => kind === 'execution').slice(-1);
		expect(Math.abs(Date.parse(run?.at ?? '') - Date.parse(now))).toBeLessThan(HOUR_MS);
	});
});

describe('the page', () => {
	it('refuses an address that is none, and says what one looks like', async () => {
		const people = session.stage.factorial.state.employees.length;
		const vera = { first_name: 'Vera', last_name: 'Molde', login_email: 'vera at corp' };
		const { status, data } = await http.post<{ message: string }>('/api/hire', vera);
		expect([status, data.message]).toEqual([
			400,
			expect.stringContaining('“vera at corp” is no email'),
		]);
		expect(session.stage.factorial.state.employees).toHaveLength(people);
		const id = session.stage.factorial.state.employees[0]?.id;
		expect((await http.post('/api/email', { id, login_email: 'marta@' })).status).toBe(400);
	});

	it('tells in sentences what Factorial says and what n8n does', async () => {
		const vera = { first_name: 'Vera', last_name: 'Molde', login_email: 'vera@corp.example' };
		const texts = (await press('hire', vera)).timeline.map(({ text }) => text);
		expect(texts).toEqual(
			expect.arrayContaining([
				'Factorial tells n8n that Vera Molde was hired',
				'Factorial tells n8n that Vera Molde has a new contract',
				'n8n creates vera.molde as Staged',
			]),
		);
		expect(texts.filter((text) => /\(\d{3}|[A-Z]{4,} \/|_/.test(text))).toEqual([]);
	});

	it('hires somebody again under a new record, which is a matter for people or for Relink', async () => {
		const { employees } = await see();
		const tom = employees.find(({ last_name }) => last_name === 'Lee');
		await press('hire-again', { id: tom?.id });
		const planFor = async (option: string) => {
			const { outcome } = (await press('preview', { option })).sweeps.last ?? {};
			if (outcome?.kind !== 'preview') throw new Error('No preview');
			const { changes, problems } = outcome.plan;
			return [...changes, ...problems]
				.filter(({ name }) => name === 'Tom Lee')
				.map(({ action, reason }) => `${action} ${reason}`);
		};
		expect(await planFor('')).toEqual(['conflict possibly_somebody_else']);
		expect(await planFor('relink')).toEqual(['update relinked']);
	});

	it('shows what waits for a yes in n8n, with the way to its form', async () => {
		const { stage, templates } = session;
		expect((await see()).approvals).toEqual([]);
		expect(await stage.client.publish(templates.backfill)).toBeUndefined();
		const { nodes } = await stage.client.workflow(templates.backfill);
		const form = nodes.find(({ name }) => name === 'Begin Here')?.webhookId ?? '';
		await beginPlan(stage, { id: templates.backfill, address: `${stage.client.url}/form/${form}` });
		const [approval, ...others] = (await see()).approvals;
		expect(others).toEqual([]);
		expect(approval?.question).toBe('Apply the plan of a first synchronization?');
		const { status, data } = await axios.get<string>(approval?.formUrl ?? '', { proxy: false });
		expect([status, data]).toEqual([200, expect.stringContaining('Apply this plan?')]);
	});
});

describe('the page in a browser', () => {
	let browser: Browser;

	beforeAll(async () => {
		browser = await openBrowser();
	});
	afterAll(async () => await browser.close());

	/** The page, with everything open that can be. */
	async function opened(options: BrowserContextOptions): Promise<Page> {
		const context = await browser.newContext({ ...options, bypassCSP: true });
		context.setDefaultTimeout(60_000);
		const page = await context.newPage();
		await page.goto(server.url);
		await page.getByText('Waiting for a yes in n8n').waitFor();
		await page.getByRole('button', { name: 'Start over' }).click();
		await page.getByRole('button', { name: 'Hire somebody' }).click();
		return page;
	}

	it.each(WAYS_TO_LOOK)('keeps nobody out (%s)', async (_, options) => {
		const page = await opened(options);
		await page.getByRole('heading', { name: /^With “Rehired/ }).waitFor();
		await page.getByLabel('Find a user').fill('soren');
		// What is planned is a list, and where nothing is planned there is none.
		const rows = page.locator('#users-list > li');
		await rows.filter({ hasText: 'Will be suspended on' }).waitFor();
		expect(await page.locator('ul.plans:visible').count()).toBe(1);
		expect(await violations(page)).toEqual([]);
		await page.getByLabel('Find a user').fill('nobody at all');
		expect(
			await page
				.getByRole('list')
				.filter({ hasNot: page.locator('li') })
				.count(),
		).toBe(0);
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(options.viewport?.width ?? 0);
		await page.context().close();
	});

	it('marks who has no user, and says before it is done what Rehire and Hire again do', async () => {
		const page = await opened({ viewport: { width: 1600, height: 1000 } });
		const rowOf = (name: string) => page.locator('#people-list > li').filter({ hasText: name });
		await page.getByLabel('Find a person').fill('Haddad');
		await rowOf('Amira Haddad').getByText('No user yet').waitFor();
		await page.getByLabel('Find a person').fill('Oliveras');
		await rowOf('Marta Oliveras').waitFor();
		expect(await rowOf('Marta Oliveras').locator('.lacking:visible').count()).toBe(0);
		await page.getByLabel('Find a person').fill('Tom Lee');
		await rowOf('belongs to another record').waitFor();
		const gone = rowOf('Left');
		await gone.getByRole('button', { name: /^Rehire/ }).click();
		await gone.getByText('HR takes the last day back').waitFor();
		await gone.getByRole('button', { name: /^Hire again/ }).click();
		await gone.getByText('HR makes a new record').waitFor();
		await page.getByLabel('Work email').fill('nobody');
		await page.getByLabel('First name').fill('Nora');
		await page.getByLabel('Last name').fill('Nadal');
		await page.getByRole('button', { name: 'Hire', exact: true }).click();
		await page.getByText('“nobody” is no email address').waitFor();
		await page.context().close();
	});

	it('does not start over while n8n is at work on everybody', async () => {
		const { traffic } = session.stage.jumpCloud;
		traffic.latencyMs = 2000;
		const preview = http.post('/api/preview', {});
		await eventually('A preview', async () => (await see()).sweeps.busy ?? undefined);
		const { status, data } = await http.post<{ message: string }>('/api/again', {});
		traffic.latencyMs = 0;
		expect([status, data.message]).toEqual([409, expect.stringContaining('still at work')]);
		expect((await preview).status).toBe(200);
	});

	it('starts over, and then everything is as in the beginning', async () => {
		const page = await opened({ viewport: { width: 1600, height: 1000 } });
		const { templates } = session;
		await page.getByRole('button', { name: 'Forget everything' }).click();
		// Whatever stood there was of the world that is gone.
		await page.getByText('Waiting for a yes in n8n').waitFor({ state: 'hidden' });
		await page.getByText('Nothing yet. Hire somebody').waitFor();
		await page.context().close();

		const seen = await see();
		expect(seen).toMatchObject({ session: { number: 2 }, approvals: [], timeline: [] });
		expect(seen.sweeps).toMatchObject({ last: null, imported: false, busy: null });
		expect([seen.employees.length, seen.users.length]).toEqual([25, 20]);
		expect(seen.users.flatMap(({ scheduled }) => scheduled)).toEqual([]);
		expect(Math.abs(Date.parse(seen.now) - Date.now())).toBeLessThan(HOUR_MS);
		// Where they were opened in n8n, they are still.
		expect(session.templates).toEqual(templates);
		expect(await n8n.client.executions(templates.nightly)).toEqual([]);
	});

	it('is as good as new then', async () => {
		const context = await browser.newContext({ viewport: WINDOW });
		const page = await context.newPage();
		await page.goto(server.url);
		await page.getByRole('button', { name: 'Hire somebody' }).click();
		await page.getByLabel('First name').fill('Noor');
		await page.getByLabel('Last name').fill('Vidal');
		await page.getByLabel(/Work email/).fill('noor.vidal@corp.example');
		await page.getByLabel('Last name').press('Enter');
		await page.getByText('noor.vidal', { exact: true }).first().waitFor();
		await page.getByText('n8n creates noor.vidal as Staged').first().waitFor();
		await picture(page, 'playground');
		await context.close();
		const { outcome } = (await press('preview')).sweeps.last ?? {};
		expect(outcome).toMatchObject({ kind: 'preview', plan: { alarms: [] } });
	});

	it('keeps everybody logged in and every run, however far the clock is moved', async () => {
		const { main } = session.templates;
		const runs = await n8n.client.executions(main);
		await press('clock', { hours: 100 * 24 });
		const seen = await press('reconcile');
		expect(seen.sweeps.last?.outcome).toMatchObject({ kind: 'reconcile', failure: null });
		expect(seen.users.find(({ username }) => username === 'ines.halloran')).toMatchObject({
			state: 'SUSPENDED',
		});
		expect(await n8n.client.executions(main)).toEqual(expect.arrayContaining(runs));
	});
});

describe('an n8n that runs already', () => {
	it('is used by its address, on its own clock, and is left as it was', async () => {
		const owner = { N8N_EMAIL: OWNER.email, N8N_PASSWORD: OWNER.password };
		const found = foreignN8n({ N8N_URL: `${n8n.server.url}/`, ...owner });
		if (!found) throw new Error('N8N_URL was not read');
		// The same templates cannot be published twice in one n8n.
		await session.end();
		const foreign = await openForeign(found);
		const guest = await beginSession(foreign);
		const page = await startPageServer(guest);
		try {
			const state = await axios.get<Seen>(`${page.url}/api/state`, { proxy: false });
			expect(state.data.n8n).toMatchObject({ ownClock: true, email: OWNER.email });
			guest.stage.factorial.hire({
				first_name: 'Vera',
				last_name: 'Molde',
				login_email: 'v@corp.example',
			});
			await untilQuiet(guest.stage, guest.templates.main);
			expect(guest.stage.jumpCloud.state.user('vera.molde').state).toBe('STAGED');
			expect(
				(
					await axios.post(
						`${page.url}/api/again`,
						{},
						{ proxy: false, validateStatus: () => true },
					)
				).status,
			).toBe(404);
		} finally {
			await page.close();
			await guest.end(true);
		}
		await expect(n8n.client.workflow(guest.templates.main)).rejects.toThrow(/404/);
	});

	it.each([
		['nothing answers there', { N8N_URL: 'http://127.0.0.1:9' }, /No n8n answers at/],
		['what answers is no n8n', { N8N_URL: 'page' }, /No n8n answers at .*no n8n|404/],
		[
			'its owner is somebody else',
			{ N8N_URL: 'n8n', N8N_PASSWORD: 'Wrong1234' },
			/does not let .* in/,
		],
		['it is no address', { N8N_URL: 'localhost' }, /is no web address/],
	])('is refused in words when %s', async (_, environment, words) => {
		const known: Record<string, string> = { page: server.url, n8n: n8n.server.url };
		const attempt = async () => {
			const N8N_URL = known[environment.N8N_URL] ?? environment.N8N_URL;
			const found = foreignN8n({ ...environment, N8N_URL });
			return found && (await openForeign(found));
		};
		await expect(attempt()).rejects.toThrow(words);
	});
});
