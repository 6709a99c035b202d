import type { EmployeeRecord } from '../../../playground/factorial/types';
import type { Execution } from '../../../playground/n8n/wire';
import { dayAfter } from '../../../playground/story/day';
import { decide, openForm, requestFor } from '../support/approval';
import { directoryOf, newHire } from '../support/people';
import { changeSettings } from '../support/published';
import { eventually, lastItem, runAbout } from '../support/runs';
import { PATIENCE_MS, world } from '../support/world';

jest.setTimeout(PATIENCE_MS);

/** A moment as a clock on the wall in Madrid shows it. */
const inMadrid = (at: Date) =>
	at.toLocaleString('sv-SE', { timeZone: 'Europe/Madrid' }).slice(0, 16);

describe('new hires who wait for IT’s approval', () => {
	const now = new Date();
	const firstDay = dayAfter(now, 10);
	const stage = world({
		company: {
			teams: [
				{ id: '71', name: 'Finance' },
				{ id: '72', name: 'Night Shift' },
			],
			locations: [{ id: '81', name: 'Madrid' }],
		},
	});
	const directory = directoryOf(stage, 'Alta');
	let workflowId: string;

	beforeAll(async () => {
		const { client, importTemplate, jumpCloud } = stage();
		['Finance', 'Madrid', 'Office Madrid'].forEach((name) => jumpCloud.state.addGroup({ name }));
		workflowId = (await importTemplate('joiner-with-approval')).id;
		expect(await client.publish(workflowId)).toBeUndefined();
		await changeSettings(stage(), workflowId, {
			...{ time_zone: 'Europe/Madrid', allowed_groups: 'Finance, Madrid' },
		});
	});

	afterEach(() => stage().jumpCloud.faults.clear());

	const hire = (name: string, more: object = {}) =>
		stage().factorial.hire({ ...newHire(name, 'Alta', firstDay), location_id: '81', ...more });
	const request = async (name: string) => await requestFor(stage(), workflowId, `${name} Alta`);
	const answer = async (name: string, decision: string, reason?: string) => {
		const { link, run } = await request(name);
		expect(await decide(link, decision, reason)).toBe(200);
		return await runAbout(stage(), workflowId, 'success', `${name} Alta`, run.id);
	};
	/** Lets HR do something about somebody whom nobody has to be asked about, and gives the newest run. */
	const runAfter = async (happen: () => unknown): Promise<Execution> => {
		happen();
		await stage().factorial.settled(120_000);
		await eventually('The end of the run', async () => {
			const summaries = await stage().client.executions(workflowId);
			return summaries.some(({ status }) => ['new', 'running'].includes(status)) ? undefined : true;
		});
		const [newest] = await stage().client.executions(workflowId);
		return await stage().client.execution(newest?.id ?? '');
	};
	/** What JumpCloud is going to do by itself, by the clock in Madrid. */
	const planned = (name: string) =>
		directory
			.schedules(name)
			.map(({ state, scheduledDate }) => `${state} ${inMadrid(scheduledDate)}`);
	const contractOf = (id: string) =>
		stage().factorial.state.contracts.find(({ employee_id }) => employee_id === id)?.id ?? '';
	/** One delivery about several people. */
	const together = (changes: Array<Partial<EmployeeRecord> & { id: string }>) => {
		const { factorial } = stage();
		factorial.switches.bulkPayloadAsArray = true;
		factorial.updateEmployees(changes);
		factorial.switches.bulkPayloadAsArray = false;
	};

	it('are Staged, in the group of their location, while IT is asked', async () => {
		const { id } = hire('Ada');
		const { facts } = await request('Ada');
		expect(directory.user('Ada')).toMatchObject({ state: 'STAGED', employeeIdentifier: id });
		expect(directory.groups('Ada')).toEqual(['Madrid']);
		expect(planned('Ada')).toEqual([]);
		expect(facts).toMatchObject({
			...{ employee_id: id, start_date: firstDay, job_title: 'Analyst', groups: 'Madrid' },
			...{ warnings: 'none', username: 'ada.alta', work_email: 'ada@corp.example' },
		});
	});

	it('are shown to IT in the form, and to nobody without the whole link', async () => {
		const { link } = await request('Ada');
		const page = await openForm(link);
		expect(page.status).toBe(200);
		expect(page.data).toContain('Give Ada Alta access?');
		expect(page.data).toContain('ada.alta');
		expect((await openForm(link.replace(/\?.*/, ''))).status).toBe(401);
	});

	it('approved: JumpCloud activates them at 08:00 of their first day', async () => {
		await answer('Ada', 'Approve');
		expect(directory.user('Ada').state).toBe('STAGED');
		expect(planned('Ada')).toEqual([`ACTIVATED ${firstDay} 08:00`]);
		expect(directory.schedules('Ada')[0]?.sendMail).toBe(true);
	});

	it('approved, and HR moves the first day by five months: the activation moves along', async () => {
		const id = directory.user('Ada').employeeIdentifier ?? '';
		const later = dayAfter(now, 160);
		const run = await runAfter(() =>
			stage().factorial.updateContractVersion(contractOf(id), {
				...{ starts_on: later, effective_on: later },
			}),
		);
		expect(run.status).toBe('success');
		expect(planned('Ada')).toEqual([`ACTIVATED ${later} 08:00`]);
	});

	it('and then are called off: nothing lets them in', async () => {
		const id = directory.user('Ada').employeeIdentifier ?? '';
		const lastDay = dayAfter(now, 20);
		await runAfter(() => stage().factorial.terminate(id, lastDay));
		expect(planned('Ada')).toEqual([`SUSPENDED ${lastDay} 23:59`]);
	});

	it('whose contract is deleted after a yes are not let in either', async () => {
		const { id } = hire('Ben');
		await answer('Ben', 'Approve');
		expect(planned('Ben')).toEqual([`ACTIVATED ${firstDay} 08:00`]);
		await runAfter(() => stage().factorial.deleteContractVersion(contractOf(id)));
		expect(planned('Ben')).toEqual([]);
		expect(directory.user('Ben').state).toBe('STAGED');
	});

	it('rejected: they stay Staged, and the reason is in the last step', async () => {
		const { id } = hire('Bea');
		const run = await answer('Bea', 'Reject', 'An agency worker');
		expect(lastItem(run, 'People to Look At')).toEqual({
			...{ employee_id: id, full_name: 'Bea Alta', event: expect.any(String) as string },
			...{ reason: 'rejected', conflict: '', message: 'Rejected: An agency worker' },
		});
		expect(directory.user('Bea').state).toBe('STAGED');
		expect(planned('Bea')).toEqual([]);
	});

	it('approved after the first day: active at once', async () => {
		hire('Cleo', newHire('Cleo', 'Alta', dayAfter(now, -3)));
		const run = await answer('Cleo', 'Approve');
		expect(directory.user('Cleo').state).toBe('ACTIVATED');
		expect(lastItem(run, 'Record of the Activation')).toMatchObject({
			...{ id: expect.any(Number), who: 'Cleo Alta', what: 'activate', decided_by: 'approval' },
			...{ field: 'state', from_value: 'STAGED', to_value: 'ACTIVATED' },
		});
		expect(directory.mailsTo('Cleo')).toEqual(['cleo@corp.example']);
	});

	it('who leave again lose their access at the end of the last day', async () => {
		const id = directory.user('Cleo').employeeIdentifier ?? '';
		const lastDay = dayAfter(now, 40);
		const run = await runAfter(() => stage().factorial.terminate(id, lastDay));
		expect(run.status).toBe('success');
		expect(planned('Cleo')).toEqual([`SUSPENDED ${lastDay} 23:59`]);
		await runAfter(() => stage().factorial.terminate(id, dayAfter(now, -1)));
		expect(directory.user('Cleo').state).toBe('SUSPENDED');
	});

	it('whose work email comes later are asked about then', async () => {
		const { id } = hire('Dora', { login_email: null, email: null });
		const skipped = await runAbout(stage(), workflowId, 'success', 'missing_work_email');
		expect(lastItem(skipped, 'People to Look At')).toMatchObject({
			...{ employee_id: id, full_name: 'Dora Alta', reason: 'missing_work_email' },
		});
		stage().factorial.updateEmployee(id, { login_email: 'dora@corp.example' });
		await request('Dora');
		expect(directory.user('Dora').state).toBe('STAGED');
	});

	it('whose hire is called off while IT decides do not get an activation', async () => {
		const { id } = hire('Eva');
		const { run } = await request('Eva');
		stage().factorial.terminate(id, dayAfter(now, 2));
		await runAbout(stage(), workflowId, 'success', 'employees/employee/terminate');
		const ended = await answer('Eva', 'Approve');
		expect(ended.id).toBe(run.id);
		expect(lastItem(ended, 'People to Look At')).toMatchObject({
			...{ employee_id: id, reason: 'does_not_start' },
		});
		expect(planned('Eva')).toEqual([`SUSPENDED ${dayAfter(now, 2)} 23:59`]);
	});

	it('who have left for good while IT decides are not touched by the yes', async () => {
		const { id } = hire('Ewa');
		await request('Ewa');
		// As if its event had got lost.
		stage().factorial.terminate(id, dayAfter(now, -1), { silent: true });
		const run = await answer('Ewa', 'Approve');
		expect(lastItem(run, 'People to Look At')).toMatchObject({ reason: 'does_not_start' });
		expect(directory.user('Ewa').state).toBe('STAGED');
		expect(planned('Ewa')).toEqual([]);
	});

	it('and in a conflict, before a form or after a yes, are told of with its kind', async () => {
		const twin = hire('Max', { login_email: directory.user('Ben').email });
		const before = await runAbout(stage(), workflowId, 'success', 'linked_to_other_employee');
		expect(lastItem(before, 'People to Look At')).toMatchObject({
			...{ employee_id: twin.id, reason: 'conflict', conflict: 'linked_to_other_employee' },
		});

		const { id } = hire('Mia');
		await request('Mia');
		stage().jumpCloud.state.addUser({ username: 'mia.double', employeeIdentifier: id });
		const after = await answer('Mia', 'Approve');
		expect(lastItem(after, 'People to Look At')).toMatchObject({
			...{ employee_id: id, reason: 'conflict', conflict: 'several_linked' },
		});
		expect(planned('Mia')).toEqual([]);
	});

	it('join the group of a team later; a group that JumpCloud lacks stops nothing and is told', async () => {
		const employee_id = directory.user('Ben').employeeIdentifier ?? '';
		stage().factorial.addMembership({ employee_id, team_id: '71' });
		await runAbout(stage(), workflowId, 'success', 'teams/membership/create');
		stage().factorial.addMembership({ employee_id, team_id: '72' });
		const run = await runAbout(stage(), workflowId, 'success', 'group_not_added');
		expect(directory.groups('Ben')).toEqual(['Finance', 'Madrid']);
		expect(lastItem(run, 'People to Look At')).toMatchObject({
			...{ employee_id, full_name: 'Ben Alta', reason: 'group_not_added' },
			message: expect.stringContaining('Night Shift') as string,
		});
	});

	it('are told of in the form with the groups that JumpCloud lacks', async () => {
		hire('Flo', { team_id: '72' });
		const { facts } = await request('Flo');
		expect(facts.groups).toBe('Madrid');
		// The team comes with an event of its own, maybe later than the form.
		expect(['none', 'Not in the group Night Shift.']).toContain(facts.warnings);
		await answer('Flo', 'Reject');
	});

	it('are asked about one by one when they come together', async () => {
		const { factorial } = stage();
		const silent = { silent: true };
		const two = ['Fay', 'Gil'].map((name) =>
			factorial.hire(newHire(name, 'Alta', firstDay), silent),
		);
		together(two.map(({ id }) => ({ id, city: 'Madrid' })));
		const first = await request('Fay');
		await decide(first.link, 'Reject', 'Not now');
		expect((await request('Gil')).run.id).toBe(first.run.id);
		const run = await answer('Gil', 'Approve');
		expect(lastItem(run, 'People to Look At')).toMatchObject({ full_name: 'Fay Alta' });
		expect(planned('Fay')).toEqual([]);
		expect(planned('Gil')).toEqual([`ACTIVATED ${firstDay} 08:00`]);
	});

	it('are asked about, all of them, when the creation of one succeeds at the second try only', async () => {
		const { factorial, jumpCloud } = stage();
		const two = ['Ian', 'Jo'].map((name) =>
			factorial.hire(newHire(name, 'Alta', firstDay), { silent: true }),
		);
		jumpCloud.fail({ kind: 'status', status: 403, method: 'POST', path: /^\/api\/systemusers$/ });
		together(two.map(({ id }) => ({ id, city: 'Madrid' })));
		const first = await Promise.race([request('Ian'), request('Jo')]);
		const [one, other] =
			first.facts.full_name === 'Ian Alta' ? (['Ian', 'Jo'] as const) : (['Jo', 'Ian'] as const);
		await decide(first.link, 'Approve');
		expect((await request(other)).run.id).toBe(first.run.id);
		const run = await answer(other, 'Approve');
		expect(run.status).toBe('success');
		for (const name of [one, other]) {
			expect(planned(name)).toEqual([`ACTIVATED ${firstDay} 08:00`]);
		}
	});

	it('approved while JumpCloud plans nothing: the run ends as failed, and Retry does it', async () => {
		const { client, jumpCloud } = stage();
		hire('Kai');
		const { link, run } = await request('Kai');
		const path = /userstates/;
		jumpCloud.fail({ kind: 'status', status: 403, method: 'POST', path, forMs: PATIENCE_MS });
		expect(await decide(link, 'Approve')).toBe(200);
		const failed = await runAbout(stage(), workflowId, 'error', 'Kai Alta', run.id);
		expect(failed.data.resultData.lastNodeExecuted).toBe('Activate User');
		expect(failed.data.resultData.error?.message).toContain('Kai Alta');
		expect(planned('Kai')).toEqual([]);

		jumpCloud.faults.clear();
		const retried = await client.execution(await client.retry(run.id));
		expect(retried.status).toBe('success');
		expect(planned('Kai')).toEqual([`ACTIVATED ${firstDay} 08:00`]);
	});

	it('about whom nobody answers in time stay Staged, and are told', async () => {
		const { client } = stage();
		const { nodes } = await client.workflow(workflowId);
		const before = structuredClone(nodes);
		const wait = nodes.find(({ name }) => name === 'Wait for Approval');
		Object.assign(wait?.parameters ?? {}, { resumeAmount: 3, resumeUnit: 'seconds' });
		await client.updateWorkflow(workflowId, { nodes });
		expect(await client.publish(workflowId)).toBeUndefined();
		const { id } = hire('Lia');
		const run = await runAbout(stage(), workflowId, 'success', 'not_answered');
		expect(lastItem(run, 'People to Look At')).toMatchObject({
			...{ employee_id: id, full_name: 'Lia Alta', reason: 'not_answered' },
		});
		expect(planned('Lia')).toEqual([]);
		await client.updateWorkflow(workflowId, { nodes: before });
		expect(await client.publish(workflowId)).toBeUndefined();
	});

	it('get the mail at home, and the group that is called differently, when Settings say so', async () => {
		const wishes = { mail_to: 'personal', location_group_prefix: 'Office ' };
		await changeSettings(stage(), workflowId, wishes);
		hire('Hal', newHire('Hal', 'Alta', dayAfter(now, -1)));
		await answer('Hal', 'Approve');
		expect(directory.groups('Hal')).toEqual(['Office Madrid']);
		expect(directory.mailsTo('Hal')).toEqual(['hal@home.example']);
	});
});
