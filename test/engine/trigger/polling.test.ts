import type { IDataObject } from 'n8n-workflow';

import type { FactorialSimulator } from '../../../playground/factorial/simulator';
import { poller } from '../../support/engine';
import { aSmallCompany, crowd, factorial } from '../../support/factorial';
import { closeAll, closedLater } from '../../support/jumpcloud';
import { oddServer } from '../../support/oddServer';

afterEach(closeAll);

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const asking = async (sim: FactorialSimulator, parameters: Record<string, unknown> = {}) =>
	await poller({
		nodes: [{ name: 'Changes', type: 'factorialPollingTrigger', parameters: parameters as never }],
		credentials: { factorialApi: { ...sim.credential } },
	});

/** A company, and a trigger that has asked for the first time. */
async function begun(company = aSmallCompany(), parameters: Record<string, unknown> = {}) {
	const sim = await factorial({ company });
	const trigger = await asking(sim, parameters);
	expect(await trigger.ask()).toBeNull();
	return { sim, trigger };
}

const idsOf = (items: IDataObject[] | null) => (items ?? []).map(({ id }) => id);

/** Moves somebody's last change, as nobody but a service itself can. */
function changedAt(sim: FactorialSimulator, id: string, moment: number, last_name: string) {
	const record = sim.state.people.find((one) => one.id === id);
	Object.assign(record ?? {}, { last_name, updated_at: new Date(moment).toISOString() });
}

it('starts nothing for what was there before', async () => {
	const { trigger } = await begun({ employees: crowd(3) });
	expect(await trigger.ask()).toBeNull();
});

it('gives whoever was changed, as the other trigger gives them', async () => {
	const { sim, trigger } = await begun();
	sim.updateEmployee('512', { last_name: 'Soler' });
	const items = await trigger.ask();

	expect(items).toEqual([
		expect.objectContaining({
			...{ event: 'changed', id: '512', last_name: 'Soler', active: true },
			work_email: 'Noor@corp.example',
		}),
	]);
	expect(JSON.stringify(items)).not.toContain('ES0000000000000000000001');
});

it('gives a change of the login email and of the last day, for which no event may come', async () => {
	const { sim, trigger } = await begun();
	sim.updateEmployee('512', { login_email: 'noor.soler@corp.example' });
	expect(await trigger.ask()).toMatchObject([{ work_email: 'noor.soler@corp.example' }]);
	sim.terminate('512', '2098-06-30');
	expect(await trigger.ask()).toMatchObject([{ terminated_on: '2098-06-30' }]);
	sim.unterminate('512');
	expect(await trigger.ask()).toMatchObject([{ id: '512', terminated_on: null }]);
});

it('gives whoever was hired, and whoever came by an import without an event', async () => {
	const { sim, trigger } = await begun();
	const { id } = sim.hire({ first_name: 'Ana', last_name: 'Zed' });
	sim.hire({ first_name: 'Ben', last_name: 'Zed' }, { silent: true });
	expect(idsOf(await trigger.ask())).toEqual([id, expect.any(String)]);
});

it('gives nobody twice who did not change in between', async () => {
	const { sim, trigger } = await begun();
	sim.updateEmployee('512', { last_name: 'Soler' });
	expect(idsOf(await trigger.ask())).toEqual(['512']);
	expect(await trigger.ask()).toBeNull();
	sim.updateEmployee('600', { last_name: 'Mas' });
	expect(idsOf(await trigger.ask())).toEqual(['600']);
	sim.updateEmployee('512', { last_name: 'Vidal' });
	expect(idsOf(await trigger.ask())).toEqual(['512']);
	expect(await trigger.ask()).toBeNull();
});

it.each([
	['an hour', HOUR_MS],
	['nine days', 9 * DAY_MS],
	['ninety days', 90 * DAY_MS],
])('keeps its place over %s in which n8n was not running', async (_time, awayMs) => {
	const { sim, trigger } = await begun();
	sim.updateEmployee('18446744073709777', { last_name: 'Mas' });
	await trigger.ask();

	// What happened while nobody asked is as old as the time away.
	const place = JSON.parse(trigger.stored()) as { [node: string]: { place: { newest: string } } };
	for (const { place: kept } of Object.values(place)) {
		kept.newest = new Date(Date.parse(kept.newest) - awayMs).toISOString();
	}
	const later = await poller({
		nodes: [{ name: 'Changes', type: 'factorialPollingTrigger' }],
		credentials: { factorialApi: { ...sim.credential } },
		staticData: place as never,
	});
	changedAt(sim, '512', Date.now() - awayMs + HOUR_MS, 'Soler');
	expect(idsOf(await later.ask())).toContain('512');
	expect(await later.ask()).toBeNull();
});

it('asks again for the same time after a failure', async () => {
	const { sim, trigger } = await begun();
	sim.updateEmployee('512', { last_name: 'Soler' });
	sim.faults.fail({ kind: 'status', status: 403 });
	await expect(trigger.ask()).rejects.toThrow();
	expect(idsOf(await trigger.ask())).toEqual(['512']);
});

it('misses nobody whom Factorial shows only after others that were changed later', async () => {
	const { sim, trigger } = await begun();
	const before = Date.now() - 2 * HOUR_MS;
	sim.updateEmployee('600', { last_name: 'Mas' });
	expect(idsOf(await trigger.ask())).toEqual(['600']);
	changedAt(sim, '512', before, 'Soler');
	expect(idsOf(await trigger.ask())).toEqual(['512']);
});

it('is not led astray by a change that is said to be in the future', async () => {
	const { sim, trigger } = await begun();
	changedAt(sim, '600', Date.now() + 900 * DAY_MS, 'Mas');
	expect(idsOf(await trigger.ask())).toEqual(['600']);
	sim.updateEmployee('512', { last_name: 'Soler' });
	expect(idsOf(await trigger.ask())).toEqual(['512']);
});

it.each([
	['behind', -3],
	['ahead', 3],
	['behind by weeks', -25],
	['ahead by weeks', 25],
])('works where the clock of n8n is days %s', async (_where, days) => {
	const sim = await factorial({ company: { employees: crowd(3) } });
	sim.clock.advance(-days * DAY_MS);
	const trigger = await asking(sim);
	await trigger.ask();
	sim.updateEmployee('1001', { last_name: 'Soler' });
	expect(idsOf(await trigger.ask())).toEqual(['1001']);
	expect(await trigger.ask()).toBeNull();
});

it('gives nobody twice whom a list leaves out once', async () => {
	const { sim, trigger } = await begun();
	for (const id of ['512', '600']) sim.updateEmployee(id, { last_name: 'Soler' });
	expect(idsOf(await trigger.ask())).toEqual(['512', '600']);
	for (const lostPeople of [1, 0, 2, 0]) {
		sim.switches.lostPeople = lostPeople;
		expect(await trigger.ask()).toBeNull();
	}
});

it('gives whoever a list has left out, once it has them', async () => {
	const { sim, trigger } = await begun();
	for (const id of ['512', '600']) sim.updateEmployee(id, { last_name: 'Soler' });
	sim.switches.lostPeople = 1;
	expect(idsOf(await trigger.ask())).toEqual(['512']);
	sim.switches.lostPeople = 0;
	expect(idsOf(await trigger.ask())).toEqual(['600']);
});

it('gives somebody who is on two pages once, as they are now', async () => {
	const sent = (last_name: string) => ({
		...{ id: '512', first_name: 'Noor', last_name, login_email: 'noor@corp.example' },
		...{ active: true, updated_at: new Date().toISOString() },
	});
	const page = (data: object[], end_cursor: string | null) => ({
		body: { data, meta: { has_next_page: end_cursor !== null, end_cursor, limit: 100 } },
	});
	const other = (last_name: string) => ({ ...sent(last_name), id: '600' });
	// The first question, and then a list in which both move to the second page while it is read.
	const answers = [page([], null), page([sent('Vidal'), other('Mas')], 'a')];
	answers.push(page([sent('Soler'), other('Prats'), { ...sent('Kaya'), id: '7' }], null));
	const server = closedLater(await oddServer(() => answers.shift() ?? {}));
	const { baseUrl, apiKey } = server.credential;
	const trigger = await poller({
		nodes: [{ name: 'Changes', type: 'factorialPollingTrigger' }],
		credentials: { factorialApi: { environment: 'custom', baseUrl, apiKey } },
	});
	expect(await trigger.ask()).toBeNull();
	expect((await trigger.ask())?.map(({ last_name: name }) => name)).toEqual([
		...['Soler', 'Prats', 'Kaya'],
	]);
});

/** A company that is answered as a test has it, one list for each question, and a trigger for it. */
async function answering(lists: object[][]) {
	const meta = { has_next_page: false, end_cursor: null, limit: 100 };
	const server = closedLater(
		await oddServer(() => ({ body: { data: lists.shift() ?? [], meta } })),
	);
	const { baseUrl, apiKey } = server.credential;
	return await poller({
		nodes: [{ name: 'Changes', type: 'factorialPollingTrigger' }],
		credentials: { factorialApi: { environment: 'custom', baseUrl, apiKey } },
	});
}

describe('a record that is told in another way, and was not changed', () => {
	const moment = new Date(Date.now() - HOUR_MS).toISOString();
	const noor = {
		...{ id: '512', first_name: 'Noor', last_name: 'Vidal', login_email: 'noor@corp.example' },
		...{ active: true, terminated_on: null, updated_at: moment },
	};
	const less = Object.fromEntries(
		Object.entries(noor).filter(([field]) => field !== 'terminated_on'),
	);

	it.each<[string, object, object]>([
		['a field that always differs', { ...noor, avatar: '?sig=1' }, { ...noor, avatar: '?sig=2' }],
		['another order', noor, Object.fromEntries(Object.entries(noor).toReversed())],
		['another order inside', { ...noor, x: { a: 1, b: 2 } }, { ...noor, x: { b: 2, a: 1 } }],
		['another order of a list', { ...noor, tags: ['1', '2'] }, { ...noor, tags: ['2', '1'] }],
		['null or nothing', noor, less],
		['a number or a text', { ...noor, id: 512 }, noor],
		['another offset', noor, { ...noor, updated_at: moment.replace('Z', '+00:00') }],
		[
			'no moment at all, and another order',
			{ ...less, updated_at: null, tags: ['1', '2'] },
			{ tags: ['2', '1'], ...less, updated_at: null },
		],
	])('is given once: %s', async (_case, one, other) => {
		const trigger = await answering([[], [one], [other], [one]]);
		expect(await trigger.ask()).toBeNull();
		expect(await trigger.ask()).toHaveLength(1);
		expect(await trigger.ask()).toBeNull();
		expect(await trigger.ask()).toBeNull();
	});

	it.each<[string, object]>([
		['its moment alone', { ...noor, updated_at: new Date().toISOString() }],
		['somebody’s name, although the moment stays', { ...noor, last_name: 'Soler' }],
		['whether they are active, although the moment stays', { ...noor, active: false }],
	])('is given again when it was: %s', async (_case, later) => {
		const trigger = await answering([[], [noor], [later]]);
		await trigger.ask();
		expect(await trigger.ask()).toHaveLength(1);
		expect(await trigger.ask()).toHaveLength(1);
	});
});

it('asks once per hundred people that were changed', async () => {
	const { sim, trigger } = await begun({ employees: crowd(450) });
	sim.journal.clear();
	expect(await trigger.ask()).toBeNull();
	expect(sim.journal.all()).toHaveLength(1);

	for (const { id } of sim.state.employees.slice(0, 350)) sim.updateEmployee(id, { city: 'Elx' });
	sim.journal.clear();
	expect(await trigger.ask()).toHaveLength(350);
	expect(sim.journal.all()).toHaveLength(4);
});

it('remembers no value of anybody', async () => {
	const { sim, trigger } = await begun();
	sim.updateEmployee('512', { last_name: 'Soler' });
	await trigger.ask();
	expect(trigger.stored()).not.toMatch(/Soler|corp\.example|ES0{5}/);
	expect(trigger.stored()).toContain('512');
});

it('shows somebody on the canvas, the last change first, and forgets nothing by it', async () => {
	const { sim, trigger } = await begun({ employees: crowd(30) });
	for (const { id } of sim.state.employees) changedAt(sim, id, Date.now() - HOUR_MS, 'Mas');
	expect(await trigger.ask()).toHaveLength(30);
	sim.updateEmployee('1017', { last_name: 'Soler' });
	const shown = await trigger.ask('manual');
	expect(shown).toHaveLength(10);
	expect(shown?.[0]).toMatchObject({ event: 'changed', id: '1017', last_name: 'Soler' });
	expect(idsOf(await trigger.ask())).toEqual(['1017']);
});

it('shows somebody on the canvas also when nobody was changed lately', async () => {
	const company = { employees: crowd(2) };
	for (const one of company.employees) one.updated_at = '2024-01-31T08:00:00.000Z';
	const { trigger } = await begun(company);
	expect(idsOf(await trigger.ask('manual'))).toEqual(['1001']);
});

it('gives the fields that were chosen', async () => {
	const { sim, trigger } = await begun(aSmallCompany(), {
		...{ output: 'selected', fields: ['full_name'], workEmailSource: 'email' },
	});
	sim.updateEmployee('18446744073709777', { last_name: 'Mas' });
	expect(await trigger.ask()).toEqual([
		{
			...{ event: 'changed', id: '18446744073709777', full_name: 'Ivo Mas' },
			work_email: 'ivo@corp.example',
		},
	]);
});
