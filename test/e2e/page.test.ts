import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { untilQuiet } from '../../playground/n8n/quiet';
import { startPageServer } from '../../playground/page-server';
import type { PageServer } from '../../playground/page-server';
import type { Entry } from '../../playground/server/timeline';
import { publishTemplate } from './support/published';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

describe('the page of the playground', () => {
	const stage = world();
	let workflowId: string;
	let page: PageServer;
	let http: AxiosInstance;

	beforeAll(async () => {
		workflowId = (await publishTemplate(stage())).workflow.id;
		page = await startPageServer(stage(), workflowId);
		http = axios.create({ baseURL: page.url, proxy: false, validateStatus: () => true });
	});
	afterAll(async () => await page.close());

	/** Presses a button and waits for what follows from it; gives the time line after that. */
	async function press(button: string, fields: object): Promise<Entry[]> {
		const answer = await http.post<unknown>(`/api/${button}`, fields);
		expect(answer.data).toEqual({});
		await untilQuiet(stage(), workflowId);
		const state = await http.get<{ timeline: Entry[] }>('/api/state');
		return state.data.timeline;
	}

	const kinds = (timeline: Entry[]) => new Set(timeline.map(({ kind }) => kind));

	it('shows how a hire goes from HR through n8n into JumpCloud', async () => {
		const hired = { first_name: 'Vera', last_name: 'Molde', login_email: 'vera@corp.example' };
		const timeline = await press('hire', hired);
		expect([...kinds(timeline)]).toEqual(['hr', 'delivery', 'execution', 'jumpcloud']);
		expect(timeline.filter(({ status }) => status !== 'ok')).toEqual([]);
		const run = timeline.find(({ kind }) => kind === 'execution');
		expect(run?.text).toContain('Vera Molde');
		expect(run?.executionUrl).toMatch(/\/workflow\/.+\/executions\/\d+$/);
		expect(timeline.some(({ text }) => text.includes('creates vera.molde (STAGED)'))).toBe(true);
	});

	it('shows a scheduled change, and that it came true when the clock is moved', async () => {
		const [employee] = stage().factorial.state.employees;
		const day = stage().clock.now().getTime() + 5 * 24 * 60 * 60 * 1000;
		const terminated_on = new Date(day).toISOString().slice(0, 10);
		await press('terminate', { id: employee?.id, terminated_on });
		const [waiting] = (await http.get<{ users: Array<{ scheduled: object[] }> }>('/api/state')).data
			.users;
		expect(waiting?.scheduled).toEqual([expect.objectContaining({ state: 'SUSPENDED' })]);
		const timeline = await press('clock', { hours: 7 * 24 });
		const texts = timeline.filter(({ kind }) => kind === 'schedule').map(({ text }) => text);
		expect(texts).toEqual(['As scheduled, vera.molde is now SUSPENDED']);
		expect(stage().jumpCloud.state.user('vera.molde').state).toBe('SUSPENDED');
	});

	it.each([
		['hire', { first_name: '', last_name: 'Molde' }, 400, /first_name/],
		['terminate', { id: '404', terminated_on: '2030-01-01' }, 404, /404/],
		['clock', { hours: -1 }, 400, /forward/],
		['constructor', {}, 404, /no action/],
	])('refuses %s with %j', async (button, fields, status, reason) => {
		const people = stage().factorial.state.employees;
		const answer = await http.post<{ message: string }>(`/api/${button}`, fields);
		expect(answer.status).toBe(status);
		expect(answer.data.message).toMatch(reason);
		expect(stage().factorial.state.employees).toEqual(people);
	});

	it('does nothing for another site that posts a form or borrows its address', async () => {
		const form = await http.post('/api/hire', 'first_name=Mallory&last_name=Invento');
		expect(form.status).toBe(415);
		const headers = { host: 'elsewhere.example' };
		expect((await http.get('/api/state', { headers })).status).toBe(403);
		expect(stage().factorial.state.employees).toHaveLength(1);
	});

	it('serves nothing but its own files', async () => {
		expect((await http.get('/%2e%2e/main.ts')).status).toBe(404);
		expect((await http.get('/package.json')).status).toBe(404);
	});
});
