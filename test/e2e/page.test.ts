import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { aCompany } from '../../playground/company/company';
import { aDirectory, addGroups } from '../../playground/company/directory';
import { untilQuiet } from '../../playground/n8n/quiet';
import type { Stage } from '../../playground/n8n/stage';
import { startPageServer } from '../../playground/page-server';
import type { PageServer } from '../../playground/page-server';
import type { Outcome, SweepState } from '../../playground/server/sweeps';
import type { Entry } from '../../playground/server/entry';
import { importTemplates } from '../../playground/templates';
import { PATIENCE_MS, world } from './support/world';

jest.setTimeout(PATIENCE_MS);

interface Seen {
	timeline: Entry[];
	users: Array<{ scheduled: object[] }>;
	sweeps: SweepState;
}

/** The page over a stage with the templates, and somebody who presses its buttons. */
function pageOf(stage: () => Stage) {
	let workflowId: string;
	let page: PageServer;
	let http: AxiosInstance;

	beforeAll(async () => {
		const templates = await importTemplates(stage());
		workflowId = templates.main;
		page = await startPageServer({ stage: stage(), templates });
		http = axios.create({ baseURL: page.url, proxy: false, validateStatus: () => true });
	});
	afterAll(async () => await page.close());

	const see = async () => (await http.get<Seen>('/api/state')).data;
	return {
		http: () => http,
		see,
		/** Presses a button and waits for what follows from it; gives the time line after that. */
		async press(button: string, fields: object = {}): Promise<Entry[]> {
			const answer = await http.post<unknown>(`/api/${button}`, fields);
			expect(answer.data).toEqual({});
			await untilQuiet(stage(), workflowId);
			return (await see()).timeline;
		},
		/** What the page shows of the last of the buttons that are about everybody. */
		async outcome<K extends Outcome['kind']>(kind: K): Promise<Extract<Outcome, { kind: K }>> {
			const { last } = (await see()).sweeps;
			expect(last?.outcome.kind).toBe(kind);
			return last?.outcome as Extract<Outcome, { kind: K }>;
		},
	};
}

describe('the page of the playground', () => {
	const stage = world();
	const { http, press, see } = pageOf(stage);

	const kinds = (timeline: Entry[]) => new Set(timeline.map(({ kind }) => kind));

	it('shows how a hire goes from HR through n8n into JumpCloud', async () => {
		const hired = { first_name: 'Vera', last_name: 'Molde', login_email: 'vera@corp.example' };
		const timeline = await press('hire', hired);
		expect([...kinds(timeline)]).toEqual(['hr', 'delivery', 'execution', 'jumpcloud']);
		expect(timeline.filter(({ status }) => status !== 'ok')).toEqual([]);
		const run = timeline.find(({ kind }) => kind === 'execution');
		expect(run?.text).toContain('Vera Molde');
		expect(run?.executionUrl).toMatch(/\/workflow\/.+\/executions\/\d+$/);
		expect(timeline.some(({ text }) => text.includes('creates vera.molde as Staged'))).toBe(true);
	});

	it('shows a scheduled change, and that it came true when the clock is moved', async () => {
		const [employee] = stage().factorial.state.employees;
		const day = stage().clock.now().getTime() + 5 * 24 * 60 * 60 * 1000;
		const terminated_on = new Date(day).toISOString().slice(0, 10);
		await press('terminate', { id: employee?.id, terminated_on });
		const [waiting] = (await see()).users;
		expect(waiting?.scheduled).toEqual([expect.objectContaining({ state: 'SUSPENDED' })]);
		const timeline = await press('clock', { hours: 7 * 24 });
		const texts = timeline.filter(({ kind }) => kind === 'schedule').map(({ text }) => text);
		expect(texts).toEqual(['As scheduled, vera.molde is now Suspended']);
		expect(stage().jumpCloud.state.user('vera.molde').state).toBe('SUSPENDED');
	});

	it.each([
		['hire', { first_name: '', last_name: 'Molde' }, 400, /first_name/],
		['terminate', { id: '404', terminated_on: '2030-01-01' }, 404, /404/],
		['clock', { hours: -1 }, 400, /forward/],
		['constructor', {}, 404, /no action/],
	])('refuses %s with %j', async (button, fields, status, reason) => {
		const people = stage().factorial.state.employees;
		const answer = await http().post<{ message: string }>(`/api/${button}`, fields);
		expect(answer.status).toBe(status);
		expect(answer.data.message).toMatch(reason);
		expect(stage().factorial.state.employees).toEqual(people);
	});

	it('does nothing for another site that posts a form or borrows its address', async () => {
		const form = await http().post('/api/hire', 'first_name=Mallory&last_name=Invento');
		expect(form.status).toBe(415);
		const headers = { host: 'elsewhere.example' };
		expect((await http().get('/api/state', { headers })).status).toBe(403);
		expect(stage().factorial.state.employees).toHaveLength(1);
	});

	it('serves nothing but its own files', async () => {
		expect((await http().get('/%2e%2e/main.ts')).status).toBe(404);
		expect((await http().get('/package.json')).status).toBe(404);
	});
});

describe('the buttons of the page that are about everybody', () => {
	const stage = world({ company: aCompany(new Date()), users: aDirectory() });
	const { http, press, outcome } = pageOf(stage);
	beforeAll(() => addGroups(stage().jumpCloud.state, aCompany(new Date())));

	const writes = () => stage().jumpCloud.journal.writes().length;
	const active = () =>
		stage().jumpCloud.state.users.filter(({ state }) => state !== 'SUSPENDED').length;
	const kindsOf = (lines: Array<{ action: string; reason: string }>) =>
		lines.map(({ action, reason }) => `${action} ${reason}`).sort();

	it('preview what the nightly workflow would do, and write nothing', async () => {
		const timeline = await press('preview');
		const { plan, executionUrl } = await outcome('preview');
		expect(plan.people).toBe(25);
		expect(plan.changes).toHaveLength(9);
		expect(kindsOf(plan.problems)).toEqual(['skip missing_work_email']);
		expect(plan.alarms).toEqual([]);
		expect(executionUrl).toMatch(/\/workflow\/.+\/executions\/\d+$/);
		expect(timeline.at(-1)?.text).toContain('writes nothing: 9 to change, 1 to look at');
		expect(writes()).toBe(0);
	});

	it('try nothing that is no option, and preview the next night again without any', async () => {
		expect((await http().post('/api/preview', { option: 'constructor' })).status).toBe(404);
		await press('preview');
		const { plan, trial } = await outcome('preview');
		expect([trial, plan.changes.length]).toEqual([null, 9]);
	});

	it('run the nightly workflow and show its report and its writes', async () => {
		const timeline = await press('reconcile');
		const { sections, failure } = await outcome('reconcile');
		expect(failure).toBeNull();
		const counts = Object.fromEntries(sections.map(({ name, lines }) => [name, lines.length]));
		expect(counts).toMatchObject({ created: 6, changed: 2, scheduled: 1, skipped: 1 });
		// A write for each, and one more that remembers the last day of the one who leaves.
		expect(writes()).toBe(10);
		expect(timeline.filter(({ kind }) => kind === 'jumpcloud')).toHaveLength(10);
		expect(timeline.map(({ text }) => text)).toContain('n8n changes ines.halloran: hrLastDay');
		expect(timeline.filter(({ status }) => status !== 'ok')).toEqual([]);
	});

	it('make a mess that n8n is not told of, and that a preview finds', async () => {
		const before = writes();
		const timeline = await press('mess');
		const { deeds } = await outcome('mess');
		const byHand = timeline.filter(({ kind }) => kind === 'hand');
		expect(byHand.map(({ text }) => text)).toEqual(deeds);
		const lost = timeline.filter(({ text }) => text.includes('lost on the way'));
		expect(lost.map(({ kind, status }) => `${kind} ${status}`)).toContain('delivery failed');
		expect(writes()).toBe(before);

		await press('preview');
		const { plan } = await outcome('preview');
		expect(kindsOf(plan.changes)).toEqual([
			...['create joiner', 'create joiner', 'suspend terminated', 'update mover', 'update mover'],
		]);
		expect(kindsOf(plan.problems)).toEqual([
			...['conflict conflict', 'skip missing_work_email', 'skip orphan', 'skip suspended'],
		]);
		expect(writes()).toBe(before);
	});

	it('heal it, and leave to people what only they can decide', async () => {
		await press('reconcile');
		const { users } = stage().jumpCloud.state;
		expect(users.filter(({ lastname }) => lastname === 'Oops')).toEqual([]);
		expect(stage().jumpCloud.state.user('lola.perdida').state).toBe('STAGED');
		await press('preview');
		const { plan } = await outcome('preview');
		expect(plan.changes).toEqual([]);
		expect(plan.problems).toHaveLength(4);
	});

	it('show that the guard stops a bad import before the first write', async () => {
		const before = { writes: writes(), active: active() };
		await press('import');
		await press('preview');
		const [alarm] = (await outcome('preview')).plan.alarms;
		expect(alarm).toMatchObject({ kind: 'suspensions' });
		expect(alarm?.names).toHaveLength(10);
		await press('reconcile');
		const { failure, sections } = await outcome('reconcile');
		expect(failure?.guarded).toBe(true);
		// Ten percent of those who have access: whoever is Staged cannot be suspended.
		expect(failure?.message).toContain(`${alarm?.count} suspensions planned, at most 2 allowed`);
		expect(failure?.description).toContain(alarm?.names[0]);
		expect(sections).toEqual([]);
		expect({ writes: writes(), active: active() }).toEqual(before);

		await press('undo-import');
		await press('preview');
		expect((await outcome('preview')).plan.changes).toEqual([]);
	});

	it('wait for each other', async () => {
		const answers = await Promise.all(
			['preview', 'reconcile'].map((b) => http().post(`/api/${b}`, {})),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
	});

	it('tell in words why there is no preview', async () => {
		stage().jumpCloud.switches.keyRevoked = true;
		const answer = await http().post<{ message: string }>('/api/preview', {});
		stage().jumpCloud.switches.keyRevoked = false;
		expect(answer.status).toBe(500);
		expect(answer.data.message).toMatch(/JumpCloud/);
		await press('preview');
	});

	it('say so when nothing is left to spoil, and when there is no import to undo', async () => {
		let status = 200;
		while (status === 200) status = (await http().post('/api/mess', {})).status;
		expect(status).toBe(409);
		const answer = await http().post<{ message: string }>('/api/undo-import', {});
		expect([answer.status, answer.data.message]).toEqual([409, 'HR has not imported anything']);
	});
});
