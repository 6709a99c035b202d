import { itemsFrom, runsOf } from '../../../playground/n8n/outputs';
import { untilQuiet } from '../../../playground/n8n/quiet';
import { runToEnd } from '../../../playground/n8n/run-to-end';
import type { Execution } from '../../../playground/n8n/wire';
import { dayAfter } from '../../../playground/story/day';
import { directoryOf, newHire } from '../support/people';
import { PATIENCE_MS, world } from '../support/world';

jest.setTimeout(PATIENCE_MS);

describe('a workflow that is composed of the single steps', () => {
	const now = new Date();
	const stage = world();
	const directory = directoryOf(stage, 'Bloque');
	let workflowId: string;

	beforeAll(async () => {
		const { client, importTemplate } = stage();
		workflowId = (await importTemplate('building-blocks')).id;
		expect(await client.publish(workflowId)).toBeUndefined();
	});

	afterEach(() => stage().jumpCloud.faults.clear());

	const runAfter = async (happen: () => unknown): Promise<Execution> => {
		happen();
		await untilQuiet(stage(), workflowId);
		const [newest] = await stage().client.executions(workflowId);
		return await stage().client.execution(newest?.id ?? '');
	};
	const hire = (name: string, day: string, more: object = {}) =>
		stage().factorial.hire({ ...newHire(name, 'Bloque', day), ...more });
	const planned = (name: string) =>
		directory
			.schedules(name)
			.map(({ state, scheduledDate }) => `${state} ${scheduledDate.toISOString().slice(0, 16)}`);
	const lookAt = (run: Execution) => runsOf(run, 'People to Look At').flat();
	const idOf = (name: string) => directory.user(name).employeeIdentifier ?? '';

	it('creates a joiner Staged, and activates them on the first day', async () => {
		const day = dayAfter(now, 10);
		const run = await runAfter(() => hire('Ada', day));
		expect(run.status).toBe('success');
		expect(directory.user('Ada').state).toBe('STAGED');
		expect(planned('Ada')).toEqual([`ACTIVATED ${day}T08:00`]);
		expect(lookAt(run)).toEqual([]);
	});

	it('creates one whose work email comes later when it is there', async () => {
		const day = dayAfter(now, 10);
		let id = '';
		const run = await runAfter(() => {
			({ id } = hire('Leo', day, { login_email: null, email: null }));
		});
		expect(lookAt(run)).toEqual([
			expect.objectContaining({
				...{ employee_id: id, full_name: 'Leo Bloque', reason: 'missing_work_email' },
			}),
		]);
		await runAfter(() => stage().factorial.updateEmployee(id, { login_email: 'leo@corp.example' }));
		expect(planned('Leo')).toEqual([`ACTIVATED ${day}T08:00`]);
	});

	it('says which conflict it is when a joiner has the email of somebody else', async () => {
		const run = await runAfter(() =>
			hire('Max', dayAfter(now, 10), { login_email: directory.user('Ada').email }),
		);
		expect(lookAt(run)).toEqual([
			expect.objectContaining({
				...{ full_name: 'Max Bloque', reason: 'conflict', conflict: 'linked_to_other_employee' },
			}),
		]);
	});

	it('keeps a mover in step', async () => {
		await runAfter(() => hire('Bo', dayAfter(now, -20)));
		expect(directory.user('Bo').state).toBe('ACTIVATED');
		await runAfter(() => stage().factorial.updateEmployee(idOf('Bo'), { first_name: 'Bodo' }));
		expect(directory.user('Bo').firstname).toBe('Bodo');
	});

	it('suspends a leaver at the end of the last day, remembers it, and takes it back', async () => {
		const { factorial } = stage();
		const day = dayAfter(now, 5);
		const run = await runAfter(() => factorial.terminate(idOf('Bo'), day));
		expect(run.status).toBe('success');
		expect(planned('Bo')).toEqual([`SUSPENDED ${day}T23:59`]);
		expect(directory.user('Bo').attributes).toEqual([{ name: 'hrLastDay', value: day }]);
		await runAfter(() => factorial.unterminate(idOf('Bo')));
		expect(planned('Bo')).toEqual([]);
		expect(directory.user('Bo').state).toBe('ACTIVATED');
		expect(directory.user('Bo').attributes).toEqual([]);
	});

	it('tries a step that failed once more by itself, so that an outage of seconds costs nobody', async () => {
		const { factorial, jumpCloud } = stage();
		const path = new RegExp(directory.user('Bo')._id);
		// One that the node itself does not repeat.
		jumpCloud.fail({ kind: 'status', status: 403, method: 'PUT', path });
		const run = await runAfter(() => factorial.updateEmployee(idOf('Bo'), { last_name: 'Roca' }));
		expect(run.status).toBe('success');
		expect(lookAt(run)).toEqual([]);
		expect(directory.user('Bo').lastname).toBe('Roca');
		await runAfter(() => factorial.updateEmployee(idOf('Bo'), { last_name: 'Bloque' }));
	});

	it('lets nobody in who leaves before the first day', async () => {
		await runAfter(() => stage().factorial.terminate(idOf('Ada'), dayAfter(now, 3)));
		expect(directory.user('Ada').state).toBe('SUSPENDED');
		expect(planned('Ada')).toEqual([]);
	});

	it('reminds whoever began three days ago and has set no password, once it is switched on', async () => {
		const { client, importTemplate } = stage();
		const began = { Eva: -3, Fay: -3, Gil: -4 };
		for (const [name, days] of Object.entries(began)) {
			await runAfter(() => hire(name, dayAfter(now, days)));
		}
		directory.user('Fay').activated = true;
		const mails = () => Object.keys(began).map((name) => directory.mailsTo(name).length);
		expect(mails()).toEqual([1, 1, 1]);

		const { id, nodes } = await importTemplate('building-blocks');
		const isOn = { disabled: false };
		await client.updateWorkflow(id, { nodes: nodes.map((node) => ({ ...node, ...isOn })) });
		const run = await runToEnd(client, id, 'Every Morning');
		expect(run.status).toBe('success');
		expect(
			itemsFrom(run, 'Resend Activation Mail').map(({ action, reason = '' }) => [action, reason]),
		).toEqual([
			['resent', ''],
			['skipped', 'has_password'],
		]);
		expect(mails()).toEqual([2, 1, 1]);
	});

	it('ends as failed after everybody was done, and names whose step failed', async () => {
		const { factorial, jumpCloud } = stage();
		const id = idOf('Bo');
		const path = new RegExp(directory.user('Bo')._id);
		jumpCloud.fail({ kind: 'status', status: 403, method: 'PUT', path, forMs: PATIENCE_MS });
		factorial.switches.bulkPayloadAsArray = true;
		const run = await runAfter(() =>
			factorial.updateEmployees([
				{ id, terminated_on: dayAfter(now, -1) },
				{ id: idOf('Leo'), last_name: 'Bloque-Gil' },
			]),
		);
		factorial.switches.bulkPayloadAsArray = false;
		expect([run.status, run.data.resultData.lastNodeExecuted]).toEqual(['error', 'End as Failed']);
		expect(run.data.resultData.error?.message).toBe(lookAt(run)[0]?.message);
		expect(directory.user('Leo').lastname).toBe('Bloque-Gil');
		const tries = jumpCloud.journal
			.writes()
			.filter(({ body }) => JSON.stringify(body ?? {}).includes(dayAfter(now, -1)));
		expect(tries).toHaveLength(3);
		expect(lookAt(run)).toEqual([
			expect.objectContaining({ employee_id: id, full_name: 'Bodo Bloque', reason: 'failed' }),
		]);
	});
});
