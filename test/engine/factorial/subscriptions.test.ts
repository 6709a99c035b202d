import type { IDataObject } from 'n8n-workflow';

import { repair } from '../../../nodes/Factorial/actions/webhookSubscription/repair.operation';
import { readN8n, verdictOn } from '../../../nodes/Factorial/actions/webhookSubscription/verdict';
import { subscriptionName } from '../../../nodes/Factorial/trigger/ownership';
import type { Subscription } from '../../../playground/factorial/types';
import { N8N_URL } from '../../support/engine';
import { asked, factorial, runFactorial } from '../../support/factorial';
import type { FactorialRun } from '../../support/factorial';
import { closeAll, words } from '../../support/jumpcloud';

afterEach(closeAll);

const HOOK = `${N8N_URL}/webhook/4f1c1a86/webhook`;
const TEST_HOOK = `${N8N_URL}/webhook-test/4f1c1a86/webhook`;
const ELSEWHERE = 'https://other.example/hooks/in?token=do-not-show-this';
const CREATED = 'employees/employee/create_with_contract';
const UPDATED = 'employees/employee/update';
const TERMINATED = 'employees/employee/terminate';

const aSubscription = (about: Partial<Subscription> = {}) => ({
	id: '90210',
	type: UPDATED,
	target_url: `${HOOK}?event=x`,
	name: 'n8n People (wf1)',
	challenge: 'a-challenge-that-nobody-sees',
	enabled: true,
	api_version: '2026-07-01',
	...about,
});

const company = async (...subscriptions: Array<Partial<Subscription>>) => {
	const sim = await factorial();
	for (const [index, about] of subscriptions.entries()) {
		const id = String(90210 + index);
		sim.state.subscriptions.push({
			...aSubscription({ id, ...about }),
			company_id: sim.state.company.id,
		});
	}
	return sim;
};

const repaired = async (about: Partial<Subscription>, run: FactorialRun = {}) => {
	const sim = await company(about);
	const { items, error, kept } = await runFactorial(sim, 'webhookSubscription', 'repair', run);
	expect(kept).not.toMatch(/a-challenge-that-nobody-sees|do-not-show-this/);
	return { sim, item: items[0], items, error, subscription: sim.state.subscriptions[0] };
};

describe('Get Many', () => {
	const FIVE: Array<Partial<Subscription>> = [
		{ type: UPDATED },
		{ type: CREATED, enabled: false },
		{ type: TERMINATED, target_url: ELSEWHERE, name: 'Other tool' },
		{ type: 'timeoff/leave/create', target_url: ELSEWHERE, enabled: false, challenge: null },
		{ type: 'employees/employee/invite', name: `n8n test, belongs to ${ELSEWHERE}` },
	];
	const read = async (filters: IDataObject = {}, more: IDataObject = {}) => {
		const sim = await company(...FIVE);
		const parameters = { returnAll: true, filters, ...more };
		return await runFactorial(sim, 'webhookSubscription', 'getAll', { parameters });
	};

	it('tells whose they are, without challenges and without the secrets of others’ addresses', async () => {
		const { items, kept } = await read();

		expect(items).toMatchObject([
			{
				event: UPDATED,
				event_name: 'Employee Updated',
				whose: 'this_n8n',
				target_url: HOOK,
				challenge: '***',
			},
			{ event: CREATED, enabled: false },
			{ whose: 'others', target_url: 'https://other.example/…', name: 'Other tool' },
			{ event: 'timeoff/leave/create', event_name: 'timeoff/leave/create', challenge: null },
			{ whose: 'this_n8n', borrowed_from: 'other.example', is_test: true },
		]);
		expect(kept).not.toMatch(/a-challenge-that-nobody-sees|do-not-show-this/);
	});

	it.each([
		[{ whose: 'this_n8n' }, 3],
		[{ whose: 'others' }, 2],
		[{ state: 'disabled' }, 2],
		[{ state: 'enabled', whose: 'others' }, 1],
		[{ state: 'disabled', whose: 'this_n8n' }, 1],
	])('filters by %p', async (filters, expected) => {
		expect((await read(filters)).items).toHaveLength(expected);
	});

	it('stops at the limit', async () => {
		expect((await read({}, { returnAll: false, limit: 2 })).items).toHaveLength(2);
	});

	it('takes another address for its own when told so', async () => {
		const target_url = 'https://other.example/webhook/4f1c1a86/webhook';
		const sim = await company(
			{ target_url },
			{ type: CREATED, target_url: TEST_HOOK, name: `n8n test, belongs to ${target_url}` },
			// An address proves nothing, and of those with names like ours only a webhook of n8n counts.
			{ type: TERMINATED, target_url, name: 'Other tool' },
			{ type: 'timeoff/leave/create', target_url: ELSEWHERE },
		);
		const options = { ownAddress: 'https://other.example' };
		const parameters = { returnAll: true, filters: { whose: 'this_n8n' }, options };
		const { items } = await runFactorial(sim, 'webhookSubscription', 'getAll', { parameters });
		expect(items.map(({ event }) => event)).toEqual([UPDATED, CREATED]);
	});

	it('refuses an address that is none, without a call', async () => {
		const sim = await company();
		const { error } = await runFactorial(sim, 'webhookSubscription', 'getAll', {
			parameters: { options: { ownAddress: 'my n8n' } },
		});

		expect(words(error)).toContain("'Own Address'");
		expect(asked(sim)).toEqual([]);
	});

	it('does not take a host for its own because it begins alike', async () => {
		const sim = await company({ target_url: `${N8N_URL}0/webhook/4f1c1a86/webhook` });
		const { items } = await runFactorial(sim, 'webhookSubscription', 'getAll', {});
		expect(items).toMatchObject([{ whose: 'others' }]);
	});

	it('knows an n8n below a path', async () => {
		const n8nUrl = 'https://corp.example/tools/n8n';
		const sim = await company(
			{ target_url: `${n8nUrl}/webhook/4f1c1a86/webhook` },
			{ type: CREATED, target_url: 'https://corp.example/webhook/x' },
		);
		const { items } = await runFactorial(sim, 'webhookSubscription', 'getAll', { n8nUrl });
		expect(items.map(({ whose }) => whose)).toEqual(['this_n8n', 'others']);
	});
});

describe('Repair', () => {
	it('switches on what Factorial has switched off, and changes nothing else', async () => {
		const { item, subscription } = await repaired({ enabled: false });

		expect(item).toMatchObject({ action: 'repaired', reason: 'disabled', enabled: true });
		expect(subscription).toMatchObject(aSubscription());
	});

	it('leaves what is good, and only reads', async () => {
		const { item, sim } = await repaired({});

		expect(item).toMatchObject({ action: 'unchanged', reason: 'good' });
		const lists = ['webhook_subscriptions', 'webhook_subscriptions'];
		expect(asked(sim)).toEqual([...lists, 'credentials']);
	});

	it.each([{ enabled: false }, { enabled: true }])(
		'leaves those of others alone (%p)',
		async (state) => {
			const { item, sim } = await repaired({ target_url: ELSEWHERE, name: 'Other tool', ...state });

			expect(item).toMatchObject({
				action: 'unchanged',
				reason: 'others',
				whose: 'others',
				...state,
			});
			expect(sim.journal.writes()).toEqual([]);
		},
	);

	it('gives a published trigger back what a test run of this n8n had borrowed', async () => {
		const { item, subscription } = await repaired({
			target_url: `${TEST_HOOK}?event=x`,
			name: `n8n test, belongs to ${HOOK}?event=x`,
			enabled: false,
		});

		expect(item).toMatchObject({ action: 'given_back', reason: 'borrowed', target_url: HOOK });
		expect(subscription).toMatchObject(aSubscription({ name: 'n8n' }));
	});

	it('gives it back also when another n8n had borrowed it', async () => {
		const { item, subscription } = await repaired({
			target_url: 'https://laptop.example/webhook-test/1/webhook',
			name: `n8n test, belongs to ${HOOK}?event=x`,
		});

		expect(item).toMatchObject({ action: 'given_back', whose: 'this_n8n' });
		expect(subscription).toMatchObject({ target_url: `${HOOK}?event=x` });
	});

	it('gives another tool back what a test run had taken over, in the state it is in', async () => {
		const { item, subscription } = await repaired({
			target_url: TEST_HOOK,
			name: `n8n test, belongs to ${ELSEWHERE}`,
			enabled: false,
		});

		expect(item).toMatchObject({ action: 'given_back', whose: 'others', enabled: false });
		expect(subscription).toMatchObject({
			target_url: ELSEWHERE,
			name: 'other.example',
			enabled: false,
		});
	});

	it('goes by the version of the credential', async () => {
		const { items } = await repaired(
			{ api_version: '2026-10-01' },
			{ credential: { apiVersion: '2026-10-01' } },
		);
		expect(items).toMatchObject([{ action: 'unchanged', reason: 'good' }]);
		const { item } = await repaired({ api_version: '2026-10-01' });
		expect(item).toMatchObject({ action: 'needs_publish', reason: 'old_version' });
	});

	it('finds what is switched off where the plain list leaves it out', async () => {
		const sim = await company({ enabled: false }, { type: CREATED });
		sim.switches.disabledUnlisted = true;
		const { items } = await runFactorial(sim, 'webhookSubscription', 'repair', {});

		expect(items.map(({ reason }) => reason).sort()).toEqual(['disabled', 'good']);
		expect(sim.state.subscriptions.every(({ enabled }) => enabled)).toBe(true);
	});

	it("says when the credential is one person's", async () => {
		const sim = await company({});
		Object.assign(sim.switches, { personsKey: true, personsMayNotSubscribe: false });
		const { items } = await runFactorial(sim, 'webhookSubscription', 'repair', {});

		expect(items).toMatchObject([
			{ reason: 'good' },
			{
				...{ action: 'needs_credential', reason: 'persons_credential' },
				message: expect.stringMatching(/one person's.*full admin/),
			},
		]);
	});

	it.each([
		['test_leftover', { target_url: TEST_HOOK, name: 'n8n test of People (wf1)' }],
		['no_challenge', { challenge: null, enabled: false }],
		['old_version', { api_version: '2026-01-01' }],
	])('reports %s, which only publishing can mend', async (reason, about) => {
		const { item, sim } = await repaired(about);

		expect(item).toMatchObject({
			action: 'needs_publish',
			reason,
			message: expect.stringContaining('publish the workflow again'),
		});
		expect(sim.journal.writes()).toEqual([]);
	});

	it('never touches a hook of somebody else on the host of this n8n, and shows no more than the host', async () => {
		for (const enabled of [true, false]) {
			const erp = {
				name: `ERP ${ELSEWHERE}`,
				target_url: `${N8N_URL}/hooks/do-not-show-this`,
				enabled,
			};
			const { item, sim } = await repaired({ ...erp, challenge: null });
			expect(item).toMatchObject({
				action: 'unchanged',
				reason: 'others',
				whose: 'others',
				target_url: `${N8N_URL}/…`,
				name: 'ERP https://other.example/…',
			});
			expect(sim.journal.writes()).toEqual([]);
		}
	});

	it.each([
		['ERP in Berlin', 'ERP in Berlin'],
		['ERP erp.example/hooks/do-not-show-this?token=do-not-show-this', 'ERP erp.example/…'],
		['erp.example?token=do-not-show-this', 'erp.example/…'],
		['ERP wss://erp.example/do-not-show-this', 'ERP wss://erp.example/…'],
		['mqtt+ssl://user:do-not-show-this@erp.example:8883/x', 'mqtt+ssl://erp.example:8883/…'],
		['ERP (HTTPS://ERP.example:8443/do-not-show-this)', 'ERP HTTPS://ERP.example:8443/…'],
		['ERP //erp.example/do-not-show-this', 'ERP erp.example/…'],
		['ERP erp.example:8443/do-not-show-this', 'ERP erp.example:8443/…'],
		['ERP localhost/do-not-show-this', 'ERP …'],
		['ERP /do-not-show-this and more do-not-show-this', 'ERP …'],
		['ERP erp.example / do-not-show-this', 'ERP erp.example …'],
		['ERP ?token=do-not-show-this', 'ERP …'],
		['ERP token=do-not-show-this', 'ERP …'],
		['ERP token:do-not-show-this', 'ERP …'],
		['ERP #do-not-show-this', 'ERP …'],
		['ERP \\\\erp\\do-not-show-this', 'ERP …'],
		['n8n test, belongs to //erp/do-not-show-this', 'n8n test, belongs to …'],
		['n8n sync (erp.example/do-not-show-this)', 'n8n sync erp.example/…'],
	])('shows of the name of somebody else no more than a host: %p', async (name, shown) => {
		const { item } = await repaired({ name, target_url: `${ELSEWHERE}/do-not-show-this` });
		expect(item).toMatchObject({ whose: 'others', name: shown });
	});

	it.each([
		['People in/out v1.2', 'People in/out v1.2'],
		['to erp.example/do-not-show-this now', 'to erp.example/… now'],
		['to wss://erp.example/do-not-show-this', 'to wss://erp.example/…'],
		['by token=do-not-show-this', 'by …'],
	])('shows of its own name all but what looks like an address: %p', async (workflow, shown) => {
		const { item } = await repaired({ name: `n8n ${workflow} (wf1)` });
		expect(item).toMatchObject({ whose: 'this_n8n', name: `n8n ${shown} (wf1)` });
	});

	it('is not for AI agents: it decides who gets events about people', async () => {
		const node = { type: 'factorialTool' };
		const { error, sim } = await repaired({ enabled: false }, { node });
		expect(error?.message).toBe("'Repair' is not for AI agents");
		expect(sim.journal.all()).toEqual([]);
	});

	it.each([
		['n8n relay of the ERP', `${N8N_URL}/erp/hooks/do-not-show-this`],
		['n8n relay of the ERP', `${N8N_URL}/webhook/do-not-show-this/webhook`],
		['n8n (do)', `${N8N_URL}/webhook/do-not-show-this`],
		['n8n People (wf9)', `${N8N_URL}/staging/webhook/do-not-show-this/webhook`],
		['n8n test, belongs to nobody', `${N8N_URL}/webhook/do-not-show-this/webhook`],
	])('never touches what only sounds like its own: %p at %p', async (name, target_url) => {
		const { item, sim } = await repaired({ name, target_url, enabled: false });
		const seen = { action: 'unchanged', reason: 'others', target_url: `${N8N_URL}/…` };
		expect(item).toMatchObject({ ...seen, enabled: false });
		expect(sim.journal.writes()).toEqual([]);
	});

	it('gives a tool of the same host its own back, in the state it is in', async () => {
		const erp = `${N8N_URL}/erp/hooks/in`;
		const lent = { target_url: TEST_HOOK, name: `n8n test, belongs to ${erp}`, enabled: false };
		const { subscription } = await repaired(lent);
		const name = new URL(N8N_URL).host;
		expect(subscription).toMatchObject({ target_url: erp, name, enabled: false });
	});

	it('repairs that of a workflow that is called "test of …"', () => {
		const workflow = { id: 'wf1', name: 'test of people' };
		const name = subscriptionName({ instanceId: 'x', workflow, nodeId: '1' });
		const off = { ...aSubscription({ name, enabled: false }), company_id: '4711' };
		const n8n = { instanceId: 'x', place: { url: `${N8N_URL}/` } };
		expect(verdictOn(off, n8n, '2026-07-01')).toMatchObject({ action: 'repaired' });
	});

	it('never touches those of another n8n behind the same host', async () => {
		const staging = subscriptionName({
			instanceId: 'the-staging-n8n',
			workflow: { id: 'wf1', name: 'People' },
			nodeId: '1',
		});
		const target_url = `${N8N_URL}/staging/webhook/4f1c1a86/webhook`;
		const { item, sim } = await repaired({ name: staging, target_url, enabled: false });
		expect(item).toMatchObject({ action: 'unchanged', reason: 'others' });
		expect(sim.journal.writes()).toEqual([]);
	});

	it('says when a repair does not hold, and repairs all the same', async () => {
		const sim = await company({ enabled: false });
		const staticData = { 'node:HR': {} };
		const again = async () => {
			const { items } = await runFactorial(sim, 'webhookSubscription', 'repair', { staticData });
			return items.map(({ action, reason }) => [action, reason]);
		};
		expect(await again()).toEqual([['repaired', 'disabled']]);
		expect(await again()).toEqual([['unchanged', 'good']]);
		const switchOff = () => Object.assign(sim.state.subscriptions[0] ?? {}, { enabled: false });
		switchOff();
		expect(await again()).toEqual([['repaired', 'does_not_hold']]);
		expect(sim.state.subscriptions).toMatchObject([{ enabled: true }]);

		switchOff();
		staticData['node:HR'] = { repaired: { 90210: '2020-01-01T00:00:00Z' } };
		expect(await again()).toEqual([['repaired', 'disabled']]);
	});

	it('reports expected events that nothing delivers here', async () => {
		const sim = await company({ type: UPDATED }, { type: CREATED, target_url: ELSEWHERE });
		const parameters = { expectedEvents: [UPDATED, CREATED, TERMINATED] };
		const { items } = await runFactorial(sim, 'webhookSubscription', 'repair', { parameters });

		expect(items).toMatchObject([
			{ event: UPDATED, action: 'unchanged', reason: 'good' },
			{ event: CREATED, action: 'needs_publish', reason: 'taken' },
			{ event: TERMINATED, action: 'needs_publish', reason: 'missing' },
		]);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('reports one that was removed in the meantime', async () => {
		const sim = await company({ enabled: false });
		const run = () => void sim.state.subscriptions.splice(0);
		sim.fail({ kind: 'meanwhile', run, method: 'PUT' });
		const { items } = await runFactorial(sim, 'webhookSubscription', 'repair');

		expect(items).toMatchObject([{ action: 'needs_publish', reason: 'gone' }]);
	});

	it('mends the others when Factorial refuses one, and fails all the same', async () => {
		const sim = await company({ enabled: false }, { type: CREATED, enabled: false });
		sim.fail({ kind: 'status', status: 422, method: 'PUT' });
		const { error, items } = await runFactorial(sim, 'webhookSubscription', 'repair');

		expect(words(error)).toContain('refused');
		expect(items).toEqual([]);
		expect(sim.state.subscriptions.map(({ enabled }) => enabled)).toEqual([false, true]);
	});

	it('changes nothing the second time', async () => {
		const sim = await company(
			{ enabled: false },
			{ type: CREATED, target_url: TEST_HOOK, name: `n8n test, belongs to ${HOOK}` },
		);
		await runFactorial(sim, 'webhookSubscription', 'repair');
		sim.journal.clear();
		const { items } = await runFactorial(sim, 'webhookSubscription', 'repair');

		expect(items.map(({ reason }) => reason)).toEqual(['good', 'good']);
		expect(sim.journal.writes()).toEqual([]);
	});

	it('says so when the key may not touch subscriptions', async () => {
		const sim = await factorial({ switches: { subscriptionsForbidden: true } });
		const { error } = await runFactorial(sim, 'webhookSubscription', 'repair');
		expect(words(error)).toMatch(/may not.*full admin/);
	});
});

describe('a process of n8n that knows no public address', () => {
	const name = subscriptionName({ instanceId: 'x', workflow: { id: 'wf1' }, nodeId: '1' });
	const own = { ...aSubscription({ name }), company_id: '4711' };
	const elsewhere = { ...own, target_url: 'https://n8n.example/webhook/1/webhook' };
	const place = { url: 'https://n8n.example/' };

	it('still knows its own, and does not call them moved', () => {
		const verdict = (one: Partial<Subscription>) =>
			verdictOn({ ...elsewhere, ...one }, { instanceId: 'x' }, '2026-07-01');
		expect(verdict({})).toMatchObject({ action: 'unchanged', reason: 'good' });
		expect(verdict({ enabled: false })).toMatchObject({ action: 'repaired' });
	});

	it('is not one that does: what delivers elsewhere has moved, and stays off', () => {
		const verdict = (one: Partial<Subscription>) =>
			verdictOn({ ...own, ...one }, { instanceId: 'x', place }, '2026-07-01');
		expect(verdict({})).toMatchObject({ action: 'needs_publish', reason: 'moved' });
		expect(verdict({ enabled: false })).toMatchObject({ action: 'needs_publish' });
		expect(verdict(elsewhere)).toMatchObject({ reason: 'good' });
	});

	const contextAt = (url: string, ownAddress?: string) =>
		({
			getInstanceId: () => 'x',
			getNode: () => ({}),
			getNodeParameter: (name: string) =>
				name === 'options' ? { ...(ownAddress && { ownAddress }) } : [],
			getWorkflowDataProxy: () => ({ $execution: { resumeUrl: `${url}/webhook-waiting/7` } }),
			getWorkflowStaticData: () => ({}),
		}) as never;

	it.each([
		['http://localhost:5678', undefined, false],
		['http://10.0.0.7:5678', undefined, false],
		['https://n8n.example', undefined, true],
		['http://localhost:5678', 'https://n8n.example', true],
	])('is one at %s with the option %s: %p', (url, ownAddress, knows) => {
		const n8n = readN8n(contextAt(url, ownAddress), 0, 'https://api.factorialhr.com');
		expect(n8n.place !== undefined).toBe(knows);
	});

	it.each([
		['http://localhost:5678', ['needs_address']],
		['https://n8n.example', []],
	])('says so in an item of its own at %s: %p', async (url, expected) => {
		const send = async () =>
			await Promise.resolve({ status: 200, headers: {}, body: { data: [] } });
		const api = { http: { baseUrl: 'https://api.factorialhr.com', send } } as never;
		if (!('run' in repair)) throw new Error('Repair has become another kind of operation');
		const items = await repair.run({ context: contextAt(url), api, item: 0 });
		expect([items].flat().map(({ action }) => action)).toEqual(expected);
	});
});
